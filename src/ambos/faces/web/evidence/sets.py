"""Evidence sets: all of them, and one with its manifest, its first rows and the figures that stand on it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse

from ambos.evidence.errors import EvidenceAltered, EvidenceMissing
from ambos.faces.web.evidence.told import Figures
from ambos.faces.web.frame.background import address_of_job, begin, handing_in
from ambos.faces.web.frame.visit import Visit, reading
from ambos.kernel.access import IMPORT
from ambos.kernel.paging import Filter, Page, Query, page
from ambos.kernel.shelf import Thing
from ambos.node.attachments import standing_of
from ambos.node.foreseen import stored_sample
from ambos.node.taking import COMPUTE, RECOMPUTE, computing, proving

KIND = "evidence"
MANIFEST = (
    "publisher",
    "reader",
    "file_name",
    "file_digest",
    "rows",
    "rows_digest",
    "first",
    "last",
    "as_of",
    "columns",
    "note",
)


@reading
def sets(visit: Visit) -> HttpResponse:
    """List the evidence sets, the newest vintage first."""
    after = visit.request.GET.get("after", "")
    found = page(visit.shelf, Query(KIND, order="as_of", descending=True, after=after))
    return visit.render("evidence/sets.html", found=found, row=_row(visit), imports=visit.may(IMPORT))


def _row(visit: Visit) -> Any:
    kind = visit.node.register[KIND]

    def cells(thing: Thing) -> dict[str, str]:
        told = {name: visit.shown.value(kind.by_name[name], thing.get(name)) for name in MANIFEST}
        told["reader"] = reader_of(visit, thing)
        told["here"] = visit.language.label("bundle", f"rows-here.{standing_of(visit.node, thing) or 'here'}")
        return told

    return cells


def reader_of(visit: Visit, thing: Thing) -> str:
    """Give the name of the format in which a set came."""
    code = str(thing.get("reader"))
    return visit.language.find("codes", f"evidence-reader.{code}") or code


@reading
def show(visit: Visit, slug: str) -> HttpResponse:
    """Show one set."""
    thing = visit.shelf.thing(f"{KIND}/{slug}")
    sample, fault = _sample(visit, thing)
    figures = _figures(visit, thing)
    return visit.render(
        "evidence/set.html",
        thing=thing,
        manifest=[
            (visit.shown.field_name(KIND, name), text)
            for name, text in _row(visit)(thing).items()
            if text and name != "here"
        ],
        sample=sample,
        fault=fault,
        figures=Figures(visit, [figure.body for figure in figures.things]),
        count=figures.total,
    )


def _sample(visit: Visit, thing: Thing) -> tuple[tuple[Mapping[str, Any], ...], str]:
    """Give the first rows, or the code of why there are none to show."""
    try:
        return stored_sample(visit.node, thing), ""
    except EvidenceMissing:
        return (), "pending"
    except EvidenceAltered:
        return (), "altered"


def _figures(visit: Visit, thing: Thing) -> Page:
    """Give the figures that stand on a set, the latest periods first."""
    return page(visit.shelf, Query("figure", (Filter(KIND, (thing.slug,)),), order="period", descending=True))


@handing_in
def prove(visit: Visit, slug: str) -> HttpResponse:
    """Have the figures computed again that stand on a set."""
    thing = visit.shelf.thing(f"{KIND}/{slug}")
    work = proving("", str(thing.get("rows_digest")), address_of_job(visit, "evidence-outcome"))
    return begin(visit, RECOMPUTE, work, slug)


@handing_in
def compute(visit: Visit) -> HttpResponse:
    """Have every definition computed whose inputs are here."""
    visit.node.demand(IMPORT)
    work = computing(address_of_job(visit, "evidence-outcome"), visit.house.pool.writing)
    return begin(visit, COMPUTE, work)
