"""The outbox: whatever a reader meets, at any moment, leads it to all that the head promises."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambos.exchange import outbox as outbox_module
from ambos.exchange.outbox import Outbox, Span
from ambos.exchange.publishing import RENEWED_SECONDS, Versions, publish, standing
from ambos.exchange.sealed import open_section, sealed_to
from ambos.exchange.sealing import Opener
from ambos.kernel.log import RestoredCopy
from ambos.kernel.store import durable
from ambos.node.node import Node
from ambos.testing.pair import Pair, pair
from tests.exchange.conftest import say
from tests.exchange.test_channel import figures

FIRST, SECOND = Opener(bytes([1]) * 32), Opener(bytes([2]) * 32)


def put_out(made: Pair, box: Outbox, opener: Opener = FIRST) -> None:
    """Release to Mexico and bring the outbox up."""
    channel, mirror = made.us.release("MX"), made.us.mirrors()["MX"]
    publish(box, channel, mirror, opener.recipient, Versions(), int(made.clock.now().timestamp()))


def walk(made: Pair, box: Outbox, start: int = 0, opener: Opener = FIRST) -> list[Span]:
    """Fetch as a partner at ``start`` does up to the end; demand that each section leads on."""
    origin, place, met = made.us.channel("MX").log.origin, start, []
    while (path := box.section_at(place)) is not None:
        section = open_section(path.read_bytes(), [opener], origin)
        assert section.old <= place < section.new
        assert path.name == Span(section.old, section.new).name
        place = section.new
        met.append(Span(section.old, section.new))
    assert place == made.us.channel("MX").log.size
    return met


def contents(box: Outbox) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in box.folder.rglob("*") if path.is_file()}


def test_nothing_new_changes_nothing(made: Pair, tmp_path: Path) -> None:
    """While nothing is new not one byte of the outbox changes."""
    box = Outbox(tmp_path / "box")
    say(made.us, "first")
    put_out(made, box)
    before = contents(box)
    made.clock.advance(seconds=600)
    put_out(made, box)
    assert contents(box) == before
    assert len(before) == 2


def test_silence_is_signed_daily(made: Pair, tmp_path: Path) -> None:
    """A day later the same head of the log is signed anew, under the new time; sections stay as they are."""
    box = Outbox(tmp_path / "box")
    channel = made.us.channel("MX")
    channel.release()
    mirror, now = made.us.mirrors()["MX"], int(made.clock.now().timestamp())
    first = publish(box, channel, mirror, FIRST.recipient, Versions(), now)
    before = contents(box)
    made.clock.advance(seconds=RENEWED_SECONDS)
    second = publish(box, channel, mirror, FIRST.recipient, Versions(), now + RENEWED_SECONDS)
    assert first.note != second.note and first.note is not None and second.note is not None
    assert first.note.split(b"\n\n")[0] == second.note.split(b"\n\n")[0]
    changed = [path for path, data in contents(box).items() if before.get(path) != data]
    assert [Path(path).name for path in changed] == ["head"]


@settings(max_examples=4)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 9)), min_size=1, max_size=7))
def test_any_growth(tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int]]) -> None:
    """However the channel grows, every position leads to its end, over few files, and no batch is cut."""
    folder = tmp_path_factory.mktemp("pair")
    with pair(folder) as made:
        box, stated, said = Outbox(folder / "box"), 0, 0
        for singles, batch in steps:
            say(made.us, *(f"e-{said + n}" for n in range(singles)))
            said += singles
            if batch:
                figures(made.us, stated, stated + batch)
                stated += batch
            put_out(made, box)
            met = walk(made, box)
            assert all(before.new == after.old for before, after in pairwise(met))
            assert len(list(box.folder.glob("sections/*"))) == len(met) <= met[-1].new.bit_length() + 1
        for start in range(made.us.channel("MX").log.size):
            walk(made, box, start)
        assert box.section_at(made.us.channel("MX").log.size) is None


def test_files_are_cut(made: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file holds more entries than the limit, and a full one is never written again."""
    monkeypatch.setattr(outbox_module, "SECTION_ENTRIES", 5)
    box = Outbox(tmp_path / "box")
    say(made.us, *(f"e-{n}" for n in range(20)))
    put_out(made, box)
    full = {span: (box.folder / "sections" / span.name).read_bytes() for span in walk(made, box)[:-1]}
    assert all(span.entries == 5 for span in full) and len(full) >= 4
    say(made.us, *(f"f-{n}" for n in range(9)))
    put_out(made, box)
    walk(made, box)
    assert all((box.folder / "sections" / span.name).read_bytes() == data for span, data in full.items())


@pytest.mark.parametrize("stop", range(1, 9))
def test_an_interruption_anywhere(
    made: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: int
) -> None:
    """Interrupted before any of its writes, the outbox leads to all that its head promises; then to all."""
    monkeypatch.setattr(outbox_module, "SECTION_ENTRIES", 4)
    box = Outbox(tmp_path / "box")
    say(made.us, "one")
    put_out(made, box)
    promised = made.us.channel("MX").log.size
    say(made.us, *(f"e-{n}" for n in range(16)))
    done, write = 0, durable.write_whole

    def sometimes(path: Path, data: bytes) -> Path:
        nonlocal done
        done += 1
        if done == stop:
            path.with_name(path.name + ".part").write_bytes(data[: len(data) // 2])
            raise InterruptedError
        return write(path, data)

    monkeypatch.setattr(outbox_module, "write_whole", sometimes)
    try:
        put_out(made, box)
    except InterruptedError:
        place, origin = 0, made.us.channel("MX").log.origin
        while place < promised:
            path = box.section_at(place)
            assert path is not None
            place = open_section(path.read_bytes(), [FIRST], origin).new
    put_out(made, box)
    walk(made, box)
    head = standing(box)
    assert head is not None and head.note is not None and b"\n%d\n" % box.size() in head.note


def test_another_key(made: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For a new key all sections are sealed anew, also when that was interrupted; the old key opens none."""
    monkeypatch.setattr(outbox_module, "SECTION_ENTRIES", 4)
    box = Outbox(tmp_path / "box")
    say(made.us, *(f"e-{n}" for n in range(16)))
    put_out(made, box)
    spans, write, done = walk(made, box), durable.write_whole, 0

    def once(path: Path, data: bytes) -> Path:
        nonlocal done
        done += 1
        if done == 3:
            raise InterruptedError
        return write(path, data)

    with monkeypatch.context() as patched, pytest.raises(InterruptedError):
        patched.setattr(outbox_module, "write_whole", once)
        put_out(made, box, SECOND)
    put_out(made, box, SECOND)
    assert walk(made, box, opener=SECOND) == spans
    files = [path.read_bytes() for path in box.folder.glob("sections/*")]
    assert {sealed_to(data) for data in files} == {SECOND.recipient.key_id}


def test_dropped_from_a_place(made: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What holds a place or a later one is dropped and then made anew; files before it stay."""
    monkeypatch.setattr(outbox_module, "SECTION_ENTRIES", 4)
    box = Outbox(tmp_path / "box")
    say(made.us, *(f"e-{n}" for n in range(16)))
    put_out(made, box)
    before = contents(box)
    box.drop_from(9)
    assert box.size() == 8
    put_out(made, box)
    kept = [path for path, data in contents(box).items() if before[path] == data]
    assert len(kept) == 3 and walk(made, box)


def test_other_files_are_left_alone(made: Pair, tmp_path: Path) -> None:
    """Unfinished and foreign files are neither served nor removed."""
    box = Outbox(tmp_path / "box")
    put_out(made, box)
    strange = box.folder / "sections" / "notes.txt"
    strange.write_bytes(b"mine")
    half = box.folder / "sections" / (Span(0, 99).name + ".part")
    half.write_bytes(b"half")
    put_out(made, box)
    assert strange.read_bytes() == b"mine" and half.is_file()
    assert walk(made, box)[0].new < 99


def test_an_outbox_betrays_an_old_copy(made: Pair, tmp_path: Path) -> None:
    """A node whose logs are older than the head that is out signs nothing, though its memory is old too."""
    say(made.us, "first")
    made.us.release("MX")
    made.us.close()
    copy = {path: path.read_bytes() for path in (tmp_path / "us" / "logs").iterdir()}
    box = Outbox(tmp_path / "box")
    with Node.open(tmp_path / "us", now=made.clock.now) as node:
        say(node, "second")
        put_out(Pair(node, made.mx, made.clock), box)
    for path in (tmp_path / "us" / "logs").iterdir():
        path.unlink()
    for path, data in copy.items():
        path.write_bytes(data)
    with Node.open(tmp_path / "us", now=made.clock.now) as node:
        say(node, "another-second")
        channel = node.channel("MX")
        with pytest.raises(RestoredCopy):
            publish(box, channel, node.mirrors()["MX"], FIRST.recipient, Versions(), 1)
        with pytest.raises(RestoredCopy):
            channel.release()
