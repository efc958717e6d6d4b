"""What the domains refuse: dates that have not come, dates in the wrong order, impossible values."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.domains import DateInFuture, DatesReversed, NotPositive
from ambos.domains.measures.rules import COUNTED, Negative, NotWhole, TargetEmpty
from ambos.domains.plan.rules import LinkEmpty
from ambos.node.rules import RULES
from ambos.values.dates import Day
from ambos.values.errors import Refused

TODAY = date(2026, 3, 1)
WORDS = {"en": "x", "es": "x"}
PAST_FACTS = [
    ("source", "published"),
    ("framework", "ended"),
    ("meeting", "held"),
    ("decision", "decided"),
    ("commitment", "said_on"),
    ("commitment", "last_news"),
    ("event", "happened"),
    ("milestone", "reached"),
    ("adjustment", "decided"),
    ("assumption", "checked_on"),
    ("risk", "reviewed_on"),
    ("threat-assessment", "published"),
    ("monitoring-plan", "last_report"),
    ("evaluation", "done"),
    ("recommendation", "made_on"),
    ("indicator-test", "tested_on"),
    ("data-quality", "assessed_on"),
    ("baseline", "as_of"),
    ("target", "said_on"),
    ("figure", "as_of"),
    ("fiu-case", "opened"),
    ("fiu-request", "sent"),
    ("freeze", "frozen"),
    ("frozen-account", "frozen"),
    ("freeze-end", "ended"),
    ("complaint", "filed"),
    ("charge", "filed"),
    ("judgment", "decided"),
    ("forfeiture", "ordered"),
    ("asset-sharing", "agreed"),
    ("organisation", "listed_on"),
    ("tie", "valid_from"),
    ("sighting", "seen"),
]
ORDERED = [
    ("framework", "started", "ended"),
    ("commitment", "said_on", "due"),
    ("commitment", "said_on", "last_news"),
    ("action", "starts", "due"),
    ("adjustment", "decided", "review_by"),
    ("role", "starts", "ends"),
    ("monitoring-plan", "last_report", "next_report"),
    ("recommendation", "made_on", "due"),
    ("target", "said_on", "deadline"),
    ("fiu-case", "opened", "closed"),
    ("asset-sharing", "agreed", "paid"),
    ("tie", "valid_from", "valid_until"),
]
NOON = "2020-01-02T12:00-06:00"
ASKED = {"number": "OIA-1", "instrument": "information", "requesting": "US", "requested": "MX"}
PLANNED = {
    "starts": NOON,
    "until": "2020-01-02T18:00-06:00",
    "latitude": "24.8",
    "longitude": "-107.4",
    "radius_km": "5",
    "desk": "desk one",
}
SOUND: dict[str, dict[str, Any]] = {
    "baseline": {"period": "2020", "value": "1"},
    "link": {"thing": "goal/g", "other": "goal/h"},
    "minute": {"outcome": "noted"},
    "target": {"deadline": "2030", "value": "1"},
    "figure": {"period": "2020", "value": "1", "unit": "deaths"},
    "funding": {"stage": "appropriated", "period": "FY2020", "amount": "1", "currency": "usd"},
    "deployment": {"period": "2020-01", "strength": 1, "mission": "migration"},
    "financial-report": {"sort": "sar", "period": "2020", "count": 1},
    "fiu-request": {"requesting": "MX", "requested": "US"},
    "freeze": {"case": "fiu-case/c"},
    "frozen-account": {"holder": "A-1"},
    "complaint": {"case": "fiu-case/c"},
    "forfeiture": {"freeze": "freeze/f"},
    "asset-sharing": {"giver": "US", "receiver": "MX"},
    "organisation": {"name": "SYNTHETIC"},
    "person": {"subject": "P-1"},
    "tie": {"origin": "person/p", "target": "organisation/o"},
    "method": {"number": "M01", "level": "tactic"},
    "request": ASKED,
    "suspension": {"of": "request/r", "since": NOON, "why": "amparo"},
    "reciprocity-statement": {**ASKED, "year": "2025", "received": 1, "answered": 1, "pending": 0},
    "vetting": {"person": "P-7F3A", "party": "MX", "scheme": "leahy", "band": "pending", "issuer": "office"},
    "declaration": {"person": "P-7F3A", "party": "MX", "interests": ["none"]},
    "export": {
        "officer": "analyst",
        "recipient": "P-7F3A",
        "at": NOON,
        "count": 1,
        "digest": "ab" * 32,
        "places": 1,
    },
    "exposure-report": {"person": "P-7F3A", "party": "MX", "digest": "ab" * 32},
    "trace-result": {
        "request": "trace-request/t",
        "outcome": "purchaser-identified",
        "source_state": "AZ",
        "first_sale": "2019",
        "answered": "2020",
    },
    "operation-result": {
        "event_key": "ev-2020-0001",
        "measure": "arrests",
        "amount": "1",
        "happened": "2020",
    },
    "planned-operation": PLANNED,
}

days = st.dates(date(1990, 1, 1), date(2035, 12, 31)).flatmap(
    lambda day: st.sampled_from([f"{day:%Y}", f"{day:%Y-%m}", f"{day:%Y-%m-%d}"])
)


def body(kind: str, **fields: Any) -> dict[str, Any]:
    return SOUND.get(kind, {}) | fields


def figure(**fields: Any) -> dict[str, Any]:
    return body("figure", **fields)


@pytest.mark.parametrize(("kind", "field"), PAST_FACTS)
@given(day=days)
def test_past_facts_are_past(kind: str, field: str, day: str) -> None:
    """A past fact is refused just when its whole date lies after today."""
    known = body(kind, **{field: day})
    if kind == "figure":
        known["period"] = "1980"
    if Day.parse(day).first > TODAY:
        with pytest.raises(DateInFuture) as refused:
            RULES[kind](known, TODAY)
        assert refused.value.data == {"field": field, "value": day, "today": TODAY}
    else:
        RULES[kind](known, TODAY)


@pytest.mark.parametrize(("kind", "earlier", "later"), ORDERED)
@given(first=days, second=days)
def test_ends_follow_beginnings(kind: str, earlier: str, later: str, first: str, second: str) -> None:
    """Two dates are refused just when the later one ends before the earlier one begins."""
    known = body(kind, **{earlier: first, later: second})
    far = date(2100, 1, 1)
    if Day.parse(second).last < Day.parse(first).first:
        with pytest.raises(DatesReversed):
            RULES[kind](known, far)
    else:
        RULES[kind](known, far)


@pytest.mark.parametrize("kind", sorted(RULES))
def test_absent_fields_contradict_nothing(kind: str) -> None:
    """A body that says only what it must is refused by no rule."""
    RULES[kind](body(kind), TODAY)


@pytest.mark.parametrize("unit", sorted(COUNTED))
def test_counts_are_whole(unit: str) -> None:
    """What is counted one by one has whole values; a decimal point with nothing behind it is whole."""
    RULES["figure"](figure(value="34500.0", unit=unit), TODAY)
    with pytest.raises(NotWhole):
        RULES["figure"](figure(value="34500.5", unit=unit), TODAY)


def test_rates_weights_and_spans_may_be_broken() -> None:
    """Rates, weights, money and spans of time are no counts."""
    assert {"deaths", "victims", "persons", "firearms", "events"} <= COUNTED
    for unit in ("per-100k", "lb", "usd-m", "years", "days", "per-day", "percent"):
        RULES["figure"](figure(value="2.5", unit=unit), TODAY)


def test_only_percentages_may_be_negative() -> None:
    """A fall of 75 percent is a value; minus three deaths are not."""
    RULES["figure"](figure(value="-75", unit="percent"), TODAY)
    for unit in ("deaths", "lb", "usd"):
        with pytest.raises(Negative):
            RULES["figure"](figure(value="-3", unit=unit), TODAY)


def test_periods_have_begun() -> None:
    """No figure and no baseline counts a period that has not begun; one that runs may be counted."""
    RULES["figure"](figure(period="2026"), TODAY)
    for kind in ("figure", "baseline"):
        with pytest.raises(DateInFuture):
            RULES[kind](body(kind, period="2027"), TODAY)


def test_nobody_publishes_before_the_period() -> None:
    """A vintage before the period begins is refused; one inside it is not."""
    RULES["figure"](figure(period="2020", as_of="2020-12-30"), TODAY)
    with pytest.raises(DatesReversed):
        RULES["figure"](figure(period="2020", as_of="2019-12"), TODAY)


def test_a_target_says_what_to_reach() -> None:
    """A value, a change in percent or both; neither is refused."""
    RULES["target"]({"deadline": "2030", "change_percent": "-13"}, TODAY)
    with pytest.raises(TargetEmpty):
        RULES["target"]({"deadline": "2030"}, TODAY)


@pytest.mark.parametrize(
    ("kind", "field"), [("framework", "cadence_months"), ("indicator", "stale_after_days")]
)
def test_spans_are_positive(kind: str, field: str) -> None:
    """A cadence or a limit of nothing is refused."""
    RULES[kind]({field: 1}, TODAY)
    with pytest.raises(NotPositive):
        RULES[kind]({field: 0}, TODAY)


def test_refusals_are_of_one_family() -> None:
    """Every rule refuses; none says that it was misused."""
    for error in (DateInFuture, DatesReversed, NotPositive, NotWhole, Negative, TargetEmpty):
        assert issubclass(error, Refused)


def test_a_link_leads_somewhere() -> None:
    """A link names another thing or an outside strategy; one that names neither is refused."""
    RULES["link"]({"thing": "goal/g", "other": "goal/h"}, TODAY)
    RULES["link"]({"thing": "goal/g", "strategy": WORDS}, TODAY)
    with pytest.raises(LinkEmpty) as refused:
        RULES["link"]({"thing": "goal/g"}, TODAY)
    assert refused.value.data == {"thing": "goal/g"}
