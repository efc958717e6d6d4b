"""The mirror: nothing enters that does not verify, and what is refused leaves no trace."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from ambos.exchange.mirror import CLOCK_TOLERANCE, ForeignSection, FutureRecord, Gap, Mirror, SectionRefused
from ambos.exchange.pair import carry
from ambos.exchange.section import Item, Section, parse_section
from ambos.kernel.audit import BatchBroken, TreeMismatch, WrongParty
from ambos.kernel.canonical import NotCanonical
from ambos.kernel.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from ambos.kernel.ed25519 import SignatureInvalid
from ambos.kernel.keys import KeyNotProven, KeyUnknown
from ambos.kernel.log import Fork
from ambos.kernel.merkle import batch_root, leaf_hash
from ambos.kernel.note import NoteUntrusted
from ambos.kernel.seal import DigestMismatch, parse_statement, print_preimage
from ambos.kernel.store.contract import DuplicateRecord, WriterBusy
from ambos.node.node import Node
from ambos.node.standing import standing
from ambos.testing.pair import Pair
from ambos.values.errors import AmbosError
from tests.exchange.conftest import ends, framework, say
from tests.exchange.test_channel import figures
from tests.kernel.test_canonical import flip

SEED, BLOWS = 20260105, 150


def state(mirror: Mirror) -> list[Any]:
    """Give all that a mirror holds."""
    store = mirror.log.store
    rows = list(store.read(0, store.size(), bodies=True))
    keys = [mirror.reader.wrapped(seq) for seq in range(store.size())]
    return [store.size(), rows, keys, list(store.tiles()), store.note(), store.mark("key places")]


def refused(mirror: Mirror, section: Section, *errors: type[AmbosError]) -> dict[str, object]:
    """Demand that a section is refused for this reason and leaves nothing behind; give the error's data."""
    before = state(mirror)
    with pytest.raises(AmbosError) as found:
        mirror.admit(section)
    assert state(mirror) == before
    error = found.value
    code = error.data["why"] if isinstance(error, SectionRefused) else error.code
    assert code in {expected.code for expected in errors}
    return error.data


def resigned(made: Pair, section: Section, items: list[Item]) -> Section:
    """Sign other entries, from the channel's beginning, as a lying peer could."""
    size = len(items)
    root = batch_root([leaf_hash(item.statement) for item in items])
    signers = made.us._parts.secrets.note_signers(section.origin)
    note = sign_checkpoint(Checkpoint(section.origin, size, root), signers, 1)
    return Section(section.origin, 0, size, (), note, tuple(items))


def test_what_is_admitted_is_read(made: Pair) -> None:
    """Admitted records are read back with their bodies, in order, under the peer's keys."""
    written = say(made.us, "first", "second")
    channel, mirror = ends(made)
    admitted = mirror.admit(parse_section(bytes(channel.section(0))))
    assert admitted.places == range(channel.log.size)
    found = {opened.statement.header.rid: opened.body for opened in mirror.read(0, mirror.size())}
    assert [found[item.rid]["name"]["en"] for item in written] == ["A visit", "A visit"]
    assert mirror.log.head().root == channel.log.head().root
    assert {holding.holder for holding in mirror.book} == {"authority", "secretariat"}
    assert open_checkpoint(admitted.receipt, mirror.peer.verifiers).checkpoint.size == mirror.size()


def test_again_changes_nothing(made: Pair) -> None:
    """The same section twice, and older ones, bring nothing new and give the newest receipt."""
    say(made.us, "first")
    channel, mirror = ends(made)
    first = channel.section(0)
    say(made.us, "second")
    made.us.release("MX")
    whole = channel.section(0)
    mirror.admit(whole)
    before = state(mirror)
    for section in (whole, first, channel.section(3), channel.section(channel.log.size)):
        admitted = mirror.admit(section)
        assert len(admitted.places) == 0
        assert open_checkpoint(admitted.receipt, mirror.peer.verifiers).checkpoint.size == channel.log.size
    assert state(mirror) == before


def test_overlaps_are_passed_over(made: Pair) -> None:
    """A section that begins before what is held brings only what is new."""
    channel, mirror = ends(made)
    mirror.admit(channel.section(0))
    held = mirror.size()
    say(made.us, "second")
    made.us.release("MX")
    assert mirror.admit(channel.section(1)).places == range(held, channel.log.size)
    assert mirror.audit(lambda done, total: None).checkpoint.size == channel.log.size


def test_a_gap_names_what_is_needed(made: Pair) -> None:
    """A section from further on is refused with the place that is needed; once that comes, it fits."""
    say(made.us, *(f"e-{n}" for n in range(9)))
    channel, mirror = ends(made)
    first, second, third = (channel.section(place, 4) for place in (0, 4, 8))
    for early in (second, third):
        assert refused(mirror, early, Gap) == {"needed": 0, "found": early.old}
    mirror.admit(first)
    assert refused(mirror, third, Gap) == {"needed": 4, "found": 8}
    for section in (second, third):
        mirror.admit(section)
    assert mirror.size() == channel.log.size


def test_no_flipped_byte_enters(made: Pair) -> None:
    """A section with any bit changed is refused, or is one that says nothing else, and leaves no trace."""
    made.us.propose([framework("sig")])
    figures(made.us, 0, 3)
    channel, mirror = ends(made)
    whole = bytes(channel.section(0))
    empty, chance = state(mirror), random.Random(SEED)
    for _ in range(BLOWS):
        bit = chance.randrange(len(whole) * 8)
        with pytest.raises(AmbosError):
            mirror.admit(parse_section(flip(whole, bit)))
        assert state(mirror) == empty
    assert mirror.rival_note() is None
    mirror.admit(parse_section(whole))


CHANGES: dict[str, tuple[Callable[[list[Item]], list[Item]], tuple[type[AmbosError], ...]]] = {
    "an entry left out": (lambda items: items[:-2] + items[-1:], (ForeignSection,)),
    "the last entry left out": (lambda items: items[:-1], (ForeignSection,)),
    "two entries swapped": (lambda items: [*items[:-2], items[-1], items[-2]], (TreeMismatch,)),
    "an entry twice": (lambda items: [*items[:-1], items[-2]], (TreeMismatch, DuplicateRecord)),
    "no keys": (lambda items: [*items[2:], *items[:2]], (KeyUnknown,)),
    "the officer's key later": (lambda items: [items[0], items[2], items[1], *items[3:]], (KeyUnknown,)),
    "a body changed": (
        lambda items: [*items[:-1], Item(items[-1].statement, print_preimage(bytes(32), b"\xa0"))],
        (DigestMismatch,),
    ),
    "a key without its body": (lambda items: [Item(items[0].statement, None), *items[1:]], (KeyNotProven,)),
    "a statement that is none": (lambda items: [*items[:-1], Item(b"\x00", None)], (NotCanonical,)),
    "a signature taken off": (
        lambda items: [*items[:-1], Item(items[-1].statement[:-66] + b"\x40", items[-1].preimage)],
        (SignatureInvalid,),
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_changed_entries_do_not_enter(made: Pair, name: str) -> None:
    """Whatever a carrier without keys does to the entries, nothing is stored, and the reason is named."""
    say(made.us, "first", "second", "third")
    made.us.channel("MX").release()
    section, mirror = made.us.channel("MX").section(0), made.mx.mirrors()["US"]
    change, errors = CHANGES[name]
    items = tuple(change(list(section.items)))
    refused(mirror, replace(section, items=items, new=len(items)), *errors)
    assert mirror.rival_note() is None


def bent(statement: bytes) -> bytes:
    """Change the last byte of a signature."""
    return statement[:-1] + bytes([statement[-1] ^ 1])


def test_a_lying_peer_is_caught(made: Pair) -> None:
    """What the peer's own note covers must still be signed by keys of its channel and speak for it."""
    say(made.us, "first")
    made.mx.propose([framework("theirs")])
    channel, mirror = ends(made)
    section = channel.section(0)
    foreign = made.mx.release("US").section(0)
    items = list(section.items)
    theirs = next(item for item in foreign.items if b"framework" in item.statement)
    for wrong, error in (
        ([*items, theirs], WrongParty),
        (list(foreign.items), WrongParty),
        ([*items[1:]], KeyNotProven),
        ([*items, Item(bent(items[-1].statement), items[-1].preimage)], SignatureInvalid),
    ):
        refused(mirror, resigned(made, section, wrong), error)
    mirror.admit(section)


def test_a_cut_batch_does_not_enter(made: Pair) -> None:
    """A section that ends, or begins, inside a batch is refused, though its note is good."""
    figures(made.us, 0, 4)
    channel, mirror = ends(made)
    section = channel.section(0)
    head = next(n for n, item in enumerate(section.items) if parse_statement(item.statement).header.batch)
    refused(mirror, resigned(made, section, list(section.items[: head + 3])), BatchBroken)
    mirror.admit(resigned(made, section, list(section.items[:head])))
    inside = channel.log.consistency(head, channel.log.size)
    late = replace(section, old=head + 1, items=section.items[head + 1 :], proof=tuple(inside))
    refused(mirror, late, Gap)
    mirror.admit(section)
    assert mirror.size() == channel.log.size


def test_a_record_from_the_future_does_not_enter(made: Pair) -> None:
    """A claimed time beyond what two clocks may differ by is refused; within that it is not."""
    made.clock.advance(seconds=CLOCK_TOLERANCE + 1)
    say(made.us, "early")
    channel, mirror = ends(made)
    section = channel.section(0)
    made.clock.advance(seconds=-(CLOCK_TOLERANCE + 1))
    refused(mirror, section, FutureRecord)
    made.clock.advance(seconds=1)
    mirror.admit(section)


def test_foreign_sections_do_not_enter(made: Pair) -> None:
    """A section of another channel, or under a note of another log, is refused before it is read."""
    channel, mirror = ends(made)
    section, foreign = channel.section(0), made.mx.release("US").section(0)
    house = made.us._parts.ledger.log.store.note()
    assert house is not None
    refused(mirror, foreign, ForeignSection, NoteUntrusted)
    refused(mirror, replace(section, origin=foreign.origin), ForeignSection)
    refused(mirror, replace(section, note=foreign.note), NoteUntrusted)
    refused(mirror, replace(section, note=house), NoteUntrusted)


def test_a_record_stands_once_in_a_channel(made: Pair) -> None:
    """A record id that the mirror holds already is refused, with all that came beside it."""
    say(made.us, "first")
    channel, mirror = ends(made)
    section = channel.section(0)
    items = [*section.items, section.items[-1]]
    mirror.admit(section)
    refused(mirror, resigned(made, section, items), DuplicateRecord)


def test_a_fork_is_kept_as_evidence(made: Pair) -> None:
    """Another history of what is held is refused whatever its length; its note is kept and told."""
    say(made.us, "first", "second")
    channel, mirror = ends(made)
    assert standing(made.mx).forks == ()
    section = channel.section(0)
    mirror.admit(section)
    items = list(section.items)
    anchor = items.pop(-1)
    other = [*items[:-2], items[-1], items[-2]]
    for forked in (other, [*other, anchor], [*other, anchor, anchor]):
        lie = resigned(made, section, forked)
        refused(mirror, lie, Fork)
        assert mirror.rival_note() == lie.note
        mirror.resume()
    assert standing(made.mx).forks == ("US",)
    mirror.admit(section)
    mirror.audit(lambda done, total: None)


def test_a_false_proof_does_not_pass(made: Pair) -> None:
    """New entries under a note need the proof that the note extends what is held."""
    channel, mirror = ends(made)
    mirror.admit(channel.section(0))
    say(made.us, "second")
    made.us.release("MX")
    section = channel.section(mirror.size())
    for proof in (
        (),
        section.proof[:-1],
        (*section.proof, bytes(32)),
        tuple(bytes(32) for _ in section.proof),
    ):
        refused(mirror, replace(section, proof=proof), Fork)
    mirror.admit(section)


def test_one_process_receives(made: Pair, tmp_path_factory: pytest.TempPathFactory) -> None:
    """While one process is the mirror's writer another is refused before it touches a key."""
    say(made.us, "first")
    channel, mirror = ends(made)
    with Node.open(made.mx.config.home, now=made.clock.now) as other:
        mirror.admit(channel.section(0))
        say(made.us, "second")
        made.us.release("MX")
        before = state(mirror)
        with pytest.raises(WriterBusy):
            other.mirrors()["US"].admit(channel.section(0))
        assert state(mirror) == before
        mirror.admit(channel.section(0))
        # the other process sees the keys that came meanwhile
        made.us.enrol("zoe", {"name": "Zoe", "roles": ["analyst"]})
        made.us._officer = "zoe"
        say(made.us, "third")
        made.us._officer = "secretariat"
        made.us.release("MX")
        assert "zoe" not in {holding.holder for holding in other.book(mirror.name)}
        mirror.admit(channel.section(0))
        assert "zoe" in {holding.holder for holding in other.book(mirror.name)}


def test_a_mangled_repetition_is_no_fork(made: Pair) -> None:
    """Entries held already that a carrier changed are refused, and nobody is accused of two histories."""
    say(made.us, "first", "second")
    channel, mirror = ends(made)
    mirror.admit(channel.section(0))
    say(made.us, "third")
    made.us.release("MX")
    section = channel.section(0)
    items = [*section.items[:-3], section.items[-2], section.items[-3], section.items[-1]]
    refused(mirror, replace(section, items=tuple(items)), TreeMismatch)
    assert mirror.rival_note() is None
    mirror.admit(section)


def test_carrying_costs_nothing_when_nothing_is_new(made: Pair) -> None:
    """The second time nothing is received and nothing is written."""
    say(made.us, "first")
    channel, mirror = ends(made)
    cosigner = made.mx.card().cosigner()
    assert carry(channel, mirror, cosigner) == channel.log.size == channel.acknowledged()
    before = state(mirror)
    assert carry(channel, mirror, cosigner) == 0
    assert state(mirror) == before
