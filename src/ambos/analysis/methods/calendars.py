"""Which days count: weekends and the federal holidays of each country, from the package ``holidays``.

``us-federal`` has the holidays of 5 U.S.C. 6103, also where they are kept on the Friday before or the
Monday after. ``mx-federal`` has the days of rest of article 74 of the Federal Labour Law; the days on which
a Mexican court does not work are more (Federal Judicial Branch, by its own calendar each year), so that a
clock counted in days of a court is unverified until a lawyer has set it beside that calendar.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Final

import holidays

from ambos.values.errors import Misused

Works = Callable[[date], bool]

SATURDAY: Final = 5
COUNTRIES: Final[Mapping[str, tuple[str, str]]] = {
    "us-federal": ("US", "government"),
    "mx-federal": ("MX", "public"),
}


class CalendarUnknown(Misused):
    """No calendar has this name; data: ``calendar``, ``calendars``."""

    code = "clocks.calendar-unknown"


def works_by(calendar: str) -> Works:
    """Give the question whether a day is a working day of a calendar."""
    if calendar not in COUNTRIES:
        raise CalendarUnknown(calendar=calendar, calendars=", ".join(COUNTRIES))
    return lambda day: day.weekday() < SATURDAY and day not in rest_days(calendar, day.year)


@cache
def rest_days(calendar: str, year: int) -> frozenset[date]:
    """Give the holidays of a year; those that a neighbouring year keeps within it are among them."""
    country, category = COUNTRIES[calendar]
    kept = holidays.country_holidays(country, years=(year, year + 1), categories=(category,))
    return frozenset(day for day in kept if day.year == year)
