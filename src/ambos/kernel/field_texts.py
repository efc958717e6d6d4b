"""Field types of texts: a line, lines, words in each language, an address, and bytes written as text."""

import base64
import binascii
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final
from unicodedata import normalize

from ambos.kernel.field_errors import FieldInvalid, TextForbidden, TextTooLong
from ambos.kernel.field_type import OneColumn, Schema, Storage
from ambos.values.errors import Form
from ambos.values.names import codepoint, forbidden_in_line, forbidden_in_lines, is_canonical

LANGUAGES: Final = ("en", "es")
TEXT_LIMIT: Final = 300
WORDS_LIMIT: Final = 2_000
PROSE_LIMIT: Final = 8_000
URL_LIMIT: Final = 2_000
OCTETS_LIMIT: Final = 65_536

_LINE: Final = r"^\S(.*\S)?$"
_URL: Final = r"https?://[^\s/?#@]+([/?#]\S*)?"
_URL_RE: Final = re.compile(_URL)
_BASE64: Final = "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"


def _check_text(value: object, limit: int, forbidden: Callable[[str], str | None], form: str) -> None:
    if type(value) is not str or not value:
        raise FieldInvalid(value=value, expected=form)
    if len(value) > limit:
        raise TextTooLong(value=value, expected=form, length=len(value), limit=limit)
    if value.isascii() and value.isprintable() and value[0] != " " != value[-1]:
        return  # as most are: nothing in it hides, and it has one spelling
    if (character := forbidden(value)) is not None:
        raise TextForbidden(value=value, expected=form, character=codepoint(character))
    if not is_canonical(value):
        raise FieldInvalid(value=value, expected=form)


@dataclass(frozen=True, slots=True)
class Text(OneColumn):
    """One line of 1 to 300 characters, in normal form C, without spaces at its ends."""

    expected: ClassVar[str] = Form("text")

    def check(self, value: object) -> None:
        _check_text(value, TEXT_LIMIT, forbidden_in_line, self.expected)

    def parse(self, text: str) -> str:
        value = normalize("NFC", text)
        self.check(value)
        return value

    def schema(self) -> Schema:
        return {"type": "string", "pattern": _LINE, "maxLength": TEXT_LIMIT}


@dataclass(frozen=True, slots=True)
class Prose(OneColumn):
    """Lines of 1 to 8,000 characters together, parted by newlines alone."""

    expected: ClassVar[str] = Form("prose")

    def check(self, value: object) -> None:
        _check_text(value, PROSE_LIMIT, forbidden_in_lines, self.expected)

    def parse(self, text: str) -> str:
        value = normalize("NFC", text.replace("\r\n", "\n"))
        self.check(value)
        return value

    def schema(self) -> Schema:
        return {"type": "string", "minLength": 1, "maxLength": PROSE_LIMIT}


@dataclass(frozen=True, slots=True)
class Words:
    """The same said in English, in Spanish or in both: each one line of 1 to 2,000 characters."""

    storage: ClassVar[Storage] = "words"
    expected: ClassVar[str] = Form("words")

    def check(self, value: object) -> None:
        if type(value) is not dict or not value or not value.keys() <= set(LANGUAGES):
            raise FieldInvalid(value=value, expected=self.expected)
        for said in value.values():
            _check_text(said, WORDS_LIMIT, forbidden_in_line, Form("words"))

    def columns(self, name: str) -> tuple[str, ...]:
        return tuple(f"{name}.{lang}" for lang in LANGUAGES)

    def read(self, cells: Sequence[str]) -> dict[str, str] | None:
        value = {lang: normalize("NFC", cell) for lang, cell in zip(LANGUAGES, cells, strict=True) if cell}
        if not value:
            return None
        self.check(value)
        return value

    def restored(self, cells: Sequence[str | None]) -> dict[str, str] | None:
        return {lang: cell for lang, cell in zip(LANGUAGES, cells, strict=True) if cell} or None

    def write(self, value: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(value.get(lang, "") for lang in LANGUAGES)

    def show(self, value: Mapping[str, str], lang: str) -> str:
        """Give it in the language asked for, else in the other one."""
        return value.get(lang) or next(iter(value.values()))

    def schema(self) -> Schema:
        said = {"type": "string", "pattern": _LINE, "maxLength": WORDS_LIMIT}
        properties = dict.fromkeys(LANGUAGES, said)
        return {"type": "object", "properties": properties, "minProperties": 1, "additionalProperties": False}


@dataclass(frozen=True, slots=True)
class Url(OneColumn):
    """An address on the web, ``https`` or ``http``, of at most 2,000 characters, without a user name."""

    expected: ClassVar[str] = Form("url")

    def check(self, value: object) -> None:
        _check_text(value, URL_LIMIT, forbidden_in_line, self.expected)
        if not _URL_RE.fullmatch(str(value)):
            raise FieldInvalid(value=value, expected=self.expected)

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^{_URL}$", "maxLength": URL_LIMIT}


@dataclass(frozen=True, slots=True)
class Octets(OneColumn):
    """Bytes for programs, in padded base 64 of the one canonical spelling, at most 65,536 characters."""

    expected: ClassVar[str] = Form("octets")

    def check(self, value: object) -> None:
        if type(value) is not str or not value:
            raise FieldInvalid(value=value, expected=self.expected)
        if len(value) > OCTETS_LIMIT:
            raise TextTooLong(value=value, expected=self.expected, length=len(value), limit=OCTETS_LIMIT)
        try:
            canonical = base64.b64encode(base64.b64decode(value, validate=True)).decode() == value
        except (binascii.Error, ValueError):
            canonical = False
        if not canonical:
            raise FieldInvalid(value=value, expected=self.expected)

    def schema(self) -> Schema:
        return {"type": "string", "pattern": _BASE64, "minLength": 4, "maxLength": OCTETS_LIMIT}
