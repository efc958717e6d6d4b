"""The bytes of an official file: what container they are in, its header, and its rows as batches of text.

The container is told by the first bytes, never by the name. Whatever breaks while the bytes are read comes
out as one of this room's errors.
"""

import csv
import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
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
    FileCut,
    FileEmpty,
    FileMissing,
    GzipBroken,
    ParquetBroken,
)

Progress = Callable[[int, int], None]

_GZIP: Final = b"\x1f\x8b"
_PARQUET: Final = b"PAR1"
_SEPARATORS: Final = ",|;\t"
_ROWS_AT_ONCE: Final = 1 << 17
_TEXT_KEPT: Final = 120
_HEADER_LIMIT: Final = 1 << 16


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
    separator = _separator(line)
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        column = line.count(separator.encode(), 0, broken.start) + 1
        raise EncodingBroken(file=path.name, row=1, column=column) from None
    return tuple(next(csv.reader([text], delimiter=separator), ()))


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

    batches: Iterator[pa.RecordBatch]
    misshapen: list[tuple[int, str]]
    digest: Callable[[], str]


@contextmanager
def row_texts(path: Path, columns: Sequence[str], progress: Progress) -> Iterator[RowTexts]:
    """Open a file's rows for reading in order; every column comes as text or as bytes of text."""
    with _explained(path), path.open("rb") as raw:
        if is_parquet(path):
            yield _from_parquet(raw, columns, progress)
        else:
            separator = _separator(_plain(raw).readline(_HEADER_LIMIT))
            raw.seek(0)
            yield _from_csv(path, raw, separator, columns, progress)


def _from_parquet(raw: BufferedReader, columns: Sequence[str], progress: Progress) -> RowTexts:
    digest = hashlib.file_digest(raw, "sha256").hexdigest()
    names = list(columns)
    parquet = pyarrow.parquet.ParquetFile(raw, read_dictionary=names)

    def batches() -> Iterator[pa.RecordBatch]:
        done = 0
        for batch in parquet.iter_batches(_ROWS_AT_ONCE, columns=names):
            yield batch.select(names)
            done += batch.num_rows
            progress(done, parquet.metadata.num_rows)

    return RowTexts(batches(), [], lambda: digest)


def _from_csv(
    path: Path, raw: IO[bytes], separator: str, columns: Sequence[str], progress: Progress
) -> RowTexts:
    tap = _Tap(raw, _plain(raw), path.stat().st_size, progress)
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

    def batches() -> Iterator[pa.RecordBatch]:
        yield from reader
        if not misshapen and tap.last not in b"\r\n":
            raise FileCut(file=path.name)

    return RowTexts(batches(), misshapen, tap.digest)


class _Tap:
    """A stream that counts, hashes and remembers the last byte of what flows through."""

    def __init__(self, raw: IO[bytes], plain: IO[bytes], total: int, progress: Progress) -> None:
        self._raw, self._plain, self._total, self._progress = raw, plain, total, progress
        self._hash = hashlib.sha256()
        self.last = b""
        self.closed = False

    def read(self, size: int = -1) -> bytes:
        data = self._plain.read(size)
        self._hash.update(data)
        self.last = data[-1:] or self.last
        self._progress(self._raw.tell(), self._total)
        return data

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
