"""Networks as ties tell them: parts, who lies between, which ties hold an assessment; methods over time.

Grades weigh ties by their length: a tie graded A1 is one long, and each step that its source or information
is below the best makes it one longer. Ways over well graded ties are therefore the shorter ones.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from ambos.analysis.methods.graphs import Graph, Pair, pair
from ambos.domains.networks.grading import is_weak, length
from ambos.domains.networks.records import SIGHTING
from ambos.kernel.paging import LIMIT, Filter, Query
from ambos.kernel.shelf import Shelf, Thing
from ambos.kernel.tables import table_of
from ambos.values.dates import Day

MONTHS: Final = 24  # of sightings that are shown
MONTHS_OF_YEAR: Final = 12
DIGITS: Final = 2


@dataclass(frozen=True)
class NodeLine:
    """An organisation or person: how many it is tied to, how far it lies between others, in which part.

    ``thing`` is None where the reader may not see what a tie names.
    """

    subject: str
    thing: Thing | None
    ties: tuple[Thing, ...]
    degree: int
    between: Decimal
    part: int


@dataclass(frozen=True)
class BridgeLine:
    """Ends that nothing but these ties holds together: the nodes on each side, whether all ties are weak."""

    ends: Pair
    ties: tuple[Thing, ...]
    sides: tuple[int, int]
    weak: bool


@dataclass(frozen=True)
class Network:
    """All ties of a day that the reader may see, and what they make of their ends."""

    today: date
    nodes: tuple[NodeLine, ...]
    ties: tuple[Thing, ...]
    parts: tuple[tuple[str, ...], ...]
    bridges: tuple[BridgeLine, ...]

    def node(self, subject: str) -> NodeLine | None:
        """Give an organisation or person, if a tie or a record names it."""
        return next((one for one in self.nodes if one.subject == subject), None)


@dataclass(frozen=True)
class MethodLine:
    """A method of operation, how deep it stands in the catalogue, how often it was seen in all and by month.

    ``months`` ends with the present month; sightings of what stands below a method count for it too.
    """

    method: Thing
    depth: int
    total: int
    months: tuple[int, ...]


def network(shelf: Shelf, *, every: bool = False) -> Network:
    """Give the network of the ties that hold on the day of the shelf, or of every tie on record."""
    things = shelf.titles("organisation") | shelf.titles("person")
    ties = tuple(tie for tie in shelf.things("tie") if every or holds(tie, shelf.today))
    return network_of(things, ties, shelf.today)


def holds(tie: Thing, today: date) -> bool:
    """Say whether a tie has begun and is not over on a day."""
    until = tie.get("valid_until")
    return Day.parse(tie.get("valid_from")).first <= today and (not until or Day.parse(until).last >= today)


def network_of(things: Mapping[str, Thing], ties: Sequence[Thing], today: date) -> Network:
    """Give the network of these ends and ties."""
    graph = Graph.of(things, ((tie.get("origin"), tie.get("target"), length_of(tie)) for tie in ties))
    part_of = {node: at for at, part in enumerate(graph.parts) for node in part}
    by_end = _by_end(ties)
    nodes = (
        NodeLine(
            node,
            things.get(node),
            by_end.get(node, ()),
            graph.degree(node),
            _rounded(graph, node),
            part_of[node],
        )
        for node in graph.nodes
    )
    ranked = sorted(nodes, key=lambda one: (-one.between, -one.degree, one.subject))
    return Network(today, tuple(ranked), tuple(ties), graph.parts, tuple(_bridges(graph, ties)))


def _rounded(graph: Graph, node: str) -> Decimal:
    value = graph.between[node]
    return round(Decimal(value.numerator) / Decimal(value.denominator), DIGITS)


def _by_end(ties: Iterable[Thing]) -> Mapping[str, tuple[Thing, ...]]:
    found: dict[str, list[Thing]] = {}
    for tie in ties:
        for end in (tie.get("origin"), tie.get("target")):
            found.setdefault(end, []).append(tie)
    return {end: tuple(ones) for end, ones in found.items()}


def length_of(tie: Thing) -> int:
    """Give how long a tie is by its grades."""
    return length(tie.get("reliability"), tie.get("information"))


def weak(tie: Thing) -> bool:
    """Say whether a tie's grades are weak."""
    return is_weak(tie.get("reliability"), tie.get("information"))


def _bridges(graph: Graph, ties: Iterable[Thing]) -> Iterable[BridgeLine]:
    between: dict[Pair, list[Thing]] = {}
    for tie in ties:
        between.setdefault(pair(tie.get("origin"), tie.get("target")), []).append(tie)
    lines = (
        BridgeLine(ends, tuple(between[ends]), graph.sides(ends), all(map(weak, between[ends])))
        for ends in graph.bridges
    )
    return sorted(lines, key=lambda one: (not one.weak, -min(one.sides), one.ends))


# -- methods of operation


def methods(shelf: Shelf) -> tuple[MethodLine, ...]:
    """Give the catalogue in the order of its numbers, each method with how often it was seen, and when.

    Sightings may be very many: they are counted where they lie.
    """
    things = shelf.titles("method")
    seen: dict[str, Counter[int]] = {}
    for method, month, count in _counted(shelf):
        for subject in _upward(method, things):
            seen.setdefault(subject, Counter())[month] += count
    ordered = sorted(things.values(), key=lambda one: (one.get("number"), one.subject))
    return tuple(_method(one, seen.get(one.subject, Counter()), shelf.today) for one in ordered)


def sightings(found: Iterable[MethodLine], method: str, limit: int = LIMIT) -> Query:
    """Give what asks for the sightings of a method and of those below it, the newest first."""
    things = {one.method.subject: one.method for one in found}
    below = tuple(one.slug for one in things.values() if method in _upward(one.subject, things))
    return Query("sighting", (Filter("method", below),), order="seen", descending=True, limit=limit)


def _counted(shelf: Shelf) -> Iterator[tuple[str, int, int]]:
    """Give how often each method was seen in each month, as far as the person may see it."""
    rows = shelf.rows(
        "SELECT k.f_method, substr(k.f_seen, 1, 7), sum(coalesce(k.f_count, 1)) "
        f"FROM {table_of(SIGHTING)} k WHERE k.shown = 1 AND {shelf.within('k.sight')} "
        "GROUP BY k.f_method, substr(k.f_seen, 1, 7)",
        (),
    )
    for method, month, count in rows:
        yield f"method/{method}", _month(Day.parse(month).first), int(count)


def _upward(subject: str, things: Mapping[str, Thing]) -> Iterable[str]:
    """Give a method and those above it; a chain that bites its own tail is cut there."""
    found: list[str] = []
    while subject in things and subject not in found:
        found.append(subject)
        subject = things[subject].get("parent") or ""
    return found


def _method(method: Thing, seen: Counter[int], today: date) -> MethodLine:
    first = _month(today) - MONTHS + 1
    months = tuple(seen[first + at] for at in range(MONTHS))
    return MethodLine(method, str(method.get("number")).count("."), seen.total(), months)


def _month(day: date) -> int:
    return day.year * MONTHS_OF_YEAR + day.month
