"""The file of a meeting, and the rhythm of the dialogue: every item, minute and meeting has its place."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ambos.analysis.studies.rhythm import rhythms
from ambos.analysis.studies.sittings import of_agenda, of_meeting
from ambos.node.node import Node
from tests.partnership import new_node, say

WORDS = {"en": "x", "es": "x"}


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    """An empty node, on the day of the tests."""
    with new_node(tmp_path, "US") as made:
        yield made


def test_items_minutes_and_what_came_of_them_stand_together(node: Node) -> None:
    """An item has its minute, a topic that came up stands after them, and a minute has what it became."""
    say(node, "agenda", "a", name="a", planned="2026-02-01", level="senior")
    for order in (2, 1):
        body = {"agenda": "agenda/a", "order": order, "topic": WORDS, "reason": "free"}
        say(node, "agenda-item", f"i{order}", **body)
    say(node, "meeting", "m", name="a", held="2026-02-01", level="senior", agenda="agenda/a")
    said = {"meeting": "meeting/m", "sentence": "x", "said_on": "2026-02-01", "said_by": "joint"}
    say(node, "commitment", "c", **said)
    say(node, "decision", "d", meeting="meeting/m", decided="2026-02-01", text="x")
    minute = {"meeting": "meeting/m", "text": "x"}
    say(
        node,
        "minute",
        "two",
        item="agenda-item/i2",
        order=2,
        outcome="promised",
        becomes=["commitment/c"],
        **minute,
    )
    say(node, "minute", "three", order=3, outcome="noted", **minute)
    held = of_meeting(node.shelf, node.shelf.thing("meeting/m"))
    assert held == of_agenda(node.shelf, node.shelf.thing("agenda/a"))
    told = [
        (one.item and one.item.slug, one.minute and one.minute.slug, [made.slug for made in one.became])
        for one in held.points
    ]
    assert told == [("i1", None, []), ("i2", "two", ["c"]), (None, "three", [])]
    assert [one.slug for one in (*held.decisions, *held.commitments)] == ["d", "c"]


def test_a_planned_meeting_has_no_minutes(node: Node) -> None:
    """Before it was held, the file of a meeting is its agenda."""
    say(node, "agenda", "a", name="a", planned="2026-12-01", level="senior")
    planned = of_agenda(node.shelf, node.shelf.thing("agenda/a"))
    assert planned.meeting is None
    assert planned.of.subject == "agenda/a"
    assert planned.points == ()


def test_every_framework_and_meeting_has_its_place(record: Node) -> None:
    """Each framework of the public record has a rhythm, with every meeting that names it, in order."""
    found = rhythms(record.shelf)
    assert {one.item.subject for one in found} == set(record.shelf.titles("framework"))
    held = [meeting for one in found for meeting in one.meetings]
    named = [thing for thing in record.shelf.things("meeting") if thing.get("framework")]
    assert len(held) == len(named) > 0
    for one in found:
        assert [meeting.held.first for meeting in one.meetings] == sorted(m.held.first for m in one.meetings)
        assert one.cadence.count <= len(one.meetings)
