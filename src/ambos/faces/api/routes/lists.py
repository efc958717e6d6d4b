"""Official lists: their versions, what changed between two, where a name stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final

import msgspec

from ambos.evidence.lists.differences import SORTS, Difference
from ambos.evidence.lists.finding import Found
from ambos.faces.accounts.scopes import READ_FIGURES
from ambos.faces.api.forms import ThingForm
from ambos.faces.api.route import Call, Query, Route
from ambos.node.lists import differ, find_name, lists
from ambos.values.ids import SLUG_PATTERN

Slug = Annotated[str, msgspec.Meta(pattern=f"^{SLUG_PATTERN}$")]


class DifferQuery(Query, frozen=True):
    """Two versions of one list, or the name of a list for its newest."""

    first: Slug
    second: Slug


class FindQuery(Query, frozen=True):
    """The words of a name."""

    words: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


@dataclass(frozen=True)
class ListForm:
    """A list and its versions, the newest first."""

    list: str
    versions: tuple[ThingForm, ...]


@dataclass(frozen=True)
class DifferForm:
    """What changed between two versions, counted and one by one; fields that only one tells are left out."""

    before: str
    after: str
    counts: Mapping[str, int]
    not_compared: tuple[str, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class FoundForm:
    """Where a name stands in the newest version of a list; a name found is no person identified."""

    version: str
    here: bool
    found: tuple[Found, ...]


def _lists(call: Call) -> tuple[ListForm, ...]:
    return tuple(
        ListForm(one.code, tuple(ThingForm.of(thing) for thing in one.versions)) for one in lists(call.shelf)
    )


def _differ(call: Call) -> DifferForm:
    found = differ(call.node, call.query.first, call.query.second)
    counts = {sort: found.count(sort) for sort in SORTS}
    return DifferForm(found.before.subject, found.after.subject, counts, found.untold, found.differences)


def _find(call: Call) -> tuple[FoundForm, ...]:
    found = find_name(call.node, call.query.words)
    return tuple(FoundForm(one.version.subject, one.here, one.found) for one in found)


ROUTES: Final[tuple[Route, ...]] = (
    Route("lists", "/lists", READ_FIGURES, _lists, tuple[ListForm, ...]),
    Route("lists-differ", "/lists/differ", READ_FIGURES, _differ, DifferForm, query=DifferQuery),
    Route("lists-find", "/lists/find", READ_FIGURES, _find, tuple[FoundForm, ...], query=FindQuery),
)
