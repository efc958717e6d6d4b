"""The node and its witnesses: the policy it holds heads to, requests and answers as files, and forks that
showed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ambos.exchange.channel import Channel
from ambos.exchange.forks import Evidence, head_of, parse_evidence, verify_evidence
from ambos.exchange.mirror import Mirror
from ambos.exchange.witness.asking import ANSWER_LIMIT, parse_answer
from ambos.exchange.witness.lines import Line, kept_lines, newer_at_witness, request_for, take_answer
from ambos.exchange.witness.policy import POLICY_LIMIT, Named, Policy, QuorumNotMet, parse_policy
from ambos.kernel.access import AUDIT, RUN
from ambos.kernel.canonical import decode, encode
from ambos.kernel.checkpoint import Checkpoint
from ambos.kernel.note import VerifierKey
from ambos.kernel.store.durable import write_whole
from ambos.node.config import WARN
from ambos.node.node import Node
from ambos.values.errors import Misused, Refused

FILE = "witnesses.policy"
_QUORUM = "quorum"


class WitnessUnknown(Misused):
    """The policy names no such witness; data: ``witness``, ``known``."""

    code = "witness.unknown"


class NoFork(Refused):
    """No second history of the partner's channel, or of ours to it, has shown; data: ``party``."""

    code = "fork.none"


class NoProofOffered(Refused):
    """A note came that did not extend the one held, and no proof of another history; data: ``party``,
    ``size``.
    """

    code = "fork.no-proof-offered"


@dataclass(frozen=True)
class Standing:
    """A witness of the policy, and what it said last of each channel of ours, by party."""

    witness: Named
    said: dict[str, Line]


# -- the policy


def policy_of(node: Node) -> Policy:
    """Give the policy in force; one without witnesses where none was set."""
    path = _path(node)
    return parse_policy(path.read_bytes()) if path.is_file() else Policy()


def set_policy(node: Node, data: bytes) -> Policy:
    """Put a policy in force, once every line of it has been understood."""
    node.demand(RUN)
    policy = parse_policy(data)
    write_whole(_path(node), data)
    return policy


def take_policy(node: Node, file: Path) -> Policy:
    """Put the policy in a file in force, as ``set_policy`` does."""
    with file.open("rb") as stream:
        return set_policy(node, stream.read(POLICY_LIMIT + 1))


def _path(node: Node) -> Path:
    return node.config.home / FILE


def witnesses(node: Node) -> list[Standing]:
    """Give the witnesses of the policy and what they said of our channels."""
    node.demand(AUDIT)
    kept = {party: kept_lines(node.channel(party)) for party in node.peers()}
    return [
        Standing(
            named, {party: lines[str(named.key)] for party, lines in kept.items() if str(named.key) in lines}
        )
        for named in policy_of(node).witnesses
    ]


def keys_at(policy: Policy, name: str) -> list[VerifierKey]:
    """Give the keys of a witness of the policy: those of one place of asking belong to one witness."""
    named = next((named for named in policy.witnesses if named.name == name), None)
    if named is None:
        raise WitnessUnknown(witness=name, known=", ".join(named.name for named in policy.witnesses))
    same = [
        other for other in policy.witnesses if other.key.name == named.key.name and other.url == named.url
    ]
    return [other.key for other in same]


# -- our channel before a witness, by file


def request_to(node: Node, party: str, witness: str) -> bytes:
    """Give the request that a courier takes to a witness, for our channel to a partner as it stands now."""
    node.demand(RUN)
    keys = keys_at(policy_of(node), witness)
    return bytes(request_for(node.release(party), keys))


def write_request(node: Node, party: str, witness: str, file: Path) -> int:
    """Write the request that a courier takes to a witness; give the size that is to be cosigned."""
    write_whole(file, request_to(node, party, witness))
    return node.channel(party).log.size


def take_file(node: Node, party: str, witness: str, file: Path) -> list[str]:
    """Take the answer that a courier brought from a witness; give the names of those that cosigned."""
    node.demand(RUN)
    policy = policy_of(node)
    keys = keys_at(policy, witness)
    with file.open("rb") as stream:
        answer = parse_answer(stream.read(ANSWER_LIMIT))
    return take_answer(node.channel(party), policy, keys, answer)


# -- a partner's head before it is believed


def demand_witnessed(node: Node, party: str, note: bytes) -> None:
    """Judge the note of a partner's head by the policy, before anything under it is admitted.

    Refused if too few witnesses have cosigned, unless the settings say to ``warn``. Either way the alarm
    stands until a head comes that has its quorum.
    """
    mirror = node.mirrors()[party]
    judged = policy_of(node).judge(note, mirror.peer.verifiers)
    try:
        judged.demand_quorum()
    except QuorumNotMet:
        _set_quorum(mirror, judged.head.size, judged.seen)
        if node.config.quorum != WARN:
            raise
        return
    _set_quorum(mirror, None, {})


def keep_witnessed(node: Node, party: str, note: bytes | None) -> None:
    """Keep a partner's head with the lines of the witnesses, once its entries are held: for proofs."""
    mirror, policy = node.mirrors()[party], policy_of(node)
    if note is None or not policy.witnesses:
        return
    judged = policy.judge(note, mirror.peer.verifiers)
    if judged.seen:
        mirror.keep_witnessed(judged.note)


def _set_quorum(mirror: Mirror, size: int | None, seen: dict[str, int]) -> None:
    missing = b"" if size is None else encode([size, sorted(seen)])
    if (mirror.log.store.mark(_QUORUM) or b"") != missing:
        mirror.log.store.set_mark(_QUORUM, missing)


def quorum_missing(mirror: Mirror) -> dict[str, object] | None:
    """Give the head of the partner that lacks its quorum, and who has cosigned it; None if all is well."""
    missing = mirror.log.store.mark(_QUORUM)
    if not missing:
        return None
    size, seen = decode(missing)
    return {"log": mirror.name, "size": size, "found": ", ".join(seen)}


# -- forks


def fork_evidence(node: Node, party: str) -> Evidence:
    """Give the proof of two histories of the partner's channel to us, else of ours to the partner; verified.

    Refused: where no second history has shown, and where a note came without any proof.
    """
    node.demand(AUDIT)
    node.peer(party)
    mirror, channel = node.mirrors()[party], node.channel(party)
    evidence = mirror.evidence() or channel.evidence()
    if evidence is not None:
        verify_evidence(evidence, evidence.keys)
        return evidence
    rival = mirror.rival_note() or channel.accused()
    if rival is not None:
        raise NoProofOffered(party=party, size=head_of(rival).size)
    raise NoFork(party=party)


def check_evidence(node: Node, text: str) -> tuple[Evidence, str]:
    """Verify evidence under the card of the log's node as this node knows it; give it, and the party it
    accuses.
    """
    evidence = parse_evidence(text)
    card = node.card_of_log(evidence.origin)
    verify_evidence(evidence, card.verifiers(evidence.origin))
    return evidence, card.party


def compare_note(node: Node, party: str, note: bytes) -> Checkpoint:
    """Compare a note that somebody else was shown, of the partner's channel to us or of ours to it.

    One that contradicts what we hold is a fork: it is kept as evidence and the channel stops. One of ours
    beyond what we hold shows this node to be an old copy, and is refused as such.
    """
    node.demand(RUN)
    node.peer(party)
    channel: Channel = node.channel(party)
    head = head_of(note)
    if head.origin == channel.log.origin:
        newer_at_witness(channel, note)
        return head
    return node.mirrors()[party].heed(note).checkpoint


def resume(node: Node, party: str) -> None:
    """Let a channel that stopped at a fork go on from the history held here; the evidence stays."""
    node.demand(RUN)
    node.peer(party)
    mirror = node.mirrors()[party]
    if not mirror.stopped():
        raise NoFork(party=party)
    mirror.resume()


def one_of_each(policy: Policy) -> Sequence[Named]:
    """Give the witnesses that are asked over a network, each place once."""
    return list({named.url: named for named in reversed(policy.witnesses) if named.url}.values())
