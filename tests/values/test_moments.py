"""Minutes of a local clock: one spelling, the order of UTC, the day on the wall."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.values.moments import Moment, MomentInvalid

ZONES = st.integers(-719, 840).map(lambda minutes: timezone(timedelta(minutes=minutes)))
TIMES = st.datetimes(datetime(1000, 1, 2), datetime(9999, 12, 30), timezones=ZONES)


@given(TIMES)
def test_one_spelling(at: datetime) -> None:
    """What a moment prints is read as the same moment."""
    moment = Moment.of(at)
    assert Moment.parse(str(moment)) == moment


@given(st.text("0123456789-+:TZ ", max_size=24))
def test_what_is_read_is_printed(text: str) -> None:
    """A text that is read at all is printed as it was."""
    try:
        moment = Moment.parse(text)
    except MomentInvalid:
        return
    assert str(moment) == text


@pytest.mark.parametrize(
    "text", ["2024-02-30T10:00-07:00", "2024-03-05T14:30Z", "2024-03-05T14:30-00:00", ""]
)
def test_what_no_clock_shows_is_refused(text: str) -> None:
    """A day that the calendar lacks, a time of no place, another form: each is refused with the form."""
    with pytest.raises(MomentInvalid) as caught:
        Moment.parse(text)
    assert caught.value.data["expected"] == "moment"


def test_the_day_on_the_wall() -> None:
    """A minute before midnight in Sonora is the next day in UTC, and still the day before in Sonora."""
    moment = Moment.parse("2026-03-08T23:59-07:00")
    assert moment.local_day == date(2026, 3, 8)
    assert moment.utc.date() == date(2026, 3, 9)
    assert moment.offset == "-07:00"
