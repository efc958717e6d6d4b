"""Packed lines are the lines that were packed: narrowed, ordered, counted and read as a list would be."""

import pickle
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from ambos.node.kept_lines import PACK, Lines

LINE = st.tuples(st.sampled_from("abcdef"), st.sampled_from(("x", "y", "z")), st.integers(-3, 3))
MANY = st.lists(LINE, max_size=3 * PACK)
Line = tuple[str, str, int]


def packed(lines: list[Line]) -> Lines[Line]:
    """Pack lines of a subject, a text and a number."""
    return Lines.of(lines, lambda line: line[0], text=lambda line: line[1], number=lambda line: line[2])


@given(lines=MANY)
def test_lines_are_read_as_they_were_packed(lines: list[Line]) -> None:
    """All of them, one, some, and how many: as of the list, also in another process."""
    found: Lines[Line] = pickle.loads(pickle.dumps(packed(lines)))
    assert list(found) == lines
    assert len(found) == len(lines)
    assert list(found[1:-1]) == lines[1:-1]
    assert [found[place] for place in range(len(lines))] == lines


@given(lines=MANY, text=st.sampled_from("xyzw"), subjects=st.sets(st.sampled_from("abcg")))
def test_lines_are_narrowed_as_a_list_is(lines: list[Line], text: str, subjects: set[str]) -> None:
    """By a value, by one of several, by a test, by their subjects, and by one after the other."""
    found = packed(lines)
    assert list(found.only(text=text)) == [line for line in lines if line[1] == text]
    assert list(found.only(text=("x", text), number=1)) == [
        line for line in lines if line[1] in ("x", text) and line[2] == 1
    ]
    above = found.where("number", lambda value: int(value) > 0)
    assert list(above) == [line for line in lines if line[2] > 0]
    assert list(found.at(subjects).only(text=text)) == [
        line for line in lines if line[0] in subjects and line[1] == text
    ]


@given(lines=MANY)
def test_lines_are_ordered_and_counted_as_a_list_is(lines: list[Line]) -> None:
    """What is alike in a column stays in its order, rising and falling; each value is counted."""
    found = packed(lines)
    assert list(found.by("number")) == sorted(lines, key=lambda line: line[2])
    assert list(found.by("number", falling=True)) == sorted(lines, key=lambda line: -line[2])
    assert found.only(number=2).spread("text") == Counter(line[1] for line in lines if line[2] == 2)
