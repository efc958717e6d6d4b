"""Figures of indicators: the newest of each, and all of one with vintages, disagreement and pedigree."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse

from ambos.domains.measures import views
from ambos.domains.measures.views import Figure
from ambos.faces.web.evidence.told import kept, place_of
from ambos.faces.web.frame.background import address_of_job, begin, handing_in
from ambos.faces.web.frame.visit import Visit, reading
from ambos.kernel.facets import facets
from ambos.kernel.paging import Filter, Query
from ambos.kernel.shelf import Thing
from ambos.node.taking import RECOMPUTE, proving

KIND, FIGURE = "indicator", "figure"
SHEET = ("sort", "definition", "unit", "direction", "publisher", "scope", "limits")
SHOWN = 60


@dataclass(frozen=True)
class Value:
    """One value in words, with the record behind it and where it comes from."""

    rid: str
    slug: str
    period: str
    place: str
    value: str
    unit: str
    as_of: str
    status: str
    publisher: str
    scope: str
    sources: tuple[tuple[str, str], ...]
    evidence: str
    unverified: bool
    superseded: bool
    definition: str
    method: str
    digests: tuple[str, ...]
    checkpoint: str


@reading
def indicators(visit: Visit) -> HttpResponse:
    """List the indicators with their newest values."""
    found, kind = views.newest(visit.shelf), visit.node.register[KIND]
    wanted = visit.request.GET.get("q", "").strip().lower()
    rows = []
    for thing in visit.shelf.things(KIND):
        title, newest = visit.shown.title(kind, thing), found.get(thing.subject)
        if wanted in f"{title} {thing.slug}".lower():
            rows.append((thing, title, value_of(visit, newest, False) if newest else None))
    return visit.render("evidence/indicators.html", rows=rows, wanted=wanted)


def value_of(visit: Visit, figure: Figure, superseded: bool) -> Value:
    """Say one value."""
    shown, kind = visit.shown, visit.node.register[FIGURE]
    thing = figure.thing

    def told(name: str) -> str:
        return shown.value(kind.by_name[name], thing.get(name))

    return Value(
        rid=thing.rid,
        slug=thing.slug,
        period=shown.formats.period(figure.period),
        place=place_of(visit, figure.place.code),
        value=shown.number(figure.value),
        unit=visit.language.label("units", figure.get("unit")),
        as_of=told("as_of"),
        status=told("status"),
        publisher=figure.get("publisher"),
        scope=visit.voice.scope(figure.get("scope")),
        sources=tuple((subject, _titled(visit, subject)) for subject in thing.get("sources") or ()),
        evidence=str(thing.get("evidence") or ""),
        unverified=figure.unverified,
        superseded=superseded,
        definition=figure.get("definition"),
        method=figure.get("method"),
        digests=tuple(thing.get("evidence_digests") or ()),
        checkpoint=figure.get("checkpoint"),
    )


def _titled(visit: Visit, subject: str) -> str:
    """Give the title of what a value names as its source."""
    known = kept(visit, "source").get(subject)
    return visit.shown.title(visit.node.register["source"], known) if known else subject


@reading
def show(visit: Visit, slug: str) -> HttpResponse:
    """Show every value of an indicator, of one place if it is named."""
    thing = visit.shelf.thing(f"{KIND}/{slug}")
    place = visit.request.GET.get("place", "")
    chosen, count = views.of_indicator(visit.shelf, thing.subject, place)
    revised, different = views.revisions(chosen), views.disagreements(chosen)
    old = {figure.thing.subject for each in revised for figure in each.figures[:-1]}
    newest = list(reversed(chosen))[:SHOWN]
    return visit.render(
        "evidence/indicator.html",
        thing=thing,
        title=visit.shown.title(visit.node.register[KIND], thing),
        sheet=_sheet(visit, thing),
        values=[value_of(visit, figure, figure.thing.subject in old) for figure in newest],
        count=count,
        places=_places(visit, thing, place),
        place=place,
        revisions=_revisions(visit, revised),
        disagreements=_disagreements(visit, different),
    )


def _places(visit: Visit, thing: Thing, place: str) -> list[tuple[str, str]]:
    """Give the places that the indicator has figures of, by name."""
    query = Query(FIGURE, (Filter("indicator", (thing.slug,)),))
    found = next((facet.values for facet in facets(visit.shelf, query) if facet.column == "place"), ())
    codes = {code for code, _ in found} | ({place} if place else set())
    return sorted(((code, place_of(visit, code)) for code in codes), key=lambda pair: pair[1])


def _sheet(visit: Visit, thing: Thing) -> list[tuple[str, str]]:
    shown, kind = visit.shown, visit.node.register[KIND]
    told = ((name, shown.value(kind.by_name[name], thing.get(name))) for name in SHEET)
    return [(shown.field_name(KIND, name), text) for name, text in told if text]


def _revisions(visit: Visit, found: Sequence[views.Revision]) -> list[tuple[str, list[Value]]]:
    newest = list(reversed(found))[:SHOWN]
    return [
        (visit.formats.period(each.figures[0].period), [value_of(visit, one, False) for one in each.figures])
        for each in newest
    ]


def _disagreements(
    visit: Visit, found: Sequence[views.Disagreement]
) -> list[tuple[str, bool, str, list[Value]]]:
    """Give each disagreement: its period, whether one question was asked, in what the answers differ."""
    newest = list(reversed(found))[:SHOWN]
    return [
        (
            visit.formats.period(each.figures[0].period),
            each.same_question,
            ", ".join(visit.shown.field_name(FIGURE, name) for name in each.differing),
            [value_of(visit, one, False) for one in each.figures],
        )
        for each in newest
    ]


@handing_in
def prove(visit: Visit, slug: str) -> HttpResponse:
    """Have the computed figures of an indicator computed again from their evidence."""
    thing = visit.shelf.thing(f"{KIND}/{slug}")
    work = proving(thing.subject, "", address_of_job(visit, "evidence-outcome"))
    return begin(visit, RECOMPUTE, work, slug)
