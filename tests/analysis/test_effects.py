"""Did it work: the verdict's rules, and the lines for what is on record."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.analysis.methods.loglinear import Estimate
from ambos.analysis.methods.verdict import (
    CANNOT_TELL,
    FAILED,
    MEANINGS,
    NEGATIVE,
    NONE,
    NOT_RUN,
    NOTED,
    PASSED,
    POSITIVE,
    REASONS,
    UNKNOWN,
    verdict,
)
from ambos.analysis.studies.effects import effect_lines
from ambos.analysis.studies.indicators import Measures
from ambos.analysis.studies.judgements import EffectLine
from ambos.kernel.acts import New
from ambos.node.node import Node
from ambos.values.dates import Period
from ambos.values.handling import PUBLIC
from tests.partnership import new_node, say

MONTHS = Period.parse("2016-01/2020-12").each_month()
BEGINS = "2019-07"
SOME = {"best-date": PASSED, "placebo-dates": NOT_RUN, "settled": NOTED, "neighbours": CANNOT_TELL}


@pytest.mark.parametrize(
    ("change", "direction", "checks", "expected"),
    [
        (Estimate(0.8, 0.7, 0.9), "down", {}, (POSITIVE, "")),
        (Estimate(0.8, 0.7, 0.9), "up", {}, (NEGATIVE, "")),
        (Estimate(1.2, 1.1, 1.3), "up", {}, (POSITIVE, "")),
        (Estimate(1.2, 1.1, 1.3), "neutral", {}, (UNKNOWN, "no-direction")),
        (Estimate(1.0, 0.95, 1.05), "down", {}, (NONE, "")),
        (Estimate(0.9, 0.7, 1.1), "down", {}, (UNKNOWN, "too-uncertain")),
        (Estimate(0.8, 0.7, 0.9), "down", {"close-before": FAILED}, (UNKNOWN, "poor-pre-fit")),
    ],
)
def test_rules(
    change: Estimate, direction: str, checks: Mapping[str, str], expected: tuple[str, str]
) -> None:
    """Each rule of the verdict decides where it says so."""
    assert verdict(change, direction, checks) == expected


@given(
    st.floats(0.1, 5), st.floats(0.01, 2), st.sampled_from(("down", "up")), st.sampled_from(sorted(MEANINGS))
)
def test_a_failed_check_never_leaves_an_answer(
    ratio: float, error: float, direction: str, failing: str
) -> None:
    """Whatever was estimated, one failed check makes it unknown, and checks that did not fail never do."""
    change = Estimate.of(float(np.log(ratio)), error)
    assert verdict(change, direction, {**SOME, failing: FAILED}) == (UNKNOWN, MEANINGS[failing])
    assert verdict(change, direction, SOME) == verdict(change, direction, {})


@given(st.floats(0.1, 5), st.floats(0.01, 2))
def test_the_other_direction_turns_the_answer(ratio: float, error: float) -> None:
    """Where less is good what was positive is negative where more is; what is none or unknown stays."""
    change = Estimate.of(float(np.log(ratio)), error)
    down, up = (verdict(change, direction, {})[0] for direction in ("down", "up"))
    assert up == {POSITIVE: NEGATIVE, NEGATIVE: POSITIVE}.get(down, down)


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, list[EffectLine]]]:
    """The effect lines of a small partnership, by the thing whose effect is asked."""
    with new_node(tmp_path_factory.mktemp("effects"), "US") as node:
        _partnership(node)
        found: dict[str, list[EffectLine]] = {}
        for line in effect_lines(Measures.read(node.shelf)):
            found.setdefault(line.item.subject, []).append(line)
        yield found


def _partnership(node: Node) -> None:
    """A goal with a monthly indicator that fell by a third in July 2019, one of a few years, and actions."""
    framework = say(node, "framework", "f", name="F", started="2015")
    fell, bare = (say(node, "goal", slug, framework=framework, name=slug) for slug in ("fell", "bare"))
    said = {"sort": "outcome", "unit": "victims", "direction": "down", "calendar": "calendar"}
    deaths = say(node, "indicator", "deaths", name="D", definition="D", goals=[fell], **said)
    years = say(node, "indicator", "years", name="Y", definition="Y", goals=[fell], **said)
    rng = np.random.default_rng(0)
    means = [400 * (2 / 3 if str(month) >= BEGINS else 1) for month in MONTHS]
    values = {str(month): int(rng.poisson(mean)) for month, mean in zip(MONTHS, means, strict=True)}
    told = {"place": "MX", "unit": "victims", "status": "final"}
    figures = [(deaths, period, value) for period, value in values.items()]
    figures += [(years, str(year), 100) for year in range(2015, 2021)]
    node.state(
        [
            New(
                "figure",
                f"{subject.partition('/')[2]}-{period}",
                {"indicator": subject, "period": period, "value": str(value), **told},
                PUBLIC,
            )
            for subject, period, value in figures
        ]
    )
    objective = say(node, "objective", "o", name="O", goal=fell)
    say(node, "action", "dated", name="dated", objective=objective, starts="2019-07-08")
    say(node, "action", "undated", name="undated", goal=fell)
    say(node, "action", "vague", name="vague", goal=fell, starts="2019")
    say(node, "action", "wrong-day", name="wrong day", goal=fell, starts="2019-01-01")
    say(node, "action", "later", name="later", goal=fell, starts="2027-01-01")
    say(node, "action", "bare", name="bare", goal=bare, starts="2019-07-08")
    change = {"en": "change", "es": "cambio"}
    say(node, "adjustment", "a", concerns=deaths, because=[deaths], change=change, decided="2019-07-01")
    say(node, "event", "e", name="event", framework=framework, happened="2019-07-02", sort="agreement")
    say(node, "event", "alone", name="alone", happened="2019-07-02", sort="visit")


def test_a_fall_after_an_action_is_positive(lines: dict[str, list[EffectLine]]) -> None:
    """An action through its objective's goal, an adjustment and an event all find the fall, a third of it."""
    for subject in ("action/dated", "adjustment/a", "event/e"):
        line = next(one for one in lines[subject] if one.about.subject == "indicator/deaths")
        assert (line.answer, line.method, line.unit) == (POSITIVE, "its", "percent")
        assert line.estimate is not None
        assert line.estimate == pytest.approx(Decimal("-33"), abs=Decimal(4))
        assert line.checks is not None
        assert line.checks["best-date"] == PASSED
        assert "trend-goes-on" in line.assumptions


@pytest.mark.parametrize(
    ("subject", "about", "reason"),
    [
        ("action/dated", "indicator/years", "too-few-before"),
        ("action/undated", "goal/fell", "no-start-date"),
        ("action/vague", "indicator/deaths", "date-too-vague"),
        ("action/wrong-day", "indicator/deaths", "other-date-fits-better"),
        ("action/later", "goal/fell", "not-begun"),
        ("action/bare", "goal/bare", "no-indicator"),
    ],
)
def test_unknown_effects_say_why(
    lines: dict[str, list[EffectLine]], subject: str, about: str, reason: str
) -> None:
    """Where the data do not allow an answer, the effect is unknown, with the reason."""
    line = next(one for one in lines[subject] if one.about.subject == about)
    assert (line.answer, line.reason) == (UNKNOWN, reason)
    assert reason in REASONS


def test_events_ask_nothing_that_cannot_be_answered(lines: dict[str, list[EffectLine]]) -> None:
    """An event is listed with the series that surrounds it alone, and not at all without a framework."""
    assert [line.about.subject for line in lines["event/e"]] == ["indicator/deaths"]
    assert "event/alone" not in lines


def test_the_public_record_is_honest(record: Node) -> None:
    """On the public record as shipped every action's effect is unknown, each with a known reason."""
    found = [
        line for line in effect_lines(Measures.read(record.shelf)) if line.item.subject.startswith("action/")
    ]
    assert found
    assert {line.answer for line in found} == {UNKNOWN}
    assert {line.reason for line in found} <= set(REASONS)


def test_effects_come_from_nowhere_else(tmp_path: Path) -> None:
    """Without actions, adjustments and events there are no lines."""
    with new_node(tmp_path, "US") as node:
        say(node, "framework", "f", name="F", started="2015")
        assert effect_lines(Measures.read(node.shelf)) == ()
