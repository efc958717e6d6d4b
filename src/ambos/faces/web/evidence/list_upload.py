"""An official list handed in: what was recognised and what it would change, then taken in or discarded."""

from typing import Any, Final

from django.http import HttpResponse

from ambos.evidence.lists.differences import SORTS
from ambos.faces.accounts.background import jobs, uploads
from ambos.faces.web.evidence.told import size_of
from ambos.faces.web.frame.background import address_of_job, begin, handing_in
from ambos.faces.web.frame.visit import Visit, signed_in
from ambos.kernel.access import IMPORT
from ambos.node.job import DONE
from ambos.node.taking_lists import LOOK_LIST, TAKE_LIST, VERSION, LookingList, TakingList, fit
from ambos.node.uploads import Upload
from ambos.values.errors import NotFound

UNNAMED: Final = "unnamed"


def look_at(visit: Visit, files: tuple[Upload, ...], as_of: str) -> HttpResponse:
    """Have uploaded files looked at as one list."""
    work = fit(LookingList(files, as_of, address_of_job(visit, "evidence-list-seen")))
    return begin(visit, LOOK_LIST, work, "; ".join(each.name for each in files))


@signed_in
def seen(visit: Visit, job: str) -> HttpResponse:
    """Show what list was recognised, and what taking it in would change."""
    visit.node.demand(IMPORT)
    found = jobs().job(visit.person.officer, job)
    if found.state != DONE or found.kind != LOOK_LIST:
        return visit.go("jobs-show", job)
    told = found.result
    return visit.render(
        "evidence/list_seen.html",
        job=found,
        told=told,
        title=visit.language.label("codes", f"evidence-reader.{told['list']}"),
        size=size_of(visit, told["size"]),
        waits=bool(_files(visit, told)),
        sorts=SORTS,
        listed=told["differences"],
        left=sum(told["counts"].values()) - len(told["differences"]),
        untold=[visit.say("lists", f"column.{name}") for name in told["untold"]],
        field=lambda name: visit.language.find("lists", f"column.{name}") or name,
    )


def _files(visit: Visit, told: Any) -> tuple[Upload, ...]:
    """Give the files that were looked at, if all of them are still here."""
    try:
        return tuple(uploads().upload(visit.person.officer, token) for token in told.get("uploads", ()))
    except NotFound:
        return ()


@handing_in
def take(visit: Visit, job: str) -> HttpResponse:
    """Have the list taken in that was looked at."""
    visit.node.demand(IMPORT)
    found = jobs().job(visit.person.officer, job)
    files = _files(visit, found.result)
    if not files:
        raise NotFound(name=job)
    url = visit.url("evidence-list", UNNAMED).replace(UNNAMED, VERSION)
    work = fit(TakingList(files, str(found.result["as_of"]), url, visit.house.pool.writing))
    return begin(visit, TAKE_LIST, work, found.about)


@handing_in
def discard(visit: Visit, job: str) -> HttpResponse:
    """Delete the files that were looked at."""
    found = jobs().job(visit.person.officer, job)
    for each in _files(visit, found.result):
        each.drop()
    return visit.go("evidence-lists")
