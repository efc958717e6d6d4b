"""Justice: what its kinds refuse, whatever is tried, and that every course leads somewhere."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.domains.justice import instruments, rules
from ambos.domains.justice.instruments import INSTRUMENTS, clocks, clocks_of, course_of, courses
from ambos.domains.justice.records import INTERCEPT, REQUEST
from ambos.kernel.course import Course, CourseMisdeclared
from ambos.kernel.field_errors import FieldUnknown
from ambos.values.errors import Refused, ValueInvalid

TODAY = date(2026, 11, 20)
INTERCEPTED: dict[str, Any] = {
    "number": "JCC-2026/11",
    "party": "MX",
    "authority": "Juez de Control",
    "applied": "2026-02-03T09:00-06:00",
}
ASKED: dict[str, Any] = {
    "number": "OIA-2026/4",
    "instrument": "extradition",
    "requesting": "US",
    "requested": "MX",
}
COUNTED = {**ASKED, "as_of": "2026-01-01", "received": 4, "answered": 3, "pending": 1}
NAMES = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyzáéíñ", min_size=2, max_size=9), min_size=2, max_size=4
).map(lambda words: " ".join(word.capitalize() for word in words))
DIGITS = st.text("0123456789", min_size=9, max_size=16)
PHONES = DIGITS.map(lambda digits: f"{digits[:3]}-{digits[3:6]}-{digits[6:]}")
MAIL = NAMES.map(lambda name: name.lower().replace(" ", ".") + "@example.org")


@given(st.one_of(NAMES, DIGITS, PHONES, MAIL))
def test_no_number_holds_a_person_or_a_line(told: str) -> None:
    """A name, an address, a telephone, a device: none passes as the number of an intercept or request."""
    for rule, body in ((rules.intercept, INTERCEPTED), (rules.request, ASKED)):
        with pytest.raises(ValueInvalid):
            rule({**body, "number": told}, TODAY)


@given(NAMES)
def test_a_person_is_a_pseudonym(name: str) -> None:
    """A name does not pass where a pseudonym belongs; a pseudonym does."""
    with pytest.raises(ValueInvalid):
        rules.request({**ASKED, "subject_ref": name}, TODAY)
    rules.request({**ASKED, "subject_ref": "P-7F3A"}, TODAY)


@pytest.mark.parametrize("field", ["content", "target", "line", "name", "transcript", "summary"])
def test_there_is_no_field_for_content(field: str) -> None:
    """Neither intercepts nor requests have a field in which content or a target could stand."""
    for kind, body in ((INTERCEPT, INTERCEPTED), (REQUEST, ASKED)):
        with pytest.raises(FieldUnknown):
            kind.check({**body, field: "x"})


@pytest.mark.parametrize(
    ("rule", "body"),
    [
        (rules.request, {**ASKED, "requested": "US"}),
        (rules.request, {**ASKED, "closed": "2027-01-01"}),
        (rules.step, {"of": "request/a", "step": "present", "at": "2026-12-01T10:00-06:00"}),
        (rules.suspension, {"since": "2026-03-02T10:00-06:00", "until": "2026-03-01T10:00-06:00"}),
        (rules.intercept, {**INTERCEPTED, "communications": 3, "incriminating": 4}),
        (rules.intercept, {**INTERCEPTED, "arrests": -1}),
        (rules.legal_clock, {"length": 0, "confirmed": "2026-01-01"}),
        (rules.legal_clock, {"length": 10_001, "confirmed": "2026-01-01"}),
        (rules.legal_clock, {"length": 6, "unit": "hours", "rolls": True, "confirmed": "2026-01-01"}),
        (rules.statement, {**ASKED, "as_of": "2026-01-01", "received": 2, "answered": 3, "pending": 0}),
        (rules.statement, {**COUNTED, "aged": 5}),
        (rules.statement, {**COUNTED, "aged": 1, "answered_180": 2}),
        (rules.statement, {**COUNTED, "aged": 4, "answered_180": 4}),
    ],
)
def test_what_cannot_be_is_refused(rule: Any, body: dict[str, Any]) -> None:
    """A request to oneself, what has not come, ends before beginnings, parts above wholes: all refused."""
    with pytest.raises(Refused):
        rule(body, TODAY)


@pytest.mark.parametrize("course", courses().values(), ids=lambda course: course.name)
def test_every_course_can_end(course: Course) -> None:
    """From every stage of a course some steps lead to an end; every step has a source in both languages."""
    assert course.ends
    reached = {course.start}
    for _ in course.stages:
        reached |= {step.to for step in course.steps if reached & set(step.stages)}
    assert reached == set(course.stages)
    ending = set(course.ends)
    for _ in course.stages:
        ending |= {stage for step in course.steps if step.to in ending for stage in step.stages}
    assert ending == set(course.stages)
    assert all(
        step.source.keys() == {"en", "es"} and step.mark in ("read", "press", "recalled")
        for step in course.steps
    )


def test_every_instrument_has_a_course_at_either_party() -> None:
    """Whichever party is asked, an instrument has a course, and every clock starts and stops somewhere."""
    for instrument in INSTRUMENTS:
        for party in ("US", "MX"):
            assert course_of(instrument, party).name.partition(".")[0] == instrument
    for clock in clocks().values():
        assert clock.starts
        assert clock.stops
        assert clock.calendar.startswith(clock.law.lower())
        assert clock in clocks_of(course_of(clock.course.partition(".")[0], clock.law).name, clock.law)


def test_a_clock_runs_by_the_law_of_who_is_asked() -> None:
    """Clocks of a course that both share come in pairs, one by each law, and none runs at a third party."""
    for name in ("provisional-arrest", "legal-assistance", "information"):
        here, there = clocks_of(name, "MX"), clocks_of(name, "US")
        assert [one.name for one in there] == [f"{one.name}-us" for one in here]
        assert {one.law for one in here} | {one.law for one in there} == {"MX", "US"}
        assert not clocks_of(name, "CA")


def test_no_liberty_hangs_on_a_later_day() -> None:
    """Only what is overdue at worst moves to a working day as it is declared."""
    rolling = [clock for clock in clocks().values() if clock.rolls]
    assert {clock.consequence for clock in rolling} == {"overdue"}
    assert {clock.unit for clock in rolling} <= {"days", "months"}


@pytest.mark.parametrize("file", ["courses.toml", "clocks.toml"])
def test_a_source_in_one_language_is_refused(monkeypatch: pytest.MonkeyPatch, file: str) -> None:
    """A step or clock whose source lacks a language is refused, and the refusal names the language."""
    declared = {name: instruments._read(name) for name in ("courses.toml", "clocks.toml")}
    thing = declared[file]["transfer"]["step"][0] if file == "courses.toml" else declared[file]["proof"]
    del thing["source"]["es"]
    monkeypatch.setattr(instruments, "_read", declared.get)
    read = courses if file == "courses.toml" else clocks
    with pytest.raises(CourseMisdeclared) as caught:
        read.__wrapped__()
    assert caught.value.data["rule"] == "source.es"
