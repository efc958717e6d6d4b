"""The figures that an evidence set holds, computed over its rows by each series of its format.

Most publishers list only what happened: a period that the file covers and in which a series has no row counts
as nothing seized or nobody harmed. Where a publisher writes zeros out, a missing row or an empty cell says
nothing and gives no figure. A series none of whose codes occurs in the file gives no figures at all.

A year is complete when its periods make up twelve months; otherwise the periods there form a partial period,
if they follow one another without a gap. A row that speaks of twelve months is a year of its own. Sums are
exact, then rounded once to the twelve decimal places that a number of a record can have.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from ambos.evidence.areas import Areas
from ambos.evidence.reader import ROW_PERIOD, ROW_YEAR, Reader, Series
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
    """Compute every series of the format over a stored Parquet file; parts first, then years.

    ``as_of`` is the day on which the publisher said so. The path must come from ``catalogue.open_set``.
    """
    with duckdb.connect(config=_NO_EXTENSIONS) as engine:
        engine.read_parquet(str(path)).create_view("rows")
        return [row for series in reader.series for row in _series_figures(engine, reader, series, as_of)]


def yearly_totals(table: pa.Table, reader: Reader, as_of: str) -> list[FigureRow]:
    """Compute the years of the series of whole countries and borders over rows not yet stored.

    Of windows of twelve months only those that end with a calendar year are given.
    """
    with duckdb.connect(config=_NO_EXTENSIONS) as engine:
        engine.register("rows", table)
        wholes = [series for series in reader.series if isinstance(series.place, str)]
        rows = [row for series in wholes for row in _series_figures(engine, reader, series, as_of)]
    return [row for row in rows if row.status == "partial" or _is_year(Period.parse(row.period))]


def _is_year(period: Period) -> bool:
    whole = period.months == _MONTHS_OF_YEAR
    return whole and (period.kind != "range" or period.last.month == _MONTHS_OF_YEAR)


@dataclass(frozen=True)
class _Sum:
    """A sum over one part or, where ``part`` is None, over the parts of the year that there are."""

    place: str
    year: str
    part: str | None
    first: str
    last: str
    parts_of_year: int
    value: Decimal

    @property
    def months(self) -> int:
        """How many months of the year there are; all parts of one file are equally long."""
        return self.parts_of_year * Period.parse(self.first).months


def _series_figures(
    engine: duckdb.DuckDBPyConnection, reader: Reader, series: Series, as_of: str
) -> Iterator[FigureRow]:
    for each in _sums(engine, reader, series):
        period, status = _part(each, reader) if each.part else _year(each, reader)
        if period and ("part" if each.part else "year") in series.periods:
            yield FigureRow(
                series.indicator,
                period,
                each.place,
                _plain(each.value),
                series.unit,
                series.scope,
                reader.publisher,
                as_of,
                series.status if series.status and status == reader.closed else status,
            )


def _part(each: _Sum, reader: Reader) -> tuple[str, str]:
    """Name the part of a year; nothing for a part that is a year of its own."""
    if each.part == each.year:
        return "", ""
    return each.first, reader.closed if each.months == _MONTHS_OF_YEAR else "provisional"


def _year(each: _Sum, reader: Reader) -> tuple[str, str]:
    """Name the year, or the range of its parts; nothing for one part alone or for parts with a gap."""
    if each.months == _MONTHS_OF_YEAR:
        return each.year, reader.closed
    if each.first == each.last:
        return "", ""
    span = f"{each.first}/{each.last}"
    return (span, "partial") if Period.parse(span).months == each.months else ("", "")


def _sums(engine: duckdb.DuckDBPyConnection, reader: Reader, series: Series) -> list[_Sum]:
    """Give the sums by place and part, then by place and year, with the parts that count."""
    engine.register("places", _places(engine, series.place))
    column = f'"{series.place.column}"' if isinstance(series.place, Areas) else "''"
    where = " AND ".join(f'"{name}" = ?' for name in series.where) or "true"
    query = f"""
        WITH matched AS (
                SELECT place, {ROW_YEAR} AS year, {ROW_PERIOD} AS part, sum("{series.column}") AS value
                FROM rows JOIN places ON CAST({column} AS VARCHAR) = text
                WHERE {where} GROUP BY ALL HAVING value IS NOT NULL),
             counted AS ({"FROM matched" if reader.zeros else _QUIET_PARTS_ARE_ZERO}),
             parts AS (SELECT *, count(*) OVER (PARTITION BY place, year) AS parts_of_year FROM counted)
        SELECT place, year, part, min(part), max(part), max(parts_of_year),
               CAST(sum(value) AS DECIMAL(38, {_DECIMAL_PLACES}))
        FROM parts GROUP BY GROUPING SETS ((place, year, part), (place, year))
        ORDER BY part IS NULL, place, year, part"""
    return [_Sum(*row) for row in engine.execute(query, list(series.where.values())).fetchall()]


_QUIET_PARTS_ARE_ZERO: Final = f"""
    SELECT place, year, part, coalesce(value, 0) AS value
    FROM (SELECT DISTINCT place FROM matched)
         CROSS JOIN (SELECT DISTINCT {ROW_YEAR} AS year, {ROW_PERIOD} AS part FROM rows)
         LEFT JOIN matched USING (place, year, part)"""


def _places(engine: duckdb.DuckDBPyConnection, place: str | Areas) -> pa.Table:
    """Give the place of each text of the column that names areas; a whole has one, whatever the row."""
    if isinstance(place, str):
        return pa.table({"text": [""], "place": [place]})
    found = engine.execute(f'SELECT DISTINCT CAST("{place.column}" AS VARCHAR) FROM rows').fetchall()
    named = [(text, place.place_of(text)) for (text,) in found if text is not None and place.place_of(text)]
    return pa.table(
        {"text": pa.array([text for text, _ in named], pa.string()), "place": [code for _, code in named]}
    )


def _plain(value: Decimal) -> str:
    """Give a number as its shortest decimal text: no exponent, no trailing zeros."""
    return f"{value:f}".rstrip("0").rstrip(".")
