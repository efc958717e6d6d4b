"""Vintages, ages and revisions: the CDC's own releases, and series made so that the answer is known."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.analysis.methods.revisions import (
    BOTH,
    NEWS,
    NOISE,
    TOO_FEW,
    Said,
    Triangle,
)
from ambos.values.dates import Day, Period
from tests.analysis.vsrr import DEATHS, RELEASES, triangle

VINTAGES = list(RELEASES)


def test_each_release_is_there_exactly() -> None:
    """The twelve months to May 2017 read 66,324 in December 2017 and 68,370 in 2019, as published."""
    row = triangle(DEATHS).row(Period.parse("2016-06/2017-05"))
    values = {str(each.as_of): each.value for each in row}
    assert values["2017-12"] == 66324
    assert values["2019-04"] == values["2019-07"] == values["2019-10"] == 68370


@pytest.mark.parametrize("vintage", VINTAGES[:-1])
def test_newest_totals_are_too_low_at_first(vintage: str) -> None:
    """Against October 2019 the newest total of a release is 1.0 to 3.0 % too low, three back 0.7 to 0.9 %.

    Of the release of October 2018 the total three back is 0.1 % too high. Source: the same releases, measured
    beforehand by other means.
    """
    whole = triangle(DEATHS)
    known = [period for period in whole.periods if (period, Day.parse(vintage)) in whole.cells]
    shortfall = {
        each.said.period: each.shortfall for each in whole.revised if str(each.said.as_of) == vintage
    }
    assert -3.05 < shortfall[known[-1]] < -0.95
    three_back = shortfall[known[-4]]
    assert -0.95 < three_back < -0.65 or (vintage == "2018-10" and 0.05 < three_back < 0.15)


def test_revisions_shrink_with_age() -> None:
    """Half a year old, a total is revised by well over 1 % on average; a year old, by less than a quarter."""
    by_age = triangle(DEATHS).by_age
    assert by_age[7].mean > 1.5
    assert by_age[7].count == 3
    assert all(abs(by_age[age].mean_absolute) < 0.5 for age in range(12, 24))
    assert (
        by_age[7].mean_absolute > by_age[8].mean_absolute > by_age[9].mean_absolute > by_age[10].mean_absolute
    )


def test_an_age_seen_once_borrows_from_its_neighbours() -> None:
    """What is typical of an age rests on two revisions at least, and says on how many; else nothing is."""
    one = Said(Period.parse("2020-01"), Day.parse("2020-03"), Decimal(100))
    later = Said(one.period, Day.parse("2021-01"), Decimal(110))
    beside = Said(Period.parse("2020-02"), Day.parse("2020-05"), Decimal(100))
    after = Said(beside.period, Day.parse("2021-01"), Decimal(120))
    assert Triangle([one, later]).typical(2) is None
    found = Triangle([one, later, beside, after]).typical(2)
    assert found is not None
    assert (found.count, round(found.mean, 6)) == (2, 15)


def test_only_the_year_of_a_vintage_gives_no_age() -> None:
    """A vintage known by its year alone is in the triangle and in no age."""
    made = Triangle(
        Said(Period.parse("2020"), Day.parse(year), Decimal(value))
        for year, value in (("2021", 5), ("2022", 6))
    )
    assert len(made.revised) == 1
    assert not made.by_age
    assert made.verdict() is None


WOBBLE = (3, -2, 1, -3, 2, -1, 3, -2, 1, -3, 2, -1)
LEVELS = (100, 120, 90, 130, 80, 110, 95, 125, 85, 115, 105, 100)


def first_and_last(first: list[int], last: list[int]) -> Triangle:
    """Make a triangle of values published after two months, and again years later."""
    periods = [Period.parse(f"2020-{month:02}") for month in range(1, len(first) + 1)]
    said = [Said(p, Day(2020 + (p.last.month + 2) // 13, (p.last.month + 1) % 12 + 1), Decimal(v))
            for p, v in zip(periods, first, strict=True)]  # fmt: skip
    return Triangle([*said, *(Said(p, Day(2024, 1), Decimal(v)) for p, v in zip(periods, last, strict=True))])


def nature(first: list[int], last: list[int]) -> str:
    """Give what the verdict calls first values."""
    verdict = first_and_last(first, last).verdict()
    assert verdict is not None
    return verdict.nature


def test_noise_and_news_are_told_apart() -> None:
    """An error on a settled level is noise, an addition to what was said is news, too few are neither."""
    jumps = [10 * each for each in WOBBLE]
    assert nature([900 + each for each in jumps], [900] * 12) == NOISE
    assert nature([900] * 12, [900 + each for each in jumps]) == NEWS
    assert nature([900 + each for each in LEVELS], [900 + 2 * each for each in LEVELS]) == BOTH
    assert nature([900 + each for each in jumps[:5]], [900] * 5) == TOO_FEW


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=12))
def test_unchanged_values_are_no_revision(values: list[int]) -> None:
    """Where every vintage says the same, every mean is zero and nothing was raised or lowered."""
    verdict = first_and_last(values, values).verdict()
    assert verdict is not None
    assert (verdict.raised, verdict.lowered, verdict.mean) == (0, 0, 0)
