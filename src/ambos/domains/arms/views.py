"""What the tables say of traces, counted where they lie: no page reads every request.

A firearm counts once: of the requests for one recovery the first alone, and none that says whose duplicate it
is [ATF15]. Everything goes by the year of recovery, not by that of the trace.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ambos.kernel.shelf import Shelf

SHORT_MONTHS: Final = 36  # ATF's usual flag of a short time-to-crime, three years; recalled
WITHIN_DAYS: Final = 30
MOST: Final = 400  # rows of one table
# Months completed between two days that are known to the day.
MONTHS: Final = (
    "(CAST(substr(q.f_recovered, 1, 4) AS INTEGER) - CAST(substr(r.f_first_sale, 1, 4) AS INTEGER)) * 12"
    " + CAST(substr(q.f_recovered, 6, 2) AS INTEGER) - CAST(substr(r.f_first_sale, 6, 2) AS INTEGER)"
    " - CASE WHEN substr(q.f_recovered, 9, 2) < substr(r.f_first_sale, 9, 2) THEN 1 ELSE 0 END"
)
TO_THE_DAY: Final = "length(q.f_recovered) = 10 AND length(r.f_first_sale) = 10"
YEAR: Final = "substr(q.f_recovered, 1, 4)"
# The code list by which each part of a spread is named.
CODES: Final[Mapping[str, str]] = {
    "type": "firearm-type",
    "reason": "trace-reason",
    "us_source": "us-source",
    "dealer_type": "dealer-type",
    "source_state": "place",
    "recovery_state": "place",
}


@dataclass(frozen=True)
class Corridor:
    """How many firearms sold first in one state were recovered in another, and in how short a time."""

    source: str
    recovery: str
    count: int
    short: int


@dataclass(frozen=True)
class Year:
    """The firearms recovered in a year that were traced: how many, and what became known of them."""

    year: str
    traced: int
    answered: int
    us_sourced: int
    purchaser: int


@dataclass(frozen=True)
class Spread:
    """How firearms spread over some values, the most frequent first; an empty value is unknown."""

    name: str
    values: tuple[tuple[str, int], ...]


def corridors(shelf: Shelf, year: str = "") -> tuple[Corridor, ...]:
    """Give every corridor from the state of the first sale to that of the recovery, the greatest first."""
    short = f"sum(CASE WHEN {TO_THE_DAY} AND {MONTHS} < {SHORT_MONTHS} THEN 1 ELSE 0 END)"
    where, asked = _in(year)
    rows = _asked(
        shelf,
        f"SELECT r.f_source_state, q.f_recovery_state, count(*), {short} FROM {{traced}} "
        f"WHERE r.f_source_state IS NOT NULL AND q.f_recovery_state IS NOT NULL{where} "
        f"GROUP BY r.f_source_state, q.f_recovery_state ORDER BY 3 DESC, 1, 2 LIMIT {MOST}",
        asked,
    )
    return tuple(Corridor(*row) for row in rows)


def years(shelf: Shelf) -> tuple[Year, ...]:
    """Give each year of recovery with what was traced."""
    rows = _asked(
        shelf,
        f"SELECT {YEAR}, count(*), count(r.subject), "
        "sum(CASE WHEN r.f_us_source IN ('made-in-us', 'imported-to-us') THEN 1 ELSE 0 END), "
        "sum(CASE WHEN r.f_outcome = 'purchaser-identified' THEN 1 ELSE 0 END) "
        f"FROM {{traced}} WHERE q.f_recovered IS NOT NULL GROUP BY {YEAR} ORDER BY 1",
    )
    return tuple(Year(*row) for row in rows)


def spread(shelf: Shelf, column: str, year: str = "") -> Spread:
    """Count firearms by a field of the request (``type``, ``calibre``) or of the result (``reason`` ...)."""
    where, asked = _in(year)
    cell, more = SPREADS[column]
    rows = _asked(
        shelf,
        f"SELECT {cell}, count(*) FROM {{traced}} WHERE {more}{where} GROUP BY {cell} "
        f"ORDER BY 2 DESC, 1 LIMIT {MOST}",
        asked,
    )
    return Spread(column, tuple((value or "", count) for value, count in rows))


SPREADS: Final = {
    "type": ("q.f_type", "1 = 1"),
    "calibre": ("q.f_calibre", "1 = 1"),
    "recovery_state": ("q.f_recovery_state", "1 = 1"),
    "reason": ("r.f_reason", "r.f_outcome = 'purchaser-unknown'"),
    "us_source": ("r.f_us_source", "r.subject IS NOT NULL"),
    "source_state": ("r.f_source_state", "r.f_outcome = 'purchaser-identified'"),
    "dealer_type": ("r.f_dealer_type", "r.f_outcome = 'purchaser-identified'"),
}


def times_to_crime(shelf: Shelf, year: str = "") -> dict[int, int]:
    """Count firearms by the whole years from the first retail sale to the recovery.

    Only where both days are known; a recovery before the sale counts for none.
    """
    where, asked = _in(year)
    rows = _asked(
        shelf,
        f"SELECT {MONTHS}, count(*) FROM {{traced}} WHERE {TO_THE_DAY}{where} GROUP BY {MONTHS}",
        asked,
    )
    counted: Counter[int] = Counter()
    for months, count in rows:
        if months >= 0:
            counted[months // 12] += count
    return dict(sorted(counted.items()))


@dataclass(frozen=True)
class Quality:
    """Of the requests submitted: how many, how many never came back, how many were answered, how soon.

    ``days`` counts answered requests by the days from the first submission.
    """

    submitted: int
    complete_at_first: int
    answered: int
    days: dict[int, int]
    duplicates: int

    @property
    def median_days(self) -> int | None:
        """Give the days within which half of the answered requests were answered."""
        half, seen = (self.answered + 1) // 2, 0
        for days, count in sorted(self.days.items()):
            seen += count
            if seen >= half:
                return days
        return None


def quality(shelf: Shelf) -> Quality:
    """Say how requests went through."""
    ours = f"q.shown = 1 AND {shelf.within('q.sight')}"
    table = "is_trace_request q"
    sums = shelf.rows(
        "SELECT count(q.f_submitted), sum(CASE WHEN q.f_submitted IS NOT NULL AND q.f_returned IS NULL "
        f"THEN 1 ELSE 0 END), count(q.f_duplicate_of) FROM {table} WHERE {ours}",
        (),
    )
    submitted, complete, duplicates = sums[0] if sums else (0, 0, 0)
    pairs = _asked(
        shelf,
        "SELECT q.f_submitted, r.f_answered, count(*) FROM {traced} WHERE length(q.f_submitted) = 10 "
        "AND length(r.f_answered) = 10 GROUP BY q.f_submitted, r.f_answered",
    )
    days: Counter[int] = Counter()
    for begun, ended, count in pairs:
        days[_days(begun, ended)] += count
    return Quality(submitted, complete or 0, sum(days.values()), dict(days), duplicates)


def submitters(shelf: Shelf) -> Spread:
    """Count the requests submitted by the state of the recovery."""
    rows = shelf.rows(
        "SELECT q.f_recovery_state, count(*) FROM is_trace_request q WHERE q.shown = 1 "
        f"AND {shelf.within('q.sight')} AND q.f_submitted IS NOT NULL GROUP BY q.f_recovery_state "
        f"ORDER BY 2 DESC, 1 LIMIT {MOST}",
        (),
    )
    return Spread("submitted", tuple((value or "", count) for value, count in rows))


def same_firearm(shelf: Shelf, slug: str, serial: str, manufacturer: str) -> tuple[str, ...]:
    """Give the other requests, not duplicates themselves, that name this serial number and maker."""
    if not serial:
        return ()
    rows = shelf.rows(
        f"SELECT q.subject FROM is_trace_request q WHERE q.shown = 1 AND {shelf.within('q.sight')} "
        "AND upper(q.f_serial) = ? AND upper(q.f_manufacturer) = ? AND q.subject <> ? "
        "AND q.f_duplicate_of IS NULL ORDER BY q.subject LIMIT 20",
        (serial.upper(), manufacturer.upper(), slug),
    )
    return tuple(subject for (subject,) in rows)


def _in(year: str) -> tuple[str, Sequence[str]]:
    return (f" AND {YEAR} = ?", (year,)) if year else ("", ())


def _asked(shelf: Shelf, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Ask of the firearms traced: each once, beside the newest result of its request that the person sees."""
    first = (
        "SELECT subject, row_number() OVER (PARTITION BY COALESCE(f_recovery, subject) ORDER BY f_requested, "
        f"subject) AS turn FROM is_trace_request WHERE shown = 1 AND f_duplicate_of IS NULL "
        f"AND {shelf.within('sight')}"
    )
    newest = (
        "SELECT subject, row_number() OVER (PARTITION BY f_request ORDER BY f_answered DESC, subject) turn "
        f"FROM is_trace_result WHERE shown = 1 AND {shelf.within('sight')}"
    )
    traced = (
        f"({first}) one JOIN is_trace_request q ON q.subject = one.subject AND one.turn = 1 "
        f"LEFT JOIN (SELECT a.* FROM ({newest}) two JOIN is_trace_result a ON a.subject = two.subject "
        "AND two.turn = 1) r ON 'trace-request/' || r.f_request = q.subject"
    )
    return shelf.rows(sql.format(traced=traced), parameters)


def _days(begun: str, ended: str) -> int:
    return (date.fromisoformat(ended) - date.fromisoformat(begun)).days
