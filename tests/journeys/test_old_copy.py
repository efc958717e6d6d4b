"""A node put back from an old copy: it reads, it signs nothing, and it heals."""

import shutil
from pathlib import Path

import pytest

from ambos.kernel.acts import New
from ambos.kernel.log import RestoredCopy
from ambos.node.bundles import export, take
from ambos.node.node import Node
from ambos.testing.clock import HandClock
from ambos.testing.pair import pair

WITHOUT_KEYS = ("house.db", "channel-mx.db")


def framework(slug: str) -> New:
    return New("framework", slug, {"name": {"en": slug}})


def opened(home: Path) -> Node:
    return Node.open(home, now=HandClock().now)


def write(node: Node, slug: str) -> None:
    node.propose([framework(slug)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two nodes, with a copy of the US's files before its last words were released, and one after."""
    with pair(tmp_path) as made:
        write(made.us, "first")
        made.exchange(2)
    shutil.copytree(tmp_path / "us" / "logs", tmp_path / "old")
    with opened(tmp_path / "us") as us, opened(tmp_path / "mx") as mx:
        write(us, "second")
        mx.take_from(us)
    shutil.copytree(tmp_path / "us" / "logs", tmp_path / "new")
    return tmp_path


def put_back(folder: Path, name: str, files: tuple[str, ...] = ()) -> None:
    """Replace the US's files, or some of them, by a copy."""
    logs = folder / "us" / "logs"
    if not files:
        shutil.rmtree(logs)
        shutil.copytree(folder / name, logs)
    for file in files:
        shutil.copy(folder / name / file, logs / file)


def refuses_to_sign(home: Path) -> None:
    """Demand that every way to sign is refused, and that reading is not."""
    with opened(home) as us:
        assert us.shelf.thing("framework/first").state == "proposed"
        for sign in (
            lambda: write(us, "third"),
            lambda: us.revise("framework/first", {"abbreviation": "F"}),
            lambda: us.enrol("zoe", {"name": "Zoe", "roles": ["analyst"]}),
            lambda: us.release("MX"),
        ):
            with pytest.raises(RestoredCopy):
                sign()


def heals(folder: Path) -> None:
    """Demand that with the newest copy back everything works."""
    put_back(folder, "new")
    with opened(folder / "us") as us, opened(folder / "mx") as mx:
        write(us, "third")
        mx.take_from(us)
        us.take_from(mx)
        assert [thing.slug for thing in mx.shelf.things("framework")] == ["first", "second", "third"]
        assert us.verify() and mx.verify()


def test_an_old_log_beside_its_newer_keys(folder: Path) -> None:
    """The marks beside the keys know of the newer head: refused at the first signature, by its code."""
    put_back(folder, "old", WITHOUT_KEYS)
    refuses_to_sign(folder / "us")
    with opened(folder / "us") as us, pytest.raises(RestoredCopy) as refused:
        us.verify()
    assert refused.value.code == "log.restored-copy"
    assert refused.value.data == {"log": "us/house", "size": 7, "newest": 8}
    heals(folder)


def test_an_old_channel_beside_its_newer_house(folder: Path) -> None:
    """An old copy of a channel alone stops the node too."""
    put_back(folder, "old", ("channel-mx.db",))
    refuses_to_sign(folder / "us")
    heals(folder)


@pytest.mark.parametrize("way", ("in one process", "in a bundle"))
def test_the_partner_knows(folder: Path, way: str) -> None:
    """Where everything is old the partner's receipt tells, before anything is signed, and for good."""
    put_back(folder, "old")
    with opened(folder / "us") as us, opened(folder / "mx") as mx:
        size = us.channel("MX").log.size
        bundle = folder / "mx.bundle"
        if way == "in a bundle":
            export(mx, "US", bundle)
        with pytest.raises(RestoredCopy):
            if way == "in a bundle":
                take(us, bundle, print)
            else:
                mx.take_from(us)
        assert us.channel("MX").log.size == size
        assert len(mx.shelf.things("framework")) == 2
    refuses_to_sign(folder / "us")
    heals(folder)
