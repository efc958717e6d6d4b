"""Say a thing anew without losing what another said meanwhile."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ambos.kernel.acts import MovedOn, New
from ambos.kernel.joint import COUNTERSIGNS
from ambos.node.assemble import KINDS
from ambos.node.rewriting import base_of, revise_over, standing_versions, three_way
from ambos.testing.pair import Pair, pair
from ambos.values.errors import NotFound

FRAMEWORK = next(kind for kind in KINDS if kind.name == "framework")
SIG = "framework/sig"


@pytest.fixture
def agreed(tmp_path: Path) -> Iterator[Pair]:
    """Two nodes that agree on a framework."""
    with pair(tmp_path) as made:
        (ours,) = made.us.propose([New("framework", "sig", {"name": {"en": "Group"}})])
        made.exchange()
        made.mx.answer(COUNTERSIGNS, [ours.rid.hex()], {})
        made.exchange()
        yield made


def test_a_revision_begins_where_ours_stands(agreed: Pair) -> None:
    """It begins from the agreed text, and from our own proposal once one waits; never from theirs."""
    first = base_of(agreed.us, SIG)
    assert (first.rid, first.over) == (first.thing.rid, (first.thing.rid,))
    newer = agreed.us.revise(SIG, {"abbreviation": "S"}).rid.hex()
    agreed.exchange()
    ours, theirs = base_of(agreed.us, SIG), base_of(agreed.mx, SIG)
    assert (ours.rid, ours.body["abbreviation"]) == (newer, "S")
    assert (theirs.rid, set(theirs.over)) == (first.rid, {first.rid, newer})


def test_another_things_version_is_not_taken(agreed: Pair) -> None:
    """A version that is named must be of the thing itself."""
    (other,) = agreed.us.propose([New("framework", "other", {"name": {"en": "Other"}})])
    with pytest.raises(NotFound):
        base_of(agreed.us, SIG, other.rid.hex())


def test_a_whole_body_is_written_over_what_was_seen(agreed: Pair) -> None:
    """A field that the body lacks is taken out; over versions that are no longer all, nothing is written."""
    base = base_of(agreed.us, SIG)
    revise_over(agreed.us, SIG, {"name": {"en": "G"}, "abbreviation": "A"}, None, base.over)
    with pytest.raises(MovedOn):
        revise_over(agreed.us, SIG, {"name": {"en": "H"}}, None, base.over)
    newer = base_of(agreed.us, SIG)
    revise_over(agreed.us, SIG, {"name": {"en": "G"}, "ended": "2020"}, None, newer.over)
    assert base_of(agreed.us, SIG).body == {"name": {"en": "G"}, "ended": "2020"}
    assert len(standing_versions(agreed.us.shelf.thing(SIG))) == 2


def test_only_what_differs_is_to_choose() -> None:
    """Who alone has changed a field is taken; where both have, nobody is; what is alike is not asked."""
    base = {"name": {"en": "A"}, "abbreviation": "A", "started": "2020", "ended": "2024"}
    yours = {"name": {"en": "B"}, "abbreviation": "B", "started": "2020", "ended": "2025"}
    theirs = {"name": {"en": "A"}, "abbreviation": "C", "started": "2021", "ended": "2025"}
    found = {each.field: each.taken for each in three_way(FRAMEWORK, base, yours, theirs)}
    assert found == {"name": "yours", "abbreviation": "", "started": "theirs"}
