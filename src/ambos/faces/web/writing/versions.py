"""A version as the inbox, an answer and a comparison show it: whose, since when, what it changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ambos.faces.reports.differing import Difference, differences
from ambos.faces.reports.names import refs_of
from ambos.faces.web.frame.visit import Visit
from ambos.kernel import fields
from ambos.kernel.joint import REVISES
from ambos.kernel.kinds import Field, Kind
from ambos.kernel.shelf import RecordRow, Thing
from ambos.node.rewriting import said_in
from ambos.values.errors import AmbosError


@dataclass(frozen=True)
class Version:
    """One version of a thing, with what it says otherwise than the one that it would replace."""

    row: RecordRow
    kind: str
    title: str
    body: Mapping[str, Any] | None
    changes: tuple[Difference, ...]
    against: str
    facts: tuple[tuple[str, str], ...]

    @property
    def slug(self) -> str:
        """Give the thing's subject without its kind."""
        return self.row.subject.partition("/")[2]


def version(visit: Visit, rid: str, thing: Thing | None = None) -> Version:
    """Open a version; where what it said is no more, its title is the thing's id and it changes nothing."""
    row = visit.shelf.record(rid)
    kind = visit.node.register[row.kind]
    body = body_or_none(visit, rid)
    if body is not None:
        visit.names.learn(refs_of((kind.by_name[name] for name in kind.caption), body))
    title = (visit.names.caption(kind, body) if body is not None else "") or row.subject
    against = revised(visit, thing or visit.shelf.standing(row.subject), rid) if body is not None else ""
    before = body_or_none(visit, against) if against else None
    changes = differences(kind, before, body, visit.shown) if before is not None and body is not None else []
    return Version(
        row, visit.shown.kind(row.kind), title, body, tuple(changes), against, _facts(visit, kind, body or {})
    )


def _facts(visit: Visit, kind: Kind, body: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Give what a list shows of the version besides its title, in words."""
    shown = [name for name in kind.list if name not in kind.caption and body.get(name) is not None]
    return tuple(
        (visit.shown.field_name(kind.name, name), _told(visit, kind.by_name[name], body[name]))
        for name in shown
    )


def _told(visit: Visit, field: Field, value: Any) -> str:
    if not isinstance(field.type, fields.Ref):
        return visit.shown.value(field, value)
    return ", ".join(visit.named(subject) for subject in (value if field.many else [value]))


def body_or_none(visit: Visit, rid: str) -> Mapping[str, Any] | None:
    """Give what a version says as readers see it, or None where it cannot be read any more."""
    try:
        return said_in(visit.node, rid, visit.shelf).body
    except AmbosError:
        return None


def revised(visit: Visit, thing: Thing, rid: str) -> str:
    """Name the version that one is read against: the current one, else the newest that it revises."""
    if thing.rid != rid and thing.rid not in thing.rivals:
        return thing.rid
    rows = visit.shelf.versions(thing.subject)
    if len(rows) == 1:
        return ""
    ties = visit.shelf.ties_to([row.rid for row in rows])
    targets = {tie.target for tie in ties if tie.rid == rid and tie.relation == REVISES}
    before = [row.rid for row in rows if row.rid in targets]
    return before[-1] if before else ""


def age(visit: Visit, row: RecordRow) -> str:
    """Say how long ago a version was signed."""
    day = datetime.fromtimestamp(row.time, UTC).date()
    if day >= visit.today:
        return visit.say("web_writing", "today")
    return visit.formats.age(day, visit.today)
