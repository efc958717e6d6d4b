"""How a format is declared: its columns, the period of each row, and the series that its rows feed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from ambos.evidence.areas import Areas
from ambos.evidence.cells import Cell
from ambos.values.dates import Period, fiscal_year

# What reading adds to a row: its period and its year; of a wide format also the column and the value.
ROW_PERIOD: Final = "row_period"
ROW_YEAR: Final = "row_year"
ROW_COLUMN: Final = "row_column"
ROW_VALUE: Final = "row_value"
ROW_SET: Final = (
    "row_set"  # which of several evidence sets of one format a row stands in; a later one is newer
)

_MONTHS_OF_YEAR: Final = 12


@dataclass(frozen=True)
class Series:
    """One indicator's values: the sum of a column over the rows that hold these codes, for one place.

    ``place`` may spread the series over the areas that a column names. ``periods`` names what is computed:
    ``part`` (the periods of the rows themselves), ``year`` or both. ``status``, if given, stands for every
    whole period in place of the format's.
    """

    indicator: str
    column: str
    unit: str
    place: str | Areas
    scope: str
    where: Mapping[str, str] = field(default_factory=dict)
    periods: tuple[str, ...] = ("part", "year")
    status: str = ""


@dataclass(frozen=True)
class Reader:
    """One official format. ``period`` gives a row's period from the texts of ``period_columns``, in order.

    ``calendar`` is one of the indicators' calendars: ``calendar``, ``fiscal-us``, ``rolling-12``. ``closed``
    is the status of a year that is complete, as the publisher speaks of it; months of an open year are
    provisional. ``key`` names the columns that tell rows apart; without it any row may come twice.

    ``zeros``: the publisher writes zeros out, so that a missing row says nothing; otherwise the rows list
    what happened, and a period of the file without a row counts as zero. ``wide`` names columns that hold a
    month each: a row becomes one row for each of them that is filled, with the column's name in
    ``row_column`` and the cell in ``row_value``. ``may_lack`` names columns that some releases do not have.
    ``asked_on`` names a column with the day on which the publisher gave the rows. ``ahead`` says that the
    rows may speak of periods that have not come, as projections do. ``version`` is raised whenever the same
    rows would give other figures than before.
    """

    code: str
    publisher: str
    title: str
    columns: Mapping[str, Cell]
    period_columns: tuple[str, ...]
    period: Callable[..., str]
    closed: str
    series: tuple[Series, ...]
    calendar: str = "calendar"
    key: tuple[str, ...] = ()
    zeros: bool = False
    wide: tuple[str, ...] = ()
    may_lack: tuple[str, ...] = ()
    asked_on: str = ""
    ahead: bool = False
    version: int = 1

    def year_of(self, period: str) -> str:
        """Give the year that a period counts towards, ``FY2024`` or ``2024``; twelve months are their own."""
        span = Period.parse(period)
        if span.months >= _MONTHS_OF_YEAR:
            return period
        return f"FY{fiscal_year(span.first)}" if self.calendar == "fiscal-us" else f"{span.first.year}"
