"""Who may see a thing is said as the one door decides it."""

from collections.abc import Iterator

import pytest

from ambos.kernel.access import SEE, Person, may
from ambos.kernel.records import ROLE
from ambos.node.audience import audience
from ambos.node.node import Node
from ambos.testing.clock import HandClock
from ambos.testing.pair import create
from ambos.values.handling import PUBLIC, Label

LABELS = (PUBLIC, Label(), Label(("MX",)), Label(tlp="red"), Label(compartment="frozen"))
KEEPERS = {"secretariat", "auditor", "integrity"}


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node with an officer of every role, one of whom is vetted for a compartment."""
    with create(tmp_path_factory.mktemp("house") / "us", "US", HandClock()) as made:
        for role in ROLE.codes:
            if role != "secretariat":
                inside = {"compartments": ["frozen"], "vetted_until": "2099"} if role == "auditor" else {}
                made.enrol(role, {"name": role, "roles": [role], **inside})
        yield made


@pytest.mark.parametrize("label", LABELS, ids=lambda label: str(label.plain()))
@pytest.mark.parametrize("owner", ["US", "MX"])
def test_roles_are_those_that_the_door_lets_in(node: Node, label: Label, owner: str) -> None:
    """A role is named if, and only if, somebody of it with the compartment's vetting may see the thing."""
    held = frozenset({label.compartment} if label.compartment else ())
    told = audience(node, label, owner)
    for role in ROLE.codes:
        person = Person("US", "", frozenset({role}), frozenset(), held, node.today())
        seen = may(person, SEE, label, owner, node.today()).allowed
        assert (role in told.roles) == (seen and role != "public")
    assert told.parties == label.release
    assert told.public == label.public


@pytest.mark.parametrize("role", ROLE.codes)
def test_people_are_named_to_those_who_keep_the_house(node: Node, role: str) -> None:
    """Who keeps or checks the house is told which people see a thing; nobody else is."""
    told = audience(
        node.seat(role if role != "secretariat" else node.config.officer), Label(compartment="frozen"), "US"
    )
    assert (told.officers is not None) == (role in KEEPERS)
    if told.officers is not None:
        assert [officer.slug for officer in told.officers] == ["auditor"]
