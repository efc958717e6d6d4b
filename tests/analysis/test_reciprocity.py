"""Reciprocity sets what is counted in one direction beside the same in the other."""

from decimal import Decimal

from ambos.analysis.studies.indicators import Measures
from ambos.analysis.studies.reciprocity import reciprocity_lines
from ambos.node.node import Node


def test_extraditions_stand_beside_extraditions(record: Node) -> None:
    """Both directions of extradition are one pair; 2006 is counted in both, and no nationals-only figure
    or running total takes part."""
    (line,) = reciprocity_lines(Measures.read(record.shelf))
    assert (line.one.subject, line.other.subject) == (
        "indicator/extraditions-mx-us",
        "indicator/extraditions-us-mx",
    )
    both = {str(one.period): (one.value, other.value) for one, other in line.pairs if one and other}
    assert both["2006"] == (Decimal(63), Decimal(25))
    assert all(one is None or one.scope == "all persons" for one, _ in line.pairs)
    assert all(one is None or one.status != "cumulative" for one, _ in line.pairs)


def test_pairs_are_of_one_period(record: Node) -> None:
    """Each row is one period, newest first, and none is empty on both sides."""
    for line in reciprocity_lines(Measures.read(record.shelf)):
        periods = [{side.period for side in pair if side} for pair in line.pairs]
        assert all(len(found) == 1 for found in periods)
        lasts = [next(iter(found)).last for found in periods]
        assert lasts == sorted(lasts, reverse=True)
