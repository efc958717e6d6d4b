"""Text is normalised and shows all that it holds."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.values.names import (
    TextInvalid,
    clean,
    codepoint,
    forbidden_in_line,
    forbidden_in_lines,
    is_canonical,
)

HIDDEN = [
    "\0",
    "\x1b",
    "\x7f",
    "\x85",
    "\u200b",
    "\u202e",
    "\u2066",
    "\u2028",
    "\ufeff",
    "\ud800",
    "\U000e0041",
]


@pytest.mark.parametrize("character", [*HIDDEN, "\n", "\t", "\r"])
def test_hidden_characters_are_found(character: str) -> None:
    """Whatever hides or reorders text is found behind any text, ASCII or not."""
    assert forbidden_in_line(f"abc{character}def") == forbidden_in_line(f"ñ{character}") == character


@pytest.mark.parametrize("character", [*HIDDEN, "\t", "\r"])
def test_only_newlines_may_part_lines(character: str) -> None:
    """In a text of many lines a newline stands, and nothing else that is hidden."""
    assert forbidden_in_lines("one\ntwo") is None
    assert forbidden_in_lines(f"one\n{character}") == character


@pytest.mark.parametrize("text", ["Año de Hidalgo", "Ελλάδα", "مكسيك", "नेपाल\u200d", "“quoted” – dash", "🇲🇽"])
def test_every_script_may_be_written(text: str) -> None:
    """Letters, joiners and signs of any script stand."""
    assert forbidden_in_line(text) is None


@given(st.text())
def test_clean_text_is_canonical_or_refused(text: str) -> None:
    """Cleaning gives text that holds nothing forbidden and that cleaning again does not change."""
    try:
        cleaned = clean(text)
    except TextInvalid:
        return
    assert is_canonical(cleaned) and forbidden_in_line(cleaned) is None
    assert clean(cleaned) == cleaned


def test_clean_joins_what_looks_alike() -> None:
    """Decomposed accents, line ends and runs of spaces end as one spelling."""
    assert clean(normalize("NFD", "  Michoacán \n de   Ocampo")) == "Michoacán de Ocampo"


@pytest.mark.parametrize("text", ["", "  \n", "a\u202eb"])
def test_clean_refuses_nothing_and_the_hidden(text: str) -> None:
    """An empty text, or one that reorders what is seen, is refused."""
    with pytest.raises(TextInvalid):
        clean(text)


def test_a_forbidden_character_is_named_not_shown() -> None:
    """An error can name a character that must not be shown, and shows the rest escaped."""
    assert codepoint("\u202e") == "U+202E"
    assert TextInvalid(value="a\u202eb", expected="").data["value"] == "a\\u202eb"
