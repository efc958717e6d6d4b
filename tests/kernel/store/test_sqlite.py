"""What is SQLite's own: the pages of its files."""

import random
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from ambos.kernel.store import sqlite
from ambos.kernel.store.sqlite import SqliteLog, SqliteTables
from tests.kernel.store.test_log_store import put, rows


def page_size(path: Path) -> int:
    """Give the page size of a database file."""
    with closing(apsw.Connection(str(path), vfs=sqlite.CHECKSUM_VFS)) as file:
        return int(file.pragma("page_size"))


def test_a_new_file_has_large_pages_with_checksums(tmp_path: Path) -> None:
    """A new log has pages of 16 KiB, each with its checksum."""
    path = tmp_path / "log.db"
    with closing(SqliteLog(path)) as log:
        put(log, 0, 3)
        log.check()
    assert page_size(path) == sqlite.PAGE_BYTES == 16_384


def test_a_file_of_smaller_pages_serves_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log written when pages were of 4 KiB keeps them, and is read, extended and checked as before."""
    path = tmp_path / "log.db"
    with monkeypatch.context() as earlier:
        earlier.setattr(sqlite, "PAGE_BYTES", 4096)
        with closing(SqliteLog(path)) as log:
            put(log, 0, 300)
    with closing(SqliteLog(path)) as log:
        put(log, 300, 600)
        log.check()
        assert list(log.read(0, 600)) == rows(0, 600)
    assert page_size(path) == 4096


@pytest.mark.parametrize("seed", range(4))
def test_moved_rows_leave_no_trace(tmp_path: Path, seed: int) -> None:
    """Rows removed after they were moved between pages, again and again, are in no file after a scrub."""
    chance, trace = random.Random(seed), "Tecolote-marker"
    tables = SqliteTables(tmp_path / "tables.db")
    tables.execute("CREATE TABLE word(name TEXT PRIMARY KEY, said TEXT)")
    tables.insert("word", [(f"0.5{n}", trace) for n in range(3)])
    for turn in range(40):
        names = [f"{chance.random():.9f}-{turn}" for _ in range(20)]
        tables.insert("word", [(name, "word " * chance.randint(1, 12)) for name in names])
        for name in names[::3]:
            tables.execute(
                "UPDATE word SET said = ? WHERE name = ?", ("longer " * chance.randint(9, 30), name)
            )
    tables.execute("DELETE FROM word WHERE said = ?", (trace,))
    assert tables.scrub() == ()
    assert not [path.name for path in tmp_path.iterdir() if trace.encode() in path.read_bytes()]
    tables.close()
