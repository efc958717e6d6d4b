"""What a partner holds of ours, and what we hold of a partner's: record by record, from the logs themselves.

What was released is read from the channel, what was acknowledged from the partner's receipt. A channel has
no clock but the claimed times of its records: a record was released no earlier than the latest of those
before it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Final

from ambos.exchange.release import SEALED
from ambos.kernel.access import AUDIT
from ambos.kernel.log import Log
from ambos.kernel.reading import BodyReader
from ambos.kernel.record import Header
from ambos.kernel.seal import parse_statement
from ambos.node.node import Node, PeerUnknown
from ambos.node.recalls import ERASED, REFUSED, RecallLine, recalls

ACKNOWLEDGED, NOT_YET = "acknowledged", "not-yet"
HELD, BARE, DESTROYED = "held", "statement-only", "destroyed"
CHUNK: Final = 1024
EVIDENCE: Final = "evidence"


@dataclass(frozen=True)
class Holding:
    """One record in a channel, as the party that holds it has it.

    ``place`` is that in the channel, ``released`` the POSIX second before which it was not released.
    ``receipt`` says whether it was acknowledged; ``body`` whether its body is held, was destroyed, or never
    came. ``recall`` is the reach of a recall in force, ``answer`` the outcome of the holder's last answer.
    """

    place: int
    record: str
    kind: str
    subject: str
    time: int
    released: int
    label: list[Any]
    receipt: str
    body: str
    recall: str
    answer: str
    attachments: int


@dataclass(frozen=True)
class Holdings:
    """What one party holds of the other's: the records, the sizes of the channel and of its receipt."""

    party: str
    ours: bool
    size: int
    acknowledged: int
    held: tuple[Holding, ...]

    def counts(self) -> dict[str, int]:
        """Give how many of these records are of each kind, the most frequent first."""
        return dict(Counter(one.kind for one in self.held).most_common())


def holdings(node: Node, party: str, since: date | None = None) -> Holdings:
    """Give what a partner holds of ours, as far as the officer may see it; of a day of release on, if named.

    That a body was destroyed there is what the partner answered; nothing proves it.
    """
    channel = node.channel(party)
    acknowledged = channel.acknowledged()
    found = _read(node, channel.log, acknowledged, party, since)
    return Holdings(party, False, channel.log.size, acknowledged, tuple(found))


def held_of(node: Node, party: str, since: date | None = None) -> Holdings:
    """Give what we hold of a partner's, as far as the officer may see it; each body was looked up."""
    mirror = node.mirrors().get(party)
    if mirror is None:
        raise PeerUnknown(peer=party)
    found = _read(node, mirror.log, mirror.size(), node.config.party, since, mirror.reader)
    return Holdings(party, True, mirror.size(), mirror.size(), tuple(found))


def _read(
    node: Node, log: Log, acknowledged: int, holder: str, since: date | None, here: BodyReader | None = None
) -> Iterator[Holding]:
    node.demand(AUDIT)
    shelf, said = node.shelf, {line.target: line for line in recalls(node)}
    first = int(datetime.combine(since, time(), UTC).timestamp()) if since else 0
    released = 0
    for start in range(0, log.size, CHUNK):
        stop = min(start + CHUNK, log.size)
        readable = None if here is None else here.readable(start, stop)
        for place, data in enumerate(log.store.statements(start, stop), start):
            header = parse_statement(data).header
            released = max(released, header.time)
            if released >= first and shelf.sees(header.label.reaching(holder), header.party):
                receipt = ACKNOWLEDGED if place < acknowledged else NOT_YET
                line = said.get(header.rid.hex())
                present = None if readable is None else place in readable
                yield _holding(place, header, released, receipt, _recalled(line, holder), present)


def _recalled(line: RecallLine | None, holder: str) -> tuple[str, str]:
    """Give the reach of a recall and what the holder answered to it."""
    if line is None:
        return "", ""
    answers: Mapping[str, str] = {reply.party: reply.outcome for reply in line.replies}
    return line.reach, answers.get(holder, "")


def _holding(
    place: int, header: Header, released: int, receipt: str, recall: tuple[str, str], present: bool | None
) -> Holding:
    reach, answer = recall
    destroyed = reach == ERASED and answer not in ("", REFUSED)
    bare = header.kind in SEALED if present is None else not present
    return Holding(
        place=place,
        record=header.rid.hex(),
        kind=header.kind,
        subject=header.subject,
        time=header.time,
        released=released,
        label=header.label.whole(),
        receipt=receipt,
        body=DESTROYED if destroyed else BARE if bare else HELD,
        recall=reach,
        answer=answer,
        attachments=int(header.kind == EVIDENCE),
    )
