"""An official file handed in: sent, looked at, taken in or discarded."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse

from ambos.evidence.lists.reading import FORMATS, ListFormat
from ambos.evidence.reader import Reader
from ambos.evidence.readers import READERS
from ambos.faces.accounts.background import jobs, uploads
from ambos.faces.web.evidence.list_upload import look_at
from ambos.faces.web.evidence.told import Figures, Revisions, size_of
from ambos.faces.web.frame.background import address_of_job, begin, every_upload, handing_in
from ambos.faces.web.frame.visit import Visit, signed_in
from ambos.kernel.access import IMPORT
from ambos.node.job import DONE
from ambos.node.taking import LOOK, TAKE, Looking, Taking, fit
from ambos.node.taking_lists import for_lists
from ambos.node.uploads import BYTES_LIMIT, Upload
from ambos.values.dates import Day, Period
from ambos.values.errors import NotFound


@signed_in
def form(visit: Visit) -> HttpResponse:
    """Give the form that takes a file, and the formats that are recognised."""
    visit.node.demand(IMPORT)
    return visit.render(
        "evidence/upload.html",
        formats=_named(visit, READERS),
        lists=_named(visit, FORMATS.values()),
        limit=size_of(visit, BYTES_LIMIT),
    )


def _named(visit: Visit, formats: Iterable[Reader | ListFormat]) -> list[tuple[str, str]]:
    """Give the names of formats with who publishes them, by name."""
    return sorted(
        (visit.language.label("codes", f"evidence-reader.{one.code}"), one.publisher) for one in formats
    )


@handing_in
def send(visit: Visit) -> HttpResponse:
    """Keep what the form brought and have it looked at, figures or a list; the node stays as it is."""
    visit.node.demand(IMPORT)
    as_of = visit.request.POST.get("as_of", "").strip()
    if as_of:
        Day.parse(as_of)
    files = every_upload(visit)
    if for_lists(files):
        return look_at(visit, files, as_of)
    upload = files[0]
    url = address_of_job(visit, "evidence-seen")
    return begin(visit, LOOK, fit(Looking(upload, as_of, url)), upload.name)


@signed_in
def seen(visit: Visit, job: str) -> HttpResponse:
    """Show what a file holds, and what it would change."""
    visit.node.demand(IMPORT)
    found = jobs().job(visit.person.officer, job)
    if found.state != DONE or found.kind != LOOK:
        return visit.go("jobs-show", job)
    told = found.result
    upload = _upload(visit, told)
    return visit.render(
        "evidence/seen.html",
        job=found,
        told=told,
        size=size_of(visit, upload.size) if upload else "",
        upload=upload,
        first=visit.formats.period(Period.parse(told["first"])),
        last=visit.formats.period(Period.parse(told["last"])),
        as_of=visit.formats.day(Day.parse(told["as_of"])),
        totals=Figures(visit, told["totals"]),
        figures=Figures(visit, list(reversed(told["figure_sample"]))[:12]),
        revisions=Revisions(visit, told["revisions"]),
    )


def _upload(visit: Visit, told: Any) -> Upload | None:
    """Give the file that was looked at, if it is still here."""
    try:
        return uploads().upload(visit.person.officer, told["upload"])
    except NotFound:
        return None


@handing_in
def take(visit: Visit, job: str) -> HttpResponse:
    """Have the file taken in that was looked at."""
    visit.node.demand(IMPORT)
    found = jobs().job(visit.person.officer, job)
    upload = uploads().upload(visit.person.officer, str(found.result.get("upload", "")))
    url = address_of_job(visit, "evidence-outcome")
    work = fit(Taking(upload, str(found.result["as_of"]), url, visit.house.pool.writing))
    return begin(visit, TAKE, work, upload.name)


@handing_in
def discard(visit: Visit, job: str) -> HttpResponse:
    """Delete the file that was looked at."""
    found = jobs().job(visit.person.officer, job)
    uploads().discard(visit.person.officer, str(found.result.get("upload", "")))
    return visit.go("evidence-sets")
