"""Scorecard, goals, indicators, maps, reviews and homes: every number opens its record, for each role."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import resolve

from ambos.analysis.studies.concerned import indicator_lines
from ambos.faces.accounts.background import jobs
from ambos.faces.web.home.roles import ROLES
from ambos.node.demonstration import PEOPLE
from ambos.node.kept import Kept
from tests.faces.conftest import Site

QUANTITY = re.compile(r"\d")
LANGUAGES = ("en", "es")
SECONDS = 120  # that a job is waited for, on a machine with much to do


class Numbers(HTMLParser):
    """Collects the values of a page that stand outside any link, and whatever a policy would block."""

    def __init__(self) -> None:
        super().__init__()
        self.loose: list[str] = []
        self.links: set[str] = set()
        self.blocked: list[str] = []
        self._open: list[str] = []
        self._value = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where values begin, and links."""
        given = dict(attrs)
        self.blocked += [name for name in given if name == "style" or name.startswith("on")]
        if tag == "a" and given.get("href"):
            self.links.add(str(given["href"]))
        if tag in ("a", "span", "dd"):
            self._open.append("value" if given.get("class") == "value" else tag)

    def handle_endtag(self, tag: str) -> None:
        """Note where they end."""
        if tag in ("a", "span", "dd") and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Keep a number in a value that no link is around."""
        if self._open and self._open[-1] == "value" and QUANTITY.search(data):
            self.loose.append(data)


def read(client: Client, path: str) -> Numbers:
    """Give what a page holds; it must be there."""
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    found = Numbers()
    found.feed(answer.content.decode())
    assert not found.blocked, (path, found.blocked)
    return found


def kept(site: Site, officer: str) -> Kept:
    """Give the packet of an officer."""
    with site.house.pool.seat(officer) as node:
        return site.house.kept.packet(node)


def test_every_goal_and_indicator_has_a_page(site: Site) -> None:
    """Each goal and each indicator opens, in both languages, and no value on it stands without its record."""
    packet = kept(site, "analyst")
    pages = [f"/goals/{subject.partition('/')[2]}" for subject in packet.goals]
    pages += [f"/indicators/{subject.partition('/')[2]}" for subject in packet.indicators]
    assert len(packet.goals) > 10 and len(packet.indicators) > 50
    client = site.client("analyst")
    for at, path in enumerate(pages):
        client.cookies["ambos-language"] = LANGUAGES[at % 2]
        assert not read(client, path).loose, path


@pytest.mark.parametrize("path", ["/scorecard", "/scorecard?part=disagreements", "/"])
def test_no_number_stands_without_its_record(site: Site, path: str) -> None:
    """Each value of the scorecard and of a home is a link to a page of this site."""
    for officer in ("minister", "analyst", ""):
        found = read(site.client(officer), path)
        assert not found.loose, (officer, found.loose)
        for link in found.links:
            assert not link.startswith("http")


def test_three_clicks_from_a_number_to_its_proof(site: Site) -> None:
    """From the scorecard to an indicator, a figure and its record by one link each; that gives its proof."""
    client = site.client("analyst")
    indicator = "/indicators/us-overdose-deaths"
    assert indicator in read(client, "/scorecard").links
    figures = [
        link for link in read(client, indicator).links if link.startswith("/things/figure/us-overdose")
    ]
    assert figures
    records = [
        link for link in read(client, figures[0]).links if re.fullmatch(r"/records/[0-9a-f]{32}", link)
    ]
    assert records
    proof = client.get(f"{records[0]}/proof.json")
    assert proof.status_code == 200 and b"ambos-proof/1" in proof.content


def test_what_may_not_be_seen_is_not_there(site: Site) -> None:
    """A goal or indicator that there is not, or not for this reader, is answered alike."""
    for path in ("/goals/nothing", "/indicators/nothing", "/map?indicator=nothing"):
        assert site.client().get(path).status_code == 404


def test_a_past_day_is_what_was_known(site: Site) -> None:
    """As of a day the scorecard says so and leaves out later frameworks; a day to come is refused."""
    client = site.client("analyst")
    past = client.get("/scorecard?as_of=2021-06-01").content.decode()
    assert "1 June 2021" in past and "/goals/sig-goal-arms" not in past
    assert client.get("/scorecard?as_of=2999-01-01").status_code == 400
    assert client.get("/scorecard?as_of=rubbish").status_code == 400


@pytest.mark.parametrize("role", [*PEOPLE, ""])
def test_each_role_has_a_home(site: Site, role: str) -> None:
    """Whoever comes in finds a home in their language, made of the blocks of their role."""
    client = site.client(role)
    for code, words in (("en", "Open the scorecard"), ("es", "Abrir el tablero")):
        client.cookies["ambos-language"] = code
        text = client.get("/").content.decode()
        assert f'<html lang="{code}">' in text
        assert words in text or "headline" not in ROLES.get(role, ("headline",))
        for name in ROLES.get(role, ()):
            assert name in ("asks", "headline", "contacts") or f'id="home-{name}"' in text


def test_maps_show_states_and_say_what_is_missing(site: Site) -> None:
    """The map of an indicator links its states to their figures and has the table of the same values."""
    client = site.client("analyst")
    found = read(client, "/map")
    figures = {link for link in found.links if link.startswith("/things/figure/")}
    text = client.get("/map").content.decode()
    assert len(figures) >= 2 and "no figure" in text and "28 ports of entry" in text


def test_every_indicator_counted_by_state_is_offered(site: Site) -> None:
    """What the list of maps offers has a map, and nothing in it is unknown to the review."""
    packet = kept(site, "analyst")
    known = {line.item.subject for line in indicator_lines(packet.packet.review)}
    assert packet.mapped and set(packet.mapped) <= known
    for subject in packet.mapped:
        path = f"/map?indicator={subject.partition('/')[2]}"
        assert 'class="map"' in site.client("analyst").get(path).content.decode()


def test_a_packet_is_made_in_a_job(site: Site) -> None:
    """Whoever asks for an edition is led to a job whose file is that edition; an unknown one is not there."""
    client = site.client("minister")
    asked = {"edition": "minister", "language": "es", "form": "json", "as_of": "2026-02-28"}
    answer = client.post("/reviews/make", asked)
    assert answer.status_code == 303 and resolve(answer["Location"]).url_name == "jobs-show"
    job = answer["Location"].rstrip("/").rpartition("/")[2]
    done = finished(job)
    file = client.get(str(done["url"]))
    assert b'"edition": "minister"' in b"".join(file.streaming_content)  # type: ignore[attr-defined]
    assert client.post("/reviews/make", {**asked, "edition": "mine"}).status_code == 404
    assert site.client().get("/reviews").status_code == 302


def finished(job: str) -> dict[str, object]:
    """Wait for a job to be done; give its result."""
    found = jobs().wait(job, SECONDS)
    assert not found.under_way and found.failure is None, found
    return dict(found.result)
