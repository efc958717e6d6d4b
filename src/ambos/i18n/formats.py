"""Numbers, dates, periods and ages as a reader of each language expects them.

International English (5 October 2019) and Mexican Spanish (5 de octubre de 2019); both write 1,234.50.
"""

import datetime
from calendar import monthrange
from decimal import Decimal
from functools import lru_cache
from typing import Final

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit

from ambos.i18n.catalogue import Language
from ambos.values.dates import Day, Period

LOCALES: Final = {"en": "en_001", "es": "es_MX"}
DAY_SKELETONS: Final = {"year": "y", "month": "yMMMM"}
WRITTEN: Final = 4_096  # days and numbers that are kept as written: lists have the same ones again and again
DAYS_UNTIL_MONTHS: Final = 61  # below, an age is told in days
MONTHS_UNTIL_YEARS: Final = 24  # below, in months: "1 year" would hide whether it is 12 months or 23


class Formats:
    """The forms of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._locale = Locale.parse(LOCALES[language.code])

    def number(self, value: Decimal | int, places: int | None = None) -> str:
        """Give the number with grouped digits: as many decimals as it has, or rounded to ``places``."""
        return _grouped(value, "#,##0" + _decimals(value, places), self._locale)

    def percent(self, value: Decimal | int, places: int | None = None) -> str:
        """Give a number of percent (12.5 reads 12.5%): as many decimals as it has, or rounded."""
        hundredth = Decimal(value).scaleb(-2)
        return format_percent(hundredth, "#,##0" + _decimals(value, places) + "%", self._locale)

    def date(self, day: datetime.date) -> str:
        """Give a date with the month in words."""
        return _written("", day, self._locale)

    def day(self, day: Day) -> str:
        """Give a day as far as it is known: 2019, October 2019, 5 October 2019."""
        if day.precision == "day":
            return self.date(day.first)
        return _written(DAY_SKELETONS[day.precision], day.first, self._locale)

    def period(self, period: Period) -> str:
        """Give a period by its own name; a fiscal year with the months that it holds."""
        match period.kind:
            case "day":
                return self.date(period.first)
            case "year":
                return str(period.first.year)
            case "month":
                return _written("yMMMM", period.first, self._locale)
            case "quarter":
                return _written("yQQQQ", period.first, self._locale)
            case "half":
                key = f"period.half-{period.last.month // 6}"
                return self.language.say("formats", key, year=period.first.year)
            case _:
                return self._span(period)

    def brief(self, period: Period) -> str:
        """Give a period in few signs, for axes: a month with its name cut short."""
        if period.kind == "month":
            return _written("yMMM", period.first, self._locale)
        return self.period(period)

    def age(self, since: datetime.date, today: datetime.date) -> str:
        """Give the time from one date to another: 7 months old. The dates must be in order."""
        return self.language.say("formats", "age.old", span=self.span(since, today))

    def span(self, since: datetime.date, today: datetime.date) -> str:
        """Give whole days, months or years from one date to another: 7 months. The dates must be in order."""
        days, months = (today - since).days, _months_between(since, today)
        if days < 0:
            raise ValueError(f"{since} is after {today}")
        if days < DAYS_UNTIL_MONTHS:
            return format_unit(days, "duration-day", "long", locale=self._locale)
        if months < MONTHS_UNTIL_YEARS:
            return format_unit(months, "duration-month", "long", locale=self._locale)
        return format_unit(months // 12, "duration-year", "long", locale=self._locale)

    def _span(self, period: Period) -> str:
        first, last = (_written("yMMM", day, self._locale) for day in (period.first, period.last))
        key = f"period.{period.kind}"
        return self.language.say("formats", key, year=period.last.year, first=first, last=last)


@lru_cache(WRITTEN)
def _written(skeleton: str, day: datetime.date, locale: Locale) -> str:
    """Write a day by a skeleton of the Unicode CLDR; without one, whole and with its month in words."""
    if not skeleton:
        return format_date(day, "long", locale)
    return format_skeleton(skeleton, day, locale=locale)


@lru_cache(WRITTEN)
def _grouped(value: Decimal | int, pattern: str, locale: Locale) -> str:
    """Write a number by a pattern, in which its decimals stand: 1.5 and 1.50 have two of them."""
    return format_decimal(value, pattern, locale)


def _decimals(value: Decimal | int, places: int | None) -> str:
    if places is None:
        exponent = Decimal(value).as_tuple().exponent
        places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return "." + "0" * places if places else ""


def _months_between(since: datetime.date, today: datetime.date) -> int:
    """Count whole months: the last day of a month completes one begun on a day that the month lacks."""
    months = (today.year - since.year) * 12 + today.month - since.month
    last_day = monthrange(today.year, today.month)[1]
    return months - (today.day < min(since.day, last_day))
