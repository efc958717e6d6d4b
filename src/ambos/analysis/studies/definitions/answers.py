"""The form of answers: what every definition gives of the rows that it made."""

from typing import TYPE_CHECKING, Any

from ambos.evidence.questions import EXACT, said
from ambos.evidence.reader import ROW_PERIOD, ROW_YEAR

if TYPE_CHECKING:
    import ibis


def answer(rows: "ibis.Table", place: Any, **columns: Any) -> "ibis.Table":
    """Give the answer of rows: their place, year and part, and exact columns."""
    exact = {name: column.cast(EXACT) for name, column in columns.items()}
    return rows.select(place=place, year=rows[ROW_YEAR], part=rows[ROW_PERIOD], **exact)


def of_nation(rows: "ibis.Table", place: str, **columns: Any) -> "ibis.Table":
    """Give the answer of rows that are all of one place."""
    return answer(rows, said(rows, place), **columns)
