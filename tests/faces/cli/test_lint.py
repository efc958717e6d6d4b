"""``ambos plan lint`` and ``ambos plan elements``: lines, exit codes, SARIF, checklists, both languages."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from ambos.analysis.studies.lint.book import RULES
from ambos.i18n.catalogue import LANGUAGES
from tests.faces.cli.calling import Ambos

TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
# What SARIF 2.1.0 (OASIS, 27 March 2020) demands of the parts that are written: sections 3.13 to 3.49.
SARIF: dict[str, Any] = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": {"$ref": "#/$defs/run"}},
    },
    "$defs": {
        "run": {
            "type": "object",
            "required": ["tool"],
            "additionalProperties": False,
            "properties": {
                "tool": {
                    "type": "object",
                    "required": ["driver"],
                    "properties": {"driver": {"$ref": "#/$defs/driver"}},
                },
                "language": {"type": "string", "pattern": "^[a-z]{2}-[A-Z]{2}$"},
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
            },
        },
        "driver": {
            "type": "object",
            "required": ["name"],
            "additionalProperties": False,
            "properties": {
                "name": {"type": "string"},
                "semanticVersion": {"type": "string"},
                "rules": {"type": "array", "uniqueItems": True, "items": {"$ref": "#/$defs/rule"}},
            },
        },
        "rule": {
            "type": "object",
            "required": ["id"],
            "additionalProperties": False,
            "properties": {
                "id": {"type": "string"},
                "shortDescription": TEXT,
                "help": TEXT,
                "helpUri": {"type": "string", "format": "uri"},
                "defaultConfiguration": {"type": "object", "properties": {"level": LEVEL}},
                "properties": {"type": "object"},
            },
        },
        "result": {
            "type": "object",
            "required": ["message"],
            "additionalProperties": False,
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": 0},
                "level": LEVEL,
                "message": TEXT,
                "locations": {"type": "array", "items": {"$ref": "#/$defs/location"}},
                "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
                "suppressions": {"type": "array", "items": {"$ref": "#/$defs/suppression"}},
                "properties": {"type": "object"},
            },
        },
        "location": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "logicalLocations": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "additionalProperties": False,
                        "properties": {
                            name: {"type": "string"} for name in ("name", "fullyQualifiedName", "kind")
                        },
                    },
                }
            },
        },
        "suppression": {
            "type": "object",
            "required": ["kind"],
            "additionalProperties": False,
            "properties": {
                "kind": {"enum": ["inSource", "external"]},
                "status": {"enum": ["accepted", "underReview", "rejected"]},
                "justification": {"type": "string"},
            },
        },
    },
}


def test_one_finding_a_line(ambos: Ambos) -> None:
    """Each finding is one line in the same order in both languages; the counts stand on standard error."""
    english, spanish = (ambos("plan", "lint", "--lang", code) for code in LANGUAGES)
    begins = [[line.split()[0] for line in called.out.splitlines()] for called in (english, spanish)]
    assert begins[0] == begins[1] and set(begins[0]) <= RULES.keys()
    assert len(begins[0]) == len(ambos("plan", "lint", "--json").json())
    assert "Errors:" in english.err and "Errores:" in spanish.err


def test_errors_decide_the_exit_code(ambos: Ambos) -> None:
    """Where an error stands the command ends with 1, where none does with 0, however it is told."""
    assert ambos("plan", "lint").code == 1
    assert ambos("plan", "lint", "--json").code == 1
    assert ambos("plan", "lint", "--rule", "FW02").code == 0
    assert ambos("plan", "lint", "--rule", "TA04").code == 1


def test_only_what_is_asked_for(ambos: Ambos) -> None:
    """A rule, a severity and a framework each leave out the rest."""
    assert {one["rule"] for one in ambos("plan", "lint", "--rule", "FW02", "--json").json()} == {"FW02"}
    grave = ambos("plan", "lint", "--severity", "error", "--json").json()
    every = ambos("plan", "lint", "--severity", "note", "--json").json()
    assert {one["severity"] for one in grave} == {"error"}
    assert {one["severity"] for one in every} == {"error", "warning", "note"}
    sig = ambos("plan", "lint", "sig-2025", "--rule", "FW02", "--json").json()
    assert sig and all(one["item"]["subject"].startswith("goal/sig-") for one in sig)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--rule", "XX99"), "cli.rule-unknown"),
        (("--severity", "grave"), "cli.argument-invalid"),
        (("no-such-framework",), "record.not-found"),
    ],
)
def test_wrong_words_are_refused(ambos: Ambos, words: tuple[str, ...], code: str) -> None:
    """An unknown rule, severity or framework is refused with a hint, and nothing is printed."""
    called = ambos("plan", "lint", *words)
    assert called.code in (1, 2) and not called.out and "hint:" in called.err, code


@pytest.mark.parametrize("language", LANGUAGES)
def test_sarif_is_valid(ambos: Ambos, tmp_path: Path, language: str) -> None:
    """The file is SARIF 2.1.0, names every rule once, and holds every finding with its place and message."""
    file = tmp_path / "lint.sarif"
    ambos("plan", "lint", "--sarif", str(file), "--lang", language)
    log = json.loads(file.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(SARIF).validate(log)
    run = log["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == list(RULES)
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    assert len(run["results"]) == len(ambos("plan", "lint", "--severity", "note", "--json").json())


def test_a_waiver_is_told_with_its_reason(own: Ambos, tmp_path: Path) -> None:
    """A waiver that is on record takes an error from the count, and its reason stands beside the finding."""
    (error,) = own("plan", "lint", "--rule", "TA04", "--json").json()
    said = (
        f"concerns={error['item']['subject']}",
        "rule=TA04",
        "reason.en=Under talks.",
        "reason.es=En pláticas.",
    )
    assert (
        own("record", "add", "waiver", "talks", *(word for each in said for word in ("--set", each))).code
        == 0
    )
    called = own("plan", "lint", "--rule", "TA04")
    assert called.code == 0 and "waiver/talks: Under talks." in called.out
    assert (
        "Dispensado por waiver/talks: En pláticas."
        in own("plan", "lint", "--rule", "TA04", "--lang", "es").out
    )
    own("plan", "lint", "--rule", "TA04", "--sarif", str(tmp_path / "lint.sarif"))
    (result,) = json.loads((tmp_path / "lint.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert result["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "Under talks."}
    ]


def test_rules_are_listed(ambos: Ambos) -> None:
    """Every rule is listed with its severity, source and what it finds."""
    assert [rule["rule"] for rule in ambos("plan", "lint", "--list-rules", "--json").json()] == list(RULES)
    listed = ambos("plan", "lint", "--list-rules", "--lang", "es").out
    assert all(code in listed for code in RULES)


def test_elements_are_graded(ambos: Ambos) -> None:
    """Each framework has nine elements, or fourteen practices, with a grade in the reader's words."""
    elements = ambos("plan", "elements", "--json").json()
    assert len(elements) == 9 * len(ambos("record", "list", "framework", "--json").json())
    assert len(ambos("plan", "elements", "sig-2025", "--practices", "--json").json()) == 14
    assert "partially addressed" in ambos("plan", "elements", "sig-2025").out
    assert "atendido en parte" in ambos("plan", "elements", "sig-2025", "--lang", "es").out


def test_the_plan_is_still_shown(ambos: Ambos) -> None:
    """Without a verb the plan is shown as before."""
    assert ambos("plan", "--json").json() == ambos("plan", "show", "--json").json()
