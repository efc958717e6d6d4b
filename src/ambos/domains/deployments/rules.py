"""What may be said of deployments, and why not: pure functions of a body and the day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ambos.domains import DateInFuture, demand_past
from ambos.kernel.acts import Rule
from ambos.values.dates import Period
from ambos.values.errors import Refused


class NotOneMonth(Refused):
    """Strength is stated for a span that is not one month; data: value."""

    code = "deployments.not-one-month"


class StrengthNegative(Refused):
    """A strength lies below nought; data: value."""

    code = "deployments.strength-negative"


class TakenFromItself(Refused):
    """A mission is said to be manned from itself; data: mission."""

    code = "deployments.taken-from-itself"


def deployment(body: Mapping[str, Any], today: date) -> None:
    """A strength is that of one month that has begun; what it was taken from is another mission.

    Strengths of longer spans would not add up by month.
    """
    period = Period.parse(body["period"])
    if period.months != 1:
        raise NotOneMonth(value=body["period"])
    if period.first > today:
        raise DateInFuture(field="period", value=body["period"], today=today)
    demand_past(body, today, "as_of")
    if body["strength"] < 0:
        raise StrengthNegative(value=body["strength"])
    if body.get("taken_from") == body["mission"]:
        raise TakenFromItself(mission=body["mission"])


RULES: dict[str, Rule] = {"deployment": deployment}
