"""A month as weeks of days, each with what falls on it, as a reader of each language expects a calendar."""

from calendar import Calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from babel import Locale
from babel.dates import format_skeleton, get_day_names

from ambos.i18n.catalogue import Language
from ambos.i18n.formats import LOCALES

Entry = TypeVar("Entry")
DAYS = 7


@dataclass(frozen=True)
class Month(Generic[Entry]):
    """The weeks of a month, whole, so that days of the months around it are among them."""

    name: str
    first: date
    heads: tuple[str, ...]
    weeks: tuple[tuple[tuple[date, Sequence[Entry]], ...], ...]

    @property
    def before(self) -> str:
        """Give the month before, as 2026-10."""
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def after(self) -> str:
        """Give the month after, as 2026-12."""
        return f"{self.first + timedelta(days=31):%Y-%m}"


def month(first: date, entries: Mapping[date, Sequence[Entry]], language: Language) -> Month[Entry]:
    """Lay out the month that a day lies in; its week begins where the reader's does."""
    locale = Locale.parse(LOCALES[language.code])
    start: int = locale.first_week_day
    names = get_day_names("abbreviated", locale=locale)
    weeks = Calendar(start).monthdatescalendar(first.year, first.month)
    return Month(
        format_skeleton("yMMMM", first, locale=locale),
        first.replace(day=1),
        tuple(names[(start + place) % DAYS] for place in range(DAYS)),
        tuple(tuple((day, entries.get(day, ())) for day in week) for week in weeks),
    )
