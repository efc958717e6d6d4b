"""Two nodes of different versions: the US has a kind of record that Mexico does not know yet."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from ambos.kernel.acts import New
from ambos.kernel.fields import Text
from ambos.kernel.kinds import Field, Kind
from ambos.node import assemble
from ambos.node.node import Node
from ambos.node.quarantine import answer_not_understood
from ambos.testing.clock import HandClock
from ambos.testing.pair import create
from ambos.values.handling import Label

NEW = Kind(
    "glimpse",
    domain="plan",
    version=1,
    caption=("note",),
    list=("note",),
    fields=(Field("note", Text(), required=True),),
)


class World:
    """The US with a kind that Mexico does not know yet."""

    def __init__(self, folder: Path, stack: ExitStack, patch: pytest.MonkeyPatch) -> None:
        self.clock, self._patch, self._stack = HandClock(), patch, stack
        with patch.context() as newer:
            newer.setattr(assemble, "KINDS", (*assemble.KINDS, NEW))
            self.us = stack.enter_context(create(folder, "US", self.clock))
        self.mx = stack.enter_context(create(folder, "MX", self.clock))
        self.us.add_peer(self.mx.card())
        self.mx.add_peer(self.us.card())

    def exchange(self) -> None:
        """Let each take what the other has, and tell what it does not understand."""
        self.mx.take_from(self.us)
        answer_not_understood(self.mx)
        self.us.take_from(self.mx)
        answer_not_understood(self.us)

    def upgrade(self) -> None:
        """Close Mexico's node and open it with the newer program."""
        self.mx.close()
        self._patch.setattr(assemble, "KINDS", (*assemble.KINDS, NEW))
        self.mx = self._stack.enter_context(Node.open(self.mx.config.home, now=self.clock.now))


def sight(world: World, *slugs: str) -> list[str]:
    """Say things of the new kind at the US node, for Mexico."""
    news = [New("glimpse", slug, {"note": f"Note {slug}"}, Label(("MX",))) for slug in slugs]
    return [written.rid.hex() for written in world.us.propose(news)]
