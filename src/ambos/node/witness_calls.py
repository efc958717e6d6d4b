"""Ask the witnesses of the policy over the network: to cosign our channel, and for what they were shown."""

from collections.abc import Sequence
from typing import NamedTuple

from ambos.exchange.channel import Channel
from ambos.exchange.witness.client import WitnessUnreachable, add_checkpoint, newest_note
from ambos.exchange.witness.lines import (
    WitnessAhead,
    WitnessElsewhere,
    WitnessRefused,
    kept_lines,
    newer_at_witness,
    request_for,
    take_answer,
)
from ambos.exchange.witness.policy import Named, Policy
from ambos.kernel.access import RUN
from ambos.kernel.checkpoint import Checkpoint
from ambos.kernel.note import NoteInvalid, VerifierKey
from ambos.node.node import Node
from ambos.node.witnesses import compare_note, keys_at, one_of_each, policy_of
from ambos.values.errors import AmbosError

COSIGNED, CURRENT, FAILED = "cosigned", "current", "failed"
RENEWED_SECONDS = 24 * 3600  # a line is asked for anew after so long, so that silence is told from absence


class Asked(NamedTuple):
    """What became of asking one witness; ``error`` says why it did not cosign."""

    witness: str
    outcome: str
    error: AmbosError | None = None


class Compared(NamedTuple):
    """The head that a witness holds of one log; None if it holds none or was not reached."""

    witness: str
    log: str
    head: Checkpoint | None
    error: AmbosError | None = None


def release_to_witnesses(node: Node, party: str, now: int) -> list[Asked]:
    """Bring our channel up to what may leave and have it cosigned; with nobody to ask nothing is done."""
    if not one_of_each(policy_of(node)) or node.channel(party).log.doubted() is not None:
        return []
    node.release(party)
    return ask_witnesses(node, party, now)


def ask_witnesses(node: Node, party: str, now: int) -> list[Asked]:
    """Ask every witness of the policy that has an address to cosign our channel to ``party``.

    A witness that does not answer, or refuses, is told in the result and ends nothing. One that holds a head
    that our channel does not extend ends it: this node is an old copy, or has signed two histories.
    """
    policy, channel = policy_of(node), node.channel(party)
    if not channel.log.size:
        return []
    return [_ask(channel, policy, named, now) for named in one_of_each(policy)]


def _ask(channel: Channel, policy: Policy, named: Named, now: int) -> Asked:
    keys = keys_at(policy, named.name)
    said = kept_lines(channel).get(str(named.key))
    if said and said.line and said.size == channel.log.size and abs(now - said.time) < RENEWED_SECONDS:
        return Asked(named.name, CURRENT)
    try:
        try:
            _cosigned(channel, policy, named.url, keys)
        except WitnessElsewhere:  # its size is known now, and it is asked once more from there
            _cosigned(channel, policy, named.url, keys)
    except WitnessAhead as error:
        newer_at_witness(channel, newest_note(named.url, channel.log.origin) or b"")
        return Asked(named.name, FAILED, error)
    except (WitnessUnreachable, WitnessElsewhere, WitnessRefused, NoteInvalid) as error:
        return Asked(named.name, FAILED, error)
    return Asked(named.name, COSIGNED)


def _cosigned(channel: Channel, policy: Policy, url: str, keys: Sequence[VerifierKey]) -> None:
    request = request_for(channel, keys)
    take_answer(channel, policy, keys, add_checkpoint(url, request), request.old)


def compare(node: Node, party: str) -> list[Compared]:
    """Compare what the witnesses of the policy were shown, of either channel with a partner, with what is
    held.

    The first contradiction ends it as a fork, which is kept as evidence.
    """
    node.demand(RUN)
    node.peer(party)
    logs = [node.mirrors()[party].name, node.channel(party).log.origin]
    return [_compared(node, party, named, log) for named in one_of_each(policy_of(node)) for log in logs]


def _compared(node: Node, party: str, named: Named, log: str) -> Compared:
    try:
        note = newest_note(named.url, log)
    except WitnessUnreachable as error:
        return Compared(named.name, log, None, error)
    return Compared(named.name, log, None if note is None else compare_note(node, party, note))
