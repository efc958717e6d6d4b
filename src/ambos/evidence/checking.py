"""Check the cells of one batch and give them their types.

A column is checked by its distinct texts, each read once, so that many rows of few codes cost little more
than splitting them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

import pyarrow as pa

from ambos.evidence.arrays import array_of
from ambos.evidence.cells import Cell
from ambos.evidence.errors import CellInvalid, DecimalComma, EncodingBroken, TotalsRow

PROBLEMS_SHOWN: Final = 20
_FIRST_ROW: Final = 2
_TEXT_SHOWN: Final = 120
_COMMA: Final = re.compile(r"-?([0-9]{1,3}(\.[0-9]{3})+|[0-9]+),[0-9]+")
# What a publisher's table calls the row that sums the others, in either language. Not “suma”: Suma de Hidalgo
# is a municipality of Yucatán, and INEGI lists it as Suma.
_TOTALS: Final = frozenset(
    (
        "total", "totals", "grand total", "subtotal", "sub-total", "totales", "total general",
        "total nacional", "gran total",
    )
)  # fmt: skip
_KEYS: Final = pa.dictionary(pa.int32(), pa.string())


@dataclass(frozen=True)
class RowNumbers:
    """From a row of a batch to its row in the file, where the header is row 1 and misshapen rows count."""

    start: int
    misshapen: Sequence[tuple[int, str]]

    def of(self, index: int) -> int:
        """Give the row in the file."""
        row = _FIRST_ROW + self.start + index
        for skipped, _ in self.misshapen:
            row += skipped <= row
        return row


def stored_type(cell: Cell) -> pa.DataType:
    """Give the type in the table: texts as keys to their distinct values."""
    return _KEYS if cell.arrow == pa.string() else cell.arrow


def check_batch(
    file: str, cells: Mapping[str, Cell], batch: pa.RecordBatch, numbers: RowNumbers
) -> tuple[list[pa.Array], list[CellInvalid]]:
    """Give the columns typed, and the first problems by row; with a problem, the columns are not complete.

    Refused at once: bytes that are not UTF-8.
    """
    columns: list[pa.Array] = []
    problems: list[CellInvalid] = []
    for (name, cell), column in zip(cells.items(), batch.columns, strict=True):
        keys = _as_keys(file, name, column, numbers)
        values, bad = _read_distinct(cell, keys.dictionary.to_pylist())
        if bad:
            problems += islice(_problems(name, cell, keys, bad, numbers), PROBLEMS_SHOWN)
        else:
            columns.append(_typed(cell, values, keys.indices))
    return columns, first_problems(problems)


def _typed(cell: Cell, values: Sequence[object], places: pa.Array) -> pa.Array:
    """Give the column of these distinct values; texts stay keys, unless two texts of the file read as one."""
    distinct = array_of(values, cell.arrow)
    if cell.arrow != pa.string():
        return distinct.take(places)
    if None in values or len(set(values)) < len(values):
        return distinct.take(places).dictionary_encode()
    return pa.DictionaryArray.from_arrays(places, distinct)


def first_problems(problems: Iterable[CellInvalid]) -> list[CellInvalid]:
    """Give the first problems in the order of the file's rows."""
    return sorted(problems, key=lambda problem: int(str(problem.data["row"])))[:PROBLEMS_SHOWN]


def misshapen_problems(cells: Mapping[str, Cell], rows: Sequence[tuple[int, str]]) -> Iterator[CellInvalid]:
    """Give each row with too few or too many cells as one problem that spans all columns."""
    names = tuple(cells)
    for row, text in rows:
        span, form = f"{names[0]} … {names[-1]}", ", ".join(names)
        yield CellInvalid(row=row, column=span, value=text[:_TEXT_SHOWN], expected=form)


def _as_keys(file: str, name: str, column: pa.Array, numbers: RowNumbers) -> pa.DictionaryArray:
    """Give the column as keys to its distinct texts; a cell without a value has the text ""."""
    if column.null_count:
        column = column.cast(pa.string()).fill_null("")
    keys = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    try:
        texts = keys.dictionary.cast(pa.string())
    except pa.ArrowInvalid:
        row = numbers.of(_first_undecodable(column))
        raise EncodingBroken(file=file, row=row, column=name) from None
    return pa.DictionaryArray.from_arrays(keys.indices, texts)


def _first_undecodable(column: pa.Array) -> int:
    for index, value in enumerate(column.cast(pa.binary()).to_pylist()):
        try:
            value.decode("utf-8")
        except UnicodeDecodeError:
            return index
    return 0


def _read_distinct(cell: Cell, texts: list[str]) -> tuple[list[object], set[int]]:
    """Read each distinct text once; give the values and the positions of the texts that were refused."""
    values: list[object] = []
    bad: set[int] = set()
    for position, text in enumerate(texts):
        try:
            _demand_no_total(cell, text)
            values.append(cell.read(text))
        except ValueError:
            values.append(None)
            bad.add(position)
    return values, bad


def _demand_no_total(cell: Cell, text: str) -> None:
    """Refuse a text that names a total: such a row would count the others a second time."""
    if cell.arrow == pa.string() and text.strip().casefold() in _TOTALS:
        raise ValueError(text)


def _sort(cell: Cell, text: str) -> type[CellInvalid]:
    """Tell what is wrong with a refused text, as exactly as it can be told."""
    if text.strip().casefold() in _TOTALS:
        return TotalsRow
    return DecimalComma if cell.arrow != pa.string() and _COMMA.fullmatch(text) else CellInvalid


def _problems(
    name: str, cell: Cell, keys: pa.DictionaryArray, bad: set[int], numbers: RowNumbers
) -> Iterator[CellInvalid]:
    texts = keys.dictionary.to_pylist()
    for index, key in enumerate(keys.indices.to_pylist()):
        if key in bad:
            value, sort = texts[key][:_TEXT_SHOWN], _sort(cell, texts[key])
            yield sort(row=numbers.of(index), column=name, value=value, expected=cell.expected)
