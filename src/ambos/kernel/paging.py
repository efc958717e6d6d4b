"""Read things of a kind a page at a time: narrowed, ordered, counted, in time that does not grow with the kind.

A page begins behind the last thing of the one before it (a keyset), so things that come or go meanwhile neither
repeat nor hide others. A cursor is a text for programs; one that was altered is refused or begins elsewhere, and
shows nothing that its bearer may not see. Pages are of today's tables: the past is read whole (``node.past``).
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from ambos.kernel.columns import NEWEST, SUBJECT, Column, column_of, is_ranged
from ambos.kernel.joint import PROPOSED
from ambos.kernel.kinds import Kind
from ambos.kernel.shelf import Shelf, Thing, chosen
from ambos.kernel.tables import column_names, table_of
from ambos.kernel.words import kind_tag, wanted
from ambos.values.errors import Misused

Cursor = str

LIMIT: Final = 50
MOST: Final = 500  # of one page
WAITS: Final = "@waits"  # the filter for what waits for an answer of the reader's party
RARE: Final = (
    20  # where fewer than one in so many match, it is quicker to find them first and order them then
)
_BEYOND: Final = "\uffff"  # behind every later part of a day or period that begins alike


class CursorInvalid(Misused):
    """A cursor is not one that this list gave out."""

    code = "paging.cursor-invalid"


class FilterUnfit(Misused):
    """A column has no order by which to give a least or greatest value; data: kind, column."""

    code = "paging.filter-unfit"


@dataclass(frozen=True)
class Filter:
    """What things must have in a column: one of ``values``, or what lies from ``least`` to ``most``, inclusive.

    Values are spelled as in CSV cells; an empty one stands for "not said". A day or period known only to the
    year lies in a range if its beginning does. ``@state`` and ``@owner`` are columns of every thing. The column
    ``@waits`` takes no value: what the reader's party has yet to answer.
    """

    column: str
    values: tuple[str, ...] = ()
    least: str = ""
    most: str = ""


@dataclass(frozen=True)
class Query:
    """A question for things of a kind.

    ``text`` is searched for; ``order`` is a column (empty: by id; ``@newest``: the last signed first) and
    ``after`` a cursor of the page before or behind.
    """

    kind: str
    where: tuple[Filter, ...] = ()
    text: str = ""
    order: str = SUBJECT
    descending: bool = False
    after: Cursor = ""
    limit: int = LIMIT


@dataclass(frozen=True)
class Page:
    """Some things in their order, the cursors of the next and the previous page (empty: none), and how many match."""

    things: list[Thing]
    more: Cursor
    back: Cursor
    total: int


@dataclass(frozen=True)
class Condition:
    """SQL over ``t`` and ``k``, its parameters, and whether it needs the one or the other table."""

    sql: str
    parameters: tuple[Any, ...] = ()
    of_thing: bool = False


@dataclass(frozen=True)
class _Place:
    """Where a page begins: behind which key and subject, going forward or back."""

    key: Any
    subject: str
    back: bool


def page(shelf: Shelf, query: Query) -> Page:
    """Give one page of the things that the person may see and that match, withdrawn ones left out."""
    kind = shelf.register[query.kind]
    order, place = column_of(kind, query.order), _place(query)
    if not shelf.folded() or not (total := counted(shelf, query)):
        return Page([], "", "", 0)
    conditions = [visible(shelf), *narrowed(shelf, query)]
    limit = max(1, min(query.limit, MOST))
    rare = total * RARE < _size(shelf, kind)
    rows = _rows(shelf, kind, order, conditions, _Walk(query, place, limit + 1, rare))
    beyond, rows = len(rows) > limit, rows[:limit]
    back = place is not None and place.back
    rows = rows[::-1] if back else rows
    things = shelf.made(kind, [row[1:] for row in rows])
    ends = (_cursor(query, rows[-1], back=False), _cursor(query, rows[0], back=True)) if rows else ("", "")
    more = ends[0] if rows and (beyond or back) else ""
    return Page(things, more, ends[1] if rows and (beyond if back else place is not None) else "", total)


def count(shelf: Shelf, kind: str) -> int:
    """Give how many things of a kind the person sees, withdrawn ones left out."""
    return counted(shelf, Query(kind))


def counted(shelf: Shelf, query: Query) -> int:
    """Give how many things match, from what was counted before if no thing of the kind has changed since."""
    kind = shelf.register[query.kind]
    asked = replace(query, order=SUBJECT, descending=False, after="", limit=0)

    def fresh() -> int:
        conditions = [visible(shelf), *narrowed(shelf, query)]
        sql, parameters = source(kind, conditions)
        return int(shelf.rows(f"SELECT count(*) FROM {sql}", parameters)[0][0])

    return shelf.remembered(kind, ("count", asked), fresh)


def _size(shelf: Shelf, kind: Kind) -> int:
    """Give how many things of a kind there are, whoever sees them; to choose a way, never to be shown."""
    table = table_of(kind)
    return shelf.remembered(kind, "size", lambda: int(shelf.rows(f"SELECT count(*) FROM {table}", ())[0][0]))


def visible(shelf: Shelf) -> Condition:
    """Give the condition that the person sees a thing and that it is shown."""
    return Condition(f"k.shown = 1 AND {shelf.within('k.sight')}")


def source(kind: Kind, conditions: Sequence[Condition], first: str = "k") -> tuple[str, tuple[Any, ...]]:
    """Give FROM and WHERE of some conditions, and their parameters; ``first`` names the table read in order."""
    table = table_of(kind)
    tables = f"{table} k"
    said = [condition.sql for condition in conditions]
    if first == "t" or any(condition.of_thing for condition in conditions):
        tables = f"thing t CROSS JOIN {table} k" if first == "t" else f"{table} k CROSS JOIN thing t"
        said = ["t.subject = k.subject", f"t.kind = '{kind.name}'", *said]
    parameters = tuple(value for condition in conditions for value in condition.parameters)
    return f"{tables} WHERE {' AND '.join(said)}", parameters


def narrowed(shelf: Shelf, query: Query) -> list[Condition]:
    """Give the conditions of a query's filters and text; refused: a column or value that the kind has not."""
    kind = shelf.register[query.kind]
    conditions = [_condition(shelf, kind, each) for each in query.where]
    tags = (tuple([kind_tag(kind.name)]),)
    asked = wanted(query.text, tags)
    if asked is not None:
        found = shelf.matching(asked)
        sql = f"k.subject IN (SELECT w.subject FROM {found.tables} WHERE {found.condition})"
        conditions.append(Condition(sql, found.parameters))
    return conditions


def _condition(shelf: Shelf, kind: Kind, asked: Filter) -> Condition:
    if asked.column == WAITS:
        return _waits(shelf)
    column = column_of(kind, asked.column)
    parts = [_one_of(column, asked.values)] if asked.values else []
    if asked.least or asked.most:
        if column.field is None or not is_ranged(column.field):
            raise FilterUnfit(kind=kind.name, column=asked.column)
        parts.append(_between(column, asked.least, asked.most))
    sql = " AND ".join(part.sql for part in parts) or "1 = 1"
    return Condition(sql, tuple(p for part in parts for p in part.parameters), column.of_thing)


def _one_of(column: Column, values: Sequence[str]) -> Condition:
    keys = tuple(column.key(value) for value in values)
    if column.many and column.field is not None:
        cell = f"'; ' || COALESCE(k.{column_names(column.field)[0]}, '') || '; '"
        sought = tuple(f"; {_many_cell(column, value)}; " for value in values)
        # found by position, since LIKE has signs of its own and does not heed case on one back end
        tests = " OR ".join([f"replace({cell}, ?, '') <> {cell}"] * len(values))
        return Condition(f"({tests})", sought)
    if len(keys) == 1:
        return Condition(f"{column.sql} = ?", keys)
    return Condition(f"{column.sql} IN ({', '.join('?' * len(keys))})", keys)


def _many_cell(column: Column, value: str) -> str:
    kind = getattr(column.field and column.field.type, "kind", "*")
    return value if kind == "*" else value.removeprefix(f"{kind}/")


def _between(column: Column, least: str, most: str) -> Condition:
    parts, keys = [], []
    for sign, text in ((">=", least), ("<=", most)):
        if text:
            key = column.key(text)
            parts.append(f"{column.sql} {sign} ?")
            keys.append(key + _BEYOND if isinstance(key, str) and sign == "<=" else key)
    if not least:
        parts.append(f"{column.sql} <> ?")  # what is not said lies in no range
        keys.append(column.key(""))
    return Condition(" AND ".join(parts), tuple(keys))


def _waits(shelf: Shelf) -> Condition:
    """What the partner proposes, and what it proposes beside what stands: as far as the person sees it."""
    pending = (
        "SELECT 1 FROM record r WHERE r.subject = t.subject AND r.party <> ? "
        f"AND {shelf.within('r.sight')} AND replace(t.pending, r.rid, '') <> t.pending"
    )
    sql = f"((t.state = '{PROPOSED}' AND t.owner <> ?) OR (t.pending <> '[]' AND EXISTS ({pending})))"
    us = shelf.person.party
    return Condition(sql, (us, us), of_thing=True)


@dataclass(frozen=True)
class _Walk:
    """How rows are read: the query, the place to begin at, how many, and whether few match."""

    query: Query
    place: _Place | None
    limit: int
    rare: bool

    @property
    def down(self) -> bool:
        """Whether keys are read from the greatest on."""
        falling = self.query.descending != (self.query.order == NEWEST)
        return falling != (self.place is not None and self.place.back)


def _rows(
    shelf: Shelf, kind: Kind, order: Column, conditions: Sequence[Condition], walk: _Walk
) -> list[tuple[Any, ...]]:
    """Give key and columns of rows in the order of the walk: those of the same key first, then those beyond."""
    if order.name == SUBJECT:
        order = Column(SUBJECT, "k.subject", kind.fields[0] if kind.fields else None)
    first = "t" if order.of_thing else "k"
    key = f"+{order.sql}" if walk.rare and not order.sql.startswith("COALESCE(CAST") else order.sql
    sign, way = ("<", "DESC") if walk.down else (">", "ASC")
    place, rows = walk.place, list[tuple[Any, ...]]()
    zones: list[tuple[str, tuple[Any, ...]]] = [("", ())]
    if place is not None:
        zones = [(f" AND {order.sql} {sign} ?", (place.key,))]
        if order.name != SUBJECT:
            same = (f" AND {order.sql} = ? AND {first}.subject {sign} ?", (place.key, place.subject))
            zones.insert(0, same)
    for zone, values in zones:
        sql, parameters = source(kind, [*conditions, Condition("1 = 1", (), of_thing=True)], first)
        text = f"SELECT {order.sql}, {chosen(kind)} FROM {sql}{zone} ORDER BY {order.sql} {way}, {first}.subject {way}"
        rows += shelf.rows(f"{text} LIMIT {walk.limit - len(rows)}", (*parameters, *values))
        if len(rows) >= walk.limit:
            break
    return rows


def _cursor(query: Query, row: Sequence[Any], *, back: bool) -> Cursor:
    key, subject = row[0], row[1]
    plain = [query.kind, query.order, int(query.descending), int(back), key, subject]
    return base64.urlsafe_b64encode(json.dumps(plain, separators=(",", ":")).encode()).decode().rstrip("=")


def _place(query: Query) -> _Place | None:
    """Read a cursor; refuse one that this list, in this order, did not give out."""
    if not query.after:
        return None
    try:
        text = base64.urlsafe_b64decode(query.after + "=" * (-len(query.after) % 4))
        plain = json.loads(text)
    except (binascii.Error, ValueError):
        raise CursorInvalid from None
    match plain:
        case [
            query.kind,
            query.order,
            int(falling),
            0 | 1 as back,
            str() | int() | float() as key,
            str(subject),
        ]:
            if bool(falling) == query.descending and "\0" not in f"{key}{subject}":
                return _Place(key, subject, bool(back))
    raise CursorInvalid
