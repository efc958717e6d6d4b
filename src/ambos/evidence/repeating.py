"""Rows of a file that state what another row of it states."""

from collections.abc import Sequence
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from ambos.evidence.errors import RowContradicted

_AT: Final = "place in the file"
_FIRST_ROW: Final = 2


def without_repeats(file: str, table: pa.Table, key: Sequence[str]) -> tuple[pa.Table, int]:
    """Keep each row once, in the order of the file, and count those that came again cell for cell.

    Refused: two rows with the same key and another cell that differs. Without a key all rows stay.
    """
    if not key or table.group_by(list(key)).aggregate([]).num_rows == table.num_rows:
        return table, 0
    steps = pa.nulls(table.num_rows, pa.int64()).fill_null(1)
    numbered = table.append_column(_AT, pc.cumulative_sum(steps, start=-1))
    distinct = numbered.group_by(table.column_names).aggregate([(_AT, "min")])
    _demand_one_each(file, distinct, key)
    kept = distinct[f"{_AT}_min"].combine_chunks().sort()
    return table.take(kept), table.num_rows - distinct.num_rows


def _demand_one_each(file: str, distinct: pa.Table, key: Sequence[str]) -> None:
    """Refuse different rows of one key; the contradiction that begins first is named by its rows."""
    at = f"{_AT}_min"
    keys = distinct.group_by(list(key)).aggregate([(at, "min"), (at, "max")])
    if keys.num_rows == distinct.num_rows:
        return
    first, last = pc.field(f"{at}_min"), pc.field(f"{at}_max")
    worst = keys.filter(first < last).sort_by(f"{at}_min").slice(0, 1).to_pylist()[0]
    raise RowContradicted(
        file=file,
        first=worst[f"{at}_min"] + _FIRST_ROW,
        row=worst[f"{at}_max"] + _FIRST_ROW,
        columns=", ".join(key),
    )
