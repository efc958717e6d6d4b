"""Courses: steps in their order, by who may take them, with what they need; a walk loses nothing."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.kernel.course import (
    Course,
    CourseMisdeclared,
    StepLacks,
    StepOfAnother,
    StepOutOfTurn,
    StepUnknown,
)

SOURCE = {"en": "Trial", "es": "Ensayo"}
DECLARED: dict[str, Any] = {
    "start": "draft",
    "sides": ["asking", "asked"],
    "step": [
        {
            "name": "send",
            "source": SOURCE,
            "stages": ["draft"],
            "to": "sent",
            "side": "asking",
            "needs": ["basis"],
        },
        {"name": "ask-back", "source": SOURCE, "stages": ["sent"], "to": "sent", "side": "asked"},
        {
            "name": "grant",
            "source": SOURCE,
            "stages": ["sent"],
            "to": "granted",
            "side": "asked",
            "roles": ["prosecutor"],
        },
        {
            "name": "withdraw",
            "source": SOURCE,
            "stages": ["draft", "sent"],
            "to": "withdrawn",
            "side": "asking",
        },
    ],
}
COURSE = Course.read("trial", DECLARED)
NAMES = [step.name for step in COURSE.steps]


def test_what_a_course_says_of_itself() -> None:
    """Stages stand in their order, ends lead nowhere, and each stage knows what comes next."""
    assert COURSE.stages == ("draft", "sent", "granted", "withdrawn")
    assert COURSE.ends == {"granted", "withdrawn"}
    assert [step.name for step in COURSE.next("sent")] == ["ask-back", "grant", "withdraw"]


@pytest.mark.parametrize(
    ("stage", "name", "side", "roles", "filled", "error"),
    [
        ("draft", "grant", "asked", {"prosecutor"}, (), StepOutOfTurn),
        ("sent", "grant", "asking", {"prosecutor"}, (), StepOfAnother),
        ("sent", "grant", "asked", {"analyst"}, (), StepOfAnother),
        ("draft", "send", "asking", {"analyst"}, (), StepLacks),
        ("draft", "sign", "asking", {"analyst"}, (), StepUnknown),
    ],
)
def test_what_is_refused(
    stage: str, name: str, side: str, roles: set[str], filled: tuple[str, ...], error: type[Exception]
) -> None:
    """A step out of turn, of the other side, of another role, without its need or of no course is refused."""
    with pytest.raises(error):
        COURSE.demand(stage, name, side, roles, filled)


@given(st.lists(st.sampled_from([*NAMES, "unheard-of"]), max_size=8))
def test_a_walk_loses_nothing(taken: list[str]) -> None:
    """Every step is on the path or named as misplaced, and the stage is the end of the path walked alone."""
    walked = COURSE.walk(taken)
    assert len(walked.path) + len(walked.misplaced) == len(taken)
    again = COURSE.walk(walked.path)
    assert (again.stage, again.misplaced) == (walked.stage, ())


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"name": "send"}, "repeated"),
        ({"source": {"en": "Trial"}}, "source.es"),
        ({"side": "nobody"}, "side"),
        ({"stages": ["lost"]}, "unreachable"),
        ({"stages": []}, "unreachable"),
    ],
)
def test_a_contradiction_is_refused(change: dict[str, Any], rule: str) -> None:
    """A course with two steps of one name, a side it does not have, or a stage never reached is refused."""
    step = {"name": "close", "source": SOURCE, "stages": ["sent"], "to": "closed", "side": "asked"} | change
    with pytest.raises(CourseMisdeclared) as caught:
        Course.read("trial", DECLARED | {"step": [*DECLARED["step"], step]})
    assert caught.value.data["rule"] == rule


def test_a_step_of_the_other_side_changes_nothing() -> None:
    """Where it is known who took each step, one that is the other side's to take is misplaced."""
    walked = COURSE.walk(["send", "withdraw", "grant"], ["asking", "asked", "asked"])
    assert (walked.stage, walked.misplaced) == ("granted", (1,))
    assert COURSE.walk(["send"], [""]).misplaced == (0,)
