"""Who sees what: everything that can be reached, as every officer of both parties and as nobody."""

import re
from html import escape
from urllib.parse import quote

import pytest

from ambos.faces.accounts import house as houses
from ambos.faces.accounts.house import House
from ambos.kernel.access import may
from ambos.kernel.acts import New
from ambos.kernel.records import ROLE
from ambos.node.demonstration import COMPARTMENT, PEOPLE
from ambos.values.handling import Label
from tests.faces.browser.addresses import PLAIN
from tests.faces.browser.crawling import Answer, ask, crawl
from tests.faces.conftest import Site

NOBODY = ""
OFFICERS = (NOBODY, "secretariat", *(role for role in PEOPLE if role in ROLE.codes))
RED = "withheld-heron"  # what only the secretariat and auditors may see
INSIDE = re.compile(rf"synthetic-{COMPARTMENT}|frozen route|ruta congelada", re.IGNORECASE)
EACH = 1  # pages of one sort that are followed from a link
# What tells of the reader, or of this moment, and not of what there is.
PASSING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


@pytest.fixture(params=["US", "MX"])
def party(
    request: pytest.FixtureRequest, site: Site, partner: House, monkeypatch: pytest.MonkeyPatch
) -> House:
    """The site, over the node of one party and then of the other, with something withheld at each."""
    made = site.house if request.param == "US" else partner
    monkeypatch.setattr(houses, "_open", [made])
    with made.pool.writing("secretariat") as node:
        if not node.shelf.versions(f"source/{RED}"):
            body = {"title": "SYNTHETIC withheld-heron", "publisher": "withheld-heron", "grade": "other"}
            node.propose([New("source", RED, body, Label(tlp="red"))])
    return made


def asked(house: House) -> list[str]:
    """Give where a reader begins: every page of the map, and what lies hidden, by every way to it."""
    tail = house.config.party.lower()
    with house.pool.seat("prosecutor") as node:
        hidden = node.shelf.thing(f"action/synthetic-{COMPARTMENT}-{tail}")
    with house.pool.seat("secretariat") as node:
        red = node.shelf.thing(f"source/{RED}")
    ways = ("", "/history", "/referring", "/revise", "/compare")
    found = [f"/things/{thing.subject}{way}" for thing in (hidden, red) for way in ways]
    found += [
        f"/records/{thing.rid}{way}" for thing in (hidden, red) for way in ("", "/proof.json", "/answer")
    ]
    found += [f"/things/{kind}/export.{form}" for kind in ("action", "source") for form in ("csv", "json")]
    found += [f"/search?q={word}" for word in ("frozen", "heron", "congelada")]
    found += [f"/search/palette?q={word}" for word in ("frozen", "heron")]
    found += [f"/suggest?kind={kind}&q={word}" for kind, word in (("action", "synth"), ("source", "with"))]
    return [*PLAIN, *found]


def sees(house: House, officer: str) -> tuple[bool, bool]:
    """Say whether an officer may see what lies in the compartment, and what is withheld."""
    with house.pool.seat(officer) as node:
        person, today, party = node.person(), node.today(), house.config.party
        labels = (Label(compartment=COMPARTMENT), Label(tlp="red"))
        inside, red = (may(person, "see", label, party, today).allowed for label in labels)
        return inside, red


def without(told: str, path: str) -> str:
    """Leave out of an answer the address that was asked for, which the reader knew, in every form."""
    for known in (path, escape(path), quote(path, safe=""), quote(path)):
        told = told.replace(known, "")
    return told


def bare(answer: Answer) -> str:
    """Give what a refusal tells beyond what was asked for."""
    return PASSING.sub("", without(answer.text, answer.path))


@pytest.mark.parametrize("officer", OFFICERS)
def test_nothing_reached_tells_what_may_not_be_seen(site: Site, party: House, officer: str) -> None:
    """No page, export, search, count or suggestion has a word of what its reader may not see.

    Every answer says what the browser may do with it, and none is a fault of ours.
    """
    inside, red = sees(party, officer)
    client = site.client(officer)
    met_inside = met_red = 0
    for answer in crawl(client, asked(party), EACH):
        assert answer.status < 500, answer.path
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"], answer.path
        assert answer.headers["X-Frame-Options"] == "DENY", answer.path
        told = without(answer.told, answer.path)
        met_inside += bool(INSIDE.search(told))
        met_red += RED in told.lower()
        assert inside or not met_inside, answer.path
        assert red or not met_red, answer.path
    assert bool(met_inside) == inside
    assert bool(met_red) == red


@pytest.mark.parametrize("officer", ["analyst", NOBODY])
def test_hidden_and_missing_are_one_page(site: Site, party: House, officer: str) -> None:
    """What may not be seen is answered as what is not there: same status, same title, same length."""
    client = site.client(officer)
    for way in ("", "/history", "/referring"):
        hidden = ask(client, f"/things/source/{RED}{way}")
        missing = ask(client, f"/things/source/withheld-thawn{way}")
        assert hidden.status == missing.status
        assert len(bare(hidden)) == len(bare(missing))
