"""The pages of finance and networks: whole in both languages, true to the studies, and discreet."""

import csv
import html
import io
import re

import pytest

from ambos.analysis.studies.money import flow, freezes
from ambos.analysis.studies.networks import methods, network
from ambos.node.money import chain
from tests.faces.conftest import Site

PAGES = (
    "/finance",
    "/finance?year=2025&party=MX",
    "/finance/freezes",
    "/finance/freezes?party=US",
    "/finance/cases/freeze/synthetic-cobalto",
    "/finance/cases/fiu-request/synthetic-us-basalto",
    "/networks",
    "/networks/ends/organisation/synthetic-basalto",
    "/networks/ends/person/synthetic-p-granite-1",
    "/networks/methods",
    "/networks/methods/m03-02",
    "/networks/grading",
)
OPEN = ("/finance", "/finance/freezes", "/networks", "/networks/methods", "/networks/grading")


def text(site: Site, path: str, officer: str = "analyst", language: str = "en") -> str:
    """Give a page as its reader reads it."""
    client = site.client(officer)
    client.cookies["ambos-language"] = language
    answer = client.get(path)
    assert answer.status_code == 200, path
    return html.unescape(answer.content.decode())


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.filterwarnings("error::ambos.i18n.catalogue.MissingSentence")
def test_every_page_is_whole_in_both_languages(site: Site, path: str) -> None:
    """Each page answers in both languages, with no sentence missing, and says that its cases are made up."""
    for language in ("en", "es"):
        page = text(site, path, language=language)
        assert f'lang="{language}"' in page
        assert not re.search(r"\{[a-z_]+\}", re.sub(r"<meta[^>]*>", "", page))
        assert " style=" not in page


@pytest.mark.parametrize("path", OPEN)
def test_nobody_is_told_of_cases(site: Site, path: str) -> None:
    """Whoever is not signed in reads what is public, and learns of no freeze, account, tie or sighting."""
    page = text(site, path, officer="")
    assert "synthetic-" not in page
    assert "48,200,000" not in page


def test_a_case_that_nobody_may_see_is_not_there(site: Site) -> None:
    """A case is as absent to who may not see it as one that is not there."""
    for path in ("/finance/cases/freeze/synthetic-cobalto", "/finance/cases/freeze/none"):
        assert site.client().get(path).status_code == 404
    for path in ("/finance?year=20x5", "/finance?party=CA", "/finance/cases/goal/ganseg-goal-finance"):
        assert site.client("analyst").get(path).status_code == 404


def test_tables_are_those_of_the_studies(site: Site) -> None:
    """The CSV files hold every freeze, every year of freezes, every tie and every method."""
    with site.node("analyst") as node:
        found, shown = chain(node), network(node.shelf)
        expected = {
            "/finance/freezes.csv": len(freezes(found)),
            "/finance/chain.csv": len(flow(found).cohorts),
            "/networks/ties.csv": len(shown.ties),
            "/networks/methods.csv": len(methods(node.shelf)),
        }
    for path, count in expected.items():
        rows = list(csv.reader(io.StringIO(site.client("analyst").get(path).content.decode())))
        assert len(rows) == count + 1 > 1
        assert {len(row) for row in rows} == {len(rows[0])}


def test_the_case_shows_what_an_amparo_left(site: Site) -> None:
    """The page of a case names the day of the release and that nothing was frozen when the charge came."""
    page = re.sub(r"<[^>]+>|\s+", " ", text(site, "/finance/cases/freeze/synthetic-cobalto"))
    assert "On 15 July 2025 an amparo gave back what was frozen." in page
    after = page[page.index("3 November 2025") :]
    assert re.search(r"frozen after it\W+MX\$\W*0", after)
