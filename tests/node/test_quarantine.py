"""What is kept and not shown: its author is told once, and it is shown when its kind is known."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from ambos.node.node import Node
from ambos.node.quarantine import kept, misunderstood, quarantined, retry
from ambos.values.errors import NotAllowed, NotFound
from tests.node.newer import NEW, World, sight

CODE = "record.not-understood"


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Two nodes of different versions."""
    with ExitStack() as stack:
        yield World(tmp_path, stack, monkeypatch)


def test_the_author_is_told_once(world: World) -> None:
    """Each record that is not shown is answered once by its code, and its author sees that."""
    rids = sight(world, "one", "two")
    world.exchange()
    assert [(one.rid, one.code, one.told) for one in quarantined(world.mx)] == [
        (rid, CODE, CODE) for rid in rids
    ]
    assert sorted((one.party, one.row.rid, one.code) for one in misunderstood(world.us)) == [
        ("MX", rid, CODE) for rid in sorted(rids)
    ]
    size = world.mx.channel("US").log.size
    world.exchange()
    assert world.mx.channel("US").log.size == size
    assert quarantined(world.us) == [] == misunderstood(world.mx)


def test_it_is_shown_when_its_kind_is_known(world: World) -> None:
    """Opened by a program that knows the kind, the node shows it by itself, and tells its author so, once."""
    sight(world, "one")
    world.exchange()
    world.upgrade()
    assert [thing.body["note"] for thing in world.mx.shelf.things("glimpse")] == ["Note one"]
    assert quarantined(world.mx) == []
    world.exchange()
    assert misunderstood(world.us) == []
    size = world.mx.channel("US").log.size
    world.exchange()
    assert world.mx.channel("US").log.size == size
    folded = world.mx.projection.digests()
    world.mx.rebuild()
    assert world.mx.projection.digests() == folded


def test_a_retry_tells_what_came_out(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folding anew gives what is shown now and what is still kept; nothing is lost either way."""
    (rid,) = sight(world, "one")
    world.exchange()
    freed, still = retry(world.mx)
    assert freed == [] and [one.rid for one in still] == [rid]
    monkeypatch.setattr(world.mx.register, "_kinds", {**world.mx.register._kinds, "glimpse": NEW})
    freed, still = retry(world.mx)
    assert [one.rid for one in freed] == [rid] and still == []


def test_one_is_looked_at_by_who_keeps_the_node(world: World) -> None:
    """Header, reason and content of a kept record are shown to whoever may audit, by id or part of it."""
    (rid,) = sight(world, "one")
    world.exchange()
    for name in (rid, rid[:12], rid[-12:]):
        found, body = kept(world.mx, name)
        assert (found.rid, found.code, body) == (rid, CODE, {"note": "Note one"})
    for name in ("", "ffff"):
        with pytest.raises(NotFound):
            kept(world.mx, name)
    world.mx.enrol("zoe", {"name": "Zoe", "roles": ["analyst"]})
    home = world.mx.config.home
    world.mx.close()
    with Node.open(home, "zoe", world.clock.now) as node:
        with pytest.raises(NotAllowed):
            kept(node, rid)
        with pytest.raises(NotAllowed):
            retry(node)
