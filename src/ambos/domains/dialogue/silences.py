"""How long each body of the dialogue has been silent, against its promise or the usual rhythm of its cadence.

The founding paper knows three cadences: ministers meet irregularly, working groups monthly or so, task forces
weekly. Where a body promised no rhythm, it counts as silent after twice the usual time of its cadence, or
twice its own longest gap where that is shorter and at least two gaps are on record.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from ambos.domains.dialogue.views import DAYS_OF_MONTH, lineage
from ambos.kernel.shelf import Shelf, Thing
from ambos.values.dates import Day

MINISTERIAL, WORKING_GROUP, TASK_FORCE = "ministerial", "working-group", "task-force"
CADENCES: Final = (MINISTERIAL, WORKING_GROUP, TASK_FORCE)
SILENT_AFTER: Final[Mapping[str, int]] = {MINISTERIAL: 366, WORKING_GROUP: 62, TASK_FORCE: 14}
FEWEST_GAPS: Final = 2
OF_LEVEL: Final[Mapping[str, str]] = {
    "ministerial": MINISTERIAL,
    "senior": MINISTERIAL,
    "working-group": WORKING_GROUP,
    "task-force": TASK_FORCE,
}

# How a body stands; B1, B2 and B4 are silence.
SUCCEEDED, NEVER, BEYOND_PROMISE, KEEPS, BEYOND_USUAL, USUAL = "B0", "B1", "B2", "B3", "B4", "B5"
RULES: Final = (SUCCEEDED, NEVER, BEYOND_PROMISE, KEEPS, BEYOND_USUAL, USUAL)


@dataclass(frozen=True)
class Silence:
    """One body, its cadence, its newest meeting, and whether its silence is long.

    ``rule``: B0 its framework has ended or was taken up by another, B1 no meeting on record, B2 silent beyond
    its promise, B3 within it, B4 without a promise silent beyond its cadence's usual time, B5 within that.
    ``days`` counts from the newest meeting, ``limit`` is what it is held against; both in days.
    """

    group: Thing
    cadence: str
    newest: Thing | None
    days: int | None
    limit: int
    rule: str

    @property
    def silent(self) -> bool:
        """Say whether the body asks for attention: it still has its work, and does not meet in time."""
        return self.rule in (NEVER, BEYOND_PROMISE, BEYOND_USUAL)


def silences(shelf: Shelf) -> tuple[Silence, ...]:
    """Measure every body of every framework that the reader may see, by cadence, then by id.

    A body's cadence is its own, else that of its newest meeting, else that of a working group under a body
    and of ministers at the top.
    """
    frameworks = shelf.titles("framework")
    ended = {subject for subject, thing in frameworks.items() if _ended(thing, shelf.today)}
    ended |= {before.subject for thing in frameworks.values() for before in lineage(thing, frameworks)}
    held: dict[str, list[Thing]] = {}
    for meeting in shelf.things("meeting"):
        held.setdefault(meeting.get("group") or "", []).append(meeting)
    made = [
        _silence(
            group, held.get(group.subject, ()), frameworks.get(group.get("framework")), ended, shelf.today
        )
        for group in shelf.things("group")
    ]
    return tuple(sorted(made, key=lambda one: (CADENCES.index(one.cadence), one.group.subject)))


def cadence_of(group: Thing, newest: Thing | None) -> str:
    """Give the cadence of a body; see ``silences``."""
    told = group.get("cadence")
    if not told and newest:
        told = newest.get("cadence") or OF_LEVEL.get(newest.get("level"))
    return told or (WORKING_GROUP if group.get("parent") else MINISTERIAL)


def _silence(
    group: Thing, held: Sequence[Thing], framework: Thing | None, ended: set[str], today: date
) -> Silence:
    newest = max(held, key=_day, default=None)
    cadence = cadence_of(group, newest)
    promised = _promised(group, framework, cadence)
    limit = promised or _usual(held, cadence)
    days = (today - _day(newest)).days if newest else None
    if group.get("framework") in ended:
        rule = SUCCEEDED
    elif days is None:
        rule = NEVER
    elif promised:
        rule = KEEPS if days <= limit else BEYOND_PROMISE
    else:
        rule = USUAL if days <= limit else BEYOND_USUAL
    return Silence(group, cadence, newest, days, limit, rule)


def _promised(group: Thing, framework: Thing | None, cadence: str) -> int | None:
    """Give the promised rhythm in days; what a framework promises binds its ministers."""
    days: int | None = group.get("cadence_days")
    months = framework.get("cadence_months") if framework and cadence == MINISTERIAL else None
    return days or (months * DAYS_OF_MONTH if months else None)


def _usual(held: Sequence[Thing], cadence: str) -> int:
    """Give twice what is usual for a body, in days."""
    days = sorted(_day(meeting) for meeting in held)
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    own = 2 * max(gaps) if len(gaps) >= FEWEST_GAPS else 0
    return min(own, SILENT_AFTER[cadence]) if own else SILENT_AFTER[cadence]


def _ended(framework: Thing, today: date) -> bool:
    ended = framework.get("ended")
    return bool(ended) and Day.parse(ended).last < today


def _day(meeting: Thing) -> date:
    return Day.parse(meeting.get("held")).first
