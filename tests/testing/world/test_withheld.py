"""What is withheld cannot be told from what leaves: two runs that differ only in it give the same traffic."""

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ambos.exchange.channel import Channel
from ambos.exchange.section import parse_section
from ambos.kernel.acts import New
from ambos.kernel.ledger import Written
from ambos.kernel.seal import parse_statement
from ambos.node.node import Node
from ambos.testing.world import people
from ambos.testing.world.chance import played_again, seeded
from ambos.testing.world.world import World, found
from ambos.values.handling import OWNER_ONLY, Label
from tests.testing.world.machine import folder

SEED = 20260105
WITHHELD = (
    OWNER_ONLY,
    Label(("CA",)),
    Label(("MX",), tlp="red"),
    Label((), tlp="amber+strict", compartment="narcotics"),
    Label(("CA",), europol="H3"),
)
Step = tuple[str, int]
STAYS = ("secret", "secrets", "batch", "revise-secret", "clear-officer", "enrol-officer")
LEAVES = ("say", "joint", "answer", "state", "sync", "wait", "theirs")


def withheld(node: Node, name: str, number: int, place: int) -> None:
    """Write something of which nothing may leave."""
    label, slug = WITHHELD[number % len(WITHHELD)], f"hidden-{place}"
    if name == "secret":
        node.propose([people.event(slug, label, "MARKER")])
    elif name in ("secrets", "many"):
        count = number if name == "many" else number % 30
        node.propose([people.event(f"{slug}-{n}", label, "MARKER") for n in range(count)])
    elif name == "batch":
        body = {"indicator": "indicator/MARKER".lower(), "period": "2024", "place": "US", "value": "1"}
        body |= {"unit": "deaths", "status": "final"}
        node.state([New("figure", f"{slug}-{n}", body, label) for n in range(1 + number % 5)])
    elif name == "revise-secret":
        node.propose([people.event(slug, label, "MARKER")])
        node.revise(f"event/{slug}", {"name": {"en": f"MARKER {number}"}})
    elif name == "enrol-officer":
        people.officer(slug)(node)
    else:
        cleared(f"MARKER {place}", number)(node)


def play(home: Path, program: list[tuple[Step, list[Step]]], hidden: bool) -> list[Any]:
    """Run a program, with what it withholds or without; give all that crossed or could have crossed."""
    world = World(home, chance=seeded(SEED))
    us = world.sites["US"]
    try:
        for place, ((name, number), secrets) in enumerate(program):
            for at, (secret, size) in enumerate(secrets if hidden else ()):
                withheld(us.node, secret, size, 100 * place + at)
            released(world, name, number, place)
        released(world, "sync", 0, len(program))
        return [*world.tap, *files(us.outbox("MX")), *notes(us.node)]
    finally:
        world.close()


def released(world: World, name: str, number: int, place: int) -> None:
    """Do something that the partner may know of."""
    if name == "say":
        world.say("US", people.events(f"open-{place}", 1 + number % 3))
    elif name == "joint":
        world.say("US", people.framework(f"joint-{place}"))
    elif name == "theirs":
        world.say("MX", people.framework(f"theirs-{place}"))
    elif name == "answer":
        world.say("MX" if number % 2 else "US", people.answer(number, number))
    elif name == "state":
        world.say("US", people.figures(f"figures-{place}", 1 + number % 4))
    elif name == "wait":
        world.wait(number)
    else:
        for pair in (("MX", "US"), ("US", "MX"), ("MX", "US")):
            world.through(*pair)


def files(outbox: Path) -> list[tuple[str, bytes]]:
    """Give every file that the border may serve."""
    found = sorted(path for path in outbox.rglob("*") if path.is_file())
    return [(str(path.relative_to(outbox)), path.read_bytes()) for path in found]


def notes(node: Node) -> list[Any]:
    """Give the sections and heads that could still be asked for, at every size."""
    channel = node.channel("MX")
    return [bytes(channel.section(place, 3)) for place in range(channel.log.size)]


@cache
def founded() -> Path:
    """Give two nodes that know each other, made with what stands in for chance."""
    home = folder()
    found(home)
    world = World(home)
    world.say("US", cleared("to see what only few may", 0))
    world.meet()
    world.close()
    return home


def cleared(name: str, number: int) -> people.Write:
    """Say anew who the officer is and what they may see: a matter of the house."""
    body = {"name": name, "roles": ["secretariat", "analyst"], "groups": [f"group-{number}"]}
    body |= {"compartments": ["narcotics", f"c-{number}"], "vetted_until": "2030-01-01"}

    def write(node: Node) -> list[Written]:
        node.enrol("secretariat", body)
        return []

    return write


def both(program: list[tuple[Step, list[Step]]]) -> tuple[list[Any], list[Any]]:
    """Run a program twice from the same beginning, with what is withheld and without."""
    runs = []
    for hidden in (True, False):
        home = folder()
        shutil.copytree(founded(), home, dirs_exist_ok=True)
        try:
            runs.append(play(home, program, hidden))
        finally:
            shutil.rmtree(home)
    return runs[0], runs[1]


@pytest.fixture(scope="module", autouse=True)
def without_chance() -> Iterator[None]:
    """Let what draws chance be stood in for in this whole module."""
    with played_again():
        yield
    shutil.rmtree(founded())


STEPS = st.tuples(st.sampled_from(LEAVES), st.integers(0, 9000))
SECRETS = st.lists(st.tuples(st.sampled_from(STAYS), st.integers(0, 400)), max_size=2)
PROGRAMS = st.lists(st.tuples(STEPS, SECRETS), max_size=8)


@settings(max_examples=12, deadline=None)
@given(PROGRAMS)
@example([(("sync", 0), [("many", 299)]), (("say", 0), [("batch", 2)]), (("sync", 0), [])])
def test_nothing_withheld_shows(program: list[tuple[Step, list[Step]]]) -> None:
    """Sections, heads, notes and files are the same bytes, whatever was withheld between them."""
    told, silent = both(program)
    assert told == silent
    assert not any(b"MARKER" in part or b"hidden-" in part for item in told for part in parts(item))


def test_anchors_show_nothing_but_their_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the anchors that really are written, only what hides the house log's head differs."""
    monkeypatch.setattr(Channel, "commitment", committed)
    program: list[tuple[Step, list[Step]]] = [(("sync", 0), []), (("wait", 4000), [("many", 250)])]
    told, silent = both([*program, *program])
    assert told != silent
    assert [bare(item) for item in told] == [bare(item) for item in silent]


def committed(channel: Channel) -> dict[str, int | str]:
    """Commit as every channel does."""
    head = channel._ledger.log.head()
    return {"size": head.size, "root": head.root.hex()}


def bare(item: Any) -> Any:
    """Give what is left of something that crossed without digests and what is signed over them."""
    if not isinstance(item, bytes):
        return [part for part in item if not isinstance(part, bytes)]
    section = parse_section(item)
    return [(parse_statement(statement).header, preimage) for statement, preimage in section.items]


def parts(item: Any) -> list[bytes]:
    """Give the bytes in something that crossed."""
    return [part for part in (item if isinstance(item, tuple) else (item,)) if isinstance(part, bytes)]
