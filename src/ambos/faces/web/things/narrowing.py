"""How a list may be narrowed: its choices with counts, its ranges, and what narrows it now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ambos.faces.reports.names import Names
from ambos.faces.web.frame.visit import Visit
from ambos.faces.web.things.asked import IS, LEAST, MOST, TEXT, Asked, Pair
from ambos.faces.web.things.laid import Laying
from ambos.kernel.columns import OWNER, STATE, is_ranged
from ambos.kernel.facets import Facet, facets
from ambos.kernel.field_errors import FieldInvalid
from ambos.kernel.fields import Day, Moment, Period, Ref
from ambos.kernel.kinds import Field, Kind

EVERYWHERE: Final = {STATE: "column.state", OWNER: "column.owner"}
OPEN: Final = 5  # choices that are open from the start; those of things referred to never are
FEW: Final = 8  # values of a choice that are shown before the others are folded away


@dataclass(frozen=True)
class Value:
    """A value to choose: its words, how many things have it, the address that takes or leaves it."""

    words: str
    count: int
    href: str
    chosen: bool


@dataclass(frozen=True)
class Choice:
    """A column to choose by, open or folded away; ``more`` are the values that few things have."""

    name: str
    open: bool
    values: Sequence[Value]
    more: Sequence[Value]


@dataclass(frozen=True)
class Range:
    """A column that has a least and a greatest value, as the address says them now."""

    field: str
    name: str
    least: str
    most: str
    form: str


@dataclass(frozen=True)
class Chip:
    """What narrows the list now: the column, the value, the address without it."""

    name: str
    words: str
    href: str


def choices(visit: Visit, kind: Kind, asked: Asked, laying: Laying, names: Names) -> list[Choice]:
    """Give the choices of a list with their counts among what the person sees."""
    found = facets(visit.shelf, asked.query(kind))
    cells = [(facet.column, value) for facet in found for value, _ in facet.values]
    names.learn(filter(None, (_subject(kind, *cell) for cell in cells)))
    return [_choice(visit, kind, facet, asked, laying, at < OPEN) for at, facet in enumerate(found)]


def _choice(visit: Visit, kind: Kind, facet: Facet, asked: Asked, laying: Laying, early: bool) -> Choice:
    name, field = f"{IS}{facet.column}", kind.by_name.get(facet.column)
    values = [
        Value(
            words_of(visit, kind, facet.column, value, laying),
            count,
            asked.toggled(name, value).href(),
            asked.has(name, value),
        )
        for value, count in sorted(facet.values, key=lambda pair: not pair[0])
    ]
    shown = any(value.chosen for value in values) or (
        early and not (field is not None and isinstance(field.type, Ref))
    )
    first = [value for at, value in enumerate(values) if at < FEW or value.chosen]
    more = [each for each in values if each not in first]
    return Choice(column_name(visit, kind, facet.column), shown, first, more)


def column_name(visit: Visit, kind: Kind, column: str) -> str:
    """Give the name of a column."""
    if column in EVERYWHERE:
        return visit.language.label("web_things", EVERYWHERE[column])
    return visit.shown.field_name(kind.name, column.partition(".")[0])


def words_of(visit: Visit, kind: Kind, column: str, cell: str, laying: Laying) -> str:
    """Give the words for a value that is spelled as in a cell."""
    if not cell:
        return visit.say("web_things", "not-said")
    if column == STATE:
        return visit.language.find("cli", f"state.{cell}") or cell
    if column == OWNER:
        return visit.language.find("codes", f"place.{cell}") or cell
    field = kind.by_name.get(column.partition(".")[0])
    return cell if field is None else _words(field, cell, laying)


def _words(field: Field, cell: str, laying: Laying) -> str:
    try:
        value = Field(field.name, field.type).read((cell,) * len(field.columns))
    except FieldInvalid:
        return cell
    return cell if value is None else laying.piece(field, value).text


def _subject(kind: Kind, column: str, cell: str) -> str:
    """Give the thing that a cell refers to; nothing where it refers to none."""
    field = kind.by_name.get(column)
    if not cell or field is None or not isinstance(field.type, Ref):
        return ""
    return cell if field.type.kind == "*" else f"{field.type.kind}/{cell.removeprefix(field.type.kind + '/')}"


def ranges(visit: Visit, kind: Kind, asked: Asked) -> list[Range]:
    """Give the columns that are narrowed by a least and a greatest value."""
    return [
        Range(
            field.name,
            column_name(visit, kind, field.name),
            asked.one(f"{LEAST}{field.name}"),
            asked.one(f"{MOST}{field.name}"),
            "day"
            if isinstance(field.type, Day | Moment)
            else "period"
            if isinstance(field.type, Period)
            else "number",
        )
        for field in kind.fields
        if is_ranged(field)
    ]


def chips(visit: Visit, kind: Kind, asked: Asked, laying: Laying, names: Names) -> list[Chip]:
    """Give what narrows the list now, each with the way to take it away."""
    parted = [(name.removeprefix(IS), value) for name, value in asked.filters() if name.startswith(IS)]
    names.learn(filter(None, (_subject(kind, *each) for each in parted)))
    return [_chip(visit, kind, pair, asked, laying) for pair in asked.filters()]


def _chip(visit: Visit, kind: Kind, pair: Pair, asked: Asked, laying: Laying) -> Chip:
    name, value = pair
    href = asked.toggled(name, value).href()
    if name.startswith(IS):
        column = name.removeprefix(IS)
        return Chip(column_name(visit, kind, column), words_of(visit, kind, column, value, laying), href)
    for begin, key in ((LEAST, "chip.from"), (MOST, "chip.to")):
        if name.startswith(begin):
            said = visit.say("web_things", key, value=value)
            return Chip(column_name(visit, kind, name.removeprefix(begin)), said, href)
    if name == TEXT:
        return Chip(visit.say("web_things", "chip.text"), value, href)
    return Chip(visit.say("web_things", "chip.waits"), "", href)
