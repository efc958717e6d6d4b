"""A body is changed cell by cell, as its CSV file would be."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.domains.dialogue.records import COMMITMENT
from ambos.kernel.field_errors import FieldInvalid, FieldUnknown
from ambos.node.cells import changed

BODY: dict[str, Any] = {
    "sentence": {"en": "Meet.", "es": "Reunirse."},
    "said_on": "2026-01",
    "said_by": "joint",
    "due": "2026-05",
    "sources": ["source/a", "source/b"],
}
DAYS = st.dates().filter(lambda day: day.year > 1000).map(str)


@given(day=DAYS)
def test_only_what_was_typed_changes(day: str) -> None:
    """A cell changes its own field, to the value it stands for, and touches no other."""
    assert changed(COMMITMENT, BODY, [("due", day)]) == {"due": day}


def test_a_language_is_changed_alone() -> None:
    """Of a field of words the other language stays; without any it is empty."""
    assert changed(COMMITMENT, BODY, [("sentence.en", "Talk.")]) == {
        "sentence": {"en": "Talk.", "es": "Reunirse."}
    }
    assert changed(COMMITMENT, BODY, [], ["sentence.es"]) == {"sentence": {"en": "Meet."}}
    assert changed(COMMITMENT, BODY, [], ["sentence"]) == {"sentence": None}


def test_cells_are_read_as_a_file_is() -> None:
    """References are slugs, many values are joined, an empty cell empties the field."""
    cells = [("sources", "c; d"), ("framework", "sig-2025"), ("due", "")]
    assert changed(COMMITMENT, BODY, cells) == {
        "sources": ["source/c", "source/d"],
        "framework": "framework/sig-2025",
        "due": None,
    }


@pytest.mark.parametrize("column", ["sentenc", "sentence.fr", "id", "", "sentence"])
def test_unknown_columns_are_refused(column: str) -> None:
    """A column that the kind's file does not have is refused, with the nearest one."""
    with pytest.raises(FieldUnknown) as refused:
        changed(COMMITMENT, BODY, [(column, "x")])
    assert refused.value.data["nearest"]


@pytest.mark.parametrize(
    "cell", [("due", "soon"), ("said_by", "all"), ("sources", "a; a"), ("framework", "A B")]
)
def test_misspelt_cells_name_their_field(cell: tuple[str, str]) -> None:
    """A cell that stands for no value is refused with kind and field."""
    with pytest.raises(FieldInvalid) as refused:
        changed(COMMITMENT, BODY, [cell])
    assert (refused.value.data["kind"], refused.value.data["field"]) == ("commitment", cell[0])
