"""Handling labels: one plain form, and the stricter of two keeps every limit."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.values.errors import ValueInvalid
from ambos.values.handling import EUROPOL, OWNER_ONLY, PUBLIC, TLP, CompartmentsDiffer, Label, stricter

PARTIES = ("CA", "MX", "US")
RELEASES = st.sampled_from([tuple(some) for size in range(4) for some in combinations(PARTIES, size)])
COMPARTMENTS = st.none() | st.just("op-1")
LIMITED = st.builds(
    Label, RELEASES, st.sampled_from(TLP[1:]), COMPARTMENTS, st.none() | st.sampled_from(EUROPOL)
)
LABELS = LIMITED | st.just(PUBLIC)


def strictness(label: Label) -> tuple[int, bool, int]:
    europol = -1 if label.europol is None else EUROPOL.index(label.europol)
    return TLP.index(label.tlp), label.compartment is not None, europol


@given(LABELS)
def test_label_survives_its_plain_form(label: Label) -> None:
    """Parsing undoes printing, and a different label prints differently."""
    assert Label.parse(label.plain()) == label


@given(LABELS, LABELS)
def test_stricter_keeps_every_limit(one: Label, other: Label) -> None:
    """The stricter label reaches nobody whom either forbids and is no milder in any part."""
    both = stricter(one, other)
    for party in PARTIES:
        assert both.may_reach(party) == (one.may_reach(party) and other.may_reach(party))
    for label in (one, other):
        assert all(new >= old for new, old in zip(strictness(both), strictness(label), strict=True))


@given(LABELS, LABELS, LABELS)
def test_stricter_is_a_meeting(one: Label, other: Label, third: Label) -> None:
    """Order and grouping do not matter, and a label with itself or with public is itself."""
    assert stricter(one, other) == stricter(other, one)
    assert stricter(stricter(one, other), third) == stricter(one, stricter(other, third))
    assert stricter(one, one) == stricter(one, PUBLIC) == one


def test_two_compartments_have_no_common_label() -> None:
    """What joins two compartments is refused rather than put into one of them."""
    with pytest.raises(CompartmentsDiffer):
        stricter(Label(compartment="op-1"), Label(compartment="op-2"))


def test_defaults_reach_nobody() -> None:
    """A label about which nothing was said keeps a thing with its owner; a public one reaches anyone."""
    assert not any(OWNER_ONLY.may_reach(party) for party in PARTIES)
    assert all(PUBLIC.may_reach(party) for party in PARTIES)


@pytest.mark.parametrize(
    "plain",
    [
        None,
        [],
        ["amber"],
        ["amber", [], ""],
        ["amber", "US", "", ""],
        ["amber", [1], "", ""],
        ["white", [], "", ""],
        ["amber", ["US", "MX"], "", ""],
        ["amber", ["US", "US"], "", ""],
        ["amber", ["usa"], "", ""],
        ["amber", [], "Op 1", ""],
        ["amber", [], "", "H4"],
        ["clear", ["US"], "", ""],
        ["clear", [], "op-1", ""],
        ["clear", [], "", "H1"],
        ["amber", [], "", "", ""],
        {"tlp": "amber"},
    ],
)
def test_label_refuses_other_forms(plain: object) -> None:
    """Unknown codes, unsorted or repeated parties, and limits on what is public are refused."""
    with pytest.raises(ValueInvalid):
        Label.parse(plain)
