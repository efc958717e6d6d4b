"""The Mexican contact rule: each step needs the one before it, and a held contact is reported in days."""

from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.domains import DateInFuture, DatesReversed
from ambos.domains.dialogue.contacts import (
    AUTHORISED,
    CLOSED,
    DATES,
    DRAFT,
    OVERDUE,
    REFUSED,
    REPORT_DUE,
    REPORTED,
    SUBMITTED,
    NotAuthorised,
    ReportClock,
    StepMissing,
    StillOpen,
    contact,
    standing,
)
from ambos.kernel.shelf import Thing
from ambos.values.errors import Refused
from ambos.values.handling import OWNER_ONLY

TODAY = date(2026, 3, 10)
CLOCK = ReportClock()
FULL: dict[str, Any] = {
    "submitted": "2026-03-01",
    "decided": "2026-03-02",
    "decision": "authorised",
    "decided_by": "GAN",
    "held": "2026-03-03",
    "report": {"es": "x"},
    "reported": "2026-03-04",
    "closed": "2026-03-05",
}
STEPS = (
    ("submitted",),
    ("decided", "decision", "decided_by"),
    ("held",),
    ("report", "reported"),
    ("closed",),
)


def upto(count: int) -> dict[str, Any]:
    return {name: FULL[name] for step in STEPS[:count] for name in step}


def thing(body: dict[str, Any]) -> Thing:
    return Thing("contact/c", "contact", "MX", "stated", "0" * 32, OWNER_ONLY, (), (), body)


@pytest.mark.parametrize("count", range(len(STEPS) + 1))
def test_steps_in_order_pass(count: int) -> None:
    """A contact with the first steps, whichever number, is accepted."""
    contact(upto(count), TODAY)


@given(gone=st.sampled_from([name for step in STEPS[:-1] for name in step]))
def test_no_step_is_left_out(gone: str) -> None:
    """A closed contact that lacks any step before, or what a step needs, is refused."""
    with pytest.raises(Refused):
        contact({name: value for name, value in FULL.items() if name != gone}, TODAY)


def test_what_is_missing_is_named() -> None:
    """The refusal names the step and what it needs."""
    with pytest.raises(StepMissing) as refused:
        contact({"decided": "2026-03-02", "decision": "authorised", "decided_by": "GAN"}, TODAY)
    assert (refused.value.data["step"], refused.value.data["needs"]) == ("decided", "submitted")


def test_a_refused_contact_is_not_held() -> None:
    """What was refused cannot be held, but may be closed at once."""
    refused = upto(2) | {"decision": REFUSED}
    with pytest.raises(NotAuthorised):
        contact(refused | {"held": "2026-03-03"}, TODAY)
    contact(refused | {"closed": "2026-03-03"}, TODAY)
    with pytest.raises(StillOpen):
        contact(upto(3) | {"closed": "2026-03-05"}, TODAY)


@pytest.mark.parametrize(("earlier", "later"), list(combinations(range(len(DATES)), 2)))
def test_dates_follow_one_another(earlier: int, later: int) -> None:
    """No step lies before an earlier one, and none in the future."""
    if later == earlier + 1:
        with pytest.raises(DatesReversed):
            contact(FULL | {DATES[later]: "2026-02-01"}, TODAY)
    with pytest.raises(DateInFuture):
        contact(FULL | {DATES[later]: "2026-03-11"}, TODAY)


@given(days=st.integers(0, 40), late=st.integers(0, 40))
def test_the_clock_runs_from_the_day_it_was_held(days: int, late: int) -> None:
    """A held contact is due until the clock's last day inclusive, and overdue from the next day on."""
    clock = ReportClock(days)
    stood = standing(thing(upto(3)), date(2026, 3, 3) + timedelta(days=late), clock)
    assert stood.due == date(2026, 3, 3) + timedelta(days=days)
    assert stood.days_left == days - late
    assert stood.standing == (OVERDUE if late > days else REPORT_DUE)


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, DRAFT), (1, SUBMITTED), (2, AUTHORISED[0]), (3, OVERDUE), (4, REPORTED), (5, CLOSED)],
)
def test_the_last_step_says_how_it_stands(count: int, expected: str) -> None:
    """A contact stands by the last step on record."""
    assert standing(thing(upto(count)), TODAY, CLOCK).standing == expected


def test_an_unverified_clock_says_so() -> None:
    """The clock that ships is marked as not verified: a lawyer confirms it."""
    assert not CLOCK.verified


@pytest.mark.parametrize("count", range(len(STEPS) + 1))
def test_the_next_step_is_the_one_that_is_missing(count: int) -> None:
    """Whatever steps a contact has taken, the next is the first that it lacks; a closed one has none."""
    stands = standing(thing({"planned": "2026-03-03"} | upto(count)), TODAY, CLOCK)
    missing = [step for step in DATES if step not in upto(count)]
    assert stands.next == (missing[0] if missing else "")


def test_a_refused_contact_can_only_be_closed() -> None:
    """After a refusal nothing is left but to close, and nothing is due by a day."""
    stands = standing(thing(upto(2) | {"decision": REFUSED, "planned": "2026-03-03"}), TODAY, CLOCK)
    assert (stands.next, stands.by) == ("closed", None)


@pytest.mark.parametrize(("count", "by"), [(0, 3), (1, 3), (2, 3), (3, 6), (4, None), (5, None)])
def test_each_step_has_its_day(count: int, by: int | None) -> None:
    """Before a contact its steps are due by the planned day, the report within days of it, then nothing."""
    stands = standing(thing({"planned": "2026-03-03"} | upto(count)), TODAY, CLOCK)
    assert stands.by == (date(2026, 3, by) if by else None)
