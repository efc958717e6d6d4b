"""What can be wrong with a CSV file of a kind; each error names the file, and the row and column it can.

Rows are counted as a spreadsheet counts them: the header is row 1.
"""

from collections.abc import Sequence

from ambos.values.errors import Misused


class TableInvalid(Misused):
    """A file was read to the end or to its twentieth error, and nothing of it was taken; see ``errors``."""

    code = "table.invalid"

    def __init__(self, *, file: str, errors: Sequence[Misused]) -> None:
        """Carry the errors in the order of the file."""
        super().__init__(file=file, count=len(errors))
        self.errors = tuple(errors)


class TableEmpty(Misused):
    """A file has no header row."""

    code = "table.empty"


class TableNotUtf8(Misused):
    """A file is not UTF-8; data: ``line``, where the first wrong byte stands."""

    code = "table.not-utf8"


class TableHasNul(Misused):
    """A file holds a NUL byte, so it is no text; data: ``line``."""

    code = "table.nul"


class TableBroken(Misused):
    """Quotation marks do not pair, or a cell is too large; data: ``row``, the last that was whole."""

    code = "table.broken"


class ColumnUnknown(Misused):
    """The header names a column that the kind does not have; data: ``nearest``, the name most like it."""

    code = "table.column-unknown"


class ColumnMissing(Misused):
    """The header lacks a column that the kind requires."""

    code = "table.column-missing"


class ColumnRepeated(Misused):
    """The header names a column twice."""

    code = "table.column-repeated"


class RowWidthWrong(Misused):
    """A row has more or fewer cells than the header."""

    code = "table.row-width"


class CellInvalid(Misused):
    """A cell does not stand for a value of its field."""

    code = "table.cell"


class CellMissing(Misused):
    """A cell that must hold a value is empty."""

    code = "table.cell-missing"


class IdRepeated(Misused):
    """Two rows have one id; data: ``first``, the row that has it already."""

    code = "table.id-repeated"
