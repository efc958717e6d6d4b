"""Nodes for tests of what is read: one with a few things of one's own, two with the whole public record."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ambos.kernel.acts import New
from ambos.node.config import Config
from ambos.node.demonstrator import countersign
from ambos.node.node import Node
from ambos.node.published import load
from ambos.values.handling import PUBLIC

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TODAY = NOW.date()


def new_node(home: Path, party: str) -> Node:
    """Make a node that lives on the day of the tests."""
    return Node.create(Config(home / party, party, f"ambos-{party.lower()}"), "Test secretariat", lambda: NOW)


def say(node: Node, kind: str, slug: str, **body: Any) -> str:
    """Write one public thing and give its subject; a text for a field of words stands for both languages."""
    words = {"name", "sentence", "definition", "change", "text", "question", "strategy", "who"} & body.keys()
    both = {name: {"en": body[name], "es": body[name]} for name in words if isinstance(body[name], str)}
    write = node.state if node.register[kind].machine else node.propose
    write([New(kind, slug, body | both, PUBLIC)])
    return f"{kind}/{slug}"


def introduce(one: Node, other: Node) -> None:
    """Let each node register the other's card."""
    one.add_peer(other.card())
    other.add_peer(one.card())


def exchange(one: Node, other: Node) -> int:
    """Bring each node's mirror of the other up to date; give how many records that brought."""
    return one.take_from(other) + other.take_from(one)


@contextmanager
def public_record(home: Path) -> Iterator[Node]:
    """Give the United States' node with the public record of both parties, countersigned and exchanged."""
    with ExitStack() as stack:
        us, mx = (stack.enter_context(new_node(home, party)) for party in ("US", "MX"))
        introduce(us, mx)
        for node in (us, mx):
            load(node)
        exchange(us, mx)
        countersign(mx)
        exchange(us, mx)
        yield us
