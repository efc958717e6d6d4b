"""How sources, information and handling are graded, and what other schemes make of it."""

from itertools import groupby

from django.http import HttpResponse

from ambos.domains.networks import grading
from ambos.faces.web.frame.visit import Visit, reading
from ambos.faces.web.networks.parts import crumbs, tabs


@reading
def show(visit: Visit) -> HttpResponse:
    """Show both crosswalks with their sources."""
    marks = groupby(grading.markings(), key=lambda one: one.scheme)
    return visit.render(
        "networks/grading.html",
        tabs=tabs(visit, "grading"),
        crumbs=crumbs(visit, (visit.say("web_networks", "tab.grading"), "")),
        grades=grading.grades(),
        schemes=grading.SCHEMES,
        markings=[(scheme, list(ones)) for scheme, ones in marks],
        weak=grading.is_weak,
    )
