"""Control gaps and the definition of fentanyl-related substances, and what may be said of drugs."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.domains.drugs import control, rules
from ambos.domains.drugs.control import BOTH, NEITHER, ONLY_MX, ONLY_US, UNKNOWN, classify, gap
from ambos.kernel.shelf import Thing
from ambos.values.errors import AmbosError
from ambos.values.handling import PUBLIC

TODAY = date(2026, 3, 1)


def substance(**body: Any) -> Thing:
    """Give a substance of a body."""
    return Thing("substance/x", "substance", "US", "stated", "r", PUBLIC, (), (), body)


@pytest.mark.parametrize(
    ("body", "standing", "first", "days"),
    [
        (
            {"schedule_us": "i", "controlled_us": "2026-02-01", "schedule_mx": "not-controlled"},
            ONLY_US,
            "us",
            28,
        ),
        ({"schedule_us": "not-controlled", "schedule_mx": "art-237"}, ONLY_MX, "mx", None),
        (
            {
                "schedule_us": "i",
                "controlled_us": "2025-03-01",
                "schedule_mx": "art-245-i",
                "controlled_mx": "2025-01-30",
            },
            BOTH,
            "mx",
            30,
        ),
        ({"schedule_us": "not-controlled", "schedule_mx": "not-controlled"}, NEITHER, "", None),
        ({"schedule_us": "i", "controlled_us": "2020-01-01"}, UNKNOWN, "", None),
    ],
)
def test_gaps(body: dict[str, Any], standing: str, first: str, days: int | None) -> None:
    """A gap is told by who controls first and for how many days; what is not known is no gap."""
    found = gap(substance(**body), TODAY)
    assert (found.standing, found.first, found.days) == (standing, first, days)
    assert found.open is (standing in (ONLY_US, ONLY_MX))


def test_the_definition_controls_what_no_name_lists() -> None:
    """A fentanyl-related substance that no name lists is controlled in the United States since the order."""
    body = {"schedule_us": "not-controlled", "schedule_mx": "not-controlled", "core": True, "sites": ["b"]}
    found = gap(substance(**body, other_change=False), TODAY)
    assert (found.standing, found.by_class) == (ONLY_US, True)
    assert found.days == (TODAY - control.CLASS_SINCE).days


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "schedule_us": st.sampled_from(("i", "list-i", "not-controlled", "not-known")),
            "core": st.booleans(),
            "sites": st.lists(st.sampled_from("abcde"), min_size=1, max_size=5, unique=True),
            "other_change": st.booleans(),
        },
    )
)
def test_the_definition_is_applied_as_it_reads(features: dict[str, Any]) -> None:
    """Related is just what is not listed, has the core, differs at one site or more and in no other way."""
    verdict = classify(features).verdict
    listed = features.get("schedule_us") in ("i", "list-i")
    related = (
        features.get("core") is True and bool(features.get("sites")) and features.get("other_change") is False
    )
    assert (verdict == control.RELATED) is (related and not listed)
    assert (verdict == control.LISTED) is listed
    if not listed and "core" not in features:
        assert verdict == control.UNDECLARED


# Registry numbers as published by CAS; a digit changed is caught by the check digit.
@pytest.mark.parametrize("number", ["437-38-7", "7732-18-5", "58-08-2", "59708-52-0"])
def test_cas_numbers(number: str) -> None:
    """A published number passes; with another check digit, or without its form, it does not."""
    assert rules.is_cas(number)
    assert not rules.is_cas(number[:-1] + str((int(number[-1]) + 1) % 10))
    assert not rules.is_cas(number.replace("-", ""))


@pytest.mark.parametrize(
    ("rule", "body", "error"),
    [
        (rules.substance, {"cas": "437-38-8"}, rules.CasInvalid),
        (rules.substance, {"inchikey": "x"}, rules.InchikeyInvalid),
        (rules.substance, {"controlled_mx": "2020", "schedule_mx": "not-known"}, rules.ControlContradicted),
        (rules.substance, {"core": False, "sites": ["a"]}, rules.SitesWithoutCore),
        (rules.seizure, {"net": "1"}, rules.UnitMissing),
        (rules.seizure, {"net": "1", "unit": "usd"}, rules.UnitUnfit),
        (rules.seizure, {"net": "-1", "unit": "kg"}, rules.QuantityNegative),
        (rules.seizure, {"net": "2", "gross": "1", "unit": "kg"}, rules.NetOverGross),
        (rules.sample, {"purity": "100.1"}, rules.PurityInvalid),
    ],
)
def test_refused(rule: Any, body: dict[str, Any], error: type[AmbosError]) -> None:
    """What a record must not hold is refused by its own error."""
    with pytest.raises(error):
        rule(body, TODAY)
