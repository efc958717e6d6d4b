"""How the exchange with each partner stands, and what its people must hear: sizes, receipts, ages, alarms.

Another reason for an alarm is one more function in ``REASONS``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ambos.exchange.alarms import (
    FORK,
    FRESHNESS_HOURS,
    GAP,
    KEY_SET,
    QUARANTINE,
    RESTORED_COPY,
    Alarm,
    freshness,
)
from ambos.exchange.mirror import Gap
from ambos.exchange.pull import Stalled, time_of
from ambos.kernel.access import AUDIT
from ambos.kernel.checkpoint import open_checkpoint
from ambos.kernel.log import Fork, RestoredCopy, SignedLog
from ambos.node.bordering import outbox
from ambos.node.contacts import Contact, Failure, last_contact, last_failure
from ambos.node.keysets import faults
from ambos.node.partners import Partner

if TYPE_CHECKING:
    from ambos.node.node import Node


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


Reason = Callable[["Node", str], Iterator[Alarm]]


def exchanges(node: "Node") -> list[Exchange]:
    """Give how the exchange with each partner stands that was not removed, to somebody who may audit it."""
    node.demand(AUDIT)
    return [_exchange(node, party) for party, partner in node.partners().items() if partner.active]


def alarms(node: "Node", party: str) -> tuple[Alarm, ...]:
    """Give every alarm about a partner with whom anything flows."""
    if not node.partner(party).flows:
        return ()
    return tuple(alarm for reason in REASONS for alarm in reason(node, party))


def _exchange(node: "Node", party: str) -> Exchange:
    channel, mirror = node.channel(party), node.mirrors().get(party)
    return Exchange(
        node.partner(party),
        channel.log.size,
        channel.acknowledged(),
        outbox(node, party).size(),
        mirror.size() if mirror else 0,
        _signed(node, party),
        last_contact(node, party),
        last_failure(node, party),
        alarms(node, party),
    )


def _signed(node: "Node", party: str) -> int | None:
    """Give when the newest note of a partner was signed that we have seen: in its head, or as we hold it."""
    contact, mirror = last_contact(node, party), node.mirrors().get(party)
    note = mirror.log.store.note() if mirror else None
    known = [contact.signed if contact else None]
    if mirror and note:
        known.append(time_of(open_checkpoint(note, [*mirror.peer.verifiers, *mirror.peer.past])))
    return max((time for time in known if time is not None), default=None)


def _fresh(node: "Node", party: str) -> Iterator[Alarm]:
    """The partner's newest note is old, or none ever came."""
    now = int(node.parts.now().timestamp())
    alarm = freshness(party, _signed(node, party), now, FRESHNESS_HOURS)
    if alarm:
        yield alarm


def _forks(node: "Node", party: str) -> Iterator[Alarm]:
    """The partner signed two histories; or a head of ours is out that our channel does not extend."""
    mirror = node.mirrors().get(party)
    if mirror and mirror.rival_note() is not None:
        yield Alarm(FORK, party, {"log": mirror.name})
    for log in _ours(node, party):
        try:
            _demand_newest(log)
        except Fork:
            yield Alarm(FORK, party, {"log": log.origin})
        except RestoredCopy:
            pass  # told below


def _copies(node: "Node", party: str) -> Iterator[Alarm]:
    """A log of ours is shorter than what it signed once, or the partner serves less than we hold of it."""
    for log in _ours(node, party):
        try:
            _demand_newest(log)
        except RestoredCopy as error:
            yield Alarm(RESTORED_COPY, party, error.data)
        except Fork:
            pass  # told above
    contact, mirror = last_contact(node, party), node.mirrors().get(party)
    if contact and mirror and 0 < contact.promised < mirror.size():
        held = {"log": mirror.name, "size": contact.promised, "newest": mirror.size()}
        yield Alarm(RESTORED_COPY, party, held)


def _ours(node: "Node", party: str) -> tuple[SignedLog, ...]:
    return node.parts.ledger.log, node.channel(party).log


def _demand_newest(log: SignedLog) -> None:
    known = log.remembered()
    if known is not None:
        log.demand_extends(known)


def _gaps(node: "Node", party: str) -> Iterator[Alarm]:
    """What came last does not join on to what is held."""
    failure = last_failure(node, party)
    if failure and failure.code in (Gap.code, Stalled.code):
        yield Alarm(GAP, party, {"needed": node.mirrors()[party].size()})


def _quarantined(node: "Node", party: str) -> Iterator[Alarm]:
    """Records of the partner are kept and not shown."""
    mirror = node.mirrors().get(party)
    count = sum(log == mirror.name for log, *_ in node.projection.quarantined()) if mirror else 0
    if count:
        yield Alarm(QUARANTINE, party, {"count": count})


def _key_sets(node: "Node", party: str) -> Iterator[Alarm]:
    """The partner stated a key set that does not follow."""
    error = faults(node).get(party)
    if error:
        yield Alarm(KEY_SET, party, {"reason": error.code})


REASONS: tuple[Reason, ...] = (_fresh, _forks, _copies, _gaps, _quarantined, _key_sets)
