"""Field types: what a value of a field may be, in a body, in a CSV cell and in a schema."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar, Final

from ambos.kernel.codes import CodeList
from ambos.kernel.field_errors import CodeUnknown, FieldInvalid, ReferenceWrong
from ambos.kernel.field_texts import LANGUAGES, Octets, Prose, Text, Url, Words
from ambos.kernel.field_type import FieldType, OneColumn, Schema, Storage
from ambos.values import dates, moments, places, quantities
from ambos.values.errors import Form, ValueInvalid
from ambos.values.ids import KIND_PATTERN, PARTY_PATTERN, SLUG_PATTERN, parse_party

__all__ = [
    "LANGUAGES",
    "Code",
    "Day",
    "FieldType",
    "Flag",
    "Moment",
    "Number",
    "Octets",
    "OneColumn",
    "Party",
    "Period",
    "Place",
    "Prose",
    "Ref",
    "Schema",
    "Storage",
    "Text",
    "Unit",
    "Url",
    "Whole",
    "Words",
]

_REPEATED: Final = 4096  # values that are remembered, since many records have the same
WHOLE_LIMIT: Final = 2**53 - 1  # what every JSON reader keeps exact, RFC 8259 section 6

_DIGITS: Final = "(0|[1-9][0-9]{0,23})"
_NUMBER: Final = rf"(?!-0(\.0+)?$)-?{_DIGITS}(\.[0-9]{{1,12}})?"
_YEAR: Final = "[1-9][0-9]{3}"
_DAY: Final = f"{_YEAR}(-[0-9]{{2}}(-[0-9]{{2}})?)?"
_PERIOD: Final = f"({_DAY}|FY{_YEAR}|{_YEAR}-(Q[1-4]|H[12])|{_YEAR}-[0-9]{{2}}/{_YEAR}-[0-9]{{2}})"
_MOMENT: Final = rf"{_YEAR}-[0-9]{{2}}-[0-9]{{2}}T[0-9]{{2}}:[0-9]{{2}}[+-][0-9]{{2}}:[0-9]{{2}}"
_NUMBER_RE: Final = re.compile(_NUMBER, re.ASCII)
_WHOLE_RE: Final = re.compile(rf"(?!-0$)-?{_DIGITS}", re.ASCII)
_KIND_RE: Final = re.compile(KIND_PATTERN, re.ASCII)
_SLUG_RE: Final = re.compile(SLUG_PATTERN, re.ASCII)


@dataclass(frozen=True, slots=True)
class Code(OneColumn):
    """One code of a list."""

    codes: CodeList

    @property
    def expected(self) -> str:
        return ", ".join(self.codes.codes)

    def check(self, value: object) -> None:
        if type(value) is not str or value not in self.codes:
            raise CodeUnknown(value=value, expected=self.expected)

    def schema(self) -> Schema:
        return {"type": "string", "enum": list(self.codes.codes)}


@dataclass(frozen=True, slots=True)
class Number(OneColumn):
    """A decimal number as text, just as published: ``14699.88``; no separators, no exponent, no ``-0``."""

    expected: ClassVar[str] = Form("number")

    def check(self, value: object) -> None:
        if type(value) is not str or not _NUMBER_RE.fullmatch(value):
            raise FieldInvalid(value=value, expected=self.expected)

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^{_NUMBER}$"}


@dataclass(frozen=True, slots=True)
class Whole(OneColumn):
    """A whole number of at most 53 bits."""

    storage: ClassVar[Storage] = "integer"
    expected: ClassVar[str] = Form("whole")

    def check(self, value: object) -> None:
        if type(value) is not int or not -WHOLE_LIMIT <= value <= WHOLE_LIMIT:
            raise FieldInvalid(value=value, expected=self.expected)

    def parse(self, text: str) -> int:
        if not _WHOLE_RE.fullmatch(text):
            raise FieldInvalid(value=text, expected=self.expected)
        self.check(int(text))
        return int(text)

    def value(self, text: str) -> int:
        return int(text)

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": -WHOLE_LIMIT, "maximum": WHOLE_LIMIT}


@dataclass(frozen=True, slots=True)
class Flag(OneColumn):
    """True or false; ``true`` and ``false`` in a cell."""

    storage: ClassVar[Storage] = "integer"
    expected: ClassVar[str] = "true, false"

    def check(self, value: object) -> None:
        if type(value) is not bool:
            raise FieldInvalid(value=value, expected=self.expected)

    def parse(self, text: str) -> bool:
        if text not in ("true", "false"):
            raise FieldInvalid(value=text, expected=self.expected)
        return self.value(text)

    def value(self, text: str) -> bool:
        return text == "true"

    def text(self, value: bool) -> str:
        return "true" if value else "false"

    def schema(self) -> Schema:
        return {"type": "boolean"}


@lru_cache(_REPEATED)
def _names(wanted: str, subject: str) -> bool:
    """Say whether a text is a subject of the kind that is wanted; many records name the same few things."""
    kind, _, slug = subject.partition("/")
    named = _KIND_RE.fullmatch(kind) if wanted == "*" else kind == wanted
    return bool(named and _SLUG_RE.fullmatch(slug))


@dataclass(frozen=True, slots=True)
class Ref(OneColumn):
    """The subject of another record, ``kind/slug``; a cell leaves the kind out unless any kind may stand."""

    kind: str

    @property
    def expected(self) -> str:
        return Form("subject") if self.kind == "*" else f"{self.kind}/…"

    def check(self, value: object) -> None:
        if type(value) is not str or not _names(self.kind, value):
            raise ReferenceWrong(value=value, expected=self.expected)

    def parse(self, text: str) -> str:
        if self.kind == "*":
            self.check(text)
            return text
        if not _SLUG_RE.fullmatch(text):  # a cell has no kind: it would be named twice
            raise ReferenceWrong(value=text, expected=Form("slug"))
        return self.value(text)

    def value(self, text: str) -> str:
        return text if self.kind == "*" else f"{self.kind}/{text}"

    def text(self, value: str) -> str:
        return value if self.kind == "*" else value.removeprefix(f"{self.kind}/")

    def show(self, value: str, lang: str) -> str:
        return value

    def schema(self) -> Schema:
        kind = KIND_PATTERN if self.kind == "*" else self.kind
        return {"type": "string", "pattern": f"^{kind}/{SLUG_PATTERN}$"}


@lru_cache(_REPEATED)
def _parsed(parse: Callable[[str], object], text: str) -> object:
    """Parse a text once for the many records that repeat it; what is refused is not kept."""
    return parse(text)


def _check_parsed(value: object, parse: Callable[[str], object], form: Form) -> None:
    """Refuse what a value type refuses; its ``parse`` accepts exactly what it prints."""
    try:
        if type(value) is str:
            _parsed(parse, value)
            return
    except ValueInvalid:
        pass
    raise FieldInvalid(value=value, expected=form)


@dataclass(frozen=True, slots=True)
class Day(OneColumn):
    """A day known to the year, the month or the day: ``2024``, ``2024-03``, ``2024-03-05``."""

    expected: ClassVar[str] = Form("day")

    def check(self, value: object) -> None:
        _check_parsed(value, dates.Day.parse, Form("day"))

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^{_DAY}$"}


@dataclass(frozen=True, slots=True)
class Moment(OneColumn):
    """A minute with its offset from UTC: ``2024-03-05T14:30-07:00``. Lists sort it by the local clock."""

    expected: ClassVar[str] = Form("moment")

    def check(self, value: object) -> None:
        _check_parsed(value, moments.Moment.parse, Form("moment"))

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^{_MOMENT}$"}


@dataclass(frozen=True, slots=True)
class Period(OneColumn):
    """A period in one of the forms of ``ambos.values.dates.Period``."""

    expected: ClassVar[str] = Form("period")

    def check(self, value: object) -> None:
        _check_parsed(value, dates.Period.parse, Form("period"))

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^{_PERIOD}$"}


@dataclass(frozen=True, slots=True)
class Place(OneColumn):
    """The code of a place in ``ambos.values.places``."""

    expected: ClassVar[str] = Form("place")

    def check(self, value: object) -> None:
        _check_parsed(value, places.Place.parse, Form("place"))

    def schema(self) -> Schema:
        return {"type": "string", "enum": list(places.PLACES)}


@dataclass(frozen=True, slots=True)
class Unit(OneColumn):
    """The code of a unit in ``ambos.values.quantities``."""

    expected: ClassVar[str] = Form("unit")

    def check(self, value: object) -> None:
        _check_parsed(value, quantities.Unit.parse, Form("unit"))

    def schema(self) -> Schema:
        return {"type": "string", "enum": list(quantities.UNITS)}


@dataclass(frozen=True, slots=True)
class Party(OneColumn):
    """A party by its two capital letters; which parties there are, the node's configuration says."""

    expected: ClassVar[str] = Form("party")

    def check(self, value: object) -> None:
        _check_parsed(value, parse_party, Form("party"))

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^{PARTY_PATTERN}$"}
