"""Read one official file whole, or not at all: every cell is checked before anything is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute

from ambos.evidence.arrays import array_of
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
from ambos.evidence.files import Progress, RowTexts, header_of, row_texts, silent
from ambos.evidence.reader import ROW_COLUMN, ROW_PERIOD, ROW_VALUE, ROW_YEAR, Reader
from ambos.evidence.recognise import recognise
from ambos.evidence.repeating import without_repeats


@dataclass(frozen=True)
class NewCode:
    """A value never seen before in a column whose values are known; kept, and shown to the person."""

    column: str
    value: str
    rows: int


@dataclass(frozen=True)
class OfficialFile:
    """A file that was read and checked whole, its rows in the order of the file.

    ``columns`` are those that the file has. ``table`` holds every declared column, typed and empty where the
    file has none, and two more: ``row_period`` (``2024-03``, ``2024-H1`` ...) and ``row_year`` (``FY2024`` or
    ``2024``). ``repeats`` counts the rows that stood there a second time, cell for cell, and were left out.
    ``file_digest`` is the SHA-256 of the bytes read, decompressed.
    """

    reader: Reader
    file_name: str
    file_digest: str
    columns: tuple[str, ...]
    table: pa.Table
    new_codes: tuple[NewCode, ...]
    repeats: int


def read(path: Path, progress: Progress = silent) -> OfficialFile:
    """Recognise, read and check a file; ``progress`` hears bytes of a text file, rows of a Parquet file.

    Refused: what ``recognise`` refuses; broken bytes; a file without rows; as one ``FileInvalid`` with up to
    twenty problems, every row or cell that is not of its column's form; two rows that contradict each other.
    """
    reader = recognise(path)
    header = header_of(path)
    cells = {name: cell for name, cell in reader.columns.items() if name in header}
    with row_texts(path, tuple(cells), progress) as rows:
        table = _checked(path.name, cells, rows)
        digest = rows.digest()
    if not table.num_rows:
        raise FileEmpty(file=path.name)
    once, repeats = without_repeats(path.name, table, reader.key)
    whole = _completed(once, reader.columns)
    codes = _new_codes(whole, reader.columns)
    long = _unfolded(whole, reader.wide) if reader.wide else whole
    return OfficialFile(reader, path.name, digest, tuple(cells), _dated(long, reader), codes, repeats)


def _checked(file: str, cells: Mapping[str, Cell], rows: RowTexts) -> pa.Table:
    schema = pa.schema([(name, stored_type(cell)) for name, cell in cells.items()])
    typed: list[pa.RecordBatch] = []
    problems: list[CellInvalid] = []
    start = 0
    for batch in rows.batches:
        columns, found = check_batch(file, cells, batch, RowNumbers(start, rows.misshapen))
        problems += found
        start += batch.num_rows
        if len(problems) >= PROBLEMS_SHOWN:
            break
        if not problems:
            typed.append(pa.record_batch(columns, schema=schema))
    _refuse(file, [*problems, *misshapen_problems(cells, rows.misshapen)])
    return pa.Table.from_batches(typed, schema).unify_dictionaries().combine_chunks()


def _refuse(file: str, problems: list[CellInvalid]) -> None:
    if problems:
        shown = tuple(first_problems(problems))
        raise FileInvalid(file=file, count=len(shown), **shown[0].data, problems=shown)


def _completed(table: pa.Table, cells: Mapping[str, Cell]) -> pa.Table:
    """Give every declared column, in the order declared, without values where the file has none."""
    columns = [
        table[name] if name in table.column_names else pa.nulls(table.num_rows, stored_type(cell))
        for name, cell in cells.items()
    ]
    return pa.table(columns, names=list(cells))


def _unfolded(table: pa.Table, wide: Sequence[str]) -> pa.Table:
    """Give one row for each filled cell of the wide columns."""
    fixed = table.select([name for name in table.column_names if name not in wide])
    parts = []
    for name in wide:
        filled = table[name].is_valid()
        part = fixed.filter(filled)
        nothing_but = pa.nulls(part.num_rows, pa.int32()).fill_null(0)
        named = array_of([name]).dictionary_encode().take(nothing_but)
        part = part.append_column(ROW_COLUMN, named)
        parts.append(part.append_column(ROW_VALUE, table[name].drop_null()))
    return pa.concat_tables(parts).unify_dictionaries().combine_chunks()


def _dated(table: pa.Table, reader: Reader) -> pa.Table:
    """Add the period of each row and the year that it counts towards."""
    texts = [table[name].cast(pa.string()) for name in reader.period_columns]
    keys = pyarrow.compute.binary_join_element_wise(*texts, "|").combine_chunks().dictionary_encode()
    periods = [reader.period(*key.split("|")) for key in keys.dictionary.to_pylist()]
    years = [reader.year_of(period) for period in periods]
    for name, values in ((ROW_PERIOD, periods), (ROW_YEAR, years)):
        table = table.append_column(name, array_of(values).take(keys.indices).dictionary_encode())
    return table


def _new_codes(table: pa.Table, cells: Mapping[str, Cell]) -> tuple[NewCode, ...]:
    known = ((name, cell.known) for name, cell in cells.items() if cell.known)
    return tuple(new for name, codes in known for new in _unknown(table, name, codes))


def _unknown(table: pa.Table, name: str, known: frozenset[str]) -> list[NewCode]:
    counts = {each["values"]: each["counts"] for each in table[name].value_counts().to_pylist()}
    return [NewCode(name, value, counts[value]) for value in sorted(set(counts) - known - {None})]
