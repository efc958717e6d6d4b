"""What may be said of task forces, where targets and operations stand, and what events come to."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.domains import DatesReversed
from ambos.domains.taskforces import rules
from ambos.domains.taskforces.courses import OPERATION, TARGET, course
from ambos.domains.taskforces.rules import RULES
from ambos.domains.taskforces.views import events, operation_stage, summed, target_stage
from ambos.kernel.joint import COUNTERSIGNED, PROPOSED
from ambos.kernel.shelf import Thing
from ambos.values.errors import AmbosError
from ambos.values.handling import PUBLIC

TODAY = date(2026, 11, 20)
PLAN = {
    "sort": "search",
    "starts": "2026-12-03T04:00-07:00",
    "until": "2026-12-03T10:00-07:00",
    "latitude": "31.3",
    "longitude": "-110.9",
    "radius_km": "4",
    "desk": "watch",
}
RESULT = {"event_key": "e-1", "happened": "2026-03-01", "measure": "arrests", "amount": "3"}
OTHER = {"US": "MX", "MX": "US"}


def thing(subject: str, body: Mapping[str, Any], owner: str = "US", state: str = PROPOSED) -> Thing:
    """A thing as a shelf would give it."""
    return Thing(subject, subject.partition("/")[0], owner, state, subject, PUBLIC, (), (), body)


@pytest.mark.parametrize(
    ("kind", "body", "error"),
    [
        ("task-force-member", {"person": "Juan Pérez", "since": "2026"}, rules.PersonNamed),
        ("terms-of-reference", {"started": "2026-02", "ends": "2025-01"}, DatesReversed),
        ("planned-operation", {**PLAN, "radius_km": "25.1"}, rules.PlaceInvalid),
        ("planned-operation", {**PLAN, "radius_km": "0"}, rules.PlaceInvalid),
        ("planned-operation", {**PLAN, "latitude": "90.1"}, rules.PlaceInvalid),
        ("planned-operation", {**PLAN, "until": "2026-12-03T03:59-07:00"}, rules.WindowInvalid),
        ("planned-operation", {**PLAN, "until": "2026-12-05T04:01-07:00"}, rules.WindowInvalid),
        ("operation-result", {**RESULT, "event_key": "Señor X"}, rules.EventKeyInvalid),
        ("operation-result", {**RESULT, "drug": "heroin"}, rules.DrugUnclear),
        ("operation-result", {**RESULT, "measure": "drugs-kg"}, rules.DrugUnclear),
        ("operation-result", {**RESULT, "amount": "-1"}, rules.AmountNegative),
        ("conflict", {"state": "agreed"}, rules.ClosedUndated),
        ("conflict", {"closed": "2026-11-01"}, rules.ClosedUndated),
        ("critical-incident", {"happened": "2026-01-01", "deaths": -1}, rules.AmountNegative),
    ],
)
def test_what_may_not_be_said(kind: str, body: dict[str, Any], error: type[AmbosError]) -> None:
    """What contradicts itself, names a person or cannot be compared is refused with its own error."""
    with pytest.raises(error):
        RULES[kind](body, TODAY)


def test_what_may_be_said() -> None:
    """A plan of 25 km and 48 hours, and a result without a drug, pass."""
    RULES["planned-operation"]({**PLAN, "radius_km": "25", "until": "2026-12-05T04:00-07:00"}, TODAY)
    RULES["operation-result"](RESULT, TODAY)


def test_a_target_is_adopted_by_two_keys() -> None:
    """Until both have signed a target is nominated, whatever steps are told of it."""
    target, steps = "joint-target/t", [thing("target-step/a", {"step": "achieved", "taken": "2026-02"})]
    assert target_stage(thing(target, {}), steps).stage == "nominated"
    assert target_stage(thing(target, {}, state=COUNTERSIGNED), []).stage == "adopted"
    assert target_stage(thing(target, {}, state=COUNTERSIGNED), steps).stage == "achieved"


@given(st.permutations(["reviewed", "approved", "begun", "ended"]))
def test_steps_count_by_their_days(order: list[str]) -> None:
    """An operation stands where its steps lead by their days, in whatever order they were told."""
    days = {"reviewed": "2026-01", "approved": "2026-02", "begun": "2026-03", "ended": "2026-04"}
    steps = [thing(f"operation-step/{s}", {"step": s, "taken": days[s]}) for s in order]
    assert operation_stage(thing("operation/o", {}), steps).stage == "ended"


def test_a_partner_moves_no_operation_of_ours() -> None:
    """Steps that another party writes about an operation do not count."""
    theirs = [thing("operation-step/a", {"step": "reviewed", "taken": "2026-01"}, owner="MX")]
    assert operation_stage(thing("operation/o", {}), theirs).stage == "drafted"


def test_an_operation_is_reviewed_before_it_is_approved() -> None:
    """An approval without a review before it is out of turn: the operation stands as a draft."""
    walked = operation_stage(
        thing("operation/o", {}), [thing("operation-step/a", {"step": "approved", "taken": "2026-01"})]
    )
    assert (walked.stage, walked.misplaced) == ("drafted", (0,))
    assert course(OPERATION).ends == {"refused", "evaluated"}
    assert course(TARGET).ends == {"achieved", "retired"}


REPORTS = st.lists(
    st.tuples(
        st.sampled_from(["e-1", "e-2"]),
        st.sampled_from(["US", "MX"]),
        st.sampled_from(["arrests", "victims"]),
        st.integers(0, 9),
    ),
    max_size=8,
)


@given(REPORTS)
def test_swapping_reporters_changes_nothing(reports: list[tuple[str, str, str, int]]) -> None:
    """What events come to is the same whichever party reports what, and never more than all reports."""

    def told(swap: bool) -> list[Thing]:
        return [
            thing(
                f"operation-result/{number}",
                {"event_key": key, "happened": "2026-01", "measure": measure, "amount": str(amount)},
                OTHER[owner] if swap else owner,
            )
            for number, (key, owner, measure, amount) in enumerate(reports)
        ]

    total = summed(events(told(False)))
    assert total == summed(events(told(True)))
    assert sum(total.values()) <= sum(amount for *_, amount in reports)
