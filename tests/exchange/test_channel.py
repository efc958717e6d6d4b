"""Channels: every released record once, in order, in whole batches, whatever interrupts them."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambos.exchange import channel as channel_module
from ambos.exchange.channel import ANCHOR_SECONDS, BeyondChannel, Channel
from ambos.exchange.section import ENTRY_LIMIT, parse_section
from ambos.kernel.acts import New
from ambos.kernel.audit import LogDamaged
from ambos.kernel.checkpoint import Signer as NoteSigner
from ambos.kernel.note import Algorithm, NoteInvalid
from ambos.kernel.record import BATCH_LIMIT, Header
from ambos.kernel.seal import parse_statement
from ambos.kernel.store.contract import Entry, WriterBusy
from ambos.node.node import Node
from ambos.testing.pair import Pair, pair
from ambos.values.handling import OWNER_ONLY, PUBLIC
from tests.exchange.conftest import ends, event, say


def headers(channel: Channel) -> list[Header]:
    return [parse_statement(row.statement).header for row in channel.log.store.read(0, channel.log.size)]


def names(channel: Channel, kind: str = "event") -> list[str]:
    return [header.subject.partition("/")[2] for header in headers(channel) if header.kind == kind]


def figures(node: Node, start: int, stop: int) -> None:
    """State figures in one batch."""
    body = {
        "indicator": "indicator/deaths", "period": "2024", "place": "US", "value": "1", "unit": "deaths",
        "status": "final",
    }  # fmt: skip
    node.state([New("figure", f"f-{n}", body, PUBLIC) for n in range(start, stop)])


def test_a_crash_between_groups_skips_and_repeats_nothing(
    made: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A release that is interrupted after any of its groups goes on where it was, with each record once."""
    monkeypatch.setattr(channel_module, "GROUP_COMMIT", 3)
    for n in range(30):
        made.us.propose([event(f"e-{n:02}", label=PUBLIC if n % 3 else OWNER_ONLY)])
        if n == 11:
            figures(made.us, 0, 7)
    channel = made.us.channel("MX")
    append, done = channel.log.append, 0

    def sometimes(entries: list[Entry], marks: dict[str, bytes]) -> range:
        nonlocal done
        done += 1
        if done % 2:
            raise InterruptedError
        return append(entries, marks)

    monkeypatch.setattr(channel.log, "append", sometimes)
    while True:
        try:
            channel.release()
            break
        except InterruptedError:
            continue
    monkeypatch.undo()
    assert names(channel) == [f"e-{n:02}" for n in range(30) if n % 3]
    assert names(channel, "figure") == [f"f-{n}" for n in range(7)]
    assert channel.release() == 0
    assert channel.audit().checkpoint.size == channel.log.size


@settings(max_examples=4)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=8), st.integers(1, 12))
def test_a_batch_is_never_cut(
    tmp_path_factory: pytest.TempPathFactory, batches: list[int], limit: int
) -> None:
    """Sections of any limit begin and end beside batches, leave nothing out, and are admitted one by one."""
    with pair(tmp_path_factory.mktemp("pair")) as made:
        stated = 0
        for n, size in enumerate(batches):
            say(made.us, f"e-{n}")
            if size:
                figures(made.us, stated, stated + size)
                stated += size
        channel, mirror = ends(made)
        place, sections = 0, []
        while place < channel.log.size:
            section = channel.section(place, limit)
            sections.append(section)
            assert section.old == place < section.new
            members = [parse_statement(item.statement) for item in section.items]
            assert members[0].signature
            heads = [head for head in members if head.header.batch]
            assert len(section.items) <= limit or (len(heads) == 1 and members[0] is heads[0])
            mirror.admit(parse_section(bytes(section)))
            place = section.new
        assert mirror.size() == channel.log.size
        assert all(before.new == after.old for before, after in pairwise(sections))


@pytest.mark.parametrize("limit", (1, 900, 2_500, 1 << 24))
def test_sections_are_cut_by_their_bytes_too(made: Pair, monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    """A section takes no more bytes than the limit, unless its first entry or batch alone does."""
    monkeypatch.setattr(channel_module, "SECTION_BYTES", limit)
    say(made.us, *(f"e-{n}" for n in range(5)))
    figures(made.us, 0, 6)
    say(made.us, "last")
    channel, mirror = ends(made)
    place = 0
    while place < channel.log.size:
        section = channel.section(place)
        sizes = [len(item.statement) + len(item.preimage or b"") for item in section.items]
        first = parse_statement(section.items[0].statement).header.batch
        assert sum(sizes) <= limit or len(sizes) == (first[1] + 1 if first else 1)
        mirror.admit(section)
        place = section.new
    assert mirror.size() == channel.log.size


def test_the_largest_batch_fits() -> None:
    """A section may hold the largest batch with its head."""
    assert BATCH_LIMIT + 1 <= ENTRY_LIMIT


def test_an_anchor_an_hour(made: Pair) -> None:
    """Within the hour there is one anchor, after it the next, whether or not anything was said."""
    for hours, anchors in ((0, 1), (0, 1), (0.9, 1), (0.2, 2), (5, 3)):
        made.clock.advance(seconds=int(hours * ANCHOR_SECONDS))
        channel = made.us.release("MX")
        assert len(names(channel, "anchor")) == anchors


def test_an_interrupted_anchor_is_made_again(made: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """An anchor whose note was not kept is followed by another; the channel stays sound."""
    channel = made.us.channel("MX")

    def broken(name: str, value: bytes) -> None:
        raise InterruptedError

    with monkeypatch.context() as patched:
        patched.setattr(channel.log.store, "set_mark", broken)
        with pytest.raises(InterruptedError):
            made.us.release("MX")
    made.us.release("MX")
    assert len(names(channel, "anchor")) == 2
    made.exchange()
    assert made.us.verify() and made.mx.verify()


def test_what_is_beyond_is_refused(made: Pair) -> None:
    """A position that the channel has not reached is refused with its size; the end itself brings nothing."""
    channel, _ = ends(made)
    with pytest.raises(BeyondChannel):
        channel.section(channel.log.size + 1)
    end = channel.section(channel.log.size)
    assert (end.items, end.old, end.new) == ((), channel.log.size, channel.log.size)


def test_receipts_rise(made: Pair) -> None:
    """What the peer acknowledges is kept; an older receipt does not take it back."""
    say(made.us, "first")
    channel, mirror = ends(made)
    assert channel.acknowledged() == 0
    cosigner = made.mx.card().cosigner()
    first = mirror.admit(channel.section(0)).receipt
    assert channel.take_receipt(first, cosigner).size == channel.acknowledged() == channel.log.size
    say(made.us, "second")
    made.us.release("MX")
    second = mirror.admit(channel.section(mirror.size())).receipt
    channel.take_receipt(second, cosigner)
    channel.take_receipt(first, cosigner)
    assert channel.acknowledged() == channel.log.size


def test_only_the_peer_acknowledges(made: Pair) -> None:
    """A note that the peer did not cosign, or that another did, or that was altered, is no receipt."""
    say(made.us, "first")
    channel, mirror = ends(made)
    note = channel.log.store.note()
    receipt = mirror.admit(channel.section(0)).receipt
    cosigner = made.mx.card().cosigner()
    stranger = NoteSigner("mx", Algorithm.ED25519_COSIGNATURE, bytes(range(32))).key
    assert note is not None
    for wrong, key in ((note, cosigner), (receipt, stranger), (receipt[:-9], cosigner), (b"", cosigner)):
        with pytest.raises(NoteInvalid):
            channel.take_receipt(wrong, key)
    for line in range(len(receipt.split(b"\n")) - 1):
        with pytest.raises(NoteInvalid):
            channel.take_receipt(b"\n".join(altered(receipt.split(b"\n"), line)), cosigner)
    assert channel.acknowledged() == 0


def altered(lines: list[bytes], place: int) -> list[bytes]:
    """Change one line of a note."""
    line = lines[place]
    return [
        *lines[:place],
        line[:-6] + (b"A" if line[-6:-5] != b"A" else b"B") + line[-5:],
        *lines[place + 1 :],
    ]


def test_one_process_releases(made: Pair, tmp_path: Path) -> None:
    """While one process is the channel's writer another does not release; then it sees what was released."""
    say(made.us, "first")
    with Node.open(tmp_path / "us", now=made.clock.now) as other:
        made.us.channel("MX").release()
        with pytest.raises(WriterBusy):
            other.channel("MX").release()


@pytest.mark.parametrize("change", ("entry", "mark", "order", "lost"))
def test_a_channel_that_is_not_what_was_released(made: Pair, change: str) -> None:
    """An entry of its own, a skipped record or another order in a channel are found by its audit."""
    say(made.us, "first", "second")
    channel = made.us.channel("MX")
    ledger = made.us._parts.ledger
    rows = ledger.log.store.read(0, ledger.size())
    due = [row for row in rows if parse_statement(row.statement).header.kind in ("key", "event")]
    released = [Entry(row.rid, row.statement, None) for row in due]
    wrong = {
        "entry": [*released, Entry(bytes(16), b"made up", None)],
        "mark": released[:-1],
        "order": [*released[:-2], released[-1], released[-2]],
        "lost": released[:1],
    }[change]
    position = ledger.size().to_bytes(8, "big")
    channel.log.append(wrong, {channel_module.RELEASED: position})
    with pytest.raises(LogDamaged) as found:
        channel.audit()
    assert found.value.data["why"] == "exchange.not-as-released"
