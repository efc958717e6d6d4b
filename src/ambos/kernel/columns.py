"""Columns of a kind as they are ordered, narrowed and counted: for each its SQL, the same on both back ends.

Text is ordered without regard to case and accents (as far as Spanish and English have them), numbers as
numbers, periods by the year they begin with. What is not said comes first.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from ambos.kernel.field_errors import FieldInvalid
from ambos.kernel.fields import (
    LANGUAGES,
    Code,
    Day,
    Flag,
    Moment,
    Number,
    Octets,
    Party,
    Period,
    Place,
    Prose,
    Ref,
    Text,
    Unit,
    Whole,
    Words,
)
from ambos.kernel.kinds import Field, Kind, Register, nearest
from ambos.kernel.store.contract import TableStore
from ambos.kernel.tables import column_names, table_of
from ambos.values.errors import Misused

STATE, OWNER, NEWEST = "@state", "@owner", "@newest"  # of every thing; no field has such a name
SUBJECT: Final = ""
LARGE: Final = 2000  # things of a kind that are ordered without an index in less than a few milliseconds
FEW: Final = 40  # different values of a reference that are still a choice
LENGTH: Final = 80  # characters of a text by which it is ordered; PostgreSQL indexes no more than 2.7 kB
_LEAST: Final = -9_007_199_254_740_993
_FOLDS: Final = tuple(zip("áéíóúüñÁÉÍÓÚÜÑ", (*"aeiouu", "n~") * 2, strict=True))
_CHOICES: Final = (Code, Place, Party, Unit, Flag, Ref)


class ColumnUnknown(Misused):
    """A kind has no column of that name to be ordered or narrowed by; data: kind, column, nearest."""

    code = "paging.column-unknown"


class ValueUnfit(Misused):
    """A column cannot be narrowed to that value; data: column, value, expected."""

    code = "paging.value-unfit"


@dataclass(frozen=True)
class Column:
    """A column: its name, its SQL over ``t`` (thing) or ``k`` (fields), and the field behind it, if any."""

    name: str
    sql: str
    field: Field | None = None

    @property
    def of_thing(self) -> bool:
        """Whether it is a column of table ``thing``."""
        return self.sql.startswith("t.")

    @property
    def unindexed(self) -> str:
        """The same SQL in words for which there is no index."""
        return f"{self.sql} + 0" if self._is_number else f"{self.sql} || ''"

    @property
    def _is_number(self) -> bool:
        if self.field is None:
            return self.name == NEWEST
        return not self.field.many and isinstance(self.field.type, Whole | Flag | Number)

    @property
    def many(self) -> bool:
        """Whether a cell holds several values."""
        return self.field is not None and self.field.many

    def key(self, text: str) -> Any:
        """Give the value of the SQL for the cell that a person names; refuse what the field cannot hold."""
        if self.field is None or not text:
            return text if self.field is None else self._empty()
        kind = self.field.type
        if isinstance(kind, Flag) and not self.many:
            return {"true": 1, "false": 0}.get(text, _LEAST)
        if self._is_number:
            return self._number(text)
        if isinstance(kind, Period):
            return text.replace("FY", "")
        return ordered(text) if self.many or isinstance(kind, Text | Words | Prose) else self.cell(text)

    def cell(self, text: str) -> str:
        """Give a value as it stands in a cell: a reference to one kind without the kind."""
        kind = self.field.type if self.field else None
        return text.removeprefix(f"{kind.kind}/") if isinstance(kind, Ref) else text

    def _empty(self) -> Any:
        return _LEAST if self._is_number else ""

    def _number(self, text: str) -> Any:
        field = self.field
        try:
            value = None if field is None else field.type.read((text,))
        except FieldInvalid as error:
            raise ValueUnfit(column=self.name, value=text, expected=error.data["expected"]) from None
        return float(value) if isinstance(value, str) else value


def ordered(text: str) -> str:
    """Give a text as the SQL of its column gives it."""
    text = text[:LENGTH]
    for letter, plain in _FOLDS:
        text = text.replace(letter, plain)
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)


def column_of(kind: Kind, name: str) -> Column:
    """Give a column by its name: of every thing, or as it heads a CSV; without a language, the first one."""
    everywhere = {
        SUBJECT: "k.subject",
        STATE: "t.state",
        OWNER: "t.owner",
        NEWEST: "t.time",
    }
    if name in everywhere:
        return Column(name, everywhere[name])
    base, _, language = name.partition(".")
    field = kind.by_name.get(base)
    if field is None or isinstance(field.type, Octets) or (language and language not in LANGUAGES):
        known = [STATE, OWNER, NEWEST, *(each for one in kind.fields for each in one.columns)]
        raise ColumnUnknown(kind=kind.name, column=name, nearest=nearest(name, known))
    return Column(name, _sql(field, language or LANGUAGES[0]), field)


def _sql(field: Field, language: str) -> str:
    """Give the SQL by which a field is ordered; each is also that of the index on it."""
    names = [f"k.{name}" for name in column_names(field)]
    if isinstance(field.type, Words):
        first = LANGUAGES.index(language)
        return _folded(f"COALESCE({names[first]}, {names[1 - first]}, '')")
    said = f"COALESCE({names[0]}, '')"
    if isinstance(field.type, Text | Prose) or field.many:
        return _folded(said)
    if isinstance(field.type, Number):
        return f"COALESCE(CAST({names[0]} AS DOUBLE PRECISION), {_LEAST})"
    if isinstance(field.type, Whole | Flag):
        return f"COALESCE({names[0]}, {_LEAST})"
    return f"replace({said}, 'FY', '')" if isinstance(field.type, Period) else said


def _folded(sql: str) -> str:
    sql = f"substr({sql}, 1, {LENGTH})"
    for letter, plain in _FOLDS:
        sql = f"replace({sql}, '{letter}', '{plain}')"
    return f"lower({sql})"


def choices(kind: Kind) -> list[Field]:
    """Give the fields whose values are a choice among few: what a list is narrowed by."""
    return [field for field in kind.fields if isinstance(field.type, _CHOICES)]


def is_ranged(field: Field) -> bool:
    """Say whether a field is narrowed by a least and a greatest value."""
    return isinstance(field.type, Day | Moment | Period | Number | Whole) and not field.many


def _indexed(kind: Kind) -> Iterator[Column]:
    """Give the columns that a large kind has an index for: those that a list shows, and the choices."""
    names = dict.fromkeys((*kind.list, *(field.name for field in choices(kind))))
    for field in map(kind.by_name.__getitem__, names):
        for name in field.columns:
            if not isinstance(field.type, Octets | Prose):
                yield column_of(kind, name)


class Outgrown:
    """Makes the indexes of kinds that have become large; small ones are as quick without."""

    def __init__(self, tables: TableStore, register: Register) -> None:
        self._tables = tables
        self._register = register
        self._done: set[str] = set()

    def forget(self) -> None:
        """Begin again: the tables were dropped."""
        self._done.clear()

    def index(self, kinds: Collection[str]) -> None:
        """Have the indexes of those of these kinds that are large by now."""
        for name in sorted(set(kinds) - self._done):
            table = table_of(self._register[name])
            ((count,),) = self._tables.execute(
                f"SELECT count(*) FROM (SELECT 1 FROM {table} LIMIT {LARGE}) AS first"
            )
            if count >= LARGE:
                self._index(self._register[name])
                self._done.add(name)

    def _index(self, kind: Kind) -> None:
        for column in ("state", "owner", "time"):
            self._make(f"thing_{column}", "thing", f"kind, {column}, subject")
        self._make(f"{table_of(kind)}_sight", table_of(kind), "shown, sight")
        for found in _indexed(kind):
            name = f"{table_of(kind)}_{found.name.replace('.', '_')}"
            self._make(name, table_of(kind), f"{found.sql.replace('k.', '')}, subject")

    def _make(self, name: str, table: str, columns: str) -> None:
        self._tables.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {table}({columns})")
