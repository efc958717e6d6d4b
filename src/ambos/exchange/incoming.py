"""Attachments on their way in: sealed bytes that grow, from one source or several, until they are whole.

What has come is kept; a broken fetch goes on at the byte where it broke. Bytes of two sealings of one
content do not go together: whoever brings bytes names the sealing.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ambos.exchange.blob import BLOB_LIMIT, HEADER, BlobBroken, opened, pieces_of, seal_of
from ambos.exchange.sealed import KeyNotHeld
from ambos.exchange.sealing import NotSealedToUs, Opener
from ambos.kernel.store.durable import written_whole
from ambos.values.errors import Refused

READ_ONLY = 0o440


class BlobGap(Refused):
    """Bytes of an attachment before those that come are missing; data: ``digest``, ``needed``, ``found``."""

    code = "exchange.blob-gap"


class BlobTooLarge(Refused):
    """A peer sends more for one attachment than we keep; data: ``digest``, ``limit`` (bytes)."""

    code = "exchange.blob-too-large"


class Incoming:
    """The folder of what has come of attachments that are not whole yet, one file for each content."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def held(self, digest: str, seal: bytes | None = None) -> int:
        """Give how many sealed bytes we hold of an attachment; with ``seal``, of that sealing."""
        path = self._path(digest)
        if not path.is_file() or (seal is not None and self.seal(digest) != seal):
            return 0
        return path.stat().st_size

    def seal(self, digest: str) -> bytes | None:
        """Name the sealing whose bytes we hold, or None where its header is not whole."""
        path = self._path(digest)
        if not path.is_file() or path.stat().st_size < HEADER:
            return None
        with path.open("rb") as stream:
            return seal_of(stream.read(HEADER))

    def take(self, digest: str, start: int, pieces: Iterable[bytes]) -> int:
        """Keep the bytes from ``start`` on, in place of what was held there; give how many are held now.

        If ``pieces`` fails, what it gave until then is kept. Refused: a gap, more than an attachment may
        have.
        """
        held = self.held(digest)
        if start > held:
            raise BlobGap(digest=digest, needed=held, found=start)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._path(digest).open("r+b" if held else "wb") as stream:
            stream.truncate(start)
            stream.seek(start)
            for piece in pieces:
                if stream.tell() + len(piece) > BLOB_LIMIT:
                    raise BlobTooLarge(digest=digest, limit=BLOB_LIMIT)
                stream.write(piece)
            return stream.tell()

    @contextmanager
    def growing(self, digest: str) -> Iterator[BinaryIO]:
        """Give the file of what we hold of an attachment, to append to; a break leaves what was written."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._path(digest).open("a+b") as stream:
            yield stream

    def drop(self, digest: str, size: int = 0) -> None:
        """Forget what is held of an attachment beyond ``size`` bytes."""
        path = self._path(digest)
        if not size:
            path.unlink(missing_ok=True)
        elif path.is_file() and path.stat().st_size > size:
            with path.open("r+b") as stream:
                stream.truncate(size)

    def finish(self, digest: str, openers: Sequence[Opener], place: Path) -> None:
        """Open what is held, and put the content at ``place``, whole, once it has the digest.

        What does not open is dropped, so that it is fetched anew, and refused.
        """
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with self._path(digest).open("rb") as source, written_whole(place) as target:
                target.writelines(opened(pieces_of(source), openers, bytes.fromhex(digest)))
        except (BlobBroken, KeyNotHeld, NotSealedToUs):
            self.drop(digest)
            raise
        place.chmod(READ_ONLY)
        self.drop(digest)

    def _path(self, digest: str) -> Path:
        return self._folder / digest
