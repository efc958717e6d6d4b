"""Bundles: what a partner has not acknowledged, as files that are carried; and those of a partner, taken in.

A bundle holds what the partner's border would have served, so taking one in does what a pull does: the
receipt in it is heeded before anything is signed, every section is verified before any of it is stored, and
what was taken before changes nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from ambos.exchange.blob import HEADER, seal_of
from ambos.exchange.bundle import (
    BLOB,
    SECTION,
    Bundle,
    BundleDamaged,
    Frame,
    Manifest,
    Source,
    hashed,
    is_bundle,
    opened_bundle,
    parts_of,
    seal_manifest,
    write_bundle,
)
from ambos.exchange.channel import BeyondChannel
from ambos.exchange.head import parse_head
from ambos.exchange.incoming import BlobGap
from ambos.exchange.mirror import Gap, Mirror
from ambos.exchange.outbox import BLOBS, Outbox
from ambos.exchange.pull import Pull
from ambos.exchange.sealed import KeyNotHeld
from ambos.kernel.access import RUN
from ambos.kernel.log import Fork
from ambos.node.attachments import attached, incoming, openers_of, settle, wanted
from ambos.node.bordering import outbox, put_out
from ambos.node.contacts import note_contact, note_failure
from ambos.node.keysets import follow
from ambos.node.node import Node, Progress, silent
from ambos.node.quarantine import answer_not_understood
from ambos.node.witnesses import demand_witnessed, keep_witnessed
from ambos.values.errors import Misused, Refused, VerificationFailed

DIGEST_BYTES: Final = 32


class NoBundle(Misused):
    """There is no bundle for this node at that path; data: ``path``."""

    code = "exchange.no-bundle"


class BundleGap(Refused):
    """A bundle begins beyond what is held; data: ``file``, ``needed``, ``found``, ``party`` (who asks)."""

    code = "exchange.bundle-gap"


class BundleRefused(VerificationFailed):
    """A bundle holds something that does not verify; the cause says what. Data: ``file``."""

    code = "exchange.bundle-refused"


@dataclass(frozen=True)
class Exported:
    """What was written: the files, the entries ``old`` up to ``new``, how many attachments."""

    files: tuple[Path, ...]
    old: int
    new: int
    attachments: int


@dataclass(frozen=True)
class Taken:
    """What one file brought: new records, attachments that are whole now; where the partner acknowledges us.

    ``pending`` counts attachments that the partner's records name and that are still to come, ``since`` is
    the place of the first such record in its channel.
    """

    file: str
    party: str
    part: int
    parts: int
    received: int
    acknowledged: int
    attachments: tuple[str, ...]
    pending: int
    since: int


# -- out


def export(
    node: Node,
    party: str,
    target: Path,
    start: int | None = None,
    limit: int = 0,
    progress: Progress = silent,
) -> Exported:
    """Write what a partner has not acknowledged, or all from ``start`` on, into ``target`` for it alone.

    With ``limit`` the files have at most so many bytes and bear their number in their name. With nothing
    new the bundle carries the head, and with it our receipt. Refused: a place beyond the channel; whatever
    refuses to sign, as an old copy does.
    """
    node.demand(RUN)
    recipient = node.partner(party).demand_flowing().recipient()
    head, ours = put_out(node, party), outbox(node, party)
    begin = node.channel(party).acknowledged() if start is None else start
    if begin > ours.size():
        raise BeyondChannel(asked=begin, size=ours.size())
    blobs = [_blob(path) for path in attached(node, party, ours.folder / BLOBS, begin)]
    shares = parts_of([*_sections(ours, begin), *blobs], limit, len(bytes(head)))
    shares = [[hashed(source) for source in share] for share in shares]
    files = _names(target, len(shares))
    sealed = _manifests(shares, bytes(head), ours.size())
    authority = node.parts.secrets.authority()
    _write(files, [seal_manifest(one, authority, recipient) for one in sealed], shares, progress)
    return Exported(tuple(files), sealed[0].old, sealed[-1].new, len(blobs))


def _sections(ours: Outbox, start: int) -> Iterator[Source]:
    """Give the files of sections from the one on that holds ``start``."""
    size = ours.size()
    for span, path in ours.sections_from(start):
        length = path.stat().st_size
        yield Source(Frame(SECTION, b"", span.old, span.new, size, length, b""), path, 0)


def _blob(path: Path) -> Source:
    size = path.stat().st_size
    with path.open("rb") as stream:
        name = bytes.fromhex(path.name) + seal_of(stream.read(HEADER))
    return Source(Frame(BLOB, name, 0, size, size, size, b""), path, 0)


def _names(target: Path, parts: int) -> list[Path]:
    """Name the files: the one as it was asked for, several by their number before the ending."""
    if parts == 1:
        return [target]
    width = len(str(parts))
    numbered = (f"{target.stem}.{part:0{width}d}-of-{parts}{target.suffix}" for part in range(1, parts + 1))
    return [target.with_name(name) for name in numbered]


def _manifests(shares: Sequence[Sequence[Source]], head: bytes, size: int) -> list[Manifest]:
    """Give the manifest of each part; one without sections begins and ends where the one before it ended."""
    made: list[Manifest] = []
    first = next((s.frame.start for share in shares for s in share if s.frame.sort == SECTION), size)
    for part, share in enumerate(shares, 1):
        frames = tuple(source.frame for source in share)
        stops = [frame.stop for frame in frames if frame.sort == SECTION]
        old = made[-1].new if made else first
        made.append(Manifest(head, old, stops[-1] if stops else old, part, len(shares), frames))
    return made


def _write(
    files: Sequence[Path], manifests: Sequence[bytes], shares: Sequence[Sequence[Source]], progress: Progress
) -> None:
    """Write every part, or leave none."""
    total = sum(source.frame.length for share in shares for source in share)
    done = 0
    try:
        for path, manifest, share in zip(files, manifests, shares, strict=True):
            write_bundle(path, manifest, share)
            done += sum(source.frame.length for source in share)
            progress(done, total)
    except BaseException:
        for path in files:
            path.unlink(missing_ok=True)
        raise


# -- in


def take(node: Node, path: Path, told: Callable[[Taken], None], progress: Progress = silent) -> None:
    """Take a bundle in, or all that a folder holds for us, in their order; ``told`` hears of each file.

    The first that is refused ends it; what the files before it brought is kept. Refused: a gap, with the
    place that is needed; whatever does not verify, nothing of the section or attachment in question being
    kept; a receipt that shows this node to be an old copy, before anything is signed.
    """
    node.demand(RUN)
    take_files(node, [path] if path.is_file() else _for_us(node, path), told, progress)


def take_files(
    node: Node, files: Sequence[Path], told: Callable[[Taken], None], progress: Progress = silent
) -> None:
    """Take bundles in, in the order in which they follow on each other, whatever order they are given in.

    Refused as ``take`` refuses; and before anything is taken, of several, one that is none for this node.
    """
    node.demand(RUN)
    for file in sorted(files, key=lambda file: _place(node, file)) if len(files) > 1 else files:
        with opened_bundle(file, openers_of(node)) as bundle:
            told(_taken(node, bundle, progress))
    answer_not_understood(node)


def _for_us(node: Node, folder: Path) -> list[Path]:
    """Give the bundles of a folder that are for us."""
    found = [file for file in sorted(folder.iterdir()) if file.is_file()] if folder.is_dir() else []
    ours = [file for file in found if is_bundle(file) and _opens(node, file)]
    if not ours:
        raise NoBundle(path=str(folder))
    return ours


def _opens(node: Node, file: Path) -> bool:
    """Say whether a bundle is for us: others are on their way to the partner, or another's."""
    try:
        _place(node, file)
    except KeyNotHeld:
        return False
    return True


def _place(node: Node, file: Path) -> tuple[str, int, int, int]:
    """Give where a bundle stands among others: its log, where it begins, when it was made, its part."""
    with opened_bundle(file, openers_of(node)) as bundle:
        head = parse_head(bundle.manifest.head)
        return head.origin, bundle.manifest.old, head.time, bundle.manifest.part


def _taken(node: Node, bundle: Bundle, progress: Progress) -> Taken:
    """Take one file in; see ``take``."""
    head = parse_head(bundle.manifest.head)
    card = node.card_of_log(head.origin)
    party, openers, now = card.party, openers_of(node), int(node.parts.now().timestamp())
    node.partner(party).demand_flowing()
    mirror = node.mirrors()[party]
    with _explained(bundle.name):
        manifest = bundle.verify(card.keys.authority.public)
        judge = partial(demand_witnessed, node, party)
        given_up = node.partner(party).given_up()
        pull = Pull(mirror, node.channel(party), card.cosigners(), openers, judge, given_up)
        pull.take(manifest.head)
        pull.demand_current()
        if manifest.old > mirror.size():
            needed = mirror.size()
            note_failure(mirror, now, Gap(needed=needed, found=manifest.old))
            raise BundleGap(file=bundle.name, needed=needed, found=manifest.old, party=node.config.party)
        _take_sections(bundle, pull, mirror, progress)
        pull.demand_settled()
        note_contact(mirror, now, pull.promised.size, pull.signed_at)
        if mirror.size() >= pull.promised.size:
            keep_witnessed(node, party, pull.believed)
        follow(node)
        whole = _take_blobs(node, party, bundle, progress)
    missing = wanted(node, party)
    return Taken(
        file=bundle.name,
        party=party,
        part=manifest.part,
        parts=manifest.parts,
        received=pull.received,
        acknowledged=node.channel(party).acknowledged(),
        attachments=whole,
        pending=len(missing),
        since=min(missing.values(), default=0),
    )


@contextmanager
def _explained(file: str) -> Iterator[None]:
    """Name the file that holds what does not verify, save where the whole log is concerned."""
    try:
        yield
    except (Fork, BundleDamaged):
        raise
    except VerificationFailed as error:
        raise BundleRefused(file=file) from error


def _take_sections(bundle: Bundle, pull: Pull, mirror: Mirror, progress: Progress) -> None:
    """Hand the pull what it asks for, as far as this file goes; what is held already is not even opened."""
    frames = bundle.manifest.frames
    for number, frame in enumerate(frames):
        if frame.sort == SECTION and frame.start <= mirror.size() < frame.stop and pull.next() is not None:
            pull.take(bundle.read(number))
        progress(number + 1, len(frames))


def _take_blobs(node: Node, party: str, bundle: Bundle, progress: Progress) -> tuple[str, ...]:
    """Keep the pieces of attachments that are wanted; give the digests of those that are whole now."""
    whole: list[str] = []
    missing = wanted(node, party)
    frames = bundle.manifest.frames
    for number, frame in enumerate(frames):
        digest = frame.name[:DIGEST_BYTES].hex()
        if frame.sort == BLOB and digest in missing and _take_piece(node, bundle, number):
            whole.append(digest)
        progress(number + 1, len(frames))
    return tuple(whole)


def _take_piece(node: Node, bundle: Bundle, number: int) -> bool:
    """Keep one piece of an attachment; say whether that made it whole."""
    frame, coming = bundle.manifest.frames[number], incoming(node)
    digest, seal = frame.name[:DIGEST_BYTES].hex(), frame.name[DIGEST_BYTES:]
    held = coming.held(digest, seal)
    if frame.start > held:
        raise BlobGap(digest=digest, needed=held, found=frame.start)
    if frame.stop > held:
        try:
            coming.take(digest, frame.start, bundle.pieces(number))
        except BundleDamaged:
            coming.drop(digest, frame.start)
            raise
    if coming.held(digest) < frame.whole:
        return False
    settle(node, digest)
    return True
