"""What this room refuses: files that are not what they claim, stored rows that are not what was signed."""

from ambos.values.errors import Misused, VerificationFailed


class FileMissing(Misused):
    """No file can be read at that path; data: ``file``."""

    code = "evidence.file-missing"


class FileEmpty(Misused):
    """The file has no bytes, or a header without rows; data: ``file``."""

    code = "evidence.file-empty"


class FileForeign(Misused):
    """No known format has such columns; data: ``file``, ``known`` (the titles of the known formats)."""

    code = "evidence.file-foreign"


class ColumnRenamed(Misused):
    """Nearly a known format: columns are missing and unknown ones stand there.

    Data: ``file``, ``format``, ``missing``, ``unknown``.
    """

    code = "evidence.column-renamed"


class UnitChanged(ColumnRenamed):
    """A column that is known has another unit in its name; data as of ``ColumnRenamed``."""

    code = "evidence.unit-changed"


class ColumnMissing(Misused):
    """Nearly a known format, but columns are missing; data: ``file``, ``format``, ``missing``."""

    code = "evidence.column-missing"


class ColumnUnknown(Misused):
    """A known format with columns more than it declares; data: ``file``, ``format``, ``unknown``."""

    code = "evidence.column-unknown"


class FileCut(Misused):
    """The file ends in the middle of a row: its last line has no end; data: ``file``."""

    code = "evidence.file-cut"


class FileSwollen(Misused):
    """The file unpacks to more than is read of one file.

    Data: ``file``, ``limit``, ``unit``: the form that names bytes, rows, or times its own size.
    """

    code = "evidence.file-swollen"


class GzipBroken(Misused):
    """The compressed file is cut off or damaged; data: ``file``."""

    code = "evidence.gzip-broken"


class ParquetBroken(Misused):
    """The Parquet file is cut off or damaged; data: ``file``."""

    code = "evidence.parquet-broken"


class CsvBroken(Misused):
    """The text cannot be split into rows, as with a quotation mark that is never closed; data: ``file``."""

    code = "evidence.csv-broken"


class XmlBroken(Misused):
    """The file is not well-formed XML, or is cut off; data: ``file``, ``row`` and ``column`` of the fault."""

    code = "evidence.xml-broken"


class XmlHostile(Misused):
    """The XML declares a document type or entities, or nests or swells beyond any list; data: ``file``."""

    code = "evidence.xml-hostile"


class ListForeign(Misused):
    """The file is none of the official lists that are known; data: ``file``."""

    code = "evidence.list-foreign"


class ListMixed(Misused):
    """Files that were given together are not one list in its parts; data: ``file``, ``part``."""

    code = "evidence.list-mixed"


class ListUndated(Misused):
    """The list does not say of which day it is, and nobody said so either; data: ``file``."""

    code = "evidence.list-undated"


class ListsUnlike(Misused):
    """Two versions of different lists cannot be compared; data: ``first``, ``second``."""

    code = "evidence.lists-unlike"


class EntryRepeated(Misused):
    """Two entries of a list have the same key; data: ``file``, ``row``, ``key``."""

    code = "evidence.entry-repeated"


class EncodingBroken(Misused):
    """A cell is not UTF-8 text; data: ``file``, ``row``, ``column``.

    The header is row 1, and its broken name is given by its place, counted from 1.
    """

    code = "evidence.encoding-broken"


class EncodingUtf16(Misused):
    """The file is UTF-16 text, as some spreadsheet programs save it; data: ``file``."""

    code = "evidence.encoding-utf16"


class CellInvalid(Misused):
    """One cell is not of its column's form; data: ``row``, ``column``, ``value``, ``expected``.

    A row with too few or too many cells is reported as one such cell, spanning all columns.
    """

    code = "evidence.cell-invalid"


class DecimalComma(CellInvalid):
    """A number is written with a decimal comma, as ``1.234,5``; data as of ``CellInvalid``."""

    code = "evidence.decimal-comma"


class TotalsRow(CellInvalid):
    """A row states a total of other rows, which would count them twice; data as of ``CellInvalid``."""

    code = "evidence.totals-row"


class FileInvalid(Misused):
    """Cells are not of the form that their column demands; nothing was stored.

    Data: ``file``, ``count``, the first one's ``row``, ``column``, ``value``, ``expected``, and ``problems``,
    a tuple of up to twenty ``CellInvalid`` in the order of the rows.
    """

    code = "evidence.file-invalid"


class RowContradicted(Misused):
    """Two rows state the same thing with different values; nothing was stored.

    Data: ``file``, ``first`` and ``row`` (the two rows, the header being row 1), ``columns`` (by which they
    name the same thing).
    """

    code = "evidence.row-contradicted"


class PeriodInFuture(Misused):
    """Rows speak of a period that has not begun; data: ``file``, ``columns``, ``period``, ``today``."""

    code = "evidence.period-in-future"


class MonthsEmpty(Misused):
    """The last months of a year are all zero, as when half a year is set as a whole one.

    Data: ``file``, ``first`` and ``last`` (the empty periods), ``columns`` (that hold the values).
    """

    code = "evidence.months-empty"


class EvidenceAltered(VerificationFailed):
    """Stored rows do not have the digest that was signed; data: ``path``, ``expected``, ``found``."""

    code = "evidence.altered"


class EvidenceMissing(VerificationFailed):
    """The rows of a signed evidence record are not in the store; data: ``path``."""

    code = "evidence.missing"
