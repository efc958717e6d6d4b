"""Newest values, revisions and disagreements: both numbers are kept, and what differs is named."""

from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.domains.measures import views
from ambos.domains.measures.views import Figure, rounded_alike
from ambos.node.node import Node
from tests.partnership import TODAY, say

INDICATOR = "indicator/deaths"


class Counter:
    """Writes figures of one indicator and reads them back."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._number = count()
        say(node, "indicator", "deaths", name="D", definition="D", sort="impact", unit="deaths",
            direction="down", calendar="calendar")  # fmt: skip

    def figure(self, value: object, period: str = "2024", **body: Any) -> str:
        """Write one figure and give its subject."""
        known = {"place": "MX", "unit": "deaths", "status": "final", "publisher": "P"} | body
        slug = f"f{next(self._number)}"
        return say(self._node, "figure", slug, indicator=INDICATOR, period=period, value=str(value), **known)

    def found(self) -> tuple[Figure, ...]:
        """Give every figure as the view orders them."""
        return views.figures(self._node.shelf)[INDICATOR]


@pytest.fixture
def counter(node: Node) -> Counter:
    """An indicator without figures."""
    return Counter(node)


def subjects(figures: Any) -> list[str]:
    return [figure.thing.subject for figure in figures]


def test_figures_stand_by_period_then_vintage(counter: Counter) -> None:
    """Periods in order; of one period provisional values first, then by vintage."""
    late = counter.figure(3, "2024", as_of="2025-06")
    early = counter.figure(2, "2024", as_of="2025-01", status="provisional")
    before = counter.figure(1, "2023")
    assert subjects(counter.found()) == [before, early, late]


def test_the_newest_is_the_latest_period_of_the_whole_country(counter: Counter) -> None:
    """Neither a part of the country, nor a narrower scope, nor a recalled value stands for the newest."""
    counter.figure(9, "2025", mark="recalled")
    counter.figure(5, "2024-12", place="MX-25")
    counter.figure(7, "2024", scope="women")
    counter.figure(6, "2024-12")
    newest = counter.figure(8, "2024")
    ranked = views.ranked(counter.found())
    assert ranked[-1].thing.subject == newest
    assert views.age_days(ranked[-1], TODAY) == 425


def test_what_runs_has_no_age(counter: Counter) -> None:
    """A figure of a period that still runs is of today."""
    counter.figure(1, "2026", status="partial")
    assert views.age_days(counter.found()[0], TODAY) == 0


def test_revisions_are_vintages_of_one_publisher(counter: Counter) -> None:
    """Vintages with another value form a revision; the same value again, or another publisher, does not."""
    counter.figure(100, as_of="2025-01", status="provisional")
    counter.figure(100, as_of="2025-03", status="provisional")
    counter.figure(97, as_of="2025-06")
    counter.figure(80, as_of="2025-07", publisher="Q")
    (revision,) = views.revisions(counter.found())
    assert [figure.value for figure in revision.figures] == [100, 97]
    assert revision.change == -3


def test_a_disagreement_names_its_fields(counter: Counter) -> None:
    """Two publishers of one thing disagree; what tells their values apart is named, and both are kept."""
    counter.figure(20674, publisher="SSPC", status="provisional", as_of="2025")
    counter.figure(23760, publisher="SESNSP", status="estimate", as_of="2025")
    (found,) = views.disagreements(counter.found())
    assert {figure.value for figure in found.figures} == {20674, 23760}
    assert (found.differing, found.same_question) == (("publisher", "status"), True)


def test_another_definition_is_another_question(counter: Counter) -> None:
    """Values of another scope or denominator do not contradict each other; the field is named."""
    counter.figure("70.28", unit="percent", denominator="all traced")
    counter.figure("80.8", unit="percent", denominator="of determined origin")
    (found,) = views.disagreements(counter.found())
    assert (found.differing, found.same_question) == (("denominator",), False)


def test_a_revision_is_no_disagreement(counter: Counter) -> None:
    """What a publisher has corrected since contradicts nobody."""
    counter.figure(100, as_of="2025-01")
    counter.figure(97, as_of="2025-06")
    assert views.disagreements(counter.found()) == []


def test_other_periods_and_places_do_not_disagree(counter: Counter) -> None:
    """Only values of one period and one place are set against each other."""
    counter.figure(100, "2024")
    counter.figure(50, "2024-H1", publisher="Q")
    counter.figure(10, "2024", place="MX-25", publisher="Q")
    assert views.disagreements(counter.found()) == []


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("106699", "106700", True),
        ("36476", "36000", True),
        ("34582", "34500", False),
        ("100", "107", False),
        ("85", "95", False),
        ("71.8", "71.84", True),
        ("71.8", "71.9", False),
        ("14699.88", "14699.878834406565", True),
        ("0", "0.4", True),
        ("0", "0.6", False),
    ],
)
def test_rounding_is_no_disagreement(one: str, other: str, alike: bool) -> None:
    """Values that can be one value, the coarser of them rounded, are alike."""
    assert rounded_alike(Decimal(one), Decimal(other)) is alike


@given(st.decimals(-(10**6), 10**6, places=3), st.decimals(-(10**6), 10**6, places=3))
def test_likeness_has_two_sides(one: Decimal, other: Decimal) -> None:
    """A value is like itself, and likeness does not depend on the order."""
    assert rounded_alike(one, one)
    assert rounded_alike(one, other) == rounded_alike(other, one)


def test_the_newest_vintage_of_a_baseline(counter: Counter) -> None:
    """A final value without a day counts as newer than a provisional one with a day."""
    counter.figure(93331, "2020", as_of="2022", status="provisional")
    final = counter.figure(91799, "2020")
    counter.figure(1, "2020", scope="women")
    pinned = next(figure for figure in counter.found() if figure.value == 93331)
    assert views.newest_vintage(counter.found(), pinned).thing.subject == final
