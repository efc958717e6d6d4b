"""Sentences are found by key in either language, and what is missing is noticed."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.i18n import Language, MissingSentence, language_from
from ambos.i18n.compile import mo_bytes

KEYS = st.text(st.characters(codec="utf-8", exclude_characters="\0\4"), min_size=1)
PLAIN = st.text(st.characters(codec="utf-8", exclude_characters="\0\4{}"), min_size=1)


def language(folder: Path, messages: dict[str, str]) -> Language:
    """A Spanish whose one catalogue, ``trial``, holds these messages."""
    home = folder / "es" / "LC_MESSAGES"
    home.mkdir(parents=True, exist_ok=True)
    header = "Content-Type: text/plain; charset=UTF-8\n"
    (home / "trial.mo").write_bytes(mo_bytes({"": header, **messages}))
    return Language("es", folder)


@given(messages=st.dictionaries(KEYS, PLAIN))
def test_every_sentence_is_found(tmp_path_factory: pytest.TempPathFactory, messages: dict[str, str]) -> None:
    """Whatever the keys and sentences, the compiled catalogue gives back each one."""
    spanish = language(tmp_path_factory.mktemp("locale"), messages)
    assert {key: spanish.label("trial", key) for key in messages} == messages


def test_placeholders_are_filled(tmp_path: Path) -> None:
    """Named data stand where the sentence wants them, in the sentence's own order."""
    spanish = language(tmp_path, {"row": "{field} en la fila {row}"})
    assert spanish.say("trial", "row", row=3, field="año") == "año en la fila 3"


def test_placeholder_without_data_stays_visible(tmp_path: Path) -> None:
    """A sentence that wants more than the error holds is still said."""
    assert language(tmp_path, {"row": "fila {row}"}).say("trial", "row") == "fila {row}"


def test_missing_sentence_is_an_error_in_tests(tmp_path: Path) -> None:
    """A key without a sentence stops a test run."""
    with pytest.raises(MissingSentence):
        language(tmp_path, {}).say("trial", "no.such-key")


@pytest.mark.filterwarnings("ignore::ambos.i18n.MissingSentence")
def test_missing_sentence_is_the_key_in_production(tmp_path: Path) -> None:
    """Where warnings are not errors, a person reads the key itself."""
    spanish = language(tmp_path, {})
    assert (
        spanish.say("trial", "no.such-key", row=1) == spanish.label("trial", "no.such-key") == "no.such-key"
    )


def test_unknown_language_is_refused() -> None:
    """Only the two languages that are complete can be asked for."""
    with pytest.raises(ValueError, match="fr"):
        Language("fr")


@pytest.mark.parametrize(
    ("environment", "requested", "code"),
    [
        ({}, None, "en"),
        ({"LANG": "es_MX.UTF-8"}, None, "es"),
        ({"LANG": "es_MX.UTF-8", "LC_ALL": "C"}, None, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "es_ES"}, None, "es"),
        ({"LANG": "es_MX.UTF-8", "LC_ALL": ""}, None, "es"),
        ({"LANG": "fr_FR.UTF-8"}, None, "en"),
        ({"LANG": "es_MX.UTF-8"}, "en", "en"),
    ],
)
def test_language_from_locale(environment: dict[str, str], requested: str | None, code: str) -> None:
    """The request wins, then the first locale variable that is set, then English."""
    assert language_from(environment, requested).code == code


def test_sentences_cost_little() -> None:
    """Asking for a sentence loads neither Babel nor any other package beside the standard library."""
    code = "import sys, ambos.i18n; print([name for name in sys.modules if name.startswith('babel')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
