"""Things of any kind: listed page by page, shown, with their history and what refers to them; searched."""

from dataclasses import dataclass
from typing import Annotated, Final

import msgspec

from ambos.faces.api.errors import QueryMalformed
from ambos.faces.api.forms import HistoryForm, ReferringForm, ThingForm, ThingPage
from ambos.faces.api.route import Call, Query, Route
from ambos.faces.api.tokens import READ_RECORDS
from ambos.kernel.joint import STATES
from ambos.kernel.paging import Filter, page
from ambos.kernel.paging import Query as Asked
from ambos.kernel.shelf import Thing
from ambos.node.showing import open_record
from ambos.values.errors import NotFound

LIMIT, MOST = 50, 200
Limit = Annotated[int, msgspec.Meta(ge=1, le=MOST)]
SEPARATOR: Final = ":"


class ListQuery(Query, frozen=True):
    """Which things of a kind, in which order, and where the page begins.

    ``where`` is a field's name and a value with a colon between them, each of which must hold; ``order`` a
    field's name.
    """

    where: tuple[str, ...] = ()
    state: str = ""
    party: str = ""
    text: str = ""
    order: str = ""
    descending: bool = False
    after: str = ""
    limit: Limit = LIMIT


class SearchQuery(Query, frozen=True):
    """What is searched for, of one kind or of every."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    kind: str = ""
    limit: Limit = LIMIT


@dataclass(frozen=True)
class HitForm:
    """A thing that was found."""

    thing: ThingForm


def _list(call: Call) -> ThingPage:
    kind = call.path["kind"]
    if kind not in call.node.register:
        raise NotFound(name=kind)
    asked = call.query
    filters = [_filter(text) for text in asked.where]
    filters += [
        Filter(name, "=", (value,))
        for name, value in (("state", asked.state), ("owner", asked.party))
        if value
    ]
    found = page(
        call.shelf,
        Asked(
            kind, tuple(filters), asked.text, asked.order, asked.descending, asked.after or None, asked.limit
        ),
    )
    return ThingPage(tuple(ThingForm.of(thing) for thing in found.things), found.total, found.more)


def _filter(text: str) -> Filter:
    name, _, value = text.partition(SEPARATOR)
    if not name or not value:
        raise QueryMalformed(reason=f"where: {text}")
    return Filter(name, "=", (value,))


def _show(call: Call) -> ThingForm:
    return ThingForm.of(call.shelf.standing(call.subject))


def _history(call: Call) -> HistoryForm:
    thing: Thing = call.shelf.standing(call.subject)
    return HistoryForm.of(open_record(call.node, thing.rid))


def _referring(call: Call) -> tuple[ReferringForm, ...]:
    thing = call.shelf.standing(call.subject)
    return tuple(ReferringForm(one.subject, field) for one, field in call.shelf.referring(thing.subject))


ROUTES: Final = (
    Route("things", "/things/{kind}", READ_RECORDS, _list, ThingPage, query=ListQuery),
    Route("thing", "/things/{kind}/{slug}", READ_RECORDS, _show, ThingForm),
    Route("thing-history", "/things/{kind}/{slug}/history", READ_RECORDS, _history, HistoryForm),
    Route(
        "thing-referring",
        "/things/{kind}/{slug}/referring",
        READ_RECORDS,
        _referring,
        tuple[ReferringForm, ...],
    ),
)
__all__ = ["STATES"]
