"""The figures that an evidence set holds, computed over its rows by each series of its format.

A month that the file covers and in which a series has no row counts as nothing seized or nobody harmed, for
the publishers list only what happened; a series none of whose codes occurs in the file gives no figures at
all. A year is complete when all its twelve months are in the file; otherwise the months there are form a
partial period, if they follow one another without a gap. Sums are exact, then rounded once to the twelve
decimal places that a number of a record can have.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from ambos.evidence.reader import Reader, Series
from ambos.values.dates import Period

_NO_EXTENSIONS: Final[dict[str, str | bool | int | float | list[str]]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
_MONTHS_OF_YEAR: Final = 12
_DECIMAL_PLACES: Final = 12


@dataclass(frozen=True)
class FigureRow:
    """One value of an indicator; ``value`` is a decimal text, ``as_of`` the vintage."""

    indicator: str
    period: str
    place: str
    value: str
    unit: str
    scope: str
    publisher: str
    as_of: str
    status: str

    def body(self) -> dict[str, object]:
        """Give it as the fields of a record of kind ``figure``, the indicator as a subject."""
        return asdict(self) | {"indicator": f"indicator/{self.indicator}"}


def figures_of(path: Path, reader: Reader, as_of: str) -> list[FigureRow]:
    """Compute every series of the format over a stored Parquet file; months first, then years.

    ``as_of`` is the day on which the publisher said so. The path must come from ``catalogue.open_set``.
    """
    with duckdb.connect(config=_NO_EXTENSIONS) as engine:
        engine.read_parquet(str(path)).create_view("rows")
        return [row for series in reader.series for row in _series_figures(engine, reader, series, as_of)]


def yearly_totals(table: pa.Table, reader: Reader, as_of: str) -> list[FigureRow]:
    """Compute the years of the series of whole countries and borders over rows not yet stored."""
    with duckdb.connect(config=_NO_EXTENSIONS) as engine:
        engine.register("rows", table)
        wholes = [series for series in reader.series if not series.place_column]
        rows = [row for series in wholes for row in _series_figures(engine, reader, series, as_of)]
    return [row for row in rows if Period.parse(row.period).kind != "month"]


@dataclass(frozen=True)
class _Sum:
    """A sum over one month or, where ``month`` is None, over the months of the year that the file covers."""

    place: str
    year: str
    month: str | None
    first: str
    last: str
    months_of_year: int
    value: Decimal


def _series_figures(
    engine: duckdb.DuckDBPyConnection, reader: Reader, series: Series, as_of: str
) -> Iterator[FigureRow]:
    query, codes = _query(series)
    for each in (_Sum(*row) for row in engine.execute(query, codes).fetchall()):
        period, status = _month(each, reader) if each.month else _year(each, reader)
        if period and ("month" if each.month else "year") in series.periods:
            yield FigureRow(
                series.indicator,
                period,
                each.place,
                _plain(each.value),
                series.unit,
                series.scope,
                reader.publisher,
                as_of,
                status,
            )


def _month(each: _Sum, reader: Reader) -> tuple[str, str]:
    return each.first, reader.closed if each.months_of_year == _MONTHS_OF_YEAR else "provisional"


def _year(each: _Sum, reader: Reader) -> tuple[str, str]:
    """Name the year, or the range of its months; nothing for one month alone or for months with a gap."""
    if each.months_of_year == _MONTHS_OF_YEAR:
        return each.year, reader.closed
    if each.first == each.last:
        return "", ""
    span = f"{each.first}/{each.last}"
    return (span, "partial") if Period.parse(span).months == each.months_of_year else ("", "")


def _query(series: Series) -> tuple[str, list[str]]:
    """Give the sums by place and month, then by place and year, with the months that the file covers."""
    place = f"'{series.place}'" + (f" || '-' || \"{series.place_column}\"" if series.place_column else "")
    where = " AND ".join(f'"{column}" = ?' for column in series.where) or "true"
    query = f"""
        WITH covered AS (SELECT DISTINCT {place} AS place, year, period FROM rows),
        matched AS (SELECT {place} AS place, period, sum("{series.column}") AS value
                    FROM rows WHERE {where} GROUP BY ALL),
        monthly AS (SELECT place, year, period, coalesce(value, 0) AS value,
                           count(*) OVER (PARTITION BY place, year) AS months_of_year
                    FROM covered LEFT JOIN matched USING (place, period)
                    WHERE place IN (SELECT place FROM matched))
        SELECT place, year, period, min(period), max(period), max(months_of_year),
               CAST(sum(value) AS DECIMAL(38, {_DECIMAL_PLACES}))
        FROM monthly GROUP BY GROUPING SETS ((place, year, period), (place, year))
        ORDER BY period IS NULL, place, year, period"""
    return query, list(series.where.values())


def _plain(value: Decimal) -> str:
    """Give a number as its shortest decimal text: no exponent, no trailing zeros."""
    return f"{value:f}".rstrip("0").rstrip(".")
