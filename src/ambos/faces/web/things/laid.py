"""Values laid out for a page: text, what it links to, and the other language where there is one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ambos.faces.reports.names import Names
from ambos.faces.reports.shown import OCTETS, Shown
from ambos.faces.web.frame.templating import address
from ambos.kernel import fields
from ambos.kernel.kinds import Field, Kind

WEB: Final = ("https://", "http://")


@dataclass(frozen=True)
class Piece:
    """A part of a value: its text, the page it leads to if any, whether that lies outside, its language."""

    text: str
    href: str = ""
    outside: bool = False
    lang: str = ""


@dataclass(frozen=True)
class Line:
    """A field with its value: its name, the pieces, and the value whole where the pieces show less."""

    field: str
    name: str
    pieces: tuple[Piece, ...]
    sort: str = "plain"
    other: Piece | None = None
    whole: str = ""


def thing_href(subject: str) -> str:
    """Give the address of a thing's page; nothing for what is no thing's id."""
    kind, _, slug = subject.partition("/")
    return address("things-show", kind, slug)


class Laying:
    """Lays out bodies in one reader's language, with what they refer to by its name."""

    def __init__(self, shown: Shown, names: Names) -> None:
        self._shown = shown
        self._names = names

    def lines(self, kind: Kind, body: Mapping[str, Any]) -> list[Line]:
        """Give every field that a body has, declared ones in their order and then what is not known here."""
        declared = [self.line(kind, field, body[field.name]) for field in kind.fields if field.name in body]
        unknown = [name for name in body if name not in kind.by_name]
        return declared + [Line(name, name, (Piece(str(body[name])),)) for name in unknown]

    def field_name(self, kind: Kind, field: Field) -> str:
        """Give the name of a field."""
        return self._shown.field_name(kind.name, field.name)

    def line(self, kind: Kind, field: Field, value: Any) -> Line:
        """Give one field with its value."""
        name = self.field_name(kind, field)
        values: Sequence[Any] = value if field.many else (value,)
        pieces = tuple(self.piece(field, each) for each in values)
        other = self._other(value) if isinstance(field.type, fields.Words) else None
        whole = value if isinstance(field.type, fields.Octets) and len(value) > OCTETS else ""
        return Line(field.name, name, pieces, _sort(field), other, whole)

    def cell(self, field: Field, value: Any) -> Sequence[Piece]:
        """Give a value as a list shows it: nothing where there is none."""
        if value is None:
            return ()
        if isinstance(field.type, fields.Ref | fields.Words):
            return [self.piece(field, each) for each in (value if field.many else (value,))]
        return (Piece(self._shown.cell(field, value)),)

    def piece(self, field: Field, value: Any) -> Piece:
        """Give one value."""
        match field.type:
            case fields.Ref():
                return Piece(self._names.of(value), thing_href(value))
            case fields.Url():
                return Piece(value, value if value.startswith(WEB) else "", outside=True)
            case fields.Words():
                return self._words(value)
            case _:
                return Piece(self._shown.value(_single(field), value))

    def _words(self, words: Mapping[str, str]) -> Piece:
        code = self._shown.language.code
        return Piece(self._shown.words(words), lang="" if code in words else next(iter(words), ""))

    def _other(self, words: Mapping[str, str]) -> Piece | None:
        """Give what the other language says, where both say something."""
        code = self._shown.language.code
        others = [(lang, text) for lang, text in words.items() if lang != code and code in words]
        return Piece(others[0][1], lang=others[0][0]) if others else None


@dataclass(frozen=True)
class Change:
    """A field that a version says otherwise than the one before."""

    name: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def changes(laying: Laying, kind: Kind, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Give what differs between two bodies, field by field."""
    differing = [field for field in kind.fields if before.get(field.name) != after.get(field.name)]
    return [_change(laying, kind, field, before, after) for field in differing]


def _change(
    laying: Laying, kind: Kind, field: Field, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Change:
    name = laying.field_name(kind, field)
    return Change(name, *(_both(laying, kind, field, body.get(field.name)) for body in (before, after)))


def _both(laying: Laying, kind: Kind, field: Field, value: Any) -> tuple[Piece, ...]:
    """Give a value with what it says in the other language: either may be what changed."""
    if value is None:
        return ()
    line = laying.line(kind, field, value)
    return (*line.pieces, line.other) if line.other else line.pieces


def _single(field: Field) -> Field:
    """Give the field as one of its many values has it."""
    return Field(field.name, field.type) if field.many else field


def _sort(field: Field) -> str:
    match field.type:
        case fields.Prose():
            return "prose"
        case fields.Octets():
            return "octets"
        case fields.Number() | fields.Whole():
            return "number"
        case fields.Ref():
            return "links"
        case _:
            return "plain"
