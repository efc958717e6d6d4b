"""What a file that is sound cell by cell still cannot mean; each doubt is refused, and nothing is stored."""

from datetime import date

import pyarrow as pa
import pyarrow.compute

from ambos.evidence.errors import MonthsEmpty, PeriodInFuture
from ambos.evidence.reader import ROW_PERIOD, ROW_YEAR
from ambos.evidence.reading import OfficialFile
from ambos.values.dates import Period

_MONTHS_OF_YEAR = 12


def demand_believable(file: OfficialFile, today: date) -> None:
    """Refuse periods that have not begun, and a year whose last months are all zero."""
    if not file.reader.ahead:
        _demand_begun(file, today)
    if file.reader.zeros:
        _demand_filled(file)


def _demand_begun(file: OfficialFile, today: date) -> None:
    periods = (Period.parse(text) for text in file.table[ROW_PERIOD].unique().to_pylist())
    ahead = [period for period in periods if period.first > today]
    if ahead:
        columns = ", ".join(file.reader.period_columns)
        raise PeriodInFuture(file=file.file_name, columns=columns, period=str(min(ahead)), today=today)


def _demand_filled(file: OfficialFile) -> None:
    """Refuse a last year that has twelve months of which the last state nothing but zeros.

    Publishers that write zeros out leave months that have not come empty; zeros there mean that a part of a
    year was set as the whole.
    """
    columns = list(dict.fromkeys(series.column for series in file.reader.series))
    sums = _last_year(file.table, columns)
    filled = [str(row[ROW_PERIOD]) for row in sums if any(row[f"{name}_sum"] for name in columns)]
    if len(sums) == _MONTHS_OF_YEAR and filled and filled[-1] != sums[-1][ROW_PERIOD]:
        empty = [str(row[ROW_PERIOD]) for row in sums if str(row[ROW_PERIOD]) > filled[-1]]
        raise MonthsEmpty(file=file.file_name, first=empty[0], last=empty[-1], columns=", ".join(columns))


def _last_year(table: pa.Table, columns: list[str]) -> list[dict[str, object]]:
    """Give the sums of the newest year's periods, in order."""
    years = table[ROW_YEAR].cast(pa.string())
    newest = table.filter(pyarrow.compute.equal(years, pyarrow.compute.max(years)))
    plain = newest.set_column(
        newest.column_names.index(ROW_PERIOD), ROW_PERIOD, newest[ROW_PERIOD].cast(pa.string())
    )
    sums = plain.group_by(ROW_PERIOD).aggregate([(name, "sum") for name in columns])
    rows: list[dict[str, object]] = sums.sort_by(ROW_PERIOD).to_pylist()
    return rows
