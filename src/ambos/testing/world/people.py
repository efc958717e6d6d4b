"""What people at a node may say in a world, chosen by small numbers so that any search can choose."""

from collections.abc import Callable

from ambos.kernel.acts import New
from ambos.kernel.joint import COUNTERSIGNS, DISPUTES, WITHDRAWS
from ambos.kernel.ledger import Written
from ambos.node.node import Node
from ambos.values.handling import OWNER_ONLY, PUBLIC, Label

Write = Callable[[Node], list[Written]]
ANSWERS = (COUNTERSIGNS, DISPUTES, WITHDRAWS)


def event(slug: str, label: Label = PUBLIC, text: str = "Something") -> New:
    """Say that something happened: a thing of one party's own."""
    body = {"happened": "2026-01-05", "name": {"en": text}, "sort": "incident"}
    return New("event", slug, body, label)


def events(slug: str, count: int) -> Write:
    """Write public events together."""
    return lambda node: node.propose([event(f"{slug}-{n}") for n in range(count)])


def secret(slug: str) -> Write:
    """Write something that stays at home."""
    return lambda node: node.propose([event(slug, OWNER_ONLY, "A secret")])


def figures(slug: str, count: int) -> Write:
    """Write machine-made records in one batch."""
    body = {"indicator": "indicator/deaths", "period": "2024", "place": "US", "value": "1", "unit": "deaths"}
    body["status"] = "final"
    return lambda node: node.state([New("figure", f"{slug}-{n}", body, PUBLIC) for n in range(count)])


def framework(slug: str) -> Write:
    """Propose something joint under a name that the other party may choose too."""
    return lambda node: node.propose([New("framework", slug, {"name": {"en": f"Framework {slug}"}}, None)])


def revision(pick: int, text: str) -> Write:
    """Revise one of the joint things that this node knows, whoever proposed it."""

    def write(node: Node) -> list[Written]:
        things = node.shelf.things("framework")
        return [node.revise(things[pick % len(things)].subject, {"abbreviation": text})] if things else []

    return write


def answer(pick: int, relation: int) -> Write:
    """Answer a version of one of the joint things: countersign, dispute or withdraw it."""

    def write(node: Node) -> list[Written]:
        rows = [row for thing in node.shelf.things("framework") for row in node.shelf.versions(thing.subject)]
        body = {} if not relation % len(ANSWERS) else {"reason": "So it is"}
        said = ANSWERS[relation % len(ANSWERS)]
        return node.answer(said, [rows[pick % len(rows)].rid], body) if rows else []

    return write


def officer(slug: str) -> Write:
    """Enrol an officer, of whose key partners hear with the first record under it."""

    def write(node: Node) -> list[Written]:
        node.enrol(slug, {"name": f"Officer {slug}", "roles": ["secretariat"]})
        return []

    return write
