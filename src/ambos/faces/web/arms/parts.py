"""What the pages of arms share: the ways between them, the years, names of places, synthetic marks."""

from typing import Final

from ambos.domains.arms.views import CODES, Spread, Year
from ambos.faces.web.frame.visit import Visit

PAGES: Final = ("home", "corridors", "form")
CAVEATS: Final = ("caveat.sample", "caveat.duplicate", "caveat.year")


def tabs(visit: Visit, here: str) -> list[tuple[str, str, bool]]:
    """Give the pages of the room, and which of them this is."""
    return [(visit.say("web_arms", f"tab.{name}"), visit.url(f"arms-{name}"), name == here) for name in PAGES]


def year_of(visit: Visit) -> str:
    """Give the year that the address asks for; what is no year asks for all."""
    asked = visit.request.GET.get("year", "")
    return asked if len(asked) == 4 and asked.isascii() and asked.isdecimal() else ""


def place(visit: Visit, code: str) -> str:
    """Give the name of a place."""
    return visit.language.label("codes", f"place.{code}")


def named(visit: Visit, spread: Spread, value: str) -> str:
    """Give a value of a spread in words."""
    if not value:
        return visit.say("traces", "unknown")
    codes = CODES.get(spread.name)
    return visit.language.label("codes", f"{codes}.{value}") if codes else value


def totals(years: tuple[Year, ...], wanted: str) -> tuple[int, int, int, int]:
    """Give what was requested, answered, US-sourced and traced to a purchaser in a year, or in all."""
    ours = [one for one in years if wanted in ("", one.year)]
    return (
        sum(one.traced for one in ours),
        sum(one.answered for one in ours),
        sum(one.us_sourced for one in ours),
        sum(one.purchaser for one in ours),
    )


def share(count: int, of: int) -> str:
    """Give a share in whole per cent; a stroke where there is nothing to be a share of."""
    return f"{(200 * count + of) // (2 * of)} %" if of else "–"
