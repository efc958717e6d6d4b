"""Read tables in this process's memory, for a fold that nobody keeps."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from ambos.kernel.remembered import Remembered
from ambos.kernel.store.sqlite import SqliteTables


class MemoryTables(SqliteTables):
    """Read tables that are gone when they are closed; nothing of them is written to a disk."""

    def __init__(self) -> None:
        self.remembered = Remembered()
        self._path = Path("memory")
        self._db = apsw.Connection(":memory:")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        yield

    def check(self) -> None:
        """Let SQLite check its own structure; there are no pages on a disk that could be altered."""
        self.execute("PRAGMA integrity_check")
