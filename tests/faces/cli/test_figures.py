"""``ambos figures``: its verbs, asked of today and of days that are past."""

import json
from pathlib import Path

from tests.faces.cli.calling import Ambos


def test_show_is_meant_without_a_verb(ambos: Ambos) -> None:
    """``figures``, ``figures NAME`` and ``figures show NAME`` are one command; help is still the noun's."""
    assert ambos("figures").out == ambos("figures", "show").out
    asked = ambos("figures", "us-overdose-deaths")
    assert asked.code == 0
    assert asked.out == ambos("figures", "show", "us-overdose-deaths").out
    assert "vintages" in ambos("figures", "--help").out


def test_figures_as_of_a_day(ambos: Ambos) -> None:
    """What was published later is left out, and the day is said."""
    asked = ambos("figures", "inegi-homicides", "--as-of", "2023", "--json")
    figures = json.loads(asked.out)["figures"]
    assert figures
    assert all(figure["as_of"] < "2024" for figure in figures)
    assert "31 December 2023" in asked.err


def test_review_as_of_a_day(ambos: Ambos) -> None:
    """The review tells of that day, and says so."""
    asked = ambos("review", "--as-of", "2026-02-28", "--json")
    assert json.loads(asked.out)["today"] == "2026-02-28"
    assert json.loads(asked.out)["summary"]["statuses"]["met"] == 1
    assert "2026" in asked.err


def test_days_to_come_are_refused(ambos: Ambos) -> None:
    """A day to come ends in a sentence and exit code 2."""
    asked = ambos("review", "--as-of", "2999")
    assert asked.code == 2
    assert "2999" in asked.err


def test_vintages_are_told(ambos: Ambos) -> None:
    """A revised value stands in the triangle at both vintages, in both languages."""
    triangle = json.loads(ambos("figures", "vintages", "inegi-homicides", "--json").out)["series"][0][
        "triangle"
    ]
    assert triangle["2024"] == {"2025": "33241", "2025-11-10": "33550"}
    for language in ("en", "es"):
        told = ambos("--lang", language, "figures", "vintages", "inegi-homicides")
        assert "33,241" in told.out
        assert "33,550" in told.out


def test_reconciliation_is_told_and_written(ambos: Ambos, tmp_path: Path) -> None:
    """Both numbers, the gap and the reasons stand on the terminal; ``--html`` writes the page instead."""
    told = ambos("figures", "reconcile", "mexico-homicides", "--period", "2024")
    for text in ("29,820", "33,550", "+12.5%", "INEGI", "SESNSP"):
        assert text in told.out
    written = ambos("figures", "reconcile", "mexico-homicides", "--html", str(tmp_path / "page.html"))
    assert written.out == ""
    assert "33,550" in (tmp_path / "page.html").read_text(encoding="utf-8")
