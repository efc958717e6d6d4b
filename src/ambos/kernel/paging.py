"""Read things of a kind a page at a time: narrowed, ordered, counted, as quickly of many as of few.

A page begins behind the last thing of the one before it (a keyset), so things that come or go meanwhile
neither repeat nor hide others. A cursor is a text for programs; one that was altered is refused or begins
elsewhere, and shows nothing that its bearer may not see. Pages are of today's tables: the past is read
whole (``node.past``).
"""

import base64
import binascii
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from ambos.kernel.columns import NEWEST, SUBJECT, Column, column_of, is_ranged
from ambos.kernel.joint import PROPOSED
from ambos.kernel.kinds import Kind
from ambos.kernel.shelf import LIST, Shelf, Thing
from ambos.kernel.tables import column_names, table_of
from ambos.kernel.things import chosen
from ambos.kernel.words import kind_tag, wanted
from ambos.values.errors import Misused

Cursor = str

LIMIT: Final = 50
MOST: Final = 500  # of one page
WAITS: Final = "@waits"  # the filter for what waits for an answer of the reader's party
RARE: Final = (
    20  # where fewer than one in so many match, it is quicker to find them first and order them then
)
K_FIRST, T_FIRST, EITHER_FIRST = (
    "{k} CROSS JOIN thing t",
    "thing t CROSS JOIN {k}",
    "{k} JOIN thing t ON 1 = 1",
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
    """What things must have in a column: one of ``values``, or something from ``least`` to ``most``.

    Values are spelled as in CSV cells; an empty one stands for "not said". A day or period known only to
    the year lies in a range if its beginning does. ``@state`` and ``@owner`` are columns of every thing.
    The column ``@waits`` takes no value: what the reader's party has yet to answer. With ``but``, anything
    except one of ``values``.
    """

    column: str
    values: tuple[str, ...] = ()
    least: str = ""
    most: str = ""
    but: bool = False


@dataclass(frozen=True)
class Either:
    """What things must have in one of several ways, each of which is some filters; of no way: nothing."""

    ways: tuple[tuple["Filter | Either", ...], ...]
    column = ""  # of no one column


@dataclass(frozen=True)
class Query:
    """A question for things of a kind.

    ``text`` is searched for; ``order`` is a column (empty: by id; ``@newest``: the last signed first) and
    ``after`` a cursor of the page before or behind.
    """

    kind: str
    where: tuple[Filter | Either, ...] = ()
    text: str = ""
    order: str = SUBJECT
    descending: bool = False
    after: Cursor = ""
    limit: int = LIMIT


@dataclass(frozen=True)
class Page:
    """Things in their order, the cursors of the next and the previous page (empty: none), how many match."""

    things: list[Thing]
    more: Cursor
    back: Cursor
    total: int


@dataclass(frozen=True)
class Condition:
    """SQL over ``k`` (the kind's fields) and perhaps ``t`` (table ``thing``), and its parameters."""

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
    limit = max(1, min(query.limit, MOST))
    walk = _Walk(query, order, place, limit + 1, rare=total * RARE < _size(shelf, kind))
    found = _rows(shelf, kind, walk)
    rows, beyond, back = found[:limit], len(found) > limit, place is not None and place.back
    if not rows:
        return Page([], "", "", total)
    rows = rows[::-1] if back else rows
    things = shelf.give(LIST, shelf.made(kind, [row[1:] for row in rows]))
    more = _cursor(query, rows[-1], back=False) if beyond or back else ""
    before = _cursor(query, rows[0], back=True) if (beyond if back else place is not None) else ""
    return Page(things, more, before, total)


def throughout(shelf: Shelf, query: Query) -> Iterator[Thing]:
    """Give everything that matches, page after page."""
    found = page(shelf, replace(query, limit=MOST))
    yield from found.things
    while found.more:
        found = page(shelf, replace(query, limit=MOST, after=found.more))
        yield from found.things


def said_in(shelf: Shelf, name: str, column: str) -> tuple[str, ...]:
    """Give the values of a column, as in CSV cells, among the things of a kind that the person sees."""
    kind = shelf.register[name]
    query, cell = Query(name), f"k.{column_names(kind.by_name[column])[0]}"

    def fresh() -> tuple[str, ...]:
        sql, parameters = source(kind, conditions(shelf, query))
        rows = shelf.rows(f"SELECT DISTINCT {cell} FROM {sql}", parameters)
        return tuple(sorted(value for (value,) in rows if value))

    return shelf.remembered(kind, ("said", column), fresh)


def some(shelf: Shelf, subjects: Iterable[str]) -> dict[str, Thing]:
    """Give those of these things that the person may see, each kind's in one reading."""
    asked: dict[str, list[str]] = {}
    for subject in sorted(set(subjects)):
        asked.setdefault(subject.partition("/")[0], []).append(subject)
    found: list[Thing] = []
    for name, own in asked.items():
        if name in shelf.register:
            kind, marks = shelf.register[name], ", ".join("?" * len(own))
            sql = (
                f"SELECT {chosen(kind)} FROM {table_of(kind)} k CROSS JOIN thing t "
                f"WHERE t.subject = k.subject AND {shelf.within('+t.sight')} AND k.subject IN ({marks})"
            )
            found += shelf.made(kind, shelf.rows(sql, own))
    return {thing.subject: thing for thing in shelf.give(LIST, found)}


def count(shelf: Shelf, kind: str) -> int:
    """Give how many things of a kind the person sees, withdrawn ones left out."""
    return counted(shelf, Query(kind))


def counted(shelf: Shelf, query: Query) -> int:
    """Give how many things match, from what was counted before if no thing of the kind has changed since."""
    kind = shelf.register[query.kind]
    asked = replace(query, order=SUBJECT, descending=False, after="", limit=0)

    def fresh() -> int:
        sql, parameters = source(kind, conditions(shelf, query))
        return int(shelf.rows(f"SELECT count(*) FROM {sql}", parameters)[0][0])

    return shelf.remembered(kind, ("count", asked), fresh)


def _size(shelf: Shelf, kind: Kind) -> int:
    """Give how many things of a kind there are, whoever sees them; to choose a way, never to be shown."""
    table = table_of(kind)
    return shelf.remembered(kind, "size", lambda: int(shelf.rows(f"SELECT count(*) FROM {table}", ())[0][0]))


def conditions(shelf: Shelf, query: Query, *, walked: bool = False) -> list[Condition]:
    """Give the conditions that the person sees a thing, that it is shown, and those of the query.

    Where the rows are ``walked`` in their order, no other index is to be used. Refused: a column or value
    that the kind has not.
    """
    kind = shelf.register[query.kind]
    plus = "+" if walked or query.where or query.text else ""
    seen = Condition(f"{plus}k.shown = 1 AND {shelf.within(f'{plus}k.sight')}")
    found = [seen, *(_condition(shelf, kind, each, walked) for each in query.where)]
    asked = wanted(query.text, ((kind_tag(kind.name),),))
    if asked is not None:
        words = shelf.matching(asked)
        sql = f"k.subject IN (SELECT w.subject FROM {words.tables} WHERE {words.condition})"
        found.append(Condition(sql, words.parameters))
    return found


def source(
    kind: Kind, found: Sequence[Condition], join: str = "", *, of_thing: bool = False
) -> tuple[str, tuple[Any, ...]]:
    """Give FROM and WHERE of some conditions, and their parameters.

    ``join`` says how table ``thing`` comes in, if a condition needs it or what is asked is ``of_thing``.
    """
    tables, said = f"{table_of(kind)} k", [condition.sql for condition in found]
    if of_thing or any(condition.of_thing for condition in found):
        tables = (join or K_FIRST).format(k=tables)
        of_kind = (
            "t.kind" if join == T_FIRST else "t.kind || ''"
        )  # looked up by its subject, not among its kind
        said = ["t.subject = k.subject", f"{of_kind} = '{kind.name}'", *said]
    parameters = tuple(value for condition in found for value in condition.parameters)
    return f"{tables} WHERE {' AND '.join(said)}", parameters


def _either(shelf: Shelf, kind: Kind, asked: Either, walked: bool) -> Condition:
    ways = [[_condition(shelf, kind, each, walked) for each in way] for way in asked.ways]
    every = [part for way in ways for part in way]
    said = " OR ".join(f"({' AND '.join(part.sql for part in way) or '1 = 1'})" for way in ways)
    of_thing = any(part.of_thing for part in every)
    return Condition(f"({said or '1 = 0'})", tuple(p for part in every for p in part.parameters), of_thing)


def _condition(shelf: Shelf, kind: Kind, asked: Filter | Either, walked: bool) -> Condition:
    if isinstance(asked, Either):
        return _either(shelf, kind, asked, walked)
    if asked.column == WAITS:
        return _waits(shelf)
    column = column_of(kind, asked.column)
    sql = column.unindexed if walked else column.sql
    parts = [_one_of(column, sql, asked.values, but=asked.but)] if asked.values else []
    if asked.least or asked.most:
        if column.field is None or not is_ranged(column.field):
            raise FilterUnfit(kind=kind.name, column=asked.column)
        parts.append(_between(column, sql, asked.least, asked.most))
    said = " AND ".join(part.sql for part in parts) or "1 = 1"
    return Condition(said, tuple(p for part in parts for p in part.parameters), column.of_thing)


def _one_of(column: Column, sql: str, values: Sequence[str], *, but: bool = False) -> Condition:
    found = _among(column, sql, values)
    return replace(found, sql=f"NOT ({found.sql})") if but else found


def _among(column: Column, sql: str, values: Sequence[str]) -> Condition:
    if column.many and column.field is not None:
        cell = f"'; ' || COALESCE(k.{column_names(column.field)[0]}, '') || '; '"
        # by replacing, since LIKE has signs of its own, and heeds case on one back end alone
        tests = " OR ".join([f"replace({cell}, ?, '') <> {cell}"] * len(values))
        return Condition(f"({tests})", tuple(f"; {column.cell(value)}; " for value in values))
    return Condition(
        f"{sql} IN ({', '.join('?' * len(values))})", tuple(column.key(value) for value in values)
    )


def _between(column: Column, sql: str, least: str, most: str) -> Condition:
    parts, keys = [], []
    for sign, text in ((">=", least), ("<=", most)):
        if text:
            key = column.key(text)
            parts.append(f"{sql} {sign} ?")
            keys.append(key + _BEYOND if isinstance(key, str) and sign == "<=" else key)
    if not least:
        parts.append(f"{sql} <> ?")  # what is not said lies in no range
        keys.append(column.key(""))
    return Condition(" AND ".join(parts), tuple(keys))


def _waits(shelf: Shelf) -> Condition:
    """What the partner proposes, and what it proposes beside what stands: as far as the person sees it."""
    if not shelf.person.party:
        return Condition("1 = 0")
    pending = (
        "SELECT 1 FROM record r WHERE r.subject = t.subject AND r.party <> ? "
        f"AND {shelf.within('r.sight')} AND replace(t.pending, r.rid, '') <> t.pending"
    )
    sql = f"((t.state = '{PROPOSED}' AND t.owner <> ?) OR (t.pending <> '[]' AND EXISTS ({pending})))"
    us = shelf.person.party
    return Condition(sql, (us, us), of_thing=True)


@dataclass(frozen=True)
class _Walk:
    """How rows are read: the query, its order, the place to begin at, how many, and whether few match."""

    query: Query
    order: Column
    place: _Place | None
    limit: int
    rare: bool

    @property
    def down(self) -> bool:
        """Whether keys are read from the greatest on."""
        falling = self.query.descending != (self.query.order == NEWEST)
        return falling != (self.place is not None and self.place.back)

    @property
    def join(self) -> str:
        """How the tables are joined: walked in order from the one that has it, or as the back end likes."""
        if self.rare:
            return EITHER_FIRST
        return T_FIRST if self.order.of_thing else K_FIRST

    def zones(self) -> list[tuple[str, tuple[Any, ...]]]:
        """Give the conditions of what comes behind the place: of the same key first, then of those beyond."""
        if self.place is None:
            return [("", ())]
        sign = "<" if self.down else ">"
        beyond = (f" AND {self.order.sql} {sign} ?", (self.place.key,))
        if self.order.name == SUBJECT:
            return [beyond]
        place = self.place
        same = (f" AND {self.order.sql} = ? AND {self.table}.subject {sign} ?", (place.key, place.subject))
        return [same, beyond]

    @property
    def table(self) -> str:
        """The table that is walked."""
        return "t" if self.order.of_thing else "k"


def _rows(shelf: Shelf, kind: Kind, walk: _Walk) -> list[tuple[Any, ...]]:
    """Give key and columns of rows in the order of the walk."""
    found = conditions(shelf, walk.query, walked=not walk.rare)
    sql, parameters = source(kind, found, walk.join, of_thing=True)
    key = walk.order.unindexed if walk.rare else walk.order.sql
    way = "DESC" if walk.down else "ASC"
    rows: list[tuple[Any, ...]] = []
    for zone, values in walk.zones():
        if len(rows) < walk.limit:
            text = (
                f"SELECT {walk.order.sql}, {chosen(kind)} FROM {sql}{zone} "
                f"ORDER BY {key} {way}, {walk.table}.subject {way} LIMIT {walk.limit - len(rows)}"
            )
            rows += shelf.rows(text, (*parameters, *values))
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
