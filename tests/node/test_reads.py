"""Whoever is given what lies in a compartment is noted before they see it, for good, and once."""

import json
import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ambos.kernel.acts import New
from ambos.kernel.paging import Query, page
from ambos.kernel.searching import search
from ambos.kernel.shelf import Shelf
from ambos.node.node import Node
from ambos.node.readings import readings
from ambos.node.reads import AGAIN, JOURNAL, MANY, OLD
from ambos.testing.clock import HandClock
from ambos.testing.pair import create
from ambos.values.errors import NotAllowed
from ambos.values.handling import PUBLIC, Label

SECRET = Label(compartment="chapter-9")
BODY = {"happened": "2026-01-05", "name": {"en": "Name"}, "sort": "visit"}
ROLES = {"name": "P", "compartments": ["chapter-9"], "vetted_until": "2030-01-01"}


@pytest.fixture
def clock() -> HandClock:
    """A clock that is set by hand."""
    return HandClock()


@pytest.fixture
def node(tmp_path: Path, clock: HandClock) -> Iterator[Node]:
    """A node with three secret things and a public one, a vetted prosecutor, an auditor and an analyst."""
    with create(tmp_path, "US", clock) as made:
        for role in ("prosecutor", "auditor", "analyst", "integrity", "minister"):
            told = ROLES if role == "prosecutor" else {"name": role}
            made.enrol(role, told | {"roles": [role]})
        desk = made.seat("prosecutor")
        desk.propose([New("event", f"secret-{n}", BODY, SECRET) for n in range(3)])
        desk.propose([New("event", "open", BODY, PUBLIC)])
        yield made


def lines(node: Node) -> list[dict[str, object]]:
    """Give what waits in the journal."""
    return node.reads.journal.waiting()


def again(node: Node, clock: HandClock, officer: str = "secretariat") -> Node:
    """Close a node and open it again."""
    node.close()
    return Node.open(node.config.home, officer, clock.now)


WAYS: dict[str, Callable[[Shelf], object]] = {
    "list": lambda shelf: page(shelf, Query("event")),
    "show": lambda shelf: shelf.thing("event/secret-1"),
    "search": lambda shelf: search(shelf, "name"),
    "report": lambda shelf: shelf.things("event"),
}


@pytest.mark.parametrize("way", WAYS)
def test_each_way_is_noted(node: Node, way: str) -> None:
    """Each way of reading notes who was given which records, and only those in the compartment."""
    before = len(lines(node))
    WAYS[way](node.seat("prosecutor").shelf)
    noted = lines(node)[before:]
    chosen = (1,) if way == "show" else range(3)
    rids = {row.rid for n in chosen for row in node.seat("prosecutor").shelf.versions(f"event/secret-{n}")}
    assert {line["record"] for line in noted} == rids
    assert {(line["officer"], line["way"], line["compartment"]) for line in noted} == {
        ("prosecutor", way, "chapter-9")
    }


@pytest.mark.parametrize("way", WAYS)
def test_what_is_not_given_is_not_noted(node: Node, way: str) -> None:
    """Who may not see what lies there is given nothing of it, and nothing is noted of them."""
    before = lines(node)
    if way != "show":
        WAYS[way](node.seat("analyst").shelf)
    node.seat("prosecutor").shelf.thing("event/open")
    assert lines(node) == before


def test_a_face_may_name_the_way(node: Node) -> None:
    """A node through which a program reads notes that way whatever the shelf does."""
    seat = node.seat("prosecutor")
    seat.through = "api"
    seat.shelf.thing("event/secret-2")
    assert lines(node)[-1]["way"] == "api"


def test_the_same_reading_counts_once(node: Node, clock: HandClock) -> None:
    """Within five minutes the same reading counts once; after that it counts again."""
    shelf = node.seat("prosecutor").shelf
    shelf.thing("event/secret-0")
    count = len(lines(node))
    shelf.thing("event/secret-0")
    assert len(lines(node)) == count
    clock.advance(seconds=AGAIN)
    shelf.thing("event/secret-0")
    assert len(lines(node)) == count + 1


def test_closing_signs_what_waits(node: Node, clock: HandClock) -> None:
    """When a node is closed its readings become records under one signature of the authority."""
    node.seat("prosecutor").shelf.thing("event/secret-0")
    count = len(lines(node))
    with again(node, clock) as opened:
        rows = [row for row in opened.shelf.entries(opened.house, 0, "access")]
        assert len(rows) == count and all(row.batched and row.label.tlp == "red" for row in rows)
        assert lines(opened) == [] and opened.verify()


def test_another_writer_is_not_disturbed(node: Node, clock: HandClock) -> None:
    """While another process writes, readings stay in the journal; nothing is lost and nothing is refused."""
    node.seat("prosecutor").shelf.thing("event/secret-0")
    waiting = lines(node)
    other = Node.open(node.config.home, "secretariat", clock.now)
    node.parts.ledger.log.store.close()
    node.parts.ledger.log.store.__init__(node.config.logs / "house.db")  # type: ignore[misc]
    other.parts.ledger.log.store.claim()
    node.close()
    assert other.reads.journal.waiting() == waiting
    other.close()
    with Node.open(node.config.home, "secretariat", clock.now) as opened:
        assert readings(opened, "prosecutor").total == len(waiting)
        assert lines(opened) == []


@pytest.mark.parametrize("step", ("replace", "signed"))
def test_nothing_is_lost_or_doubled_by_a_kill(node: Node, clock: HandClock, step: str) -> None:
    """Killed before or after the records are written, the next one to close writes each reading once."""
    node.seat("prosecutor").shelf.thing("event/secret-0")
    count = len(lines(node))
    node.parts.ledger.log.store.close()
    node.parts.ledger.log.store.__init__(node.config.logs / "house.db")  # type: ignore[misc]
    if (child := os.fork()) == 0:
        opened = Node.open(node.config.home, "secretariat", clock.now)
        journal = opened.reads.journal
        name = "taken" if step == "replace" else "signed"
        original = getattr(journal, name)

        def killed() -> object:
            if step == "replace":
                original()
            os.kill(os.getpid(), signal.SIGKILL)
            return None

        setattr(journal, name, killed)
        opened.close()
        os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    for _ in range(2):
        with Node.open(node.config.home, "secretariat", clock.now) as opened:
            pass
    with Node.open(node.config.home, "secretariat", clock.now) as opened:
        assert len(list(opened.shelf.entries(opened.house, 0, "access"))) == count


def test_a_line_cut_short_is_passed_over(node: Node) -> None:
    """What was being written when the power failed was never shown to anybody, and spoils no other line."""
    node.seat("prosecutor").shelf.thing("event/secret-0")
    before = lines(node)
    with (node.config.logs / JOURNAL).open("a") as stream:
        stream.write('{"officer": "pro')
    assert lines(node) == before
    node.seat("prosecutor").shelf.thing("event/secret-1")
    assert len(lines(node)) == len(before) + 1


@pytest.mark.parametrize("seconds", (0, OLD - 1, OLD))
def test_it_is_due_when_old(node: Node, clock: HandClock, seconds: int) -> None:
    """Readings are to be signed when the first is a minute old, unless somebody has taken that over."""
    node.reads.hand_over()
    node.seat("prosecutor").shelf.thing("event/secret-0")
    clock.advance(seconds=seconds)
    assert node.reads.due == (seconds == OLD)
    node.reads.hand_over()
    assert not node.reads.due


def test_it_is_due_when_many(node: Node) -> None:
    """Readings are to be signed when there are many of them, however young."""
    node.reads.hand_over()
    secret = node.seat("prosecutor").shelf.thing("event/secret-0")
    for number in range(MANY - 2):
        node.reads.given("prosecutor", "show", [replace(secret, rid=f"{number:032x}")])
    assert not node.reads.due
    node.reads.given("prosecutor", "show", [replace(secret, rid="f" * 32)])
    assert node.reads.due


@pytest.mark.parametrize("officer", ("secretariat", "auditor", "integrity"))
def test_who_watches_sees_who_read(node: Node, officer: str) -> None:
    """Those who watch see who read, and by the record's id alone what it was, unless they may see that."""
    node.seat("prosecutor").shelf.thing("event/secret-0")
    found = readings(node.seat(officer), "prosecutor")
    assert found.total == len(found.readings) > 0
    assert {reading.subject for reading in found.readings} == {""}
    assert readings(node.seat(officer), "nobody-of-that-name").total == 0


@pytest.mark.parametrize("officer", ("prosecutor", "analyst", "minister", ""))
def test_nobody_else_sees_who_read(node: Node, officer: str) -> None:
    """Nobody else is told, neither by the list of readings nor as things."""
    with pytest.raises(NotAllowed):
        readings(node.seat(officer))
    assert page(node.seat(officer).shelf, Query("access")).total == 0


def test_many_at_once_are_told_together(node: Node) -> None:
    """Where very many are given at once, their kind and number are noted on the disk."""
    desk = node.seat("prosecutor")
    desk.propose([New("event", f"more-{n}", BODY, SECRET) for n in range(200)])
    before = len(lines(node))
    desk.shelf.things("event")
    (line,) = lines(node)[before:]
    assert (line["of"], line["count"]) == ("event", 203) and "record" not in line
    assert json.loads((node.config.logs / JOURNAL).read_text().splitlines()[-1]) == line
