"""Nothing raw stands in a vetting, and all vettings on record together say until when somebody is in."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.domains.integrity import rules
from ambos.domains.integrity.records import VETTING_SCHEME, VETTING_STEP
from ambos.domains.integrity.schemes import schemes
from ambos.domains.integrity.standing import Vetted, limits
from ambos.domains.integrity.wordings import wordings
from ambos.kernel.course import StepLacks
from ambos.values.dates import Day
from ambos.values.errors import AmbosError

TODAY = date(2026, 3, 1)
BODY = {
    "person": "P-7F3A",
    "party": "MX",
    "scheme": "leahy",
    "band": "passed",
    "decided": "2026-01-10",
    "expires": "2027-01-10",
    "issuer": "US Department of State",
}
REVIEW = {
    "person": "analyst",
    "due": "2026-03-31",
    "rights": ["analyst"],
    "reviewed": "2026-02-01",
    "reviewer": "integrity",
    "outcome": "confirmed",
}


def test_a_sound_vetting_is_taken() -> None:
    """A band with its days, its issuer and a pseudonym may be written."""
    rules.vetting(BODY, TODAY)
    rules.vetting(
        {**BODY, "person": "prosecutor", "band": "pending", "decided": None, "expires": None}, TODAY
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"person": "Juan Pérez"}, "integrity.person-named"),
        ({"issuer": "Polygraph score 71 of 100"}, "integrity.raw-result"),
        ({"issuer": "centro: diagnóstico reservado"}, "integrity.raw-result"),
        ({"issuer": "x" * 81}, "integrity.raw-result"),
        ({"expires": None}, "integrity.band-undated"),
        ({"band": "revoked", "decided": None}, "integrity.band-undated"),
        ({"expires": "2027-01-11"}, "integrity.valid-too-long"),
        ({"decided": "2026-03-02"}, "rules.future-date"),
        ({"expires": "2026-01-09"}, "rules.dates-reversed"),
    ],
)
def test_what_a_vetting_may_not_say(changes: Mapping[str, Any], code: str) -> None:
    """Names, raw results, undated bands and a validity beyond the scheme's are refused."""
    with pytest.raises(AmbosError) as caught:
        rules.vetting({**BODY, **changes}, TODAY)
    assert caught.value.code == code


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(1, 120))
def test_validity_keeps_the_day_or_the_months_last(day: date, months: int) -> None:
    """So many months after a day is the same day of the month, or the last one of a shorter month."""
    end = rules.last_day(Day.of(day), months)
    assert (end.year - day.year) * 12 + end.month - day.month == months
    assert end.day == day.day or (end.day < day.day and end.day >= 28)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reviewer": "analyst"}, "integrity.one-person-twice"),
        ({"confirmed": "2026-02-02", "confirmer": "integrity"}, "integrity.one-person-twice"),
        ({"confirmed": "2026-02-02", "confirmer": "analyst"}, "integrity.one-person-twice"),
        ({"confirmed": "2026-02-02"}, "integrity.review-incomplete"),
        ({"reviewed": None}, "integrity.review-incomplete"),
    ],
)
def test_rights_are_reviewed_by_two_others(changes: Mapping[str, Any], code: str) -> None:
    """Nobody reviews their own rights, nor confirms their own review, nor half of one."""
    rules.access_review({**REVIEW, "confirmed": "2026-02-02", "confirmer": "auditor"}, TODAY)
    with pytest.raises(AmbosError) as caught:
        rules.access_review({**REVIEW, **changes}, TODAY)
    assert caught.value.code == code


def test_nothing_declared_stands_alone() -> None:
    """A declaration that there is nothing says nothing else."""
    with pytest.raises(rules.InterestsContradict):
        rules.declaration({"person": "analyst", "made": "2026-01-01", "interests": ["none", "gifts"]}, TODAY)


ONE = Vetted("vetting/a", "US", "leahy", (), "passed", "2026-01-10", "2027-01-10")


def test_the_last_decision_rules_and_every_scheme_counts() -> None:
    """A renewal lengthens its own scheme, another scheme shortens, and what is pending changes nothing."""
    renewed = replace(ONE, decided="2026-12-01", expires="2027-12-01")
    other = replace(ONE, scheme="clearance", expires="2026-06-30")
    pending = replace(ONE, scheme="vetted-unit", band="pending", decided="", expires="")
    assert limits([ONE]) == (("", date(2027, 1, 10)),)
    assert limits([renewed, ONE]) == (("", date(2027, 12, 1)),)
    assert limits([renewed, other, pending]) == (("", date(2026, 6, 30)),)
    assert limits([replace(ONE, scopes=("a", "b"))]) == (("a", date(2027, 1, 10)), ("b", date(2027, 1, 10)))


@given(st.permutations([ONE, replace(ONE, band="revoked", expires=""), replace(ONE, expires="2028-01-01")]))
def test_of_one_day_the_strictest_rules(vettings: list[Vetted]) -> None:
    """A vetting that was revoked on the day of another ends the day before, in any order."""
    assert limits(vettings) == (("", date(2026, 1, 9)),)


def test_schemes_and_records_name_the_same() -> None:
    """Every scheme of the data is one of the code list, and every step has its code, its source and mark."""
    assert set(schemes()) == set(VETTING_SCHEME.codes)
    steps = [step for scheme in schemes().values() for step in scheme.course.steps]
    assert {step.name for step in steps} == set(VETTING_STEP.codes)
    assert all(step.source and step.mark in ("read", "press", "recalled") for step in steps)


def test_nobody_is_admitted_before_the_polygraph() -> None:
    """Admission to a vetted unit needs every examination before it (OIG 24-114)."""
    course = schemes()["vetted-unit"].course
    with pytest.raises(StepLacks):
        course.demand("nominated", "admitted", "own", {"integrity"}, ["background-checked", "drug-tested"])


def test_wordings_are_pairs() -> None:
    """Each word has one other, whose other it is."""
    assert all(wordings()[other] == word and other != word for word, other in wordings().items())


def test_what_a_partner_told_without_days_lets_nobody_in() -> None:
    """A vetting that breaks our rule, as a partner may tell it, ends access and breaks nothing."""
    assert limits([replace(ONE, expires="")]) == limits([replace(ONE, decided="")]) == (("", date.min),)
    assert limits([replace(ONE, band="revoked", decided="", expires="")]) == (("", date.min),)
