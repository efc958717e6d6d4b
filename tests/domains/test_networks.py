"""Networks: who may be named, how methods are numbered, how grades and handling marks carry over."""

from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.domains.networks import grading, rules
from ambos.domains.networks.records import INFORMATION_GRADE, SOURCE_RELIABILITY
from ambos.values.handling import EUROPOL, TLP

TODAY = date(2026, 3, 1)
TIE = {"origin": "person/a", "target": "organisation/b", "valid_from": "2025"}
MARKS = [one.marking for one in grading.markings()]
WRONG = [
    ("organisation", {"name": "Somebody"}, rules.NameWithoutList),
    ("organisation", {"name": "Somebody", "official_list": "ofac-sdn"}, rules.EntryUnclear),
    ("organisation", {"name": "SYNTHETIC band", "list_version": "evidence/e"}, rules.EntryUnclear),
    ("person", {}, rules.PersonUnclear),
    ("person", {"subject": "Juan Pérez"}, rules.PseudonymInvalid),
    ("person", {"name": "Juan Pérez"}, rules.NameWithoutList),
    ("tie", {**TIE, "target": "person/a"}, rules.TieEndUnfit),
    ("tie", {**TIE, "target": "freeze/f"}, rules.TieEndUnfit),
    ("method", {"number": "M01.02", "level": "tactic"}, rules.NumberUnfit),
    ("method", {"number": "M01", "level": "technique", "parent": "method/m"}, rules.NumberUnfit),
    ("method", {"number": "M01.02", "level": "technique"}, rules.NumberUnfit),
]
SOUND = [
    ("organisation", {"name": "SINALOA CARTEL", "official_list": "ofac-sdn", "entry": "11440"}),
    ("organisation", {"name": "SYNTHETIC band"}),
    ("person", {"subject": "P-0001"}),
    ("tie", TIE),
    ("method", {"number": "M01.02.03", "level": "variant", "parent": "method/m01-02"}),
]


@pytest.mark.parametrize(("kind", "body", "error"), WRONG)
def test_what_must_not_stand_is_refused(kind: str, body: dict[str, Any], error: type[Exception]) -> None:
    """Nobody is named but as an official list names them, and ties and numbers are of their form."""
    with pytest.raises(error):
        rules.RULES[kind](body, TODAY)


@pytest.mark.parametrize(("kind", "body"), SOUND)
def test_what_may_stand_passes(kind: str, body: dict[str, Any]) -> None:
    """Names of official lists, pseudonyms, and what is marked as made up are sound."""
    rules.RULES[kind](body, TODAY)


@given(st.lists(st.sampled_from(MARKS), min_size=1, max_size=5))
def test_the_stricter_mark_wins(named: list[str]) -> None:
    """Several marks together are at least as strict as each of them, in whatever order they stand."""
    tlp, europol = grading.strictest(named)
    assert (tlp, europol) == grading.strictest(named[::-1])
    for one in named:
        alone, code = grading.strictest([one])
        assert TLP.index(alone) <= TLP.index(tlp)
        assert not code or EUROPOL.index(code) <= EUROPOL.index(europol)


def test_an_unknown_mark_is_never_mild() -> None:
    """A mark that is not in the table is refused."""
    with pytest.raises(grading.MarkingUnknown):
        grading.strictest(["LES", "ULTRA"])


@pytest.mark.parametrize("scheme", grading.SCHEMES)
@pytest.mark.parametrize("part", ["reliability", "information"])
def test_no_grade_grows_better_on_the_way(part: str, scheme: str) -> None:
    """A grade that goes into another scheme and comes back is never better than it was."""
    order = {"reliability": SOURCE_RELIABILITY.codes, "information": INFORMATION_GRADE.codes}[part]
    rows = [one for one in grading.grades() if one.part == part]
    assert tuple(one.europol_4x4 for one in rows) == order
    for one in rows:
        back = grading.into(part, scheme, getattr(one, scheme))
        assert order.index(back) >= order.index(one.europol_4x4)


def test_worse_grades_make_longer_ties() -> None:
    """Of two ties the one with a worse grade, and no better one, is the longer."""
    every = [(a, b) for a in SOURCE_RELIABILITY.codes for b in INFORMATION_GRADE.codes]
    for one, other in combinations(every, 2):
        if one[0] <= other[0] and one[1] <= other[1]:
            assert grading.length(*one) < grading.length(*other)
    assert grading.length("a", "1") == 1
