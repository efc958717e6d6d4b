"""The legal clocks and the courses of requests: what the law says, and how that is known."""

from functools import partial

from django.http import HttpResponse

from ambos.analysis.studies.cases import confirmed
from ambos.domains.justice.instruments import clocks, courses
from ambos.faces.reports.cases import length_said
from ambos.faces.web.frame.visit import Visit, reading
from ambos.faces.web.justice.parts import crumbs, tabs


@reading
def show(visit: Visit) -> HttpResponse:
    """Show every clock and every step with its source, and which of them a lawyer has confirmed."""
    return visit.render(
        "justice/laws.html",
        tabs=tabs(visit, "laws"),
        crumbs=crumbs(visit, (visit.say("web_justice", "tab.laws"), "")),
        clocks=tuple(clocks().values()),
        told=confirmed(visit.shelf),
        length=partial(length_said, visit.language),
        courses=tuple(courses().values()),
    )
