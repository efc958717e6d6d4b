"""The catalogue of methods of operation, with sightings over time."""

from django.http import HttpResponse

from ambos.analysis.studies.networks import MONTHS, MethodLine, methods, sightings
from ambos.faces.web.frame.asking import table
from ambos.faces.web.frame.visit import Visit, reading
from ambos.faces.web.networks.parts import crumbs, grade, opens, tabs
from ambos.kernel.paging import page
from ambos.values.errors import NotFound


@reading
def show(visit: Visit) -> HttpResponse:
    """Show the catalogue, tactic by tactic."""
    found = methods(visit.shelf)
    return visit.render(
        "networks/methods.html",
        tabs=tabs(visit, "methods"),
        crumbs=crumbs(visit, (visit.say("web_networks", "tab.methods"), "")),
        found=found,
        most=max((count for one in found for count in one.months), default=0) or 1,
        months=MONTHS,
    )


@reading
def one(visit: Visit, slug: str) -> HttpResponse:
    """Show a method, what answers it, and its sightings."""
    found = methods(visit.shelf)
    line = next((each for each in found if each.method.slug == slug), None)
    if line is None:
        raise NotFound(name=f"method/{slug}")
    title = visit.shown.title(visit.shelf.register["method"], line.method)
    return visit.render(
        "networks/method.html",
        tabs=tabs(visit, "methods"),
        crumbs=crumbs(
            visit, (visit.say("web_networks", "tab.methods"), visit.url("networks-methods")), (title, "")
        ),
        line=line,
        title=title,
        below=_below(found, line),
        most=max(line.months) or 1,
        months=MONTHS,
        sightings=page(visit.shelf, sightings(found, line.method.subject)).things,
        grade=grade,
        opens=lambda subject: opens(visit, subject),
    )


def _below(found: tuple[MethodLine, ...], line: MethodLine) -> list[MethodLine]:
    return [each for each in found if each.method.get("parent") == line.method.subject]


@reading
def listed(visit: Visit) -> HttpResponse:
    """Give the catalogue as CSV with how often each method was seen, month by month."""
    head = ("id", "number", "level", "name", "seen", *(f"month-{at - MONTHS + 1}" for at in range(MONTHS)))
    rows = (
        (
            each.method.subject,
            each.method.get("number"),
            each.method.get("level"),
            visit.voice.words(each.method.get("name")),
            str(each.total),
            *(str(count) for count in each.months),
        )
        for each in methods(visit.shelf)
    )
    return table(head, rows, "methods.csv")
