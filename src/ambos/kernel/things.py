"""Things and records as readers are given them, and how they are made of the rows of the tables."""

import json
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from ambos.kernel.kinds import Field, Kind
from ambos.kernel.sights import label_of
from ambos.kernel.tables import column_names
from ambos.values.handling import Label

_THING: Final = (
    "t.subject",
    "t.kind",
    "t.owner",
    "t.state",
    "t.current",
    "t.label",
    "t.pending",
    "t.rivals",
    "t.time",
)
_NONE: Final = "[]"


@dataclass(frozen=True)
class Thing:
    """One thing as it stands: what the current record says of it, and what the parties said of that."""

    subject: str
    kind: str
    owner: str
    state: str
    rid: str
    label: Label
    pending: tuple[str, ...]
    rivals: tuple[str, ...]
    body: Mapping[str, Any]
    time: int = 0  # when the current record was signed, POSIX seconds

    @property
    def slug(self) -> str:
        """Give the subject without its kind."""
        return self.subject.partition("/")[2]

    def get(self, name: str) -> Any:
        """Give a field's value, or None."""
        return self.body.get(name)


@dataclass(frozen=True)
class RecordRow:
    """Where a record lies and what it is, without its body."""

    rid: str
    log: str
    seq: int
    party: str
    kind: str
    version: int
    subject: str
    time: int
    kid: str
    batched: bool
    label: Label


@dataclass(frozen=True)
class Tie:
    """What one record does to another."""

    rid: str
    relation: str
    target: str
    party: str


def chosen(kind: Kind) -> str:
    """Give the columns of ``thing`` (as ``t``) and of a kind's table (as ``k``) that a thing is made of."""
    fields = [f"k.{column}" for field in kind.fields for column in column_names(field)]
    return ", ".join([*_THING, *fields])


def naming(column: str, cell: str, *, many: bool) -> tuple[str, tuple[str, ...]]:
    """Give the SQL, and its parameters, for shown things whose cell is, or holds among many, this value."""
    if not many:
        return f"AND t.shown = 1 AND COALESCE({column}, '') = ?", (cell,)  # as it is indexed
    return f"AND t.shown = 1 AND '; ' || {column} || '; ' LIKE ?", (f"%; {cell}; %",)


def without_unseen(thing: Thing, seen: Container[str]) -> Thing:
    """Leave out of a thing the other versions that the person may not see."""
    pending = tuple(rid for rid in thing.pending if rid in seen)
    return replace(thing, pending=pending, rivals=tuple(rid for rid in thing.rivals if rid in seen))


def record_of(row: Sequence[Any]) -> RecordRow:
    """Read a row of the table of records."""
    rid, log, seq, party, kind, version, subject, time, kid, batched, label = row
    return RecordRow(rid, log, seq, party, kind, version, subject, time, kid, bool(batched), label_of(label))


def thing_of(row: Sequence[Any], kind: Kind) -> Thing:
    """Read a row of the table of things with the fields of its kind behind it."""
    subject, name, owner, state, rid, label, pending, rivals, time, *cells = row
    return Thing(
        subject=subject,
        kind=name,
        owner=owner,
        state=state,
        rid=rid,
        label=label_of(label),
        pending=tuple(json.loads(pending)) if pending != _NONE else (),
        rivals=tuple(json.loads(rivals)) if rivals != _NONE else (),
        body=_body(kind, cells),
        time=time,
    )


def _body(kind: Kind, cells: Sequence[Any]) -> dict[str, Any]:
    """Put a body together again from its table columns."""
    body: dict[str, Any] = {}
    place = 0
    for field in kind.fields:
        width = len(field.columns)
        value = _value(field, cells[place]) if width == 1 else field.restored(cells[place : place + width])
        place += width
        if value is not None:
            body[field.name] = value
    return body


def _value(field: Field, cell: Any) -> Any:
    if cell is None:
        return None
    if type(cell) is int:
        return bool(cell) if field.schema().get("type") == "boolean" else cell
    return field.restored((cell,))  # a table holds what was checked before it was written
