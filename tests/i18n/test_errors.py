"""An error is told in the reader's language, with a hint where there is one."""

from typing import ClassVar

import pytest

from ambos.i18n import Language, explain
from ambos.values.errors import AmbosError, Form, NotFound

ENGLISH, SPANISH = Language("en"), Language("es")


class Stub(Language):
    """A language whose catalogue of errors is given in the test."""

    errors: ClassVar[dict[str, str]] = {}

    def find(self, domain: str, key: str) -> str | None:
        return self.errors.get(key)


class Trial(AmbosError):
    code = "trial.failed"


def test_both_languages_speak() -> None:
    """The same error has a sentence and a hint in each language, and they differ."""
    assert all(english != spanish for english, spanish in zip(
        explain(NotFound(), ENGLISH), explain(NotFound(), SPANISH), strict=True
    ))  # fmt: skip


def test_hint_is_optional(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error without a hint gives None in its place."""
    monkeypatch.setattr(Stub, "errors", {"trial.failed": "Row {row} failed."})
    assert explain(Trial(row=7), Stub("en")) == ("Row 7 failed.", None)


def test_forms_and_lists_are_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """An expected form is named from the catalogue, and a list reads with commas."""
    sentences = {"trial.failed": "Expected {expected}.", "trial.failed.hint": "{known}", "form.day": "a day"}
    monkeypatch.setattr(Stub, "errors", sentences)
    error = Trial(expected=Form("day"), known=("US", "MX"))
    assert explain(error, Stub("en")) == ("Expected a day.", "US, MX")
