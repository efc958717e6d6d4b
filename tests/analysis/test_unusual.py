"""Readings out of the ordinary are found, and those in the ordinary are not."""

import random
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.analysis.methods.unusual import Expected, expected, tail
from ambos.analysis.studies.unusual import COMPARTMENT, HOURS, VOLUME, Habit, alarms

TODAY = date(2026, 3, 31)


def office(seed: int = 3) -> list[Habit]:
    """Give four officers who read a few things each working day, by day, in one compartment."""
    chance = random.Random(seed)
    days = [TODAY - timedelta(days=back) for back in range(100)]
    return [
        Habit(f"officer-{who}", day, chance.randrange(14, 23), "nine", chance.randrange(1, 4))
        for who in range(4)
        for day in days
        if day.weekday() < 5
        for _ in range(chance.randrange(1, 4))
    ]


def test_an_ordinary_office_alarms_nobody() -> None:
    """A hundred days of usual reading give no alarm."""
    assert alarms(office(), TODAY) == []


@pytest.mark.parametrize(
    ("extra", "sort", "subject"),
    [
        ([Habit("officer-1", TODAY, 15, "nine", 80)], VOLUME, ""),
        ([Habit("officer-1", TODAY, 15, "ten", 2)], COMPARTMENT, "ten"),
        ([Habit("officer-1", TODAY, 3, "nine", 6)], HOURS, "3"),
    ],
)
def test_each_sort_is_found_with_its_reasons(extra: list[Habit], sort: str, subject: str) -> None:
    """Sudden volume, a foreign compartment and odd hours are told apart, each with what was compared."""
    found = [one for one in alarms([*office(), *extra], TODAY) if one.sort == sort]
    assert [(one.officer, one.subject) for one in found] == [("officer-1", subject)]
    assert [one.basis for one in found[0].compared] == ["own", "peers"]
    assert sum(one.weight for one in found[0].compared) == pytest.approx(1)


def test_who_is_new_is_judged_by_the_others() -> None:
    """Somebody without a history is held against the peers alone: usual reading passes, a flood does not."""
    usual, flood = (alarms([*office(), Habit("new", TODAY, 15, "nine", count)], TODAY) for count in (3, 90))
    assert usual == []
    assert {(one.officer, one.sort) for one in flood} == {("new", VOLUME)}


@given(st.lists(st.integers(0, 40), min_size=1, max_size=60))
def test_the_tail_falls(counts: list[int]) -> None:
    """The more readings, the less likely; at least none is certain, and nothing is impossible."""
    known = expected(len(counts), sum(counts), sum(count * count for count in counts))
    chances = [tail(count, known) for count in range(0, 120, 7)]
    assert chances[0] == 1.0 and all(a >= b for a, b in pairwise(chances))
    assert chances[-1] > 0


def test_without_spread_it_is_poisson() -> None:
    """Three or more where two are expected happen with probability 0.3233 (Poisson table, 1 - 5 e^-2)."""
    assert tail(3, Expected(10, 2.0, 2.0)) == pytest.approx(0.323324, abs=1e-6)


def test_with_spread_it_is_negative_binomial() -> None:
    """Mean 2, variance 6 (size 1, a geometric law with 1/3): at least three is (2/3)³."""
    assert tail(3, Expected(10, 2.0, 6.0)) == pytest.approx(8 / 27)
