"""Frameworks in their lineage, meetings against the promise, and how each commitment stands."""

from typing import Any

import pytest

from ambos.domains.dialogue import views
from ambos.domains.dialogue.views import STANDINGS, Standing
from ambos.node.node import Node
from tests.partnership import TODAY, say


def promise(node: Node, slug: str = "promise", **body: Any) -> Standing:
    """Say a commitment and give how it stands."""
    known = {"sentence": slug, "said_on": "2025-12-01", "said_by": "joint", "state": "open"} | body
    subject = say(node, "commitment", slug, **known)
    every = [standing for ones in views.standings(node.shelf).values() for standing in ones]
    return next(standing for standing in every if standing.commitment.subject == subject)


def subjects(things: Any) -> list[str]:
    return [thing.subject for thing in things]


def test_frameworks_stand_in_their_lineage(node: Node) -> None:
    """A framework comes after the one it continues, whatever their ids and dates say."""
    first = say(node, "framework", "z", name="First", started="2020")
    second = say(node, "framework", "a", name="Second", continues=first)
    third = say(node, "framework", "m", name="Third", started="2019", continues=second)
    found = views.frameworks(node.shelf)
    assert subjects(found) == [first, second, third]
    assert subjects(views.lineage(found[-1], node.shelf.titles("framework"))) == [first, second]


def test_a_lineage_that_bites_its_tail_ends(node: Node) -> None:
    """Two frameworks that continue each other give finite chains."""
    one = say(node, "framework", "one", name="One")
    other = say(node, "framework", "other", name="Other", continues=one)
    node.revise(one, {"continues": other})
    titles = node.shelf.titles("framework")
    assert subjects(views.lineage(titles[one], titles)) == [other]
    assert len(views.frameworks(node.shelf)) == 2


@pytest.mark.parametrize(
    ("body", "standing", "rule"),
    [
        ({"state": "kept"}, "claimed", "K8"),
        ({"state": "partly-kept"}, "partly-kept", "K2"),
        ({"state": "broken"}, "broken", "K3"),
        ({"state": "superseded"}, "superseded", "K4"),
        ({"state": "kept", "due": "2026-01"}, "claimed", "K8"),
        ({"due": "2026-02-28"}, "late", "K5"),
        ({"due": "2026-03-01"}, "open", "K7"),
        ({"due": "2026"}, "open", "K7"),
        ({"said_on": "2025-09-02"}, "open", "K7"),
        ({"said_on": "2025-09-01"}, "silent", "K6"),
        ({"said_on": "2020", "last_news": "2026-01"}, "open", "K7"),
        ({"said_on": "2020", "due": "2030"}, "silent", "K6"),
        ({"said_on": "2020", "due": "2024"}, "late", "K5"),
    ],
)
def test_how_a_promise_stands(node: Node, body: dict[str, str], standing: str, rule: str) -> None:
    """What the record says comes first, then the due date, then the silence of more than 180 days."""
    found = promise(node, **body)
    assert (found.standing, found.rule) == (standing, rule)
    assert standing in STANDINGS


@pytest.mark.parametrize(
    ("body", "flags"),
    [
        ({"due": "2026"}, ()),
        ({}, ("date-unknown",)),
        ({"no_date": True}, ("date-not-given",)),
        ({"no_date": True, "due": "2026"}, ()),
        ({"state": "kept", "due": "2026"}, ("no-evidence",)),
        ({"state": "partly-kept"}, ("no-evidence", "date-unknown")),
        ({"state": "kept", "due": "2026", "evidence": ["event/e"]}, ()),
        ({"state": "broken", "due": "2026"}, ()),
    ],
)
def test_what_is_missing_is_flagged(node: Node, body: dict[str, Any], flags: tuple[str, ...]) -> None:
    """A completion without evidence says so, and a text without a date is told from a date nobody knows."""
    assert promise(node, **body).flags == flags


def test_days_are_counted_from_due_or_news(node: Node) -> None:
    """A late promise counts from its due date, any other from the newest public fact."""
    assert promise(node, "late", due="2026-02-19").days == 10
    assert promise(node, "quiet", last_news="2026-02-28").days == 1


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        ({"said_by": "joint"}, ("US", "MX")),
        ({"said_by": "joint", "owner_mx": "SRE"}, ("US",)),
        ({"said_by": "joint", "owner_us": "State", "owner_mx": "SRE"}, ()),
        ({"said_by": "us", "owner_mx": "SRE"}, ("US",)),
        ({"said_by": "mx", "owner_mx": "SRE"}, ()),
    ],
)
def test_missing_owners_are_named(node: Node, body: dict[str, str], missing: tuple[str, ...]) -> None:
    """Every party that promised needs an owner; the other does not."""
    assert promise(node, **body).missing == missing


def test_a_promise_outlives_its_framework(node: Node) -> None:
    """A commitment names the chain it takes up, and the commitments that take it up."""
    old, new = (say(node, "framework", slug, name=slug) for slug in ("old", "new"))
    first = promise(node, "first", framework=old)
    second = promise(node, "second", framework=new, continues=first.commitment.subject)
    assert subjects(second.continues) == ["commitment/first"]
    found = views.standings(node.shelf)
    assert set(found) == {old, new}
    assert subjects(found[old][0].continued_by) == ["commitment/second"]


def meet(node: Node, *days: str, level: str = "senior") -> None:
    for day in days:
        say(node, "meeting", f"{level}-{day}", framework="framework/f", name=day, held=day, level=level)


@pytest.mark.parametrize(
    ("promised", "days", "rule", "gaps", "beyond"),
    [
        (None, [], "C1", (), 0),
        (6, [], "C1", (), 0),
        (None, ["2024-01-31", "2024-03-01"], "C2", (30,), 0),
        (6, ["2025-01-01", "2025-12-01"], "C3", (334,), 1),
        (6, ["2024-01-01", "2024-02-01"], "C4", (31,), 0),
    ],
)
def test_meetings_against_the_promise(
    node: Node, promised: int | None, days: list[str], rule: str, gaps: tuple[int, ...], beyond: int
) -> None:
    """The cadence says what was promised, the gaps there were, and whether the next meeting is overdue."""
    body = {} if promised is None else {"cadence_months": promised}
    say(node, "framework", "f", name="F", **body)
    meet(node, *days)
    framework = views.frameworks(node.shelf)[0]
    found = views.cadence(framework, views.meetings(node.shelf).get("framework/f", ()), TODAY)
    assert (found.rule, found.gaps, found.gaps_beyond_promise) == (rule, gaps, beyond)
    assert found.longest_days == max(gaps, default=None)


def test_only_senior_meetings_make_the_cadence(node: Node) -> None:
    """Working groups and visits are listed, and do not fill a gap between ministers."""
    say(node, "framework", "f", name="F")
    meet(node, "2024-01-01", "2025-01-01")
    meet(node, "2024-06-01", level="working-group")
    meet(node, "2024-07-01", level="visit")
    held = views.meetings(node.shelf)["framework/f"]
    found = views.cadence(views.frameworks(node.shelf)[0], held, TODAY)
    assert (len(held), len(found.meetings), found.gaps) == (4, 2, (366,))
