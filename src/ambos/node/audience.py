"""Who may see a thing, by role, party and compartment, and by which rule whoever asks may see it."""

from collections.abc import Sequence
from dataclasses import dataclass

from ambos.kernel.access import AUDIT, HOLD, RUN, SEE, Person, may
from ambos.kernel.records import ROLE
from ambos.kernel.shelf import Thing
from ambos.node.node import Node
from ambos.node.officers import person_of
from ambos.values.handling import Label

PUBLIC = "public"


@dataclass(frozen=True)
class Audience:
    """Who may see something under one label.

    ``rule`` says why whoever asks may; ``roles`` are those of this party that may, with the compartment's
    vetting where there is one; ``parties`` are those that may have it besides its owner. ``officers`` are the
    people who may see it today: they are named to those who keep or check the house, to others it is None.
    """

    owner: str
    public: bool
    rule: str
    roles: tuple[str, ...]
    parties: tuple[str, ...]
    compartment: str
    officers: tuple[Thing, ...] | None


def audience(node: Node, label: Label, owner: str) -> Audience:
    """Say who may see what an officer sees under this label."""
    person, today = node.person(), node.today()
    asks = any(may(person, action, Label(), person.party, today).allowed for action in (RUN, AUDIT, HOLD))
    return Audience(
        owner=owner,
        public=label.public,
        rule=may(person, SEE, label, owner, today).rule,
        roles=tuple(role for role in ROLE.codes if _sees(node, role, label, owner)),
        parties=label.release,
        compartment=label.compartment or "",
        officers=_officers(node, label, owner) if asks else None,
    )


def _sees(node: Node, role: str, label: Label, owner: str) -> bool:
    """Say whether somebody of this party with one role, vetted for the compartment, may see it."""
    held = frozenset((label.compartment,) if label.compartment else ())
    person = Person(node.config.party, "", frozenset((role,)), frozenset(), held, node.today())
    return role != PUBLIC and may(person, SEE, label, owner, node.today()).allowed


def _officers(node: Node, label: Label, owner: str) -> tuple[Thing, ...]:
    return tuple(
        officer
        for officer in _active(node.shelf.things("officer"))
        if may(person_of(node.parts, officer), SEE, label, owner, node.today()).allowed
    )


def _active(officers: Sequence[Thing]) -> list[Thing]:
    return [officer for officer in officers if officer.get("active")]
