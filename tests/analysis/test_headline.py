"""The headline says what moved beyond its noise, and never compares what differs."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.analysis.studies.headline import BETTER, UNCLEAR, WORSE, headline, movement, unlike
from ambos.analysis.studies.lines import FigureLine, Item, RevisionLine, SeriesLine
from ambos.values.dates import Period
from tests.analysis.test_goals import line

ITEM = Item("indicator/any", "0" * 32, {}, "stated", "read")
TODAY = date(2026, 3, 1)


def figure(period: str, value: object, **more: Any) -> FigureLine:
    terms: dict[str, Any] = {"unit": "deaths", "place": "MX", "scope": "", "denominator": ""} | more
    return FigureLine(
        typical=None,
        item=ITEM,
        value=Decimal(str(value)),
        period=Period.parse(period),
        publisher="",
        as_of=None,
        status="final",
        note={},
        **terms,
    )


def series(*values: object, sort: str = "outcome", first: int = 2018) -> SeriesLine:
    figures = tuple(figure(str(first + place), value) for place, value in enumerate(values))
    return SeriesLine(line(sort, "unknown"), figures, ())


def test_more_than_the_noise() -> None:
    """Fewer deaths than ever is better, more than ever is worse, the usual change is neither."""
    for last, direction in ((60, BETTER), (140, WORSE), (97, UNCLEAR)):
        found = movement(series(100, 103, 99, 104, 100, last), {})
        assert found and found.direction == direction and found.noise == 4


def test_few_changes_are_no_noise() -> None:
    """Where too few earlier changes are known to say what is usual, nothing is called a movement."""
    found = movement(series(100, 103, 60), {})
    assert found and (found.noise, found.direction) == (None, UNCLEAR)


def test_a_revision_counts_as_noise() -> None:
    """A change no larger than what the publisher revised before is no movement."""
    revision = RevisionLine(ITEM, (), Decimal(50), 0)
    assert headline([series(100, 103, 99, 104, 100, 60)], [revision], TODAY) == ()
    assert len(headline([series(100, 103, 99, 104, 100, 60)], [], TODAY)) == 1


def test_a_month_stands_beside_that_month() -> None:
    """Months are compared with the same month a year before, never with a peak in between."""
    months = [
        figure(f"{year}-{month:02}", 100 + 40 * (month == 5))
        for year in (2024, 2025)
        for month in range(1, 13)
    ]
    found = movement(SeriesLine(line("outcome", "unknown"), tuple(months), ()), {})
    assert found and str(found.before.period) == "2024-12" and found.change == 0


@given(field=st.sampled_from(("place", "scope", "denominator", "unit")))
def test_what_differs_is_named_and_not_compared(field: str) -> None:
    """Two figures that differ in a term make no movement, and the term is named."""
    before, now = figure("2024", 100), figure("2025", 60, **{field: "other"})
    assert unlike(before, now) == (field,)
    assert movement(SeriesLine(line("outcome", "unknown"), (before, now), ()), {}) is None


@pytest.mark.parametrize("other", ["FY2025", "2025-H1", "2025-06"])
def test_calendars_are_not_mixed(other: str) -> None:
    """A fiscal year, a half year or a month is never set against a calendar year."""
    assert unlike(figure("2024", 1), figure(other, 1)) == ("calendar",)


def test_few_and_outcomes_first() -> None:
    """At most three for better and three for worse, outcomes before outputs, and none that is old."""
    fell, rose = (100, 103, 99, 104, 100, 60), (100, 103, 99, 104, 100, 160)
    many = [
        series(*values, sort=sort)
        for values in (fell, rose)
        for sort in ("output", "outcome")
        for _ in range(3)
    ]
    found = headline(many, [], TODAY)
    assert [one.direction for one in found] == [BETTER] * 3 + [WORSE] * 3
    assert {one.sort for one in found} == {"outcome"}
    assert headline([series(*fell, first=2008)], [], TODAY) == ()


def test_what_was_not_counted_makes_no_headline() -> None:
    """An estimate, a value reckoned from parts, or one only recalled is no movement, however large."""
    counted = [
        figure(str(year), value) for year, value in ((2018, 100), (2019, 103), (2020, 99), (2021, 101))
    ]
    for guess in (
        replace(figure("2022", 10), status="estimate"),
        replace(figure("2022", 10), item=replace(ITEM, mark="arithmetic")),
        replace(figure("2022", 10), item=replace(ITEM, mark="recalled")),
    ):
        made = movement(SeriesLine(line("outcome", "unknown"), (*counted, guess), ()), {})
        assert made is not None and made.now is counted[-1]
