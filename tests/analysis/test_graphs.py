"""Measures of graphs beside published figures, and beside what counting every way gives."""

from fractions import Fraction
from itertools import combinations, pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambos.analysis.methods.graphs import Graph, pair
from ambos.analysis.methods.layout import places

# Krackhardt's kite (Administrative Science Quarterly 35, 1990, 342-369): Andre, Beverly, Carol, Diane, Ed,
# Fernando, Garth, Heather, Ike, Jane.
TIED = "AB AC AD AF BD BE BG CD CF DE DF DG EG FG FH GH HI IJ"
# Betweenness there, as printed in parts of the 36 pairs of others: .389, .231, .222, .102, .023.
PUBLISHED = {"H": "0.389", "F": "0.231", "G": "0.231", "I": "0.222", "D": "0.102", "A": "0.023", "J": "0.000"}

NODES = "abcdef"
TIES = st.dictionaries(
    st.sampled_from([pair(*two) for two in combinations(NODES, 2)]), st.integers(1, 3), max_size=10
)


def graph(ties: dict[tuple[str, str], int]) -> Graph:
    """Make a graph of six nodes."""
    return Graph.of(NODES, ((one, other, length) for (one, other), length in ties.items()))


@pytest.mark.parametrize("node", PUBLISHED)
def test_betweenness_is_as_published(node: str) -> None:
    """The kite's betweenness is Krackhardt's, to the three digits that he prints."""
    found = Graph.of((), ((pair[0], pair[1], 1) for pair in TIED.split())).between
    assert f"{float(found[node] / 36):.3f}" == PUBLISHED[node]


def counted(found: Graph) -> dict[str, Fraction]:
    """Give betweenness by trying every way from every node to every other."""
    total = dict.fromkeys(found.nodes, Fraction(0))
    for start, end in combinations(found.nodes, 2):
        rest = [node for node in found.nodes if node not in (start, end)]
        ways = [(start, *way, end) for size in range(len(rest) + 1) for way in permutations(rest, size)]
        lengths = [
            (sum(found.lengths[pair(*step)] for step in pairwise(way)), way)
            for way in ways
            if all(pair(*step) in found.lengths for step in pairwise(way))
        ]
        best = [way for length, way in lengths if length == min(lengths)[0]]
        for way in best:
            for node in way[1:-1]:
                total[node] += Fraction(1, len(best))
    return total


@settings(max_examples=12)
@given(TIES)
def test_betweenness_is_what_counting_gives(ties: dict[tuple[str, str], int]) -> None:
    """On small graphs with ties of several lengths, betweenness is that of counting all shortest ways."""
    assert graph(ties).between == counted(graph(ties))


@given(TIES)
def test_bridges_are_what_taking_away_shows(ties: dict[tuple[str, str], int]) -> None:
    """A tie is a bridge exactly if there are more parts without it, and its sides are what falls apart."""
    found = graph(ties)
    for one in ties:
        without = graph({key: length for key, length in ties.items() if key != one})
        assert (one in found.bridges) == (len(without.parts) > len(found.parts))
        if one in found.bridges:
            sizes = {end: next(len(part) for part in without.parts if end in part) for end in one}
            assert found.sides(one) == (sizes[one[0]], sizes[one[1]])


@given(TIES)
def test_degrees_and_parts_count_everything_once(ties: dict[tuple[str, str], int]) -> None:
    """Degrees add up to twice the ties, and every node lies in one part."""
    found = graph(ties)
    assert sum(map(found.degree, found.nodes)) == 2 * len(found.lengths)
    assert sorted(node for part in found.parts for node in part) == sorted(found.nodes)


@settings(max_examples=20)
@given(TIES)
def test_a_drawing_is_the_same_each_time(ties: dict[tuple[str, str], int]) -> None:
    """The same graph is drawn in the same places, inside the drawing, no two nodes upon each other."""
    found = places(NODES, ties, 900, 400)
    assert found == places(NODES, reversed(list(ties)), 900, 400)
    assert all(0 <= x <= 900 and 0 <= y <= 400 for x, y in found.values())
    assert len(set(found.values())) == len(NODES)
