"""The pages of the dialogue: every promise, meeting and decision shows, and meetings are worked through."""

import csv
import html
import io
import re
from collections.abc import Sequence
from datetime import date

import icalendar
import pytest

from ambos.analysis.studies.lines import CommitmentLine
from ambos.analysis.studies.promises import promises
from ambos.domains.dialogue.silences import silences
from ambos.node.packets import packet
from tests.faces.conftest import Site

PAGES = (
    "/commitments",
    "/commitments/synthetic-train",
    "/commitments/bicentennial-action-plan",
    "/meetings",
    "/meetings?month=2025-06&level=ministerial",
    "/meetings/synthetic-arms-2025-06",
    "/dialogue",
    "/dialogue?all=yes",
    "/decisions",
)


def text(site: Site, path: str, officer: str = "analyst", language: str = "en") -> str:
    """Give a page as its reader reads it."""
    client = site.client(officer)
    client.cookies["ambos-language"] = language
    answer = client.get(path)
    assert answer.status_code == 200, path
    return html.unescape(answer.content.decode())


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("officer", ["", "co-chair"])
@pytest.mark.filterwarnings("error::ambos.i18n.catalogue.MissingSentence")
def test_every_page_is_whole_in_both_languages(site: Site, path: str, officer: str) -> None:
    """Each page answers whoever asks, in both languages, with no sentence missing and no placeholder left."""
    for language in ("en", "es"):
        page = text(site, path, officer, language)
        assert f'lang="{language}"' in page
        assert not re.search(r"\{[a-z_]+\}", re.sub(r"<meta[^>]*>", "", page))
        assert " style=" not in page


def test_every_promise_stands_as_the_study_says(site: Site) -> None:
    """The CSV has every commitment with its standing and rule, and the list names each one."""
    with site.node("analyst") as node:
        found = promises(node.shelf)
    rows = csv.DictReader(io.StringIO(site.client("analyst").get("/commitments.csv").content.decode()))
    said = {row["id"]: (row["standing"], row["rule"]) for row in rows}
    assert said == {line.item.subject: (line.standing, line.rule) for line in found.lines}
    page = text(site, "/commitments")
    assert all(
        f'/{line.item.subject.replace("commitment/", "commitments/")}"' in page for line in found.lines
    )


def test_a_standing_chosen_leaves_those_that_stand_so(site: Site) -> None:
    """Filtered by a standing, the list has the commitments that stand so, and no other."""
    with site.node("analyst") as node:
        late = {one.item.subject for one in promises(node.shelf).lines if one.standing == "late"}
    rows = csv.DictReader(
        io.StringIO(site.client("analyst").get("/commitments.csv?standing=late").content.decode())
    )
    assert {row["id"] for row in rows} == late


def test_a_promise_shows_the_chain_that_it_is_part_of(site: Site) -> None:
    """The page of a commitment has every link of each of its chains, itself marked."""
    with site.node("analyst") as node:
        chain: Sequence[CommitmentLine] = max(promises(node.shelf).chains, key=len)
    for line in chain:
        page = text(site, f"/commitments/{line.item.subject.partition('/')[2]}")
        assert all(each.item.name["en"] in page for each in chain)
        assert 'aria-current="true"' in page


def test_every_meeting_is_listed_and_opens(site: Site) -> None:
    """Each meeting on record is in the list, and its own page names what it decided and promised."""
    page, client = text(site, "/meetings"), site.client("analyst")
    with site.node("analyst") as node:
        meetings = node.shelf.things("meeting")
        came = [*node.shelf.things("decision"), *node.shelf.things("commitment")]
    for meeting in meetings:
        assert f'/meetings/{meeting.slug}"' in page
        own = html.unescape(client.get(f"/meetings/{meeting.slug}").content.decode())
        for thing in came:
            if thing.get("meeting") == meeting.subject:
                assert (thing.get("text") or thing.get("sentence"))["en"] in own


def test_every_body_is_held_against_its_rhythm(site: Site) -> None:
    """With bodies of earlier frameworks, the page has each body and the rule by which it is silent or not."""
    page = text(site, "/dialogue?all=yes")
    with site.node("analyst") as node:
        lines = silences(node.shelf)
    assert all(line.group.get("name")["en"] in page for line in lines)
    assert page.count("badge silent") == sum(line.silent for line in lines)


def test_every_decision_is_in_the_log(site: Site) -> None:
    """Each decision and each adjustment is on the page, with what asks for a decision."""
    page = text(site, "/decisions")
    with site.node("analyst") as node:
        made = packet(node)
        decisions = node.shelf.things("decision")
    assert all(thing.get("text")["en"] in page for thing in decisions)
    items = [*(line.item for line in made.adjustments), *(ask.item for ask in made.asks)]
    assert all(item.name["en"] in page for item in items)
    rows = list(csv.DictReader(io.StringIO(site.client("analyst").get("/decisions.csv").content.decode())))
    assert {row["id"] for row in rows} == {thing.subject for thing in decisions}


def test_from_a_draft_to_minutes(site: Site) -> None:
    """An agenda is drafted and proposed with the items kept; its minutes make a meeting and its outcomes."""
    client = site.client("co-chair")
    page = html.unescape(client.get("/agendas/draft?of=ministerial").content.decode())
    items = re.findall(r'name="item" value="([^"]+)"', page)
    today = date.today().isoformat()
    form = {
        "of": "ministerial",
        "on": today,
        "most": "12",
        "slug": "web-test",
        "item": items[:2],
        "starts_at": "09:30",
    }
    assert client.post("/agendas/write", form)["Location"] == "/agendas/web-test"
    shown = client.get("/agendas/web-test").content.decode()
    assert shown.count("<li>\n") >= 2
    assert icalendar.Calendar.from_ical(client.get("/agendas/web-test/agenda.ics").content).events
    assert client.get("/agendas/web-test/agenda.pdf").content.startswith(b"%PDF")
    assert len(client.get("/agendas/web-test/sheet.csv").content.decode().splitlines()) == 3
    _record(site)
    assert client.get("/meetings/web-test/minutes.pdf").content.startswith(b"%PDF")
    meeting = html.unescape(client.get("/meetings/web-test").content.decode())
    assert "It is agreed to publish" in meeting
    assert "commitments/web-test-2" in meeting
    assert "Ana Ruiz (SRE)" in meeting
    assert "Tom Hill (State)" in meeting


def _record(site: Site) -> None:
    """Fill in the minutes of the test's agenda, look at what would be signed, and sign it."""
    client, held = site.client("co-chair"), {"held": date.today().isoformat(), "meeting": "web-test"}
    rows = {
        "row": ["web-test-1", "web-test-2", "topic-3"],
        "web-test-1:order": "1", "web-test-1:outcome": "noted", "web-test-1:text.en": "It is noted",
        "web-test-2:order": "2", "web-test-2:outcome": "promised",
        "web-test-2:text.en": "It is agreed to publish",
        "web-test-2:due": "2030-01-31", "web-test-2:owner_us": "State",
        "topic-3:order": "3", "topic-3:outcome": "noted",
    }  # fmt: skip
    there = {"attended": "Ana Ruiz (SRE)\nTom Hill (State)"}
    answer = client.post("/agendas/web-test/minutes", {**held, **there, **rows})
    page = html.unescape(answer.content.decode())
    assert "minute/web-test-1" in page
    assert "minute/web-test-3" not in page
    sheet = re.search(r'<textarea name="sheet"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert sheet is not None
    attended = re.search(r'name="attended" value="([^"]+)"', page)
    assert attended is not None
    form = {**held, "attended": attended[1], "sheet": sheet[1].lstrip("\n")}
    assert client.post("/agendas/web-test/minutes/sign", form)["Location"] == "/meetings/web-test"


def test_who_may_not_propose_neither_drafts_nor_records(site: Site) -> None:
    """A role that may only see is offered nothing to sign, and what it sends all the same is refused."""
    client = site.client("auditor")
    page = client.get("/agendas/draft").content.decode()
    assert "may read this" in page
    assert 'name="slug"' not in page
    today = date.today().isoformat()
    answer = client.post(
        "/agendas/write", {"of": "ministerial", "on": today, "most": "1", "slug": "not-mine"}
    )
    assert answer.status_code == 403
    assert site.client().get("/agendas/draft").status_code == 302
    assert site.client("analyst").get("/agendas/not-mine").status_code == 404


def test_contacts_are_mexicos_alone(site: Site) -> None:
    """At the node of the United States no page of contacts opens, and nobody is told of one by a tab."""
    for path in ("/contacts", "/contacts/draft", "/contacts.csv", "/contacts/any"):
        assert site.client("secretariat").get(path).status_code == 409, path
        assert site.client().get(path).status_code == 302
    assert 'href="/contacts"' not in text(site, "/meetings", "secretariat")
