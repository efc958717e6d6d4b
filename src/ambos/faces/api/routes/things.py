"""Things of any kind: listed page by page, shown, with their history and what refers to them; searched."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Final

import msgspec

from ambos.faces.accounts.scopes import READ_RECORDS
from ambos.faces.api.errors import QueryMalformed
from ambos.faces.api.forms import HistoryForm, ReferringForm, ThingForm, ThingPage
from ambos.faces.api.route import Call, Query, Route
from ambos.kernel.paging import WAITS, Filter, page
from ambos.kernel.paging import Query as Asked
from ambos.kernel.searching import Hit, search
from ambos.node.showing import open_record
from ambos.values.errors import NotFound

LIMIT, MOST = 50, 200
STATE, OWNER = "@state", "@owner"
CONDITION: Final = re.compile(r"([a-z][a-z0-9_.]*)(:|>=|<=)(.*)", re.ASCII)
Limit = Annotated[int, msgspec.Meta(ge=1, le=MOST)]


class ListQuery(Query, frozen=True):
    """Which things of a kind, in which order, and where the page begins."""

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
    after: str = ""
    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = LIMIT


@dataclass(frozen=True)
class HitForm:
    """A thing that was found, the field that speaks of it, and a part of its text around the words."""

    thing: ThingForm
    field: str
    text: str

    @classmethod
    def of(cls, hit: Hit) -> "HitForm":
        """Tell what was found."""
        return cls(ThingForm.of(hit.thing), hit.field, "".join(text for text, _ in hit.parts))


@dataclass(frozen=True)
class HitPage:
    """What was found, and the cursor for more of it."""

    hits: tuple[HitForm, ...]
    next: str | None


@dataclass(frozen=True)
class WaitingForm:
    """How many things of a kind wait for our answer, and the last of them that came."""

    kind: str
    total: int
    things: tuple[ThingForm, ...]


def _list(call: Call) -> ThingPage:
    kind, asked = call.path["kind"], call.query
    if kind not in call.node.register:
        raise NotFound(name=kind)
    usual = Asked(kind)
    query = Asked(
        kind=kind,
        where=(*_filters(asked.where), *_given(STATE, asked.state), *_given(OWNER, asked.party)),
        text=asked.text,
        order=asked.order or usual.order,
        descending=asked.descending,
        after=asked.after,
        limit=asked.limit,
    )
    found = page(call.shelf, query)
    return ThingPage(tuple(ThingForm.of(thing) for thing in found.things), found.total, found.more or None)


def _given(column: str, value: str) -> tuple[Filter, ...]:
    return (Filter(column, (value,)),) if value else ()


def _filters(conditions: Iterable[str]) -> Iterable[Filter]:
    """Read conditions: one of several values of a column, and what lies from one value to another."""
    values: dict[str, list[str]] = {}
    for text in conditions:
        match = CONDITION.fullmatch(text)
        if match is None:
            raise QueryMalformed(reason=f"where: {text}")
        column, sign, value = match.groups()
        if sign == ":":
            values.setdefault(column, []).append(value)
        else:
            yield Filter(column, least=value) if sign == ">=" else Filter(column, most=value)
    yield from (Filter(column, tuple(found)) for column, found in values.items())


def _show(call: Call) -> ThingForm:
    return ThingForm.of(call.shelf.standing(call.subject))


def _history(call: Call) -> HistoryForm:
    return HistoryForm.of(open_record(call.node, call.shelf.standing(call.subject).rid))


def _referring(call: Call) -> tuple[ReferringForm, ...]:
    thing = call.shelf.standing(call.subject)
    return tuple(ReferringForm(one.subject, field) for one, field in call.shelf.referring(thing.subject))


def _inbox(call: Call) -> tuple[WaitingForm, ...]:
    shelf = call.shelf
    joint = (kind.name for kind in call.node.register if kind.joint)
    pages = ((name, page(shelf, Asked(name, (Filter(WAITS),), order="@newest"))) for name in joint)
    return tuple(
        WaitingForm(name, found.total, tuple(ThingForm.of(thing) for thing in found.things))
        for name, found in pages
        if found.total
    )


def _search(call: Call) -> HitPage:
    asked = call.query
    if asked.kind and asked.kind not in call.node.register:
        raise NotFound(name=asked.kind)
    found = search(call.shelf, asked.text, asked.kind, asked.limit, asked.after, call.language.code)
    return HitPage(tuple(HitForm.of(hit) for hit in found.hits), found.more or None)


_REFERRING: Final = tuple[ReferringForm, ...]
ROUTES: Final = (
    Route("things", "/things/{kind}", READ_RECORDS, _list, ThingPage, query=ListQuery),
    Route("thing", "/things/{kind}/{slug}", READ_RECORDS, _show, ThingForm),
    Route("thing-history", "/things/{kind}/{slug}/history", READ_RECORDS, _history, HistoryForm),
    Route("thing-referring", "/things/{kind}/{slug}/referring", READ_RECORDS, _referring, _REFERRING),
    Route("inbox", "/inbox", READ_RECORDS, _inbox, tuple[WaitingForm, ...]),
    Route("search", "/search", READ_RECORDS, _search, HitPage, query=SearchQuery),
)
