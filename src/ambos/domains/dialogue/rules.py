"""What may be said of dialogue, and why not: pure functions of a body and the day."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from ambos.domains import demand_order, demand_past, demand_positive
from ambos.domains.dialogue.contacts import contact
from ambos.kernel.acts import Rule
from ambos.values.errors import Form, Refused, ValueInvalid

CLOCK: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
TIME_ZONE: Final = re.compile(r"[A-Za-z_]+(/[A-Za-z0-9_+-]+)*", re.ASCII)


class TimeOfDayInvalid(ValueInvalid):
    """A time of day is not hours and minutes as on a clock, ``09:30``."""

    code = "dialogue.time-of-day"


class TimeZoneInvalid(ValueInvalid):
    """A time zone is not written as in the tz database, ``America/Mexico_City``."""

    code = "dialogue.time-zone"


class OutcomeWithoutRecord(Refused):
    """Minutes say that something was decided or promised, and name no record of it; data: outcome."""

    code = "dialogue.outcome-without-record"


def source(body: Mapping[str, Any], today: date) -> None:
    """A source has been published already."""
    demand_past(body, today, "published")


def framework(body: Mapping[str, Any], today: date) -> None:
    """A framework does not end in the future, nor before it starts; a promised cadence is a month or more."""
    demand_past(body, today, "ended")
    demand_order(body, "started", "ended")
    demand_positive(body, "cadence_months")


def group(body: Mapping[str, Any], today: date) -> None:
    """A group's promised rhythm is a day or more."""
    demand_positive(body, "cadence_days")


def meeting(body: Mapping[str, Any], today: date) -> None:
    """A meeting on record has been held."""
    demand_past(body, today, "held")


def decision(body: Mapping[str, Any], today: date) -> None:
    """A decision on record has been taken."""
    demand_past(body, today, "decided")


def commitment(body: Mapping[str, Any], today: date) -> None:
    """A commitment has been said; it falls due, and has news, only after that.

    A date agreed later may stand beside a text that gives none.
    """
    demand_past(body, today, "said_on", "last_news")
    demand_order(body, "said_on", "due")
    demand_order(body, "said_on", "last_news")


def agenda(body: Mapping[str, Any], today: date) -> None:
    """A planned meeting begins at a time of day, in a time zone, and lasts a minute or more."""
    starts_at, zone = body.get("starts_at"), body.get("time_zone")
    if starts_at is not None and not CLOCK.fullmatch(starts_at):
        raise TimeOfDayInvalid(value=starts_at, expected=Form("time-of-day"))
    if zone is not None and not TIME_ZONE.fullmatch(zone):
        raise TimeZoneInvalid(value=zone, expected=Form("time-zone"))
    demand_positive(body, "minutes_long")


def agenda_item(body: Mapping[str, Any], today: date) -> None:
    """The items of an agenda are counted from one."""
    demand_positive(body, "order")


def minute(body: Mapping[str, Any], today: date) -> None:
    """What a meeting decided or promised stands in a record of its own."""
    demand_positive(body, "order")
    if body["outcome"] in ("decided", "promised") and not body.get("becomes"):
        raise OutcomeWithoutRecord(outcome=body["outcome"])


def event(body: Mapping[str, Any], today: date) -> None:
    """An event on record has happened."""
    demand_past(body, today, "happened")


RULES: dict[str, Rule] = {
    "source": source,
    "framework": framework,
    "group": group,
    "meeting": meeting,
    "decision": decision,
    "commitment": commitment,
    "event": event,
    "agenda": agenda,
    "agenda-item": agenda_item,
    "minute": minute,
    "contact": contact,
}
