"""What may be said of task forces, and why not: pure functions of a body and the day."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from ambos.domains import demand_order, demand_past, demand_positive
from ambos.kernel.acts import Rule
from ambos.values.errors import Form, Refused, ValueInvalid
from ambos.values.ids import PSEUDONYM_PATTERN, SLUG_PATTERN
from ambos.values.moments import Moment

PERSON: Final = re.compile(rf"{PSEUDONYM_PATTERN}|{SLUG_PATTERN}", re.ASCII)
KEY: Final = re.compile(r"[a-z0-9][a-z0-9./-]{2,63}", re.ASCII)
DRUGS: Final = "drugs-kg"
LARGEST_KM: Final = 25
LONGEST: Final = timedelta(hours=48)
LIMITS: Final = {"latitude": 90, "longitude": 180}


class PersonNamed(ValueInvalid):
    """A member is told by name, where a pseudonym or an officer of a node belongs."""

    code = "taskforces.person-named"


class EventKeyInvalid(ValueInvalid):
    """The key of an event is none: small letters, digits, points, slashes and hyphens."""

    code = "taskforces.event-key"


class DrugUnclear(Refused):
    """A weight of drugs names no drug, or another result names one; data: measure."""

    code = "taskforces.drug-unclear"


class AmountNegative(Refused):
    """A result is below nought; data: field, value."""

    code = "taskforces.amount-negative"


class PlaceInvalid(Refused):
    """A place is none on Earth, or its circle is none or too wide; data: field, value, limit."""

    code = "taskforces.place-invalid"


class WindowInvalid(Refused):
    """A plan ends before it begins, or lasts longer than can be compared; data: starts, until, hours."""

    code = "taskforces.window-invalid"


class ClosedUndated(Refused):
    """A conflict is closed without a day, or has one while it is open; data: state."""

    code = "taskforces.closed-undated"


def demand_person(body: Mapping[str, Any], *fields: str) -> None:
    """Refuse a person who is told by name."""
    for field in fields:
        value = body.get(field)
        if value is not None and not PERSON.fullmatch(value):
            raise PersonNamed(value=value, expected=Form("task-force-person"))


def terms(body: Mapping[str, Any], today: date) -> None:
    """Terms end after they begin; leaders are pseudonyms; an evaluation on record has been made."""
    demand_order(body, "started", "ends")
    demand_positive(body, "cadence_days")
    demand_person(body, "leader_us", "leader_mx")
    demand_past(body, today, "evaluated")


def member(body: Mapping[str, Any], today: date) -> None:
    """A member is a pseudonym and leaves after joining."""
    demand_person(body, "person")
    demand_order(body, "since", "until")


def target(body: Mapping[str, Any], today: date) -> None:
    """A nomination on record has been made."""
    demand_past(body, today, "nominated")


def taken(body: Mapping[str, Any], today: date) -> None:
    """A step on record has been taken."""
    demand_past(body, today, "taken")


def operation(body: Mapping[str, Any], today: date) -> None:
    """An operation ends on the day it was planned for, or later."""
    demand_order(body, "planned", "until")


def risk(body: Mapping[str, Any], today: date) -> None:
    """A review on record has been made, by a pseudonym."""
    demand_past(body, today, "reviewed")
    demand_person(body, "reviewer")


def result(body: Mapping[str, Any], today: date) -> None:
    """A result has happened, counts nought or more, and names a drug if and only if drugs were weighed."""
    demand_past(body, today, "happened")
    if not KEY.fullmatch(body["event_key"]):
        raise EventKeyInvalid(value=body["event_key"], expected=Form("event-key"))
    if (body["measure"] == DRUGS) != ("drug" in body):
        raise DrugUnclear(measure=body["measure"])
    if Decimal(body["amount"]) < 0:
        raise AmountNegative(field="amount", value=body["amount"])


def plan(body: Mapping[str, Any], today: date) -> None:
    """A plan is a circle on Earth of at most 25 km and a window of at most 48 hours."""
    for field, limit in LIMITS.items():
        if abs(Decimal(body[field])) > limit:
            raise PlaceInvalid(field=field, value=body[field], limit=limit)
    if not 0 < Decimal(body["radius_km"]) <= LARGEST_KM:
        raise PlaceInvalid(field="radius_km", value=body["radius_km"], limit=LARGEST_KM)
    starts, until = (Moment.parse(body[name]).utc for name in ("starts", "until"))
    if not timedelta(0) <= until - starts <= LONGEST:
        hours = LONGEST // timedelta(hours=1)
        raise WindowInvalid(starts=body["starts"], until=body["until"], hours=hours)


def conflict(body: Mapping[str, Any], today: date) -> None:
    """A conflict is closed on a day that has come, and an open one has none."""
    demand_past(body, today, "closed")
    if (body.get("state", "open") == "open") == ("closed" in body):
        raise ClosedUndated(state=body.get("state", "open"))


def incident(body: Mapping[str, Any], today: date) -> None:
    """An incident on record has happened, and harmed nobody or more."""
    demand_past(body, today, "happened")
    for field in ("deaths", "injured"):
        if body.get(field, 0) < 0:
            raise AmountNegative(field=field, value=body[field])


def entry(body: Mapping[str, Any], today: date) -> None:
    """What a timeline tells has happened."""
    demand_past(body, today, "day")


RULES: dict[str, Rule] = {
    "terms-of-reference": terms,
    "task-force-member": member,
    "joint-target": target,
    "target-step": taken,
    "operation": operation,
    "operation-step": taken,
    "operation-risk": risk,
    "operation-result": result,
    "planned-operation": plan,
    "conflict": conflict,
    "critical-incident": incident,
    "incident-entry": entry,
}
