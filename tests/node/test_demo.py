"""The demonstration: two nodes that end in the same joint state, however often and however broken off."""

import csv
import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ambos.node.assemble import KINDS
from ambos.node.config import FILE
from ambos.node.demo import PARTIES, STEPS, Built, build, home_of
from ambos.node.node import Node
from ambos.node.published import FOLDER, author, one_sided

Joint = dict[str, tuple[str, str]]


class Interrupted(Exception):
    """Stands for a machine that stops."""


def silent(step: str) -> None:
    """Take a step and say nothing."""


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demonstration that ran to its end."""
    folder = tmp_path_factory.mktemp("demo")
    built = build(folder, silent)
    assert built.written == rows() and built.countersigned and built.received
    return folder


def rows() -> int:
    """Count the rows of the public record."""
    texts = (path.read_text(encoding="utf-8") for path in FOLDER.glob("*.csv"))
    return sum(len(list(csv.reader(io.StringIO(text)))) - 1 for text in texts)


@contextmanager
def both(folder: Path) -> Iterator[tuple[Node, Node]]:
    """Open both nodes."""
    with Node.open(home_of(folder, "US")) as us, Node.open(home_of(folder, "MX")) as mx:
        yield us, mx


def joint(node: Node) -> Joint:
    """Give the state and the current record of every joint thing."""
    return {
        thing.subject: (thing.state, thing.rid)
        for kind in KINDS
        if kind.joint
        for thing in node.shelf.things(kind.name)
    }


def test_both_sides_hold_the_same_joint_state(finished: Path) -> None:
    """Every joint thing stands alike at both nodes: agreed, or proposed where one government spoke alone."""
    with both(finished) as (us, mx):
        assert joint(us) == joint(mx)
        for kind in (kind for kind in KINDS if kind.joint):
            for thing in us.shelf.things(kind.name):
                expected = "proposed" if one_sided(thing.subject, dict(thing.body)) else "countersigned"
                assert thing.state == expected, thing.subject


def test_each_party_says_what_is_its_own(finished: Path) -> None:
    """Mexican agencies' figures and Mexico's promises are Mexico's records, all else the other party's."""
    with both(finished) as (us, _):
        for kind in ("figure", "commitment", "framework"):
            for thing in us.shelf.things(kind):
                assert thing.owner == author(kind, dict(thing.body)), thing.subject
        assert {thing.owner for thing in us.shelf.things("figure")} == set(PARTIES)


def test_every_log_verifies_and_nothing_is_set_aside(finished: Path) -> None:
    """Both nodes' logs, mirrors included, verify from their bytes; no record was quarantined."""
    with both(finished) as nodes:
        for node in nodes:
            assert len(node.verify()) >= 2
            assert not node.projection.quarantined()


def test_tables_can_be_rebuilt_to_equal_content(finished: Path) -> None:
    """Dropped and folded anew, every table has the same rows."""
    with both(finished) as nodes:
        for node in nodes:
            before = node.projection.digests()
            node.rebuild()
            assert node.projection.digests() == before


def test_a_second_run_writes_nothing(finished: Path) -> None:
    """Run again, it adds no record at either node."""
    with both(finished) as nodes:
        before = [node.projection.cursors() for node in nodes]
    assert build(finished, silent) == Built(0, 0, 0, 0)
    with both(finished) as nodes:
        assert [node.projection.cursors() for node in nodes] == before


@pytest.mark.parametrize("stop", STEPS[1::2])
def test_an_interrupted_run_is_completed(tmp_path: Path, finished: Path, stop: str) -> None:
    """Broken off at any step, the next run ends where an unbroken one would."""

    def interrupt(step: str) -> None:
        if step == stop:
            raise Interrupted

    with pytest.raises(Interrupted):
        build(tmp_path, interrupt)
    build(tmp_path, silent)
    with both(tmp_path) as (us, mx), both(finished) as (whole, _):
        assert joint(us) == joint(mx)
        states = [{subject: state for subject, (state, _) in joint(node).items()} for node in (us, whole)]
        assert states[0] == states[1]


def test_half_a_creation_is_completed(tmp_path: Path, finished: Path) -> None:
    """A node whose settings were never written is finished, not made a second time."""
    shutil.copytree(finished, tmp_path / "demo")
    home = home_of(tmp_path / "demo", "MX")
    (home / FILE).unlink()
    assert build(tmp_path / "demo", silent) == Built(0, 0, 0, 0)
