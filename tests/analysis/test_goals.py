"""A goal is judged by what it is for: outputs can never turn it green."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.analysis.methods.status import MET, ON_TRACK, STATUSES, UNKNOWN, Assessment
from ambos.analysis.studies.goals import GOAL_RULES, goal_status
from ambos.analysis.studies.lines import GoalLine, IndicatorLine, Item, TargetLine
from ambos.analysis.studies.sorts import SORTS, TELLING
from ambos.values.dates import Day

ITEM = Item("indicator/any", "0" * 32, {}, "stated", "read")
TARGET = TargetLine(ITEM, None, None, Day(2026), {})


def line(sort: str, status: str, *, target: bool = True) -> IndicatorLine:
    return IndicatorLine(
        item=ITEM,
        sort=sort,
        direction="down",
        unit="deaths",
        stale_after_days=None,
        newest=None,
        newest_age_days=None,
        judged=None,
        baseline=None,
        baseline_newest=None,
        target=TARGET if target else None,
        assessment=Assessment(status, "S1"),
        owners={},
    )


lines = st.lists(st.builds(line, st.sampled_from(SORTS), st.sampled_from(STATUSES), target=st.booleans()))


def goal(*indicators: IndicatorLine) -> GoalLine:
    return GoalLine(ITEM, "1", {}, {}, indicators)


@given(own=lines, outputs=st.lists(st.sampled_from(STATUSES)))
def test_outputs_change_nothing(own: list[IndicatorLine], outputs: list[str]) -> None:
    """However many seizures, arrests and freezes stand well, a goal's status is the same without them."""
    seized = [line("output", status) for status in outputs]
    assert goal_status(goal(*own, *seized)) == goal_status(goal(*own))
    assert goal_status(goal(*seized)) == (UNKNOWN, "G1")


@given(own=lines)
def test_green_needs_an_outcome_that_is(own: list[IndicatorLine]) -> None:
    """A goal is on track or met only where an outcome or impact is, and none of them stands worse."""
    status, _ = goal_status(goal(*own))
    if status in (MET, ON_TRACK):
        counting = [one.assessment.status for one in own if one.sort in TELLING]
        assert status in counting
        assert set(counting) <= {MET, ON_TRACK, UNKNOWN}


@given(own=lines, worse=st.sampled_from(STATUSES[2:5]))
def test_what_stands_ill_is_not_hidden(own: list[IndicatorLine], worse: str) -> None:
    """One outcome that stands ill makes its goal stand at least as ill."""
    status, rule = goal_status(goal(*own, line("outcome", worse)))
    assert rule == "G3"
    assert STATUSES.index(worse) <= STATUSES.index(status) < STATUSES.index(UNKNOWN)


@pytest.mark.parametrize(
    ("rule", "own", "status"),
    [
        ("G1", [line("output", MET)], UNKNOWN),
        ("G2", [line("impact", UNKNOWN)], UNKNOWN),
        ("G3", [line("outcome", "off-track"), line("impact", MET)], "off-track"),
        ("G4", [line("outcome", MET), line("outcome", UNKNOWN)], UNKNOWN),
        ("G5", [line("outcome", MET), line("impact", ON_TRACK)], ON_TRACK),
    ],
)
def test_every_rule_decides_something(rule: str, own: list[IndicatorLine], status: str) -> None:
    """Each rule is reached by a goal made for it, and gives its status."""
    assert goal_status(goal(*own)) == (status, rule)
    assert rule in GOAL_RULES


def test_an_indicator_without_target_binds_nothing() -> None:
    """An outcome without a target that cannot be judged does not keep a goal from being on track."""
    idle = replace(line("outcome", UNKNOWN), target=None)
    assert goal_status(goal(line("impact", ON_TRACK), idle)) == (ON_TRACK, "G5")
