"""What anybody may see of a node: a fold of the public records alone, and a packet and stamp made from it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ambos.faces.reports.editions import EDITIONS
from ambos.faces.reports.render import FORMATS, render
from ambos.i18n import Language
from ambos.kernel.acts import New
from ambos.kernel.joint import COUNTERSIGNS, WITHDRAWS
from ambos.node.node import Node
from ambos.node.public import KEPT, released, standing
from ambos.node.recalls import recall
from ambos.node.stamps import public_stamped, stamped
from ambos.testing.pair import Pair, pair
from ambos.values.errors import NotFound
from ambos.values.handling import PUBLIC, Label

TODAY = date(2026, 3, 1)
WORDS = {"en": "Fewer deaths", "es": "Menos muertes"}
FRAMEWORK = New("framework", "ours", {"name": WORDS, "started": "2025-09"}, PUBLIC)
GOAL = New("goal", "lives", {"framework": "framework/ours", "name": WORDS}, PUBLIC)
SECRET = {"en": "Quiet plan", "es": "Plan reservado"}
UNRELEASED = [
    New("framework", "quiet", {"name": SECRET, "started": "2025-09"}, Label()),
    New("goal", "quiet", {"framework": "framework/ours", "name": SECRET}, Label(("MX",))),
    New("goal", "quieter", {"framework": "framework/ours", "name": SECRET}, Label(("MX",), tlp="red")),
    New(
        "commitment",
        "quiet",
        {"framework": "framework/ours", "sentence": SECRET, "said_on": "2025-10-01", "said_by": "us"},
        Label(),
    ),
]


@pytest.fixture
def nodes(tmp_path: Path) -> Iterator[Pair]:
    """Two nodes that share a framework and a goal in public."""
    with pair(tmp_path) as made:
        made.us.propose([FRAMEWORK, GOAL])
        made.exchange(2)
        yield made


def editions(node: Node) -> list[bytes]:
    """Give the public edition in every form and language."""
    made = public_stamped(node, TODAY)
    return [
        render(made, EDITIONS["public"], Language(code), form) for code in ("en", "es") for form in FORMATS
    ]


def test_the_public_tables_that_are_kept_are_the_fold_made_anew(nodes: Pair) -> None:
    """After each act, a recall and its withdrawal among them, the kept tables show what a new fold shows."""
    us = nodes.us
    use = {"reach": "use", "reason": "inaccurate", "words": "The date is wrong."}
    agreed(us)
    us.propose([New("goal", "more", {"framework": "framework/ours", "name": WORDS}, PUBLIC), *UNRELEASED])
    agreed(us)
    (written,) = recall(us, "goal/lives", use)
    agreed(us)
    us.answer(WITHDRAWS, [written.rid.hex()], {"reason": "It was right after all"})
    us.revise("framework/ours", {"started": "2025-10"})
    agreed(us)
    assert not (us.config.home / KEPT).read_bytes().count(SECRET["en"].encode())


def test_what_is_destroyed_is_not_left_in_the_public_tables(nodes: Pair) -> None:
    """After a body was destroyed, no file of the public tables holds it."""
    us = nodes.us
    us.propose([New("goal", "gone", {"framework": "framework/ours", "name": SECRET}, PUBLIC)])
    agreed(us)
    recall(us, "goal/gone", {"reach": "erase", "reason": "inaccurate", "words": "Never to be said."})
    agreed(us)
    for path in us.config.logs.glob("public.*"):
        assert SECRET["en"].encode() not in path.read_bytes()


def agreed(node: Node) -> None:
    """Demand that the kept public tables show what those made anew show."""
    with released(node, node.today()) as anew, standing(node) as kept:
        for kind in node.register:
            assert kept.things(kind.name) == anew.shelf.things(kind.name)


def test_what_is_not_public_changes_nothing(nodes: Pair) -> None:
    """Whatever is written without a public label, the public edition keeps its bytes in every form."""
    before = editions(nodes.us)
    nodes.us.propose(UNRELEASED)
    nodes.us.enrol("clerk", {"name": "A clerk", "roles": ["analyst"]})
    nodes.exchange(2)
    assert editions(nodes.us) == before
    whole = stamped(nodes.us, TODAY)
    assert len(whole.packet.review.frameworks) == 2
    assert not [text for text in before if SECRET["en"].encode() in text or SECRET["es"].encode() in text]


def test_what_is_public_does_show(nodes: Pair) -> None:
    """One more public thing changes the edition and its digest: the test above can fail."""
    before, stamp = editions(nodes.us), public_stamped(nodes.us, TODAY).stamp
    nodes.us.propose([New("goal", "more", {"framework": "framework/ours", "name": WORDS}, PUBLIC)])
    assert not set(editions(nodes.us)) & set(before)
    after = public_stamped(nodes.us, TODAY).stamp
    assert (after.records, after.digest != stamp.digest) == (stamp.records + 1, True)


def test_both_nodes_print_one_digest(nodes: Pair) -> None:
    """Two nodes that hold the same public records give the same digest, whoever said them."""
    waiting = [nodes.mx.shelf.thing(f"{new.kind}/{new.slug}").rid for new in (FRAMEWORK, GOAL)]
    nodes.mx.answer(COUNTERSIGNS, waiting, {})
    nodes.us.propose(UNRELEASED)
    nodes.exchange(2)
    one, other = (public_stamped(node, TODAY).stamp for node in (nodes.us, nodes.mx))
    assert one == other and one.records == 4


def test_the_fold_shows_public_things_as_they_stand(nodes: Pair) -> None:
    """A public thing stands in it as it does for the house, and what is not public is not there."""
    nodes.us.propose(UNRELEASED)
    with released(nodes.us, TODAY) as public:
        assert public.shelf.thing("goal/lives").state == nodes.us.shelf.thing("goal/lives").state
        for new in UNRELEASED:
            with pytest.raises(NotFound):
                public.shelf.thing(new.subject)


def test_the_public_stamp_counts_no_log(nodes: Pair) -> None:
    """The size of a log tells how much is not released: the public stamp names none, the other all."""
    assert public_stamped(nodes.us, TODAY).stamp.heads == ()
    heads = stamped(nodes.us, TODAY).stamp.heads
    assert [head.sort for head in heads] == ["house", "channel", "mirror"]
    assert heads[0].size == nodes.us.reader(nodes.us.house).log.size
