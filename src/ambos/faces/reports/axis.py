"""An axis of time in shares of its width, for drawings that stretch with the page."""

from dataclasses import dataclass
from datetime import date

from ambos.values.dates import Day


@dataclass(frozen=True)
class Axis:
    """Whole years from the first to the last; days outside are set to its ends."""

    first: int
    last: int

    @property
    def years(self) -> range:
        """Give its years."""
        return range(self.first, self.last + 1)

    def at(self, day: date) -> str:
        """Give where a day stands, in per cent of the width."""
        start, end = date(self.first, 1, 1), date(self.last + 1, 1, 1)
        share = (day - start).days / (end - start).days
        return f"{100 * min(max(share, 0), 1):.3f}%"

    def between(self, start: date, end: date) -> str:
        """Give how wide a span is, in per cent of the width; never so narrow that nobody sees it."""
        whole = (date(self.last + 1, 1, 1) - date(self.first, 1, 1)).days
        first, last = (
            min(max(day, date(self.first, 1, 1)), date(self.last + 1, 1, 1)) for day in (start, end)
        )
        return f"{max(100 * (last - first).days / whole, 0.4):.3f}%"

    def holds(self, day: Day) -> bool:
        """Say whether any day that this can be lies on the axis."""
        return day.last.year >= self.first and day.first.year <= self.last
