"""What may be said of measures, and why not: pure functions of a body and the day."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from ambos.domains import DateInFuture, DatesReversed, demand_order, demand_past, demand_positive
from ambos.kernel.acts import Rule
from ambos.values.dates import Day, Period
from ambos.values.errors import Refused
from ambos.values.quantities import UNITS

PERCENT: Final = "percent"
# A count is a dimension of its own; spans of time are too, and a daily average is no count.
COUNTED: Final = frozenset(
    code
    for code, unit in UNITS.items()
    if unit.dimension == code and code not in ("days", "months", "per-day")
)


class NotWhole(Refused):
    """Something that is counted one by one has a broken value; data: value, unit."""

    code = "measures.not-whole"


class Negative(Refused):
    """A quantity is below nothing; data: value, unit."""

    code = "measures.negative"


class TargetEmpty(Refused):
    """A target names neither a value to reach nor a change in percent."""

    code = "measures.target-empty"


def indicator(body: Mapping[str, Any], today: date) -> None:
    """An indicator's figures grow stale after a day or more, and are published as late, not at once."""
    demand_positive(body, "stale_after_days")
    demand_positive(body, "lag_days")


def baseline(body: Mapping[str, Any], today: date) -> None:
    """A baseline lies in a period that has begun, and was published."""
    demand_past(body, today, "as_of")
    _demand_begun(body, today)


def target(body: Mapping[str, Any], today: date) -> None:
    """A target says what to reach, was said, and ends after that."""
    demand_past(body, today, "said_on", "baseline_vintage")
    demand_order(body, "said_on", "deadline")
    if body.get("value") is None and body.get("change_percent") is None:
        raise TargetEmpty(deadline=body["deadline"])


def figure(body: Mapping[str, Any], today: date) -> None:
    """A figure counts a period that had begun when it was published, in a value that its unit can have.

    Percentages may be negative, for a change is given in percent too: only the indicator tells them apart.
    """
    demand_past(body, today, "as_of")
    _demand_begun(body, today)
    _demand_published_after(body)
    _demand_possible(Decimal(body["value"]), body["unit"])


def indicator_test(body: Mapping[str, Any], today: date) -> None:
    """An indicator was tested when it has been, not before."""
    demand_past(body, today, "tested_on")


def data_quality(body: Mapping[str, Any], today: date) -> None:
    """The quality of data was assessed when it has been, not before."""
    demand_past(body, today, "assessed_on")


def _demand_begun(body: Mapping[str, Any], today: date) -> None:
    if Period.parse(body["period"]).first > today:
        raise DateInFuture(field="period", value=body["period"], today=today)


def _demand_published_after(body: Mapping[str, Any]) -> None:
    period, as_of = body["period"], body.get("as_of")
    if as_of is not None and Day.parse(as_of).last < Period.parse(period).first:
        raise DatesReversed(first="period", first_value=period, second="as_of", second_value=as_of)


def _demand_possible(value: Decimal, unit: str) -> None:
    if unit in COUNTED and value != value.to_integral_value():
        raise NotWhole(value=value, unit=unit)
    if unit != PERCENT and value < 0:
        raise Negative(value=value, unit=unit)


RULES: dict[str, Rule] = {
    "indicator": indicator,
    "baseline": baseline,
    "target": target,
    "figure": figure,
    "indicator-test": indicator_test,
    "data-quality": data_quality,
}
