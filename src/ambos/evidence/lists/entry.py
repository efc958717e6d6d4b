"""What an entry of any official list is, and the table that a list becomes.

Publishers name their columns each in their own way; what two lists have in common stands in common fields,
the rest in ``details`` under the publisher's own names, so that nothing is lost and everything compares.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from itertools import islice
from typing import Any, Final

import pyarrow as pa

PERSON, ENTITY, VESSEL, AIRCRAFT = "person", "entity", "vessel", "aircraft"
SORTS: Final = (PERSON, ENTITY, VESSEL, AIRCRAFT)
_ROWS_AT_ONCE: Final = 4096

_MANY: Final = pa.list_(pa.string())
_DETAIL: Final = pa.struct([("name", pa.string()), ("value", pa.string())])
SCHEMA: Final = pa.schema(
    [
        ("key", pa.string()),
        ("sort", pa.string()),
        ("name", pa.string()),
        ("aliases", _MANY),
        ("programs", _MANY),
        ("status", pa.string()),
        ("listed", pa.string()),
        ("births", _MANY),
        ("places", _MANY),
        ("numbers", _MANY),
        ("remarks", pa.string()),
        ("details", pa.list_(_DETAIL)),
    ]
)


@dataclass
class Entry:
    """One entry: ``key`` is the publisher's own and stays the same from version to version.

    ``listed`` is a day as the publisher wrote it, ``status`` a word of the publisher's; both may be empty.
    ``row`` is where the entry stands in its file: the row of a table, the line of an XML file.
    """

    row: int
    key: str
    sort: str
    name: str
    aliases: list[str] = field(default_factory=list)
    programs: list[str] = field(default_factory=list)
    status: str = ""
    listed: str = ""
    births: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    remarks: str = ""
    details: list[tuple[str, str]] = field(default_factory=list)

    def cells(self) -> dict[str, Any]:
        """Give the entry as a row of the table."""
        told = {name: getattr(self, name) for name in SCHEMA.names}
        return told | {"details": [{"name": name, "value": value} for name, value in self.details]}


FIELDS: Final = tuple(each.name for each in fields(Entry) if each.name not in ("row", "key"))


def table_of_entries(entries: Iterable[Entry]) -> pa.Table:
    """Give the table of a list; of the entries only a few thousand are held as objects at a time."""
    return pa.Table.from_batches(list(_batches(iter(entries))), SCHEMA)


def _batches(entries: Iterator[Entry]) -> Iterator[pa.RecordBatch]:
    while some := list(islice(entries, _ROWS_AT_ONCE)):
        yield pa.RecordBatch.from_pylist([entry.cells() for entry in some], SCHEMA)


def joined(parts: Sequence[str], between: str = ", ") -> str:
    """Put the parts that hold something beside each other."""
    return between.join(part for part in parts if part)
