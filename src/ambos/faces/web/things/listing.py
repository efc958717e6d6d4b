"""The list of any kind: its columns, its choices, its order, all made from the kind's declaration."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse

from ambos.faces.reports.names import Names
from ambos.faces.web.frame.templating import address
from ambos.faces.web.frame.visit import Visit, reading
from ambos.faces.web.things.asked import FALLING, ORDER, Asked
from ambos.faces.web.things.laid import Laying, Piece
from ambos.faces.web.things.narrowing import chips, choices, ranges
from ambos.faces.web.things.saved import kept
from ambos.kernel.access import PROPOSE
from ambos.kernel.columns import NEWEST
from ambos.kernel.fields import Day, Moment, Number, Party, Period, Ref, Whole, Words
from ambos.kernel.kinds import Field, Kind
from ambos.kernel.paging import page
from ambos.kernel.records import HOME
from ambos.kernel.release_kinds import KERNEL
from ambos.kernel.shelf import Thing
from ambos.values.errors import NotFound

ORDERS: Final = (("name", ""), ("newest", NEWEST))


@dataclass(frozen=True)
class Column:
    """A column: its name, the address that orders by it, and how the list is ordered by it now.

    ``sort`` says how its cells are laid out; those of the one with ``way`` lead to the things.
    """

    field: Field
    name: str
    href: str
    ordered: str
    sort: str
    way: bool


@dataclass(frozen=True)
class Row:
    """A thing in the list."""

    thing: Thing
    href: str
    title: str
    cells: Sequence[tuple[Column, Sequence[Piece]]]


@reading
def show_list(visit: Visit, kind: str) -> HttpResponse:
    """Show the things of a kind that whoever asks may see, fifty at a time."""
    declared = declared_kind(visit, kind)
    asked = Asked.of(visit.request)
    found = page(visit.shelf, asked.query(declared))
    names = Names(visit.shelf, visit.shown)
    names.learn_of(found.things, declared.list)
    laying = Laying(visit.shown, names)
    columns = _columns(visit, declared, asked)
    return visit.render(
        "things/list.html",
        kind=declared,
        asked=asked,
        page_of=found,
        columns=columns,
        rows=[_row(columns, laying, names, thing) for thing in found.things],
        before=asked.at(found.back).href() if found.back else "",
        after=asked.at(found.more).href() if found.more else "",
        choices=choices(visit, declared, asked, laying, names),
        ranges=ranges(visit, declared, asked),
        chips=chips(visit, declared, asked, laying, names),
        caveats=sorted({each for thing in found.things for each in thing.label.terms.caveats}),
        views=kept(visit, declared.name),
        may_add=visit.signed_in and visit.may(PROPOSE) and declared.domain != KERNEL,
        leading=not any(column.way for column in columns),
        orders=_orders(asked),
    )


def declared_kind(visit: Visit, name: str) -> Kind:
    """Give a kind that whoever asks may know of; a kind of the house alone is nobody else's business."""
    kind = visit.node.register.kind(name) if name in visit.node.register else None
    if kind is None or (kind.name in HOME and not visit.signed_in):
        raise NotFound(name=name)
    return kind


def _way(kind: Kind) -> str:
    """Give the column that leads to the thing: the one that says in words what it is, if there is one."""
    named = [name for name in kind.caption if name in kind.list]
    spoken = [name for name in named if isinstance(kind.by_name[name].type, Words)]
    others = [name for name in named if not isinstance(kind.by_name[name].type, Ref)]
    return next(iter((*spoken, *others)), "")


def _columns(visit: Visit, kind: Kind, asked: Asked) -> list[Column]:
    way = _way(kind)
    return [_column(visit, kind, kind.by_name[name], asked, way) for name in kind.list]


def _column(visit: Visit, kind: Kind, field: Field, asked: Asked, way: str) -> Column:
    column = field.columns[-1 if visit.language.code == "es" else 0]
    order = asked.one(ORDER)
    falling = order == f"{FALLING}{column}"
    ordered = "descending" if falling else "ascending" if order == column else ""
    wanted = "" if falling else f"{FALLING}{column}" if ordered else column
    name, href = visit.shown.field_name(kind.name, field.name), asked.set(ORDER, wanted).href()
    return Column(field, name, href, ordered, _sort(field), field.name == way)


def _orders(asked: Asked) -> list[tuple[str, str, bool]]:
    """Give the orders that no column stands for: by name, the newest first."""
    ordered = asked.one(ORDER)
    return [(key, asked.set(ORDER, value).href(), ordered == value) for key, value in ORDERS]


def _sort(field: Field) -> str:
    """Say how a cell is laid out."""
    if field.many:
        return ""
    match field.type:
        case Number() | Whole():
            return "number"
        case Day() | Moment() | Period() | Party():
            return "nowrap"
        case _:
            return ""


def _row(columns: Sequence[Column], laying: Laying, names: Names, thing: Thing) -> Row:
    cells = [(column, laying.cell(column.field, thing.get(column.field.name))) for column in columns]
    return Row(thing, address("things-show", thing.kind, thing.slug), names.title(thing), cells)
