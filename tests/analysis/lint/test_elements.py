"""The auditors' nine elements and the practices of monitoring, graded with the things that show them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.analysis.studies.elements import (
    ADDRESSED,
    ELEMENTS,
    GRADES,
    NOT_ADDRESSED,
    PARTIALLY,
    Parts,
    element_lines,
)
from ambos.analysis.studies.judgements import ElementLine, PracticeLine
from ambos.analysis.studies.practices import PRACTICES, practice_lines
from tests.analysis.lint.plans import F, Things, W, made, plan

TIES = ("supports", "supported-by", "sibling")
G, AREA, ACTION = "goal/g", "cooperation-area/c", "action/a"
IND, BASE, TARGET = "indicator/i", "baseline/b", "target/t"
WHOLE: dict[str, dict[str, Any]] = {
    F: {},
    "group/sig": {"framework": F},
    G: {"framework": F, "outcome": W, "by_when": "2030", "coordinated_by": "group/sig"},
    AREA: {"goal": G},
    "objective/o": {"area": AREA},
    ACTION: {"objective": "objective/o", "state": "done", "result": W, "evidence": ["event/e"]},
    "milestone/m": {"action": ACTION, "due": "2025", "reached": "2025", "evidence": ["event/e"]},
    IND: {"goals": [G], "sort": "outcome"},
    BASE: {"indicator": IND},
    TARGET: {"indicator": IND, "goal": G, "baseline": BASE},
    "data-quality/q": {"indicator": IND},
    "monitoring-plan/m": {
        "concerns": F, "source": W, "quality_check": W, "staff_qualified": True, "trained": True,
        "last_report": "2026-01",
    },
    "evaluation/e": {"concerns": F, "method": W, "due": "2027", "independent": True},
    "recommendation/r": {"concerns": F, "state": "implemented", "evidence": ["event/e"]},
    "agency/us": {"party": "us"},
    "agency/mx": {"party": "mx"},
    "role/us": {"concerns": G, "agency": "agency/us"},
    "role/mx": {"concerns": G, "agency": "agency/mx"},
    "risk/r": {"concerns": F, "reviewed_on": "2026-01"},
    "adjustment/d": {"concerns": ACTION, "because": ["milestone/m"], "decision": "decision/d"},
    **{f"link/{name}": {"thing": F, "relation": name, "strategy": W} for name in TIES},
}  # fmt: skip


def grades(things: Things) -> list[str]:
    """The grade of each element, in order."""
    return [line.grade for line in element_lines(plan(things))]


def without(*subjects: str) -> Things:
    """The whole plan less these things."""
    return {subject: body for subject, body in WHOLE.items() if subject not in subjects}


def test_a_whole_plan_addresses_everything() -> None:
    """Where everything is on record, nine elements and fourteen practices are addressed, with evidence."""
    elements, practices = element_lines(plan(WHOLE)), practice_lines(plan(WHOLE))
    assert [line.element for line in elements] == list(range(1, 10)) and len(ELEMENTS) == 9
    assert [line.practice for line in practices] == list(range(1, 15)) and len(PRACTICES) == 14
    graded: list[ElementLine | PracticeLine] = [*elements, *practices]
    for line in graded:
        assert line.grade == ADDRESSED and line.evidence and not line.missing, line


def test_an_empty_framework_addresses_nothing() -> None:
    """Where nothing is on record, no element and no practice is addressed, and the framework lacks each."""
    graded: list[ElementLine | PracticeLine] = [*element_lines(plan({})), *practice_lines(plan({}))]
    for line in graded:
        assert line.grade == NOT_ADDRESSED and not line.evidence
        assert [item.subject for item in line.missing] == [F]


@pytest.mark.parametrize(
    ("element", "change"),
    [
        (1, {G: {"framework": F, "outcome": W}}),
        (2, {G: WHOLE[G], "goal/h": {"framework": F}}),
        (3, {ACTION: {"goal": G, "state": "done"}}),
        (4, {TARGET: {"indicator": IND, "goal": G}}),
        (5, {"monitoring-plan/m": {"concerns": F}}),
        (6, {"evaluation/e": {"concerns": F, "due": "2027"}}),
        (7, {"agency/mx": {"party": "us"}}),
        (8, {G: {"framework": F, "outcome": W, "by_when": "2030"}}),
        (9, {"link/sibling": {"thing": F, "relation": "supports", "strategy": W}}),
    ],
)
def test_what_is_there_in_part_is_graded_so(element: int, change: Things) -> None:
    """An element that is half there is partially addressed, and names what is and what is not."""
    line = next(one for one in element_lines(plan({**WHOLE, **change})) if one.element == element)
    assert line.grade == PARTIALLY and line.evidence and line.missing


@given(st.sets(st.sampled_from(sorted(set(WHOLE) - {F}))))
def test_taking_away_never_helps(subjects: set[str]) -> None:
    """A plan with fewer things on record is graded no better in any element."""
    for whole, less in zip(grades(WHOLE), grades(without(*subjects)), strict=True):
        assert GRADES.index(less) >= GRADES.index(whole)


@given(*(st.integers(0, 2) for _ in range(3)))
def test_grades_follow_the_parts(full: int, half: int, bare: int) -> None:
    """All fully is addressed, nothing at all is not addressed, everything between is partially addressed."""
    thing = made(G, {"framework": F})
    grade = Parts((thing,) * full, (thing,) * half, (thing,) * bare).grade
    assert (grade == NOT_ADDRESSED) is (full + half == 0)
    assert (grade == ADDRESSED) is (full > 0 and half + bare == 0)


def test_one_framework_can_be_asked_for() -> None:
    """With a framework in focus, its elements alone are graded; without, each framework's in order."""
    things = {**WHOLE, "framework/next": {"continues": F}}
    order = [line.framework.subject for line in element_lines(plan(things))]
    assert order == [F] * 9 + ["framework/next"] * 9
    focused: tuple[ElementLine, ...] = element_lines(plan(things, "framework/next"))
    assert {line.framework.subject for line in focused} == {"framework/next"}
