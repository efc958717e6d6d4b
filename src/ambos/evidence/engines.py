"""Engines that answer questions: DuckDB within this process, or whatever else keeps this promise."""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Protocol, Self

import duckdb
import pyarrow as pa

from ambos.evidence.questions import Question
from ambos.evidence.reader import ROW_SET
from ambos.values.errors import Unreachable

_NO_EXTENSIONS: Final[dict[str, str | bool | int | float | list[str]]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


class EngineMissing(Unreachable):
    """The engine that the settings name cannot be started here; data: ``engine``, ``reason``."""

    code = "engine.missing"


class Engine(Protocol):
    """Holds named tables and answers questions over them; two engines give equal rows, decimals exact.

    ``rows`` names stored evidence sets of one format; a later set of the sequence has the higher number in
    ``row_set``. ``table`` names rows in memory. ``ask`` gives the answer's rows in no promised order. Closed,
    it forgets what it was told.
    """

    def rows(self, name: str, sets: Sequence[Path]) -> None:
        """Name the rows of evidence sets whose digests were checked."""

    def table(self, name: str, table: pa.Table) -> None:
        """Name rows in memory."""

    def ask(self, question: Question) -> pa.Table:
        """Give the answer."""

    def __enter__(self) -> Self:
        """Begin with no tables."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Forget every table."""


class DuckEngine:
    """DuckDB within this process: no server, no extension, no network, nothing left behind."""

    def __init__(self) -> None:
        self._connection = duckdb.connect(config=_NO_EXTENSIONS)

    def rows(self, name: str, sets: Sequence[Path]) -> None:
        """Name the rows of stored evidence sets."""
        parts = [f"SELECT *, {number} AS {ROW_SET} FROM {_file(path)}" for number, path in enumerate(sets)]
        self._connection.execute(f'CREATE OR REPLACE VIEW "{name}" AS {" UNION ALL BY NAME ".join(parts)}')

    def table(self, name: str, table: pa.Table) -> None:
        """Name rows in memory."""
        self._connection.register(name, table)

    def ask(self, question: Question) -> pa.Table:
        """Run the text that was made of the expression."""
        return self._connection.sql(question.text.read_text(encoding="utf-8")).to_arrow_table()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()


def _file(path: Path) -> str:
    quoted = str(path).replace("'", "''")
    return f"read_parquet('{quoted}')"
