"""One party in the world: its node in a folder, its clock, its border, and what it remembers to have said."""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from ambos.exchange.pull import Pull
from ambos.kernel.acts import New
from ambos.kernel.chance import Chance, system_chance
from ambos.kernel.ledger import Written
from ambos.node.bordering import put_out, tell_border
from ambos.node.identity import own_card, versions
from ambos.node.keysets import Change, rotate
from ambos.node.node import Node
from ambos.testing.clock import HandClock
from ambos.values.handling import PUBLIC

COPY, TWIN = "copy", "twin"


class Site:
    """A party's node, which can be stopped, copied, put back, and impersonated.

    ``said`` are the records that it acknowledged to whoever wrote them, in their order.
    """

    def __init__(
        self, party: str, home: Path, clock: HandClock, skew: int = 0, chance: Chance = system_chance
    ) -> None:
        self.party = party
        self.home = home
        self.skew = skew
        self.said: list[bytes] = []
        self.life = 0
        self._clock = clock
        self._chance = chance
        self._node: Node | None = None
        self._copied: list[bytes] = []

    def now(self) -> datetime:
        """Give the moment by this party's own clock."""
        return self._clock.now() + timedelta(seconds=self.skew)

    @property
    def node(self) -> Node:
        """Give the node, opened if it is not."""
        if self._node is None:
            self._node = Node.open(self.home, now=self.now)
            self._node.parts.ledger.chance = self._chance
        return self._node

    def stop(self) -> None:
        """End the node's process; whatever it was fetching is lost."""
        self.life += 1
        if self._node is not None:
            self._node.close()
            self._node = None

    def say(self, write: Callable[[Node], list[Written]]) -> None:
        """Write records, and remember that they were acknowledged."""
        self.remember(write(self.node))

    def remember(self, written: list[Written]) -> None:
        """Remember what was acknowledged."""
        self.said += [item.rid for item in written]

    def copy(self) -> None:
        """Make a backup of the whole folder, keys and marks included."""
        self.stop()
        self._replace(self._beside(COPY), self.home)
        self._copied = list(self.said)

    @property
    def copied(self) -> bool:
        """Say whether there is a backup."""
        return self._beside(COPY).is_dir()

    def restore(self, border: bool) -> list[bytes]:
        """Put the backup back, the border's folder too if it is lost; give what was said since."""
        self.stop()
        kept = self.home.with_name(f"{self.home.name}-border")
        if not border:
            self._replace(kept, self.home / "border")
        self._replace(self.home, self._beside(COPY))
        if not border:
            self._replace(self.home / "border", kept)
        lost = self.said[len(self._copied) :]
        self.said = list(self._copied)
        return lost

    def lie(self, slug: str, peer: str) -> Path:
        """Let somebody with all our keys go on from here in secret; give the outbox that they made."""
        self.stop()
        twin = Site(self.party, self._beside(TWIN), self._clock, self.skew)
        self._replace(twin.home, self.home)
        body = {"happened": "2026-01-05", "name": {"en": "A lie"}, "sort": "incident"}
        try:
            twin.node.propose([New("event", slug, body, PUBLIC)])
            twin.publish(peer)
        finally:
            twin.stop()
        return twin.outbox(peer)

    def rotate(self, change: Change) -> None:
        """Roll this party's keys; whoever has a backup makes a new one, for the old has not the new keys."""
        rotate(self.node, change, self.node.config.roots)
        if self.copied:
            self.copy()

    def introduce(self, other: "Site") -> None:
        """Be told of another's key sets over another line, one after the other, as far as they are new."""
        held = self.node.partner(other.party).card.keys.version
        for version in versions(other.node.config):
            if version > held:
                self.node.add_peer(own_card(other.node.config, version))

    def outbox(self, peer: str) -> Path:
        """Give the folder from which the border serves a partner."""
        return self.home / "border" / "peers" / peer.lower()

    def publish(self, peer: str) -> None:
        """Release what may leave, and put it out for the partner: the end of every visit to it."""
        tell_border(self.node)
        put_out(self.node, peer)

    def visit(self, peer: str) -> Pull:
        """Begin a visit to a partner's border."""
        node = self.node
        openers = list(node.parts.secrets.openers().values())
        partner = node.partner(peer)
        cosigners, given_up = partner.demand_flowing().cosigners(), partner.given_up()
        mirror, channel = node.mirrors()[peer], node.channel(peer)
        return Pull(mirror, channel, cosigners, openers, given_up=given_up)

    def _beside(self, name: str) -> Path:
        return self.home.with_name(f"{self.home.name}-{name}")

    @staticmethod
    def _replace(target: Path, source: Path) -> None:
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target)
