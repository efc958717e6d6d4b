"""What is folded of readings: who was given which record how often, and how many in which hour of which day.

Millions of records of kind ``access`` say who read what; questions about a person need the sums. ``seen`` has
a row for each officer, record and way (where very many were given at once, no record is named), ``habit`` one
for each officer, day, hour and compartment. Times are in UTC.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ambos.kernel.reading import Opened
from ambos.kernel.records import ACCESS
from ambos.kernel.store.contract import TableStore

WATCHED: Final = (
    "seen(officer TEXT NOT NULL, record TEXT NOT NULL, way TEXT NOT NULL, compartment TEXT NOT NULL, "
    "of_kind TEXT NOT NULL, times BIGINT NOT NULL, since TEXT NOT NULL, last TEXT NOT NULL, "
    "PRIMARY KEY(officer, record, way, compartment, of_kind))",
    "habit(officer TEXT NOT NULL, day TEXT NOT NULL, hour INTEGER NOT NULL, compartment TEXT NOT NULL, "
    "times BIGINT NOT NULL, PRIMARY KEY(officer, day, hour, compartment))",
)
DAY: Final = len("2026-01-31")
HOUR: Final = slice(DAY + 1, DAY + 3)
_SEE: Final = (
    "INSERT INTO seen VALUES(?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT(officer, record, way, compartment, of_kind) DO UPDATE SET "
    "times = seen.times + excluded.times, "
    "since = CASE WHEN excluded.since < seen.since THEN excluded.since ELSE seen.since END, "
    "last = CASE WHEN excluded.last > seen.last THEN excluded.last ELSE seen.last END"
)
_COUNT: Final = (
    "INSERT INTO habit VALUES(?, ?, ?, ?, ?) ON CONFLICT(officer, day, hour, compartment) "
    "DO UPDATE SET times = habit.times + excluded.times"
)

Reading = Mapping[str, Any]
SeenKey = tuple[str, str, str, str, str]
HabitKey = tuple[str, str, int, str]


def summed(readings: Iterable[Reading]) -> tuple[dict[SeenKey, tuple[int, str, str]], dict[HabitKey, int]]:
    """Sum bodies of kind ``access``: times, first and last by what was seen; times by hour."""
    seen: dict[SeenKey, tuple[int, str, str]] = {}
    habit: dict[HabitKey, int] = {}
    for body in readings:
        officer, at, count = body["officer"], body["at"], body["count"]
        key = (officer, body.get("record", ""), body["way"], body["compartment"], body["of"])
        times, since, last = seen.get(key, (0, at, at))
        seen[key] = times + count, min(since, at), max(last, at)
        hour = (officer, at[:DAY], int(at[HOUR]) if at[HOUR].isdigit() else 0, body["compartment"])
        habit[hour] = habit.get(hour, 0) + count
    return seen, habit


def note_readings(tables: TableStore, records: Iterable[Opened]) -> None:
    """Add to the sums what those of these records say that are readings."""
    readings = (one.body for one in records if one.statement.header.kind == ACCESS.name)
    seen, habit = summed(body for body in readings if isinstance(body, dict))
    for key, values in seen.items():
        tables.execute(_SEE, (*key, *values))
    for when, count in habit.items():
        tables.execute(_COUNT, (*when, count))
