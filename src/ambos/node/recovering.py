"""After a restore: a node put back from a copy signs nothing until somebody outside it has been asked.

Nothing inside a folder can tell that the folder is a copy. So whoever puts one back says so, and every
signature is refused until each partner's cosigned note is in, or two persons have confirmed that nothing
newer was signed. What a partner's mirror holds and this node has lost comes back from there (spec/exchange).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ambos.exchange.channel import Channel
from ambos.exchange.returned import read_return, write_return
from ambos.exchange.returning import give_back, take_back
from ambos.exchange.section import Section
from ambos.kernel import ed25519
from ambos.kernel.access import RUN
from ambos.kernel.canonical import decode, encode
from ambos.kernel.log import RestoredCopy, SignedLog
from ambos.kernel.note import VerifierKey
from ambos.kernel.record import Draft
from ambos.kernel.records import REDACTS
from ambos.kernel.seal import parse_statement
from ambos.node.node import Node
from ambos.node.recalls import ERASED, REFUSED, recalls
from ambos.node.shredding import RECALL, Doomed
from ambos.values.errors import Misused, Refused
from ambos.values.handling import Label

CONFIRMATION = "confirmation"
_MESSAGE = b"ambos nothing newer was signed\n"
PERSONS = 2


class PlacesLost(Refused):
    """Places that this node is known to have signed come back from nobody; ``lost`` tells how many."""

    code = "node.places-lost"


class NothingReturned(Refused):
    """The partner gives nothing back: it holds nothing of ours, or the file is empty."""

    code = "node.nothing-returned"


class ReturnCutShort(Refused):
    """What the partner gives back ends before the head that it cosigned."""

    code = "node.return-cut-short"


class NothingToConfirm(Misused):
    """Nobody declared this node to be put back from a copy."""

    code = "node.nothing-to-confirm"


class SamePerson(Refused):
    """One person confirms twice; another has to."""

    code = "node.same-person"


class Told(NamedTuple):
    """A person's word that nothing newer was signed: who, by which key, the signature."""

    officer: str
    kid: bytes
    signature: bytes


class Recovered(NamedTuple):
    """What came back: entries of the channel held before and after, statements come home, places lost."""

    party: str
    held: int
    regained: int
    came: int
    lost: int


def declare_restored(node: Node) -> list[str]:
    """Say that this node was put back from a copy; give the partners whose word is awaited, none without any.

    From now on nothing is signed in a log that a partner reads, and no record is written, until each
    partner's receipt is in or two persons confirm.
    """
    node.demand(RUN)
    for log in _doubtable(node):
        log.doubt()
    node.parts.keys.set_mark(CONFIRMATION, b"")
    return awaited(node)


def awaited(node: Node) -> list[str]:
    """Give the partners whose word is still awaited after a restore."""
    return [party for party in node.peers() if node.channel(party).log.doubted() is not None]


def in_doubt(node: Node) -> bool:
    """Say whether this node was declared to be a copy and nobody has settled it yet."""
    return any(log.doubted() is not None for log in _doubtable(node))


def _doubtable(node: Node) -> list[SignedLog]:
    """Give the logs whose newest head others know; without a partner, the house log, which nobody knows."""
    return [node.channel(party).log for party in node.peers()] or [node.parts.ledger.log]


def confirm(node: Node) -> list[str]:
    """Sign that nothing newer was signed; give who has confirmed. The second person ends the doubt.

    Refused: where nothing was declared, and the same person twice. What was confirmed of other heads than
    those of now does not count.
    """
    node.demand(RUN)
    if not in_doubt(node):
        raise NothingToConfirm()
    officer = node.person().officer
    told = _confirmed(node)
    if officer in {one.officer for one in told}:
        raise SamePerson(officer=officer)
    signer = node.parts.secrets.officer(officer)
    told.append(Told(officer, signer.kid, signer.sign(_message(node))))
    node.parts.keys.set_mark(CONFIRMATION, encode([list(one) for one in told]))
    if len(told) >= PERSONS:
        _end_doubt(node, told)
    return [one.officer for one in told]


def _message(node: Node) -> bytes:
    """Give the bytes that a person signs: the heads of the logs in doubt, and since when they are."""
    heads = [(log.head(), log.doubted() or 0) for log in _doubtable(node)]
    return _MESSAGE + encode([[head.origin, head.size, head.root, since] for head, since in heads])


def _confirmed(node: Node) -> list[Told]:
    """Give who has confirmed these very heads, each signature verified."""
    mark = node.parts.keys.mark(CONFIRMATION)
    found: list[Told] = []
    for officer, kid, signature in decode(mark) if mark else ():
        held = node.parts.ledger.book.holding(kid, node.parts.ledger.size())
        if held.holder == officer:
            try:
                ed25519.verify(held.public, _message(node), signature)
            except ed25519.SignatureInvalid:
                continue
            found.append(Told(officer, kid, signature))
    return found


def _end_doubt(node: Node, told: Sequence[Told]) -> None:
    for log in _doubtable(node):
        log.confirm()
    names, signatures = [one.officer for one in told], [one.signature.hex() for one in told]
    body = {"way": "confirmed", "officers": names, "signatures": signatures}
    _write(node, f"confirmed-{node.parts.ledger.size()}", body)
    node.parts.keys.set_mark(CONFIRMATION, b"")


def give_back_to(node: Node, party: str) -> Iterator[Section]:
    """Give a partner back what we hold of its channel, in sections under its own newest note."""
    node.demand(RUN)
    node.partner(party).demand_flowing()
    return give_back(node.mirrors()[party])


def give_back_file(node: Node, party: str, path: Path) -> int:
    """Write for a partner what we hold of its channel, sealed to it; give how many entries that is.

    Refused where we hold nothing of it.
    """
    if not node.mirrors()[party].size():
        raise NothingReturned(party=node.config.party)
    return write_return(path, give_back_to(node, party), node.peer(party).recipient())


def recover_file(node: Node, party: str, path: Path, lost: int = 0) -> Recovered:
    """Take our channel back from the file in which a partner gives it; see ``recover``."""
    origin, openers = node.channel(party).log.origin, list(node.parts.secrets.openers().values())
    return recover(node, party, lambda: read_return(path, openers, origin), lost)


def recover(node: Node, party: str, sections: Callable[[], Iterable[Section]], lost: int = 0) -> Recovered:
    """Take our channel back from a partner's mirror; afterwards this node may sign again.

    ``sections`` is asked twice. Where this node is known to have signed more than comes back, it is refused
    until ``lost`` repeats how many places that is. Refused too: whatever ``take_back`` refuses, and an end
    before the head that the partner cosigned; what came before then stays, and nothing is signed.
    """
    node.demand(RUN)
    channel, house, cosigners = node.channel(party), node.parts.ledger.log, node.peer(party).cosigners()
    coming, head = _survey(node, channel, sections(), cosigners)
    known = house.remembered()
    gone = max(known.size - house.size - coming, 0) if known is not None else 0
    if gone != lost:
        raise PlacesLost(lost=gone, told=lost)
    house.regress()
    held, came = channel.log.size, 0
    for section in sections():
        came += take_back(channel, node.parts.ledger, section, cosigners)
    if channel.log.size < head:
        raise ReturnCutShort(party=party, size=channel.log.size, newest=head)
    if known is not None and not gone:
        house.demand_extends(known)
    channel.log.regress()
    found = Recovered(party, held, channel.log.size, came, gone)
    _write(node, f"{party.lower()}-{held}-{found.regained}", {"way": "returned", **found._asdict()})
    _destroy_again(node)
    return found


def _destroy_again(node: Node) -> None:
    """Destroy anew what was destroyed since the backup, as far as what came back tells: a copy undid it."""
    sql = (
        "SELECT r.log, r.rid FROM tie t JOIN record r ON r.rid = t.target "
        f"WHERE t.relation = '{REDACTS}' AND t.party = ?"
    )
    own = node.config.party
    doomed = [Doomed(log, rid) for log, rid in node.projection.tables.execute(sql, (own,))]
    for line in recalls(node):
        if line.reach == ERASED and any(r.party == own and r.outcome != REFUSED for r in line.replies):
            doomed.append(Doomed(line.row.log, line.target))
    back = [one for one in doomed if node.reader(one.log).one(_place(node, one)).body is not None]
    if back:
        node.shredder.note(RECALL, back)
        node.shredder.shred()


def _place(node: Node, one: Doomed) -> int:
    return node.reader(one.log).log.store.places_of([bytes.fromhex(one.rid)])[bytes.fromhex(one.rid)]


def _survey(
    node: Node, channel: Channel, sections: Iterable[Section], cosigners: Sequence[VerifierKey]
) -> tuple[int, int]:
    """Give how many statements come home, and the size of the channel that the partner cosigned.

    That head is remembered at once: from here on nothing is signed before all of it is back.
    """
    store, coming, head = node.parts.ledger.log.store, 0, 0
    for section in sections:
        if not head:
            signed = channel.open_receipt(section.note, *cosigners)
            with suppress(RestoredCopy):
                channel.heed(signed)
            head = signed.checkpoint.size
        rids = [parse_statement(item.statement).header.rid for item in section.items]
        coming += len(rids) - len(store.places_of(rids))
    if not head:
        raise NothingReturned(party=channel.peer)
    return coming, head


def _write(node: Node, slug: str, body: Mapping[str, object]) -> None:
    """Say in the house log, and nowhere else, how this node came back."""
    draft = Draft("restoration", f"restoration/{slug}", body, Label())
    node.parts.ledger.write([draft], node.parts.secrets.authority())
    node.refresh()
