"""What a list is asked for, as its address says: filters, order, text, page; and the way to other lists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest

from ambos.kernel.kinds import Kind
from ambos.kernel.paging import LIMIT, WAITS, Filter, Query

IS, LEAST, MOST = "is.", "from.", "to."
TEXT, ORDER, AFTER, PICK, WAITING = "q", "order", "after", "pick", "waits"
FALLING: Final = "-"
FILTERS: Final = 40  # of one list; an address with more of them is cut
PICKED: Final = 500  # things of one list that are ticked: more than a page has
SIGNS: Final = 300

Pair = tuple[str, str]


@dataclass(frozen=True)
class Asked:
    """The pairs of a list's address that mean something, in their order."""

    pairs: tuple[Pair, ...]

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        """Read an address; what no list understands is passed over."""
        pairs = [(name, value) for name, values in request.GET.lists() for value in values]
        told = dict.fromkeys(
            (name, value.replace("\0", "")[:SIGNS]) for name, value in pairs if _is_known(name)
        )
        picked = [pair for pair in told if pair[0] == PICK]
        return cls((*[pair for pair in told if pair[0] != PICK][:FILTERS], *picked[:PICKED]))

    def one(self, name: str) -> str:
        """Give the value of a name; the first of several, nothing where there is none."""
        return next((value for key, value in self.pairs if key == name), "")

    def query(self, kind: Kind, limit: int = LIMIT) -> Query:
        """Give the question that this address asks."""
        order = self.one(ORDER)
        return Query(
            kind=kind.name,
            where=tuple(self._filters()),
            text=self.one(TEXT),
            order=order.removeprefix(FALLING),
            descending=order.startswith(FALLING),
            after=self.one(AFTER),
            limit=limit,
        )

    def _filters(self) -> Iterable[Filter]:
        found: dict[str, Filter] = {}
        for name, value in self.pairs:
            sort, column = _parted(name)
            held = found.get(column, Filter(column))
            if sort == IS:
                found[column] = replace(held, values=(*held.values, value))
            elif sort == LEAST and value:
                found[column] = replace(held, least=value)
            elif sort == MOST and value:
                found[column] = replace(held, most=value)
        return [*found.values(), *([Filter(WAITS)] if self.one(WAITING) else [])]

    def has(self, name: str, value: str) -> bool:
        """Say whether the address holds this."""
        return (name, value) in self.pairs

    def href(self) -> str:
        """Give the part of an address that asks for this."""
        return "?" + urlencode([pair for pair in self.pairs if pair[1] or pair[0].startswith(IS)])

    def toggled(self, name: str, value: str) -> "Asked":
        """Give the list with a filter more, or with that one less; from its first page."""
        kept = self.first()
        if kept.has(name, value):
            return Asked(tuple(pair for pair in kept.pairs if pair != (name, value)))
        return Asked((*kept.pairs, (name, value)))

    def set(self, name: str, value: str) -> "Asked":
        """Give the list with one value of a name; an empty one takes the name out."""
        rest = tuple(pair for pair in self.first().pairs if pair[0] != name)
        return Asked((*rest, (name, value)) if value else rest)

    def at(self, cursor: str) -> "Asked":
        """Give another page of the same list."""
        return Asked((*self.first().pairs, (AFTER, cursor)))

    def first(self) -> "Asked":
        """Give the first page of the same list."""
        return Asked(tuple(pair for pair in self.pairs if pair[0] not in (AFTER, PICK)))

    def filters(self) -> Sequence[Pair]:
        """Give what narrows the list."""
        kept = self.first().pairs
        return [pair for pair in kept if pair[0] != ORDER and (pair[1] or pair[0].startswith(IS))]

    def picked(self) -> list[str]:
        """Give the slugs of things that were ticked."""
        return [value for name, value in self.pairs if name == PICK]


def _parted(name: str) -> Pair:
    sort = next((each for each in (IS, LEAST, MOST) if name.startswith(each)), "")
    return sort, name.removeprefix(sort)


def _is_known(name: str) -> bool:
    return name in (TEXT, ORDER, AFTER, PICK, WAITING) or bool(_parted(name)[0])
