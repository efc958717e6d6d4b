"""The bytes of a list: unpacked if they are packed, counted and hashed as they are read, never too many."""

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from ambos.evidence.errors import EncodingUtf16, FileEmpty, FileMissing, FileSwollen, GzipBroken
from ambos.evidence.files import SWELLING_LIMIT, Progress, silent
from ambos.values.errors import Form

LIST_LIMIT: Final = 1 << 30  # bytes of one list; the largest that is published has about a tenth of it
_SWELLING_FROM: Final = 64 << 20
_PIECE: Final = 1 << 18
_GZIP: Final = b"\x1f\x8b"
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


class Bytes:
    """A file's bytes in pieces, with the SHA-256 of those that were read."""

    def __init__(self, name: str, raw: IO[bytes], size: int, progress: Progress) -> None:
        self._name, self._raw, self._size, self._progress = name, raw, size, progress
        self._hash = hashlib.sha256()
        begin = raw.read(2)
        raw.seek(0)
        packed = begin == _GZIP
        self._stream: IO[bytes] = gzip.GzipFile(fileobj=raw) if packed else raw  # type: ignore[assignment]

    def pieces(self) -> Iterator[bytes]:
        """Give the bytes in order; refused: more of them than any list has, or than its packing explains."""
        read = 0
        while piece := self._stream.read(_PIECE):
            if not read and piece.startswith(_UTF16):
                raise EncodingUtf16(file=self._name)
            read += len(piece)
            self._demand_bounded(read)
            self._hash.update(piece)
            self._progress(self._raw.tell(), self._size)
            yield piece
        if not read:
            raise FileEmpty(file=self._name)

    def _demand_bounded(self, read: int) -> None:
        if read > LIST_LIMIT:
            raise FileSwollen(file=self._name, limit=LIST_LIMIT, unit=Form("unit-bytes"))
        if read > max(_SWELLING_FROM, self._raw.tell() * SWELLING_LIMIT):
            raise FileSwollen(file=self._name, limit=SWELLING_LIMIT, unit=Form("unit-times"))

    def digest(self) -> str:
        """Give the SHA-256 of what was read, unpacked."""
        return self._hash.hexdigest()


@contextmanager
def opened(path: Path, progress: Progress = silent) -> Iterator[Bytes]:
    """Open a list for reading; refused: a file that is missing, empty, damaged, or swollen."""
    try:
        with path.open("rb") as raw:
            yield Bytes(path.name, raw, path.stat().st_size, progress)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise GzipBroken(file=path.name) from None
    except OSError:
        raise FileMissing(file=path.name) from None


def beginning(path: Path) -> bytes:
    """Give the first bytes of a list, unpacked."""
    with opened(path) as found:
        return next(found.pieces())
