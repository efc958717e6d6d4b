"""Ids, slugs, subjects and party codes."""

import re
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.values.ids import (
    PSEUDONYM_PATTERN,
    PartyInvalid,
    SlugInvalid,
    Subject,
    SubjectInvalid,
    UuidInvalid,
    parse_party,
    parse_slug,
    uuid7,
)

MOMENTS = st.integers(0, 2**48 - 1)
RANDOM = st.binary(min_size=10, max_size=10)


def test_uuid7_gives_the_published_example() -> None:
    """RFC 9562, appendix A.6: the same time and random bits give the same id."""
    random = bytes.fromhex("0cc318c4dc0c0c07398f")
    assert uuid7(0x017F22E279B0, random) == UUID("017f22e2-79b0-7cc3-98c4-dc0c0c07398f").bytes


@given(MOMENTS, RANDOM)
def test_uuid7_keeps_its_time_and_its_version(now_ms: int, random: bytes) -> None:
    """Whatever the random bytes, version, variant and time can be read back."""
    made = UUID(bytes=uuid7(now_ms, random))
    assert (made.version, made.variant, made.int >> 80) == (7, "specified in RFC 4122", now_ms)


@given(MOMENTS, MOMENTS, RANDOM, RANDOM)
def test_uuid7_orders_by_time(one: int, other: int, first: bytes, second: bytes) -> None:
    """Of two ids of different milliseconds the later one sorts later, as bytes too."""
    if one != other:
        assert (uuid7(one, first) < uuid7(other, second)) == (one < other)


@pytest.mark.parametrize(("now_ms", "size"), [(-1, 10), (2**48, 10), (0, 9), (0, 16)])
def test_uuid7_refuses_what_does_not_fit(now_ms: int, size: int) -> None:
    """A time outside 48 bits and any other number of random bytes are refused."""
    with pytest.raises(UuidInvalid):
        uuid7(now_ms, bytes(size))


@pytest.mark.parametrize("text", ["a", "0", "ganseg-2019", "a" * 80, "2024--x-"])
def test_slug_is_given_back(text: str) -> None:
    """A slug of the declared form comes back as it went in."""
    assert parse_slug(text) == text


@pytest.mark.parametrize("text", ["", "-a", "A", "ñ", "a b", "a_b", "a/b", "a" * 81, "a\n", "٣"])
def test_slug_refuses_other_forms(text: str) -> None:
    """Capitals, accents, spaces, other digits, a leading hyphen and too many characters are refused."""
    with pytest.raises(SlugInvalid):
        parse_slug(text)


@given(st.from_regex(r"[a-z][a-z0-9-]{0,39}/[a-z0-9][a-z0-9-]{0,79}", fullmatch=True))
def test_subject_prints_what_it_parsed(text: str) -> None:
    """Parsing and printing a subject undo each other."""
    assert str(Subject.parse(text)) == text


@pytest.mark.parametrize("text", ["", "framework", "framework/", "/sig-2025", "a/b/c", "Framework/x", "*/x"])
def test_subject_refuses_other_forms(text: str) -> None:
    """A subject has a kind, one stroke and a slug."""
    with pytest.raises(SubjectInvalid):
        Subject.parse(text)


@pytest.mark.parametrize("text", ["us", "USA", "U", "", "U1", "МX"])
def test_party_is_two_capital_letters(text: str) -> None:
    """Anything but two capital Latin letters names no party."""
    assert parse_party("MX") == "MX"
    with pytest.raises(PartyInvalid):
        parse_party(text)


@pytest.mark.parametrize("told", ["P-7F3A", "P-0001", "P-BASALTO-1", "P-9C"])
def test_a_pseudonym(told: str) -> None:
    """Capitals and digits in groups behind a P are a pseudonym."""
    assert re.fullmatch(PSEUDONYM_PATTERN, told)


@pytest.mark.parametrize("told", ["P-PEREZ", "P-JUAN-PEREZ", "7F3A", "P-", "p-7f3a", "P-7F3A ", "Juan Pérez"])
def test_a_name_is_no_pseudonym(told: str) -> None:
    """A name in capitals has no digit, and passes for no pseudonym."""
    assert not re.fullmatch(PSEUDONYM_PATTERN, told)
