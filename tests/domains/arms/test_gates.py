"""The gates before a trace: what the form demands stops, what is recalled warns, a whole request passes."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.domains.arms.form import PARTS, form
from ambos.domains.arms.gates import GATES, STOPS, WARNS, Beside, findings, stopped
from ambos.domains.arms.makes import makes, plain
from ambos.domains.arms.records.tracing import TRACE_REQUEST
from ambos.i18n.catalogue import LANGUAGES, Language

WHOLE: dict[str, Any] = {
    "requested": "2025-11-18",
    "priority": "routine",
    "ncic_code": "5212",
    "other_ori": "MXFGR0001",
    "serial": "ABC123",
    "manufacturer": "Glock",
    "type": "pistol",
    "calibre": "9 mm",
    "model": "19",
    "origin": "AT",
    "importer": "Glock Inc",
    "recovered": "2025-11-14",
    "recovery_state": "MX-26",
    "other_officer": "P-7F3A",
}
ROMARM = {
    "manufacturer": "Romarm/Cugir",
    "model": "WASR-10",
    "type": "rifle",
    "calibre": "7.62x39",
    "origin": "RO",
}
CASES: list[tuple[str, dict[str, Any], str]] = [
    ("person-named", {"other_officer": "Juan Pérez"}, "other_officer"),
    ("required", {"calibre": None}, "calibre"),
    ("required-from-list", {"ncic_code": None}, "ncic_code"),
    ("agency-missing", {"other_ori": None}, "other_ori"),
    ("serial-missing", {"serial": None}, "serial"),
    ("serial-no-number", {"serial": "SIN SERIE"}, "serial"),
    ("serial-pattern", {"serial": "12-34"}, "serial"),
    ("obliterated-untold", {"obliterated": True}, "obliteration"),
    ("maker-is-importer", {"manufacturer": "Century Arms"}, "manufacturer"),
    ("maker-unknown", {"manufacturer": "Nobody's Arms"}, "manufacturer"),
    ("importer-is-maker", {"importer": "Colt"}, "importer"),
    ("importer-missing", {"importer": None}, "importer"),
    ("importer-of-another", {**ROMARM, "serial": "A1-12345-19", "importer": "Glock Inc"}, "importer"),
    ("origin-differs", {"origin": "CN"}, "origin"),
    ("model-of-another", {"model": "AR-15"}, "model"),
    ("type-model", {"type": "rifle"}, "type"),
    ("calibre-model", {"calibre": ".45"}, "calibre"),
    ("urgent-unreasoned", {"priority": "urgent"}, "urgent_reason"),
]


def changed(change: dict[str, Any]) -> dict[str, Any]:
    """Give a whole request with a change; None takes a field away."""
    return {name: value for name, value in {**WHOLE, **change}.items() if value is not None}


def test_a_whole_request_passes() -> None:
    """Nothing is found in a request whose fields agree."""
    assert findings(WHOLE) == ()
    assert findings({**WHOLE, **ROMARM, "serial": "A1-12345-19", "importer": "CENTURY ARMS"}) == ()


@pytest.mark.parametrize(("gate", "change", "field"), CASES, ids=[case[0] for case in CASES])
def test_each_gate_finds_its_fault(gate: str, change: dict[str, Any], field: str) -> None:
    """A gate finds its fault at its field."""
    assert (gate, field) in {(one.gate, one.field) for one in findings(changed(change))}


def test_a_recovery_and_other_requests_stand_beside() -> None:
    """What the recovery says otherwise warns; another request for the firearm stops, unless owned up."""
    recovery = {"recovered": "2025-11-14", "place": "MX-02", "serial": "abc 123", "type": "pistol"}
    assert [(one.gate, one.field) for one in findings(WHOLE, Beside(recovery))] == [
        ("recovery-differs", "recovery_state")
    ]
    again = Beside(same=("trace-request/first",))
    assert stopped(findings(WHOLE, again))
    assert findings({**WHOLE, "duplicate_of": "trace-request/first"}, again) == ()


def test_every_gate_has_a_case_and_speaks() -> None:
    """Every gate is tried here, and says in both languages what is wrong and what to do."""
    assert {case[0] for case in CASES} | {"recovery-differs", "duplicate"} == set(GATES)
    for language in map(Language, LANGUAGES):
        for gate in GATES:
            assert language.find("traces", f"gate.{gate}") and language.find("traces", f"gate.{gate}.mend")


@given(st.dictionaries(st.sampled_from([f.name for f in TRACE_REQUEST.fields]), st.text(max_size=12)))
def test_knowledge_of_makes_never_stops(body: dict[str, str]) -> None:
    """What rests on the recalled list of makes warns, whatever a request holds."""
    known = {
        "serial-pattern",
        "maker-is-importer",
        "maker-unknown",
        "importer-is-maker",
        "importer-of-another",
    }
    known |= {"origin-differs", "model-of-another", "type-model", "calibre-model"}
    found = findings(body)
    assert all(one.gravity == WARNS for one in found if one.gate in known)
    assert all(one.gate in GATES and one.gravity in (STOPS, WARNS) for one in found)


def test_the_form_is_whole() -> None:
    """The form has its nine parts in order, and every field that it places here is one of the kind."""
    parts = [one.part for one in form()]
    assert list(dict.fromkeys(parts)) == list(PARTS)
    placed = [one.field for one in form() if one.field]
    assert len(placed) == len(set(placed)) and set(placed) <= TRACE_REQUEST.by_name.keys()


def test_makes_say_how_they_are_known() -> None:
    """The list of makes carries a mark and a source, and a maker is found by any spelling of its name."""
    known = makes()
    assert known.mark == "recalled" and known.source
    make = known.maker("SMITH AND WESSON")
    assert make is not None and make is known.maker("s&w") and plain("M&P 15") in make.models
