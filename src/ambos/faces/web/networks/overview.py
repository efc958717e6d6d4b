"""The network as its graded ties tell it: the drawing, who lies between whom, which ties hold it together."""

from django.http import HttpResponse

from ambos.analysis.studies.networks import length_of, network
from ambos.faces.web.frame.asking import table
from ambos.faces.web.frame.visit import Visit, reading
from ambos.faces.web.networks.parts import crumbs, drawn, grade, name, opens, sort, tabs

MOST = 50  # ends in the table; the list of the kind has them all


@reading
def show(visit: Visit) -> HttpResponse:
    """Show the network of today."""
    found = network(visit.shelf)
    names = {one.subject: name(visit, one) for one in found.nodes}
    return visit.render(
        "networks/home.html",
        tabs=tabs(visit, "home"),
        crumbs=crumbs(visit),
        found=found,
        nodes=found.nodes[:MOST],
        drawing=drawn(visit, found),
        names=names,
        opens=lambda subject: opens(visit, subject),
        sort=lambda tie: sort(visit, tie),
        grade=grade,
    )


@reading
def listed(visit: Visit) -> HttpResponse:
    """Give every tie that holds today as CSV, with its length and whether parts hang on it."""
    found = network(visit.shelf)
    bridges = {tie.subject for line in found.bridges for tie in line.ties}
    told = ("origin", "sort", "target", "reliability", "information", "basis", "valid_from", "valid_until")
    rows = (
        (
            tie.subject,
            *(tie.get(field) or "" for field in told),
            str(length_of(tie)),
            "yes" if tie.subject in bridges else "",
        )
        for tie in found.ties
    )
    return table(("id", *told, "length", "bridge"), rows, "ties.csv")
