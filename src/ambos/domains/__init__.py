"""The domains of the partnership, one folder each; they do not know one another.

Only what several domains speak stands here: code lists, and the rules of dates.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ambos.kernel.kinds import CodeList
from ambos.values.dates import Day
from ambos.values.errors import Refused

MARK = CodeList(
    "mark",
    ("read", "press", "recalled", "arithmetic"),
    source="The public record's own rule: how a row is known, see node/public_record/README.md",
)

AREA = CodeList(
    "area",
    (
        "health",
        "arms",
        "drugs",
        "border",
        "finance",
        "justice",
        "extradition",
        "wiretap",
        "vetting",
        "migration",
        "cyber",
        "crime",
        "training",
        "social",
        "dialogue",
    ),
    source="The founding paper (Wayne, 2020) and the frameworks since; data, open to change",
)

CURRENCY = CodeList(
    "currency",
    ("mxn", "usd"),
    source="ISO 4217, the currencies of both parties; amounts are never converted",
)


class DateInFuture(Refused):
    """What is told as a fact has a date that has not come; data: field, value, today."""

    code = "rules.future-date"


class DatesReversed(Refused):
    """Something ends, or falls due, before it begins; data: first and second field with their values."""

    code = "rules.dates-reversed"


class NotPositive(Refused):
    """A number of days or months that must be at least one is not; data: field, value."""

    code = "rules.not-positive"


def demand_past(body: Mapping[str, Any], today: date, *fields: str) -> None:
    """Refuse a body with a date of a past fact in the future; a year or month that has begun is not."""
    for field in fields:
        value = body.get(field)
        if value is not None and Day.parse(value).first > today:
            raise DateInFuture(field=field, value=value, today=today)


def demand_order(body: Mapping[str, Any], earlier: str, later: str) -> None:
    """Refuse a body whose later date lies wholly before its earlier one; absent dates contradict nothing."""
    first, second = body.get(earlier), body.get(later)
    if first is not None and second is not None and Day.parse(second).last < Day.parse(first).first:
        raise DatesReversed(first=earlier, first_value=first, second=later, second_value=second)


def demand_positive(body: Mapping[str, Any], field: str) -> None:
    """Refuse a whole number below one; an absent one says nothing."""
    value = body.get(field)
    if value is not None and value < 1:
        raise NotPositive(field=field, value=value)
