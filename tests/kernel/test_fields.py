"""Field types: what each accepts, refuses, writes into a cell and reads back."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.kernel.field_errors import CodeUnknown, FieldInvalid, ReferenceWrong, TextForbidden, TextTooLong
from ambos.kernel.fields import FieldType, Prose, Ref, Text, Words
from tests.kernel.samples import BODIES, PROMISE

TYPES = {field.name: field.type for field in PROMISE.fields}

WRONG: dict[str, list[Any]] = {
    "sentence": ["words", {}, {"fr": "mots"}, {"en": ""}, {"en": 1}, {"en": "two\nlines"}, ["en"], None],
    "state": ["Open", "", "lost", 1, None, ["open"]],
    "due": ["2024-02-30", "", 2024, "tomorrow", None],
    "framework": ["sig-2025", "goal/sig-2025", "framework/", "framework/SIG", "framework/a/b", 7],
    "about": ["sig-2025", "*/a", "Goal/a", "goal/", 7],
    "keywords": ["", " ends", "ends ", "two\nlines", "tab\there", "Michoaca\u0301n", 7, None],
    "note": ["", "one\r\ntwo", "ends\n", "bell\x07", None],
    "place": ["Sinaloa", "MX-99", "", None],
    "seen_at": [
        "2024-03-05T14:30",
        "2024-03-05T24:00-07:00",
        "2024-03-05T14:30-00:00",
        "2024-03-05T14:30Z",
        7,
    ],
    "period": ["2024-Q9", "FY24", "", 2024],
    "value": ["1,000", "1e3", "01", "-0", "-0.00", "+1", ".5", "1.", "NaN", "", "1" * 25, 1, 1.5],
    "unit": ["pounds", "", None],
    "count": [True, 1.0, "1", 2**53, -(2**53), None],
    "public": [0, 1, "true", None],
    "owner": ["us", "USA", "", None],
    "octets": ["", "AAA", "AAB=", "AA==\n", "A A=", "á===", b"AA==", "A" * 65_540, None],
    "url": ["example.org", "ftp://example.org", "https://", "https://a b", "https://user@example.org", ""],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in WRONG for value in WRONG[name]])
def test_wrong_values_are_refused(name: str, value: object) -> None:
    """A value of another form or another Python type is refused, and the error names the expected form."""
    with pytest.raises(FieldInvalid) as caught:
        TYPES[name].check(value)
    assert caught.value.data["expected"]


def test_every_type_is_tried_with_wrong_values() -> None:
    """No type of the sample is left out of the wrong values."""
    assert WRONG.keys() == TYPES.keys()


@given(BODIES)
def test_cells_survive(body: dict[str, Any]) -> None:
    """Whatever a field accepts is written into its columns' cells, and read back or restored the same."""
    for field in PROMISE.fields:
        cells = field.write(body.get(field.name))
        assert len(cells) == len(field.columns)
        assert field.read(cells) == field.restored(cells) == body.get(field.name)


@given(st.sampled_from(sorted(TYPES.keys() - {"sentence", "keywords", "note"})), st.text(max_size=12))
def test_a_cell_has_one_spelling(name: str, cell: str) -> None:
    """Of every type but free text, what a cell was read from is what its value is written as."""
    try:
        value = TYPES[name].read((cell,))
    except FieldInvalid:
        return
    assert value is None or TYPES[name].write(value) == (cell,)


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("count", "007"),
        ("count", "-0"),
        ("count", "9" * 20),
        ("public", "yes"),
        ("public", "True"),
        ("count", "1.0"),
    ],
)
def test_other_spellings_are_refused(name: str, cell: str) -> None:
    """A cell that would have to be guessed at is refused."""
    with pytest.raises(FieldInvalid):
        TYPES[name].read((cell,))


@pytest.mark.parametrize(
    ("field_type", "value", "error"),
    [
        (Text(), "a" * 301, TextTooLong),
        (Prose(), "a" * 8001, TextTooLong),
        (Words(), {"es": "a" * 2001}, TextTooLong),
        (Text(), "pay \u202eforward", TextForbidden),
        (Prose(), "a\n\u2066b", TextForbidden),
        (Words(), {"en": "a\0b"}, TextForbidden),
        (TYPES["state"], "lost", CodeUnknown),
        (Ref("framework"), "goal/a", ReferenceWrong),
    ],
)
def test_each_fault_has_its_own_error(
    field_type: FieldType, value: object, error: type[FieldInvalid]
) -> None:
    """Too long, hidden characters, an unknown code and a reference astray are told apart."""
    with pytest.raises(error) as caught:
        field_type.check(value)
    assert type(caught.value) is error


def test_limits_are_inclusive() -> None:
    """A text as long as its limit is accepted."""
    Text().check("ñ" * 300)
    Prose().check("ñ" * 8000)
    Words().check({"en": "ñ" * 2000})


def test_a_reference_leaves_its_kind_out_of_the_cell() -> None:
    """The cell holds the slug where the kind is given, and the whole subject where any kind may stand."""
    assert Ref("goal").write("goal/a") == ("a",) and Ref("goal").read(("a",)) == "goal/a"
    assert Ref("*").write("goal/a") == ("goal/a",) and Ref("*").read(("goal/a",)) == "goal/a"


def test_words_are_shown_in_the_language_asked_for() -> None:
    """A reader gets their own language, or the other one where theirs is missing."""
    assert Words().show({"en": "meeting", "es": "reunión"}, "es") == "reunión"
    assert Words().show({"en": "meeting"}, "es") == "meeting"


def test_decomposed_accents_are_read_as_one_spelling() -> None:
    """Cells typed on systems that part accents from letters give text in normal form C."""
    assert Text().read(("Michoaca\u0301n",)) == "Michoacán"
    assert Words().read(("", "Michoaca\u0301n")) == {"es": "Michoacán"}
