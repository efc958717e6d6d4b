"""Sections: parsed exactly as they are printed, and never larger than they may be."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.exchange import section as section_module
from ambos.exchange.section import PREIMAGE_LIMIT, PROOF_LIMIT, Item, Section, parse_section
from ambos.kernel.canonical import NotCanonical, decode, encode
from ambos.kernel.seal import STATEMENT_LIMIT
from tests.kernel.test_canonical import VALUES, flip

ITEMS = st.builds(Item, st.binary(max_size=20), st.none() | st.binary(max_size=20))


@st.composite
def sections(draw: st.DrawFn) -> Section:
    old, items = draw(st.integers(0, 2**40)), tuple(draw(st.lists(ITEMS, max_size=4)))
    proof = tuple(draw(st.lists(st.binary(max_size=32), max_size=3)))
    return Section(
        draw(st.text(max_size=9)), old, old + len(items), proof, draw(st.binary(max_size=30)), items
    )


SECTION = Section("us/channel/mx", 5, 6, (bytes(32),), b"note", (Item(b"statement", b"preimage"),))
PLAIN: list[Any] = decode(bytes(SECTION))


@given(sections())
def test_each_undoes_the_other(section: Section) -> None:
    """A section is read back as it was printed."""
    assert parse_section(bytes(section)) == section


@given(sections(), st.data())
def test_a_flipped_bit_is_refused_or_is_another_section(section: Section, data: st.DataObject) -> None:
    """No section has two spellings, and nothing but a refusal comes of a broken one."""
    printed = bytes(section)
    flipped = flip(printed, data.draw(st.integers(0, len(printed) * 8 - 1)))
    try:
        found = parse_section(flipped)
    except NotCanonical:
        return
    assert found != section and bytes(found) == flipped


@given(st.one_of(VALUES, st.lists(VALUES, min_size=6, max_size=6)))
def test_other_values_are_refused(value: Any) -> None:
    """Whatever else is printed in a section's place is refused by code."""
    try:
        section = parse_section(encode(value))
    except NotCanonical:
        return
    assert bytes(section) == encode(value)


@given(st.integers(0, 5), VALUES)
def test_other_parts_are_refused(place: int, value: Any) -> None:
    """Any value in any part's place is refused by code, or read as what it is."""
    data = encode([*PLAIN[:place], value, *PLAIN[place + 1 :]])
    try:
        section = parse_section(data)
    except NotCanonical:
        return
    assert bytes(section) == data


@given(st.integers(0, 200))
def test_half_a_section_is_refused(cut: int) -> None:
    """A section cut short anywhere is refused."""
    printed = bytes(SECTION)
    with pytest.raises(NotCanonical):
        parse_section(printed[: cut % len(printed)])


@pytest.mark.parametrize(
    "change",
    (
        {"new": 7},
        {"old": 6},
        {"old": -1, "new": 0},
        {"proof": (b"",) * (PROOF_LIMIT + 1)},
        {"items": (Item(bytes(STATEMENT_LIMIT + 1), None),)},
        {"items": (Item(b"", bytes(PREIMAGE_LIMIT + 1)),)},
        {"items": ()},
    ),
    ids=str,
)
def test_wrong_counts_and_sizes(change: dict[str, Any]) -> None:
    """More or fewer entries than announced, and larger ones than allowed, are refused."""
    with pytest.raises(NotCanonical):
        parse_section(bytes(replace(SECTION, **change)))


def test_a_section_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """More entries than the limit are refused before one of them is looked at."""
    monkeypatch.setattr(section_module, "ENTRY_LIMIT", 3)
    for count in (3, 4):
        large = replace(SECTION, new=5 + count, items=SECTION.items * count)
        if count == 3:
            assert parse_section(bytes(large)) == large
        else:
            with pytest.raises(NotCanonical):
                parse_section(bytes(large))
