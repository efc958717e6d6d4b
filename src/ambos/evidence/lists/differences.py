"""What a newer version of a list changed: entries added, removed and changed, each change by its field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa

from ambos.evidence.lists.entry import FIELDS

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
SORTS: Final = (ADDED, REMOVED, CHANGED)


@dataclass(frozen=True)
class FieldChange:
    """What one field lost and gained; of a field with one value, its value before and after."""

    field: str
    lost: tuple[str, ...]
    gained: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """One entry that differs between two versions, under its key."""

    sort: str
    key: str
    name: str
    programs: tuple[str, ...]
    changes: tuple[FieldChange, ...] = ()


def differences(before: pa.Table, after: pa.Table, fields: Sequence[str] = FIELDS) -> Iterator[Difference]:
    """Give what changed from one version to a newer one: what was added, removed, changed, each by key.

    ``fields`` are those that both versions tell. The order of values within a field says nothing.
    """
    old, new = _by_key(before), _by_key(after)
    yield from (_told(ADDED, after, new[key]) for key in sorted(new.keys() - old.keys()))
    yield from (_told(REMOVED, before, old[key]) for key in sorted(old.keys() - new.keys()))
    both = sorted(new.keys() & old.keys())
    places = [old[key] for key in both], [new[key] for key in both]
    for at in _differing(before, after, *places, fields):
        key = both[at]
        was, now = _row(before, old[key]), _row(after, new[key])
        if changed := tuple(changes(was, now, fields)):
            yield Difference(CHANGED, key, now["name"], tuple(now["programs"]), changed)


def _by_key(table: pa.Table) -> dict[str, int]:
    return {key: at for at, key in enumerate(table["key"].to_pylist())}


def _row(table: pa.Table, at: int) -> Mapping[str, Any]:
    row: Mapping[str, Any] = table.slice(at, 1).to_pylist()[0]
    return row


def _told(sort: str, table: pa.Table, at: int) -> Difference:
    row = _row(table, at)
    return Difference(sort, row["key"], row["name"], tuple(row["programs"]))


def _differing(
    before: pa.Table, after: pa.Table, old: Sequence[int], new: Sequence[int], fields: Sequence[str]
) -> list[int]:
    """Give which of the paired rows differ in any field, column by column."""
    found: set[int] = set()
    old, new = pa.array(old, pa.int64()), pa.array(new, pa.int64())
    for name in fields:
        was, now = before[name].take(old).to_pylist(), after[name].take(new).to_pylist()
        found |= {at for at, (one, other) in enumerate(zip(was, now, strict=True)) if one != other}
    return sorted(found)


def changes(
    was: Mapping[str, Any], now: Mapping[str, Any], fields: Sequence[str] = FIELDS
) -> Iterator[FieldChange]:
    """Give what changed between two rows of one entry, field by field."""
    for name in fields:
        if was[name] != now[name]:
            for field in dict.fromkeys((*_values(name, was[name]), *_values(name, now[name]))):
                one, other = _values(name, was[name]).get(field, []), _values(name, now[name]).get(field, [])
                lost, gained = _without(one, other), _without(other, one)
                if lost or gained:
                    yield FieldChange(field, lost, gained)


def _values(name: str, value: Any) -> dict[str, list[str]]:
    """Give the values of a field under its name; those of details under the publisher's own names."""
    if name != "details":
        return {name: list(value) if isinstance(value, list) else [value] if value else []}
    found: dict[str, list[str]] = {}
    for each in value:
        found.setdefault(each["name"], []).append(each["value"])
    return found


def _without(values: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(value for value in values if value not in others)
