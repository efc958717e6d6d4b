"""What the pages of finance share: the ways between them, who and when is asked about, sums as they read."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from ambos.faces.reports.money import money, share, sums
from ambos.faces.web.frame.asking import asked
from ambos.faces.web.frame.visit import Visit
from ambos.values.errors import NotFound

PAGES: Final = ("home", "freezes")
PARTIES: Final = ("US", "MX")


def tabs(visit: Visit, here: str) -> list[tuple[str, str, bool]]:
    """Give the pages of finance: word, address, whether this is it."""
    return [
        (visit.say("web_finance", f"tab.{page}"), visit.url(f"finance-{page}"), page == here)
        for page in PAGES
    ]


def crumbs(visit: Visit, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Give the way from the hub to a page of finance."""
    hub = (visit.say("web_frame", "way.operations"), visit.url("operations-hub"))
    return [hub, (visit.say("web_finance", "title"), visit.url("finance-home") if more else ""), *more]


def wanted(visit: Visit) -> tuple[int | None, str]:
    """Give the year and the party that the address asks about; what cannot be one is not found."""
    told = asked(visit, "year", "party")
    if told["party"] not in ("", *PARTIES) or not (told["year"] == "" or _is_year(told["year"])):
        raise NotFound(name=" ".join(told.values()))
    return int(told["year"]) if told["year"] else None, told["party"]


def _is_year(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) == 4


def spoken(visit: Visit) -> Mapping[str, Any]:
    """Give templates the ways in which sums and shares are read."""

    def told(amounts: Mapping[str, Decimal]) -> str:
        return sums(visit.voice, amounts)

    return {
        "sums": told,
        "money": lambda amount: money(visit.voice, amount),
        "share": lambda part, whole: share(visit.voice, part, whole),
        "parties": PARTIES,
    }
