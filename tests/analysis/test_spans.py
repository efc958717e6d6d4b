"""Periods make a series only if they follow one another evenly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.analysis.methods.spans import following, season_of, unevenness
from ambos.values.dates import Period

STARTS = ("2020", "FY2020", "2020-H1", "2020-Q3", "2020-11", "2019-06/2020-05")


def periods(*texts: str) -> list[Period]:
    return [Period.parse(text) for text in texts]


@given(start=st.sampled_from(STARTS), count=st.integers(1, 30))
def test_what_follows_is_even(start: str, count: int) -> None:
    """The periods that follow one are like it, in the form they are written in, without gaps."""
    made = [Period.parse(start), *following(periods(start), count)]
    assert unevenness(made) == ""
    assert [Period.parse(str(period)) for period in made] == made


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (("2020", "2021", "2022"), ""),
        (("2020-01", "2020-02", "2020-04"), "gaps"),
        (("2020-01", "2020-Q1"), "irregular"),
        (("2020", "FY2021"), "irregular"),
        (("2020-01-01", "2020-01-02"), "irregular"),
        (("2019-06/2020-05", "2019-07/2020-06", "2019-08/2020-07"), ""),
        (("2019-06/2020-05", "2019-07/2020-06", "2019-09/2020-08"), "gaps"),
        (("2019-06/2020-05", "2019-08/2020-07", "2019-11/2020-10"), "irregular"),
    ],
)
def test_unevenness_has_a_name(texts: tuple[str, ...], code: str) -> None:
    """Half years beside years, fiscal beside calendar years, days and holes are each told apart."""
    assert unevenness(periods(*texts)) == code


@pytest.mark.parametrize(
    ("texts", "season"),
    [
        (("2020-01", "2020-02"), 12),
        (("2020-Q1", "2020-Q2"), 4),
        (("2020-H1", "2020-H2"), 2),
        (("2020", "2021"), 1),
        (("2019-06/2020-05", "2019-07/2020-06"), 1),
    ],
)
def test_season_by_the_kind_of_period(texts: tuple[str, ...], season: int) -> None:
    """As many periods as make up a year are a season; windows that overlap have none."""
    assert season_of(periods(*texts)) == season
