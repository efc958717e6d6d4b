"""Who may watch over the people of a node, and what the house itself knows of them."""

from ambos.kernel.access import AUDIT, HOLD, Person, may
from ambos.kernel.shelf import Thing
from ambos.node.node import Node
from ambos.node.staff import staff
from ambos.values.errors import NotFound
from ambos.values.handling import Label


def may_watch(node: Node, person: Person | None = None) -> bool:
    """Say whether whoever sits at the node, or another person, may watch over its people."""
    who = person or node.person()
    party, today = node.config.party, node.today()
    return any(may(who, action, Label(), party, today).allowed for action in (HOLD, AUDIT))


def demand_watch(node: Node) -> None:
    """Refuse whoever may neither hold nor audit."""
    if not may_watch(node):
        node.demand(AUDIT)


def officer_named(node: Node, slug: str) -> Thing:
    """Give an officer who is or was enrolled, for whoever may watch; refuse a name that nobody has."""
    for one in staff(node):
        if one.slug == slug:
            return one
    raise NotFound(name=slug)
