"""The first page of integrity: whose vetting ends next, whose rights are to be reviewed, what is unusual."""

from django.http import HttpResponse

from ambos.domains.integrity.schemes import schemes
from ambos.faces.reports.watching import alarm_sentence, compared_sentence
from ambos.faces.web.frame.asking import table
from ambos.faces.web.frame.visit import Visit, signed_in
from ambos.faces.web.integrity.parts import crumbs, tabs
from ambos.node.access_reviews import due
from ambos.node.unusual import unusual
from ambos.node.vettings import standings
from ambos.node.watching import may_watch


@signed_in
def show(visit: Visit) -> HttpResponse:
    """Show who watches what is to be done next; anybody else, what the room is for."""
    watches = may_watch(visit.node)
    alarms = unusual(visit.node) if watches else []
    told = [
        (
            one,
            alarm_sentence(one, visit.shown),
            [compared_sentence(one, each, visit.shown) for each in one.compared],
        )
        for one in alarms
    ]
    return visit.render(
        "integrity/home.html",
        tabs=tabs(visit, "home"),
        crumbs=crumbs(visit),
        watches=watches,
        standings=standings(visit.node) if watches else [],
        reviews=due(visit.node) if watches else [],
        alarms=told,
    )


@signed_in
def listed(visit: Visit) -> HttpResponse:
    """Give the standings as CSV, to who may watch."""
    rows = (
        (
            one.officer,
            "; ".join(one.compartments),
            one.standing,
            one.until.isoformat() if one.until else "",
            "" if one.days_left is None else str(one.days_left),
            one.by,
        )
        for one in standings(visit.node)
    )
    head = ("officer", "compartments", "standing", "until", "days_left", "by")
    return table(head, rows, "vetting.csv")


@signed_in
def schemes_page(visit: Visit) -> HttpResponse:
    """Show the vetting schemes, their steps, and how each is known."""
    return visit.render(
        "integrity/schemes.html",
        tabs=tabs(visit, "schemes"),
        crumbs=crumbs(visit, (visit.say("web_integrity", "tab.schemes"), "")),
        schemes=list(schemes().values()),
    )
