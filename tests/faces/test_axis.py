"""Axes of time and months: every day has its place, inside the drawing."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ambos.faces.reports.axis import Axis
from ambos.faces.reports.month import month
from ambos.i18n.catalogue import LANGUAGES, Language

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
YEAR = st.integers(2000, 2040)


@given(first=YEAR, more=st.integers(0, 30), one=DAYS, other=DAYS)
def test_days_keep_their_order_and_stay_inside(first: int, more: int, one: date, other: date) -> None:
    """A later day never stands left of an earlier one, and none outside of the drawing."""
    axis = Axis(first, first + more)
    places = [float(axis.at(day).removesuffix("%")) for day in sorted((one, other))]
    assert 0 <= places[0] <= places[1] <= 100
    width = float(axis.between(*sorted((one, other))).removesuffix("%"))
    assert 0 < width <= 100
    assert width >= places[1] - places[0] - 0.01


@given(day=DAYS, code=st.sampled_from(LANGUAGES))
def test_a_month_has_each_of_its_days_once(day: date, code: str) -> None:
    """Every day of the month is in its weeks exactly once, with what falls on it, under its own week day."""
    laid = month(day, {day: ["meeting"]}, Language(code))
    days = [each for week in laid.weeks for each, _ in week]
    assert days == [days[0] + timedelta(days=at) for at in range(len(days))]
    assert sum(each.month == day.month and each.year == day.year for each in days) >= 28
    assert [entries for week in laid.weeks for each, entries in week if each == day] == [["meeting"]]
    assert {each.weekday() for each, _ in (week[0] for week in laid.weeks)} == {0 if code == "en" else 6}
    assert date.fromisoformat(f"{laid.before}-01") < laid.first < date.fromisoformat(f"{laid.after}-01")
