"""Look into a bundle on a guard host, with an exchange key alone: no node, no key that signs.

What the key lets see is counted and checked for form; who signed anything is not verified, and is said not
to be.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ambos.exchange.blob import opened
from ambos.exchange.bundle import SECTION, Bundle, BundleDamaged, Manifest, opened_bundle
from ambos.exchange.head import Head, parse_head
from ambos.exchange.sealed import open_section
from ambos.exchange.sealing import Opener
from ambos.exchange.section import Item
from ambos.kernel.checkpoint import Checkpoint, parse_checkpoint
from ambos.kernel.note import parse_note
from ambos.kernel.seal import open_preimage, parse_statement
from ambos.node.secrets import read_key
from ambos.values.errors import AmbosError, Refused, VerificationFailed
from ambos.values.handling import Label

WHOLE, PIECE = "whole", "piece"
UNVERIFIED: Final = (
    "signatures",
    "tree",
    "channel",
    "rows",
)  # what takes the partner's keys, or what was there before
DIGEST_BYTES: Final = 32
PROBLEMS_KEPT: Final = 100


class KindsNotAllowed(Refused):
    """A bundle holds records of kinds that may not pass; data: ``file``, ``kinds``."""

    code = "exchange.kinds-not-allowed"


class BundleUnsound(VerificationFailed):
    """A bundle holds parts of a wrong form; data: ``file``, ``count``, ``problems``."""

    code = "exchange.bundle-unsound"


class FrameUnsound(VerificationFailed):
    """A frame of a bundle is not what it should be; data: ``frame``, from 1, ``why``, the reason's code."""

    code = "exchange.frame-unsound"


class EntryUnsound(VerificationFailed):
    """A record in a bundle is not of its form; data: ``frame``, ``entry`` (its place), ``why``."""

    code = "exchange.entry-unsound"


@dataclass
class Counted:
    """How many records, and how many bytes of statements and bodies."""

    records: int = 0
    bytes: int = 0


@dataclass(frozen=True)
class Attached:
    """A piece of an attachment: the content's digest, the sealed bytes ``start`` up to ``stop`` of ``whole``.

    ``checked`` says whether it was opened here and has the digest: only one that lies in the file whole can
    be.
    """

    digest: str
    start: int
    stop: int
    whole: int
    checked: bool


@dataclass
class Inspection:
    """What a bundle holds, as far as an exchange key shows it."""

    file: str
    size: int
    signer: str
    head: Head
    manifest: Manifest
    note: Checkpoint | None
    receipt: Checkpoint | None
    kinds: dict[str, Counted] = field(default_factory=dict)
    labels: Counter[Label] = field(default_factory=Counter)
    attached: list[Attached] = field(default_factory=list)
    problems: list[AmbosError] = field(default_factory=list)

    def demand_sound(self, allowed: Collection[str] | None) -> None:
        """Refuse parts of a wrong form and, if ``allowed`` is given, records of any other kind."""
        if self.problems:
            raise BundleUnsound(file=self.file, count=len(self.problems), problems=tuple(self.problems))
        beyond = sorted(self.kinds.keys() - set(allowed)) if allowed is not None else []
        if beyond:
            raise KindsNotAllowed(file=self.file, kinds=", ".join(beyond))


def key_of(path: Path) -> Opener:
    """Give the exchange key that lies in a file, as a node keeps it."""
    return Opener(read_key(path))


def inspect(path: Path, openers: Sequence[Opener]) -> Inspection:
    """Open everything in a bundle that these keys open, count it and check its form; nothing is stored.

    Refused outright: what is no bundle, one that is cut short, one sealed to another key. Whatever else is
    wrong is in ``problems``, up to a hundred.
    """
    with opened_bundle(path, openers) as bundle:
        head = parse_head(bundle.manifest.head)
        found = Inspection(
            bundle.name, bundle.size, bundle.signer.hex(), head, bundle.manifest,
            _checkpoint(head.note), _checkpoint(head.receipt),
        )  # fmt: skip
        for number, frame in enumerate(bundle.manifest.frames):
            try:
                if frame.sort == SECTION:
                    _look_at_section(bundle, number, openers, found)
                else:
                    _look_at_blob(bundle, number, openers, found)
            except AmbosError as error:
                _note(found, FrameUnsound(frame=number + 1, why=error.code))
    return found


def _checkpoint(note: bytes | None) -> Checkpoint | None:
    """Read what a note says of its log; its signatures are not verified."""
    return None if note is None else parse_checkpoint(parse_note(note).text)


def _note(found: Inspection, problem: AmbosError) -> None:
    if len(found.problems) < PROBLEMS_KEPT:
        found.problems.append(problem)


def _look_at_section(bundle: Bundle, number: int, openers: Sequence[Opener], found: Inspection) -> None:
    frame = bundle.manifest.frames[number]
    section = open_section(bundle.read(number), openers, found.head.origin)
    if (section.old, section.new) != (frame.start, frame.stop):
        raise BundleDamaged(file=bundle.name, frame=number + 1)
    for entry, item in enumerate(section.items, section.old):
        try:
            _count(item, found)
        except AmbosError as error:
            _note(found, EntryUnsound(frame=number + 1, entry=entry, why=error.code))


def _count(item: Item, found: Inspection) -> None:
    """Count a record by kind and label; refuse a statement of a wrong form and a body that is not its own."""
    statement = parse_statement(item.statement)
    if item.preimage is not None:
        open_preimage(item.preimage, statement.digest)
    counted = found.kinds.setdefault(statement.header.kind, Counted())
    counted.records += 1
    counted.bytes += len(item.statement) + len(item.preimage or b"")
    found.labels[statement.header.label] += 1


def _look_at_blob(bundle: Bundle, number: int, openers: Sequence[Opener], found: Inspection) -> None:
    """Open an attachment that is whole, keeping nothing; of a piece only the place is told."""
    frame = bundle.manifest.frames[number]
    digest = frame.name[:DIGEST_BYTES]
    whole = frame.length == frame.whole
    pieces = bundle.pieces(number)
    for _ in opened(pieces, openers, digest) if whole else pieces:
        pass
    found.attached.append(Attached(digest.hex(), frame.start, frame.stop, frame.whole, whole))
