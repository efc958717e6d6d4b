"""Two nodes that know each other, and what moves between them taken apart."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ambos.exchange.channel import Channel
from ambos.exchange.mirror import Mirror
from ambos.kernel.acts import New
from ambos.kernel.ledger import Written
from ambos.node.node import Node
from ambos.testing.pair import Pair, pair
from ambos.values.handling import PUBLIC, Label


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Pair]:
    """A new pair of nodes."""
    with pair(tmp_path) as nodes:
        yield nodes


def event(slug: str, text: str = "A visit", label: Label | None = PUBLIC) -> New:
    """Say something that the US states alone."""
    body = {"happened": "2026-01-05", "name": {"en": text}, "sort": "visit"}
    return New("event", slug, body, label)


def framework(slug: str, label: Label | None = None) -> New:
    """Propose something that both have to sign."""
    return New("framework", slug, {"name": {"en": f"Framework {slug}"}}, label)


def say(node: Node, *slugs: str) -> list[Written]:
    """State public events."""
    return node.propose([event(slug) for slug in slugs])


def ends(made: Pair) -> tuple[Channel, Mirror]:
    """Give the channel from the US, brought up to date, and the mirror of it in Mexico."""
    return made.us.release("MX"), made.mx.mirrors()["US"]
