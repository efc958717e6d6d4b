"""What two versions say otherwise: nothing is made up and nothing is left out."""

from hypothesis import given
from hypothesis import strategies as st

from ambos.faces.reports.differing import GONE, NEW, SAME, differences, pieces
from ambos.faces.reports.shown import Shown
from ambos.i18n.catalogue import Language
from ambos.node.assemble import KINDS

WORDS = st.lists(st.sampled_from(["one", "two", "año", "3.5", "—", " ", "  ", "(", "x"]), max_size=20).map(
    "".join
)
FRAMEWORK = next(kind for kind in KINDS if kind.name == "framework")


@given(WORDS, WORDS)
def test_pieces_are_the_texts(before: str, after: str) -> None:
    """The pieces of each side, put together, are its text; what both share is the same on both sides."""
    left, right = pieces(before, after)
    assert "".join(piece.text for piece in left) == before
    assert "".join(piece.text for piece in right) == after
    shared = [[piece.text for piece in side if piece.sort == SAME] for side in (left, right)]
    assert "".join(shared[0]) == "".join(shared[1])
    assert NEW not in {piece.sort for piece in left} and GONE not in {piece.sort for piece in right}


def test_each_language_of_words_is_told_for_itself() -> None:
    """A field of words that changed in one language shows that language alone; equal fields show nothing."""
    before = {"name": {"en": "A", "es": "B"}, "started": "2020"}
    after = {"name": {"en": "A", "es": "C"}, "started": "2020", "abbreviation": "AB"}
    found = differences(FRAMEWORK, before, after, Shown(Language("en")))
    assert [(each.field, each.lang) for each in found] == [("name", "es"), ("abbreviation", "")]
