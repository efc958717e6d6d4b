"""Who is told what: every route, as every officer of both parties, as nobody, and in every scope alone."""

import re
from collections.abc import Callable, Iterator
from itertools import count

import pytest
from django.test import Client

from ambos.faces.accounts import house as houses
from ambos.faces.accounts.house import House
from ambos.faces.accounts.scopes import ANY, SCOPES
from ambos.faces.api.route import GET, Route
from ambos.faces.api.routes import ROUTES
from ambos.kernel.access import ANSWER, IMPORT, PROPOSE, RECALL, may
from ambos.kernel.paging import Filter, Query, page
from ambos.kernel.records import ROLE
from ambos.kernel.shelf import Thing
from ambos.node.demonstration import COMPARTMENT, PEOPLE
from ambos.node.node import Node
from ambos.values.handling import Label
from tests.faces.api.conftest import Program, issued
from tests.faces.conftest import Site

OFFICERS = ("secretariat", *(role for role in PEOPLE if role in ROLE.codes))
OWNED = ("commitment", "action", "target", "goal", "meeting")
MARKER = re.compile(rf"synthetic-{COMPARTMENT}|frozen route|ruta congelada", re.IGNORECASE)
_numbers = count(1)
_addresses: dict[str, dict[str, tuple[str, ...]]] = {}  # by party; what they name stays as long as the node


@pytest.fixture(params=["US", "MX"])
def party(
    request: pytest.FixtureRequest, site: Site, partner: House, monkeypatch: pytest.MonkeyPatch
) -> House:
    """The site, over the node of one party and then of the other."""
    if request.param == "US":
        return site.house
    monkeypatch.setattr(houses, "_open", [partner])
    return partner


def addresses(house: House) -> dict[str, tuple[str, ...]]:
    """Give addresses of each route: of things that anybody here sees, and of what lies in the compartment."""
    party = house.config.party
    if party not in _addresses:
        with house.pool.seat("secretariat") as node:
            _addresses[party] = {route.name: tuple(_made(route, _parts(node))) for route in ROUTES}
    return _addresses[party]


def _parts(node: Node) -> list[dict[str, str]]:
    """Give what addresses are made of."""
    shelf, party = node.shelf, node.config.party
    inside = f"action/synthetic-{COMPARTMENT}-{party.lower()}"
    told = {
        "party": "MX" if party == "US" else "US",
        "job": "0" * 32,
        "body": "ministerial",
        "person": "analyst",
    }
    told["indicator"] = page(shelf, Query("indicator", limit=1)).things[0].slug
    things = (page(shelf, Query("goal", limit=1)).things[0], node.seat("prosecutor").shelf.thing(inside))
    return [{**told, "kind": one.kind, "slug": one.slug, "rid": one.rid} for one in things]


def _made(route: Route, parts: list[dict[str, str]]) -> Iterator[str]:
    for told in parts:
        path = "/api/v1" + route.path.format(**told)
        yield f"{path}?text=frozen" if route.name == "search" else path


def asking(officer: str) -> Callable[[str], tuple[int, str]]:
    """Give what asks as an officer, and gives status and body of the answer."""
    client = Client(headers={"authorization": f"Bearer {issued(officer, SCOPES)}"})

    def ask(path: str) -> tuple[int, str]:
        answer = client.get(path)
        return answer.status_code, answer.content.decode()

    return ask


@pytest.mark.parametrize("officer", OFFICERS)
def test_no_answer_tells_of_the_compartment_to_who_is_outside(party: House, officer: str) -> None:
    """Whatever is asked, whoever is not vetted for the compartment meets no word of what lies in it."""
    with party.pool.seat(officer) as node:
        person = node.person()
        inside = COMPARTMENT in person.compartments and may(
            person, "see", Label(compartment=COMPARTMENT), person.party, node.today()
        )
    found = addresses(party)
    asked = {path: None for route in ROUTES if route.method == GET for path in found[route.name]}
    told = [body for status, body in map(asking(officer), asked) if status == 200]
    met = [body for body in told if MARKER.search(body)]
    assert bool(met) == bool(inside and inside.allowed)


def test_hidden_and_missing_are_one_answer(party: House) -> None:
    """What may not be seen is answered as what is not there, to the byte."""
    tail = party.config.party.lower()
    ask = asking("analyst")
    hidden = ask(f"/api/v1/things/action/synthetic-{COMPARTMENT}-{tail}")
    missing = ask(f"/api/v1/things/action/synthetic-thawing-route-{tail}")
    assert hidden == missing
    assert hidden[0] == 404


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: str(route.name))
def test_nobody_is_told_anything(site: Site, route: Route) -> None:
    """Without a token a route answers nothing but the declarations, which are the same everywhere."""
    path = addresses(site.house)[route.name][0]
    ask_ = Client().get if route.method == GET else Client().post
    assert ask_(path).status_code == (401 if route.scope else 200)


@pytest.mark.parametrize("scope", SCOPES)
def test_scope_opens_its_own_routes_alone(site: Site, program: Program, scope: str) -> None:
    """A token of one scope is refused by every route of another, before anything else is looked at."""
    client = program(scopes=(scope,))
    for route in ROUTES:
        path = addresses(site.house)[route.name][0]
        answer = client.get(path) if route.method == GET else client.post(path)
        refused = answer.status_code == 403 and answer.json()["code"] == "api.scope-missing"
        assert refused == (route.scope not in ("", ANY, scope)), route.name


def owned(node: Node, *, but: bool) -> Thing:
    """Give a thing of the node's own party, or of the other."""
    where = (Filter("@owner", (node.config.party,), but=but),)
    pages = (page(node.shelf, Query(kind, where, limit=1)).things for kind in OWNED)
    return next(thing for things in pages for thing in things)


@pytest.mark.parametrize("officer", OFFICERS)
def test_act_needs_the_right_of_its_officer(party: House, officer: str) -> None:
    """A token with every scope does what its officer may do, and nothing else."""
    slug = f"api-rights-{party.config.party.lower()}-{next(_numbers)}"
    source = {"publisher": "Test", "title": "SYNTHETIC", "grade": "other"}
    with party.pool.seat(officer) as node:
        person, today = node.person(), node.today()
        ours, theirs = (owned(node, but=but) for but in (False, True))
    asked = {
        PROPOSE: ("/things/source", {"things": [{"slug": slug, "body": source}]}),
        ANSWER: (f"/records/{theirs.rid}/dispute", {"reason": "A test of rights."}),
        RECALL: (f"/records/{ours.rid}/recall", {"reach": "nowhere", "reason": "other"}),
        IMPORT: ("/things/figure", {"things": [{"slug": slug, "body": {}}]}),
    }
    client = Client(headers={"authorization": f"Bearer {issued(officer, SCOPES)}"})
    for action, (path, body) in asked.items():
        key = {"idempotency-key": f"rights-{next(_numbers):04}"}
        answer = client.post(f"/api/v1{path}", body, "application/json", headers=key)
        allowed = may(person, action, Label(), party.config.party, today).allowed
        assert (answer.status_code == 403) == (not allowed), (action, answer.content)
