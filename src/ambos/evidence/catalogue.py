"""Evidence sets: what a person sees before storing, the stored Parquet file, and its record.

A stored file is named by the SHA-256 of its own bytes and never changed. The same rows written by the same
release of the Parquet library give the same bytes; whether a source file is already known is told by the
digest of that file, which no library decides.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet

from ambos.evidence.errors import EvidenceAltered, EvidenceMissing
from ambos.evidence.figures import FigureRow, yearly_totals
from ambos.evidence.files import Progress, silent
from ambos.evidence.reader import ROW_PERIOD, Reader
from ambos.evidence.reading import NewCode, OfficialFile
from ambos.evidence.stored import path_of
from ambos.kernel.store.durable import sync
from ambos.values.dates import Period

_ROWS_IN_GROUP: Final = 1 << 17


@dataclass(frozen=True)
class Preview:
    """What a file holds, shown before anything is stored.

    ``first`` and ``last`` are periods of rows; ``as_of`` is the day on which the publisher gave the rows, as
    far as they tell it, or the last day of the newest period: the vintage unless the person names another.
    ``totals`` are the yearly figures of whole countries and borders. ``repeats`` counts rows left out because
    they stood there before, cell for cell.
    """

    reader: Reader
    file_name: str
    rows: int
    first: str
    last: str
    as_of: str
    columns: tuple[str, ...]
    new_codes: tuple[NewCode, ...]
    repeats: int
    totals: tuple[FigureRow, ...]
    digest: str


@dataclass(frozen=True)
class StoredSet:
    """Rows in the store: the SHA-256 of the Parquet file, and where it lies."""

    rows_digest: str
    path: Path


def preview(file: OfficialFile) -> Preview:
    """Sum up a file that was read and checked; nothing is written."""
    first, last = _span(file.table[ROW_PERIOD])
    as_of = _asked_on(file) or Period.parse(last).last.isoformat()
    return Preview(
        reader=file.reader,
        file_name=file.file_name,
        rows=file.table.num_rows,
        first=first,
        last=last,
        as_of=as_of,
        columns=file.columns,
        new_codes=file.new_codes,
        repeats=file.repeats,
        totals=tuple(yearly_totals(file.table, file.reader, as_of)),
        digest=file.file_digest,
    )


def _asked_on(file: OfficialFile) -> str:
    """Give the day on which the publisher gave the rows, or nothing where the format does not tell it."""
    return _span(file.table[file.reader.asked_on])[1] if file.reader.asked_on else ""


def _span(column: pa.ChunkedArray) -> tuple[str, str]:
    """Give the least and the greatest text of a column."""
    span = pyarrow.compute.min_max(column.cast(pa.string())).as_py()
    return span["min"], span["max"]


def evidence_body(seen: Preview, stored: StoredSet, as_of: str) -> dict[str, object]:
    """Give the body of the evidence record for a stored file."""
    return {
        "reader": seen.reader.code,
        "title": seen.reader.title,
        "file_name": seen.file_name,
        "file_digest": seen.digest,
        "rows": seen.rows,
        "rows_digest": stored.rows_digest,
        "first": seen.first,
        "last": seen.last,
        "as_of": as_of,
        "publisher": seen.reader.publisher,
        "columns": list(seen.columns),
    }


def store(table: pa.Table, folder: Path, progress: Progress = silent) -> StoredSet:
    """Write the rows as Parquet into the folder; ``progress`` hears rows.

    Afterwards the file lies whole and synced under its digest; had the machine stopped, it is not there at
    all. Storing the same rows again changes nothing, except that a damaged copy is replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _temporary(folder) as draft:
        _write(table, draft, progress)
        digest = _digest_of(draft)
        path = path_of(folder, digest)
        _keep(draft, path)
    return StoredSet(digest, path)


def open_set(path: Path, digest: str) -> StoredSet:
    """Give the stored set once its bytes have the digest that was signed; refused when missing or altered."""
    try:
        found = _digest_of(path)
    except OSError:
        raise EvidenceMissing(path=path.name) from None
    if found != digest:
        raise EvidenceAltered(path=path.name, expected=digest, found=found)
    return StoredSet(digest, path)


def _write(table: pa.Table, path: Path, progress: Progress) -> None:
    with pyarrow.parquet.ParquetWriter(path, table.schema, compression="zstd", store_schema=False) as writer:
        for start in range(0, table.num_rows, _ROWS_IN_GROUP):
            group = table.slice(start, _ROWS_IN_GROUP)
            writer.write_table(group, row_group_size=_ROWS_IN_GROUP)
            progress(start + group.num_rows, table.num_rows)


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _temporary(folder: Path) -> Iterator[Path]:
    handle, name = tempfile.mkstemp(dir=folder, prefix=".draft-", suffix=".parquet")
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _keep(draft: Path, path: Path) -> None:
    """Make the draft permanent: its bytes, then its name, then the folder that holds the name."""
    draft.chmod(0o440)
    sync(draft)
    draft.replace(path)
    sync(path.parent)
