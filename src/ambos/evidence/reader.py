"""How a format is declared: its columns, the month of each row, and the series that its rows feed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ambos.evidence.cells import Cell
from ambos.values.dates import Period, fiscal_year


@dataclass(frozen=True)
class Series:
    """One indicator's values: the sum of a column over the rows that hold these codes, for one place.

    ``place_column`` spreads the series over places: each code in it, after ``place`` and a hyphen, is one.
    ``periods`` names what is computed: ``month``, ``year`` or both.
    """

    indicator: str
    column: str
    unit: str
    place: str
    scope: str
    where: Mapping[str, str] = field(default_factory=dict)
    place_column: str = ""
    periods: tuple[str, ...] = ("month", "year")


@dataclass(frozen=True)
class Reader:
    """One official format. ``month`` gives ``YYYY-MM`` from the texts of ``month_columns``, in their order.

    ``fiscal``: years run October to September. ``closed`` is the status of a year that is complete, as the
    publisher speaks of it; months of an open year are provisional.
    """

    code: str
    publisher: str
    title: str
    columns: Mapping[str, Cell]
    month_columns: tuple[str, ...]
    month: Callable[..., str]
    fiscal: bool
    closed: str
    series: tuple[Series, ...]

    def year_of(self, month: str) -> str:
        """Give the period of the whole year, ``FY2024`` or ``2024``, that a month counts towards."""
        first = Period.parse(month).first
        return f"FY{fiscal_year(first)}" if self.fiscal else f"{first.year}"
