"""Task forces as both governments need to see them: who is admitted, what they work on, what it came to."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from ambos.domains.taskforces.narrow import counts, last_days
from ambos.domains.taskforces.views import (
    Event,
    events,
    made_up,
    operation_stage,
    serving,
    summed,
    target_stage,
    timeline,
    told,
)
from ambos.kernel.course import Walked
from ambos.kernel.joint import COUNTERSIGNED, GONE
from ambos.kernel.paging import count, some
from ambos.kernel.shelf import Shelf, Thing
from ambos.values.dates import Day

ADMITTED, NOT_ADMITTED, UNKNOWN, LEFT = "admitted", "not-admitted", "vetting-unknown", "left"
UNSIGNED, FORTHCOMING, RUNNING, ENDING, EXPIRED = "unsigned", "forthcoming", "running", "ending", "expired"
ENDING_DAYS: Final = 90  # how long before its end a task force is to be renewed or wound up
LATE_AFTER: Final = 2  # meetings missed in a row before a rhythm counts as lost
GOOD_BANDS: Final = ("passed", "conditional")
MEMBER, TARGET, OPERATION = "task-force-member", "joint-target", "operation"


@dataclass(frozen=True)
class MemberLine:
    """One member: admitted until a day, or not and since when there is no vetting."""

    member: Thing
    standing: str
    until: date | None


@dataclass(frozen=True)
class TargetLine:
    """One joint target, where it stands, and the operations under it."""

    target: Thing
    stage: str
    operations: int
    walked: Walked


@dataclass(frozen=True)
class OperationLine:
    """One operation, where it stands, its last review of risk, and the events that it brought."""

    operation: Thing
    stage: str
    risk: Thing | None
    events: int
    misplaced: int


@dataclass(frozen=True)
class TaskForce:
    """A task force on a day.

    ``days_left`` counts to the end of its terms; ``days_since`` from its last meeting, and ``rhythm`` says
    whether that is within what was promised (None where nothing was). ``evaluation_days`` counts to the day
    on which an evaluation is due, below nought if that has passed; None where none is due or it was made.
    """

    terms: Thing
    standing: str
    days_left: int
    days_since: int | None
    rhythm: bool | None
    evaluation_days: int | None
    members: tuple[MemberLine, ...]
    targets: tuple[TargetLine, ...]
    operations: tuple[OperationLine, ...]
    events: tuple[Event, ...]
    totals: Mapping[tuple[str, str], Decimal]

    @property
    def not_admitted(self) -> int:
        """Count the members without a current vetting."""
        return sum(line.standing in (NOT_ADMITTED, UNKNOWN) for line in self.members)

    @property
    def synthetic(self) -> bool:
        """Say whether the task force is made up."""
        return made_up(self.terms)


@dataclass(frozen=True)
class IncidentLine:
    """A critical incident with its timeline, its lessons, and the decisions that followed each."""

    incident: Thing
    entries: tuple[Thing, ...]
    lessons: tuple[tuple[Thing, tuple[Thing, ...]], ...]

    @property
    def undecided(self) -> int:
        """Count the lessons that no decision followed."""
        return sum(not decisions for _, decisions in self.lessons)


@dataclass(frozen=True)
class Picture:
    """What a reader may see of task forces, read once."""

    today: date
    terms: tuple[Thing, ...]
    by_terms: Mapping[str, Mapping[str, list[Thing]]]
    steps: Mapping[str, Mapping[str, list[Thing]]]
    risks: Mapping[str, list[Thing]]
    results: Mapping[str, list[Thing]]
    met: Mapping[str, date]
    vettings: Mapping[str, list[Thing]] | None
    working: Mapping[str, int]

    @classmethod
    def read(cls, shelf: Shelf) -> "Picture":
        """Read all that there is."""
        things = {name: shelf.things(name) for name in (MEMBER, TARGET, OPERATION)}
        return cls._of(
            shelf, shelf.things("terms-of-reference"), things, lambda name, _, __: shelf.things(name)
        )

    @classmethod
    def about(
        cls, shelf: Shelf, terms: Sequence[Thing], targets: Sequence[Thing], operations: Sequence[Thing]
    ) -> "Picture":
        """Read what there is about these terms of reference, targets and operations, and no more."""
        members = shelf.having(MEMBER, "terms", [one.slug for one in terms])
        things = {MEMBER: members, TARGET: list(targets), OPERATION: list(operations)}
        return cls._of(shelf, terms, things, shelf.having)

    @classmethod
    def _of(
        cls,
        shelf: Shelf,
        terms: Sequence[Thing],
        things: Mapping[str, list[Thing]],
        having: Callable[[str, str, Sequence[str]], list[Thing]],
    ) -> "Picture":
        targets, operations = ([one.slug for one in things[name]] for name in (TARGET, OPERATION))
        return cls(
            shelf.today,
            tuple(terms),
            {name: told(ones, "terms") for name, ones in things.items()},
            {
                "target": told(having("target-step", "target", targets), "target"),
                "operation": told(having("operation-step", "operation", operations), "operation"),
            },
            told(having("operation-risk", "operation", operations), "operation"),
            told(having("operation-result", "operation", operations), "operation"),
            last_days(shelf, "meeting", "group", "held"),
            cls._vettings(shelf, things[MEMBER], having),
            counts(shelf, OPERATION, "target"),
        )

    @staticmethod
    def _vettings(
        shelf: Shelf, members: Sequence[Thing], having: Callable[[str, str, Sequence[str]], list[Thing]]
    ) -> dict[str, list[Thing]] | None:
        """Give the vettings of members by person; None where no vetting at all is to be seen."""
        if "vetting" not in shelf.register or not count(shelf, "vetting"):
            return None
        return told(having("vetting", "person", sorted({one.get("person") for one in members})), "person")

    def force(self, terms: Thing) -> TaskForce:
        """Give one task force."""
        operations = self.by_terms[OPERATION].get(terms.subject, [])
        results = [one for each in operations for one in self.results.get(each.subject, ())]
        found = tuple(events(results))
        since = self._since(terms)
        cadence = terms.get("cadence_days")
        return TaskForce(
            terms,
            self._standing(terms),
            (Day.parse(terms.get("ends")).last - self.today).days,
            since,
            None if not cadence else since is not None and since <= cadence * LATE_AFTER,
            self._evaluation(terms),
            self.members(self.by_terms[MEMBER].get(terms.subject, [])),
            self.targets(self.by_terms[TARGET].get(terms.subject, [])),
            self.operations(operations),
            found,
            summed(found),
        )

    def _standing(self, terms: Thing) -> str:
        ends = Day.parse(terms.get("ends")).last
        if terms.state != COUNTERSIGNED:
            return UNSIGNED
        if Day.parse(terms.get("started")).first > self.today:
            return FORTHCOMING
        if ends < self.today:
            return EXPIRED
        return ENDING if ends - self.today <= timedelta(days=ENDING_DAYS) else RUNNING

    def _since(self, terms: Thing) -> int | None:
        held = self.met.get((terms.get("group") or "").partition("/")[2])
        return (self.today - held).days if held else None

    def _evaluation(self, terms: Thing) -> int | None:
        due = terms.get("evaluation_due")
        if not due or terms.get("evaluated"):
            return None
        return (Day.parse(due).last - self.today).days

    def members(self, members: Iterable[Thing]) -> tuple[MemberLine, ...]:
        """Say of each member whether a current vetting admits them; who may not see vettings is told so."""
        listed = list(members)
        now = {member.subject for member in serving(listed, self.today)}
        return tuple(self._member(member, member.subject in now) for member in listed)

    def _member(self, member: Thing, serves: bool) -> MemberLine:
        if not serves:
            return MemberLine(member, LEFT, None)
        if self.vettings is None:
            return MemberLine(member, UNKNOWN, None)
        of = [
            one
            for one in self.vettings.get(member.get("person"), ())
            if one.get("scheme") == member.get("vetting") and one.get("party") == member.get("party")
        ]
        until = vetted_until(of)
        current = until is not None and until >= self.today
        return MemberLine(member, ADMITTED if current else NOT_ADMITTED, until)

    def targets(self, targets: Iterable[Thing]) -> tuple[TargetLine, ...]:
        """Say where each joint target stands."""
        found = []
        for target in targets:
            walked = target_stage(target, self.steps["target"].get(target.subject, ()))
            found.append(TargetLine(target, walked.stage, self.working.get(target.slug, 0), walked))
        return tuple(found)

    def operations(self, operations: Iterable[Thing]) -> tuple[OperationLine, ...]:
        """Say where each operation stands, the next day first."""
        found = []
        for one in sorted(operations, key=lambda each: (each.get("planned"), each.subject)):
            walked = operation_stage(one, self.steps["operation"].get(one.subject, ()))
            brought = len(events(self.results.get(one.subject, ())))
            last = last_review(self.risks.get(one.subject, ()))
            found.append(OperationLine(one, walked.stage, last, brought, len(walked.misplaced)))
        return tuple(found)


def last_review(reviews: Iterable[Thing]) -> Thing | None:
    """Give the newest review of a risk, if there is one."""
    return max(reviews, key=lambda each: (each.get("reviewed"), each.time), default=None)


def vetted_until(vettings: Iterable[Thing]) -> date | None:
    """Give the day until which the last decided vetting lets somebody in; one that was ended lets nobody."""
    decided = sorted(
        (one for one in vettings if one.get("decided")),
        key=lambda one: (Day.parse(one.get("decided")).last, one.get("band") not in GOOD_BANDS),
    )
    if not decided or decided[-1].get("band") not in GOOD_BANDS or not decided[-1].get("expires"):
        return None
    return Day.parse(decided[-1].get("expires")).last


def task_forces(shelf: Shelf) -> tuple[TaskForce, ...]:
    """Give every task force, the one that ends first first; those that ended last."""
    picture = Picture.read(shelf)
    found = [picture.force(terms) for terms in picture.terms]
    return tuple(sorted(found, key=lambda one: (one.days_left < 0, abs(one.days_left), one.terms.subject)))


def task_force(shelf: Shelf, subject: str) -> TaskForce:
    """Give one task force; NotFound where the reader sees none."""
    return Picture.read(shelf).force(shelf.thing(subject))


def every_target(shelf: Shelf) -> tuple[TargetLine, ...]:
    """Give every joint target, nominated or adopted, of all task forces."""
    return Picture.read(shelf).targets(shelf.things("joint-target"))


def every_operation(shelf: Shelf) -> tuple[OperationLine, ...]:
    """Give every operation, also those of no task force."""
    return Picture.read(shelf).operations(shelf.things("operation"))


def every_event(shelf: Shelf) -> tuple[Event, ...]:
    """Give every event once, whoever reported it."""
    return tuple(events(shelf.things("operation-result")))


def incidents(shelf: Shelf) -> tuple[IncidentLine, ...]:
    """Give every critical incident, the newest first."""
    found = sorted(shelf.things("critical-incident"), key=lambda one: one.get("happened"), reverse=True)
    return incident_lines(shelf, found)


def incident(shelf: Shelf, subject: str) -> IncidentLine:
    """Give one critical incident; NotFound where the reader sees none."""
    return incident_lines(shelf, [shelf.thing(subject)])[0]


def incident_lines(shelf: Shelf, found: Sequence[Thing]) -> tuple[IncidentLine, ...]:
    """Give these incidents with their timelines, lessons and decisions."""
    slugs = [one.slug for one in found]
    entries, lessons = (
        told(shelf.having(name, "incident", slugs), "incident") for name in ("incident-entry", "lesson")
    )
    named = {name for ones in lessons.values() for one in ones for name in one.get("decisions") or ()}
    decisions = {name: one for name, one in some(shelf, named).items() if one.state not in GONE}
    return tuple(
        IncidentLine(
            thing,
            tuple(timeline(entries.get(thing.subject, ()))),
            tuple(
                (one, tuple(decisions[name] for name in one.get("decisions") or () if name in decisions))
                for one in lessons.get(thing.subject, ())
            ),
        )
        for thing in found
    )
