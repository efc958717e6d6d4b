"""Days known to the year, the month or the day, and the periods that figures are counted over."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from ambos.values.errors import Form, ValueInvalid

_DAY: Final = re.compile(r"([1-9]\d{3})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
# The name of the last group that matched names the form of the period.
_PERIOD: Final = re.compile(
    r"FY(?P<fy>[1-9]\d{3})"
    r"|(?P<y>[1-9]\d{3})"
    r"(?:-(?:Q(?P<q>[1-4])|H(?P<h>[12])|(?P<m>\d\d)(?:-(?P<d>\d\d)|/(?P<y2>[1-9]\d{3})-(?P<m2>\d\d))?))?",
    re.ASCII,
)


class DayInvalid(ValueInvalid):
    """A text is no day of the calendar in the form 2024, 2024-03 or 2024-03-05."""

    code = "value.day"


class PeriodInvalid(ValueInvalid):
    """A text is none of the forms of a period, or names no days of the calendar."""

    code = "value.period"


def month_end(year: int, month: int) -> date:
    """Give the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def fiscal_year(day: date) -> int:
    """Give the United States federal fiscal year of a day: 1 October of the year before to 30 September.

    Source: 31 U.S.C. 1102.
    """
    return day.year + (day.month >= 10)


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """A day as far as it is known; month or day is 0 where the source did not give it.

    In order, a year comes before its months and a month before its days, as in the texts themselves.
    """

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> "Day":
        """Read ``2024``, ``2024-03`` or ``2024-03-05``; a day that the calendar lacks is refused."""
        match = _DAY.fullmatch(text)
        if not match:
            raise DayInvalid(value=text, expected=Form("day"))
        year, month, day = (int(part or 0) for part in match.groups())
        try:
            date(year, month if match[2] else 1, day if match[3] else 1)
        except ValueError:
            raise DayInvalid(value=text, expected=Form("day")) from None
        return cls(year, month, day)

    @classmethod
    def of(cls, day: date) -> "Day":
        """Give the day that is known exactly."""
        return cls(day.year, day.month, day.day)

    @property
    def first(self) -> date:
        """The earliest date that this can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The latest date that this can be."""
        if self.day:
            return date(self.year, self.month, self.day)
        return month_end(self.year, self.month or 12)

    @property
    def precision(self) -> str:
        """How far the day is known: ``year``, ``month`` or ``day``."""
        return "day" if self.day else "month" if self.month else "year"

    def __str__(self) -> str:
        if self.day:
            return f"{self.year}-{self.month:02}-{self.day:02}"
        return f"{self.year}-{self.month:02}" if self.month else str(self.year)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of whole days with the name it was published under; ordered by first day, then last.

    ``kind`` is one of ``year``, ``fiscal-us``, ``half``, ``quarter``, ``month``, ``day``, ``range``. Two
    kinds with the same days, such as FY2024 and 2023-10/2024-09, are two periods: sources mean them so.
    """

    first: date
    last: date
    kind: str

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read a period in one of its forms.

        ``2024``, ``FY2024``, ``2024-H1``, ``2024-Q3``, ``2024-03``, ``2024-03-05``, ``2024-10/2025-01`` (both
        months included). Refused: any other form, a month or day that the calendar lacks, a range that does
        not run forward.
        """
        match = _PERIOD.fullmatch(text)
        try:
            if match and match.lastgroup:
                return cls(*_SPANS[match.lastgroup](match))
        except ValueError:
            pass
        raise PeriodInvalid(value=text, expected=Form("period"))

    @property
    def months(self) -> int:
        """How many whole months it holds; 0 for a day."""
        if self.kind == "day":
            return 0
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    def each_month(self) -> tuple["Period", ...]:
        """Give the months of this period in order; none for a day."""
        start = self.first.year * 12 + self.first.month - 1
        return tuple(_month_period(*divmod(start + step, 12)) for step in range(self.months))

    def holds(self, other: "Period") -> bool:
        """Say whether every day of the other period lies in this one."""
        return self.first <= other.first and other.last <= self.last

    def __str__(self) -> str:
        return _NAMES[self.kind](self.first, self.last)


_Span = tuple[date, date, str]


def _months_from(year: int, month: int, count: int, kind: str) -> _Span:
    return date(year, month, 1), month_end(year, month + count - 1), kind


def _month_period(year: int, month_index: int) -> Period:
    return Period(*_months_from(year, month_index + 1, 1, "month"))


def _fiscal(match: re.Match[str]) -> _Span:
    year = int(match["fy"])
    return date(year - 1, 10, 1), date(year, 9, 30), "fiscal-us"


def _day(match: re.Match[str]) -> _Span:
    day = date(int(match["y"]), int(match["m"]), int(match["d"]))
    return day, day, "day"


def _range(match: re.Match[str]) -> _Span:
    first = date(int(match["y"]), int(match["m"]), 1)
    last = date(int(match["y2"]), int(match["m2"]), 1)
    if last <= first:
        raise ValueError
    return first, month_end(last.year, last.month), "range"


_SPANS: Final[dict[str, Callable[[re.Match[str]], _Span]]] = {
    "y": lambda match: _months_from(int(match["y"]), 1, 12, "year"),
    "fy": _fiscal,
    "h": lambda match: _months_from(int(match["y"]), 6 * int(match["h"]) - 5, 6, "half"),
    "q": lambda match: _months_from(int(match["y"]), 3 * int(match["q"]) - 2, 3, "quarter"),
    "m": lambda match: _months_from(int(match["y"]), int(match["m"]), 1, "month"),
    "d": _day,
    "m2": _range,
}

_NAMES: Final[dict[str, Callable[[date, date], str]]] = {
    "year": lambda first, last: f"{first.year}",
    "fiscal-us": lambda first, last: f"FY{last.year}",
    "half": lambda first, last: f"{first.year}-H{last.month // 6}",
    "quarter": lambda first, last: f"{first.year}-Q{last.month // 3}",
    "month": lambda first, last: f"{first:%Y-%m}",
    "day": lambda first, last: first.isoformat(),
    "range": lambda first, last: f"{first:%Y-%m}/{last:%Y-%m}",
}
