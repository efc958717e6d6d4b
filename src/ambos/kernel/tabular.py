"""The records of one kind as a CSV file (RFC 4180, UTF-8): an ``id`` column, then the fields' columns.

Cells are written as the values are, with one exception. A spreadsheet runs a cell that begins as a formula
does (OWASP, "CSV Injection"): before such a cell stands an apostrophe, the spreadsheets' own sign for text,
and reading takes it away again. Before a cell that has apostrophes there already stands one more, so that
every value is read back as it was; numbers with their sign are left alone.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from itertools import islice
from typing import Any, BinaryIO, Final

from ambos.kernel.field_errors import FieldInvalid
from ambos.kernel.kinds import Body, Field, Kind, nearest
from ambos.kernel.table_errors import (
    CellInvalid,
    CellMissing,
    ColumnMissing,
    ColumnRepeated,
    ColumnUnknown,
    IdRepeated,
    RowWidthWrong,
    TableBroken,
    TableEmpty,
    TableHasNul,
    TableInvalid,
    TableNotUtf8,
)
from ambos.values.errors import Misused, ValueInvalid
from ambos.values.ids import parse_slug

ID: Final = "id"
MOST_ERRORS: Final = 20
FIRST_ROW: Final = 2  # the header is row 1

Row = tuple[str, Body]

_RUNS: Final = re.compile(r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_GUARDED: Final = re.compile(f"'+{_RUNS.pattern}")
_NUMBER: Final = re.compile(r"[+-][0-9]+(\.[0-9]+)?", re.ASCII)


def guarded(cell: str) -> str:
    """Give a cell as it stands in a file: with an apostrophe before what a spreadsheet would run."""
    runs = _RUNS.match(cell) and not _NUMBER.fullmatch(cell)
    return f"'{cell}" if runs or _GUARDED.match(cell) else cell


def unguarded(cell: str) -> str:
    """Give the cell that ``guarded`` was given."""
    return cell[1:] if _GUARDED.match(cell) else cell


def columns(kind: Kind) -> tuple[str, ...]:
    """Give the columns of a kind's file, in their order."""
    return (ID, *(column for field in kind.fields for column in field.columns))


def write(kind: Kind, rows: Iterable[tuple[str, Mapping[str, Any]]], stream: BinaryIO) -> None:
    """Write the header and one row for each slug and body; fields the kind does not know are left out.

    The stream stays open. The bodies must have passed ``kind.check`` or ``kind.read``.
    """
    for line in lines(kind, rows):
        stream.write(line)


def lines(kind: Kind, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[bytes]:
    """Give what ``write`` writes, the header and then row by row, for a file that nobody holds whole."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns(kind))
    for slug, body in rows:
        yield _taken(text)
        writer.writerow((slug, *map(guarded, cells_of(kind, body))))
    yield _taken(text)


def _taken(text: StringIO) -> bytes:
    """Take what a text holds out of it."""
    line = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return line


def cells_of(kind: Kind, body: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the cells of a body in the order of the columns behind ``id``, as its values are written."""
    return tuple(cell for field in kind.fields for cell in field.write(body.get(field.name)))


def read(kind: Kind, stream: BinaryIO, file_name: str) -> list[Row]:
    """Give every row as slug and body, all of them sound, or refuse the file as a whole.

    Columns may stand in any order and those of optional fields may be missing; empty rows are passed over; a
    byte order mark and CRLF are accepted. TableInvalid carries up to twenty errors of header or rows; a
    file that is no CSV text at all is refused with the one reason.
    """
    rows = _rows(_decoded(stream.read(), file_name), file_name)
    header = next(rows, None)
    if not header:
        raise TableEmpty(file=file_name, expected=", ".join(columns(kind)))
    if errors := tuple(islice(_header_errors(kind, header, file_name), MOST_ERRORS)):
        raise TableInvalid(file=file_name, errors=errors)
    sheet = _Sheet(kind, header, file_name)
    for number, cells in enumerate(rows, FIRST_ROW):
        if any(cells):
            sheet.take(number, cells)
    return sheet.finish()


def _decoded(data: bytes, file: str) -> str:
    if (at := data.find(b"\0")) >= 0 and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TableHasNul(file=file, line=_line(data, at))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise TableNotUtf8(file=file, line=_line(data, wrong.start)) from None


def _line(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1


def _rows(text: str, file: str) -> Iterator[list[str]]:
    row = 0
    try:
        for cells in csv.reader(StringIO(text, newline=""), strict=True):
            row += 1
            yield cells
    except csv.Error:
        raise TableBroken(file=file, row=row) from None


def _header_errors(kind: Kind, header: list[str], file: str) -> Iterator[Misused]:
    known = columns(kind)
    for place, column in enumerate(header):
        if column not in known:
            absent = [name for name in known if name not in header]
            yield ColumnUnknown(file=file, row=1, column=column, nearest=nearest(column, absent or known))
        elif column in header[:place]:
            yield ColumnRepeated(file=file, row=1, column=column)
    if ID not in header:
        yield ColumnMissing(file=file, row=1, column=ID)
    for field in kind.fields:
        if field.name in kind.needed and not set(field.columns) & set(header):
            yield ColumnMissing(file=file, row=1, column=", ".join(field.columns))


class _Sheet:
    """The rows of one file as they are taken, and what was wrong with them."""

    def __init__(self, kind: Kind, header: list[str], file: str) -> None:
        self._kind = kind
        self._file = file
        self._width = len(header)
        self._places = [
            (field, tuple(header.index(column) if column in header else None for column in field.columns))
            for field in kind.fields
        ]
        self._id_place = header.index(ID)
        self._first_rows: dict[str, int] = {}
        self._rows: list[Row] = []
        self._errors: list[Misused] = []

    def take(self, number: int, cells: list[str]) -> None:
        """Read one row; what is wrong with it is noted, and the twentieth error ends the file."""
        if len(cells) != self._width:
            self._note(RowWidthWrong(file=self._file, row=number, found=len(cells), expected=self._width))
            return
        cells = [unguarded(cell) for cell in cells]
        slug = self._slug(number, cells[self._id_place])
        body: Body = {}
        for field, places in self._places:
            value = self._value(number, field, tuple("" if at is None else cells[at] for at in places))
            if value is not None:
                body[field.name] = value
        self._rows.append((slug, body))

    def finish(self) -> list[Row]:
        """Give the rows if nothing was wrong with any."""
        if self._errors:
            raise TableInvalid(file=self._file, errors=self._errors)
        return self._rows

    def _note(self, error: Misused) -> None:
        self._errors.append(error)
        if len(self._errors) == MOST_ERRORS:
            self.finish()

    def _slug(self, number: int, cell: str) -> str:
        try:
            parse_slug(cell)
        except ValueInvalid as wrong:
            self._note(CellInvalid(file=self._file, row=number, column=ID, **wrong.data))
            return cell
        first = self._first_rows.setdefault(cell, number)
        if first != number:
            self._note(IdRepeated(file=self._file, row=number, column=ID, value=cell, first=first))
        return cell

    def _value(self, number: int, field: Field, cells: tuple[str, ...]) -> Any:
        where: dict[str, Any] = {"file": self._file, "row": number, "column": ", ".join(field.columns)}
        try:
            value = field.read(cells)
        except FieldInvalid as wrong:
            value = None
            self._note(CellInvalid(**where, value=wrong.data["value"], expected=wrong.data["expected"]))
        else:
            if value is None and field.name in self._kind.needed:
                self._note(CellMissing(**where, expected=field.type.expected))
        return value
