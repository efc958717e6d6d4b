"""How a contact with a foreign agent stands, and what each step of it needs: pure functions of its dates.

The steps are those of Mexico's National Security Law, title VII, and the guidelines of 2021: draft,
submitted, decided (authorised, refused, authorised as urgent), held, reported within days, closed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final

from ambos.domains import demand_order, demand_past
from ambos.kernel.shelf import Thing
from ambos.values.dates import Day
from ambos.values.errors import Refused

AUTHORISED: Final = ("authorised", "urgent-authorised")
REFUSED: Final = "refused"
DATES: Final = ("submitted", "decided", "held", "reported", "closed")
# What must stand in the record before a step can: its own particulars, and the step before it.
NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    "decided": ("submitted", "decision", "decided_by"),
    "decision": ("decided",),
    "held": ("decided",),
    "reported": ("held", "report"),
    "report": ("held",),
}

DRAFT, SUBMITTED, REPORT_DUE, OVERDUE, REPORTED, CLOSED = (
    "draft", "submitted", "report-due", "overdue", "reported", "closed",
)  # fmt: skip
STANDINGS: Final = (DRAFT, SUBMITTED, *AUTHORISED, REFUSED, REPORT_DUE, OVERDUE, REPORTED, CLOSED)
# The step that comes next, by how a contact stands; each step is the date that it fills.
NEXT: Final[Mapping[str, str]] = {
    DRAFT: "submitted",
    SUBMITTED: "decided",
    **dict.fromkeys(AUTHORISED, "held"),
    REFUSED: "closed",
    REPORT_DUE: "reported",
    OVERDUE: "reported",
    REPORTED: "closed",
}


class StepMissing(Refused):
    """A step of a contact lacks one that comes before it, or its particulars; data: step, needs."""

    code = "contact.step-missing"


class NotAuthorised(Refused):
    """A contact is held, or reported, that nobody authorised; data: decision."""

    code = "contact.not-authorised"


class StillOpen(Refused):
    """A contact is closed that was neither reported nor refused."""

    code = "contact.still-open"


@dataclass(frozen=True)
class ReportClock:
    """In how many calendar days a contact is to be reported, and how that is known.

    Source: press reports of the 2021 guidelines, «within three days of contact» [PLEDGE21]. Whether the days
    are business days was not seen, so the clock is configuration that a lawyer confirms.
    """

    days: int = 3
    verified: bool = False

    def due(self, held: Day) -> date:
        """Give the last day on which the report is in time."""
        return held.last + timedelta(days=self.days)


@dataclass(frozen=True)
class ContactStanding:
    """How a contact stands on a day; where a report is owed, until when, and how many days are left."""

    contact: Thing
    standing: str
    due: date | None = None
    days_left: int | None = None

    @property
    def next(self) -> str:
        """Give the step that comes next; nothing for a contact that is closed."""
        return NEXT.get(self.standing, "")

    @property
    def by(self) -> date | None:
        """Give the day by which the next step is due: a report's, else, before a contact, the planned one."""
        before = self.standing in (DRAFT, SUBMITTED, *AUTHORISED)
        return Day.parse(self.contact.get("planned")).last if before else self.due


def contact(body: Mapping[str, Any], today: date) -> None:
    """A contact's steps have happened, one after the other, each with what it needs."""
    demand_past(body, today, *DATES)
    for earlier, later in pairwise(DATES):
        demand_order(body, earlier, later)
    for step, needs in NEEDS.items():
        if body.get(step) is not None:
            _demand(body, step, needs)
    if body.get("held") is not None and body["decision"] not in AUTHORISED:
        raise NotAuthorised(decision=body["decision"])
    if body.get("closed") is not None and not (body.get("reported") or body.get("decision") == REFUSED):
        raise StillOpen(closed=body["closed"])


def _demand(body: Mapping[str, Any], step: str, needs: tuple[str, ...]) -> None:
    for need in needs:
        if body.get(need) is None:
            raise StepMissing(step=step, needs=need)


def standing(thing: Thing, today: date, clock: ReportClock) -> ContactStanding:
    """Say how a contact stands: by the last step on record, and by the clock once it was held."""
    if thing.get("closed"):
        return ContactStanding(thing, CLOSED)
    if thing.get("reported"):
        return ContactStanding(thing, REPORTED)
    if thing.get("held"):
        due = clock.due(Day.parse(thing.get("held")))
        return ContactStanding(thing, OVERDUE if today > due else REPORT_DUE, due, (due - today).days)
    if thing.get("decision"):
        return ContactStanding(thing, thing.get("decision"))
    return ContactStanding(thing, SUBMITTED if thing.get("submitted") else DRAFT)
