"""Compile every .po beside it to a .mo: the same sentences always give the same bytes.

    python -m ambos.i18n.compile

Babel's own writer puts dates and its version into the header, so the file is laid out here
(GNU gettext manual, "The Format of GNU MO Files", revision 0, without the optional hash table).
"""

import struct
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.pofile import read_po

from ambos.i18n.catalogue import LOCALE

MAGIC = 0x950412DE
HEADER_SIZE = 28


def sentences(po: Path) -> dict[str, str]:
    """Give key and sentence of each translated message; a fuzzy or untranslated one is left out."""
    with po.open("rb") as source:
        catalogue = read_po(source, abort_invalid=True)
    return {
        message.id: message.string
        for message in catalogue
        if isinstance(message.id, str) and isinstance(message.string, str)
        if message.id and message.string and not message.fuzzy
    }


def compiled(po: Path) -> bytes:
    """Give the .mo bytes for a .po file; they depend on nothing but its keys and sentences."""
    header = f"Content-Type: text/plain; charset=UTF-8\nLanguage: {po.parent.parent.name}\n"
    return mo_bytes({"": header, **sentences(po)})


def mo_bytes(messages: Mapping[str, str]) -> bytes:
    """Lay out a catalogue: header, table of keys, table of sentences, then the texts, each NUL-ended."""
    pairs = sorted((key.encode(), text.encode()) for key, text in messages.items())
    keys_at = HEADER_SIZE
    texts_at = keys_at + 8 * len(pairs)
    strings_at = texts_at + 8 * len(pairs)
    header = struct.pack("<7I", MAGIC, 0, len(pairs), keys_at, texts_at, 0, strings_at)
    strings = [key for key, _ in pairs] + [text for _, text in pairs]
    return header + b"".join(_table(strings, strings_at)) + b"".join(text + b"\0" for text in strings)


def _table(strings: list[bytes], offset: int) -> Iterator[bytes]:
    for text in strings:
        yield struct.pack("<2I", len(text), offset)
        offset += len(text) + 1


def catalogues(locale: Path = LOCALE) -> list[Path]:
    """Give every .po of every language, in one order."""
    return sorted(locale.glob("*/LC_MESSAGES/*.po"))


def main() -> int:
    """Write each .mo that differs from its .po; say which on standard error."""
    for po in catalogues():
        mo, content = po.with_suffix(".mo"), compiled(po)
        if not mo.exists() or mo.read_bytes() != content:
            mo.write_bytes(content)
            sys.stderr.write(f"ambos: compiled {po.parent.parent.name}/{mo.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
