"""Pulls: whatever the other side answers, only what verifies is kept, and the receipt is heeded first."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from ambos.exchange import outbox as outbox_module
from ambos.exchange import routes
from ambos.exchange.head import Head, NotAHead, parse_head
from ambos.exchange.mirror import ForeignSection, Mirror
from ambos.exchange.outbox import Outbox
from ambos.exchange.pull import Pull, Stalled
from ambos.exchange.sealed import NotASealedSection, seal_section
from ambos.kernel.checkpoint import Checkpoint, cosign, sign_checkpoint
from ambos.kernel.log import Fork, RestoredCopy
from ambos.kernel.note import NoteInvalid, NoteUntrusted
from ambos.node.bordering import outbox, put_out
from ambos.node.keysets import Change, rotate
from ambos.node.node import Node
from ambos.testing.pair import Pair
from ambos.values.errors import AmbosError
from tests.exchange.conftest import say
from tests.exchange.test_mirror import state


def pull(node: Node, party: str) -> Pull:
    """Begin a visit to a partner."""
    openers = list(node.parts.secrets.openers().values())
    return Pull(node.mirrors()[party], node.channel(party), node.peer(party).cosigners(), openers)


def answer(box: Outbox, path: str) -> bytes:
    """Answer as the border of an outbox does."""
    if path == routes.HEAD:
        return box.head() or b""
    found = box.section_at(int(path.removeprefix(routes.SECTIONS)))
    assert found is not None
    return found.read_bytes()


def run(visit: Pull, box: Outbox, steps: int = 99) -> int:
    """Carry a visit on; give how many questions it asked."""
    asked = 0
    while asked < steps and (path := visit.next()) is not None:
        visit.take(answer(box, path))
        asked += 1
    return asked


@pytest.fixture
def box(made: Pair, monkeypatch: pytest.MonkeyPatch) -> Outbox:
    """What the US has put out for Mexico: a few short sections."""
    monkeypatch.setattr(outbox_module, "SECTION_ENTRIES", 4)
    say(made.us, *(f"e-{n}" for n in range(10)))
    put_out(made.us, "MX")
    return outbox(made.us, "MX")


def mirror(made: Pair) -> Mirror:
    return made.mx.mirrors()["US"]


def test_all_that_is_promised(made: Pair, box: Outbox) -> None:
    """A visit brings all that the head promises; the next one asks for the head alone."""
    first = pull(made.mx, "US")
    assert run(first, box) == 1 + len(list(box.folder.glob("sections/*")))
    assert mirror(made).size() == made.us.channel("MX").log.size == first.received
    assert first.signed_at == int(made.clock.now().timestamp())
    again = pull(made.mx, "US")
    assert (run(again, box), again.received) == (1, 0)


def test_resumed_after_any_answer(made: Pair, box: Outbox) -> None:
    """A visit that ends after any of its answers is continued by another one from what is held."""
    for steps in (1, 2, 2, 3, 2):
        held = mirror(made).size()
        run(pull(made.mx, "US"), box, steps)
        assert mirror(made).size() >= held + (steps - 1) or mirror(made).size() == box.size()
    run(pull(made.mx, "US"), box)
    assert mirror(made).size() == box.size()
    assert made.mx.verify()


def test_the_receipt_comes_home_with_the_head(made: Pair, box: Outbox) -> None:
    """The receipt that a partner put out is kept before anything else of the answer is looked at."""
    run(pull(made.mx, "US"), box)
    put_out(made.mx, "US")
    theirs = outbox(made.mx, "US")
    assert made.us.channel("MX").acknowledged() == 0
    run(pull(made.us, "MX"), theirs, 1)
    assert made.us.channel("MX").acknowledged() == made.us.channel("MX").log.size


def test_an_old_copy_learns_of_it_first(made: Pair, box: Outbox) -> None:
    """A receipt for more than the channel has is refused as such, though the rest of the head be nonsense."""
    run(pull(made.mx, "US"), box)
    channel = made.us.channel("MX")
    size = channel.log.size
    receipt = mirror(made).receipt()
    signers = made.us.parts.secrets.note_signers(channel.log.origin)
    longer = sign_checkpoint(Checkpoint(channel.log.origin, size + 5, bytes(32)), signers, 1)
    cosigner = made.mx.parts.secrets.cosigners("mx")[0]
    line = cosigner.sign(Checkpoint(channel.log.origin, size + 5, bytes(32)), 1).line().encode()
    nonsense = Head("another/origin", b"no note", longer + line, 1, 1, 1)
    with pytest.raises(RestoredCopy):
        pull(made.us, "MX").take(bytes(nonsense))
    with pytest.raises(RestoredCopy):
        made.us.release("MX")
    assert receipt


def test_a_receipt_under_a_key_given_up_acknowledges_nothing(made: Pair) -> None:
    """With a key that its party has given up nobody makes a receipt; what we signed ourselves still tells."""
    say(made.us, "one")
    made.exchange()
    say(made.us, "two")
    old = made.mx.parts.secrets.cosigners("mx")
    for _ in range(2):
        made.us.add_peer(rotate(made.mx, Change(notes=True), made.mx.config.roots))
    partner, channel = made.us.partner("MX"), made.us.release("MX")
    before, signed = channel.acknowledged(), channel.log.note()
    assert signed is not None and before < signed.checkpoint.size
    note = bytes(signed.note) + cosign(signed, old[0], 1)
    openers = list(made.us.parts.secrets.openers().values())
    parts = made.us.mirrors()["MX"], channel, partner.card.cosigners(), openers
    Pull(*parts, given_up=partner.given_up()).take(bytes(Head("mx/channel/us", None, note, 1, 1, 1)))
    assert channel.acknowledged() == before
    with pytest.raises(NoteUntrusted):
        Pull(*parts).take(bytes(Head("mx/channel/us", None, note, 1, 1, 1)))
    beyond = signed._replace(checkpoint=signed.checkpoint._replace(size=99))
    signers = made.us.parts.secrets.note_signers(channel.log.origin)
    newer = sign_checkpoint(beyond.checkpoint, signers, 1) + cosign(beyond, old[0], 1)
    with pytest.raises(RestoredCopy):
        Pull(*parts, given_up=partner.given_up()).take(bytes(Head("mx/channel/us", None, newer, 1, 1, 1)))


def test_wrong_answers_leave_nothing(made: Pair, box: Outbox) -> None:
    """Heads and sections that are cut, foreign or of the wrong sort are refused and leave no trace."""
    head, before = parse_head(box.head() or b""), state(mirror(made))
    section = answer(box, routes.section(0))
    wrong_heads: list[tuple[bytes, type[AmbosError]]] = [
        (b"", NotAHead),
        (bytes(head)[:-1], NotAHead),
        (section, NotAHead),
        (bytes(replace(head, origin="us/channel/ca")), ForeignSection),
        (bytes(replace(head, note=made.mx.release("US").log.store.note())), NoteInvalid),
        (bytes(replace(head, receipt=head.note)), NoteInvalid),
    ]
    for data, error in wrong_heads:
        visit = pull(made.mx, "US")
        with pytest.raises(error):
            visit.take(data)
        assert visit.next() == routes.HEAD
    for data in (b"", section[:-1], bytes(head), section + b"\x00"):
        visit = pull(made.mx, "US")
        visit.take(bytes(head))
        with pytest.raises(AmbosError):
            visit.take(data)
    assert state(mirror(made)) == before


def test_duplicates_and_overlaps(made: Pair, box: Outbox) -> None:
    """A section that begins before what is held brings what is new; one that brings nothing is told so."""
    visit = pull(made.mx, "US")
    run(visit, box, 2)
    held = mirror(made).size()
    with pytest.raises(Stalled) as found:
        visit.take(answer(box, routes.section(0)))
    assert found.value.data["needed"] == held
    wide = made.us.channel("MX").section(0)
    visit.take(seal_section(wide, made.mx.card().recipient()))
    assert mirror(made).size() == wide.new
    assert visit.next() is None


def test_a_fork_is_seen_at_the_head(made: Pair, box: Outbox) -> None:
    """A head whose note contradicts what is held, at any size, is a fork: the note is kept, no entry."""
    run(pull(made.mx, "US"), box)
    log, head = made.us.channel("MX").log, parse_head(box.head() or b"")
    signers = made.us.parts.secrets.note_signers(log.origin)
    for size in (log.size, 3):
        rival = sign_checkpoint(Checkpoint(log.origin, size, bytes(32)), signers, 1)
        before = state(mirror(made))
        with pytest.raises(Fork):
            pull(made.mx, "US").take(bytes(replace(head, note=rival)))
        assert state(mirror(made)) == before
        assert mirror(made).rival_note() == rival


def test_a_fork_is_seen_behind_the_head(made: Pair, box: Outbox) -> None:
    """Sections that do not add up to what the head was signed over are a fork as soon as they reach it."""
    log, head = made.us.channel("MX").log, parse_head(box.head() or b"")
    signers = made.us.parts.secrets.note_signers(log.origin)
    rival = sign_checkpoint(Checkpoint(log.origin, log.size, bytes(32)), signers, 1)
    visit = pull(made.mx, "US")
    visit.take(bytes(replace(head, note=rival)))
    with pytest.raises(Fork):
        run(visit, box)
    assert mirror(made).rival_note() == rival


def test_an_older_head_changes_nothing(made: Pair, box: Outbox) -> None:
    """A head from before what is held is passed over."""
    early = box.head() or b""
    run(pull(made.mx, "US"), box)
    say(made.us, "later")
    put_out(made.us, "MX")
    run(pull(made.mx, "US"), box)
    held = mirror(made).size()
    visit = pull(made.mx, "US")
    visit.take(early)
    assert visit.next() is None and mirror(made).size() == held


def test_an_empty_channel(made: Pair) -> None:
    """A head of a channel that has nothing yet promises nothing."""
    visit = pull(made.mx, "US")
    visit.take(bytes(Head("us/channel/mx", None, None, 1, 1, 1)))
    assert visit.next() is None and visit.signed_at is None


@pytest.mark.parametrize(
    "change", (lambda data: data[:40], lambda data: b"\x02" + data[1:]), ids=("cut", "version")
)
def test_the_reason_is_named(made: Pair, box: Outbox, change: Callable[[bytes], bytes]) -> None:
    """What is no sealed section is refused by that name or by its key's."""
    visit = pull(made.mx, "US")
    run(visit, box, 1)
    with pytest.raises(AmbosError) as found:
        visit.take(change(answer(box, routes.section(0))))
    assert found.value.code in (NotASealedSection.code, "exchange.not-sealed-to-us")
