"""Corridors from the state of the first sale to that of the recovery: a map, and the same as a table."""

from django.http import HttpResponse

from ambos.domains.arms.views import Corridor
from ambos.faces.reports.flows import Flow, flows_svg
from ambos.faces.web.arms.parts import CAVEATS, place, tabs, year_of
from ambos.faces.web.frame.asking import table
from ambos.faces.web.frame.visit import Visit, reading
from ambos.node.traces import corridors, recovery_years

DRAWN = 40  # flows: more of them would hide each other


@reading
def show(visit: Visit) -> HttpResponse:
    """Show the corridors of all years of recovery, or of one."""
    year = year_of(visit)
    found = corridors(visit.shelf, year)
    sources = sorted({one.source for one in found})
    recoveries = sorted({one.recovery for one in found})
    return visit.render(
        "arms/corridors.html",
        tabs=tabs(visit, "corridors"),
        year=year,
        years=recovery_years(visit.shelf),
        found=found,
        total=sum(one.count for one in found),
        sources=sources,
        recoveries=recoveries,
        cells={(one.source, one.recovery): one for one in found},
        drawing=flows_svg(
            [_flow(visit, one) for one in found[:DRAWN]], visit.say("web_arms", "corridors.label")
        ),
        place=lambda code: place(visit, code),
        caveats=CAVEATS,
    )


def _flow(visit: Visit, one: Corridor) -> Flow:
    words = visit.say(
        "web_arms",
        "corridor.told",
        source=place(visit, one.source),
        recovery=place(visit, one.recovery),
        count=one.count,
        short=one.short,
    )
    return Flow(one.source, one.recovery, one.count, words)


@reading
def listed(visit: Visit) -> HttpResponse:
    """Give the corridors as CSV."""
    rows = (
        (one.source, one.recovery, str(one.count), str(one.short))
        for one in corridors(visit.shelf, year_of(visit))
    )
    head = ("source_state", "recovery_state", "firearms", "under_three_years")
    return table(head, rows, "corridors.csv")
