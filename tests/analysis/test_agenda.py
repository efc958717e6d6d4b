"""What a coming meeting should talk about follows from the state of the plan."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ambos.analysis.studies.agenda import NEW_HIT, PRESSING, Raised, Scope, draft
from ambos.analysis.studies.lines import Item, Review
from ambos.kernel.acts import New
from ambos.kernel.joint import DISPUTES
from ambos.kernel.shelf import Shelf
from ambos.testing.pair import Pair, pair

WORDS = {"en": "x", "es": "x"}
SCOPE = Scope(frozenset(("framework/f",)), date(2026, 3, 1))


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Pair]:
    """Two nodes with a framework that has a late, a silent, a fresh and a kept promise."""
    with pair(tmp_path) as nodes:
        said = {"framework": "framework/f", "sentence": WORDS, "said_by": "joint"}
        day = nodes.us.today()
        fresh, old = day.isoformat(), "2020-01-01"
        nodes.us.propose(
            [
                New("framework", "f", {"name": WORDS}),
                New("framework", "g", {"name": WORDS}),
                New("commitment", "late", {**said, "said_on": old, "due": "2020-02-01"}),
                New("commitment", "silent", {**said, "said_on": old}),
                New("commitment", "fresh", {**said, "said_on": fresh}),
                New("commitment", "kept", {**said, "said_on": old, "state": "kept"}),
                New("commitment", "other", {**said, "framework": "framework/g", "said_on": old}),
                New(
                    "adjustment",
                    "a",
                    {
                        "concerns": "framework/f",
                        "because": ["commitment/late"],
                        "change": WORDS,
                        "decided": old,
                        "review_by": "2021-01-01",
                    },
                ),
            ]
        )
        nodes.exchange(2)
        yield nodes


def drafted(made: Pair, **more: object) -> list[tuple[str, str]]:
    shelf, review = made.us.shelf, made.us.review()
    return [(raised.reason, raised.concerns[0]) for raised in draft(shelf, review, SCOPE, **more)]  # type: ignore[arg-type]


def test_what_waits_is_raised_and_nothing_else(made: Pair) -> None:
    """Late and silent promises of the framework and adjustments due for a look are raised, nothing else."""
    assert drafted(made) == [
        ("late-commitment", "commitment/late"),
        ("adjustment", "adjustment/a"),
        ("silent-commitment", "commitment/silent"),
    ]


def test_a_dispute_comes_first(made: Pair) -> None:
    """What the partner disputes is talked about first."""
    thing = made.mx.shelf.thing("framework/f")
    made.mx.answer(DISPUTES, [thing.rid], {"reason": "no"})
    made.exchange(2)
    assert drafted(made)[0] == ("dispute", "framework/f")


def test_no_more_than_the_meeting_can_bear(made: Pair) -> None:
    """At most so many are given, the most pressing."""
    assert drafted(made, most=1) == drafted(made)[:1]


def test_another_domain_raises_its_own(made: Pair) -> None:
    """A raiser that is handed in takes its place in the order of what presses."""

    def hits(shelf: Shelf, review: Review, scope: Scope) -> Iterator[Raised]:
        yield Raised(NEW_HIT, Item("hit/1", "0" * 32, WORDS, "stated", "read"), ("hit/1",), {})

    found = draft(made.us.shelf, made.us.review(), SCOPE, raisers=(hits,))
    assert [raised.reason for raised in found] == [NEW_HIT]
    assert PRESSING.index(NEW_HIT) < PRESSING.index("silent-commitment")
