"""What was published is verified with the other logs of a node."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ambos.kernel.acts import New
from ambos.node.assemble import ANYBODY
from ambos.node.card import channel_origin
from ambos.node.node import Node
from ambos.node.publishing import public
from ambos.testing.pair import pair
from ambos.values.errors import VerificationFailed
from ambos.values.handling import PUBLIC

EVENT = New("event", "visit", {"happened": "2026-01-05", "name": {"en": "A visit"}, "sort": "visit"}, PUBLIC)


@pytest.fixture
def us(tmp_path: Path) -> Iterator[Node]:
    """A node with one thing that anybody may see."""
    with pair(tmp_path) as made:
        made.us.propose([EVENT])
        yield made.us


def logs(node: Node) -> list[str]:
    """Give the names of the logs that a verification goes through."""
    return [one.checkpoint.origin for one in node.verify()]


def test_a_verification_goes_through_the_channel_to_the_public(us: Node) -> None:
    """Once something is published its channel is among the logs; before, none is made by looking."""
    origin = channel_origin(us.config.name, ANYBODY)
    assert origin not in logs(us)
    assert not list(us.config.logs.glob("channel-zz*"))
    with public(us) as found:
        assert found.things["event"]
    assert logs(us)[-1] == origin


def test_a_statement_altered_in_the_channel_to_the_public_is_found(us: Node) -> None:
    """One byte of a published statement that is not as it was signed fails the verification."""
    with public(us):
        channel = us.parts.channel(ANYBODY)
    (statement,) = channel.log.store.statements(0, 1)
    channel.log.store.close()
    path = us.config.logs / "channel-zz.db"
    data = path.read_bytes()
    assert statement[-32:] in data
    path.write_bytes(data.replace(statement[-32:], bytes([statement[-32] ^ 1]) + statement[-31:]))
    with pytest.raises(VerificationFailed):
        us.verify()
