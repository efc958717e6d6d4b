"""Task forces, joint targets, operations and what they came to, critical incidents; our own conflicts."""

from collections.abc import Mapping
from typing import Final

import msgspec

from ambos.analysis.studies import taskforces as study
from ambos.analysis.studies.taskforces import IncidentLine, OperationLine, TargetLine, TaskForce
from ambos.domains.taskforces.views import Event
from ambos.faces.accounts.scopes import READ_REVIEW
from ambos.faces.api.forms import ThingForm
from ambos.faces.api.route import Call, Route
from ambos.node.deconfliction import conflicts


class MemberForm(msgspec.Struct, frozen=True):
    """A member by pseudonym, and whether a current vetting admits them."""

    member: str
    person: str
    admission: str
    vetted_until: str | None


class TargetForm(msgspec.Struct, frozen=True):
    """A joint target, where it stands, and how many operations work on it."""

    target: ThingForm
    stage: str
    operations: int


class OperationForm(msgspec.Struct, frozen=True):
    """An operation, where it stands, and how its last review of risk decided."""

    operation: ThingForm
    stage: str
    risk: str | None
    events: int


class EventForm(msgspec.Struct, frozen=True):
    """An event, counted once: its amounts by measure (and drug), who reported it, and what they differ in."""

    event: str
    happened: str
    place: str
    amounts: Mapping[str, str]
    reported_by: tuple[str, ...]
    differs: tuple[str, ...]


class TaskForceForm(msgspec.Struct, frozen=True):
    """A task force on a day; see the page of one."""

    terms: ThingForm
    standing: str
    days_left: int
    days_since_meeting: int | None
    rhythm_kept: bool | None
    evaluation_days: int | None
    members: tuple[MemberForm, ...]
    targets: tuple[TargetForm, ...]
    operations: tuple[OperationForm, ...]
    events: tuple[EventForm, ...]


class LessonForm(msgspec.Struct, frozen=True):
    """A lesson and the decisions that followed it."""

    lesson: ThingForm
    decisions: tuple[ThingForm, ...]


class IncidentForm(msgspec.Struct, frozen=True):
    """A critical incident with its timeline and lessons."""

    incident: ThingForm
    timeline: tuple[ThingForm, ...]
    lessons: tuple[LessonForm, ...]


def _target(line: TargetLine) -> TargetForm:
    return TargetForm(ThingForm.of(line.target), line.stage, line.operations)


def _operation(line: OperationLine) -> OperationForm:
    risk = line.risk.get("decision") if line.risk else None
    return OperationForm(ThingForm.of(line.operation), line.stage, risk, line.events)


def _event(event: Event) -> EventForm:
    amounts = {_named(what): f"{amount:f}" for what, amount in event.amounts.items()}
    differs = tuple(map(_named, event.differs))
    return EventForm(event.key, event.day, event.place, amounts, event.reporters, differs)


def _named(what: tuple[str, str]) -> str:
    return ":".join(filter(None, what))


def _force(found: TaskForce) -> TaskForceForm:
    return TaskForceForm(
        ThingForm.of(found.terms),
        found.standing,
        found.days_left,
        found.days_since,
        found.rhythm,
        found.evaluation_days,
        tuple(
            MemberForm(
                line.member.subject,
                line.member.get("person"),
                line.standing,
                line.until.isoformat() if line.until else None,
            )
            for line in found.members
        ),
        tuple(map(_target, found.targets)),
        tuple(map(_operation, found.operations)),
        tuple(map(_event, found.events)),
    )


def _incident(line: IncidentLine) -> IncidentForm:
    lessons = tuple(
        LessonForm(ThingForm.of(lesson), tuple(map(ThingForm.of, decisions)))
        for lesson, decisions in line.lessons
    )
    return IncidentForm(ThingForm.of(line.incident), tuple(map(ThingForm.of, line.entries)), lessons)


def _forces(call: Call) -> tuple[TaskForceForm, ...]:
    with call.shelf.keeping():
        return tuple(map(_force, study.task_forces(call.shelf)))


def _targets(call: Call) -> tuple[TargetForm, ...]:
    with call.shelf.keeping():
        return tuple(map(_target, study.every_target(call.shelf)))


def _operations(call: Call) -> tuple[OperationForm, ...]:
    with call.shelf.keeping():
        return tuple(map(_operation, study.every_operation(call.shelf)))


def _events(call: Call) -> tuple[EventForm, ...]:
    return tuple(map(_event, study.every_event(call.shelf)))


def _incidents(call: Call) -> tuple[IncidentForm, ...]:
    with call.shelf.keeping():
        return tuple(map(_incident, study.incidents(call.shelf)))


def _conflicts(call: Call) -> tuple[ThingForm, ...]:
    return tuple(map(ThingForm.of, conflicts(call.node)))


ROUTES: Final[tuple[Route, ...]] = (
    Route("taskforces", "/taskforces", READ_REVIEW, _forces, tuple[TaskForceForm, ...]),
    Route("joint-targets", "/taskforces/targets", READ_REVIEW, _targets, tuple[TargetForm, ...]),
    Route("operations", "/taskforces/operations", READ_REVIEW, _operations, tuple[OperationForm, ...]),
    Route("operation-events", "/taskforces/events", READ_REVIEW, _events, tuple[EventForm, ...]),
    Route("operation-conflicts", "/taskforces/conflicts", READ_REVIEW, _conflicts, tuple[ThingForm, ...]),
    Route("critical-incidents", "/taskforces/incidents", READ_REVIEW, _incidents, tuple[IncidentForm, ...]),
)
