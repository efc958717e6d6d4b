"""One organisation or person: what it is tied to, by which grades, and where its methods were seen."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse

from ambos.analysis.studies.networks import length_of, network, weak
from ambos.domains.networks.rules import ENDS
from ambos.faces.web.frame.visit import Visit, reading
from ambos.faces.web.networks.listed import told
from ambos.faces.web.networks.parts import crumbs, drawn, grade, name, opens, sort, tabs
from ambos.kernel.paging import Filter, Query, page
from ambos.kernel.shelf import Thing
from ambos.values.errors import NotFound

SHOWN = ("sort", "official_list", "entry", "listed_on", "aliases", "places", "mark")


@reading
def show(visit: Visit, kind: str, slug: str) -> HttpResponse:
    """Show an end with its ties, the best graded first."""
    subject = f"{kind}/{slug}"
    found = network(visit.shelf)
    node = found.node(subject)
    if kind not in ENDS or node is None:
        raise NotFound(name=subject)
    names = {one.subject: name(visit, one) for one in found.nodes}
    near = {end for tie in node.ties for end in (tie.get("origin"), tie.get("target"))}
    bridges = {tie.subject for line in found.bridges for tie in line.ties}
    return visit.render(
        "networks/end.html",
        tabs=tabs(visit, ""),
        crumbs=crumbs(visit, (names[subject], "")),
        node=node,
        title=names[subject],
        facts=_facts(visit, kind, node.thing.body if node.thing else {}),
        ties=sorted(node.ties, key=lambda tie: (length_of(tie), tie.subject)),
        drawing=drawn(visit, found, *near) if near else None,
        sightings=_sightings(visit, kind, slug),
        names=names,
        bridges=bridges,
        opens=lambda one: opens(visit, one),
        sort=lambda tie: sort(visit, tie),
        grade=grade,
        weak=weak,
        **told(visit, node.thing),
    )


def _facts(visit: Visit, kind: str, body: Mapping[str, Any]) -> list[tuple[str, str]]:
    fields = visit.shelf.register[kind].by_name
    return [
        (_capital(visit.shown.field_name(kind, one)), visit.shown.value(fields[one], body[one]))
        for one in SHOWN
        if one in fields and body.get(one) is not None
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sightings(visit: Visit, kind: str, slug: str) -> list[tuple[Thing, str]]:
    """Give a page of the newest sightings of an organisation, each with the name of its method."""
    if kind != "organisation":
        return []
    where = (Filter("organisation", (slug,)),)
    things = page(visit.shelf, Query("sighting", where, order="seen", descending=True)).things
    methods = visit.shelf.titles("method")
    register = visit.shelf.register["method"]
    return [
        (one, visit.shown.title(register, methods[one.get("method")]) if one.get("method") in methods else "")
        for one in things
    ]
