"""What a cell of an official file may hold, and the typed value it then has.

Each form is strict: what its pattern does not admit raises ``ValueError``, and nothing is guessed, trimmed or
repaired. Quantities are kept as exact decimals, digit for digit as published.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pyarrow as pa

from ambos.values.errors import Form

_WHOLE = re.compile(r"([0-9]{1,15})(\.0)?")
_DECIMAL = re.compile(r"[0-9]{1,9}(\.[0-9]{1,24})?(e-[0-9]{1,2})?", re.IGNORECASE)
_SIGNED = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,24})?")
_GROUPED = re.compile(r"([0-9]{1,12}|[0-9]{1,3}(,[0-9]{3}){1,3})(\.[0-9]{1,24})?")
_YEAR = re.compile(r"(19|20)[0-9]{2}")
_FISCAL_YEAR = re.compile(r"(20[0-9]{2})( \(FYTD\))?")
_MONTH = re.compile(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])")
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})( [0-9:.]{8,12})?")

DECIMAL_PLACES = 24
_LONGEST_TEXT = 300


@dataclass(frozen=True)
class Cell:
    """A form of cell: how to read it, its type when stored, and the values seen so far (empty: any).

    ``read`` gives None for a cell that may be empty and is. A cell without a value is read as the text "".
    """

    expected: str
    arrow: pa.DataType
    read: Callable[[str], object]
    known: frozenset[str] = frozenset()


def _text(value: str) -> str:
    if not value.strip() or not value.isprintable() or len(value) > _LONGEST_TEXT:
        raise ValueError(value)
    return value


def _whole(value: str) -> int:
    match = _WHOLE.fullmatch(value)
    if not match:
        raise ValueError(value)
    return int(match[1])


def _decimal(value: str) -> Decimal:
    number = Decimal(value) if _DECIMAL.fullmatch(value) else None
    if number is None or number.as_tuple().exponent < -DECIMAL_PLACES:  # type: ignore[operator]  # never a NaN here
        raise ValueError(value)
    return number


def _signed(value: str) -> Decimal:
    if not _SIGNED.fullmatch(value):
        raise ValueError(value)
    return Decimal(value)


def _grouped(value: str) -> Decimal:
    if not _GROUPED.fullmatch(value):
        raise ValueError(value)
    return Decimal(value.replace(",", ""))


def _year(value: str) -> int:
    if not _YEAR.fullmatch(value):
        raise ValueError(value)
    return int(value)


def _fiscal_year(value: str) -> int:
    match = _FISCAL_YEAR.fullmatch(value)
    if not match:
        raise ValueError(value)
    return int(match[1])


def _month(value: str) -> str:
    if not _MONTH.fullmatch(value):
        raise ValueError(value)
    return value


def _date(value: str) -> str:
    match = _DATE.fullmatch(value)
    if not match:
        raise ValueError(value)
    return date.fromisoformat(match[1]).isoformat()


def one_of(*codes: str) -> Cell:
    """Admit these codes only: another one would change what the rows mean."""

    def read(value: str) -> str:
        if value not in codes:
            raise ValueError(value)
        return value

    return Cell(" | ".join(codes), pa.string(), read, frozenset(codes))


def seen(*codes: str) -> Cell:
    """Admit any text; these codes have been seen, and another one is kept but listed as new."""
    return Cell(Form("cell-text"), pa.string(), _text, frozenset(codes))


def optional(cell: Cell) -> Cell:
    """Admit an empty cell as well: the publisher says nothing there."""

    def read(value: str) -> object:
        return cell.read(value) if value else None

    return replace(cell, read=read)


TEXT = Cell(Form("cell-text"), pa.string(), _text)
WHOLE = Cell(Form("cell-whole"), pa.int64(), _whole)
DECIMAL = Cell(Form("cell-decimal"), pa.decimal128(38, DECIMAL_PLACES), _decimal)
SIGNED = Cell(Form("cell-signed"), pa.decimal128(38, DECIMAL_PLACES), _signed)
GROUPED = Cell(Form("cell-grouped"), pa.decimal128(38, DECIMAL_PLACES), _grouped)
YEAR = Cell(Form("cell-year"), pa.int16(), _year)
FISCAL_YEAR = Cell(Form("cell-fiscal-year"), pa.int16(), _fiscal_year)
MONTH = Cell(Form("cell-month"), pa.string(), _month)
DATE = Cell(Form("cell-date"), pa.string(), _date)
