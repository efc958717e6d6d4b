"""Which days count: weekends and the federal holidays of each country, from the package ``holidays``.

``us-federal`` has the holidays of 5 U.S.C. 6103, also where they are kept on the Friday before or the
Monday after. ``mx-federal`` has the days of rest of article 74 of the Federal Labour Law, as offices keep
them. ``mx-judicial`` adds the days that article 19 of the Amparo Law names (recalled), on their own dates. A
court also rests on the days that its own council declares each year, so that a clock counted in days of a
court is unverified until a lawyer has set it beside that calendar.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Final

import holidays

from ambos.values.errors import Misused

Works = Callable[[date], bool]

SATURDAY: Final = 5
# Month and day of each day on which no amparo court works, whatever day of the week it is.
AMPARO: Final = (
    (1, 1), (2, 5), (3, 21), (5, 1), (5, 5), (9, 14), (9, 16), (10, 12), (11, 20), (12, 25),
)  # fmt: skip
CALENDARS: Final[Mapping[str, tuple[str, str, tuple[tuple[int, int], ...]]]] = {
    "us-federal": ("US", "government", ()),
    "mx-federal": ("MX", "public", ()),
    "mx-judicial": ("MX", "public", AMPARO),
}


class CalendarUnknown(Misused):
    """No calendar has this name; data: ``calendar``, ``calendars``."""

    code = "clocks.calendar-unknown"


def works_by(calendar: str) -> Works:
    """Give the question whether a day is a working day of a calendar."""
    if calendar not in CALENDARS:
        raise CalendarUnknown(calendar=calendar, calendars=", ".join(CALENDARS))
    return lambda day: day.weekday() < SATURDAY and day not in rest_days(calendar, day.year)


@cache
def rest_days(calendar: str, year: int) -> frozenset[date]:
    """Give the holidays of a year; those that a neighbouring year keeps within it are among them."""
    country, category, fixed = CALENDARS[calendar]
    kept = holidays.country_holidays(country, years=(year, year + 1), categories=(category,))
    named = (date(year, month, day) for month, day in fixed)
    return frozenset((*(day for day in kept if day.year == year), *named))
