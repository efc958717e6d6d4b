"""What determinations, assistance and deployments refuse."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.domains import DateInFuture, DatesReversed
from ambos.domains.assistance.rules import (
    AcceptedUndelivered,
    AmountNegative,
    HaltUndated,
    MoneyUnclear,
    ShareInvalid,
)
from ambos.domains.deployments.rules import NotOneMonth, StrengthNegative, TakenFromItself
from ambos.domains.determinations.regimes import REGIMES
from ambos.domains.determinations.rules import DecisionUndated, ThresholdIncomplete
from ambos.node.rules import RULES

TODAY = date(2026, 3, 1)
MONEY = {"programme": "programme/p", "stage": "obligated", "period": "FY2025"}
FORCE = {"force": "semar", "mission": "border", "place": "MX-02", "period": "2026-01", "strength": 5}


@pytest.mark.parametrize(
    ("kind", "body", "error"),
    [
        ("determination", {"state": "decided"}, DecisionUndated),
        ("determination", {"state": "decided", "decided_on": "2027"}, DateInFuture),
        (
            "determination",
            {"state": "in-force", "decided_on": "2025-06", "effective": "2025-01"},
            DatesReversed,
        ),
        ("determination-criterion", {"threshold": "1", "comparison": "at-most"}, ThresholdIncomplete),
        ("determination-criterion", {"threshold": "0", "indicators": ["indicator/i"]}, ThresholdIncomplete),
        ("programme", {"state": "halted"}, HaltUndated),
        ("funding", MONEY, MoneyUnclear),
        ("funding", {**MONEY, "amount": "5"}, MoneyUnclear),
        ("funding", {**MONEY, "amount": "-5", "currency": "usd"}, AmountNegative),
        ("funding", {**MONEY, "share_percent": "100.01"}, ShareInvalid),
        ("funding", {**MONEY, "share_percent": "9", "period": "FY2030"}, DateInFuture),
        ("delivery", {"accepted_on": "2026-01-01"}, AcceptedUndelivered),
        ("delivery", {"delivered": "2026-02-01", "accepted_on": "2026-01-01"}, DatesReversed),
        ("deployment", {**FORCE, "period": "2025"}, NotOneMonth),
        ("deployment", {**FORCE, "period": "2026-01-05"}, NotOneMonth),
        ("deployment", {**FORCE, "period": "2026-04"}, DateInFuture),
        ("deployment", {**FORCE, "strength": -1}, StrengthNegative),
        ("deployment", {**FORCE, "taken_from": "border"}, TakenFromItself),
    ],
)
def test_what_cannot_be_is_refused(kind: str, body: dict[str, Any], error: type[Exception]) -> None:
    """Each impossible statement is refused by its own error."""
    with pytest.raises(error):
        RULES[kind](body, TODAY)


def test_money_to_come_may_be_appropriated() -> None:
    """What is appropriated may be for a year that has not begun; what is spent may not."""
    RULES["funding"]({**MONEY, "stage": "appropriated", "period": "FY2030", "share_percent": "0"}, TODAY)


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)))
def test_a_day_set_by_law_comes_within_a_year(today: date) -> None:
    """The next day of a regime is on the day and month of the law, not past, and at most a year ahead."""
    for regime in REGIMES.values():
        day = regime.next_after(today)
        assert (day is None) == (regime.month == 0)
        if day:
            assert (day.month, day.day) == (regime.month, regime.day)
            assert 0 <= (day - today).days <= 366


def test_regimes_are_sourced() -> None:
    """Every regime has its law, a source, and how it is known."""
    assert REGIMES["majors"].next_after(TODAY) == date(2026, 9, 15)
    for regime in REGIMES.values():
        assert regime.law and regime.source and regime.mark in ("read", "press", "recalled")
