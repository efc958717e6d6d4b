"""What may be said of dialogue, and why not: pure functions of a body and the day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ambos.domains import demand_order, demand_past, demand_positive
from ambos.kernel.acts import Rule
from ambos.values.errors import Refused


class DateGivenAndNot(Refused):
    """A commitment says both that it falls due and that its text gives no date; data: due."""

    code = "dialogue.date-given-and-not"


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
    """A commitment has been said; it falls due, and has news, only after that, or its text gives no date."""
    demand_past(body, today, "said_on", "last_news")
    demand_order(body, "said_on", "due")
    demand_order(body, "said_on", "last_news")
    if body.get("no_date") and body.get("due"):
        raise DateGivenAndNot(due=body["due"])


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
}
