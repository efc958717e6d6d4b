"""Scopes and denominators are said in the reader's language."""

import csv
from datetime import date
from importlib.resources import files

import pytest

from ambos.faces.reports.voice import Voice
from ambos.i18n import LANGUAGES, Language

SHIPPED = ("public_record", "example_plan")


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("folder", SHIPPED)
def test_every_shipped_scope_has_its_words(folder: str, code: str) -> None:
    """Each scope and denominator of a shipped figure is in the catalogue of both languages."""
    with (files("ambos.node") / folder / "figure.csv").open(encoding="utf-8") as file:
        texts = {row[name] for row in csv.DictReader(file) for name in ("scope", "denominator")} - {""}
    language = Language(code)
    keys = {text: "".join(c if c.isalnum() else " " for c in text.lower()) for text in texts}
    assert texts
    assert not [text for text, key in keys.items() if not language.find("scopes", "-".join(key.split()))]


def test_an_unknown_scope_stands_as_written() -> None:
    """What the catalogue does not know is shown as its publisher wrote it, and nothing stays nothing."""
    voice = Voice(Language("es"), date(2026, 3, 1))
    assert voice.scope("three ports nobody named") == "three ports nobody named"
    assert voice.scope("") == ""
    assert voice.scope("both example states") == "ambos estados de ejemplo"
