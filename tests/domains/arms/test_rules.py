"""What may be said of arms: no names, days in order, results that tell what they must."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.domains import DateInFuture, DatesReversed
from ambos.domains.arms import rules
from ambos.domains.arms.course import course, stage, stepped
from ambos.kernel.course import StepLacks, StepOutOfTurn
from ambos.node.traces import time_to_crime
from ambos.values.errors import AmbosError

TODAY = date(2026, 3, 1)
RESULT = {
    "answered": "2025-12-09",
    "outcome": "purchaser-identified",
    "us_source": "made-in-us",
    "source_state": "US-AZ",
}
READY = {"manufacturer": "Glock", "type": "pistol", "recovered": "2025-11-14", "recovery_state": "MX-26"}


@pytest.mark.parametrize(
    ("rule", "body", "error"),
    [
        (rules.recovery, {"recovered": "2026-03-02"}, DateInFuture),
        (rules.trace_request, {"possessor": "Juan Pérez"}, rules.PersonNamed),
        (rules.trace_request, {"recovered": "2025-11-14", "requested": "2025-11-13"}, DatesReversed),
        (rules.trace_request, {"state": "submitted"}, rules.StateUndated),
        (rules.trace_request, {"possessor_birth_year": 2027}, rules.BirthYearInvalid),
        (rules.trace_result, {**RESULT, "purchaser": "Jane Doe"}, rules.PersonNamed),
        (rules.trace_result, {**RESULT, "dealer": "Joe's Guns"}, rules.DealerNamed),
        (rules.trace_result, {**RESULT, "reason": "too-old"}, rules.ReasonWrong),
        (rules.trace_result, {**RESULT, "outcome": "purchaser-unknown"}, rules.ReasonWrong),
        (rules.trace_result, {**RESULT, "first_sale": "2026-01-01"}, DatesReversed),
        (rules.trace_result, {**RESULT, "source_state": None}, rules.PurchaseUntold),
    ],
)
def test_refused(rule: Any, body: dict[str, Any], error: type[AmbosError]) -> None:
    """What a record must not hold is refused by its own error."""
    with pytest.raises(error):
        rule(body, TODAY)


def test_a_result_without_names_is_taken() -> None:
    """Pseudonyms of purchaser and dealer are taken."""
    rules.trace_result({**RESULT, "dealer": "FFL-AZ-014", "purchaser": "P-7F3A"}, TODAY)


def test_a_request_walks_its_course() -> None:
    """Checked, submitted, returned, mended, submitted again: the first submission keeps its day."""
    body: dict[str, Any] = {**READY, "state": "draft"}
    taken = [("check", "2025-11-15"), ("submit", "2025-11-16"), ("return", "2025-12-01")]
    for step, day in [*taken, ("check", "2025-12-02"), ("submit", "2025-12-03"), ("answer", "2026-01-05")]:
        body |= stepped(body, step, day, {"returned_for": "importer"} if step == "return" else {})
        rules.trace_request({**body, "requested": "2025-11-15"}, TODAY)
    assert (body["submitted"], body["resubmitted"], body["state"]) == ("2025-11-16", "2025-12-03", "answered")


def test_steps_out_of_turn_are_refused() -> None:
    """Nothing is submitted unchecked, nor checked without what the form demands."""
    with pytest.raises(StepOutOfTurn):
        stepped({"state": "draft", **READY}, "submit", "2025-11-16", {})
    with pytest.raises(StepLacks):
        stepped({"state": "draft"}, "check", "2025-11-16", {})


def test_a_result_answers_its_request() -> None:
    """A submitted request stands as answered once there is a result; every step says its source."""
    assert stage({"state": "submitted"}, has_result=True) == "answered"
    assert stage({"state": "submitted"}, has_result=False) == "submitted"
    assert all(step.source for step in course().steps)


@given(st.dates(date(1970, 1, 1), date(2026, 1, 1)), st.integers(0, 600), st.integers(0, 27))
def test_time_to_crime_counts_whole_months(sale: date, months: int, days: int) -> None:
    """From a sale to a recovery so many months and some days later lie just so many whole months."""
    first = sale.replace(day=1)
    at = first.year * 12 + first.month - 1 + months
    recovered = date(at // 12, at % 12 + 1, 1 + days)
    assert time_to_crime(recovered.isoformat(), first.isoformat()) == months


def test_time_to_crime_needs_days() -> None:
    """With a day that is not known, or a recovery before the sale, no time is told."""
    assert time_to_crime("2025", "2020-01-01") is None
    assert time_to_crime("2019-12-31", "2020-01-01") is None
    assert time_to_crime(None, "2020-01-01") is None
