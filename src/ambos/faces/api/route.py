"""A route as data: from it come address, checks, and its place in the description of the interface."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, Final

import msgspec

from ambos.i18n.catalogue import Language
from ambos.kernel.shelf import Shelf
from ambos.node.node import Node
from ambos.values.ids import KIND_PATTERN, PARTY_PATTERN, PSEUDONYM_PATTERN, SLUG_PATTERN

if TYPE_CHECKING:
    from ambos.faces.accounts.models import Token

GET: Final = "GET"
POST: Final = "POST"
JSON: Final = "application/json"
OCTETS: Final = "application/octet-stream"
RID_PATTERN: Final = "[0-9a-f]{32}"
KEY_HEADER: Final = "Idempotency-Key"
KEY_PATTERN: Final = "[A-Za-z0-9_-]{8,64}"

# The parts of addresses, and what each may be.
PARTS: Final[Mapping[str, str]] = {
    "kind": KIND_PATTERN,
    "slug": SLUG_PATTERN,
    "indicator": SLUG_PATTERN,
    "body": SLUG_PATTERN,
    "rid": RID_PATTERN,
    "party": PARTY_PATTERN,
    "job": RID_PATTERN,
    "person": f"({SLUG_PATTERN}|{PSEUDONYM_PATTERN})",
}


# A day, known to the year, the month or the day; or nothing.
DayText = Annotated[
    str, msgspec.Meta(pattern="^([1-9][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?)?$")
]


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The parameters of a query; this one has none."""


@dataclass(frozen=True)
class Made:
    """What an act made, and the address at which it is found."""

    value: Any
    location: str


@dataclass
class Call:
    """One request, understood: who asks, in which language, of which node, and what.

    ``stream`` gives the next bytes of an upload as it comes; ``node`` is set once somebody sits at it.
    """

    token: "Token | None"
    language: Language
    path: Mapping[str, str]
    query: Any
    body: Any = None
    stream: Callable[[int], bytes] | None = None
    length: int = 0
    signing: bool = False
    _node: Node | None = field(default=None, repr=False)

    @property
    def node(self) -> Node:
        """Give the node, with the token's officer at its desk."""
        assert self._node is not None
        return self._node

    @node.setter
    def node(self, node: Node) -> None:
        self._node = node

    @property
    def shelf(self) -> Shelf:
        """Give what the officer may see."""
        return self.node.shelf

    @property
    def subject(self) -> str:
        """Give the thing that the address names."""
        return f"{self.path['kind']}/{self.path['slug']}"


Run = Callable[[Call], Any]


@dataclass(frozen=True)
class Route:
    """One method of one address.

    ``scope`` is what a token must have, empty where none is asked for; ``answer`` the type of
    what is given, ``body`` of what is taken, of the sort ``media``. A route that ``writes`` acts, once
    for a key; from JSON at the one writer's desk.
    """

    name: str
    path: str
    scope: str
    run: Run
    answer: Any
    method: str = GET
    query: type[Query] = Query
    body: type[msgspec.Struct] | None = None
    media: str = JSON
    status: int = 200
    writes: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """Give the names of the parts of the address that are filled in."""
        return tuple(part[1:-1] for part in self.path.split("/") if part.startswith("{"))
