"""Survival with cases that still wait: published answers, and what holds whatever the cases are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.analysis.methods.survival import Case, DurationInvalid, curve, incidence

# Weeks in remission of 21 patients on 6-MP, and whether they relapsed (Freireich and others, 1963), with the
# product-limit estimates that textbooks print of them (Cox and Oakes, Analysis of Survival Data, table 4.1).
WEEKS = (6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35)
RELAPSED = (1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0)
REMISSION = [Case(week, "relapse" if it else "") for week, it in zip(WEEKS, RELAPSED, strict=True)]
PRINTED = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}

CASES = st.lists(
    st.builds(Case, st.integers(0, 30).map(float), st.sampled_from(("", "granted", "refused"))), min_size=1
)


def test_the_printed_curve() -> None:
    """The curve of a published example is the one that textbooks print, to their three places."""
    made = curve(REMISSION)
    assert {step.time: round(step.share, 3) for step in made.steps[1:]} == PRINTED
    assert (made.cases, made.ended, made.waiting) == (21, 9, 12)


def test_the_printed_bands() -> None:
    """The log-log band at six weeks and the median with its band are those of R's survfit for these data."""
    made = curve(REMISSION)
    first = made.at(6)
    assert (round(first.low, 3), round(first.high, 3)) == (0.620, 0.952)
    assert (made.quantile(), made.quantile_band()) == (23, (13, None))


@given(CASES)
def test_without_waiting_it_is_counting(cases: list[Case]) -> None:
    """Where every case has ended, the curve at a time is the share that ended later."""
    ended = [Case(case.lasted, "granted") for case in cases]
    for step in curve(ended).steps[1:]:
        assert step.share == pytest.approx(sum(case.lasted > step.time for case in ended) / len(ended))


@given(CASES)
def test_the_ways_of_ending_add_up(cases: list[Case]) -> None:
    """At every time the shares that ended in each way and the share that waits are together one."""
    made, ways = curve(cases), incidence(cases)
    for time in {step.time for step in made.steps}:
        told = [next(share for at, share in reversed(way) if at <= time) for way in ways.values()]
        assert sum(told) + made.at(time).share == pytest.approx(1)


@given(CASES)
def test_a_curve_falls_within_its_band(cases: list[Case]) -> None:
    """The curve never rises, lies within its band, and its order does not depend on that of the cases."""
    made = curve(cases)
    shares = [step.share for step in made.steps]
    assert shares == sorted(shares, reverse=True)
    assert all(step.low <= step.share + 1e-12 and step.share <= step.high + 1e-12 for step in made.steps)
    assert curve(reversed(cases)) == made


@pytest.mark.parametrize("lasted", [-1.0, float("inf"), float("nan")])
def test_no_time_is_refused(lasted: float) -> None:
    """A case of negative or endless length is refused with its place."""
    with pytest.raises(DurationInvalid) as caught:
        curve([Case(1.0), Case(lasted)])
    assert caught.value.data["place"] == 1
