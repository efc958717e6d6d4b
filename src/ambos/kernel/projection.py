"""The read tables: a fold of the house log and the mirrors that can be dropped and rebuilt to equal content.

``record`` has one row for every record that is understood, ``tie`` what records do to each other, ``thing``
how each subject stands (see ``joint``), ``quarantine`` what was stored but is not shown, and ``is_<kind>``
the fields of each thing of a declared kind. ``cursor`` holds, for each log, how far the fold has come.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import islice
from typing import Any, NamedTuple, Protocol

from ambos.kernel.columns import Outgrown
from ambos.kernel.indexed import have_indexes, make_indexes
from ambos.kernel.joint import RECALLED, WITHDRAWN, settle
from ambos.kernel.keys import OFFICER, KeyBook
from ambos.kernel.kinds import Register
from ambos.kernel.reading import Malformed, Opened
from ambos.kernel.record import Header
from ambos.kernel.records import HOME, SIGNED, TIES
from ambos.kernel.settling import (
    Stored,
    Touched,
    known_rids,
    recalled,
    record_row,
    rows_in,
    thing_row,
    tie_rows,
)
from ambos.kernel.sights import TABLE as SIGHTS
from ambos.kernel.sights import note_sights
from ambos.kernel.store.contract import TableStore
from ambos.kernel.tables import kind_row, table_definition, table_of
from ambos.kernel.watched import WATCHED, note_readings
from ambos.kernel.words import COLUMNS, is_searched, say_words, word_row
from ambos.kernel.words import TABLE as WORDS
from ambos.values.errors import AmbosError, Refused

NAME = "things"
VERSION = 5
CHUNK = 2000
_OWNER, _LABEL = 3, 10  # where they stand in a row of table ``record``
ANSWERING = frozenset(TIES.values())
_TABLES = (
    "record(rid TEXT PRIMARY KEY, log TEXT NOT NULL, seq BIGINT NOT NULL, party TEXT NOT NULL, "
    "kind TEXT NOT NULL, version INTEGER NOT NULL, subject TEXT NOT NULL, time BIGINT NOT NULL, "
    "kid TEXT NOT NULL, batched INTEGER NOT NULL, label TEXT NOT NULL, leaf TEXT NOT NULL, "
    "sight BIGINT NOT NULL)",
    "tie(rid TEXT NOT NULL, relation TEXT NOT NULL, target TEXT NOT NULL, party TEXT NOT NULL, "
    "seq BIGINT NOT NULL, leaf TEXT NOT NULL, PRIMARY KEY(rid, relation, target))",
    "thing(subject TEXT PRIMARY KEY, kind TEXT NOT NULL, owner TEXT NOT NULL, state TEXT NOT NULL, "
    "current TEXT NOT NULL, label TEXT NOT NULL, pending TEXT NOT NULL, rivals TEXT NOT NULL, "
    "sight BIGINT NOT NULL, time BIGINT NOT NULL, shown INTEGER NOT NULL)",
    "quarantine(log TEXT NOT NULL, seq BIGINT NOT NULL, rid TEXT NOT NULL, kind TEXT NOT NULL, "
    "code TEXT NOT NULL, PRIMARY KEY(log, seq))",
    SIGHTS,
    WORDS,
    *WATCHED,
)
_CURSOR = (
    "CREATE TABLE IF NOT EXISTS cursor(log TEXT PRIMARY KEY, fold TEXT NOT NULL, position BIGINT NOT NULL)"
)

# how often things of a kind were settled: what was counted before has to be counted anew; never dropped
_MOVED = "CREATE TABLE IF NOT EXISTS moved(kind TEXT PRIMARY KEY, times BIGINT NOT NULL)"
_MOVES = "INSERT INTO moved VALUES(?, 1) ON CONFLICT(kind) DO UPDATE SET times = moved.times + 1"


class NotUnderstood(Refused):
    """A record of a kind that this node does not know: kept, not shown."""

    code = "record.not-understood"


class CriticalUnknown(Refused):
    """A record names a header entry that no reader may pass over, and this node does not know it."""

    code = "record.critical-unknown"


class NotForPartners(Refused):
    """A partner speaks of the people or partners of this house, or under the name of another kind."""

    code = "record.not-for-partners"


class BodyMalformed(Refused):
    """What was signed is not a body."""

    code = "record.body-malformed"


class RecordRepeated(Refused):
    """A record of that id is in another log already."""

    code = "record.repeated"


class AnswerMisplaced(Refused):
    """An answer that is not the one reference of a record of its own kind."""

    code = "record.answer-misplaced"


class NotSignedByOfficer(Refused):
    """A decision that no person signed with a key of their own."""

    code = "record.not-signed-by-officer"


class Source(Protocol):
    """A log as the fold reads it: the house log, or the mirror of a peer's channel."""

    @property
    def name(self) -> str:
        """Give the log's name, which is the cursor's."""

    @property
    def book(self) -> KeyBook:
        """Give the keys under which its records are signed."""

    def size(self) -> int:
        """Give how long the log is."""

    def read(self, start: int, stop: int) -> Iterator[Opened]:
        """Give its records in order with their bodies."""


class Told(NamedTuple):
    """One record from one source."""

    source: Source
    record: Opened

    @property
    def rid(self) -> str:
        """Give the record's id as tables hold it."""
        return self.record.statement.header.rid.hex()


Progress = Callable[[int, int], None]


class Projection:
    """Keeps the read tables in step with the logs."""

    def __init__(self, tables: TableStore, register: Register, party: str) -> None:
        self.tables = tables
        self._party = party
        self._register = register
        self._sources: dict[str, Source] = {}
        self._outgrown = Outgrown(tables, register)
        self._touched: set[str] = set()
        self._indexed = False
        self._kinds = ",".join(f"{kind.name}/{kind.version}" for kind in register)

    def update(self, sources: Sequence[Source], progress: Progress = lambda done, total: None) -> int:
        """Fold what the logs have and the tables have not; give how many records that was.

        Tables of another version of this fold, of other kinds, or of a longer log are dropped and built anew.
        Of several processes one folds, and the others wait for it.
        """
        self._sources = {source.name: source for source in sources}
        if not self._behind():
            self._index()
            return 0
        with self.tables.alone():
            return self._catch_up(progress)

    def rebuild(self, sources: Sequence[Source], progress: Progress = lambda done, total: None) -> int:
        """Drop every table and fold the logs from their beginning."""
        self._sources = {source.name: source for source in sources}
        with self.tables.alone():
            self.tables.execute(_CURSOR)
            self.drop()
            return self._catch_up(progress)

    def _places(self) -> dict[str, int]:
        """Give how far each log is folded; what another fold made does not count."""
        self.tables.execute(_CURSOR)
        rows = self.tables.execute("SELECT log, position, fold FROM cursor")
        if any(fold != self.signature() for _, _, fold in rows):
            return {}
        return {log: position for log, position, _ in rows}

    def _behind(self) -> bool:
        places = self._places()
        return any(places.get(name, 0) != source.size() for name, source in self._sources.items())

    def _ahead(self, places: dict[str, int]) -> bool:
        """Say whether the tables hold records that a log, put back from an older copy, has not."""
        return any(places.get(name, 0) > source.size() for name, source in self._sources.items())

    def _catch_up(self, progress: Progress) -> int:
        places = self._places()
        if not places or self._ahead(places):
            self.drop()
            self._create()
            places = {}
        todo = [(source, places.get(name, 0), source.size()) for name, source in self._sources.items()]
        total, done = sum(size - start for _, start, size in todo), 0
        for source, start, size in todo:
            for told in _chunks(source.read(start, size)):
                done += len(told)
                self._fold(source, told, told[-1].seq + 1)
                progress(done, total)
        self._outgrown.index(self._touched)
        self._touched.clear()
        return total

    def quarantined(self) -> list[tuple[str, int, str, str]]:
        """Give what is kept and not shown: log, place, kind and the code of the reason."""
        return list(self.quarantined_behind())

    def quarantined_behind(self, log: str = "", place: int = -1) -> Iterator[tuple[str, int, str, str]]:
        """Give what is kept and not shown behind a place, some at a time."""
        sql = "SELECT log, seq, kind, code FROM quarantine WHERE log > ? OR (log = ? AND seq > ?)"
        while rows := self.tables.execute(f"{sql} ORDER BY log, seq LIMIT {CHUNK}", (log, log, place)):
            for log, place, kind, code in rows:
                yield log, place, kind, code

    def cursors(self) -> dict[str, int]:
        """Give how far each log is folded."""
        return dict(sorted(self._places().items()))

    def digests(self) -> dict[str, str]:
        """Give the SHA-256 of each table's rows, by the table's name: equal content, equal digest."""
        names = [definition.partition("(")[0] for definition in (*_TABLES, *self._kind_tables())]
        columns = {"word": COLUMNS}
        return {
            name: _digest(self.tables.execute(f"SELECT {columns.get(name, '*')} FROM {name}"))
            for name in (*names, "cursor")
        }

    def signature(self) -> str:
        """Name this fold: its version and the kinds, with their versions, that it makes tables of."""
        return f"{NAME}/{VERSION}:{self._kinds}"

    def drop(self) -> None:
        """Remove every table of this fold."""
        with self.tables.transaction():
            for definition in ("words", *_TABLES, *self._kind_tables()):
                self.tables.execute(f"DROP TABLE IF EXISTS {definition.partition('(')[0]}")
            self.tables.execute("DELETE FROM cursor")
            self.tables.execute(_MOVED)
            self.tables.execute("UPDATE moved SET times = times + 1")
        self._outgrown.forget()
        self._touched.clear()

    def _create(self) -> None:
        with self.tables.transaction():
            for definition in (*_TABLES, *self._kind_tables()):
                self.tables.execute(f"CREATE TABLE IF NOT EXISTS {definition}")
            make_indexes(self.tables)
            self.tables.execute(_MOVED)
            self.tables.index_words()

    def _index(self) -> None:
        """Have every index that this version wants on tables that an earlier one made; once is enough."""
        if not self._indexed and self._places():
            have_indexes(self.tables)
            self._indexed = True

    def _kind_tables(self) -> list[str]:
        return [table_definition(kind) for kind in self._register]

    def _fold(self, source: Source, records: Sequence[Opened], position: int) -> None:
        understood: list[Told] = []
        refused: list[tuple[Any, ...]] = []
        everything = [Told(source, record) for record in records]
        book = source.book
        taken = known_rids(self.tables, [told.rid for told in everything])
        for told in everything:
            record = told.record
            try:
                self._demand_fit(told, book)
                if told.rid in taken:
                    raise RecordRepeated(record=told.rid)
                understood.append(told)
            except AmbosError as error:
                header = record.statement.header
                refused.append((source.name, record.seq, told.rid, header.kind, error.code))
        with self.tables.transaction():
            self.tables.insert("quarantine", refused)
            rows = [record_row(source.name, told.record, self._party) for told in understood]
            note_sights(self.tables, ((row[_OWNER], row[_LABEL]) for row in rows))
            self.tables.insert("record", rows)
            self.tables.insert("tie", [row for told in understood for row in tie_rows(told.record)])
            self._settle(understood)
            note_readings(self.tables, (told.record for told in understood))
            self.tables.execute("DELETE FROM cursor WHERE log = ?", (source.name,))
            self.tables.execute(
                "INSERT INTO cursor VALUES(?, ?, ?)", (source.name, self.signature(), position)
            )

    def _demand_fit(self, told: Told, book: KeyBook) -> None:
        """Refuse to show what is not understood, not well formed, or not signed by whom it must be."""
        header, body = told.record.statement.header, told.record.body
        if header.critical and header.passed_over:
            raise CriticalUnknown(labels=", ".join(map(str, header.passed_over)))
        if header.kind not in self._register:
            raise NotUnderstood(kind=header.kind)
        kind = self._register[header.kind]
        if not header.subject.startswith(f"{kind.name}/") or (
            kind.name in HOME and header.party != self._party
        ):
            raise NotForPartners(kind=kind.name)
        if isinstance(body, Malformed):
            raise BodyMalformed(reason=body.reason)
        _demand_answer(header)
        if kind.joint or kind.name in SIGNED:
            held = book.holding(header.kid, told.record.seq)
            if held.purpose != OFFICER or not told.record.statement.signature:
                raise NotSignedByOfficer(kind=kind.name)
        if body is not None:
            kind.check({name: value for name, value in body.items() if name in kind.by_name})

    def _settle(self, understood: Sequence[Told]) -> None:
        """Say anew how every touched thing stands."""
        headers = [told.record.statement.header for told in understood]
        targets = [ref.rid.hex() for header in headers for ref in header.references]
        touched = Touched(self.tables, {header.subject for header in headers}, targets)
        self._stand(touched, {told.rid: told.record.body for told in understood})

    def settle_anew(self, sources: Sequence[Source], rids: Sequence[str]) -> None:
        """Say anew how the things of these records stand, from the bodies that are left."""
        self._sources = {source.name: source for source in sources}
        with self.tables.alone():
            if self._places():
                with self.tables.transaction():
                    self._stand(Touched(self.tables, (), rids), {})

    def _stand(self, touched: Touched, bodies: Mapping[str, Any]) -> None:
        """Write how touched things stand; of one that is recalled or whose body is gone, no field is left."""
        things = touched.versions()
        rids = [v.version.rid for versions in things.values() for v in versions]
        answers, gone = touched.answers(rids), recalled(self.tables, rids)
        # whose versions are all among those just folded: the tables hold nothing of it yet
        new = {
            subject for subject, versions in things.items() if all(v.version.rid in bodies for v in versions)
        }
        rows: dict[str, dict[str, tuple[Any, ...] | None]] = {"thing": {}}
        words: dict[str, tuple[str, ...] | None] = {}
        for subject, versions in things.items():
            kind = self._register[versions[0].kind]
            said = [answer for v in versions for answer in answers.get(v.version.rid, ())]
            settled = settle(kind.joint, [v.version for v in versions], said, gone)
            current = next(v for v in versions if v.version.rid == settled.current)
            body = bodies[settled.current] if settled.current in bodies else self._body(current)
            there = body is not None and settled.state != RECALLED
            shown = there and settled.state != WITHDRAWN
            rows["thing"][subject] = thing_row(subject, kind.name, current, settled, shown)
            row = (*kind_row(kind, subject, body), current.sight, int(shown)) if there else None
            rows.setdefault(table_of(kind), {})[subject] = row
            found = shown and is_searched(kind)
            words[subject] = word_row(kind, subject, body, current.sight) if found else None
        for table, told in rows.items():
            rows_in(
                self.tables, f"DELETE FROM {table} WHERE subject IN", [one for one in told if one not in new]
            )
            self.tables.insert(table, [row for row in told.values() if row is not None])
        say_words(self.tables, words, new)
        self._note_moved({versions[0].kind for versions in things.values()})

    def _note_moved(self, kinds: Collection[str]) -> None:
        for kind in sorted(kinds):
            self.tables.execute(_MOVES, (kind,))
        self._touched |= set(kinds)

    def _body(self, stored: Stored) -> Any:
        """Read a body that is not among those just folded."""
        seq = stored.version.seq
        return next(self._sources[stored.log].read(seq, seq + 1)).body


def _demand_answer(header: Header) -> None:
    """Refuse a record that answers and is no answer, or that is one and does not answer (spec/record 8)."""
    said = [tie.relation for tie in header.references]
    answers = [relation for relation in said if relation in ANSWERING]
    due = [TIES[header.kind]] if header.kind in TIES else []
    if answers != due or (answers and len(said) > 1):
        raise AnswerMisplaced(kind=header.kind)


def _digest(rows: Iterable[Sequence[Any]]) -> str:
    """Hash rows without regard to their order."""
    return sha256("\n".join(sorted(json.dumps(list(row)) for row in rows)).encode()).hexdigest()


def _chunks(records: Iterator[Opened]) -> Iterator[list[Opened]]:
    while chunk := list(islice(records, CHUNK)):
        yield chunk
