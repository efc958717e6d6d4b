"""Official numbers of one quantity side by side: what differs, by how much, and nothing averaged."""

from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest

from ambos.analysis.studies.reconcile import Comparison, reconcile
from ambos.domains.measures import views
from ambos.faces.reports.reconcile import Teller, reconcile_html
from ambos.i18n.catalogue import LANGUAGES, Language
from ambos.node.node import Node
from ambos.values.dates import Period
from ambos.values.errors import NotFound
from tests.partnership import TODAY, new_node, say

# Shares of Mexican crime guns "from the United States" as published, each of another whole. The wholes of the
# first two are recalled and not checked; the other three stand with their counts.
SHARES = {
    "maig": ("90", "2009", "Firearms traced, as the mayors counted them"),
    "gao-09-709": ("87", "2004-01/2008-12", "Firearms seized by Mexican authorities and traced"),
    "gao-16-223": ("70.28", "2009-01/2014-12", "All 104,850 firearms traced"),
    "atf-source": (
        "68",
        "2007-01/2011-12",
        "All 99,691 firearms traced, by make or import",
    ),
    "atf-sale": ("28", "2007-01/2011-12", "All 99,691 firearms traced, by first sale"),
}


def compared(node: Node, subject: str, period: str) -> Comparison:
    """Give the one comparison of a period."""
    (found,) = reconcile(node.shelf, subject, Period.parse(period)).comparisons
    return found


def test_two_registries_are_set_side_by_side(record: Node) -> None:
    """INEGI's 33,550 deaths of 2024 lie 12.5 % above SESNSP's 29,820 victims (domain record, section 3.3)."""
    found = compared(record, "quantity/mexico-homicides", "2024")
    assert [side.line.value for side in found.sides] == [29820, 33550]
    (gap,) = found.gaps
    assert gap.absolute == 3730
    assert gap.percent is not None
    assert round(gap.percent, 1) == Decimal("12.5")
    assert {"definition", "unit", "publisher", "status"} <= set(gap.differing)
    assert {"breaks", "limits"} <= {reason.field for reason in found.reasons}


def test_one_owner_with_two_scopes(record: Node) -> None:
    """Fentanyl of fiscal year 2022: 12,493 pounds of one office within 14,700 of all; the scope tells why."""
    found = compared(record, "quantity/cbp-fentanyl", "FY2022")
    (gap,) = found.gaps
    assert gap.differing[0] == "scope"
    assert gap.absolute == Decimal("2206.88")


def test_other_units_are_converted(record: Node) -> None:
    """Kilograms at ports of entry and pounds everywhere are compared in one unit."""
    found = compared(record, "quantity/cbp-fentanyl", "FY2021")
    assert {side.line.unit for side in found.sides} == {"kg", "lb"}
    (gap,) = found.gaps
    assert gap.absolute is not None
    assert round(gap.absolute) == round(Decimal(11200) * Decimal("0.45359237") - 4600)
    assert "unit" in gap.differing


def test_fiscal_and_calendar_year_meet(record: Node) -> None:
    """Extraditions of 2021 read 37, 43 and 52 by scope and calendar, and all three stand side by side."""
    found = compared(record, "quantity/mexico-us-surrenders", "2021")
    assert [side.line.value for side in found.sides] == [37, 43, 52]
    assert {side.calendar for side in found.sides} == {"calendar", "fiscal-us"}
    assert all({"scope"} <= set(gap.differing) for gap in found.gaps)


@pytest.mark.parametrize("name", ["mexico-homicides", "cbp-fentanyl", "mexico-us-surrenders"])
def test_parts_of_a_year_are_never_set_against_years(record: Node, name: str) -> None:
    """Of counts, two sides of one comparison are about equally long."""
    for each in reconcile(record.shelf, f"quantity/{name}").comparisons:
        lengths = [(side.line.period.last - side.line.period.first).days for side in each.sides]
        assert min(lengths) > 0.89 * max(lengths)


def test_every_number_is_one_that_was_published(record: Node) -> None:
    """No side of any comparison is a mean or a sum: each is the value of a figure on record."""
    known = {
        figure.thing.subject: figure.value for ones in views.figures(record.shelf).values() for figure in ones
    }
    for quantity in record.shelf.things("quantity"):
        found = reconcile(record.shelf, quantity.subject)
        assert found.comparisons
        for side in (side for each in found.comparisons for side in each.sides):
            assert known[side.line.item.subject] == side.line.value


def test_an_indicator_is_asked_like_a_quantity(record: Node) -> None:
    """Two ministries' counts of one indicator stand side by side too; what is not there is not found."""
    found = compared(record, "indicator/extraditions-pending", "2014")
    assert [side.line.value for side in found.sides] == [86, 118]
    with pytest.raises(NotFound):
        reconcile(record.shelf, "quantity/nothing")


def test_the_denominator_trap(tmp_path: Path) -> None:
    """90, 87, 70, 68 and 28 % are all right: no two answer one question, and each gap names the denominator.

    Sources: MAIG; GAO-09-709; GAO-16-223; ATF, 2007 to 2011.
    """
    with new_node(tmp_path, "US") as node:
        words = {
            "name": "Share from the United States",
            "definition": "Over the whole that each figure names",
        }
        say(
            node,
            "indicator",
            "share",
            sort="outcome",
            direction="down",
            calendar="calendar",
            unit="percent",
            **words,
        )
        for slug, (value, period, whole) in SHARES.items():
            body = {"value": value, "period": period, "denominator": whole, "publisher": slug}
            say(
                node,
                "figure",
                slug,
                indicator="indicator/share",
                place="MX",
                unit="percent",
                status="final",
                **body,
            )
        figures = views.figures(node.shelf)["indicator/share"]
        for one, other in combinations(figures, 2):
            assert one.definition != other.definition
        assert not [each for each in views.disagreements(figures) if each.same_question]
        found = reconcile(node.shelf, "indicator/share")
    gaps = [gap for each in found.comparisons for gap in each.gaps]
    assert gaps
    assert all("denominator" in gap.differing for gap in gaps)
    trap = next(each for each in found.comparisons if Decimal(28) in [side.line.value for side in each.sides])
    sentences = Teller(Language("en"), TODAY).told(trap).explanations
    assert any("denominator differs" in sentence for sentence in sentences)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_says_everything(record: Node, code: str) -> None:
    """The page holds every value and id, loads nothing from elsewhere, and is the same each time."""
    found = reconcile(record.shelf, "quantity/mexico-homicides")
    page = reconcile_html(found, Language(code), TODAY)
    for side in (side for each in found.comparisons for side in each.sides):
        assert side.line.item.subject in page
        assert f"{side.line.value:,}" in page
    assert "http" not in page
    assert page == reconcile_html(found, Language(code), TODAY)
