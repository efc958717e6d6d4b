"""Partial days and periods: one spelling each, sensible order, right first and last days."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.values.dates import Day, DayInvalid, Period, PeriodInvalid, fiscal_year

DATES = st.dates(date(1000, 1, 1))
DAYS = st.builds(lambda day, size: str(day)[:size], DATES, st.sampled_from((4, 7, 10)))
YEARS = st.integers(1001, 9999)
MONTHS = st.builds("{:04}-{:02}".format, YEARS, st.integers(1, 12))
PERIODS = st.one_of(
    DAYS,
    YEARS.map("FY{}".format),
    st.builds("{}-Q{}".format, YEARS, st.integers(1, 4)),
    st.builds("{}-H{}".format, YEARS, st.integers(1, 2)),
    st.lists(MONTHS, min_size=2, max_size=2, unique=True).map(lambda months: "/".join(sorted(months))),
)


@given(DAYS)
def test_day_prints_what_it_parsed(text: str) -> None:
    """Parsing and printing a day undo each other, at each precision."""
    assert str(Day.parse(text)) == text


@given(DAYS, DAYS)
def test_days_order_as_their_texts(one: str, other: str) -> None:
    """Order and equality of days are those of their texts, so a sorted column is a sorted list."""
    first, second = Day.parse(one), Day.parse(other)
    assert (first < second, first == second) == (one < other, one == other)


@given(DATES)
def test_day_of_a_date_is_that_date(day: date) -> None:
    """A day known exactly starts and ends on its date."""
    known = Day.of(day)
    assert (known.first, known.last, known.precision, str(known)) == (day, day, "day", day.isoformat())


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "year"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28), "month"),
    ],
)
def test_partial_day_spans_what_it_may_be(text: str, first: date, last: date, precision: str) -> None:
    """A partial day reaches from its earliest to its latest date."""
    day = Day.parse(text)
    assert (day.first, day.last, day.precision) == (first, last, precision)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "2024-3",
        "2024-13",
        "2024-00",
        "2024-02-30",
        "2023-02-29",
        "2024/03/05",
        "05-03-2024",
        "2024-03-00",
        " 2024",
        "2024\n",
        "0999",
        "２０２４",
        "2024-03-05T00:00",
    ],
)
def test_day_refuses_other_forms(text: str) -> None:
    """Other spellings and days that the calendar lacks are refused with the expected form."""
    with pytest.raises(DayInvalid) as caught:
        Day.parse(text)
    assert caught.value.data["expected"] == "day"


@pytest.mark.parametrize(
    ("text", "first", "last", "kind", "months"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "year", 12),
        ("FY2024", date(2023, 10, 1), date(2024, 9, 30), "fiscal-us", 12),
        ("2024-H2", date(2024, 7, 1), date(2024, 12, 31), "half", 6),
        ("2024-Q1", date(2024, 1, 1), date(2024, 3, 31), "quarter", 3),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month", 1),
        ("2024-03-05", date(2024, 3, 5), date(2024, 3, 5), "day", 0),
        ("2024-10/2025-01", date(2024, 10, 1), date(2025, 1, 31), "range", 4),
    ],
)
def test_period_has_its_days(text: str, first: date, last: date, kind: str, months: int) -> None:
    """Each form of period has the first and last day, the kind and the months of its meaning."""
    period = Period.parse(text)
    assert (period.first, period.last, period.kind, period.months) == (first, last, kind, months)


@given(PERIODS)
def test_period_prints_what_it_parsed(text: str) -> None:
    """Parsing and printing a period undo each other, in every form; equal texts hash alike."""
    assert str(Period.parse(text)) == text
    assert {Period.parse(text): 1}[Period.parse(text)]


@given(PERIODS)
def test_months_cover_the_period(text: str) -> None:
    """The months of a period follow one another without a gap from its first day to its last."""
    period = Period.parse(text)
    months = period.each_month()
    assert len(months) == period.months
    if months:
        assert (months[0].first, months[-1].last) == (period.first, period.last)
        assert all(later.first - earlier.last == timedelta(days=1) for earlier, later in pairwise(months))
        assert all(period.holds(month) for month in months)


@given(PERIODS, PERIODS)
def test_periods_order_by_their_days(one: str, other: str) -> None:
    """A period that starts earlier comes earlier; of those that start together, the one that ends earlier."""
    first, second = Period.parse(one), Period.parse(other)
    if (first.first, first.last) != (second.first, second.last):
        assert (first < second) == ((first.first, first.last) < (second.first, second.last))


@given(DATES)
def test_fiscal_year_holds_its_days(day: date) -> None:
    """The fiscal year of a day is the one whose period holds it."""
    if day.year < 9999:
        year = Period.parse(f"FY{fiscal_year(day)}")
        assert year.first <= day <= year.last


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FY24",
        "fy2024",
        "2024-Q5",
        "2024-Q0",
        "2024-H3",
        "2024-13",
        "2024-10/2024-10",
        "2024-10/2024-09",
        "2024-10/2025-13",
        "2024-2025",
        "2024-03-32",
        "2024-03/05",
        "FY1000-Q1",
        "2024 ",
        "2024-Q1\n",
    ],
)
def test_period_refuses_other_forms(text: str) -> None:
    """Other spellings, impossible dates and ranges that do not run forward are refused."""
    with pytest.raises(PeriodInvalid) as caught:
        Period.parse(text)
    assert caught.value.data["expected"] == "period"


def test_same_days_under_two_names_are_two_periods() -> None:
    """A fiscal year and the range of its months hold each other and are not equal."""
    fiscal, months = Period.parse("FY2024"), Period.parse("2023-10/2024-09")
    assert fiscal != months
    assert fiscal.holds(months) and months.holds(fiscal)
