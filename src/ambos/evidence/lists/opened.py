"""The bytes of a list: unpacked if they are packed, counted and hashed as they are read, never too many."""

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Named:
    """A file that lies here under another name than the one by which it is spoken of."""

    path: Path
    name: str


Source = Path | Named


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
def opened(file: Source, progress: Progress = silent) -> Iterator[Bytes]:
    """Open a list for reading; refused: a file that is missing, empty, damaged, or swollen."""
    path = file.path if isinstance(file, Named) else file
    try:
        with path.open("rb") as raw:
            yield Bytes(file.name, raw, path.stat().st_size, progress)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise GzipBroken(file=file.name) from None
    except OSError:
        raise FileMissing(file=file.name) from None


def beginning(file: Source) -> bytes:
    """Give the first bytes of a list, unpacked."""
    with opened(file) as found:
        return next(found.pieces())
