"""Read one official file whole, or not at all: every cell is checked before anything is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute

from ambos.evidence.cells import Cell
from ambos.evidence.checking import (
    PROBLEMS_SHOWN,
    RowNumbers,
    check_batch,
    first_problems,
    misshapen_problems,
    stored_type,
)
from ambos.evidence.errors import CellInvalid, FileEmpty, FileInvalid
from ambos.evidence.files import Progress, RowTexts, row_texts, silent
from ambos.evidence.reader import Reader
from ambos.evidence.recognise import recognise


@dataclass(frozen=True)
class NewCode:
    """A value never seen before in a column whose values are known; kept, and shown to the person."""

    column: str
    value: str
    rows: int


@dataclass(frozen=True)
class OfficialFile:
    """A file that was read and checked whole, its rows in the order of the file.

    ``table`` holds the declared columns, typed, and two more: ``period`` (``YYYY-MM``) and ``year``
    (``FY2024`` or ``2024``). ``file_digest`` is the SHA-256 of the bytes read, decompressed.
    """

    reader: Reader
    file_name: str
    file_digest: str
    table: pa.Table
    new_codes: tuple[NewCode, ...]


def read(path: Path, progress: Progress = silent) -> OfficialFile:
    """Recognise, read and check a file; ``progress`` hears bytes of a text file, rows of a Parquet file.

    Refused: what ``recognise`` refuses; broken bytes; a file without rows; and, as one ``FileInvalid`` with
    up to twenty problems, every row or cell that is not of its column's form.
    """
    reader = recognise(path)
    with row_texts(path, tuple(reader.columns), progress) as rows:
        table = _checked(path.name, reader, rows)
        digest = rows.digest()
    if not table.num_rows:
        raise FileEmpty(file=path.name)
    return OfficialFile(reader, path.name, digest, _dated(table, reader), _new_codes(table, reader.columns))


def _checked(file: str, reader: Reader, rows: RowTexts) -> pa.Table:
    schema = pa.schema([(name, stored_type(cell)) for name, cell in reader.columns.items()])
    typed: list[pa.RecordBatch] = []
    problems: list[CellInvalid] = []
    start = 0
    for batch in rows.batches:
        columns, found = check_batch(file, reader.columns, batch, RowNumbers(start, rows.misshapen))
        problems += found
        start += batch.num_rows
        if len(problems) >= PROBLEMS_SHOWN:
            break
        if not problems:
            typed.append(pa.record_batch(columns, schema=schema))
    _refuse(file, [*problems, *misshapen_problems(reader.columns, rows.misshapen)])
    return pa.Table.from_batches(typed, schema).unify_dictionaries().combine_chunks()


def _refuse(file: str, problems: list[CellInvalid]) -> None:
    if problems:
        shown = tuple(first_problems(problems))
        raise FileInvalid(file=file, count=len(shown), **shown[0].data, problems=shown)


def _dated(table: pa.Table, reader: Reader) -> pa.Table:
    """Add the calendar month of each row and the year that it counts towards."""
    texts = [table[name].cast(pa.string()) for name in reader.month_columns]
    keys = pyarrow.compute.binary_join_element_wise(*texts, "|").combine_chunks().dictionary_encode()
    months = [reader.month(*key.split("|")) for key in keys.dictionary.to_pylist()]
    years = [reader.year_of(month) for month in months]
    for name, values in (("period", months), ("year", years)):
        table = table.append_column(name, pa.array(values).take(keys.indices).dictionary_encode())
    return table


def _new_codes(table: pa.Table, cells: Mapping[str, Cell]) -> tuple[NewCode, ...]:
    known = ((name, cell.known) for name, cell in cells.items() if cell.known)
    return tuple(new for name, codes in known for new in _unknown(table, name, codes))


def _unknown(table: pa.Table, name: str, known: frozenset[str]) -> list[NewCode]:
    counts = {each["values"]: each["counts"] for each in table[name].value_counts().to_pylist()}
    return [NewCode(name, value, counts[value]) for value in sorted(set(counts) - known)]
