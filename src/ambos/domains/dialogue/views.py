"""What is known of the dialogue: the chain of frameworks, the cadence of meetings, how promises stand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from ambos.kernel.joint import COUNTERSIGNED
from ambos.kernel.paging import MOST, Filter, Query, page, some
from ambos.kernel.shelf import Shelf, Thing
from ambos.values.dates import Day

SILENT_AFTER_DAYS: Final = 180
SENIOR_LEVELS: Final = ("ministerial", "senior")
DAYS_OF_MONTH: Final = 31  # a promised month is never shorter than the calendar's longest

# How a commitment stands, by the rule that decides: the first that holds.
STATED: Final = {"kept": "K1", "partly-kept": "K2", "broken": "K3", "superseded": "K4"}
CLAIMED, LATE, SILENT, OPEN = "claimed", "late", "silent", "open"
STANDINGS: Final = ("kept", CLAIMED, "partly-kept", "broken", "superseded", LATE, SILENT, OPEN)
PROMISE_RULES: Final = tuple(f"K{number}" for number in range(1, 9))
KEPT: Final = ("kept", "partly-kept")

# What is to be known of a promise beside how it stands.
NO_EVIDENCE, CHANGE_WAITS = "no-evidence", "change-waits"
DATE_NOT_GIVEN, DATE_UNKNOWN = "date-not-given", "date-unknown"


@dataclass(frozen=True)
class Cadence:
    """Meetings of ministers and senior officials against what was promised.

    ``rule``: C1 no meeting on record, C2 no cadence promised, C3 kept until today, C4 overdue today. Where a
    meeting's day is known only to the month or year, its first day counts. ``gaps`` are in days.
    """

    rule: str
    promised_months: int | None
    meetings: tuple[Thing, ...]
    gaps: tuple[int, ...]
    longest: tuple[Thing, Thing] | None
    days_since_last: int | None

    @property
    def longest_days(self) -> int | None:
        """Give the longest time between two meetings, in days."""
        return max(self.gaps, default=None)

    @property
    def gaps_beyond_promise(self) -> int:
        """Count the times between two meetings that were longer than promised."""
        if self.promised_months is None:
            return 0
        return sum(gap > self.promised_months * DAYS_OF_MONTH for gap in self.gaps)


@dataclass(frozen=True)
class Standing:
    """How one commitment stands today, and the rule that decided (K1 to K8).

    A promise is ``kept`` only when both parties say so; said by one alone, that is ``claimed`` (K8).
    ``flags`` says whether a completion lacks evidence, whether a change waits for an answer, and whether the
    text gives no date or none is known.
    ``days`` counts from the due date where it is late, else from the newest public fact. ``missing`` names
    the parties that promised and for whom no owner is on record. ``continues`` is the chain of earlier
    promises, oldest first; ``continued_by`` the later ones that take this one up.
    """

    commitment: Thing
    standing: str
    rule: str
    days: int
    missing: tuple[str, ...]
    continues: tuple[Thing, ...]
    continued_by: tuple[Thing, ...]
    flags: tuple[str, ...] = ()


def frameworks(shelf: Shelf) -> list[Thing]:
    """Give every framework, each after the one that it continues, else by its start."""
    return frameworks_in_order(shelf.things("framework"))


def frameworks_in_order(things: Iterable[Thing]) -> list[Thing]:
    """Put frameworks in order: each after the one that it continues, else by its start."""
    titles = {thing.subject: thing for thing in things}
    return sorted(titles.values(), key=lambda thing: (len(lineage(thing, titles)), _start(thing)))


def lineage(thing: Thing, titles: Mapping[str, Thing]) -> tuple[Thing, ...]:
    """Give what a thing continues, oldest first; a chain that bites its own tail is cut there."""
    chain: list[Thing] = []
    seen = {thing.subject}
    before = titles.get(thing.get("continues") or "")
    while before is not None and before.subject not in seen:
        chain.append(before)
        seen.add(before.subject)
        before = titles.get(before.get("continues") or "")
    return tuple(reversed(chain))


def groups(shelf: Shelf) -> dict[str, tuple[Thing, ...]]:
    """Give the groups of each framework."""
    return _by_framework(shelf.things("group"))


def meetings(shelf: Shelf) -> dict[str, tuple[Thing, ...]]:
    """Give the meetings of each framework by the day they were held; of none, under an empty text."""
    return _by_framework(sorted(shelf.things("meeting"), key=lambda thing: (_held(thing), thing.subject)))


def cadence(framework: Thing, held: Iterable[Thing], today: date) -> Cadence:
    """Measure the senior meetings of a framework, given in the order in which they were held."""
    senior = tuple(thing for thing in held if thing.get("level") in SENIOR_LEVELS)
    pairs = list(pairwise(senior))
    gaps = tuple((_held(later) - _held(earlier)).days for earlier, later in pairs)
    longest = pairs[gaps.index(max(gaps))] if gaps else None
    since = (today - _held(senior[-1])).days if senior else None
    promised = framework.get("cadence_months")
    return Cadence(_cadence_rule(promised, since), promised, senior, gaps, longest, since)


def _cadence_rule(promised: int | None, since: int | None) -> str:
    if since is None:
        return "C1"
    if promised is None:
        return "C2"
    return "C3" if since <= promised * DAYS_OF_MONTH else "C4"


def standings(shelf: Shelf, about: str = "") -> dict[str, tuple[Standing, ...]]:
    """Say how every commitment stands, by framework and day; those of none stand under an empty text.

    ``about`` names one of them: then only it is meant, what it takes up and what takes it up, however far.
    """
    titles = _family(shelf, about) if about else shelf.titles("commitment")
    later: dict[str, list[Thing]] = {}
    for thing in titles.values():
        later.setdefault(thing.get("continues") or "", []).append(thing)
    ordered = sorted(titles.values(), key=lambda thing: (thing.get("said_on"), thing.subject))
    found: dict[str, list[Standing]] = {}
    for thing in ordered:
        after = tuple(later.get(thing.subject, ()))
        one = _standing(thing, lineage(thing, titles), after, shelf.today)
        found.setdefault(thing.get("framework") or "", []).append(one)
    return {framework: tuple(ones) for framework, ones in found.items()}


def _family(shelf: Shelf, subject: str) -> dict[str, Thing]:
    """Give a commitment with those that it takes up and that take it up."""
    known: dict[str, Thing] = {}
    asked = {subject}
    while asked and (found := some(shelf, asked)):
        later = page(shelf, Query("commitment", (Filter("continues", tuple(found)),), limit=MOST)).things
        known |= found
        before = {thing.get("continues") for thing in found.values()}
        asked = ({thing.subject for thing in later} | before) - known.keys() - {None}
    return known


def _standing(thing: Thing, before: tuple[Thing, ...], after: tuple[Thing, ...], today: date) -> Standing:
    standing, rule = _decide(thing, today)
    days = (today - _due(thing) if standing == LATE else today - newest_news(thing).first).days
    return Standing(thing, standing, rule, days, missing_owners(thing), before, after, tuple(_flags(thing)))


def _flags(thing: Thing) -> Iterator[str]:
    if thing.get("state") in KEPT and not thing.get("evidence"):
        yield NO_EVIDENCE
    if thing.pending:
        yield CHANGE_WAITS
    if not thing.get("due"):
        yield DATE_NOT_GIVEN if thing.get("no_date") else DATE_UNKNOWN


def _decide(thing: Thing, today: date) -> tuple[str, str]:
    state = thing.get("state") or OPEN
    if state == "kept" and thing.state != COUNTERSIGNED:
        return CLAIMED, "K8"
    if state in STATED:
        return state, STATED[state]
    if thing.get("due") and _due(thing) < today:
        return LATE, "K5"
    if (today - newest_news(thing).first).days > SILENT_AFTER_DAYS:
        return SILENT, "K6"
    return OPEN, "K7"


def newest_news(commitment: Thing) -> Day:
    """Give the day of the newest public fact about a commitment: that it was said, if nothing is later."""
    return Day.parse(commitment.get("last_news") or commitment.get("said_on"))


def missing_owners(commitment: Thing) -> tuple[str, ...]:
    """Name the parties that made the promise and have no owner for it on record."""
    promised = {"us": ("US",), "mx": ("MX",)}.get(commitment.get("said_by"), ("US", "MX"))
    return tuple(party for party in promised if not commitment.get(f"owner_{party.lower()}"))


def _by_framework(things: Sequence[Thing]) -> dict[str, tuple[Thing, ...]]:
    found: dict[str, list[Thing]] = {}
    for thing in things:
        found.setdefault(thing.get("framework") or "", []).append(thing)
    return {framework: tuple(ones) for framework, ones in found.items()}


def _start(framework: Thing) -> str:
    return framework.get("started") or "9999"


def _held(meeting: Thing) -> date:
    return Day.parse(meeting.get("held")).first


def _due(commitment: Thing) -> date:
    return Day.parse(commitment.get("due")).last
