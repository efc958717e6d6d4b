"""The search: everything that whoever asks may see and in which every word stands, grouped by kind.

How many things there are that were not found, or may not be seen, is said nowhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse

from ambos.faces.reports.names import Names
from ambos.faces.web.frame.templating import address
from ambos.faces.web.frame.visit import Visit, reading
from ambos.kernel.records import HOME
from ambos.kernel.searching import Found, Hit, search

LIMIT: Final = 30
SIGNS: Final = 200


@dataclass(frozen=True)
class Result:
    """A thing that was found: its name, its page, the words around what was sought in one of its fields."""

    title: str
    href: str
    subject: str
    state: str
    owner: str
    field: str
    parts: Sequence[tuple[str, bool]]


@dataclass(frozen=True)
class Group:
    """What was found of one kind."""

    kind: str
    name: str
    results: Sequence[Result]


def asked_text(visit: Visit) -> str:
    """Give what was typed, without what no search understands."""
    return visit.request.GET.get("q", "").replace("\0", "")[:SIGNS].strip()


@reading
def show_search(visit: Visit) -> HttpResponse:
    """Show what was found; while somebody types, only the part of the page that changes."""
    text, kind = asked_text(visit), visit.request.GET.get("kind", "")
    kind = kind if kind in visit.node.register else ""
    after = visit.request.GET.get("after", "")
    found = search(visit.shelf, text, kind, LIMIT, after, visit.language.code)
    names = Names(visit.shelf, visit.shown)
    names.learn_of([hit.thing for hit in found.hits])
    part = bool(visit.request.headers.get("HX-Request"))
    return visit.render(
        "search/found_part.html" if part else "search/page.html",
        text=text,
        chosen=kind,
        after=after,
        groups=grouped(visit, found, names),
        more=found.more,
        kinds=_kinds(visit),
    )


def grouped(visit: Visit, found: Found, names: Names) -> list[Group]:
    """Give what was found by kind, kinds in the order in which they were found first."""
    order = dict.fromkeys(hit.thing.kind for hit in found.hits)
    return [
        Group(
            kind,
            visit.voice.kind(kind, 0),
            [_result(visit, hit, names) for hit in found.hits if hit.thing.kind == kind],
        )
        for kind in order
    ]


def _result(visit: Visit, hit: Hit, names: Names) -> Result:
    thing, kind = hit.thing, visit.node.register[hit.thing.kind]
    told = visit.shown.field_name(kind.name, hit.field) if hit.field else ""
    return Result(
        title=names.title(thing),
        href=address("things-show", kind.name, thing.slug),
        subject=thing.subject,
        state=thing.state if kind.joint else "",
        owner=thing.owner,
        field=told,
        parts=hit.parts,
    )


def _kinds(visit: Visit) -> list[tuple[str, str]]:
    """Give the kinds to search among by their names."""
    kinds = [kind.name for kind in visit.node.register if visit.signed_in or kind.name not in HOME]
    return sorted(((name, visit.voice.kind(name, 0)) for name in kinds), key=lambda pair: pair[1].casefold())
