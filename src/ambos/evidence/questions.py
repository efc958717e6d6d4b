"""Expressions over named tables, written once and run on any engine.

A question is an Ibis expression with a name. Ibis is slow to load, so no program that runs on the embedded
engine loads it: the text that DuckDB runs is made ahead, kept beside the room that asks (``compiled/``), and
a test holds it equal to what the expression gives. Other engines build the expression itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from ambos.evidence.reader import ROW_COLUMN, ROW_PERIOD, ROW_SET, ROW_VALUE, ROW_YEAR, Reader

if TYPE_CHECKING:
    import ibis

EXACT: Final = "decimal(38, 24)"
STATED: Final = "decimal(38, 12)"  # what a number of a record can have
Schema = Mapping[str, str]
Build = Callable[..., "ibis.Table"]

_TYPES: Final = {
    pa.string(): "string",
    pa.int16(): "int16",
    pa.int64(): "int64",
    pa.decimal128(38, 24): EXACT,
}


@dataclass(frozen=True)
class Question:
    """An expression: its code, the tables it reads with their columns, how it is built of them, in order.

    ``home`` is the folder of the text that DuckDB runs.
    """

    code: str
    inputs: Mapping[str, Schema]
    build: Build
    home: Path

    @property
    def text(self) -> Path:
        """Give the place of the text that DuckDB runs."""
        return self.home / f"{self.code}.sql"


def schema_of(reader: Reader) -> Schema:
    """Give the columns of a format's stored rows, with the number of the evidence set that they stand in."""
    fixed = {name: _TYPES[cell.arrow] for name, cell in reader.columns.items() if name not in reader.wide}
    unfolded = {ROW_COLUMN: "string", ROW_VALUE: "int64"} if reader.wide else {}
    return {**fixed, **unfolded, ROW_PERIOD: "string", ROW_YEAR: "string", ROW_SET: "int64"}


def table_of(code: str) -> str:
    """Give the name of the table that holds the rows of a format, as every engine admits it."""
    return code.replace("-", "_")


def said(table: Any, text: str) -> Any:
    """Give a column that says the same in every row; built of the table, so that no library is loaded."""
    return table[ROW_YEAR].notnull().ifelse(text, text)
