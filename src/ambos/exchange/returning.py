"""A channel given back: what a partner holds of ours comes home after we have lost it (spec/exchange).

The partner cuts its mirror into sections under our own newest note, cosigned by it. We verify each under our
own keys, put the statements back into the house log, and extend the channel to the very heads that we signed.
No head is made here that does not lie in the history that the partner has acknowledged.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress

from ambos.exchange.channel import RETURNED, Channel, fitting, whole_rows
from ambos.exchange.forks import returned_rival
from ambos.exchange.mirror import ForeignSection, Gap, Mirror
from ambos.exchange.section import Item, Section
from ambos.kernel.canonical import encode
from ambos.kernel.checkpoint import SignedCheckpoint, open_checkpoint
from ambos.kernel.keys import KEY, KEY_END
from ambos.kernel.ledger import Ledger
from ambos.kernel.log import Fork, RestoredCopy
from ambos.kernel.note import VerifierKey
from ambos.kernel.reading import KEY_PLACES, key_places
from ambos.kernel.seal import parse_statement
from ambos.kernel.store.contract import Entry

RETURN_LIMIT = 4096


def give_back(mirror: Mirror, old: int = 0, limit: int = RETURN_LIMIT) -> Iterator[Section]:
    """Cut a mirror from ``old`` on into sections that its owner can take back; none of an empty one.

    Each has at most ``limit`` entries or one whole batch. All are under the newest note, cosigned by us; the
    proof ties the end of the section to it.
    """
    if not mirror.size():
        return
    note = mirror.receipt()
    head = open_checkpoint(note, [*mirror.peer.verifiers, *mirror.peer.past]).checkpoint
    while old < head.size:
        rows = list(whole_rows(mirror.log.store, old, old + limit))
        preimages = mirror.reader.preimages_at([row.seq for row, _ in rows])
        items = fitting(rows, tuple(Item(row.statement, preimages.get(row.seq)) for row, _ in rows))
        new = old + len(items)
        proof = tuple(mirror.log.consistency(new, head.size)) if new < head.size else ()
        yield Section(head.origin, old, new, proof, note, items)
        old = new


def take_back(channel: Channel, ledger: Ledger, section: Section, cosigners: Sequence[VerifierKey]) -> int:
    """Extend the channel by what the section has and we have lost; give how many statements came home.

    From the first section on the partner's head is remembered, so that an interrupted recovery signs nothing.
    Refused, with nothing of it stored: another channel's section, a gap (with the place that is needed),
    entries that differ from ours (a fork), and whatever does not lead to the head that the partner cosigned.
    """
    log = channel.log
    signed = channel.open_receipt(section.note, *cosigners)
    if section.origin != log.origin or signed.checkpoint.origin != log.origin:
        raise ForeignSection(origin=section.origin, expected=log.origin)
    with suppress(RestoredCopy):
        channel.heed(signed)
    if section.old > log.size:
        raise Gap(needed=log.size, found=section.old)
    _demand_same(channel, section)
    items = section.items[log.size - section.old :]
    came = _regain(channel, ledger, items, signed, section.proof) if items else 0
    if log.size == signed.checkpoint.size:
        channel.take_receipt(section.note, *cosigners)
    return came


def _demand_same(channel: Channel, section: Section) -> None:
    """Refuse a section that brings other entries than those we hold ourselves.

    Where they lead to the note that we signed, it is kept as another history of ours.
    """
    held = channel.log.store.statements(section.old, min(section.new, channel.log.size))
    if held != [item.statement for item in section.items[: len(held)]]:
        channel.accuse(section.note, returned_rival(channel.log, section))
        raise Fork(log=channel.log.origin, size=channel.log.size)


def _regain(
    channel: Channel, ledger: Ledger, items: Sequence[Item], signed: SignedCheckpoint, proof: Sequence[bytes]
) -> int:
    """Store the entries in the house log first, for the channel may hold nothing that it lacks."""
    log, start = channel.log, channel.log.size
    log.leading([item.statement for item in items], signed, proof)
    came = ledger.take_back(items)
    found = [parse_statement(item.statement).header for item in items]
    keys = [seq for seq, header in enumerate(found, start) if header.kind in (KEY, KEY_END)]
    marks = {RETURNED: encode(_joined(channel.returned(), [start, start + len(items)]))}
    if keys:
        marks[KEY_PLACES] = encode(key_places(log.store) + keys)
    entries = [Entry(header.rid, item.statement, None) for header, item in zip(found, items, strict=True)]
    log.regain(entries, signed, proof, marks)
    return came


def _joined(spans: list[list[int]], new: list[int]) -> list[list[int]]:
    """Add a span of places behind the others, as one with the last if it goes on from there."""
    if spans and spans[-1][1] == new[0]:
        return [*spans[:-1], [spans[-1][0], new[1]]]
    return [*spans, new]
