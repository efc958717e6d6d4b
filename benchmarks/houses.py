"""Two nodes wired as in production: one that writes and releases, one that receives."""

from datetime import UTC, datetime
from pathlib import Path

from ambos.exchange.channel import Channel
from ambos.exchange.mirror import Mirror
from ambos.exchange.pair import carry
from ambos.kernel.keys import Signer
from ambos.kernel.projection import Projection
from ambos.kernel.record import Draft
from ambos.node.assemble import Parts, assemble
from ambos.node.card import Card
from ambos.node.certificate import make_certificate
from ambos.node.config import Config
from ambos.node.identity import make_first_card, own_card
from ambos.node.officers import enrol
from ambos.node.secrets import Secrets
from ambos.values.handling import PUBLIC

OFFICER = "secretariat"


def now() -> datetime:
    """Give the present moment."""
    return datetime.now(UTC)


class House:
    """One node's parts, with its first keys in the log."""

    def __init__(self, config: Config) -> None:
        config.home.mkdir(parents=True)
        Secrets(config.keys).create()
        make_certificate(config.border, config.name, now())
        make_first_card(config)
        self.config = config
        self.parts: Parts = assemble(config, now)
        self.mirrors = self.parts.mirrors
        self.ledger = self.parts.ledger
        authority = self.authority()
        first = Draft("key", "key/authority", authority.key_body(config.party), PUBLIC)
        self.ledger.write([first], authority)
        enrol(self.parts, OFFICER, {"name": "A. Officer", "roles": ["secretariat"]})
        # a channel asks the tables which bodies it holds back
        Projection(self.parts.tables, self.parts.register, config.party).update([self.ledger])

    def authority(self) -> Signer:
        """Give the key under which machines write."""
        return self.parts.secrets.authority()

    def officer(self) -> Signer:
        """Give the key of the one person."""
        return self.parts.secrets.officer(OFFICER)

    def card(self) -> Card:
        """Give the public side."""
        return own_card(self.config)

    def follow(self, other: "House") -> Channel:
        """Open a mirror of the other's channel to us, bring it up to date, and give the channel."""
        channel = other.parts.channel(self.config.party)
        mirror = self.parts.mirror(other.card())
        channel.release()
        carry(channel, mirror, *self.card().cosigners())
        self.mirrors[other.config.party] = mirror
        return channel


class Pair:
    """A writer in the US and a reader in Mexico, each the other's partner; ``channel`` leads south."""

    def __init__(self, home: Path, store: str) -> None:
        self.home = home
        self.writer = House(Config(home / "us", "US", f"us-{home.name}", store))
        self.reader = House(Config(home / "mx", "MX", f"mx-{home.name}", store))
        self._north = self.writer.follow(self.reader)
        self.channel = self.reader.follow(self.writer)

    @property
    def mirror(self) -> Mirror:
        """Give the reader's mirror of the channel."""
        return self.reader.mirrors["US"]

    def close(self) -> None:
        """Release every store."""
        for house in (self.writer, self.reader):
            for mirror in house.mirrors.values():
                mirror.close()
            house.ledger.log.store.close()
            house.parts.keys.close()
            house.parts.tables.close()
        for channel in (self._north, self.channel):
            channel.log.store.close()
