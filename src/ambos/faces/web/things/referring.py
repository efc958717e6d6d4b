"""What refers to a thing: by kind and field, a few of each, and the way to all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.http import HttpResponse

from ambos.faces.reports.names import Names
from ambos.faces.web.frame.templating import address
from ambos.faces.web.frame.visit import Visit, reading
from ambos.faces.web.things.asked import IS
from ambos.faces.web.things.laid import Piece, thing_href
from ambos.kernel.fields import Ref
from ambos.kernel.kinds import Field, Kind
from ambos.kernel.paging import Filter, Query, page
from ambos.kernel.records import HOME

FEW: Final = 6


@dataclass(frozen=True)
class Group:
    """Things of one kind that refer to a thing by one field: how many, the first of them, the way to all."""

    kind: str
    field: str
    total: int
    things: Sequence[Piece]
    href: str


@reading
def show_referring(visit: Visit, kind: str, slug: str) -> HttpResponse:
    """Show what refers to a thing, as a part of its page or as a page of its own."""
    thing = visit.shelf.standing(f"{kind}/{slug}")
    names = Names(visit.shelf, visit.shown)
    names.learn_of([thing])
    part = bool(visit.request.headers.get("HX-Request"))
    return visit.render(
        "things/referring_part.html" if part else "things/referring.html",
        thing=thing,
        kind=visit.node.register.kind(kind),
        title=names.title(thing),
        heading="h3" if part else "h2",
        groups=list(_groups(visit, thing.subject, names)),
    )


def _groups(visit: Visit, subject: str, names: Names) -> Iterator[Group]:
    for kind in visit.node.register:
        if kind.name in HOME and not visit.signed_in:
            continue
        for field in kind.fields:
            if isinstance(field.type, Ref) and field.type.kind in ("*", subject.partition("/")[0]):
                yield from _group(visit, kind, field, subject, names)


def _group(visit: Visit, kind: Kind, field: Field, subject: str, names: Names) -> Iterator[Group]:
    found = page(visit.shelf, Query(kind.name, (Filter(field.name, (subject,)),), limit=FEW))
    if not found.total:
        return
    names.learn_of(found.things)
    cell = field.type.write(subject)[0]
    yield Group(
        visit.voice.kind(kind.name, found.total),
        visit.shown.field_name(kind.name, field.name),
        found.total,
        [Piece(names.title(thing), thing_href(thing.subject)) for thing in found.things],
        f"{address('things-list', kind.name)}?{urlencode({f'{IS}{field.name}': cell})}",
    )
