"""Measures of a graph with graded ties: parts, neighbours, who lies between, which ties hold it together.

Betweenness is Brandes' algorithm (Journal of Mathematical Sociology 25, 2001, 163-177) over lengths in whole
numbers, so that equal ways are equal. Bridges are Tarjan's (Information Processing Letters 2, 1974, 160-161).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from heapq import heappop, heappush

Pair = tuple[str, str]


@dataclass(frozen=True)
class Graph:
    """Nodes, and the length of the shortest tie between two that are tied; a tie has no direction."""

    nodes: tuple[str, ...]
    lengths: Mapping[Pair, int]

    @classmethod
    def of(cls, nodes: Iterable[str], ties: Iterable[tuple[str, str, int]]) -> "Graph":
        """Make a graph; of several ties between two nodes the shortest counts, a tie to itself does not."""
        lengths: dict[Pair, int] = {}
        for one, other, length in ties:
            if one != other:
                key = pair(one, other)
                lengths[key] = min(length, lengths.get(key, length))
        ends = {end for key in lengths for end in key}
        return cls(tuple(sorted({*nodes, *ends})), lengths)

    @cached_property
    def near(self) -> Mapping[str, tuple[str, ...]]:
        """Give the neighbours of each node."""
        found: dict[str, list[str]] = {node: [] for node in self.nodes}
        for one, other in self.lengths:
            found[one].append(other)
            found[other].append(one)
        return {node: tuple(sorted(ones)) for node, ones in found.items()}

    def degree(self, node: str) -> int:
        """Give how many others a node is tied to."""
        return len(self.near[node])

    @cached_property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """Give the parts between which there is no tie, the largest first."""
        seen: set[str] = set()
        found = []
        for node in self.nodes:
            if node not in seen:
                part = self._with(node)
                seen |= part
                found.append(tuple(sorted(part)))
        return tuple(sorted(found, key=lambda part: (-len(part), part)))

    def _with(self, start: str, without: Pair | None = None) -> set[str]:
        found, waiting = {start}, [start]
        while waiting:
            node = waiting.pop()
            for other in self.near[node]:
                if other not in found and pair(node, other) != without:
                    found.add(other)
                    waiting.append(other)
        return found

    @cached_property
    def between(self) -> Mapping[str, Fraction]:
        """Give for each node the share of shortest ways through it, summed over all pairs of others."""
        found = dict.fromkeys(self.nodes, Fraction(0))
        for start in self.nodes:
            order, ways, before = self._shortest(start)
            share = dict.fromkeys(order, Fraction(0))
            for node in reversed(order):
                for one in before[node]:
                    share[one] += Fraction(ways[one], ways[node]) * (1 + share[node])
                if node != start:
                    found[node] += share[node]
        return {node: value / 2 for node, value in found.items()}

    def _shortest(self, start: str) -> tuple[list[str], dict[str, int], dict[str, list[str]]]:
        """Give nodes by their distance, in how many shortest ways each is reached, and from which."""
        far, ways, before = {start: 0}, {start: 1}, {start: list[str]()}
        order, done, waiting = list[str](), set[str](), [(0, start)]
        while waiting:
            distance, node = heappop(waiting)
            if node in done:
                continue
            done.add(node)
            order.append(node)
            for other in self.near[node]:
                length = distance + self.lengths[pair(node, other)]
                if other not in far or length < far[other]:
                    far[other], ways[other], before[other] = length, ways[node], [node]
                    heappush(waiting, (length, other))
                elif length == far[other] and other not in done:
                    ways[other] += ways[node]
                    before[other].append(node)
        return order, ways, before

    @cached_property
    def bridges(self) -> tuple[Pair, ...]:
        """Give the ties without which a part would fall into two."""
        found: list[Pair] = []
        low: dict[str, int] = {}
        place: dict[str, int] = {}
        for root in self.nodes:
            if root not in place:
                self._walk(root, place, low, found)
        return tuple(sorted(found))

    def _walk(self, root: str, place: dict[str, int], low: dict[str, int], found: list[Pair]) -> None:
        place[root] = low[root] = len(place)
        way = [(root, "", iter(self.near[root]))]
        while way:
            node, parent, others = way[-1]
            other = next(others, None)
            if other is None:
                way.pop()
                if parent:
                    low[parent] = min(low[parent], low[node])
                    if low[node] > place[parent]:
                        found.append(pair(parent, node))
            elif other not in place:
                place[other] = low[other] = len(place)
                way.append((other, node, iter(self.near[other])))
            elif other != parent:
                low[node] = min(low[node], place[other])

    def sides(self, bridge: Pair) -> tuple[int, int]:
        """Give how many nodes stand on each side of a bridge."""
        one = len(self._with(bridge[0], bridge))
        return one, len(self._with(bridge[1], bridge))


def pair(one: str, other: str) -> Pair:
    """Give two nodes in one order."""
    return (one, other) if one < other else (other, one)
