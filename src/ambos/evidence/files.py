"""The bytes of an official file: what container they are in, its header, and its rows as batches of text.

The container is told by the first bytes, never by the name. Whatever breaks while the bytes are read comes
out as one of this room's errors.
"""

import csv
import gzip
import hashlib
import zlib
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import IO, Final

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from ambos.evidence.errors import (
    CsvBroken,
    EncodingBroken,
    EncodingUtf16,
    FileCut,
    FileEmpty,
    FileMissing,
    FileSwollen,
    GzipBroken,
    ParquetBroken,
)
from ambos.values.errors import Form

Progress = Callable[[int, int], None]

_GZIP: Final = b"\x1f\x8b"
_PARQUET: Final = b"PAR1"
_SEPARATORS: Final = ",|;\t"
_ROWS_AT_ONCE: Final = 1 << 17
_TEXT_KEPT: Final = 120
_HEADER_LIMIT: Final = 1 << 16
# What is read of one file at most. Official files compress to a fiftieth at best; what unpacks to hundreds of
# times its size was made to fill a memory.
BYTES_LIMIT: Final = 8 << 30
ROWS_LIMIT: Final = 30_000_000
SWELLING_LIMIT: Final = 250
_SWELLING_FROM: Final = 64 << 20
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
# Spanish in the encoding of old Windows programs, which Latin-1 shares: what Spanish writes. A byte beyond
# it was written in yet another encoding, and is refused rather than read as a wrong letter.
WINDOWS: Final = "cp1252"
_SPANISH: Final = "áéíóúüñÁÉÍÓÚÜÑ¿¡ºª°«»“”‘’–—…".encode(WINDOWS)
_PLAIN_BYTES: Final = bytes(range(128))


def silent(done: int, total: int) -> None:
    """Report progress to nobody."""


def header_of(path: Path) -> tuple[str, ...]:
    """Give the names of the columns as they stand in the file.

    Refused: a missing or empty file, a damaged container, a first line that is not UTF-8.
    """
    with _explained(path), path.open("rb") as raw:
        if is_parquet(path):
            return tuple(pyarrow.parquet.ParquetFile(raw).schema_arrow.names)
        line = _plain(raw).readline(_HEADER_LIMIT)
    if not line:
        raise FileEmpty(file=path.name)
    return tuple(next(csv.reader([_header_text(path, line)], delimiter=_separator(line)), ()))


def _header_text(path: Path, line: bytes) -> str:
    """Give the first line as text; refused: an encoding that is neither UTF-8 nor Spanish of old Windows."""
    if line.startswith(_UTF16):
        raise EncodingUtf16(file=path.name)
    try:
        return line.decode(encoding_of(line))
    except UnicodeDecodeError as broken:
        column = line.count(_separator(line).encode(), 0, broken.start) + 1
        raise EncodingBroken(file=path.name, row=1, column=column) from None


def encoding_of(sample: bytes) -> str:
    """Tell the encoding by the beginning of a file: UTF-8, unless it is none and Spanish in Windows-1252."""
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as broken:
        cut = broken.reason == "unexpected end of data" and len(sample) - broken.start < 4
        if not cut and not sample.translate(None, _PLAIN_BYTES + _SPANISH):
            return WINDOWS
    return "utf-8-sig"


def is_parquet(path: Path) -> bool:
    """Say whether the file begins as Parquet does."""
    with _explained(path), path.open("rb") as raw:
        return raw.read(4) == _PARQUET


@dataclass
class RowTexts:
    """The rows of one file as batches of texts, with what is known when the last batch has been taken.

    ``misshapen`` holds the file's rows that have too few or too many cells, with their text: they are in no
    batch. ``digest`` is the SHA-256 of the bytes read, decompressed.
    """

    batches: Generator[pa.RecordBatch, None, None]
    misshapen: list[tuple[int, str]]
    digest: Callable[[], str]


@contextmanager
def row_texts(path: Path, columns: Sequence[str], progress: Progress) -> Iterator[RowTexts]:
    """Open a file's rows for reading in order; every column comes as text or as bytes of text.

    Whoever leaves before the end ends the reading: a reader that is only forgotten reads ahead in a thread of
    its own, and may be found at that by the end of the process, which then aborts.
    """
    with _explained(path), path.open("rb") as raw:
        if is_parquet(path):
            rows = _from_parquet(raw, columns, progress)
            with closing(rows.batches):
                yield rows
        else:
            sample = _plain(raw).read(_HEADER_LIMIT)
            raw.seek(0)
            separator = _separator(sample.partition(b"\n")[0])
            tap = _Tap(path, raw, _decoded(path, raw, sample, separator), progress)
            try:
                rows = _from_csv(path, tap, separator, columns)
                with closing(rows.batches):
                    yield rows
            except pa.ArrowException:
                raise tap.refusal or CsvBroken(file=path.name) from None


def _from_parquet(raw: BufferedReader, columns: Sequence[str], progress: Progress) -> RowTexts:
    digest = hashlib.file_digest(raw, "sha256").hexdigest()
    names = list(columns)
    parquet = pyarrow.parquet.ParquetFile(raw, read_dictionary=names)
    if parquet.metadata.num_rows > ROWS_LIMIT:
        raise FileSwollen(file=Path(raw.name).name, limit=ROWS_LIMIT, unit=Form("unit-rows"))

    def batches() -> Generator[pa.RecordBatch, None, None]:
        done = 0
        for batch in parquet.iter_batches(_ROWS_AT_ONCE, columns=names):
            yield batch.select(names)
            done += batch.num_rows
            progress(done, parquet.metadata.num_rows)

    return RowTexts(batches(), [], lambda: digest)


def _from_csv(path: Path, tap: "_Tap", separator: str, columns: Sequence[str]) -> RowTexts:
    misshapen: list[tuple[int, str]] = []

    def keep(row: pyarrow.csv.InvalidRow) -> str:
        misshapen.append((row.number, (row.text or "").partition("\n")[0][:_TEXT_KEPT]))
        return "skip"

    reader = pyarrow.csv.open_csv(
        pa.PythonFile(tap, mode="r"),
        read_options=pyarrow.csv.ReadOptions(use_threads=False),  # rows are numbered only in one thread
        parse_options=pyarrow.csv.ParseOptions(
            delimiter=separator, ignore_empty_lines=False, invalid_row_handler=keep
        ),
        convert_options=pyarrow.csv.ConvertOptions(
            include_columns=list(columns),
            column_types=dict.fromkeys(columns, pa.binary()),
            strings_can_be_null=False,
        ),
    )

    def batches() -> Generator[pa.RecordBatch, None, None]:
        yield from reader
        if not misshapen and tap.last not in b"\r\n":
            raise FileCut(file=path.name)

    return RowTexts(batches(), misshapen, tap.digest)


class _Plain:
    """Text as it stands in the file."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def read(self, size: int) -> tuple[bytes, bytes]:
        """Give bytes of the file, and the same as UTF-8."""
        data = self._stream.read(size)
        return data, data


class _Windows:
    """Spanish text in Windows-1252, given as UTF-8; a byte that Spanish does not write is refused."""

    _LONGEST = 3  # bytes of UTF-8 that one byte may become

    def __init__(self, path: Path, stream: IO[bytes], separator: str) -> None:
        self._file, self._stream, self._separator = path.name, stream, separator.encode()
        self._row, self._line = 1, b""

    def read(self, size: int) -> tuple[bytes, bytes]:
        """Give bytes of the file, and the same as UTF-8, which are never more than asked for."""
        data = self._stream.read(max(1, size // self._LONGEST))
        strange = data.translate(None, _PLAIN_BYTES + _SPANISH)
        if strange:
            self._refuse(data[: data.index(strange[:1])])
        self._row += data.count(b"\n")
        self._line = (self._line + data).rpartition(b"\n")[2]
        return data, data.decode(WINDOWS).encode("utf-8")

    def _refuse(self, before: bytes) -> None:
        row = self._row + before.count(b"\n")
        column = (self._line + before).rpartition(b"\n")[2].count(self._separator) + 1
        raise EncodingBroken(file=self._file, row=row, column=column)


def _decoded(path: Path, raw: IO[bytes], sample: bytes, separator: str) -> "_Plain | _Windows":
    plain = _plain(raw)
    windows = WINDOWS in (encoding_of(sample.partition(b"\n")[0]), encoding_of(sample))
    return _Windows(path, plain, separator) if windows else _Plain(plain)


class _Tap:
    """A stream of UTF-8 that counts, hashes and remembers the last byte of what flows through.

    The digest is of the bytes in the file, in whatever encoding they are.
    """

    def __init__(self, path: Path, raw: IO[bytes], source: "_Plain | _Windows", progress: Progress) -> None:
        self._raw, self._source, self._progress = raw, source, progress
        self._total = path.stat().st_size
        self._hash = hashlib.sha256()
        self._file, self._read = path.name, 0
        self.last = b""
        self.closed = False
        self.refusal: EncodingBroken | FileSwollen | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            data, text = self._source.read(size)
            self._demand_bounded(len(data))
        except (EncodingBroken, FileSwollen) as refusal:
            self.refusal = refusal  # the library that reads gives an error of its own in its place
            raise
        self._hash.update(data)
        self.last = data[-1:] or self.last
        self._progress(self._raw.tell(), self._total)
        return text

    def _demand_bounded(self, more: int) -> None:
        """Refuse a file that unpacks to more than anybody publishes."""
        self._read += more
        if self._read > BYTES_LIMIT:
            raise FileSwollen(file=self._file, limit=BYTES_LIMIT, unit=Form("unit-bytes"))
        if self._read > max(_SWELLING_FROM, self._raw.tell() * SWELLING_LIMIT):
            raise FileSwollen(file=self._file, limit=SWELLING_LIMIT, unit=Form("unit-times"))

    def close(self) -> None:
        self.closed = True

    def digest(self) -> str:
        return self._hash.hexdigest()


def _separator(header: bytes) -> str:
    """Tell what stands between the cells: whichever separator the header has most of, the comma if none."""
    return max(_SEPARATORS, key=lambda separator: header.count(separator.encode()))


def _plain(raw: IO[bytes]) -> IO[bytes]:
    """Give the decompressed stream, from the start of the file."""
    begin = raw.read(2)
    raw.seek(0)
    return gzip.GzipFile(fileobj=raw) if begin == _GZIP else raw  # type: ignore[return-value]  # reads bytes alike


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what the libraries raise on broken bytes into this room's errors."""
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise GzipBroken(file=path.name) from None
    except pa.ArrowException:
        raise (ParquetBroken if is_parquet(path) else CsvBroken)(file=path.name) from None
    except OSError:
        raise FileMissing(file=path.name) from None
