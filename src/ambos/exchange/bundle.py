"""A bundle: the very bytes that a border would serve, in a file that is carried over it.

After a line that says what it is come frames, each behind its length. The first is the manifest, signed by
the sender's authority and sealed to the peer's exchange key; it lists the others: sealed sections, then
pieces of sealed blobs. Whoever finds the medium reads lengths and the id of a key. Files are read and
written in bounded memory; a large bundle may lie in several, each a part with a manifest of its own
(spec/exchange).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from itertools import takewhile
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

from ambos.exchange.blob import BLOB_LIMIT, SEAL_BYTES
from ambos.exchange.sealed import SEALED_LIMIT, opener_of
from ambos.exchange.sealing import KEY_ID_BYTES, Opener, Recipient
from ambos.kernel.canonical import NotCanonical, decode_unsorted, encode
from ambos.kernel.cose import open_message, parse_message, sign_message, signer_named
from ambos.kernel.keys import Signer, key_id
from ambos.kernel.store.durable import written_whole
from ambos.values.errors import Misused, VerificationFailed

MAGIC: Final = b"ambos bundle/1\n"
MARK: Final = b"\x02"
SECTION, BLOB = 1, 3
TYPE: Final = "ambos-manifest+cbor"
MANIFEST_LIMIT: Final = 1 << 20
FRAME_LIMIT: Final = 4_096  # frames of one file besides the manifest
PIECE: Final = 1 << 20  # bytes of a frame that are held at once
_INFO: Final = b"ambos manifest/1\n"
_VERSION, _LENGTH_BYTES, _DIGEST_BYTES = 1, 8, 32
NAME_BYTES: Final = 32 + SEAL_BYTES
_LEAST_PIECE: Final = 1 << 16  # of a blob: smaller ones wait for the next part
_WORD: Final = 1 << 63
_SEALING: Final = len(MARK) + KEY_ID_BYTES + 1120 + 16 + 256  # what a manifest grows by, signed and sealed
_ROW: Final = 128  # at most, of a frame in the manifest, with its length in the file


class NotABundle(VerificationFailed):
    """The file does not begin as a bundle does, or its manifest is none; data: ``file``."""

    code = "exchange.not-a-bundle"


class BundleCut(VerificationFailed):
    """The file is shorter or longer than its manifest says; data: ``file``, ``size``, ``expected``."""

    code = "exchange.bundle-cut"


class BundleDamaged(VerificationFailed):
    """A frame is not the one that was signed; data: ``file``, ``frame`` (counted from 1)."""

    code = "exchange.bundle-damaged"


class PartsTooSmall(Misused):
    """Parts of that size cannot hold the largest section; data: ``size``, ``needed`` (bytes)."""

    code = "exchange.parts-too-small"


class Frame(NamedTuple):
    """What a manifest says of a frame.

    A section has the mark 1, no name, and brings the entries ``start`` up to ``stop`` of a channel that has
    ``whole``. A piece of a blob has the mark 3, the digest of the content and the name of its sealing as its
    name, and brings the bytes ``start`` up to ``stop`` of ``whole``.
    """

    sort: int
    name: bytes
    start: int
    stop: int
    whole: int
    length: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the authority signs of one file: part ``part`` of ``parts``, entries ``old`` up to ``new``.

    ``head`` is the printed head of the channel, with the receipt for the peer's.
    """

    head: bytes
    old: int
    new: int
    part: int
    parts: int
    frames: tuple[Frame, ...]

    def __bytes__(self) -> bytes:
        told = [_VERSION, self.head, self.old, self.new, self.part, self.parts]
        return encode([*told, [list(frame) for frame in self.frames]])


class Source(NamedTuple):
    """Where the bytes of a frame lie."""

    frame: Frame
    path: Path
    offset: int


def parse_manifest(data: bytes) -> Manifest:
    """Parse exactly what ``bytes(manifest)`` prints."""
    try:
        version, head, old, new, part, parts, frames = decode_unsorted(data)
        if (
            type(version) is not int
            or version != _VERSION
            or type(frames) is not list
            or len(frames) > FRAME_LIMIT
        ):
            raise ValueError("not a manifest")
        manifest = Manifest(head, old, new, part, parts, tuple(map(_frame, frames)))
        _demand_sane(manifest)
    except (TypeError, ValueError) as error:
        raise NotCanonical(reason="not a manifest") from error
    return manifest


def _frame(plain: Any) -> Frame:
    frame = Frame(*plain)
    numbers = (frame.sort, frame.start, frame.stop, frame.whole, frame.length)
    sound = (
        type(plain) is list
        and all(type(number) is int and 0 <= number < _WORD for number in numbers)
        and frame.start < frame.stop <= frame.whole
        and type(frame.name) is bytes
        and type(frame.digest) is bytes
        and len(frame.digest) == _DIGEST_BYTES
        and (_is_section(frame) or _is_piece(frame))
    )
    if not sound:
        raise ValueError("not a frame")
    return frame


def _is_section(frame: Frame) -> bool:
    return frame.sort == SECTION and not frame.name and frame.length <= SEALED_LIMIT


def _is_piece(frame: Frame) -> bool:
    sized = frame.stop - frame.start == frame.length and frame.whole <= BLOB_LIMIT
    return frame.sort == BLOB and len(frame.name) == NAME_BYTES and sized


def _demand_sane(manifest: Manifest) -> None:
    """Refuse wrong types, sections behind pieces, and a gap between sections or beside them."""
    numbers = (manifest.old, manifest.new, manifest.part, manifest.parts)
    sections = list(takewhile(lambda frame: frame.sort == SECTION, manifest.frames))
    reached = [manifest.old, *(frame.stop for frame in sections)]
    sound = (
        all(type(number) is int and 0 <= number < _WORD for number in numbers)
        and 1 <= manifest.part <= manifest.parts
        and type(manifest.head) is bytes
        and reached[-1] == manifest.new
        and all(frame.sort == BLOB for frame in manifest.frames[len(sections) :])
        and all(frame.start == stop for frame, stop in zip(sections, reached, strict=False))
    )
    if not sound:
        raise ValueError("not a manifest")


# -- writing


def parts_of(sources: Sequence[Source], limit: int, told: int) -> list[list[Source]]:
    """Share frames out among files of at most ``limit`` bytes (0 for no limit), in order; blobs may be cut.

    ``told`` is how many bytes the head has. Refused: a limit that does not hold a section.
    """
    parts: list[list[Source]] = [[]]
    room = empty = limit - len(MAGIC) - _LENGTH_BYTES - _SEALING - told if limit else _WORD
    for source in sources:
        while True:
            fits = _fitting(source, room - _ROW)
            if fits is not None and len(parts[-1]) < FRAME_LIMIT:
                first, rest = fits
                parts[-1].append(first)
                room -= first.frame.length + _ROW
                if rest is None:
                    break
                source = rest
            elif not parts[-1]:
                raise PartsTooSmall(size=limit, needed=limit - empty + _least(source.frame) + _ROW)
            else:
                parts.append([])
                room = empty
    return parts


def _fitting(source: Source, room: int) -> tuple[Source, Source | None] | None:
    """Give as much of a frame as fits, and what is left of it; None where nothing does."""
    frame = source.frame
    if frame.length <= room:
        return source, None
    if frame.sort != BLOB or room < _LEAST_PIECE:
        return None
    middle = frame.start + room
    first = frame._replace(stop=middle, length=room, digest=b"")
    rest = frame._replace(start=middle, length=frame.length - room, digest=b"")
    return source._replace(frame=first), Source(rest, source.path, source.offset + room)


def _least(frame: Frame) -> int:
    return frame.length if frame.sort == SECTION else min(frame.length, _LEAST_PIECE)


def hashed(source: Source) -> Source:
    """Give a frame with the digest of its bytes."""
    content = sha256()
    for piece in _bytes_of(source):
        content.update(piece)
    return source._replace(frame=source.frame._replace(digest=content.digest()))


def _bytes_of(source: Source) -> Iterator[bytes]:
    with source.path.open("rb") as stream:
        stream.seek(source.offset)
        yield from _pieces(stream, source.frame.length)


def _pieces(stream: BinaryIO, length: int) -> Iterator[bytes]:
    while length and (piece := stream.read(min(PIECE, length))):
        length -= len(piece)
        yield piece


def seal_manifest(manifest: Manifest, signer: Signer, recipient: Recipient) -> bytes:
    """Give the manifest signed by ``signer`` and sealed: the first frame of the file."""
    signed = sign_message(bytes(manifest), TYPE, signer.kid, signer.sign)
    return MARK + recipient.key_id + recipient.seal(signed, _INFO)


def write_bundle(path: Path, manifest: bytes, sources: Sequence[Source]) -> None:
    """Write one file, whole or not at all; a source that changed since it was hashed is refused."""
    with written_whole(path) as stream:
        stream.write(MAGIC)
        stream.write(len(manifest).to_bytes(_LENGTH_BYTES, "big") + manifest)
        for number, source in enumerate(sources, 1):
            content = sha256()
            stream.write(source.frame.length.to_bytes(_LENGTH_BYTES, "big"))
            for piece in _bytes_of(source):
                content.update(piece)
                stream.write(piece)
            if content.digest() != source.frame.digest:
                raise BundleDamaged(file=path.name, frame=number)


# -- reading


class Bundle:
    """One file, open, its manifest read; what is signed is believed once ``verify`` has passed."""

    def __init__(self, name: str, stream: BinaryIO, signed: bytes, start: int) -> None:
        self.name = name
        self.manifest = parse_manifest(parse_message(signed).payload)
        self._signed = signed
        self._stream = stream
        self._starts = [start]
        for frame in self.manifest.frames:
            self._starts.append(self._starts[-1] + _LENGTH_BYTES + frame.length)

    @property
    def signer(self) -> bytes:
        """Give the id of the key that is said to have signed."""
        return signer_named(self._signed)

    @property
    def size(self) -> int:
        """Give how many bytes the file must have."""
        return self._starts[-1]

    def verify(self, authority: bytes) -> Manifest:
        """Give the manifest if it is signed by this key, or raise."""
        open_message(self._signed, TYPE, {key_id(authority): authority})
        return self.manifest

    def read(self, number: int) -> bytes:
        """Give the bytes of a frame, counted from 0; the caller has seen that it is not too long."""
        return b"".join(self.pieces(number))

    def pieces(self, number: int) -> Iterator[bytes]:
        """Give the bytes of a frame piece by piece; raises at the end if they are not those signed."""
        frame, content = self.manifest.frames[number], sha256()
        self._stream.seek(self._starts[number])
        length = int.from_bytes(self._stream.read(_LENGTH_BYTES), "big")
        for piece in _pieces(self._stream, frame.length):
            content.update(piece)
            yield piece
        if length != frame.length or content.digest() != frame.digest:
            raise BundleDamaged(file=self.name, frame=number + 1)


def is_bundle(path: Path) -> bool:
    """Say whether a file begins as a bundle does."""
    with path.open("rb") as stream:
        return stream.read(len(MAGIC)) == MAGIC


@contextmanager
def opened_bundle(path: Path, openers: Sequence[Opener]) -> Iterator[Bundle]:
    """Open a bundle and its manifest.

    Refused: what is no bundle, one that is sealed to none of these keys, one that is cut short or longer.
    """
    with path.open("rb") as stream:
        size = path.stat().st_size
        bundle = _begun(path.name, stream, size, openers)
        if size != bundle.size:
            raise BundleCut(file=path.name, size=size, expected=bundle.size)
        yield bundle


def _begun(name: str, stream: BinaryIO, size: int, openers: Sequence[Opener]) -> Bundle:
    """Read as far as the manifest goes."""
    if stream.read(len(MAGIC)) != MAGIC:
        raise NotABundle(file=name)
    length, start = int.from_bytes(stream.read(_LENGTH_BYTES), "big"), len(MAGIC) + _LENGTH_BYTES
    if length > MANIFEST_LIMIT:
        raise NotABundle(file=name)
    if start + length > size:
        raise BundleCut(file=name, size=size, expected=start + length)
    sealed = stream.read(length)
    if sealed[: len(MARK)] != MARK:
        raise NotABundle(file=name)
    opener = opener_of(sealed[len(MARK) :][:KEY_ID_BYTES], openers)
    try:
        return Bundle(name, stream, opener.open(sealed[len(MARK) + KEY_ID_BYTES :], _INFO), start + length)
    except NotCanonical as error:
        raise NotABundle(file=name) from error
