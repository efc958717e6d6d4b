"""How the exchange with each partner stands, and what its people must hear: sizes, receipts, ages, alarms.

Another reason for an alarm is one more function in ``REASONS``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ambos.exchange.alarms import (
    FORK,
    FRESHNESS_HOURS,
    GAP,
    KEY_SET,
    QUARANTINE,
    QUORUM,
    RECALL_UNANSWERED,
    RESTORED_COPY,
    Alarm,
    freshness,
)
from ambos.exchange.channel import Channel
from ambos.exchange.mirror import Gap, Mirror
from ambos.exchange.pull import Stalled, time_of
from ambos.kernel.access import AUDIT
from ambos.kernel.checkpoint import open_checkpoint
from ambos.kernel.log import Fork, RestoredCopy, SignedLog
from ambos.node.bordering import outbox
from ambos.node.contacts import Contact, Failure, last_contact, last_failure
from ambos.node.keysets import faults
from ambos.node.partners import Partner
from ambos.node.recalls import unanswered
from ambos.node.witnesses import quorum_missing
from ambos.values.errors import AmbosError

if TYPE_CHECKING:
    from ambos.node.node import Node

__all__ = ["REASONS", "Alarm", "Exchange", "Seen", "exchanges"]


@dataclass(frozen=True)
class Exchange:
    """One partner: our channel to it, its channel to us, the last contact, and the alarms.

    Of our channel, ``acknowledged`` is what the partner says it holds and ``out`` is what it may fetch;
    ``held`` is what we hold of its channel, ``signed`` when its newest note was signed (POSIX seconds).
    """

    partner: Partner
    size: int
    acknowledged: int
    out: int
    held: int
    signed: int | None
    contact: Contact | None
    failure: Failure | None
    alarms: tuple[Alarm, ...]


@dataclass(frozen=True)
class Seen:
    """What the reasons look at: one partner with both channels, and the present moment (POSIX seconds)."""

    node: "Node"
    party: str
    channel: Channel
    mirror: Mirror
    now: int

    def alarm(self, name: str, **data: Any) -> Alarm:
        """Give an alarm about this partner."""
        return Alarm(name, self.party, data)


Reason = Callable[[Seen], Iterator[Alarm]]


def exchanges(node: "Node") -> list[Exchange]:
    """Give how the exchange with each partner stands that is trusted, to somebody who may audit it."""
    node.demand(AUDIT)
    mirrors, now = node.mirrors(), int(node.parts.now().timestamp())
    return [
        _exchange(partner, Seen(node, party, node.channel(party), mirrors[party], now))
        for party, partner in node.partners().items()
        if partner.flows
    ]


def _exchange(partner: Partner, seen: Seen) -> Exchange:
    channel, mirror = seen.channel, seen.mirror
    return Exchange(
        partner,
        channel.log.size,
        channel.acknowledged(),
        outbox(seen.node, seen.party).size(),
        mirror.size(),
        _signed(mirror),
        last_contact(mirror),
        last_failure(mirror),
        tuple(alarm for reason in REASONS for alarm in reason(seen)),
    )


def _signed(mirror: Mirror) -> int | None:
    """Give when the newest note of a partner was signed that we have seen: in its head, or as we hold it."""
    contact, note = last_contact(mirror), mirror.log.store.note()
    known = [contact.signed if contact else None]
    if note:
        known.append(time_of(open_checkpoint(note, [*mirror.peer.verifiers, *mirror.peer.past])))
    return max((time for time in known if time is not None), default=None)


def _fresh(seen: Seen) -> Iterator[Alarm]:
    """The partner's newest note is old, or none ever came."""
    alarm = freshness(seen.party, _signed(seen.mirror), seen.now, FRESHNESS_HOURS)
    if alarm:
        yield alarm


def _forks(seen: Seen) -> Iterator[Alarm]:
    """The partner signed two histories, or one of ours is signed that our log does not extend."""
    house, channel = _ours(seen)
    found = {
        seen.mirror.name: seen.mirror.accused() is not None,
        house.origin: isinstance(_fault(house), Fork),
        channel.origin: isinstance(_fault(channel), Fork) or seen.channel.accused() is not None,
    }
    for log, forked in found.items():
        if forked:
            yield seen.alarm(FORK, log=log)


def _quorums(seen: Seen) -> Iterator[Alarm]:
    """Too few witnesses have cosigned the newest head that the partner showed."""
    missing = quorum_missing(seen.mirror)
    if missing:
        yield seen.alarm(QUORUM, **missing)


def _copies(seen: Seen) -> Iterator[Alarm]:
    """A log of ours is shorter than what it signed once, or the partner serves less than we hold of it."""
    for log in _ours(seen):
        fault = _fault(log)
        if isinstance(fault, RestoredCopy):
            yield seen.alarm(RESTORED_COPY, **fault.data)
    contact, held = last_contact(seen.mirror), seen.mirror.size()
    if contact and contact.promised < held:
        yield seen.alarm(RESTORED_COPY, log=seen.mirror.name, size=contact.promised, newest=held)


def _ours(seen: Seen) -> tuple[SignedLog, SignedLog]:
    return seen.node.parts.ledger.log, seen.channel.log


def _fault(log: SignedLog) -> AmbosError | None:
    """Give what is wrong with a log of ours against what it is known to have signed."""
    known = log.remembered()
    try:
        if known is not None:
            log.demand_extends(known)
    except (Fork, RestoredCopy) as error:
        return error
    return None


def _gaps(seen: Seen) -> Iterator[Alarm]:
    """What came last does not join on to what is held."""
    failure = last_failure(seen.mirror)
    if failure and failure.code in (Gap.code, Stalled.code):
        yield seen.alarm(GAP, needed=seen.mirror.size())


def _quarantined(seen: Seen) -> Iterator[Alarm]:
    """Records of the partner are kept and not shown."""
    count = sum(log == seen.mirror.name for log, *_ in seen.node.projection.quarantined())
    if count:
        yield seen.alarm(QUARANTINE, count=count)


def _key_sets(seen: Seen) -> Iterator[Alarm]:
    """The partner stated a key set that does not follow."""
    error = faults(seen.node).get(seen.party)
    if error:
        yield seen.alarm(KEY_SET, reason=error.code)


def _recalls(seen: Seen) -> Iterator[Alarm]:
    """A recall of ours has waited longer for the partner's answer than the settings allow."""
    days = [line.days for party, line in unanswered(seen.node) if party == seen.party]
    if days:
        yield seen.alarm(RECALL_UNANSWERED, count=len(days), days=max(days))


REASONS: tuple[Reason, ...] = (
    *(_fresh, _forks, _quorums, _copies),
    *(_gaps, _quarantined, _key_sets, _recalls),
)
