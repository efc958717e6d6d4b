"""From the cells that date a row to the name of its period, as ``values.dates`` writes periods."""

from typing import Final

from ambos.values.dates import Period

ENGLISH: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
SPANISH: Final = (
    "Enero", "Febrero", "Marzo", "Abril", "Mayo", "Junio", "Julio", "Agosto", "Septiembre", "Octubre",
    "Noviembre", "Diciembre",
)  # fmt: skip
ABBREVIATED: Final = tuple(name[:3].upper() for name in ENGLISH)
NUMBERED: Final = tuple(str(number) for number in range(1, 13))

_NUMBER: Final = {
    name.casefold(): number
    for names in (ENGLISH, SPANISH, ABBREVIATED, NUMBERED)
    for number, name in enumerate(names, 1)
}
_FISCAL_YEAR_BEGINS: Final = 10


def as_written(period: str) -> str:
    """Give a period that stands in one cell: ``2024-03`` or ``2024``."""
    return period


def month_of_year(year: str, month: str) -> str:
    """Give the month of a calendar year by its number or by its name in English, Spanish or short."""
    return f"{year}-{_NUMBER[month.casefold()]:02}"


def month_of_fiscal_year(fiscal_year: str, month: str) -> str:
    """Give the calendar month of a U.S. fiscal year's month: October to December fall in the year before."""
    number = _NUMBER[month.casefold()]
    return f"{int(fiscal_year) - (number >= _FISCAL_YEAR_BEGINS)}-{number:02}"


def month_of_day(day: str) -> str:
    """Give the month that a day falls in."""
    return day[:7]


def twelve_months_to(year: str, month: str) -> str:
    """Give the twelve months that end with a month: ``2016-06/2017-05``."""
    last = Period.parse(month_of_year(year, month)).first
    first = f"{last.year}-01" if last.month == len(ENGLISH) else f"{last.year - 1}-{last.month + 1:02}"
    return f"{first}/{last:%Y-%m}"
