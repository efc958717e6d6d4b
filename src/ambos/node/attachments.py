"""Attachments: the rows that evidence names by their digest, carried to whom the evidence was released.

What was released is offered, sealed, in the partner's folder of the border; what a partner's records name
and this house has not is wanted. Until it is here, whole and with its digest, a record reads "body
pending".
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from ambos.evidence.stored import path_of
from ambos.exchange import routes
from ambos.exchange.blob import BLOB_LIMIT, KEY_ID_END, MARK, BlobBroken, pieces_of, sealed
from ambos.exchange.http.refusals import NotThere
from ambos.exchange.incoming import Incoming
from ambos.exchange.routes import is_digest
from ambos.exchange.sealed import KeyNotHeld
from ambos.exchange.sealing import NotSealedToUs, Opener, Recipient
from ambos.kernel.shelf import Thing
from ambos.kernel.store.durable import written_whole
from ambos.node.node import Node, Progress, silent
from ambos.values.errors import AmbosError

EVIDENCE: Final = "evidence"
INCOMING: Final = "incoming"  # below the folder of evidence: sealed rows that are not whole yet
HERE, PENDING = "here", "pending"
Resume = Callable[[str, BinaryIO, int], int]
_CURRENT: Final = (
    "SELECT record.rid, record.seq, is_evidence.f_rows_digest FROM thing "
    "JOIN record ON record.rid = thing.current JOIN is_evidence ON is_evidence.subject = thing.subject "
    "WHERE record.log = ? AND thing.kind = ? AND thing.state <> 'withdrawn' ORDER BY record.seq"
)


class Fetched(NamedTuple):
    """What a fetch brought: digests of rows that are here now, how many are still wanted, why some failed."""

    here: tuple[str, ...]
    pending: int
    failed: tuple[str, ...]


def released(node: Node, party: str) -> dict[str, int]:
    """Give the digests of the rows that a partner may have, with the place in its channel of the record.

    They are those that the current record of an evidence set names, if that record stands in the channel.
    """
    named = _named(node, node.house)
    places = node.channel(party).log.store.places_of([rid for rid, _, _ in named])
    return {digest: places[rid] for rid, _, digest in named if rid in places}


def wanted(node: Node, party: str) -> dict[str, int]:
    """Give the digests that a partner's records name and whose rows are not here, with the record's place."""
    named = _named(node, node.mirrors()[party].name)
    return {digest: place for _, place, digest in named if not place_of(node, digest).exists()}


def _named(node: Node, log: str) -> list[tuple[bytes, int, str]]:
    """Give each current evidence record of a log, its place, its rows; one of another form names nothing."""
    rows = node.projection.tables.execute(_CURRENT, (log, EVIDENCE))
    return [(bytes.fromhex(rid), place, digest) for rid, place, digest in rows if is_digest(digest or "")]


def place_of(node: Node, digest: str) -> Path:
    """Give where the rows of a digest lie, once they are here."""
    return path_of(node.config.evidence, digest)


def incoming(node: Node) -> Incoming:
    """Give what has come of attachments that are not whole yet."""
    return Incoming(node.config.evidence / INCOMING)


def openers_of(node: Node) -> list[Opener]:
    """Give the keys that open what partners seal to this node, the newest first."""
    return list(node.parts.secrets.openers().values())


def settle(node: Node, digest: str) -> None:
    """Open an attachment that has come whole and put it into its place; see ``Incoming.finish``."""
    incoming(node).finish(digest, openers_of(node), place_of(node, digest))


def fetch(node: Node, party: str, resume: Resume, progress: Progress = silent) -> Fetched:
    """Ask a partner's border for the rows that are wanted; one that fails stops no other.

    ``resume`` appends to a file what it still lacks of the answer to a path, up to so many bytes. A fetch
    that breaks goes on, the next time, at the byte where it broke. What is not offered stays wanted.
    """
    here, failed = [], []
    missing = wanted(node, party)
    for number, digest in enumerate(missing, 1):
        try:
            _fetch(node, digest, resume)
            here.append(digest)
        except NotThere:
            pass
        except AmbosError as error:
            failed.append(error.code)
        progress(number, len(missing))
    return Fetched(tuple(here), len(missing) - len(here), tuple(failed))


def _fetch(node: Node, digest: str, resume: Resume) -> None:
    """Fetch one attachment; if earlier bytes make a whole that does not open, ask for all once more."""
    coming = incoming(node)
    begun = coming.held(digest) > 0
    _ask(resume, coming, digest)
    try:
        settle(node, digest)
    except (BlobBroken, KeyNotHeld, NotSealedToUs):
        if not begun:
            raise
        _ask(resume, coming, digest)
        settle(node, digest)


def _ask(resume: Resume, coming: Incoming, digest: str) -> None:
    with coming.growing(digest) as stream:
        resume(routes.blob(digest), stream, BLOB_LIMIT)


def offer(node: Node, party: str, folder: Path, recipient: Recipient) -> None:
    """Bring the folder of a partner's sealed attachments up to what was released to it.

    Each is sealed once, and anew for a new exchange key. What is no longer released, or erased, is removed;
    rows that are not here, or no longer what was signed, are left out (``figures recompute`` names them).
    """
    found = [digest for digest in released(node, party) if place_of(node, digest).is_file()]
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.name not in found:
            path.unlink()
    for digest in found:
        if not _is_for(folder / digest, recipient):
            with suppress(BlobBroken):
                _seal(place_of(node, digest), folder / digest, recipient)


def _seal(rows: Path, path: Path, recipient: Recipient) -> None:
    with rows.open("rb") as source, written_whole(path) as target:
        target.writelines(sealed(pieces_of(source), recipient, bytes.fromhex(path.name)))


def attached(node: Node, party: str, folder: Path, start: int) -> list[Path]:
    """Give the offered attachments that the records from place ``start`` of a partner's channel on name."""
    named = [folder / digest for digest, place in released(node, party).items() if place >= start]
    return [path for path in named if path.is_file()]


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
