"""Programmes of assistance from money to result, and what of that cannot be shown."""

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from django.http import HttpResponse

from ambos.analysis.studies.assistance import GAPS, STAGES, Chain, chain, chains
from ambos.faces.web.frame.asking import download, table
from ambos.faces.web.frame.visit import Visit, reading
from ambos.node.iati import write

SHOWN: Final = ("provider", "receiver", "area", "state", "started", "ended", "halted", "iati_identifier")
_TENTH: Final = Decimal("0.1")


@reading
def home(visit: Visit) -> HttpResponse:
    """Show every programme with its money, deliveries, results and gaps."""
    with visit.shelf.keeping():
        found = chains(visit.shelf)
    gaps = {gap: sum(gap in one.gaps for one in found) for gap in GAPS}
    return visit.render(
        "assistance/home.html",
        found=found,
        stages=STAGES,
        money=lambda one, stage: money(visit, one, stage),
        gaps={gap: count for gap, count in gaps.items() if count},
        unshown=sum(not one.demonstrable for one in found),
    )


@reading
def show(visit: Visit, slug: str) -> HttpResponse:
    """Show one programme's chain."""
    with visit.shelf.keeping():
        found = chain(visit.shelf, f"programme/{slug}")
    fields, thing = visit.node.register["programme"].by_name, found.programme
    return visit.render(
        "assistance/show.html",
        found=found,
        thing=thing,
        stages=STAGES,
        widths={stage: width(found, stage) for stage in STAGES},
        money=lambda one, stage: money(visit, one, stage),
        facts=[
            (visit.shown.field_name("programme", name), visit.shown.value(fields[name], thing.get(name)))
            for name in SHOWN
            if thing.get(name)
        ],
        said=[visit.voice.words(thing.get(name)) for name in ("purpose", "note") if thing.get(name)],
    )


def money(visit: Visit, one: Chain, stage: str) -> str:
    """Give the money of a stage: its amounts, and which share of the appropriated it is."""
    told = [
        f"{currency} {visit.voice.number(amount)}" for currency, amount in one.totals.get(stage, {}).items()
    ]
    share = one.share(stage) if stage != STAGES[0] else None
    if share is not None:
        told.append(visit.formats.percent(share, 0 if share == share.to_integral_value() else 1))
    return "; ".join(told)


def width(one: Chain, stage: str) -> str:
    """Give the share of a stage as the width of its bar, in per cent; empty where it cannot be said."""
    share = Decimal(100) if stage == STAGES[0] and one.totals.get(stage) else one.share(stage)
    return "" if share is None else f"{min(share, Decimal(100)).quantize(_TENTH, ROUND_HALF_EVEN):f}"


@reading
def table_of(visit: Visit) -> HttpResponse:
    """Give the programmes as CSV: amounts exact, gaps by their codes."""
    with visit.shelf.keeping():
        found = chains(visit.shelf)
    head = ("programme", "state", "currency", *STAGES, "deliveries", "delivered", "results", "shown", "gaps")
    return table(head, [row for one in found for row in _rows(one)], "assistance.csv")


def _rows(one: Chain) -> list[tuple[str, ...]]:
    currencies = sorted({currency for amounts in one.totals.values() for currency in amounts}) or [""]
    counts = (
        str(len(one.deliveries)),
        str(sum(each.delivered is not None for each in one.deliveries)),
        str(len(one.results)),
        str(sum(each.shown for each in one.results)),
        "; ".join(one.gaps),
    )
    return [
        (one.item.subject, one.state, currency, *(_amount(one, stage, currency) for stage in STAGES), *counts)
        for currency in currencies
    ]


def _amount(one: Chain, stage: str, currency: str) -> str:
    amount = one.totals.get(stage, {}).get(currency)
    return "" if amount is None else f"{amount:f}"


@reading
def activities(visit: Visit) -> HttpResponse:
    """Give the programmes as a file of IATI activities."""
    return download(write(visit.node).xml, "assistance-iati.xml", "application/xml; charset=utf-8")
