"""Reciprocity: how many requests went each way, how they fared, and how long answers take."""

from collections.abc import Sequence

from django.http import HttpResponse
from markupsafe import Markup

from ambos.analysis.studies.requests import Answered, curves, directions
from ambos.domains.justice.instruments import INSTRUMENTS
from ambos.faces.reports.cases import COUNTED, direction_plain, waiting_svg
from ambos.faces.reports.charts import PAGE_COLOURS, coloured
from ambos.faces.web.frame.asking import asked, table
from ambos.faces.web.frame.visit import Visit, signed_in
from ambos.faces.web.justice.parts import crumbs, tabs
from ambos.node.cases import answers, reciprocity


@signed_in
def show(visit: Visit) -> HttpResponse:
    """Show both directions side by side, by year and instrument, and the curves of one instrument."""
    asked_for = answers(visit.node)
    found = directions(asked_for)
    chosen = asked(visit, "instrument")["instrument"] or (found[0].instrument if found else "")
    return visit.render(
        "justice/reciprocity.html",
        tabs=tabs(visit, "reciprocity"),
        crumbs=crumbs(visit, (visit.say("web_justice", "tab.reciprocity"), "")),
        found=found,
        chosen=chosen,
        instruments=[name for name in INSTRUMENTS if any(one.instrument == name for one in found)],
        chart=_chart(visit, [one for one in asked_for if one.run.instrument == chosen]),
        statements=visit.shelf.things("reciprocity-statement"),
        kind=visit.shelf.register["reciprocity-statement"],
    )


@signed_in
def listed(visit: Visit) -> HttpResponse:
    """Give what was counted as CSV."""
    head = (*COUNTED, "median_days", "median_low", "median_high")
    plain = (direction_plain(one) for one in reciprocity(visit.node))
    rows = (["" if row[name] is None else str(row[name]) for name in head] for row in plain)
    return table(head, rows, "reciprocity.csv")


def _chart(visit: Visit, found: Sequence[Answered]) -> Markup:
    if not found:
        return Markup("")
    named = [
        (visit.say("web_justice", "way", asking=asking, asked=other), curve)
        for (asking, other), curve in curves(found).items()
    ]
    svg = waiting_svg(named, visit.say("web_justice", "axis.days"))
    return Markup(coloured(svg, PAGE_COLOURS, "waiting"))
