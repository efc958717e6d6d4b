"""Read things from the tables, as one person may see them. Every read for a person comes through here."""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, Final, Protocol

from ambos.kernel.access import Person
from ambos.kernel.columns import column_of
from ambos.kernel.fields import Ref
from ambos.kernel.kinds import Kind, Register
from ambos.kernel.remembered import Answer
from ambos.kernel.settling import HELD, recalled, rows_in, standing
from ambos.kernel.sights import Sights, label_of
from ambos.kernel.store.contract import TableStore
from ambos.kernel.tables import column_names, table_of
from ambos.kernel.things import RecordRow, Thing, Tie, chosen, naming, record_of, thing_of, without_unseen
from ambos.kernel.wanted import Matching, Wanted
from ambos.values.errors import NotFound
from ambos.values.handling import Label

__all__ = ["LIST", "REPORT", "SEARCH", "SHOW", "Given", "RecordRow", "Shelf", "Thing", "Tie", "Witness"]

ID_DIGITS: Final = 32
CHUNK: Final = 500
NAME_BEGIN: Final = re.compile("[a-z0-9/-]+", re.ASCII)
CANDIDATES: Final = 8  # what an ambiguous name is answered with


class Given(Protocol):
    """What a person is given: a thing, or one of its records."""

    @property
    def rid(self) -> str:
        """Give the id of the record."""

    @property
    def kind(self) -> str:
        """Give its kind."""

    @property
    def label(self) -> Label:
        """Give its handling."""


Witness = Callable[[str, Sequence[Given]], None]
LIST, SHOW, SEARCH, REPORT = "list", "show", "search", "report"


class Shelf:
    """The tables, read by one person on one day."""

    def __init__(
        self,
        tables: TableStore,
        register: Register,
        person: Person,
        asked_on: date,
        today: date | None = None,
        witness: Witness | None = None,
    ) -> None:
        """Read on the day on which it is asked, or as if ``today`` were another day.

        Who may see what is decided by the day on which it is asked, never by the day asked about. ``witness``
        is told of what the person is given, and in which way, where compartments are among what they may see.
        """
        self.witness = witness
        self._tables = tables
        self._sights = Sights(tables, person, asked_on)
        self.register = register
        self.person = person
        self.asked_on = asked_on
        self.today = today or asked_on
        self._kept: dict[str, list[Thing]] | None = None

    def on(self, day: date) -> "Shelf":
        """Give the same tables and reader as if it were another day."""
        return Shelf(self._tables, self.register, self.person, self.asked_on, day, self.witness)

    def give(self, way: str, things: list[Thing]) -> list[Thing]:
        """Give things to the person, before a witness if there is one."""
        if self.witness is not None and things and self._sights.held:
            self.witness(way, things)
        return things

    def sees(self, label: Label, owner: str) -> bool:
        """Say whether the person may see what lies under this label."""
        return self._sights.sees(label, owner)

    @contextmanager
    def keeping(self) -> Iterator[None]:
        """Read the things of each kind once, for a study that asks again and again and writes nothing."""
        outer, self._kept = self._kept, {}
        try:
            yield
        finally:
            self._kept = outer

    def things(self, kind: str) -> list[Thing]:
        """Give every visible thing of a kind, withdrawn ones left out, by subject."""
        if self._kept is None:
            return self.give(REPORT, self._things(kind))
        if kind not in self._kept:
            self._kept[kind] = self.give(REPORT, self._things(kind))
        return list(self._kept[kind])

    def _things(self, kind: str) -> list[Thing]:
        """Read them from the tables."""
        return self._select(kind, "AND t.shown = 1", ())

    def having(self, kind: str, field: str, values: Sequence[str]) -> list[Thing]:
        """Give the visible things of a kind whose field says one of these, as a CSV cell does; "" is nothing.

        Withdrawn ones are left out. It serves studies that need a few of very many things.
        """
        column = column_of(self.register[kind], field)
        found: list[Thing] = []
        for start in range(0, len(values), CHUNK):
            part = tuple(column.key(value) for value in values[start : start + CHUNK])
            marks = ", ".join("?" * len(part))
            found += self._select(kind, f"AND t.shown = 1 AND {column.sql} IN ({marks})", part)
        return self.give(REPORT, found)

    def newest(self, kind: str, most: int) -> list[Thing]:
        """Give the visible things of a kind that were signed last, at most so many, by subject."""
        last = (
            "SELECT n.subject FROM thing n WHERE n.kind = ? AND n.shown = 1 "
            f"AND {self._sights.within('n.sight')} ORDER BY n.time DESC, n.current DESC LIMIT {most}"
        )
        return self.give(REPORT, self._select(kind, f"AND t.subject IN ({last})", (kind,)))

    def thing(self, subject: str) -> Thing:
        """Give one thing, withdrawn or not; ``NotFound`` if there is none that the person may see."""
        kind = subject.partition("/")[0]
        found = self._select(kind, "AND t.subject = ?", (subject,)) if kind in self.register else []
        if not found:
            raise NotFound(name=subject)
        return self.give(SHOW, found)[0]

    def standing(self, subject: str) -> Thing:
        """Give how a thing stands, also one that is recalled or whose body is gone: its body is then empty.

        ``NotFound`` if there is none that the person may see.
        """
        kind = subject.partition("/")[0]
        where = "AND t.subject = ?"
        found = self._select(kind, where, (subject,), "LEFT JOIN") if kind in self.register else []
        if not found:
            raise NotFound(name=subject)
        return self.give(SHOW, found)[0]

    def recalled(self, rids: Sequence[str]) -> set[str]:
        """Give those of these records that their party has recalled: nothing of them may be shown."""
        return recalled(self._tables, rids) if self._has_tables() else set()

    def in_force(self, rids: Sequence[str]) -> set[str]:
        """Give those of these records that their party has not withdrawn."""
        return standing(self._tables, rids) if self._has_tables() else set()

    def titles(self, kind: str) -> dict[str, Thing]:
        """Give every visible thing of a kind by its subject."""
        return {thing.subject: thing for thing in self.things(kind)}

    def _select(self, name: str, where: str, parameters: Sequence[Any], join: str = "JOIN") -> list[Thing]:
        if not self._has_tables():
            return []
        kind = self.register[name]
        rows = self._tables.execute(
            f"SELECT {chosen(kind)} FROM thing t {join} {table_of(kind)} k ON k.subject = t.subject "
            f"WHERE t.kind = ? AND {self._sights.within('+t.sight')} {where} ORDER BY t.subject",
            (name, *parameters),
        )
        return self.made(kind, rows)

    def made(self, kind: Kind, rows: Sequence[Sequence[Any]]) -> list[Thing]:
        """Give things of rows that hold what is ``chosen`` of a kind, all within the person's sights."""
        things = [thing_of(row, kind) for row in rows]
        others = {rid for thing in things for rid in (*thing.pending, *thing.rivals)}
        if not others:
            return things
        seen = self._seen(sorted(others))
        return [without_unseen(thing, seen) if thing.pending or thing.rivals else thing for thing in things]

    def _seen(self, rids: Sequence[str]) -> set[str]:
        """Give those of these records that the person may see."""
        within = self._sights.within("sight")
        return {
            rid for (rid,) in rows_in(self._tables, f"SELECT rid FROM record WHERE {within} AND rid IN", rids)
        }

    # -- for the rooms beside this one that read at scale: paging, facets, searching

    def folded(self) -> bool:
        """Say whether there are tables at all."""
        return self._has_tables()

    def rows(self, sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Ask the tables; whoever asks heeds the person's sights (``within``)."""
        return self._tables.execute(sql, parameters) if self._has_tables() else []

    def within(self, column: str) -> str:
        """Give the SQL condition that a column holds a sight of the person."""
        return self._sights.within(column)

    def sights(self) -> Sights:
        """Give what the person sees of all that there is."""
        return self._sights.seen()

    def matching(self, wanted: Wanted) -> Matching:
        """Give the SQL that finds words."""
        return self._tables.matching(wanted)

    def remembered(self, kind: Kind, question: Hashable, fresh: Callable[[], Answer]) -> Answer:
        """Give an answer about a kind, from memory if the person's sights and its things are as they were."""
        moved = (
            self.rows("SELECT times FROM moved WHERE kind = ?", (kind.name,)) if self._has_tables() else []
        )
        return self._tables.remembered.get(
            (kind.name, moved[0][0] if moved else 0, self.sights().numbers, self.person.party, question),
            fresh,
        )

    def _has_tables(self) -> bool:
        return bool(self._tables.execute("SELECT 1 FROM cursor LIMIT 1"))

    def record(self, rid: str) -> RecordRow:
        """Give one record; ``NotFound`` if there is none that the person may see."""
        found = self._records("rid = ?", (rid,))
        if not found:
            raise NotFound(name=rid)
        return found[0]

    def records(self, rids: Sequence[str]) -> dict[str, RecordRow]:
        """Give those of these records that the person may see, at once, by their ids."""
        found: dict[str, RecordRow] = {}
        for start in range(0, len(rids), CHUNK):
            part = rids[start : start + CHUNK]
            rows = self._records(f"rid IN ({', '.join('?' * len(part))})", part)
            found |= {row.rid: row for row in rows}
        return found

    def batch_of(self, row: RecordRow) -> RecordRow:
        """Give the head of the batch that a batched record is a member of."""
        return self._records("log = ? AND kind = 'batch' AND seq < ?", (row.log, row.seq), "seq DESC", 1)[0]

    def versions(self, subject: str) -> list[RecordRow]:
        """Give every visible record about a subject, oldest first."""
        return self._records("subject = ?", (subject,))

    def _records(
        self, where: str, parameters: Sequence[Any], order: str = "time, log, seq", limit: int = 0
    ) -> list[RecordRow]:
        if not self._has_tables():
            return []
        rows = self._tables.execute(
            "SELECT rid, log, seq, party, kind, version, subject, time, kid, batched, label "
            f"FROM record WHERE {self._sights.within('+sight')} AND {where} ORDER BY {order}"
            + (f" LIMIT {limit}" if limit else ""),
            parameters,
        )
        return [record_of(row) for row in rows]

    def caveats(self) -> tuple[str, ...]:
        """Give the caveats under which the visible things stand, each once: they bind whoever reads on."""
        if not self._has_tables():
            return ()
        rows = self._tables.execute(f"SELECT id, label FROM sight WHERE {self._sights.within('id')}")
        bound = {sight: label_of(label).terms.caveats for sight, label in rows}
        used = f"SELECT 1 FROM thing WHERE kind IN ({', '.join('?' * len(self.register))}) "
        used += "AND shown IN (0, 1) AND sight = ? LIMIT 1"
        kinds = [kind.name for kind in self.register]
        return tuple(
            sorted(
                {
                    each
                    for sight, caveats in bound.items()
                    if caveats and self._tables.execute(used, (*kinds, sight))
                    for each in caveats
                }
            )
        )

    def tying(self, kind: str, relation: str) -> list[RecordRow]:
        """Give every visible record of a kind that has a relation to another, in the order of the logs."""
        where = f"kind = ? AND rid IN (SELECT rid FROM tie WHERE relation = '{relation}')"  # by its own index
        return self._records(where, (kind,), "log, seq")

    def ties_to(self, rids: Iterable[str]) -> list[Tie]:
        """Give what visible records do to these."""
        asked = list(dict.fromkeys(rids))
        sql = f"SELECT t.target, t.party, t.seq, t.rid, t.relation FROM {HELD} WHERE t.target IN"
        found = sorted(rows_in(self._tables, sql, asked)) if self._has_tables() else []
        ties: dict[str, list[Tie]] = {}
        for target, party, _, rid, relation in found:
            ties.setdefault(target, []).append(Tie(rid, relation, target, party))
        visible = self._seen(sorted({row[3] for row in found})) if found else set()
        return [tie for rid in asked for tie in ties.get(rid, ()) if tie.rid in visible]

    def entries(self, log: str, start: int, kind: str = "") -> Iterator[RecordRow]:
        """Give the visible records of a log in its order, from a place on, of one kind or of every."""
        last = self._last_place(log)
        while start <= last:
            stop = start + CHUNK
            yield from self._records(
                "log = ? AND seq >= ? AND seq < ? AND (? = '' OR kind = ?)",
                (log, start, stop, kind, kind),
                "seq",
            )
            start = stop

    def _last_place(self, log: str) -> int:
        found = (
            self._tables.execute("SELECT max(seq) FROM record WHERE log = ?", (log,))
            if self._has_tables()
            else []
        )
        return -1 if not found or found[0][0] is None else int(found[0][0])

    def records_like(self, text: str) -> list[RecordRow]:
        """Give the visible records whose id begins or ends with these hexadecimal digits, at most a few."""
        if len(text) == ID_DIGITS:
            return self._records("rid = ?", (text,))
        begin = self._records("rid >= ? AND rid < ?", (text, text + "g"), limit=CANDIDATES)
        return begin or self._records(
            "substr(rid, ?) = ?", (ID_DIGITS + 1 - len(text), text), limit=CANDIDATES
        )

    def subjects_like(self, text: str) -> list[str]:
        """Give the visible things whose name, with its kind or without, begins with this text; at most a few.

        A thing whose name is just this text comes first.
        """
        if not self._has_tables() or not NAME_BEGIN.fullmatch(text):
            return []
        pattern = f"{text}%" if "/" in text else f"%/{text}%"
        rows = self._tables.execute(
            f"SELECT subject FROM thing WHERE {self._sights.within('+sight')} AND subject LIKE ? "
            f"ORDER BY CASE WHEN '/' || subject LIKE ? THEN 0 ELSE 1 END, subject LIMIT {CANDIDATES}",
            (pattern, f"%/{text}"),
        )
        return [subject for (subject,) in rows]

    def referring(self, subject: str) -> list[tuple[Thing, str]]:
        """Give every visible thing that refers to a subject, withdrawn ones left out, and by which field."""
        found: list[tuple[Thing, str]] = []
        for kind in self.register:
            for field in kind.fields:
                if isinstance(field.type, Ref) and field.type.kind in ("*", subject.partition("/")[0]):
                    column, cell = f"k.{column_names(field)[0]}", field.type.text(subject)
                    things = self._select(kind.name, *naming(column, cell, many=field.many))
                    found += [(thing, field.name) for thing in things]
        self.give(SHOW, [thing for thing, _ in found])
        return found

    def count(self, table: str) -> int:
        """Give how many rows a table of the fold has; for the node's own officers, not for readers."""
        return int(self._tables.execute(f"SELECT count(*) FROM {table}")[0][0]) if self._has_tables() else 0
