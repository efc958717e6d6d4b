"""Kinds: a body is checked when written, completed when read, and old ones open for ever."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.kernel.canonical import decode, encode
from ambos.kernel.field_errors import (
    CodeUnknown,
    FieldInvalid,
    FieldMissing,
    FieldUnknown,
    ItemRepeated,
    KindMisdeclared,
    KindRepeated,
    UnknownKind,
    VersionInvalid,
)
from ambos.kernel.fields import Code, Day, Prose, Ref, Text, Whole, Words
from ambos.kernel.kinds import Body, CodeList, Field, Kind, Register
from ambos.values.handling import PUBLIC
from tests.kernel.samples import BODIES, BODY, PROMISE, STATE

# The body of a record of version 1, as it was signed: frozen, never to be made anew.
VERSION_1 = bytes.fromhex(
    "a46364756567323032362d303364746f6e65646669726d6873656e74656e6365a162656e6c5765"
    "2077696c6c206d656574696672616d65776f726b726672616d65776f726b2f7369672d32303235"
)

AREA = CodeList("area", ("health", "arms"), source="made for the tests")

GROWN = replace(
    PROMISE,
    version=2,
    fields=(
        *PROMISE.fields,
        Field("area", Code(AREA), since=2, default="arms"),
        Field("said_at", Text(), since=2),
    ),
)


def holds_only_plain(value: object) -> bool:
    if isinstance(value, dict):
        return all(type(key) is str and holds_only_plain(item) for key, item in value.items())
    if isinstance(value, list):
        return all(map(holds_only_plain, value))
    return type(value) in (str, int, bool)


@given(BODIES)
def test_a_sound_body_is_given_back(body: Body) -> None:
    """A body of accepted values passes, is plain, and survives the byte form."""
    assert PROMISE.check(body) is body
    assert holds_only_plain(body)
    assert decode(encode(body)) == body


@given(BODIES, st.sampled_from(PROMISE.fields), st.floats() | st.none() | st.binary() | st.just(1.0))
def test_what_is_not_plain_is_refused(body: Body, field: Field, value: object) -> None:
    """A float, nothing or bytes in any field is refused, alone or as one of many."""
    for wrong in (value, [value]):
        with pytest.raises(FieldInvalid):
            PROMISE.check({**body, field.name: wrong})


def test_an_error_names_kind_and_field() -> None:
    """A refusal says where it happened, what stood there and what was expected."""
    with pytest.raises(CodeUnknown) as caught:
        PROMISE.check({**BODY, "state": "lost"})
    assert caught.value.data == {
        "kind": "promise",
        "field": "state",
        "value": "lost",
        "expected": "open, kept, broken",
    }


def test_a_long_value_is_shown_in_short() -> None:
    """What an error shows of a value stays short enough for a sentence."""
    with pytest.raises(FieldInvalid) as caught:
        PROMISE.check({**BODY, "note": "x" * 10_000})
    assert len(caught.value.data["value"]) <= 81  # type: ignore[arg-type]


def test_an_unknown_field_is_refused_with_the_nearest_name() -> None:
    """A misspelt field is refused and the declared one named."""
    with pytest.raises(FieldUnknown) as caught:
        PROMISE.check({**BODY, "sentense": {"en": "x"}})
    assert caught.value.data == {"kind": "promise", "field": "sentense", "nearest": "sentence"}


@pytest.mark.parametrize("name", ["sentence", "framework"])
def test_a_required_field_must_be_there(name: str) -> None:
    """Leaving out a required field without a default is refused by its name."""
    with pytest.raises(FieldMissing) as caught:
        PROMISE.check({field: value for field, value in BODY.items() if field != name})
    assert caught.value.data == {"kind": "promise", "field": name}


@pytest.mark.parametrize(
    ("value", "error"),
    [
        ([], FieldInvalid),
        ("event/a", FieldInvalid),
        (["event/a", "event/a"], ItemRepeated),
        (["event/a", "event"], FieldInvalid),
        ([f"event/{n}" for n in range(501)], FieldInvalid),
    ],
)
def test_many_values_are_a_list_without_repetition(value: object, error: type[FieldInvalid]) -> None:
    """A field of many holds one to five hundred different values in a list."""
    with pytest.raises(error) as caught:
        PROMISE.check({**BODY, "about": value})
    assert type(caught.value) in (error, *error.__subclasses__())


def test_a_value_of_many_holds_no_separator() -> None:
    """A value that would fall apart in a CSV cell is refused."""
    with pytest.raises(FieldInvalid):
        PROMISE.check({**BODY, "keywords": ["arms; drugs"]})


def test_version_one_opens_after_the_kind_grew() -> None:
    """Frozen bytes of version 1 read under version 2: new defaults are there, unknown fields kept."""
    body = GROWN.read(decode(VERSION_1), 1)
    assert body == {**decode(VERSION_1), "state": "open", "area": "arms"}
    assert body["due"] == "2026-03" and body["tone"] == "firm"


@given(BODIES, st.integers(1, 9))
def test_reading_adds_only_defaults(body: Body, version: int) -> None:
    """Of any version, what was said is read as said, and only defaults are added; the body itself stays."""
    before = dict(body)
    read = GROWN.read(body, version)
    assert body == before and read == {"state": "open", "area": "arms"} | body


@given(BODIES)
def test_a_newer_body_loses_nothing_here(body: Body) -> None:
    """A body of a later version, with fields unknown here, keeps them."""
    newer = {**body, "said_at": "Mexico City"}
    assert PROMISE.read(newer, 2)["said_at"] == "Mexico City"


def test_no_kind_had_a_version_zero() -> None:
    """Reading under a version below 1 is refused."""
    with pytest.raises(VersionInvalid):
        PROMISE.read(BODY, 0)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"name": "Promise"}, "name"),
        ({"fields": (Field("a", Text()), Field("a", Whole()))}, "field-repeated"),
        ({"caption": ("b",)}, "caption-or-list-unknown"),
        ({"list": ("b",)}, "caption-or-list-unknown"),
        ({"fields": (Field("A", Text()),)}, "field-name"),
        ({"fields": (Field("id", Text()),)}, "field-name"),
        ({"fields": (Field("a", Text(), since=2),)}, "since-version"),
        ({"fields": (Field("a", Text(), since=0),)}, "since-version"),
        ({"version": 2, "fields": (Field("a", Text(), since=2, required=True),)}, "new-and-required"),
        ({"fields": (Field("a", Words(), many=True),)}, "many-of-one-line"),
        ({"fields": (Field("a", Prose(), many=True),)}, "many-of-one-line"),
        ({"fields": (Field("a", Day(), default="soon"),)}, "default"),
        ({"stays": True, "joint": True}, "stays-and-goes"),
        ({"stays": True, "machine": True}, "stays-and-goes"),
        ({"stays": True, "label": PUBLIC}, "stays-and-goes"),
    ],
)
def test_a_declaration_may_not_contradict_itself(change: dict[str, Any], rule: str) -> None:
    """A kind that could not be kept is refused when it is declared, by the rule it breaks."""
    sound: dict[str, Any] = {
        "name": "promise",
        "domain": "trial",
        "version": 1,
        "fields": (Field("a", Text()),),
    }
    with pytest.raises(KindMisdeclared) as caught:
        Kind(**{**sound, **change})
    assert caught.value.data["rule"] == rule


def test_the_register_gives_kinds_by_name() -> None:
    """Registered kinds are found, counted and listed in their order."""
    register = Register((PROMISE, replace(PROMISE, name="pledge")))
    assert register.kind("promise") is register["promise"] is PROMISE
    assert [kind.name for kind in register] == ["promise", "pledge"]
    assert len(register) == 2 and "pledge" in register and "goal" not in register


def test_the_register_refuses_two_of_one_name() -> None:
    """Two kinds of one name cannot both be known."""
    with pytest.raises(KindRepeated):
        Register((PROMISE, PROMISE))


def test_an_unknown_kind_is_refused_with_the_nearest_name() -> None:
    """Asking for a misspelt kind names the one that was meant."""
    with pytest.raises(UnknownKind) as caught:
        Register((PROMISE,)).kind("promises")
    assert caught.value.data == {"kind": "promises", "nearest": "promise"}


def test_a_code_list_knows_its_codes() -> None:
    """Only the codes themselves are in the list."""
    assert "open" in STATE and "Open" not in STATE and None not in STATE


def test_many_values_are_shown_in_one_line() -> None:
    """Many values are shown as a reader of one line expects them."""
    field = Field("about", Ref("*"), many=True)
    assert field.show(["event/a", "goal/b"], "en") == "event/a; goal/b"
