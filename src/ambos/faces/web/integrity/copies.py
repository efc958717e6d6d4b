"""Marked copies to give out, and whose copy a leaked text was made from."""

from django.http import HttpResponse

from ambos.faces.reports.copies import FORMATS, SUFFIX
from ambos.faces.reports.copying import copy_of
from ambos.faces.reports.leaks import reasons, sentence
from ambos.faces.web.frame.asking import download, told
from ambos.faces.web.frame.visit import Visit, acting, signed_in
from ambos.faces.web.integrity.parts import crumbs, tabs
from ambos.kernel.paging import Query, page
from ambos.kernel.release_kinds import KERNEL
from ambos.node.copies import identify
from ambos.node.leaked import MOST, LeakUnreadable, text_of
from ambos.node.watching import demand_watch
from ambos.values.errors import NotFound

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "text": "text/plain; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
}
SHOWN = 20
BEST = 5


@signed_in
def form(visit: Visit) -> HttpResponse:
    """Give the form of a marked copy, and the newest copies that whoever asks may see."""
    kinds = [
        (kind.name, visit.voice.kind(kind.name, 0)) for kind in visit.node.register if kind.domain != KERNEL
    ]
    newest = page(visit.shelf, Query("export", order="at", descending=True, limit=SHOWN))
    return visit.render(
        "integrity/copies.html",
        tabs=tabs(visit, "copies"),
        crumbs=crumbs(visit, (visit.say("web_integrity", "tab.copies"), "")),
        kinds=sorted(kinds, key=lambda one: one[1]),
        forms=FORMATS,
        copies=newest.things,
        total=newest.total,
    )


@acting
def make(visit: Visit) -> HttpResponse:
    """Make a marked copy, put it on record, and give it."""
    asked = told(visit, "kind", "recipient", "format")
    if asked["format"] not in FORMATS or asked["kind"] not in visit.node.register:
        raise NotFound(name=asked["kind"])
    copied = copy_of(visit.node, visit.shown, asked["kind"], asked["recipient"], asked["format"])
    name = f"{asked['kind']}-{copied.code}.{SUFFIX[asked['format']]}"
    return download(copied.data, name, TYPES[asked["format"]])


@signed_in
def leak(visit: Visit) -> HttpResponse:
    """Give the form that takes a leaked text, to who may watch."""
    demand_watch(visit.node)
    return _leak(visit)


@signed_in
def identified(visit: Visit) -> HttpResponse:
    """Say whose copy a text or a file was made from; nothing of it is kept."""
    demand_watch(visit.node)
    if visit.request.method != "POST":
        return visit.go("integrity-leak")
    data = _handed_in(visit)
    found = identify(visit.node, text_of(data), data)
    said = [(one, sentence(one, visit.shown), reasons(one, visit.shown)) for one in found.suspects[:BEST]]
    return _leak(visit, found=found, said=said)


def _handed_in(visit: Visit) -> bytes:
    """Give the bytes of the file, else of the text."""
    file = visit.request.FILES.get("file")
    if file is not None and file.size:
        if file.size > MOST:
            raise LeakUnreadable(reason="size")
        return bytes(file.read())
    return visit.request.POST.get("text", "").encode()


def _leak(visit: Visit, **more: object) -> HttpResponse:
    return visit.render(
        "integrity/leak.html",
        tabs=tabs(visit, "leak"),
        crumbs=crumbs(visit, (visit.say("web_integrity", "tab.leak"), "")),
        **{"found": None, "said": [], **more},
    )
