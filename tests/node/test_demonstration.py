"""The demonstration's people: one for each role, made up, and a compartment that few may enter."""

from pathlib import Path

import pytest

from ambos.kernel.access import SEE, may
from ambos.node.config import YES, Config
from ambos.node.demonstration import COMPARTMENT, PEOPLE, demonstration_people, populate
from ambos.node.node import Node
from ambos.node.staff import keys_of, staff, works_here
from ambos.values.handling import Label

HIDDEN_KINDS = ("action", "event", "risk")


@pytest.fixture(params=["US", "MX"], scope="module")
def node(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Node:
    """A new demonstration node of either party, with its people."""
    home = tmp_path_factory.mktemp("people") / "node"
    made = Node.create(Config(home, request.param, "ambos-test", demonstration=YES), "Secretariat")
    request.addfinalizer(made.close)
    populate(made)
    return made


def test_one_made_up_person_holds_each_role(node: Node) -> None:
    """Each officer but the first holds just the role of their slug, and their name says SYNTHETIC."""
    people = {one.slug: one for one in demonstration_people(node)}
    assert set(people) == {*PEOPLE, "secretariat"}
    for role in PEOPLE:
        assert people[role].get("roles") == [role]
        assert "SYNTHETIC" in people[role].get("name")


def test_a_second_time_writes_nothing(node: Node) -> None:
    """Populating again writes nothing."""
    size = node.parts.ledger.size()
    assert populate(node) == 0
    assert node.parts.ledger.size() == size


def test_only_who_is_vetted_now_sees_the_compartment(node: Node) -> None:
    """What lies in the compartment is seen by the vetted alone, not by whom the vetting has lapsed for."""
    for officer in staff(node):
        seated = node.seat(officer.slug)
        seen = [thing.subject for kind in HIDDEN_KINDS for thing in seated.shelf.things(kind)]
        label = Label(compartment=COMPARTMENT)
        allowed = may(seated.person(), SEE, label, node.config.party, node.today()).allowed
        assert len(seen) == (len(HIDDEN_KINDS) if allowed else 0), officer.slug
        assert allowed == (officer.slug in ("co-chair", "prosecutor", "auditor")), officer.slug


def test_nobody_has_a_seat_at_a_node_that_is_no_demonstration(tmp_path: Path) -> None:
    """A node whose settings do not say demonstration offers no seats, whoever is enrolled."""
    with Node.create(Config(tmp_path / "node", "US", "ambos-test"), "Secretariat") as plain:
        assert demonstration_people(plain) == []
        assert works_here(plain, "secretariat") and not works_here(plain, "minister")


def test_an_officers_key_is_named_by_its_fingerprint(node: Node) -> None:
    """An officer has one key in force since enrolment, named by the SHA-256 of the public key."""
    (key,) = keys_of(node, "prosecutor")
    assert len(key.fingerprint.replace(" ", "")) == 64 and not key.ended
    assert abs(key.since / 1000 - node.parts.now().timestamp()) < 3600
    assert keys_of(node, "nobody-of-that-name") == []
