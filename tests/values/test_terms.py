"""Handling terms: one plain form, and the stricter of two keep every limit."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.values.handling import Label
from ambos.values.terms import NO_TERMS, OriginatorsDiffer, PurposesApart, Terms, stricter_terms, terms_of
from tests.kernel.seals import LABELS, TERMS


@given(TERMS)
def test_terms_survive_their_plain_form(terms: Terms) -> None:
    """Parsing undoes printing; terms that say nothing are no terms."""
    assert Terms.parse(terms.plain()) == terms
    assert bool(terms) == (terms != NO_TERMS)


@given(LABELS)
def test_a_label_survives_the_form_of_tables(label: Label) -> None:
    """A label is read back with its terms from the form that tables keep."""
    assert Label.of_whole(label.whole()) == label


@given(TERMS, TERMS)
def test_the_stricter_keep_every_limit(one: Terms, other: Terms) -> None:
    """What both forbid is forbidden; where no purpose or no one originator is left, joining is refused."""
    if one.own and other.own and one.own != other.own:
        with pytest.raises(OriginatorsDiffer):
            stricter_terms(one, other)
        return
    if one.purposes and other.purposes and not set(one.purposes) & set(other.purposes):
        with pytest.raises(PurposesApart):
            stricter_terms(one, other)
        return
    both = stricter_terms(one, other)
    assert both == stricter_terms(other, one) == stricter_terms(both, one)
    for terms in (one, other):
        assert set(both.caveats) >= set(terms.caveats)
        assert not terms.purposes or set(both.purposes) <= set(terms.purposes)
        assert terms.until is None or (both.until is not None and both.until <= terms.until)
        assert terms.own in ("", both.own)


@given(st.lists(st.sampled_from(("not-for-court", "intelligence-only")), max_size=5))
def test_codes_in_any_order(codes: list[str]) -> None:
    """Codes typed in any order, and however often, give the terms in their one order."""
    assert terms_of(tuple(codes), (), date(2026, 1, 1)).caveats == tuple(sorted(set(codes)))
