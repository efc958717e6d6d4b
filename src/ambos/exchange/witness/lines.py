"""What witnesses said of our own channel: asked for, verified, kept beside it, and put under the note that
leaves.
"""

from collections.abc import Sequence
from typing import NamedTuple

from ambos.exchange.channel import Channel
from ambos.exchange.forks import head_of
from ambos.exchange.witness.asking import CONFLICT, OK, AddCheckpoint, Answer, size_of
from ambos.exchange.witness.policy import Policy
from ambos.kernel.canonical import decode, encode
from ambos.kernel.checkpoint import open_checkpoint
from ambos.kernel.note import NoteInvalid, VerifierKey, only_lines, parse_note, parse_signature
from ambos.values.errors import Refused, VerificationFailed

WITNESSES, ASKED = "witnesses", "witnesses asked"


class NothingToWitness(Refused):
    """The channel is empty: there is no head yet; data: ``log``."""

    code = "witness.nothing"


class WitnessRefused(VerificationFailed):
    """A witness did not cosign; data: ``log``, ``status``."""

    code = "witness.refused"


class WitnessElsewhere(Refused):
    """The witness has cosigned another size than was believed; ask again. Data: ``log``, ``size``."""

    code = "witness.elsewhere"


class WitnessAhead(Refused):
    """The witness has cosigned a larger channel than ours, or another one of our size; data: ``log``,
    ``size``.
    """

    code = "witness.ahead"


class Line(NamedTuple):
    """Up to which size a witness has cosigned, when (POSIX seconds), and its line; empty if only the size is
    known.
    """

    size: int
    time: int
    line: bytes


def kept_lines(channel: Channel) -> dict[str, Line]:
    """Give what each witness said last, by its verifier key."""
    kept = channel.log.store.mark(WITNESSES)
    return {} if kept is None else {key: Line(*said) for key, said in decode(kept).items()}


def request_for(channel: Channel, keys: Sequence[VerifierKey]) -> AddCheckpoint:
    """Give the request that brings the witness with these keys from what it cosigned to the channel's head.

    The size asked for is remembered: a courier may take long, and the channel grows meanwhile.
    """
    note, size = channel.log.store.note(), channel.log.size
    if note is None:
        raise NothingToWitness(log=channel.log.origin)
    kept = kept_lines(channel)
    old = min(size, max((kept[str(key)].size for key in keys if str(key) in kept), default=0))
    asked = {**_asked(channel), **{str(key): size for key in keys}}
    channel.log.store.set_mark(ASKED, encode(asked))
    return AddCheckpoint(old, tuple(channel.log.consistency(old, size)) if old else (), note)


def _asked(channel: Channel) -> dict[str, int]:
    asked = channel.log.store.mark(ASKED)
    return {} if asked is None else dict(decode(asked))


def take_answer(
    channel: Channel, policy: Policy, keys: Sequence[VerifierKey], answer: Answer, old: int = -1
) -> list[str]:
    """Verify and keep what a witness answered; give the names of those that cosigned.

    ``old`` is where the request began, if that is known: a witness that stands there and refuses was shown
    another history. One that has cosigned another size is remembered at that size, and the answer refused, to
    ask again; one that has cosigned more than we hold is refused as such. Lines of unknown keys are passed
    over.
    """
    origin, size = channel.log.origin, max((_asked(channel).get(str(key), 0) for key in keys), default=0)
    if not size:
        raise NothingToWitness(log=origin)
    if answer.status == CONFLICT:
        _elsewhere(channel, keys, size_of(answer), old)
    if answer.status != OK:
        raise WitnessRefused(log=origin, status=answer.status)
    judged = policy.judge(_bare(channel, size) + answer.body, channel.log.verifiers)
    said = {attested.key: attested.time or 0 for attested in judged.attestations if attested.key in keys}
    if not said:
        raise WitnessRefused(log=origin, status=answer.status)
    lines = {line[:2]: line.line().encode() for line in parse_note(judged.note).signatures}
    _keep(channel, {key: Line(size, time, lines[key.name, key.key_id]) for key, time in said.items()})
    return [named.name for named in policy.witnesses if named.key in said]


def _bare(channel: Channel, size: int) -> bytes:
    """Give a note over the channel at a size with none but its own lines."""
    note = channel.log.store.note() if size == channel.log.size else None
    return only_lines(note or channel.log.sign_head(size), channel.log.verifiers)


def _elsewhere(channel: Channel, keys: Sequence[VerifierKey], found: int, old: int) -> None:
    if found > channel.log.size or found == old:
        raise WitnessAhead(log=channel.log.origin, size=found)
    kept = kept_lines(channel)
    unsaid = [key for key in keys if str(key) not in kept or kept[str(key)].size != found]
    _keep(channel, {key: Line(found, 0, b"") for key in unsaid})
    raise WitnessElsewhere(log=channel.log.origin, size=found)


def _keep(channel: Channel, said: dict[VerifierKey, Line]) -> None:
    kept = {**kept_lines(channel), **{str(key): line for key, line in said.items()}}
    channel.log.store.set_mark(WITNESSES, encode({key: list(line) for key, line in kept.items()}))


def witnessed(channel: Channel, note: bytes) -> bytes:
    """Give a note of our channel with the lines of every witness that cosigned this very head."""
    size, held = head_of(note).size, {line[:2] for line in parse_note(note).signatures}
    lines = [line.line for line in kept_lines(channel).values() if line.line and line.size == size]
    new = [line for line in lines if parse_signature(line.decode())[:2] not in held]
    return note + b"".join(new)


def newer_at_witness(channel: Channel, note: bytes) -> None:
    """Heed a head of our channel that a witness holds; one that we do not extend is refused, and nothing
    signed.

    A note that does not open under our keys says nothing.
    """
    try:
        signed = open_checkpoint(note, channel.log.verifiers)
    except NoteInvalid:
        return
    if signed.checkpoint.origin == channel.log.origin:
        channel.heed(signed)
