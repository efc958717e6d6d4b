"""The pages of the plan: everything on record shows, and says what the studies say."""

import csv
import html
import io
import json
import re
from urllib.parse import unquote

import icalendar
import pytest

from ambos.analysis.studies.board import STATES, board
from ambos.analysis.studies.deadlines import deadlines
from ambos.analysis.studies.lint.book import RULES
from ambos.faces.reports.findings import mentioned, sentence
from ambos.faces.reports.names import Names
from ambos.faces.reports.shown import Shown
from ambos.faces.reports.voice import Voice
from ambos.i18n.catalogue import Language
from ambos.node.linting import elements, findings, practices
from tests.faces.conftest import Site

PAGES = (
    "/plan",
    "/plan/timeline",
    "/plan/timeline?undated=yes",
    "/plan/findings",
    "/plan/rules",
    "/plan/elements",
    "/plan/elements?practices=yes",
    "/plan/logic",
    "/plan/logic/synthetic-framework",
    "/plan/logic/sig-2025?level=goal",
)


def text(site: Site, path: str, officer: str = "analyst", language: str = "en") -> str:
    """Give a page as its reader reads it."""
    client = site.client(officer)
    client.cookies["ambos-language"] = language
    answer = client.get(path)
    assert answer.status_code == 200, path
    return html.unescape(answer.content.decode())


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("officer", ["", "analyst", "auditor"])
@pytest.mark.filterwarnings("error::ambos.i18n.catalogue.MissingSentence")
def test_every_page_is_whole_in_both_languages(site: Site, path: str, officer: str) -> None:
    """Each page answers whoever asks, in both languages, with no sentence missing and no placeholder left."""
    for language in ("en", "es"):
        page = text(site, path, officer, language)
        assert f'lang="{language}"' in page
        body = re.sub(r"<meta[^>]*>|<[^>]*placeholder=[^>]*>", "", page)
        assert not re.search(r"\{[a-z_]+\}", body)
        assert " style=" not in page
        assert not re.search(r"\son[a-z]+=", page)


def test_every_action_is_on_the_board_in_its_column(site: Site) -> None:
    """Each action that the reader may see stands in the column of its state."""
    page = text(site, "/plan")
    columns = dict(zip(STATES, re.split(r'id="column-', page)[1:], strict=True))
    with site.node("analyst") as node:
        for card in board(node.shelf).cards:
            assert (
                f"/things/{card.item.subject}" in columns[card.state]
                or card.item.name["en"] in columns[card.state]
            )


def test_an_action_in_a_compartment_is_on_no_board_of_others(site: Site) -> None:
    """What lies in a compartment is neither on the board nor counted for whoever is not inside."""
    inside, outside = (text(site, "/plan", officer) for officer in ("co-chair", "analyst"))
    assert "frozen-route" in inside or "frozen route" in inside
    assert "frozen" not in outside
    with site.node("analyst") as node:
        assert f"of {len(node.shelf.things('action'))}." in outside


def test_a_goal_chosen_leaves_its_actions(site: Site) -> None:
    """Filtered by a goal, the board has the actions of that goal alone."""
    page = text(site, "/plan?goal=goal/synthetic-goal")
    assert "Train state prosecutors" in page
    assert "Mission Firewall: eTrace" not in page.partition("column-planned")[2]


@pytest.mark.parametrize("kind", ["framework", "goal", "objective", "action"])
def test_everything_of_the_hierarchy_is_on_the_axis(site: Site, kind: str) -> None:
    """With what has no dates, the timeline names everything of the hierarchy that hangs on a framework."""
    page = text(site, "/plan/timeline?undated=yes")
    with site.node("analyst") as node:
        for thing in node.shelf.things(kind):
            assert thing.get("name")["en"] in page, thing.subject


def test_findings_are_those_of_lint(site: Site) -> None:
    """The page counts what lint counts and names each rule that finds something; CSV and SARIF have all."""
    with site.node("analyst") as node:
        found = findings(node)
    page = text(site, "/plan/findings")
    assert f"Findings: {len(found)}. Rules that find something: {len({one.rule for one in found})}" in page
    assert all(f'id="{code}"' in page for code in {one.rule for one in found})
    client = site.client("analyst")
    rows = list(csv.DictReader(io.StringIO(client.get("/plan/findings.csv").content.decode())))
    assert [(row["rule"], row["thing"]) for row in rows] == [(one.rule, one.item.subject) for one in found]
    log = json.loads(client.get("/plan/findings.sarif").content)
    assert len(log["runs"][0]["results"]) == len(found)


def test_findings_stand_at_their_thing(site: Site) -> None:
    """Asked of one thing, the part of its page has just what lint finds there, with what mends it."""
    with site.node("analyst") as node:
        found = [one for one in findings(node) if one.item.subject == "action/sig-etrace-32"]
    part = text(site, "/plan/findings/at/action/sig-etrace-32")
    assert len(re.findall(r"<li>", part)) == len(found) > 0
    assert site.client("analyst").get("/plan/findings/at/action/synthetic-frozen-route").status_code == 404


def test_findings_call_other_things_by_their_names(site: Site) -> None:
    """Where a finding speaks of another thing, the page says that thing's name and not its id."""
    language = Language("en")
    with site.node("analyst") as node:
        found = [one for one in findings(node) if list(mentioned([one]))]
        names = Names(node.shelf, Shown(language))
        names.learn(mentioned(found))
        said = {one.rule: sentence(one, Voice(language, node.today()), names.of) for one in found}
    assert said
    for rule, words in said.items():
        assert words in text(site, f"/plan/findings?rule={rule}")
        assert not re.search(r"\b(framework|figure|indicator|seizure)/[a-z]", words)


def test_the_book_has_every_rule(site: Site) -> None:
    """Every rule is in the book, with what it finds."""
    page = text(site, "/plan/rules")
    assert all(f'id="{code}"' in page for code in RULES)


@pytest.mark.parametrize("asked", ["", "?practices=yes"])
def test_grades_are_those_of_the_study(site: Site, asked: str) -> None:
    """The page gives each framework as many of each grade as the study does."""
    page = text(site, f"/plan/elements{asked}")
    with site.node("analyst") as node:
        lines = practices(node) if asked else elements(node)
    words = {"addressed": "good", "partially": "fair", "not-addressed": "bad"}
    for grade, badge in words.items():
        assert page.count(f'badge {badge}"') == sum(line.grade == grade for line in lines)


def test_actions_come_as_an_import_takes_them(site: Site) -> None:
    """The CSV of the board has a row for each action asked for, with the columns of an import."""
    rows = list(
        csv.DictReader(io.StringIO(site.client("analyst").get("/plan/actions.csv?party=US").content.decode()))
    )
    assert [row["id"] for row in rows] == ["synthetic-training"]
    assert rows[0]["name.es"].startswith("SINTÉTICO")


def test_everything_due_is_in_the_calendar(site: Site) -> None:
    """The calendar has one event for everything that falls due, on its last day."""
    made = icalendar.Calendar.from_ical(site.client("analyst").get("/plan/dates.ics").content)
    with site.node("analyst") as node:
        due = deadlines(node.shelf)
    assert [event.decoded("dtstart") for event in made.events] == [line.day.last for line in due]
    assert len({str(event["uid"]) for event in made.events}) == len(due) > 0


def test_a_framework_that_is_not_there_is_not_there(site: Site) -> None:
    """A framework or a level that no record knows is answered as nothing is."""
    client = site.client("analyst")
    for path in ("/plan/logic/none", "/plan/logic/sig-2025?level=none", "/plan/timeline?framework=none"):
        assert client.get(path).status_code == 404


def test_a_waiver_begins_with_what_it_speaks_of(site: Site) -> None:
    """The form that a finding opens has the rule and the thing of that finding filled in."""
    page = text(site, "/plan/findings", "secretariat")
    found = re.search(r'href="(/[^"]*/waiver[^"]*\?[^"]+)"', page)
    assert found is not None
    rule, concerns = re.findall(r"f\.\w+=([^&]+)", found[1])
    form = site.client("secretariat").get(found[1], follow=True).content.decode()
    assert f'value="{rule}"' in form and unquote(concerns) in form
