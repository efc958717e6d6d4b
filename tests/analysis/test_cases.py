"""Clocks of requests and what was answered in time: by whose law, to which day, of which requests."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.analysis.studies.cases import Ticking, confirmed, ticking
from ambos.analysis.studies.definitions.tables import TABLES
from ambos.analysis.studies.requests import directions, fared
from ambos.domains.justice.cases import Run, Taken
from ambos.domains.justice.instruments import LegalClock, clocks
from ambos.kernel.shelf import Thing
from ambos.values.handling import OWNER_ONLY, PUBLIC, Label

LATER = datetime(2031, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
TO_GRANT = ("present", "pass-on", "arrest", "hear", "give-opinion", "grant")
ENDS = st.sampled_from(("transmit", "refuse", "withdraw", ""))


def run(instrument: str, asked: str, *steps: tuple[str, str]) -> Run:
    """A request to a party, each step at noon UTC of its day, by the side whose it is."""
    asking = {"MX": "US", "US": "MX"}[asked]
    mine = ("present", "supply", "withdraw", "formal-request", "give-feedback")
    taken = (
        Taken(datetime.fromisoformat(f"{day}T12:00+00:00"), step, asking if step in mine else asked, "")
        for step, day in steps
    )
    return Run("request/r", instrument, asking, asked, "routine", tuple(taken), ())


def ticks(told: Run, name: str, lawyers: dict[str, LegalClock] | None = None) -> Ticking:
    """The clock of a request, as it stands long after."""
    return next(one for one in ticking(told, LATER, lawyers or {}) if one.clock.name == name)


def last_day(told: Run, name: str, lawyers: dict[str, LegalClock] | None = None) -> date:
    """The last day of a clock, on the wall of whose law it is."""
    day = ticks(told, name, lawyers).last_day
    assert day is not None
    return day


def confirmation(owner: str = "MX", **said: Any) -> Thing:
    """What a lawyer of a party puts on record of a clock."""
    body = {"clock": "surrender", "length": 60, "unit": "days", **said}
    return Thing(f"legal-clock/{body['clock']}", "legal-clock", owner, "", "", PUBLIC, (), (), body)


def shelf_of(*things: Thing) -> Any:
    """A shelf that holds these."""
    return SimpleNamespace(things=lambda kind: [thing for thing in things if thing.kind == kind])


@pytest.mark.parametrize(
    ("instrument", "steps", "clock", "mexico", "united_states"),
    [
        # Thanksgiving, 27 November 2025, is a holiday of one side alone (5 U.S.C. 6103).
        (
            "legal-assistance",
            [("present", "2025-11-24")],
            "acknowledgement",
            date(2025, 12, 8),
            date(2025, 12, 9),
        ),
        # 15 February 2026 is a Sunday; the Monday after it is Washington's Birthday, no holiday in Mexico.
        (
            "legal-assistance",
            [("present", "2025-08-11"), ("acknowledge", "2025-08-15")],
            "execution",
            date(2026, 2, 16),
            date(2026, 2, 17),
        ),
        # 16 March 2026, a Monday, is a day of rest in Mexico alone (Federal Labour Law, article 74).
        (
            "information",
            [("present", "2026-03-07")],
            "information-answer",
            date(2026, 3, 17),
            date(2026, 3, 16),
        ),
        # Sixty days end on Saturday, 14 March 2026, in either country, and nothing moves.
        (
            "provisional-arrest",
            [("present", "2026-01-12"), ("arrest", "2026-01-13")],
            "formal-request",
            date(2026, 3, 14),
            date(2026, 3, 14),
        ),
    ],
)
def test_a_clock_counts_the_days_of_who_is_asked(
    instrument: str, steps: list[tuple[str, str]], clock: str, mexico: date, united_states: date
) -> None:
    """One request ends on other days as the one party or the other is asked, by its own holidays."""
    assert last_day(run(instrument, "MX", *steps), clock) == mexico
    assert last_day(run(instrument, "US", *steps), f"{clock}-us") == united_states


def test_a_lawyer_lets_a_clock_roll() -> None:
    """What a lawyer confirms counts: the sixty days of surrender move past Saturday and a day of rest."""
    steps = zip(TO_GRANT, [f"2026-01-{day:02}" for day in (5, 6, 7, 8, 9, 13)], strict=True)
    told = run("extradition", "MX", *steps)
    assert last_day(told, "surrender") == date(2026, 3, 14)
    lawyers = confirmed(shelf_of(confirmation(rolls=True)))
    assert last_day(told, "surrender", lawyers) == date(2026, 3, 17)
    assert ticks(told, "surrender", lawyers).confirmed


@pytest.mark.parametrize(
    "thing",
    [
        confirmation(owner="US"),
        confirmation(length=0),
        confirmation(length=10_001),
        confirmation(unit="fortnights"),
        confirmation(clock="of-tomorrow"),
    ],
    ids=["another's law", "no length", "endless", "unknown unit", "unknown clock"],
)
def test_what_confirms_nothing_is_left_out(thing: Thing) -> None:
    """A record of the other party, or one by which nobody could count, changes no clock, stops no board."""
    assert confirmed(shelf_of(thing)) == {}


def test_a_confirmation_says_what_it_says() -> None:
    """Without a word of rolling it stays as declared; hours never roll; working days have a calendar."""
    execution = confirmation(clock="execution", length=3, unit="months")
    assert confirmed(shelf_of(execution))["execution"].rolls
    hours = confirmation(clock="execution", length=72, unit="hours")
    assert not confirmed(shelf_of(hours))["execution"].rolls
    days = confirmed(shelf_of(confirmation(length=40, unit="business-days")))
    steps = zip(TO_GRANT, [f"2026-01-{day:02}" for day in (5, 6, 7, 8, 9, 13)], strict=True)
    assert last_day(run("extradition", "MX", *steps), "surrender", days) == date(2026, 3, 11)
    assert days["surrender"].source == clocks()["surrender"].source


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400), ENDS), min_size=1, max_size=12))
def test_a_share_in_time_is_of_those_that_could_be(asked: list[tuple[int, int, str]]) -> None:
    """Of requests of every age and end, those count that are old enough and were not withdrawn before."""
    now = datetime(2026, 11, 1, 12, tzinfo=UTC)
    made = []
    for age, after, end in asked:
        first = (now - age * DAY).date()
        steps = [("present", str(first)), ("acknowledge", str(first)), ("execute", str(first))]
        steps += [(end, str(first + after * DAY))] if end else []
        made.append(run("legal-assistance", "MX", *steps))
    found = directions(one for told in made if (one := fared(told, now)) is not None)
    old = [(after, end) for age, after, end in asked if age >= 180]
    aged = [(after, end) for after, end in old if not (end == "withdraw" and after <= 180)]
    assert sum(one.aged for one in found) == len(aged)
    in_time = sum(end in ("transmit", "refuse") and after <= 180 for after, end in aged)
    assert sum(one.answered_180 for one in found) == in_time


def statement(slug: str, state: str = "countersigned", label: Label = PUBLIC, **said: Any) -> Thing:
    """A statement of reciprocity about extraditions that the United States asked for."""
    body = {
        "year": "2025",
        "instrument": "extradition",
        "requesting": "US",
        "requested": "MX",
        "granted": 3,
        "as_of": "2026-06-30",
        **said,
    }
    return Thing(
        f"reciprocity-statement/{slug}", "reciprocity-statement", "US", state, "", label, (), (), body
    )


def test_only_what_both_signed_and_published_is_counted() -> None:
    """Proposals, what is not public and spans other than a year are left out; the newest of a year speaks."""
    told = shelf_of(
        statement("a", granted=1, as_of="2026-01-31"),
        statement("b"),
        statement("c", state="proposed", granted=9),
        statement("d", label=OWNER_ONLY, granted=9),
        statement("e", year="2025-Q1", granted=9),
        statement("f", requesting="MX", requested="US", aged=4, answered_180=2),
        statement("g", year="2024", aged=4),
    )
    rows = list(TABLES["reciprocity"].rows(told))
    names = ("row_year", "place", "granted", "aged", "answered_180")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("2024", "MX", 3, None, None),
        ("2025", "US", 3, 4, 2),
        ("2025", "MX", 3, None, None),
    ]


@given(st.dates(date(2020, 1, 1), date(2029, 12, 31)), st.sampled_from(["MX", "US"]))
def test_the_last_day_is_the_last_in_time(day: date, asked: str) -> None:
    """What is done at the last minute of the day shown is in time, and a minute later it is late."""
    told = run("information", asked, ("present", str(day)))
    (first,) = ticking(told, LATER, {})
    assert first.last_day is not None
    zone = ZoneInfo(first.clock.zone)
    last = datetime.combine(first.last_day, time(23, 59), zone)
    for answered, state in ((last, "met"), (last.astimezone(UTC) + timedelta(minutes=1), "late")):
        steps = (*told.steps, Taken(answered.astimezone(UTC), "answer", asked, ""))
        assert ticking(replace(told, steps=steps), LATER, {})[0].stands.state == state
