"""What the pages of drugs share: the ways between them, names, runs of months, columns over them."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from markupsafe import Markup

from ambos.faces.reports.bars import Bar, bars_svg
from ambos.faces.web.frame.visit import Visit
from ambos.values.dates import Period

PAGES: Final = ("home", "control", "purity", "chain")
YEAR_DIGITS: Final = 4
MONTHS: Final = 12
MOST_MONTHS: Final = 60  # columns of one drawing; earlier months are left to the table


def tabs(visit: Visit, here: str) -> list[tuple[str, str, bool]]:
    """Give the pages of the room, and which of them this is."""
    return [
        (visit.say("web_drugs", f"tab.{name}"), visit.url(f"drugs-{name}"), name == here) for name in PAGES
    ]


def year_of(visit: Visit) -> str:
    """Give the year that the address asks for; what is no year asks for all."""
    asked = visit.request.GET.get("year", "")
    return asked if len(asked) == YEAR_DIGITS and asked.isascii() and asked.isdecimal() else ""


def drug(visit: Visit, code: str) -> str:
    """Give the name of a drug."""
    return visit.language.label("codes", f"drug.{code}")


def place(visit: Visit, code: str) -> str:
    """Give the name of a place."""
    return visit.language.label("codes", f"place.{code}")


def run(months: Iterable[str]) -> list[str]:
    """Give every month from the first to the last, also those in which nothing was; the newest at most."""
    known = sorted(month for month in months if len(month) > YEAR_DIGITS)
    if not known:
        return []
    first, last = (int(each[:YEAR_DIGITS]) * MONTHS + int(each[5:7]) - 1 for each in (known[0], known[-1]))
    spans = range(max(first, last - MOST_MONTHS + 1), last + 1)
    return [f"{at // MONTHS}-{at % MONTHS + 1:02}" for at in spans]


def columns(
    visit: Visit, values: Mapping[str, Decimal], months: list[str], most: Decimal, name: str, key: str
) -> Markup:
    """Draw a value for each month on a scale up to ``most``."""

    def bar(month: str) -> Bar:
        period, value = Period.parse(month), values.get(month, Decimal(0))
        words = visit.say(
            "web_drugs", key, month=visit.formats.period(period), value=visit.shown.number(value)
        )
        return Bar(value, visit.formats.brief(period), words)

    return bars_svg([bar(month) for month in months], most, name)
