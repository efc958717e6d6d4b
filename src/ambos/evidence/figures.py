"""The figures that an evidence set holds, computed over its rows by each series of its format.

Most publishers list only what happened: a period that the file covers and in which a series has no row counts
as nothing seized or nobody harmed. Where a publisher writes zeros out, a missing row or an empty cell says
nothing and gives no figure. A series none of whose codes occurs in the file gives no figures at all.

A year is complete when its periods make up twelve months; otherwise the periods there form a partial period,
if they follow one another without a gap. A row that speaks of twelve months is a year of its own. Sums are
exact, then rounded once to the twelve decimal places that a number of a record can have.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from ambos.evidence.areas import Areas
from ambos.evidence.arrays import array_of
from ambos.evidence.engines import DuckEngine, Engine
from ambos.evidence.reader import Reader, Series
from ambos.evidence.series import CODES, PLACES, ROWS, questions
from ambos.values.dates import Period

METHOD: Final = "sum@1"
_MONTHS_OF_YEAR: Final = 12


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


@dataclass(frozen=True)
class Span:
    """A part of a year or, where ``part`` is None, the parts of the year that there are.

    All parts of one table are equally long. ``closed`` is the status of a year that is complete.
    """

    place: str
    year: str
    part: str | None
    first: str
    last: str
    parts_of_year: int

    @property
    def months(self) -> int:
        """How many months of the year there are."""
        return self.parts_of_year * Period.parse(self.first).months

    def named(self, closed: str) -> tuple[str, str]:
        """Give the name of the period and its status, two empty texts where it has none.

        Without a name: a part that is a year of its own, since the year tells the same; one part alone of a
        year; parts with a gap between them.
        """
        if self.part is not None:
            status = closed if self.months == _MONTHS_OF_YEAR else "provisional"
            return ("", "") if self.part == self.year else (self.part, status)
        if self.months == _MONTHS_OF_YEAR:
            return self.year, closed
        if self.first == self.last:
            return "", ""
        span = f"{self.first}/{self.last}"
        return (span, "partial") if Period.parse(span).months == self.months else ("", "")


def definition_of(reader: Reader) -> str:
    """Give the name under which a figure tells that a series of this format gave it."""
    return f"{reader.code}@{reader.version}"


def figures_of(path: Path, reader: Reader, as_of: str, engine: Engine | None = None) -> list[FigureRow]:
    """Compute every series of the format over a stored Parquet file; parts first, then years.

    ``as_of`` is the day on which the publisher said so. The path must come from ``catalogue.open_set``.
    """
    with engine or DuckEngine() as running:
        running.rows(ROWS, [path])
        return list(_figures(running, reader, as_of))


def figures_over(table: pa.Table, reader: Reader, as_of: str) -> list[FigureRow]:
    """Compute the same over rows that are not stored yet."""
    with DuckEngine() as engine:
        engine.table(ROWS, table)
        return list(_figures(engine, reader, as_of))


def yearly_totals(table: pa.Table, reader: Reader, as_of: str) -> list[FigureRow]:
    """Compute the years of the series of whole countries and borders over rows not yet stored.

    Of windows of twelve months only those that end with a calendar year are given.
    """
    with DuckEngine() as engine:
        engine.table(ROWS, table)
        rows = list(_figures(engine, reader, as_of, whole=True))
    return [row for row in rows if row.status == "partial" or _is_year(Period.parse(row.period))]


def _is_year(period: Period) -> bool:
    whole = period.months == _MONTHS_OF_YEAR
    return whole and (period.kind != "range" or period.last.month == _MONTHS_OF_YEAR)


def _figures(engine: Engine, reader: Reader, as_of: str, *, whole: bool = False) -> Iterator[FigureRow]:
    """Give the figures by series; with ``whole``, those of countries and borders only."""
    if not reader.series:
        return
    by_codes, by_series = questions(reader)
    codes = engine.ask(by_codes)
    engine.table(CODES, codes)
    engine.table(PLACES, _places(codes, reader, whole=whole))
    for row in _ordered(engine.ask(by_series)):
        series, value = reader.series[row.pop("series")], row.pop("value")
        span = Span(**row)
        period, status = span.named(reader.closed)
        if period and ("part" if span.part else "year") in series.periods:
            told = series.status if series.status and status == reader.closed else status
            yield _figure(reader, series, span.place, period, value, as_of, told)


def _figure(
    reader: Reader, series: Series, place: str, period: str, value: Decimal, as_of: str, status: str
) -> FigureRow:
    return FigureRow(
        series.indicator,
        period,
        place,
        plain(value),
        series.unit,
        series.scope,
        reader.publisher,
        as_of,
        status,
    )


def _ordered(answer: pa.Table) -> list[dict[str, Any]]:
    """Order the rows of an answer: parts first, then years, each by place and time."""

    def order(row: dict[str, Any]) -> tuple[object, ...]:
        return row["series"], row["part"] is None, row["place"], row["year"], row["part"] or ""

    return sorted(answer.to_pylist(), key=order)


def _places(codes: pa.Table, reader: Reader, *, whole: bool) -> pa.Table:
    """Give the place of each text of the columns that name areas; a whole has one, whatever the row."""
    named: list[tuple[int, str, str]] = []
    for number, series in enumerate(reader.series):
        if isinstance(series.place, str):
            named.append((number, "", series.place))
        elif not whole:
            named += [(number, text, place) for text, place in _areas(codes, series.place)]
    numbers, texts, places = zip(*named, strict=True) if named else ((), (), ())
    return pa.table(
        {
            "series": array_of(numbers, pa.int64()),
            "text": array_of(texts),
            "place": array_of(places),
        }
    )


def _areas(codes: pa.Table, areas: Areas) -> Iterable[tuple[str, str]]:
    texts = codes[areas.column].cast(pa.string()).unique().drop_null().to_pylist()
    return ((text, areas.place_of(text)) for text in texts if areas.place_of(text))


def plain(value: Decimal) -> str:
    """Give a number as its shortest decimal text: no exponent, no trailing zeros."""
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
