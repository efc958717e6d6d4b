"""Any byte of any file of a node, changed: it is refused, or nothing that was acknowledged has changed."""

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ambos.kernel.store.sqlite import SqliteKeys, SqliteLog, SqliteTables
from ambos.node.node import Node
from ambos.testing.clock import HandClock
from ambos.testing.pair import pair
from ambos.values.errors import AmbosError
from tests.journeys.living import live
from tests.processes import start

FILES = ("house.db", "house.keys.db", "channel-mx.db", "mirror-mx.db", "mirror-mx.keys.db", "tables.db")
HEADER = 200  # bytes at the beginning of a file, each changed in turn
CLOSED, KILLED = 30, 30  # changes anywhere in each file
SEED = 20260105


class Victim:
    """One party's node on disk, put back after each blow."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._kept = home.with_name("kept")
        shutil.copytree(home / "logs", self._kept)
        self.whole = self.content()
        self.put_back()

    def content(self) -> list[Any]:
        """Verify the node and give all that it holds, in order."""
        with Node.open(self._home, now=HandClock().now) as node:
            node.verify()
            readers = [node.reader(node.house), *(mirror.reader for mirror in node.mirrors().values())]
            records = [list(reader.read(0, reader.log.size)) for reader in readers]
            return [records, node.projection.digests()]

    def put_back(self) -> None:
        """Put every file back as it was; the shared-memory files are the living process's alone."""
        shutil.rmtree(self._home / "logs")
        shutil.copytree(self._kept, self._home / "logs", ignore=shutil.ignore_patterns("*-shm"))

    def file(self, name: str) -> Path:
        """Give the file of that name."""
        return self._home / "logs" / name

    def survives(self, name: str, at: int, bit: int) -> bool:
        """Change one bit; say whether the node then verifies. What verifies must be whole."""
        strike(self.file(name), at, bit)
        try:
            assert self.content() == self.whole
        except AmbosError:
            return False
        finally:
            self.put_back()
        return True


def strike(file: Path, at: int, bit: int) -> None:
    """Change one bit of a file."""
    data = bytearray(file.read_bytes())
    data[at] ^= 1 << bit
    file.write_bytes(data)


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Victim:
    """A node that was closed in order."""
    folder = tmp_path_factory.mktemp("closed")
    with pair(folder) as made:
        live(made)
        made.us.channel("MX").audit()
    return Victim(folder / "us")


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Victim:
    """A node whose process was killed, so that its newest records lie in the write-ahead logs."""
    folder = tmp_path_factory.mktemp("killed")
    living = start("tests.journeys.living", str(folder))
    assert living.stdout is not None and living.stdout.readline() == "alive\n"
    living.kill()
    living.communicate()
    return Victim(folder / "us")


def blows(file: Path, count: int) -> Iterator[tuple[int, int]]:
    """Give places and bits, the same in every run."""
    chance = random.Random(f"{SEED} {file.name}")
    size = file.stat().st_size
    return ((chance.randrange(size), chance.randrange(8)) for _ in range(count))


@pytest.mark.parametrize("name", FILES)
def test_every_byte_of_the_first_page_counts(closed: Victim, name: str) -> None:
    """Each of the first bytes of a file, changed, is found when the file is opened or checked."""
    opener: Callable[[Path], Any] = (
        SqliteTables if name == "tables.db" else SqliteKeys if "keys" in name else SqliteLog
    )
    for at in range(HEADER):
        strike(closed.file(name), at, at % 8)
        store = None
        with pytest.raises(AmbosError):
            store = opener(closed.file(name))
            store.check()
        if store is not None:
            store.close()
        closed.put_back()


@pytest.mark.parametrize("name", FILES)
def test_no_changed_byte_of_a_closed_node_passes(closed: Victim, name: str) -> None:
    """A changed byte anywhere in a closed node's files is found by opening or verifying it."""
    assert not [blow for blow in blows(closed.file(name), CLOSED) if closed.survives(name, *blow)]


@pytest.mark.parametrize("name", [f"{name}-wal" for name in FILES])
def test_no_changed_byte_of_a_killed_node_loses_a_record(killed: Victim, name: str) -> None:
    """In a killed node's write-ahead logs a changed byte is found, unless nothing has changed by it.

    Bytes between the frames of such a log carry nothing; and tables that lost records fold them again.
    """
    passed = [blow for blow in blows(killed.file(name), KILLED) if killed.survives(name, *blow)]
    assert name == "tables.db-wal" or len(passed) < KILLED / 3


def test_the_victims_are_whole_without_a_blow(closed: Victim, killed: Victim) -> None:
    """Without a change both nodes verify, as often as they are asked."""
    for victim in (closed, killed):
        assert victim.content() == victim.content() == victim.whole
        victim.put_back()


@pytest.mark.parametrize(
    "rest", ("house.db", "house.keys.db", "channel-mx.db", "mirror-mx.db", "mirror-mx.keys.db")
)
@pytest.mark.parametrize("cut", (0, 1, 100, 4096))
def test_no_cut_file_passes(closed: Victim, rest: str, cut: int) -> None:
    """A file that lost its end, up to all of it, is found by opening or verifying the node."""
    data = closed.file(rest).read_bytes()
    closed.file(rest).write_bytes(data[: len(data) - cut] if cut else b"")
    with pytest.raises(AmbosError):
        closed.content()
    closed.put_back()


def test_lost_tables_are_folded_again(closed: Victim) -> None:
    """Read tables that are gone come back from the logs with the same content."""
    closed.file("tables.db").unlink()
    assert closed.content() == closed.whole
    closed.put_back()
