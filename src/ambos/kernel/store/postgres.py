"""PostgreSQL through psycopg: one schema per log, a locked head row, COPY for many rows.

The head row is locked before anything is read or written, so numbers have no gaps and readers no surprises.
Triggers refuse to change or remove an entry. Run the server with data checksums.
"""

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import psycopg
from psycopg import errors, sql

from ambos.kernel.merkle import Tile
from ambos.kernel.remembered import Remembered
from ambos.kernel.store.contract import (
    Attest,
    DuplicateRecord,
    Entry,
    Row,
    SizeConflict,
    StoreDamaged,
    StoreUnreachable,
    WriterBusy,
)
from ambos.kernel.wanted import BEYOND, TAG, TITLE, Matching, Wanted

COPY_FROM = 8  # below this many rows, setting up a COPY costs more than it saves
CHUNK = 5000
_MAKING = 0x616D626F73  # "ambos": the lock that is held while a schema is made
_LOG = """
CREATE SCHEMA IF NOT EXISTS {s};
CREATE TABLE IF NOT EXISTS {s}.head(one int PRIMARY KEY CHECK(one = 1), size bigint NOT NULL);
INSERT INTO {s}.head VALUES(1, 0) ON CONFLICT DO NOTHING;
CREATE TABLE IF NOT EXISTS {s}.entry(
    seq bigint PRIMARY KEY, rid bytea NOT NULL UNIQUE, statement bytea NOT NULL);
CREATE TABLE IF NOT EXISTS {s}.body(seq bigint PRIMARY KEY, ciphertext bytea NOT NULL);
CREATE TABLE IF NOT EXISTS {s}.tile(level int, place bigint, data bytea NOT NULL, PRIMARY KEY(level, place));
CREATE TABLE IF NOT EXISTS {s}.note(one int PRIMARY KEY CHECK(one = 1), text bytea NOT NULL);
CREATE TABLE IF NOT EXISTS {s}.mark(name text PRIMARY KEY, value bytea NOT NULL);
ALTER TABLE {s}.entry ALTER statement SET STORAGE EXTERNAL;
ALTER TABLE {s}.body ALTER ciphertext SET STORAGE EXTERNAL;
CREATE OR REPLACE FUNCTION {s}.refuse() RETURNS trigger LANGUAGE plpgsql
    AS $$BEGIN RAISE EXCEPTION 'append-only'; END$$;
CREATE OR REPLACE TRIGGER entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON {s}.entry
    EXECUTE FUNCTION {s}.refuse();
"""


@contextmanager
def reading(store: str) -> Iterator[None]:
    """Turn what PostgreSQL says of damage and absence into our own refusals."""
    try:
        yield
    except (errors.DataCorrupted, errors.IndexCorrupted, errors.UndefinedTable) as error:
        raise StoreDamaged(file=store, reason=_first_line(error)) from error
    except (psycopg.OperationalError, psycopg.ProgrammingError, errors.ReadOnlySqlTransaction) as error:
        raise StoreUnreachable(store=store, reason=_first_line(error)) from error


def _first_line(error: psycopg.Error) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


class PostgresLog:
    """A log in one schema of its own."""

    def __init__(self, dsn: str, schema: str) -> None:
        self._name = schema
        self._schema = sql.Identifier(schema)
        self._claimed = False
        with reading(schema):
            self._db = psycopg.connect(dsn, autocommit=True)
            if not self._made():
                self._make()

    def _made(self) -> bool:
        return self._one("SELECT to_regclass(%s) IS NOT NULL", f'"{self._name}".mark') is True

    def _make(self) -> None:
        """Make the schema; of several processes that open a new log at once, one makes it."""
        with self._db.transaction():
            self._db.execute("SELECT pg_advisory_xact_lock(%s)", (_MAKING,))
            if not self._made():
                self._db.execute(self._sql(_LOG))

    def _sql(self, text: str) -> sql.Composed:
        return sql.SQL(text).format(s=self._schema)

    def claim(self) -> None:
        """Become the one writer; see the contract."""
        if self._claimed:
            return
        with reading(self._name):
            key = zlib.crc32(self._name.encode())
            row = self._db.execute("SELECT pg_try_advisory_lock(%s)", (key,)).fetchone()
        if row is None or not row[0]:
            raise WriterBusy(log=self._name)
        self._claimed = True

    def size(self) -> int:
        """Give the number of entries."""
        size = self._one("SELECT size FROM {s}.head")
        if size is None:
            raise StoreDamaged(file=self._name, reason="the head is missing")
        return int(size)

    def append(
        self, expect: int, entries: Sequence[Entry], attest: Attest, marks: Mapping[str, bytes]
    ) -> int:
        """Append in one transaction; see the contract."""
        with reading(self._name), self._db.transaction():
            found = self._one("SELECT size FROM {s}.head FOR UPDATE")
            if found != expect:
                raise SizeConflict(expected=expect, found=found)
            self._insert(expect, entries)
            size = expect + len(entries)
            tiles, note = attest(self.statements(expect, size))
            with self._db.pipeline():
                self._finish(size, tiles, note, marks)
        return size

    def _insert(self, expect: int, entries: Sequence[Entry]) -> None:
        numbered = list(enumerate(entries, expect))
        try:
            self._rows("entry", ["int8", "bytea", "bytea"], [(i, e.rid, e.statement) for i, e in numbered])
        except errors.UniqueViolation as error:
            raise DuplicateRecord(reason=str(error).splitlines()[0]) from error
        self._rows("body", ["int8", "bytea"], [(i, e.body) for i, e in numbered if e.body is not None])

    def _rows(self, table: str, types: list[str], rows: list[tuple[Any, ...]]) -> None:
        with self._db.cursor() as cursor:
            if len(rows) < COPY_FROM:
                values = ", ".join(["%s"] * len(types))
                cursor.executemany(self._sql(f"INSERT INTO {{s}}.{table} VALUES({values})"), rows)
                return
            with cursor.copy(self._sql(f"COPY {{s}}.{table} FROM STDIN (FORMAT BINARY)")) as copy:
                copy.set_types(types)
                for row in rows:
                    copy.write_row(row)

    def _finish(self, size: int, tiles: Sequence[Tile], note: bytes, marks: Mapping[str, bytes]) -> None:
        with self._db.cursor() as cursor:
            for tile in tiles:
                cursor.execute(self._sql("INSERT INTO {s}.tile VALUES(%s, %s, %s)"), tile)
            replace_note = (
                "INSERT INTO {s}.note VALUES(1, %s) ON CONFLICT(one) DO UPDATE SET text = excluded.text"
            )
            cursor.execute(self._sql(replace_note), (note,))
            for name, value in marks.items():
                cursor.execute(self._sql(_SET_MARK), (name, value))
            cursor.execute(self._sql("UPDATE {s}.head SET size = %s"), (size,))

    def read(self, start: int, stop: int, bodies: bool = False) -> Iterator[Row]:
        """Give entries in order; see the contract."""
        text = "SELECT seq, rid, statement, NULL FROM {s}.entry WHERE seq >= %s AND seq < %s ORDER BY seq"
        if bodies:
            text = (
                "SELECT e.seq, e.rid, e.statement, b.ciphertext FROM {s}.entry e "
                "LEFT JOIN {s}.body b USING(seq) WHERE e.seq >= %s AND e.seq < %s ORDER BY e.seq"
            )
        with reading(self._name):
            while start < stop:
                upper = min(start + CHUNK, stop)
                rows = self._db.execute(self._sql(text), (start, upper), binary=True).fetchall()
                yield from map(Row._make, rows)
                start = upper if rows else stop

    def statements(self, start: int, stop: int) -> list[bytes]:
        """Give the statements in order; see the contract."""
        text = self._sql("SELECT statement FROM {s}.entry WHERE seq >= %s AND seq < %s ORDER BY seq")
        with reading(self._name):
            found = self._db.execute(text, (start, stop), binary=True).fetchall()
        return [statement for (statement,) in found]

    def _one(self, text: str, *parameters: Any) -> Any:
        with reading(self._name):
            row = self._db.execute(self._sql(text), parameters, binary=True).fetchone()
        return row[0] if row else None

    def places_of(self, rids: Sequence[bytes]) -> dict[bytes, int]:
        """Give the places of those of these records that the log has."""
        text = self._sql("SELECT rid, seq FROM {s}.entry WHERE rid = ANY(%s)")
        with reading(self._name):
            return dict(self._db.execute(text, (list(rids),), binary=True).fetchall())

    def tile(self, level: int, index: int) -> bytes | None:
        """Give a full tile, or None."""
        data = self._one("SELECT data FROM {s}.tile WHERE level = %s AND place = %s", level, index)
        return None if data is None else bytes(data)

    def tiles(self) -> Iterator[Tile]:
        """Give every stored tile."""
        with reading(self._name):
            found = self._db.execute(
                self._sql("SELECT level, place, data FROM {s}.tile ORDER BY 1, 2"), binary=True
            )
            yield from map(Tile._make, found)

    def note(self) -> bytes | None:
        """Give the newest note, or None."""
        text = self._one("SELECT text FROM {s}.note")
        return None if text is None else bytes(text)

    def mark(self, name: str) -> bytes | None:
        """Give a mark, or None."""
        value = self._one("SELECT value FROM {s}.mark WHERE name = %s", name)
        return None if value is None else bytes(value)

    def set_mark(self, name: str, value: bytes) -> None:
        """Keep a mark."""
        with reading(self._name):
            self._db.execute(self._sql(_SET_MARK), (name, value))

    def drop_bodies(self, seqs: Sequence[int]) -> None:
        """Remove sealed bodies; the entries stay."""
        with reading(self._name):
            self._db.execute(self._sql("DELETE FROM {s}.body WHERE seq = ANY(%s)"), (list(seqs),))

    def check(self) -> None:
        """Read every row; a page whose checksum fails is an error of the server."""
        with reading(self._name):
            for table in ("head", "entry", "body", "tile", "note", "mark"):
                self._db.execute(self._sql(f"SELECT count(t.*::text) FROM {{s}}.{table} t"))

    def close(self) -> None:
        """Release the log and the writer's place."""
        self._db.close()
        self._claimed = False


_SET_MARK = "INSERT INTO {s}.mark VALUES(%s, %s) ON CONFLICT(name) DO UPDATE SET value = excluded.value"


_KEEPING = {  # what makes a server keep old rows elsewhere, and the question that tells
    "wal_recycle": "SELECT current_setting('wal_recycle') = 'on'",
    "wal_keep_size": "SELECT current_setting('wal_keep_size') <> '0'",
    "archive_mode": "SELECT current_setting('archive_mode') <> 'off'",
    "replication slots": "SELECT EXISTS (SELECT 1 FROM pg_replication_slots)",
    "database owner": "SELECT NOT pg_has_role(current_user, datdba, 'USAGE') FROM pg_database "
    "WHERE datname = current_database()",
}


_WORDS = """
ALTER TABLE word
    ADD COLUMN IF NOT EXISTS named tsvector
        GENERATED ALWAYS AS (array_to_tsvector(array_remove(string_to_array(title, ' '), ''))) STORED,
    ADD COLUMN IF NOT EXISTS found tsvector
        GENERATED ALWAYS AS (array_to_tsvector(array_remove(
            string_to_array(title || ' ' || text || ' ' || tags, ' '), ''))) STORED;
CREATE INDEX IF NOT EXISTS word_named ON word USING gin(named);
CREATE INDEX IF NOT EXISTS word_found ON word USING gin(found);
"""


class PostgresTables:
    """Read tables in one schema; it can be dropped and rebuilt."""

    def __init__(self, dsn: str, schema: str) -> None:
        self.remembered = Remembered()
        self._name = schema
        with reading(schema):
            self._db = psycopg.connect(dsn, autocommit=True)
            with self._db.transaction():
                self._db.execute("SELECT pg_advisory_xact_lock(%s)", (_MAKING,))
                self._db.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(schema)))
            self._db.execute(sql.SQL("SET search_path TO {}").format(sql.Identifier(schema)))

    def alone(self) -> AbstractContextManager[None]:
        """Keep every other process from folding meanwhile; waits for one that does."""
        return self._alone()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        key = (zlib.crc32(self._name.encode()),)
        with reading(self._name):
            self._db.execute("SELECT pg_advisory_lock(%s)", key)
            try:
                yield
            finally:
                self._db.execute("SELECT pg_advisory_unlock(%s)", key)

    def transaction(self) -> AbstractContextManager[None]:
        """Make what happens inside all or nothing."""
        return self._transaction()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with reading(self._name), self._db.transaction():
            yield

    def execute(self, text: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run one statement and give its rows."""
        with reading(self._name):
            cursor = self._db.execute(_translated(text), parameters)
            return cursor.fetchall() if cursor.description else []

    def insert(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        """Add rows to a table."""
        into = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))
        with reading(self._name), self._db.cursor() as cursor, cursor.copy(into) as copy:
            for row in rows:
                copy.write_row(row)

    def index_words(self) -> None:
        """Have the index of words: what stands in a row of table ``word`` as tsvectors, each with a GIN."""
        with reading(self._name):
            self._db.execute(_WORDS.encode())

    def matching(self, wanted: Wanted) -> Matching:
        """Give the SQL that finds what is wanted; see the contract."""
        words = [f"'{word}'" for word in wanted.words]
        words[-1] += ":*" if wanted.open else ""
        groups = ["(" + " | ".join(f"'{TAG}{tag}'" for tag in group) + ")" for group in wanted.tags]
        everywhere, titled = "w.found @@ CAST(? AS tsquery)", "w.named @@ CAST(? AS tsquery)"
        said = " & ".join(words)
        if wanted.where == TITLE:
            conditions, values = [titled], [said]
        else:
            conditions, values = [everywhere], [" & ".join([*words, *groups])]
        if wanted.where == BEYOND:
            conditions, values = [*conditions, f"NOT ({titled})"], [*values, said]
        if wanted.where == TITLE and groups:
            conditions, values = [*conditions, everywhere], [*values, " & ".join(groups)]
        return Matching("word w", " AND ".join(conditions), tuple(values), "w.place")

    def scrub(self) -> tuple[str, ...]:
        """Write the tables anew, with what the planner has sampled of them; see the contract.

        The server's own write-ahead log keeps what was written until its files are removed. A new one is
        begun and a checkpoint made where the role may; older files then go, unless the settings keep them.
        """
        tables = "SELECT quote_ident(relname) FROM pg_class WHERE relnamespace = %s::regnamespace"
        with reading(self._name):
            found = self._db.execute(f"{tables} AND relkind = 'r'", (f'"{self._name}"',)).fetchall()
            for (table,) in found:
                self._db.execute(f"VACUUM (FULL, ANALYZE) {table}".encode())
            self._db.execute("VACUUM (FULL) pg_catalog.pg_statistic")  # a mere notice where the role may not
            kept = [setting for setting, text in _KEEPING.items() if self._says(text)]
            try:
                self._db.execute("SELECT pg_switch_wal()")
                self._db.execute("CHECKPOINT")
            except errors.InsufficientPrivilege:
                kept.append("pg_checkpoint")
        return tuple(kept)

    def _says(self, question: str) -> bool:
        row = self._db.execute(question.encode()).fetchone()
        return row is not None and bool(row[0])

    def check(self) -> None:
        """Leave it to the server's page checksums; tables are compared with a rebuild instead."""

    def close(self) -> None:
        """Release the tables."""
        self._db.close()


def _translated(text: str) -> str:
    """Turn the shared SQL into PostgreSQL's: ``?`` a parameter, BLOB bytes, texts in the order of bytes."""
    if text.startswith("CREATE TABLE"):
        text = re.sub(r"\bTEXT\b", 'TEXT COLLATE "C"', text)
    return re.sub(r"\bBLOB\b", "bytea", text).replace("%", "%%").replace("?", "%s")
