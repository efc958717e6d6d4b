"""Words are folded alike wherever they come from."""

from unicodedata import combining, normalize

from hypothesis import given
from hypothesis import strategies as st

from ambos.kernel.words import LONGEST, plain, words_of

TEXTS = st.text(max_size=400) | st.text(alphabet="aeñÑçÁÉíöÜ̃ß İ1 ", max_size=400)


@given(TEXTS)
def test_a_folded_text_is_its_letters_without_marks(text: str) -> None:
    """Folding gives the small letters of the compatible form, and no combining mark of any script."""
    letters = normalize("NFKD", text.casefold())
    expected = text.lower() if text.isascii() else "".join(one for one in letters if not combining(one))
    assert plain(text) == expected


@given(TEXTS)
def test_words_are_runs_of_folded_letters_and_digits(text: str) -> None:
    """Every word is folded, holds letters and digits alone, is at most so long, and asked again is the same."""
    found = words_of(text)
    assert all(word.isalnum() and len(word) <= LONGEST and word in plain(text) for word in found)
    assert words_of(text) == found
