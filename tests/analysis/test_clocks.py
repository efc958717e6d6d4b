"""Legal clocks: published countings, and what holds of every clock, suspended or not."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.analysis.methods.calendars import CALENDARS, CalendarUnknown, rest_days, works_by
from ambos.analysis.methods.clocks import (
    BUSINESS_DAYS,
    DAYS,
    EXPIRED,
    HOURS,
    LATE,
    LONGEST,
    MET,
    MONTHS,
    RUNNING,
    TOLLED,
    UNITS,
    WARNED,
    ClockInvalid,
    Limit,
    Span,
    SpanInvalid,
    due,
    standing,
    union,
)  # fmt: skip

MEXICO, SONORA, TIJUANA, WASHINGTON = (
    ZoneInfo(f"America/{name}") for name in ("Mexico_City", "Hermosillo", "Tijuana", "New_York")
)
SIXTY = Limit("formal-request", 60, DAYS, "America/Mexico_City")
SIX_HOURS = Limit("ruling", 6, HOURS, "America/Mexico_City")
START = datetime(2026, 1, 5, 10, tzinfo=MEXICO)

LIMITS = st.builds(
    lambda length, unit, zone, calendar, rolls: Limit(
        "trial", length, unit, zone, calendar, rolls and unit != HOURS
    ),
    st.integers(1, 90),
    st.sampled_from(UNITS),
    st.sampled_from(("America/Mexico_City", "America/Tijuana", "America/Hermosillo", "America/New_York")),
    st.sampled_from(tuple(CALENDARS)),
    st.booleans(),
)
MOMENTS = st.integers(0, 300 * 24).map(lambda hours: START + timedelta(hours=hours))
SPANS = st.lists(
    st.builds(lambda since, hours: Span(since, since + timedelta(hours=hours)), MOMENTS, st.integers(0, 900)),
    max_size=4,
)


DC, MX = "America/New_York", "America/Mexico_City"
FRCP_10, FRCP_14 = (Limit("answer", days, DAYS, DC, "us-federal", rolls=True) for days in (10, 14))
THREE_WORKING = Limit("exceptions", 3, BUSINESS_DAYS, MX, "mx-federal")
TWO_MONTHS = Limit("removal", 2, MONTHS, DC)
TEN_WORKING = Limit("answer", 10, BUSINESS_DAYS, DC, "us-federal")


def ends(limit: Limit, start: datetime, tolls: list[Span] | None = None) -> datetime:
    found = due(limit, start, tolls or [])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("limit", "start", "last"),
    [
        # FRCP 6(a)(1): the day of the event is left out, a last day at rest moves to the next working day.
        (FRCP_10, date(2026, 6, 24), date(2026, 7, 6)),
        (FRCP_14, date(2026, 11, 12), date(2026, 11, 27)),
        # Ten days of the rule before 2009, over the birthday of Martin Luther King, as a law firm printed it
        # when the rule changed (norrislglaw.com, Federal Courts Adopt Sweeping New Time Computation Rules).
        (TEN_WORKING, date(2010, 1, 5), date(2010, 1, 20)),
        # Three working days over the Mexican Constitution Day, kept on the first Monday of February.
        (THREE_WORKING, date(2026, 1, 29), date(2026, 2, 4)),
        # Leap day: sixty days from 1 January of a leap year end on 1 March, else on 2 March.
        (SIXTY, date(2028, 1, 1), date(2028, 3, 1)),
        (SIXTY, date(2027, 1, 1), date(2027, 3, 2)),
        # Two calendar months (18 U.S.C. 3188) from the last of a month end with the last of a shorter one.
        (TWO_MONTHS, date(2026, 12, 31), date(2027, 2, 28)),
    ],
)
def test_counted_days(limit: Limit, start: date, last: date) -> None:
    """A limit ends at the midnight after its last day, on the wall of the place whose law it is."""
    zone = ZoneInfo(limit.zone)
    end = ends(limit, datetime(start.year, start.month, start.day, 15, tzinfo=zone))
    assert end == datetime(last.year, last.month, last.day, tzinfo=zone) + timedelta(days=1)


def test_hours_run_through_midnight_and_the_change_of_clocks() -> None:
    """Six hours are six hours, though Tijuana's clock skips one of them that night."""
    start = datetime(2026, 3, 8, 0, 30, tzinfo=TIJUANA)
    end = ends(SIX_HOURS, start)
    assert end - start.astimezone(ZoneInfo("UTC")) == timedelta(hours=6)
    assert end.astimezone(TIJUANA).hour == 7


def test_the_printed_count_of_hours() -> None:
    """Seventy-two hours from a Friday morning end an hour earlier on Monday's wall when clocks go back.

    The example of the Advisory Committee's note of 2009 on Federal Rule of Civil Procedure 6(a)(2), recalled.
    """
    end = ends(Limit("trial", 72, HOURS, DC), datetime(2007, 11, 2, 10, 23, tzinfo=WASHINGTON))
    assert end.astimezone(WASHINGTON).replace(tzinfo=None) == datetime(2007, 11, 5, 9, 23)


def test_the_border_turns_its_clocks_on_one_side() -> None:
    """A day ends an hour apart in Tijuana and Sonora in winter, and at one moment in summer."""
    winter, summer = datetime(2026, 1, 14, 18, tzinfo=MEXICO), datetime(2026, 7, 15, 18, tzinfo=MEXICO)
    apart = [
        ends(Limit("day", 1, DAYS, "America/Tijuana"), start)
        - ends(Limit("day", 1, DAYS, "America/Hermosillo"), start)
        for start in (winter, summer)
    ]
    assert apart == [timedelta(hours=1), timedelta()]


def test_a_court_rests_on_more_days_than_an_office() -> None:
    """Courts rest whenever Mexican offices do, and on the dates of the Amparo Law besides."""
    for year in range(2020, 2031):
        assert rest_days("mx-federal", year) < rest_days("mx-judicial", year)
    assert date(2026, 5, 5) in rest_days("mx-judicial", 2026)
    assert date(2026, 10, 12) in rest_days("mx-judicial", 2026)
    assert {date(2026, 2, 2), date(2026, 2, 5)} <= rest_days("mx-judicial", 2026)


def test_the_day_is_that_of_the_wall() -> None:
    """The same moment begins a limit a day apart on the two sides of a border between zones."""
    moment = datetime(2026, 7, 1, 23, 30, tzinfo=SONORA)
    there, here = (
        ends(Limit("day", 1, DAYS, zone), moment) for zone in ("America/Hermosillo", "America/New_York")
    )
    assert there.astimezone(SONORA).date() == date(2026, 7, 3)
    assert here.astimezone(WASHINGTON).date() == date(2026, 7, 4)


def test_rest_days_that_cross_a_year() -> None:
    """New Year's Day of 2028 is a Saturday, so that the last Friday of 2027 is a federal day of rest."""
    assert date(2027, 12, 31) in rest_days("us-federal", 2027)
    assert not works_by("us-federal")(date(2027, 12, 31))


@given(LIMITS, MOMENTS, SPANS)
def test_suspensions_never_bring_the_end_nearer(limit: Limit, start: datetime, spans: list[Span]) -> None:
    """Each suspension moves the end back or leaves it, and in whatever order they are told it is the same."""
    end = ends(limit, start)
    for count in range(1, len(spans) + 1):
        held = ends(limit, start, spans[:count])
        assert held >= end
        end = held
    assert ends(limit, start, spans[::-1]) == end


@given(LIMITS, MOMENTS, SPANS)
def test_a_suspension_inside_another_counts_once(limit: Limit, start: datetime, spans: list[Span]) -> None:
    """What lies within, or is joined to, another suspension changes nothing."""
    joined = union(spans)
    assert ends(limit, start, [*spans, *joined]) == ends(limit, start, spans) == ends(limit, start, [*joined])
    assert all(one.until and one.until < other.since for one, other in pairwise(joined))


@given(MOMENTS, SPANS)
def test_hours_are_held_exactly(start: datetime, spans: list[Span]) -> None:
    """Of a limit in hours, the time that passed outside every suspension is its length."""
    limit = Limit("long", 400, HOURS, "America/Mexico_City")
    end = ends(limit, start, spans)
    held = sum(
        (max(min(span.until or end, end) - max(span.since, start), timedelta()) for span in union(spans)),
        timedelta(),
    )
    assert end - start - held == timedelta(hours=400)


@given(LIMITS, MOMENTS, MOMENTS)
def test_an_open_suspension_holds_it(limit: Limit, start: datetime, since: datetime) -> None:
    """A suspension without an end holds every clock that had not run out when it began, and no other."""
    end = ends(limit, start)
    assert due(limit, start, [Span(since)]) == (None if since < end else end)


def test_a_suspension_on_the_day_moved_to_holds_it() -> None:
    """A limit whose last day moved from Saturday to Monday stands still if it is suspended that Monday."""
    limit = Limit("trial", 4, DAYS, MX, "mx-federal", rolls=True)
    start, monday = datetime(2026, 6, 9, 9, tzinfo=MEXICO), datetime(2026, 6, 15, 9, tzinfo=MEXICO)
    assert ends(limit, start) > monday
    assert due(limit, start, [Span(monday)]) is None
    assert ends(limit, start, [Span(monday, monday)]).astimezone(MEXICO).date() == date(2026, 6, 17)


@given(LIMITS, MOMENTS, SPANS, MOMENTS, MOMENTS)
def test_what_was_done_stays_as_it_was(
    limit: Limit, start: datetime, spans: list[Span], stopped: datetime, later: datetime
) -> None:
    """A clock that has stopped stands the same at every later moment, whatever is suspended after it."""
    then = standing(limit, start, stopped, tolls=spans, stopped=stopped)
    assert then.state in {MET, LATE}
    assert standing(limit, start, max(stopped, later), tolls=spans, stopped=stopped) == then


@given(LIMITS, MOMENTS, SPANS, st.lists(MOMENTS, min_size=2, max_size=8))
def test_a_clock_goes_one_way(
    limit: Limit, start: datetime, spans: list[Span], moments: list[datetime]
) -> None:
    """What has run out has run out at every later moment, and exactly what stands still has no end."""
    stands = [standing(limit, start, max(start, now), tolls=spans) for now in sorted(moments)]
    expired = [one.state == EXPIRED for one in stands]
    assert expired == sorted(expired)
    assert all((one.due is None) == (one.state == TOLLED) for one in stands)


@given(LIMITS, MOMENTS, st.integers(0, 400))
def test_one_suspended_before_it_began_has_all_its_time(limit: Limit, start: datetime, days: int) -> None:
    """A clock that starts while suspended has as much left as one that starts without."""
    tolls = [Span(start - timedelta(days=days))]
    stands = standing(limit, start, start + timedelta(days=500), tolls=tolls)
    assert (stands.state, stands.left) == (TOLLED, standing(limit, start, start).left)


def test_how_a_clock_stands() -> None:
    """It runs, warns, stands still with what is left, runs again, ends; or what it waits for was done."""
    amparo = Span(START + timedelta(days=20), START + timedelta(days=50))
    day, tolls = timedelta(days=1), [amparo]

    def at(days: int, **given: Any) -> str:
        return standing(SIXTY, START, START + days * day, tolls=tolls, warning=10 * day, **given).state

    assert [at(days) for days in (10, 20, 49, 51, 85, 92)] == [
        RUNNING,
        TOLLED,
        TOLLED,
        RUNNING,
        WARNED,
        EXPIRED,
    ]
    assert at(60, stopped=START + 55 * day) == MET
    assert at(60, stopped=START + 30 * day) == MET
    assert at(120, stopped=START + 110 * day) == LATE
    assert (
        standing(SIXTY, START, START + 30 * day, tolls=tolls).left
        == standing(SIXTY, START, amparo.since).left
    )


@pytest.mark.parametrize(
    ("length", "unit", "rolls", "field"),
    [
        (0, DAYS, False, "length"),
        (LONGEST + 1, DAYS, False, "length"),
        (1, "weeks", False, "unit"),
        (1, BUSINESS_DAYS, False, "calendar"),
        (1, DAYS, True, "calendar"),
    ],
)
def test_what_cannot_be_counted_is_refused(length: int, unit: str, rolls: bool, field: str) -> None:
    """A limit of no sound length, no known unit, or working days of no calendar is refused by its field."""
    with pytest.raises(ClockInvalid) as caught:
        Limit("trial", length, unit, "America/Mexico_City", rolls=rolls)
    assert caught.value.data["field"] == field


def test_hours_do_not_roll() -> None:
    """A limit in hours that would move to a working day is refused, since it runs from moment to moment."""
    with pytest.raises(ClockInvalid) as caught:
        Limit("trial", 6, HOURS, MX, "mx-federal", rolls=True)
    assert caught.value.data["field"] == "rolls"


@pytest.mark.parametrize("unit", UNITS)
def test_the_longest_limit_ends(unit: str) -> None:
    """The longest limit of each unit has an end, so that no length a person types can break a board."""
    assert ends(Limit("trial", LONGEST, unit, MX, "mx-federal"), START) > START


def test_moments_of_no_place_are_refused() -> None:
    """A start, a present or a stop without its distance from UTC is refused, not taken for the machine's."""
    bare = datetime(2026, 1, 1)
    with pytest.raises(SpanInvalid):
        due(SIXTY, bare)
    with pytest.raises(SpanInvalid):
        standing(SIXTY, START, bare)
    with pytest.raises(SpanInvalid):
        standing(SIXTY, START, START, stopped=bare)


def test_other_refusals() -> None:
    """A calendar that is not there, a suspension that runs backward and one of no place are refused."""
    with pytest.raises(CalendarUnknown):
        works_by("lunar")
    with pytest.raises(SpanInvalid):
        Span(START, START - timedelta(hours=1))
    with pytest.raises(SpanInvalid):
        Span(datetime(2026, 1, 1))
