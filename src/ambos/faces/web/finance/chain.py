"""The money chain: how much of each step reaches the next, and what is lost on the way."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.http import HttpResponse

from ambos.analysis.studies.money import REACHED, Reach, effects, flow, reach
from ambos.domains.measures.views import of_indicator
from ambos.faces.web.finance.parts import crumbs, spoken, tabs, wanted
from ambos.faces.web.frame.asking import table
from ambos.faces.web.frame.visit import Visit, reading
from ambos.kernel.shelf import Thing
from ambos.node.money import chain
from ambos.values.errors import NotFound

# What the public record has of it; the totals overlap and contradict one another.
PUBLISHED: Final = (
    "uif-blocked-mxn-m", "uif-released-mxn-m", "uif-released-percent", "uif-still-blocked-mxn-m",
    "uif-accounts", "uif-complaints", "uif-persons",
)  # fmt: skip
FULL: Final = 100  # per cent


@dataclass(frozen=True)
class Bar:
    """A step of the freezes of a currency: how much was frozen of those that reached it, and was still then.

    Widths are in per cent of what was frozen.
    """

    step: str
    freezes: int
    carried: Decimal
    held: Decimal
    told: Decimal
    carried_width: str
    held_width: str


@reading
def show(visit: Visit) -> HttpResponse:
    """Show the chain, of all freezes or of those of a year or a party."""
    year, party = wanted(visit)
    found = chain(visit.node)
    shown = flow(found, year, party)
    return visit.render(
        "finance/home.html",
        tabs=tabs(visit, "home"),
        crumbs=crumbs(visit),
        flow=shown,
        bars={code: bars(reach(found, code, year, party), code) for code in shown.reach.amounts},
        made_up=any("/synthetic-" in subject for subject in found.things),
        effects=list(zip(("amparo", "none"), effects(found, party), strict=True)),
        steps=REACHED,
        published=list(published(visit)),
        quantity=lambda one: visit.voice.quantity(Decimal(one.get("value")), one.get("unit")),
        **spoken(visit),
    )


@reading
def listed(visit: Visit) -> HttpResponse:
    """Give the freezes of each year as CSV: what became of them, each party and currency for itself."""
    year, party = wanted(visit)
    lines = flow(chain(visit.node), year, party).cohorts
    ends = ("amparo", "released", "by-authority", "forfeiture")
    head = ("year", "party", "currency", "freezes", "amount", *ends, "standing", *REACHED)
    rows = (
        (
            str(line.year),
            line.party,
            line.currency,
            str(line.freezes),
            format(line.amount, "f"),
            *(format(line.ended[end], "f") for end in ends),
            format(line.standing, "f"),
            *(str(line.reached[step]) for step in REACHED),
        )
        for line in lines
    )
    return table(head, rows, "money-chain.csv")


def bars(found: Reach, currency: str) -> tuple[int, Decimal, list[Bar]]:
    """Give the freezes of a currency, how much they froze, and what of that reached each step."""
    whole, rows = found.amounts[currency], list[Bar]()
    for step in REACHED:
        carried, held, told = (
            amounts[step].get(currency, Decimal(0)) for amounts in (found.carried, found.held, found.told)
        )
        widths = (f"{FULL * part / whole:.2f}%" if whole else "0%" for part in (carried, held))
        rows.append(Bar(step, found.reached[step], carried, held, told, *widths))
    return found.freezes, whole, rows


def published(visit: Visit) -> Iterator[tuple[Thing, tuple[Thing, ...]]]:
    """Give what the public record has of blocked accounts, each indicator with its figures."""
    for slug in PUBLISHED:
        try:
            indicator = visit.shelf.thing(f"indicator/{slug}")
        except NotFound:
            continue
        figures, _ = of_indicator(visit.shelf, indicator.subject)
        yield indicator, tuple(figure.thing for figure in figures)
