"""Attachments: the rows that an evidence record names by their digest, carried to the partner it was released to.

What was released is offered, sealed, in the partner's folder of the border; what a partner's records name and this
house has not is wanted. Until it is here, whole and with its digest, a record reads "body pending".
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ambos.evidence.stored import path_of
from ambos.exchange.blob import KEY_ID_END, MARK, seal_blob
from ambos.exchange.incoming import Incoming
from ambos.exchange.routes import is_digest
from ambos.exchange.sealing import Recipient
from ambos.kernel.shelf import Thing
from ambos.kernel.store.durable import written_whole
from ambos.node.node import Node

EVIDENCE: Final = "evidence"
HERE, PENDING = "here", "pending"
_KIND: Final = "SELECT rid, seq FROM record WHERE log = ? AND kind = ? ORDER BY seq"


def released(node: Node, party: str) -> list[str]:
    """Give the digests of the rows that a partner may have: those that a record released to it names."""
    rows = node.projection.tables.execute(_KIND, (node.house, EVIDENCE))
    sent = node.channel(party).log.store.places_of([bytes.fromhex(rid) for rid, _ in rows])
    return _named(node, node.house, (seq for rid, seq in rows if bytes.fromhex(rid) in sent))


def wanted(node: Node, party: str) -> list[str]:
    """Give the digests of the rows that a partner's records name and that are not here."""
    log = node.mirrors()[party].name
    rows = node.projection.tables.execute(_KIND, (log, EVIDENCE))
    return [digest for digest in _named(node, log, (seq for _, seq in rows)) if not place_of(node, digest).exists()]


def _named(node: Node, log: str, places: Iterator[int]) -> list[str]:
    """Give the digests that these records name, each once; one of another form, or erased, names nothing."""
    bodies = (node.reader(log).one(place).body for place in places)
    digests = (str(body.get("rows_digest")) for body in bodies if isinstance(body, dict))
    return [digest for digest in dict.fromkeys(digests) if is_digest(digest)]


def place_of(node: Node, digest: str) -> Path:
    """Give where the rows of a digest lie, once they are here."""
    return path_of(node.config.evidence, digest)


def incoming(node: Node) -> Incoming:
    """Give what has come of attachments that are not whole yet."""
    return Incoming(node.config.evidence / "incoming")


def settle(node: Node, digest: str) -> None:
    """Open the attachment that has come whole and put it into its place, or raise; see ``Incoming.finish``."""
    incoming(node).finish(digest, node.openers(), place_of(node, digest))


def offer(node: Node, party: str, folder: Path, recipient: Recipient) -> list[Path]:
    """Bring the folder of a partner's sealed attachments up to what was released to it; give them, in order.

    Each is sealed once, and anew for a new exchange key. What is no longer released, or erased, is removed;
    rows that are not here are left out.
    """
    digests = [digest for digest in released(node, party) if place_of(node, digest).is_file()]
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.name not in digests:
            path.unlink()
    for digest in digests:
        if not _is_for(folder / digest, recipient):
            with place_of(node, digest).open("rb") as source, written_whole(folder / digest) as target:
                seal_blob(source, target, recipient, bytes.fromhex(digest))
    return [folder / digest for digest in digests]


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
