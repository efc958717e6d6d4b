"""Forks: whatever way a second history shows itself, it is kept so that a stranger sees it."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.exchange import routes
from ambos.exchange.alarms import FORK
from ambos.exchange.forks import (
    Evidence,
    EvidenceMalformed,
    ForkNotShown,
    Side,
    parse_evidence,
    verify_evidence,
)
from ambos.exchange.head import Head
from ambos.exchange.mirror import Mirror
from ambos.exchange.pull import Pull
from ambos.exchange.sealed import seal_section
from ambos.exchange.section import Item, Section
from ambos.kernel.checkpoint import Checkpoint, Signer, open_checkpoint, sign_checkpoint
from ambos.kernel.log import Fork
from ambos.kernel.merkle import consistency_proof, leaf_hash
from ambos.kernel.note import Algorithm, Signature
from ambos.node.exchanging import exchanges
from ambos.node.node import Node
from ambos.node.standing import standing
from ambos.node.witnesses import NoFork, NoProofOffered, fork_evidence, resume
from ambos.testing.pair import Pair
from ambos.values.errors import AmbosError
from tests.exchange.conftest import ends, say
from tests.vectors.trees import MemoryTree

ORIGIN = "one.example/channel/mx"
SIGNER = Signer(ORIGIN, Algorithm.ED25519, bytes([1]) * 32)


def tree(items: list[Item]) -> MemoryTree:
    return MemoryTree([leaf_hash(item.statement) for item in items])


def section(made: Pair, items: list[Item], old: int) -> Section:
    """Sign other entries with the partner's own keys, as a partner of two faces could, honestly proven."""
    grown, origin, new = tree(items), made.us.channel("MX").log.origin, len(items)
    signers = made.us._parts.secrets.note_signers(origin)
    note = sign_checkpoint(Checkpoint(origin, new, grown.root_at(new)), signers, 1)
    proof = tuple(consistency_proof(grown, old, new)) if 0 < old < new else ()
    return Section(origin, old, new, proof, note, tuple(items[old:]))


def received(made: Pair) -> tuple[Mirror, list[Item]]:
    """Let Mexico receive a channel of seven entries."""
    say(made.us, *(f"e-{n}" for n in range(4)))
    channel, mirror = ends(made)
    whole = channel.section(0)
    mirror.admit(whole)
    assert len(whole.items) == 7
    return mirror, list(whole.items)


def forks(node: Node) -> list[tuple[str, str]]:
    """Give the alarms ``fork`` that stand: the partner and the log."""
    alarms = [alarm for each in exchanges(node) for alarm in each.alarms if alarm.name == FORK]
    return [(alarm.peer, alarm.data["log"]) for alarm in alarms]


def swapped(items: list[Item]) -> list[Item]:
    """Tell the same in another order: the officer's last two records."""
    return [*items[:3], items[4], items[3], *items[5:]]


CASES: dict[str, Callable[[Pair, list[Item]], Section]] = {
    "of the same size": lambda made, items: section(made, swapped(items), 0),
    "shorter": lambda made, items: section(made, swapped(items)[:6], 0),
    "longer, by its entries": lambda made, items: section(made, [*swapped(items), items[5]], 0),
    "longer, by its entries from a place that both have": lambda made, items: section(
        made, [*swapped(items), items[5]], 3
    ),
    "longer, by its proof": lambda made, items: section(made, [*swapped(items), items[5]], 7),
}


@pytest.mark.parametrize("case", CASES)
def test_a_second_history_is_kept_as_proof(made: Pair, case: str) -> None:
    """Both whole notes are kept and tied to one size; the proof holds under the partner's keys."""
    mirror, items = received(made)
    with pytest.raises(NoFork):
        fork_evidence(made.mx, "US")
    lie = CASES[case](made, items)
    with pytest.raises(Fork):
        mirror.admit(lie)
    found = fork_evidence(made.mx, "US")
    assert [side.note for side in found.sides] == [mirror.log.store.note(), lie.note]
    shown = verify_evidence(parse_evidence(str(found)), made.us.card().verifiers(found.origin))
    assert {head.size for head in shown.heads} == {mirror.size(), lie.new}
    assert standing(made.mx).forks == ("US",)
    assert forks(made.mx) == [("US", found.origin)]


def test_a_proven_fork_stops_the_channel(made: Pair) -> None:
    """After a proven fork nothing more is admitted, until somebody says so; the proof stays."""
    mirror, items = received(made)
    with pytest.raises(Fork):
        mirror.admit(section(made, swapped(items), 0))
    say(made.us, "later")
    channel = made.us.release("MX")
    with pytest.raises(Fork):
        mirror.admit(channel.section(mirror.size()))
    before = fork_evidence(made.mx, "US")
    resume(made.mx, "US")
    assert not forks(made.mx)
    mirror.admit(channel.section(mirror.size()))
    assert mirror.size() == channel.log.size
    after = fork_evidence(made.mx, "US")
    assert after.sides[1] == before.sides[1]
    verify_evidence(after, after.keys)
    with pytest.raises(NoFork):
        resume(made.mx, "US")


def test_no_proof_offered_is_said_to_be_none(made: Pair) -> None:
    """A note that came with a false proof accuses nobody; once its entries are held, the doubt is gone."""
    mirror, _ = received(made)
    say(made.us, "later")
    channel = made.us.release("MX")
    honest = channel.section(mirror.size())
    with pytest.raises(Fork):
        mirror.admit(replace(honest, proof=tuple(bytes(32) for _ in honest.proof)))
    with pytest.raises(NoProofOffered):
        fork_evidence(made.mx, "US")
    mirror.admit(honest)
    with pytest.raises(NoFork):
        fork_evidence(made.mx, "US")
    assert not forks(made.mx)


def test_a_doubt_that_was_right_becomes_proof(made: Pair) -> None:
    """A note without proof that the entries which came later contradict is a fork after all."""
    mirror, items = received(made)
    lie = section(made, [*swapped(items), items[5]], 7)
    with pytest.raises(Fork):
        mirror.admit(replace(lie, proof=()))
    with pytest.raises(NoProofOffered):
        fork_evidence(made.mx, "US")
    say(made.us, "later")
    with pytest.raises(Fork):
        mirror.admit(made.us.release("MX").section(7))
    assert fork_evidence(made.mx, "US").sides[1].note == lie.note


def pulled(made: Pair, lie: Section) -> Pull:
    """Let Mexico ask a partner whose head is that of another history."""
    mirror = made.mx.mirrors()["US"]
    secrets, card = made.mx._parts.secrets, made.us.card()
    pull = Pull(mirror, made.mx.channel("US"), card.cosigners(), list(secrets.openers().values()))
    pull.take(bytes(Head(lie.origin, lie.note, None, 1, 1, 1)))
    assert pull.next() == routes.section(7)
    pull.take(seal_section(lie, made.mx.card().recipient()))
    assert pull.next() == routes.section(3)
    return pull


def test_a_proof_from_a_power_of_two_is_made_good(made: Pair) -> None:
    """Where a proof cannot tell the other root, the section before is asked for, and its note tells it."""
    _, items = received(made)
    other = [items[0], items[2], items[1], *items[3:], items[5]]
    pull = pulled(made, section(made, other, 4))
    with pytest.raises(NoProofOffered):
        fork_evidence(made.mx, "US")
    with pytest.raises(Fork):
        pull.take(seal_section(section(made, other[:4], 0), made.mx.card().recipient()))
    assert fork_evidence(made.mx, "US").size == 4


def test_a_garbled_proof_stays_a_doubt(made: Pair) -> None:
    """Where the section before agrees with what is held, the pull ends as it began: refused, and no proof."""
    mirror, items = received(made)
    say(made.us, "later")
    channel = made.us.release("MX")
    garbled = replace(channel.section(4), proof=(bytes(32),))
    pull = pulled(made, garbled)
    with pytest.raises(Fork):
        pull.take(seal_section(section(made, items[:4], 0), made.mx.card().recipient()))
    with pytest.raises(NoProofOffered):
        fork_evidence(made.mx, "US")
    mirror.admit(channel.section(4))


def test_a_doubt_is_not_lost_by_breaking_off(made: Pair) -> None:
    """Who does not bring the section before still raises the fork that came without proof."""
    _, items = received(made)
    other = [items[0], items[2], items[1], *items[3:], items[5]]
    with pytest.raises(Fork):
        pulled(made, section(made, other, 4)).demand_settled()


def test_lines_of_others_are_not_kept(made: Pair) -> None:
    """What a partner wrote under its note in the name of others spoils neither the receipt nor a proof."""
    say(made.us, "one")
    channel, mirror = ends(made)
    section = channel.section(0)
    head = open_checkpoint(section.note, mirror.peer.verifiers).checkpoint
    ours = made.mx.card().cosigner()
    forged = Signature(ours.name, ours.key_id, bytes(72)).line().encode()
    lines = SIGNER.sign(head, 1).line().encode() + forged
    mirror.admit(replace(section, note=section.note + lines))
    assert mirror.log.store.note() == section.note
    made.us.channel("MX").take_receipt(mirror.receipt(), ours)
    mirror.log.store.set_mark("witnessed", section.note + lines)
    receipt = open_checkpoint(mirror.receipt_for(0), [*mirror.peer.verifiers, ours])
    assert receipt.attestations[-1].key == ours


def test_our_own_two_histories_are_proven_too(made: Pair) -> None:
    """A receipt for another history of our own channel is kept as evidence against ourselves."""
    _, items = received(made)
    lie = section(made, swapped(items), 0)
    signed = made.mx.mirrors()["US"]._cosigned(lie.note)
    with pytest.raises(Fork):
        made.us.channel("MX").take_receipt(signed, *made.mx.card().cosigners())
    found = fork_evidence(made.us, "MX")
    verify_evidence(found, made.us.card().verifiers(found.origin))
    assert forks(made.us) == [("MX", found.origin)]


# -- the file


def told(leaves: list[bytes], size: int, at: int) -> Side:
    """Give the side that a log with these entries shows."""
    grown = MemoryTree([leaf_hash(data) for data in leaves[:size]])
    note = sign_checkpoint(Checkpoint(ORIGIN, size, grown.root_at(size)), [SIGNER], 1)
    return Side(note, grown.root_at(at), tuple(consistency_proof(grown, at, size)) if at < size else ())


@given(st.data(), st.integers(1, 40), st.integers(0, 30), st.integers(0, 30))
def test_evidence_of_any_sizes(data: st.DataObject, at: int, more: int, other: int) -> None:
    """Two histories of any sizes that differ below one size are shown; one history never is."""
    one = [bytes([n]) for n in range(at + more)]
    two = [*one[:at], *(b"x%d" % n for n in range(other))]
    differs = data.draw(st.integers(0, at - 1))
    two[differs] = b"another"
    made = Evidence(ORIGIN, (SIGNER.key,), at, (told(one, at + more, at), told(two, at + other, at)))
    assert verify_evidence(parse_evidence(str(made)), [SIGNER.key]).size == at
    same = [*one[:at], *two[at:]]
    alike = made._replace(sides=(made.sides[0], told(same, at + other, at)))
    with pytest.raises(ForkNotShown):
        verify_evidence(alike, [SIGNER.key])


def test_evidence_is_believed_under_our_own_keys_only() -> None:
    """The keys in the file are a hint: under other keys it shows nothing."""
    other = Signer(ORIGIN, Algorithm.ED25519, bytes([2]) * 32)
    made = Evidence(ORIGIN, (SIGNER.key,), 1, (told([b"a"], 1, 1), told([b"b"], 1, 1)))
    with pytest.raises(AmbosError):
        verify_evidence(made, [other.key])


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"form": "ambos-fork/1"}', "null", '{"form": "ambos-proof/1"}']
)
def test_what_is_no_evidence(text: str) -> None:
    """Any other file is refused as no evidence."""
    with pytest.raises(EvidenceMalformed):
        parse_evidence(text)


def test_a_third_side_is_no_evidence() -> None:
    """Evidence has two sides, no more and no fewer."""
    plain: dict[str, Any] = json.loads(
        str(Evidence(ORIGIN, (SIGNER.key,), 1, (told([b"a"], 1, 1), told([b"b"], 1, 1))))
    )
    for sides in (plain["sides"][:1], [*plain["sides"], plain["sides"][0]]):
        with pytest.raises(EvidenceMalformed):
            parse_evidence(json.dumps({**plain, "sides": sides}))
