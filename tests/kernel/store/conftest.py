"""The two back ends, seen through one door, so that each test of the contract runs on both."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw
import psycopg
import pytest

from ambos.kernel.store.contract import LogStore, TableStore
from ambos.kernel.store.postgres import PostgresLog, PostgresTables
from ambos.kernel.store.sqlite import SqliteLog, SqliteTables

SQLITE, POSTGRES = "sqlite", "postgres"


@dataclass(frozen=True)
class BackEnd:
    """One back end and where its stores lie; what is opened here is closed when the test ends."""

    name: str
    where: str
    opened: list[Any] = field(default_factory=list)

    def log(self) -> LogStore:
        """Open the log."""
        store = open_log(self.name, self.where)
        self.opened.append(store)
        return store

    def tables(self) -> TableStore:
        """Open the read tables."""
        tables: TableStore
        if self.name == SQLITE:
            tables = SqliteTables(Path(self.where).with_name("tables.db"))
        else:
            tables = PostgresTables(self.where, "tables")
        self.opened.append(tables)
        return tables

    def raw(self, sql: str) -> list[Any]:
        """Run SQL behind the store's back."""
        if self.name == SQLITE:
            with closing(apsw.Connection(self.where, vfs="cksmvfs")) as file:
                return list(file.execute(sql))
        with psycopg.connect(self.where, autocommit=True, options="-csearch_path=log") as server:
            cursor = server.execute(sql.encode())
            return cursor.fetchall() if cursor.description else []


def open_log(name: str, where: str) -> LogStore:
    """Open the log of a back end: SQLite's by its path, PostgreSQL's by its connection string."""
    return SqliteLog(Path(where)) if name == SQLITE else PostgresLog(where, "log")


@pytest.fixture(params=(SQLITE, POSTGRES))
def back_end(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[BackEnd]:
    """One back end, empty."""
    sqlite = request.param == SQLITE
    made = BackEnd(
        request.param, str(tmp_path / "log.db") if sqlite else request.getfixturevalue("postgres_dsn")
    )
    yield made
    for store in made.opened:
        store.close()
