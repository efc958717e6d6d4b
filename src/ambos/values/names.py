"""Text that people read: normalised, and without characters that hide or reorder what is seen.

Forbidden are the control characters, lone surrogates, line and paragraph separators, the bidirectional
controls (Unicode Standard Annex 9), and the invisible zero-width space, word joiner, byte order mark and
tag characters. The joiners U+200C and U+200D stay, since some scripts need them.
"""

import re
from typing import Final
from unicodedata import is_normalized, normalize

from ambos.values.errors import Form, ValueInvalid

_UNSEEN: Final = (
    "\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069"
    "\ufeff\ud800-\udfff\U000e0000-\U000e007f"
)
_IN_LINE: Final = re.compile(f"[\x00-\x1f{_UNSEEN}]")
_IN_LINES: Final = re.compile(f"[\x00-\x09\x0b-\x1f{_UNSEEN}]")
_SPACES: Final = re.compile(r"\s+")


class TextInvalid(ValueInvalid):
    """A text is empty, or holds a character that hides or reorders what is seen."""

    code = "value.text"


def forbidden_in_line(text: str) -> str | None:
    """Give the first character that one line of text must not hold, or nothing."""
    if text.isascii() and text.isprintable():
        return None
    match = _IN_LINE.search(text)
    return match[0] if match else None


def forbidden_in_lines(text: str) -> str | None:
    """Give the first character that a text of many lines must not hold, or nothing; newline is allowed."""
    match = _IN_LINES.search(text)
    return match[0] if match else None


def is_canonical(text: str) -> bool:
    """Say whether the text is in normal form C and has no space at its ends."""
    return text == text.strip() and (text.isascii() or is_normalized("NFC", text))


def codepoint(character: str) -> str:
    """Give the name of a character that may not be shown itself: ``U+202E``."""
    return f"U+{ord(character):04X}"


def clean(text: str) -> str:
    """Give the text in normal form C with single spaces and none at the ends.

    An empty text and a forbidden character are refused; spaces and line ends of any sort become one space.
    """
    cleaned = _SPACES.sub(" ", normalize("NFC", text)).strip()
    if not cleaned or forbidden_in_line(cleaned):
        raise TextInvalid(value=cleaned, expected=Form("text"))
    return cleaned
