"""Estimates of what provisional values grow to, tried on releases that came later."""

from decimal import Decimal

import pytest

from ambos.analysis.methods.nowcast import NEEDED, Grown, Nowcast, TooFewVintages, nowcast
from ambos.analysis.methods.revisions import Triangle
from ambos.analysis.studies.nowcasts import grown
from ambos.values.dates import Day
from tests.analysis.vsrr import DEATHS, SYNTHETIC, triangle

LAGS = 3  # the newest three totals of a release


def tried(indicator: str, vintage: str) -> list[tuple[Nowcast, Decimal]]:
    """Estimate a release's newest totals from what was known then; give each with what it became later."""
    then, later = triangle(indicator, vintage), triangle(indicator)
    day = Day.parse(vintage)
    newest = [period for period in then.periods if (period, day) in then.cells][-LAGS:]
    return [
        (nowcast(grown(then, then.cells[p, day]), float(then.cells[p, day].value)), later.row(p)[-1].value)
        for p in newest
    ]


@pytest.mark.parametrize("indicator", [DEATHS, SYNTHETIC])
@pytest.mark.parametrize("vintage", ["2019-04", "2019-07"])
def test_estimates_beat_the_raw_values_out_of_sample(indicator: str, vintage: str) -> None:
    """Each of a release's newest three totals is nearer to October 2019 once estimated than as published."""
    for found, truth in tried(indicator, vintage):
        raw, estimated = (abs(value - float(truth)) for value in (found.raw, found.value))
        assert estimated < raw, f"published {found.raw:.0f}, estimated {found.value:.0f}, later {truth}"
        assert found.low < float(truth) < found.high


def test_the_gain_is_worth_having() -> None:
    """Over both series and both releases that can be tried, the mean error falls by more than half."""
    cases = [
        each for name in (DEATHS, SYNTHETIC) for day in ("2019-04", "2019-07") for each in tried(name, day)
    ]
    raw = sum(abs(found.raw / float(truth) - 1) for found, truth in cases)
    estimated = sum(abs(found.value / float(truth) - 1) for found, truth in cases)
    assert estimated < raw / 2, f"published {raw / len(cases):.2%}, estimated {estimated / len(cases):.2%}"


def test_two_vintages_are_refused() -> None:
    """One revision does not say how much revisions vary, and here it would have misled: it is refused."""
    known = triangle(DEATHS, "2018-10")
    newest = known.row(known.periods[-1])[-1]
    history = grown(known, newest)
    assert len(history) == NEEDED - 2
    naive = float(newest.value) * history[0].now / history[0].then
    truth = float(triangle(DEATHS).row(known.periods[-1])[-1].value)
    assert abs(naive - truth) > abs(float(newest.value) - truth)
    with pytest.raises(TooFewVintages) as refused:
        nowcast(history, float(newest.value))
    assert refused.value.data == {"vintages": 2, "needed": 3}


def test_history_that_never_grew_leaves_the_value() -> None:
    """Where no earlier value grew, the estimate is the value itself, without any spread."""
    found = nowcast([Grown(100, 100), Grown(300, 300)], 200)
    assert (found.value, found.error, found.low, found.high) == (200, 0, 200, 200)


def test_only_what_was_known_by_the_vintage_counts() -> None:
    """Values of later vintages change nothing in an estimate of an earlier one."""
    early, whole = triangle(DEATHS, "2019-04"), triangle(DEATHS)
    newest = early.row(early.periods[-1])[-1]
    assert grown(early, newest) == grown(Triangle(whole.cells.values()), newest)
