"""Seats for many people at once, and one writer at a time."""

from pathlib import Path

import pytest

from ambos.kernel.access import NOBODY
from ambos.kernel.acts import New
from ambos.kernel.store.contract import WriterBusy
from ambos.node import pool as pools
from ambos.node.config import Config
from ambos.node.node import Node
from ambos.node.pool import Pool
from ambos.values.errors import NotAllowed
from ambos.values.handling import OWNER_ONLY, PUBLIC

EVENT = {"happened": "2026-01-05", "name": {"en": "A meeting"}, "sort": "incident"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A node with one event for everybody and one for its own people."""
    with Node.create(Config(tmp_path / "us", "US", "us"), "Secretariat") as node:
        node.propose([New("event", "open", EVENT, PUBLIC), New("event", "kept", EVENT, OWNER_ONLY)])
    return tmp_path / "us"


def test_nobody_reads_what_is_public_and_writes_nothing(home: Path) -> None:
    """The seat of nobody shows public things alone; an act from it is refused."""
    pool = Pool(home, size=1)
    with pool.seat("") as node:
        assert node.person() == NOBODY
        assert [thing.slug for thing in node.shelf.things("event")] == ["open"]
    with pool.seat("secretariat") as node:
        assert [thing.slug for thing in node.shelf.things("event")] == ["kept", "open"]
    with pytest.raises(NotAllowed), pool.writing("") as node:
        node.desk.propose([New("event", "new", EVENT, PUBLIC)])
    pool.close()


def test_a_seat_sees_what_was_written_since(home: Path) -> None:
    """What an act writes is there for whoever sits down next, and a command may write between two acts."""
    pool = Pool(home, size=1)
    with pool.seat("") as node:
        assert len(node.shelf.things("event")) == 1
    with pool.writing("secretariat") as node:
        node.propose([New("event", "acted", EVENT, PUBLIC)])
    with Node.open(home) as node:
        node.propose([New("event", "typed", EVENT, PUBLIC)])
    with pool.seat("") as node:
        assert [thing.slug for thing in node.shelf.things("event")] == ["acted", "open", "typed"]
    pool.close()


def test_another_writer_is_waited_for_and_then_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another process writes, an act is refused after some patience; then it goes through."""
    monkeypatch.setattr(pools, "PATIENCE", 0.1)
    pool = Pool(home)
    with Node.open(home) as other:
        other.propose([New("event", "theirs", EVENT, PUBLIC)])
        with pytest.raises(WriterBusy), pool.writing("secretariat"):
            pass
    with pool.writing("secretariat") as node:
        node.propose([New("event", "ours", EVENT, PUBLIC)])
    pool.close()
