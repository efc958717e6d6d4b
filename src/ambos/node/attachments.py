"""Attachments: the rows that an evidence record names by their digest, carried to the partner it was released to.

What was released is offered, sealed, in the partner's folder of the border; what a partner's records name
and this house has not is wanted. Until it is here, whole and with its digest, a record reads "body
pending".
"""

from collections.abc import Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Final

from ambos.evidence.stored import path_of
from ambos.exchange.blob import KEY_ID_END, MARK, pieces_of, sealed
from ambos.exchange.incoming import Incoming
from ambos.exchange.routes import is_digest
from ambos.exchange.sealing import Recipient
from ambos.kernel.shelf import Thing
from ambos.kernel.store.durable import written_whole
from ambos.node.node import Node

EVIDENCE: Final = "evidence"
HERE, PENDING = "here", "pending"
_KIND: Final = "SELECT rid, seq FROM record WHERE log = ? AND kind = ? ORDER BY seq"


def released(node: Node, party: str) -> dict[str, int]:
    """Give the digests of the rows that a partner may have, with the last place in its channel that names each."""
    rows = node.projection.tables.execute(_KIND, (node.house, EVIDENCE))
    places = node.channel(party).log.store.places_of([bytes.fromhex(rid) for rid, _ in rows])
    sent = [(seq, places[bytes.fromhex(rid)]) for rid, seq in rows if bytes.fromhex(rid) in places]
    return dict(_named(node, node.house, sorted(sent, key=itemgetter(1))))


def wanted(node: Node, party: str) -> dict[str, int]:
    """Give the digests of the rows that a partner's records name and that are not here, with the record's place."""
    log = node.mirrors()[party].name
    rows = node.projection.tables.execute(_KIND, (log, EVIDENCE))
    named = _named(node, log, [(seq, seq) for _, seq in rows])
    return {digest: place for digest, place in named if not place_of(node, digest).exists()}


def _named(node: Node, log: str, places: Sequence[tuple[int, int]]) -> Iterator[tuple[str, int]]:
    """Give what the records at these places of a log name; one of another form, or erased, names nothing."""
    for seq, place in places:
        body = node.reader(log).one(seq).body
        digest = str(body.get("rows_digest")) if isinstance(body, dict) else ""
        if is_digest(digest):
            yield digest, place


def place_of(node: Node, digest: str) -> Path:
    """Give where the rows of a digest lie, once they are here."""
    return path_of(node.config.evidence, digest)


def incoming(node: Node) -> Incoming:
    """Give what has come of attachments that are not whole yet."""
    return Incoming(node.config.evidence / "incoming")


def settle(node: Node, digest: str) -> None:
    """Open the attachment that has come whole and put it into its place, or raise; see ``Incoming.finish``."""
    incoming(node).finish(digest, [node.secrets.exchange()], place_of(node, digest))


def offer(node: Node, party: str, folder: Path, recipient: Recipient) -> dict[str, int]:
    """Bring the folder of a partner's sealed attachments up to what was released to it; give what it holds.

    Each is sealed once, and anew for a new exchange key. What is no longer released, or erased, is removed;
    rows that are not here are left out.
    """
    found = {digest: at for digest, at in released(node, party).items() if place_of(node, digest).is_file()}
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.name not in found:
            path.unlink()
    for digest in found:
        if not _is_for(folder / digest, recipient):
            with place_of(node, digest).open("rb") as source, written_whole(folder / digest) as target:
                target.writelines(sealed(pieces_of(source), recipient, bytes.fromhex(digest)))
    return found


def _is_for(path: Path, recipient: Recipient) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(KEY_ID_END) == MARK + recipient.key_id


def standing_of(node: Node, thing: Thing) -> str:
    """Say whether the rows that a thing names are here or pending; nothing of a thing that names none."""
    digest = thing.get("rows_digest") if thing.kind == EVIDENCE else None
    if digest is None:
        return ""
    return HERE if is_digest(digest) and place_of(node, digest).exists() else PENDING
