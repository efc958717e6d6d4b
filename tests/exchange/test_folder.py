"""Channels carried as files: complete, in order and idempotent, whatever else lies in the folder."""

import random
from pathlib import Path

import pytest

from ambos.exchange.folder import NoFolder, NotAReceipt, NotASection
from ambos.exchange.mirror import ForeignSection, Gap, SectionRefused
from ambos.kernel.note import NoteInvalid
from ambos.testing.pair import Pair, pair
from tests.exchange.conftest import framework
from tests.processes import finish, start


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_there_and_back(made: Pair, tmp_path: Path) -> None:
    """What one sends the other receives; the receipt comes home; then there is nothing more to send."""
    stick = tmp_path / "stick"
    made.us.propose([framework("sig")])
    assert [path.suffix for path in made.us.send("MX", stick)] == [".section"]
    assert made.mx.receive("US", stick) == made.us.channel("MX").log.size
    assert made.mx.shelf.thing("framework/sig").state == "proposed"
    assert made.us.send("MX", stick) == []
    assert made.us.channel("MX").acknowledged() == made.us.channel("MX").log.size
    assert made.mx.receive("US", stick) == 0


def test_a_lost_stick(made: Pair, tmp_path: Path) -> None:
    """What was sent and never acknowledged is sent again, together with what is new."""
    made.us.propose([framework("one")])
    made.us.send("MX", tmp_path / "lost")
    made.us.propose([framework("two")])
    made.us.send("MX", tmp_path / "found")
    assert made.mx.receive("US", tmp_path / "found") == made.us.channel("MX").log.size
    assert made.mx.receive("US", tmp_path / "lost") == 0


def test_any_order_of_many_files(made: Pair, tmp_path: Path) -> None:
    """Files of several sendings, some more than once and under later names, add up to the channel."""
    stick = tmp_path / "stick"
    for n in range(4):
        made.us.propose([framework(f"f-{n}")])
        made.us.send("MX", stick)
    files = contents(stick)
    assert len(files) == 4
    random.Random(1).shuffle(names := list(files))
    for name in names:
        (stick / name).write_bytes(files[name])
    assert made.mx.receive("US", stick) == made.us.channel("MX").log.size
    assert [thing.slug for thing in made.mx.shelf.things("framework")] == [f"f-{n}" for n in range(4)]


def test_a_missing_file_is_a_gap(made: Pair, tmp_path: Path) -> None:
    """When an acknowledged part is followed by a later one only, the place that is needed is named."""
    stick, later = tmp_path / "stick", tmp_path / "later"
    made.us.propose([framework("one")])
    made.us.send("MX", stick)
    made.mx.receive("US", stick)
    for folder, slug in ((stick, "two"), (later, "three")):
        made.us.propose([framework(slug)])
        made.us.send("MX", folder)
    held = made.mx.mirrors()["US"].size()
    middle = next(path for path in stick.iterdir() if f".{held:010d}-" in path.name)
    section = made.us.channel("MX").section(held + 1)
    (stick / "us-channel-mx.0000000099-0000000100.section").write_bytes(bytes(section))
    middle.unlink()
    with pytest.raises(Gap):
        made.mx.receive("US", stick)
    assert made.mx.mirrors()["US"].size() == held
    assert made.mx.receive("US", later) > 0


def test_other_files_are_left_alone(made: Pair, tmp_path: Path) -> None:
    """Unfinished files, other people's and other channels' files in the folder do not disturb."""
    stick = tmp_path / "stick"
    made.us.propose([framework("sig")])
    made.mx.propose([framework("theirs")])
    made.us.send("MX", stick)
    made.mx.send("US", stick)
    (stick / "us-channel-mx.0000000000-0000000009.section.part").write_bytes(b"half")
    (stick / "us-channel-mxyz.0000000000-0000000009.section").write_bytes(b"another party's")
    (stick / "holiday.jpg").write_bytes(b"\xff\xd8")
    assert made.mx.receive("US", stick) > 0
    assert made.us.receive("MX", stick) > 0
    assert made.us.send("MX", stick) == []


@pytest.mark.parametrize(
    "cut", (0, 1, 7, 100, -1, -50), ids=("empty", "one byte", "seven", "a hundred", "less one", "less fifty")
)
def test_a_truncated_file_is_named(made: Pair, tmp_path: Path, cut: int) -> None:
    """A file that was cut short is refused by its name, and nothing of it is stored."""
    stick = tmp_path / "stick"
    made.us.propose([framework("sig")])
    (path,) = made.us.send("MX", stick)
    whole = path.read_bytes()
    path.write_bytes(whole[:cut])
    with pytest.raises(NotASection) as refused:
        made.mx.receive("US", stick)
    assert refused.value.data == {"file": path.name}
    assert made.mx.mirrors()["US"].size() == 0
    path.write_bytes(whole)
    assert made.mx.receive("US", stick) > 0


def test_a_folder_that_is_not_there_is_no_empty_one(made: Pair, tmp_path: Path) -> None:
    """Nothing is received in silence from a folder whose name was mistyped."""
    with pytest.raises(NoFolder):
        made.mx.receive("US", tmp_path / "stcik")


def test_a_renamed_foreign_file_is_refused(made: Pair, tmp_path: Path) -> None:
    """Another channel's file under this channel's name is refused."""
    stick = tmp_path / "stick"
    made.mx.propose([framework("theirs")])
    (path,) = made.mx.send("US", stick)
    path.rename(stick / "us-channel-mx.0000000000-0000000009.section")
    with pytest.raises((ForeignSection, NoteInvalid, SectionRefused)):
        made.mx.receive("US", stick)
    assert made.mx.mirrors()["US"].size() == 0


def test_a_broken_receipt_acknowledges_nothing(made: Pair, tmp_path: Path) -> None:
    """A receipt that was altered is refused before anything is signed or sent."""
    stick = tmp_path / "stick"
    made.us.propose([framework("sig")])
    made.us.send("MX", stick)
    made.mx.receive("US", stick)
    receipt = stick / "us-channel-mx.receipt"
    receipt.write_bytes(receipt.read_bytes().replace(b"us/channel/mx\n", b"us/channel/mx\n1", 1))
    size = made.us.channel("MX").log.size
    with pytest.raises(NotAReceipt) as refused:
        made.us.send("MX", stick)
    assert refused.value.data == {"file": receipt.name}
    assert (made.us.channel("MX").acknowledged(), made.us.channel("MX").log.size) == (0, size)


def test_what_was_admitted_before_a_refusal_is_acknowledged(made: Pair, tmp_path: Path) -> None:
    """When a later file is refused, the receipt that is left says how far the earlier ones came."""
    stick = tmp_path / "stick"
    for slug in ("one", "two"):
        made.us.propose([framework(slug)])
        made.us.send("MX", stick)
    first, second = sorted(stick.glob("*.section"))
    second.write_bytes(second.read_bytes()[:-1])
    with pytest.raises(NotASection):
        made.mx.receive("US", stick)
    held = made.mx.mirrors()["US"].size()
    assert 0 < held < made.us.channel("MX").log.size and first.is_file()
    made.us.send("MX", stick)
    assert made.us.channel("MX").acknowledged() == held


def test_two_processes_and_a_folder(tmp_path: Path) -> None:
    """Two nodes in processes of their own exchange through a shared folder until both hold all."""
    stick = tmp_path / "stick"
    with pair(tmp_path) as made:
        made.us.propose([framework("ours")])
        made.mx.propose([framework("theirs")])

    def both(what: str) -> list[int]:
        """Let both do it at once."""
        nodes = (("us", "MX"), ("mx", "US"))
        running = [
            start("tests.exchange.receiving", what, str(tmp_path / home), peer, str(stick))
            for home, peer in nodes
        ]
        return [int(finish(process)) for process in running]

    assert both("send") == [1, 1]
    assert min(both("receive")) > 0
    assert both("send") == [0, 0]
