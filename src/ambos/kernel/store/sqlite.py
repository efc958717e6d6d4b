"""SQLite through apsw: write-ahead log, full synchronisation, a checksum on every page.

The page checksums (SQLite's own checksum VFS) make any altered byte of a file an error on reading. A
library with the WAL-reset defect (before 3.51.3) is refused.
"""

import fcntl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Any

import apsw
import apsw.sqlite_extra

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
    StoreUnsafe,
    WriterBusy,
)
from ambos.kernel.store.sqlite_words import ANEW, WORDS, matching
from ambos.kernel.wanted import Matching, Wanted

FIRST_SAFE_VERSION = (3, 51, 3)
CHECKSUM_VFS = "cksmvfs"
CHECKSUM_BYTES = 8
PAGE_BYTES = 16_384  # of a new file; sealed bodies of half a KiB fill such pages better and in fewer steps
BUSY_MILLISECONDS = 10_000
VARIABLES = 1000  # in one IN list
_LOG = """
CREATE TABLE IF NOT EXISTS head(one INTEGER PRIMARY KEY CHECK(one = 1), size INTEGER NOT NULL) STRICT;
INSERT OR IGNORE INTO head VALUES(1, 0);
CREATE TABLE IF NOT EXISTS entry(
    seq INTEGER PRIMARY KEY, rid BLOB NOT NULL UNIQUE, statement BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS body(seq INTEGER PRIMARY KEY, ciphertext BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS tile(level INTEGER, place INTEGER, data BLOB NOT NULL, PRIMARY KEY(level, place))
    STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS note(one INTEGER PRIMARY KEY CHECK(one = 1), text BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS mark(name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS entry_stays BEFORE UPDATE ON entry
    BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER IF NOT EXISTS entry_remains BEFORE DELETE ON entry
    BEGIN SELECT RAISE(ABORT, 'append-only'); END;
"""
_KEYS = """
CREATE TABLE IF NOT EXISTS key(seq INTEGER PRIMARY KEY, wrapped BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS mark(name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
"""


def connect(path: Path, schema: str = "") -> apsw.Connection:
    """Open a database with page checksums; create it with ``schema`` when it is not there."""
    version = tuple(int(part) for part in apsw.sqlite_lib_version().split("."))
    if version < FIRST_SAFE_VERSION:
        raise StoreUnsafe(library="SQLite", version=apsw.sqlite_lib_version(), needed="3.51.3")
    if CHECKSUM_VFS not in apsw.vfs_names():
        apsw.sqlite_extra.load(apsw.Connection(":memory:"), "cksumvfs")
    fresh = not path.exists() or path.stat().st_size == 0
    with reading(path):
        connection = apsw.Connection(str(path), vfs=CHECKSUM_VFS)
        connection.set_busy_timeout(BUSY_MILLISECONDS)
        if fresh:
            connection.pragma("page_size", PAGE_BYTES)
            connection.reserve_bytes("main", CHECKSUM_BYTES)
        for pragma, value in (("journal_mode", "wal"), ("synchronous", "full"), ("secure_delete", "on")):
            connection.pragma(pragma, value)
        if schema:
            connection.execute(schema)
    return connection


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn what SQLite says of damaged or unreachable files into our own refusals."""
    try:
        yield
    except (apsw.CorruptError, apsw.NotADBError) as error:
        raise StoreDamaged(file=path.name, reason=str(error)) from error
    except apsw.IOError as error:
        raise StoreDamaged(file=path.name, reason="a page is not what was written") from error
    except (apsw.CantOpenError, apsw.BusyError, apsw.FullError, apsw.ReadOnlyError) as error:
        raise StoreUnreachable(store=path.name, reason=str(error)) from error
    except apsw.SQLError as error:
        raise StoreDamaged(file=path.name, reason=str(error)) from error


def check_pages(connection: apsw.Connection, path: Path) -> None:
    """Read every page of the file with its checksum, and let SQLite check its own structure."""
    with reading(path):
        if connection.reserve_bytes("main") != CHECKSUM_BYTES:
            raise StoreDamaged(file=path.name, reason="pages carry no checksums")
        connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_FULL)
        for _ in _pages(connection, path):
            pass
        finding = str(connection.execute("PRAGMA integrity_check").get)
    if finding != "ok":
        raise StoreDamaged(file=path.name, reason=finding[:200])


def _pages(connection: apsw.Connection, path: Path) -> Iterator[bytes]:
    """Read the file page by page through the checksum VFS, which refuses an altered one."""
    size = int(connection.pragma("page_size"))
    if path.stat().st_size % size:
        raise StoreDamaged(file=path.name, reason="the last page is cut short")
    flags = [apsw.SQLITE_OPEN_MAIN_DB | apsw.SQLITE_OPEN_READONLY, 0]
    file = apsw.VFSFile(CHECKSUM_VFS, str(path), flags)
    try:
        for offset in range(0, path.stat().st_size, size):
            yield file.xRead(size, offset)
    finally:
        file.xClose()


def empty_log(connection: apsw.Connection) -> None:
    """Bring the write-ahead log into the file and leave it empty: it holds pages as they were before.

    In the file ``secure_delete`` has overwritten what was removed, also where rows moved between pages.
    """
    connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)


class SqliteLog:
    """A log in one file of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock: IO[bytes] | None = None
        self._db = connect(path, _LOG)

    def claim(self) -> None:
        """Become the one writer; see the contract."""
        if self._lock is not None:
            return
        lock = self._path.with_suffix(".lock").open("ab")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.close()
            raise WriterBusy(log=self._path.stem) from error
        self._lock = lock

    def size(self) -> int:
        """Give the number of entries."""
        size = self._one("SELECT size FROM head")
        if size is None:
            raise StoreDamaged(file=self._path.name, reason="the head is missing")
        return int(size)

    def append(
        self, expect: int, entries: Sequence[Entry], attest: Attest, marks: Mapping[str, bytes]
    ) -> int:
        """Append in one transaction; see the contract."""
        db = self._db
        with reading(self._path):
            db.execute("BEGIN IMMEDIATE")
            try:
                size = self._insert(expect, entries)
                tiles, note = attest(self.statements(expect, size))
                db.executemany("INSERT INTO tile VALUES(?, ?, ?)", tiles)
                db.execute("INSERT OR REPLACE INTO note VALUES(1, ?)", (note,))
                db.executemany("INSERT OR REPLACE INTO mark VALUES(?, ?)", marks.items())
                db.execute("UPDATE head SET size = ?", (size,))
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise
        return size

    def _insert(self, expect: int, entries: Sequence[Entry]) -> int:
        db = self._db
        found = db.execute("SELECT size FROM head").get
        if found != expect:
            raise SizeConflict(expected=expect, found=found)
        places = range(expect, expect + len(entries))
        rids, statements, bodies = zip(*entries, strict=True) if entries else ((), (), ())
        try:
            db.executemany("INSERT INTO entry VALUES(?, ?, ?)", zip(places, rids, statements, strict=True))
        except apsw.ConstraintError as error:
            raise DuplicateRecord(reason=str(error)) from error
        kept = (row for row in zip(places, bodies, strict=True) if row[1] is not None)
        db.executemany("INSERT INTO body VALUES(?, ?)", kept)
        return expect + len(entries)

    def read(self, start: int, stop: int, bodies: bool = False) -> Iterator[Row]:
        """Give entries in order; see the contract."""
        sql = "SELECT seq, rid, statement, NULL FROM entry WHERE seq >= ? AND seq < ? ORDER BY seq"
        if bodies:
            sql = (
                "SELECT e.seq, e.rid, e.statement, b.ciphertext FROM entry e LEFT JOIN body b USING(seq) "
                "WHERE e.seq >= ? AND e.seq < ? ORDER BY e.seq"
            )
        with reading(self._path):
            yield from map(Row._make, self._db.execute(sql, (start, stop)))

    def statements(self, start: int, stop: int) -> list[bytes]:
        """Give the statements in order; see the contract."""
        sql = "SELECT statement FROM entry WHERE seq >= ? AND seq < ? ORDER BY seq"
        with reading(self._path):
            return [statement for (statement,) in self._db.execute(sql, (start, stop))]

    def _one(self, sql: str, *parameters: Any) -> Any:
        with reading(self._path):
            return self._db.execute(sql, parameters).get

    def places_of(self, rids: Sequence[bytes]) -> dict[bytes, int]:
        """Give the places of those of these records that the log has."""
        places: dict[bytes, int] = {}
        with reading(self._path):
            for start in range(0, len(rids), VARIABLES):
                part = rids[start : start + VARIABLES]
                marks = ", ".join("?" * len(part))
                places.update(self._db.execute(f"SELECT rid, seq FROM entry WHERE rid IN ({marks})", part))
        return places

    def tile(self, level: int, index: int) -> bytes | None:
        """Give a full tile, or None."""
        data = self._one("SELECT data FROM tile WHERE level = ? AND place = ?", level, index)
        return None if data is None else bytes(data)

    def tiles(self) -> Iterator[Tile]:
        """Give every stored tile."""
        with reading(self._path):
            yield from map(Tile._make, self._db.execute("SELECT level, place, data FROM tile ORDER BY 1, 2"))

    def note(self) -> bytes | None:
        """Give the newest note, or None."""
        text = self._one("SELECT text FROM note")
        return None if text is None else bytes(text)

    def mark(self, name: str) -> bytes | None:
        """Give a mark, or None."""
        value = self._one("SELECT value FROM mark WHERE name = ?", name)
        return None if value is None else bytes(value)

    def set_mark(self, name: str, value: bytes) -> None:
        """Keep a mark."""
        self._one("INSERT OR REPLACE INTO mark VALUES(?, ?)", name, value)

    def drop_bodies(self, seqs: Sequence[int]) -> None:
        """Remove sealed bodies; the entries stay."""
        with reading(self._path):
            with self._db:
                self._db.executemany("DELETE FROM body WHERE seq = ?", ((seq,) for seq in seqs))
            empty_log(self._db)

    def check(self) -> None:
        """Read every page; see the contract."""
        check_pages(self._db, self._path)

    def close(self) -> None:
        """Release the log and the writer's place."""
        self._db.close()
        if self._lock is not None:
            self._lock.close()
            self._lock = None


class SqliteKeys:
    """Wrapped keys in a file of their own, so that logs can be backed up for ever and keys cannot."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db = connect(path, _KEYS)

    def put(self, start: int, wrapped: Sequence[bytes | None]) -> None:
        """Keep keys; see the contract."""
        rows = [(seq, key) for seq, key in enumerate(wrapped, start) if key is not None]
        bare = [(seq,) for seq, key in enumerate(wrapped, start) if key is None]
        with reading(self._path), self._db:
            self._db.executemany("DELETE FROM key WHERE seq = ?", bare)
            self._db.executemany("INSERT OR REPLACE INTO key VALUES(?, ?)", rows)

    def read(self, start: int, stop: int) -> dict[int, bytes]:
        """Give the keys there are in a range."""
        with reading(self._path):
            return dict(
                self._db.execute("SELECT seq, wrapped FROM key WHERE seq >= ? AND seq < ?", (start, stop))
            )

    def destroy(self, seqs: Sequence[int]) -> None:
        """Destroy keys for good; see the contract."""
        with reading(self._path):
            with self._db:
                self._db.executemany("DELETE FROM key WHERE seq = ?", ((seq,) for seq in seqs))
            empty_log(self._db)

    def mark(self, name: str) -> bytes | None:
        """Give a high-water mark, or None."""
        with reading(self._path):
            value = self._db.execute("SELECT value FROM mark WHERE name = ?", (name,)).get
        return None if value is None else bytes(value)

    def set_mark(self, name: str, value: bytes) -> None:
        """Keep a high-water mark durably."""
        with reading(self._path):
            self._db.execute("INSERT OR REPLACE INTO mark VALUES(?, ?)", (name, value))

    def check(self) -> None:
        """Read every page; see the contract."""
        check_pages(self._db, self._path)

    def close(self) -> None:
        """Release the keys."""
        self._db.close()


class SqliteTables:
    """Read tables in one file; it can be deleted and rebuilt."""

    def __init__(self, path: Path) -> None:
        self.remembered = Remembered()
        self._path = path
        self._db = connect(path)
        self._db.pragma("synchronous", "normal")

    def alone(self) -> AbstractContextManager[None]:
        """Keep every other process from folding meanwhile; waits for one that does."""
        return self._alone()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._path.with_suffix(".lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def transaction(self) -> AbstractContextManager[None]:
        """Make what happens inside all or nothing."""
        return self._transaction()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with reading(self._path), self._db:
            yield

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run one statement and give its rows."""
        with reading(self._path):
            return list(self._db.execute(sql, parameters))

    def insert(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        """Add rows to a table."""
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            with reading(self._path):
                self._db.executemany(f"INSERT INTO {table} VALUES({marks})", rows)

    def index_words(self) -> None:
        """Have the index of words: FTS5 over table ``word``, whose triggers keep it."""
        if not self._has_words():
            with reading(self._path):
                self._db.execute(WORDS)

    def _has_words(self) -> bool:
        return bool(self.execute("SELECT 1 FROM sqlite_schema WHERE name = 'words'"))

    def matching(self, wanted: Wanted) -> Matching:
        """Give the SQL that finds what is wanted; see the contract."""
        return matching(wanted)

    def scrub(self) -> tuple[str, ...]:
        """Empty the write-ahead log; see the contract.

        The index of words is written anew: a removed word may still part two of its pages.
        """
        with reading(self._path):
            if self._has_words():
                self._db.execute(ANEW)
            empty_log(self._db)
        return ()

    def check(self) -> None:
        """Read every page; raise ``StoreDamaged`` if one was altered."""
        check_pages(self._db, self._path)

    def close(self) -> None:
        """Release the tables."""
        self._db.close()
