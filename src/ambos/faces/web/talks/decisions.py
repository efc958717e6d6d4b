"""The decision log: what asks for a decision, which result caused each change of course, what it changed."""

from dataclasses import replace

from django.http import HttpResponse
from django.utils.http import urlencode

from ambos.analysis.studies.adjustments import untied
from ambos.faces.reports.decisions import fared
from ambos.faces.web.frame.asking import table
from ambos.faces.web.frame.laid import kept_for
from ambos.faces.web.frame.visit import Visit, reading
from ambos.faces.web.talks.parts import tabs, title
from ambos.kernel.paging import Query, page, throughout


@reading
def show(visit: Visit) -> HttpResponse:
    """Show what asks for a decision, the changes of course, and the decisions tied to no result."""
    kept = kept_for(visit)
    query = untied(kept.packet.adjustments)
    others = page(visit.shelf, replace(query, after=visit.request.GET.get("after", "")))
    visit.names.learn(subject for one in others.things for subject in one.get("concerns") or ())
    return visit.render(
        "talks/decisions.html",
        tabs=tabs(visit, "decisions"),
        kept=kept,
        asks=kept.packet.asks,
        adjustments=kept.packet.adjustments,
        others=others.things,
        before=_ways(others.back),
        after=_ways(others.more),
        fared=lambda status, figure: fared(visit.shown, status, figure),
        title=lambda thing: title(visit, thing),
    )


def _ways(cursor: str) -> str:
    return f"?{urlencode({'after': cursor})}#others" if cursor else ""


@reading
def listed(visit: Visit) -> HttpResponse:
    """Give every decision as CSV, with the change of course that it brought, if it did."""
    voice, shelf = visit.voice, visit.shelf
    adjustments = {
        line.decision.subject: line for line in kept_for(visit).packet.adjustments if line.decision
    }
    head = ("id", "decided", "text", "meeting", "adjustment", "concerns", "then", "now")
    rows = []
    for thing in throughout(shelf, Query("decision", order="decided")):
        line = adjustments.get(thing.subject)
        tied = (
            (line.item.subject, line.concerns.subject, line.status_then, line.status_now)
            if line
            else ("",) * 4
        )
        rows.append(
            (
                thing.subject,
                thing.get("decided"),
                voice.words(thing.get("text")),
                thing.get("meeting") or "",
                *tied,
            )
        )
    return table(head, rows, "decisions.csv")
