"""Partners as this house records them: the key set, where their border is, whether anything flows."""

import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Protocol

from ambos.exchange.channel import Channel
from ambos.exchange.keyset import (
    KeySetForeign,
    KeySetSkips,
    KeySetUnsigned,
    demand_follows,
    parse_key_set,
)
from ambos.exchange.mirror import Mirror
from ambos.exchange.post import parse_listen, remove_post
from ambos.kernel.access import RUN
from ambos.kernel.ledger import Written
from ambos.kernel.note import Algorithm, VerifierKey
from ambos.kernel.reading import Opened
from ambos.kernel.shelf import RecordRow, Shelf
from ambos.node.assemble import Parts
from ambos.node.card import Card
from ambos.node.config import Config
from ambos.values.errors import Misused, Refused
from ambos.values.handling import Label

_ADDRESS = re.compile(r"https://[^\s/?#@]+/?", re.ASCII)


class OwnCard(Refused):
    """The card is of this node's own party, or bears this node's name: no partner's."""

    code = "node.own-card"


class PeerReplaced(Refused):
    """The card would put another node in the place of a partner whose records are held, or under its name."""

    code = "node.peer-replaced"


class AddressInvalid(Misused):
    """Where a border answers is not an https address with a host and nothing behind it; data: ``value``."""

    code = "node.address-invalid"


class PeerUntrusted(Refused):
    """Nothing flows to or from a partner whose fingerprint was not compared; data: ``peer``."""

    code = "node.peer-untrusted"


class PeerRemoved(Refused):
    """Nothing flows to or from a partner that was removed; data: ``peer``."""

    code = "node.peer-removed"


@dataclass(frozen=True)
class Partner:
    """A partner as the newest record of it says.

    ``own_version`` is the version of our own key set when it was registered; ``past`` are public keys of its
    earlier sets, under which notes that we hold may be signed; ``address`` is where its border answers,
    ``listen`` where ours listens for it. Nothing flows unless it is both trusted and active.
    """

    card: Card
    own_version: int
    past: tuple[bytes, ...] = ()
    address: str = ""
    listen: str = ""
    trusted: bool = False
    active: bool = True

    @property
    def flows(self) -> bool:
        """Say whether anything may be released to it or received from it."""
        return self.trusted and self.active

    def demand_flowing(self) -> Card:
        """Give the card, or refuse a partner that is removed or not trusted yet."""
        if not self.active:
            raise PeerRemoved(peer=self.card.party)
        return self.demand_trusted()

    def demand_trusted(self) -> Card:
        """Give the card, or refuse a partner that is not trusted yet; a removed one may be."""
        if not self.trusted:
            raise PeerUntrusted(peer=self.card.party)
        return self.card

    def cosigners(self) -> list[VerifierKey]:
        """Give every key under which it acknowledges or ever did; none while it is not trusted."""
        return list(dict.fromkeys([*self.card.cosigners(), *self.given_up()])) if self.trusted else []

    def given_up(self) -> list[VerifierKey]:
        """Give the keys under which it acknowledged by its earlier key sets."""
        return [VerifierKey(self.card.name, Algorithm.ED25519_COSIGNATURE, key) for key in self.past]

    def body(self) -> dict[str, Any]:
        """Give the body of the record that says so."""
        card = self.card
        said = {
            "past_notes": [key.hex() for key in self.past],
            "address": self.address,
            "listen": self.listen,
        }
        return {
            "party": card.party,
            "name": card.name,
            "key_version": card.keys.version,
            "key_set": b64encode(bytes(card.signed)).decode(),
            "own_version": self.own_version,
            "trusted": self.trusted,
            "active": self.active,
            **{name: value for name, value in said.items() if value},
        }


def partner_of(body: Mapping[str, Any]) -> Partner:
    """Give the partner that a record of this house tells of; its set was verified before it was written."""
    return Partner(
        _card_of(body["key_set"]),
        own_version=body["own_version"],
        past=tuple(bytes.fromhex(key) for key in body.get("past_notes") or ()),
        address=body.get("address") or "",
        listen=body.get("listen") or "",
        trusted=bool(body.get("trusted", False)),
        active=bool(body.get("active", True)),
    )


@lru_cache(64)
def _card_of(text: str) -> Card:
    """Read a set that is held; the same few are asked for with every act."""
    return Card(parse_key_set(b64decode(text)))


def registered(card: Card, known: Mapping[str, Partner], held: int, own_version: int) -> Partner:
    """Give how a partner stands once it is registered by this card; ``held`` of its records are held.

    It is trusted if it was and the card is the one held or follows it. Refused: another party's name, since
    logs are told apart by it; and, of a partner whose records are held or who was removed, any other card.
    """
    if any(peer.card.name == card.name for party, peer in known.items() if party != card.party):
        raise PeerReplaced(party=card.party, name=card.name, held=held)
    before = known.get(card.party)
    if before is None:
        return Partner(card, own_version)
    if before.card.keys == card.keys:
        return replace(before, active=True)
    try:
        return following(before, card)
    except (KeySetForeign, KeySetSkips, KeySetUnsigned) as error:
        if before.active and not held:
            return Partner(card, own_version, address=before.address, listen=before.listen)
        if isinstance(error, KeySetForeign):
            raise PeerReplaced(party=card.party, name=card.name, held=held) from error
        raise


def following(before: Partner, card: Card) -> Partner:
    """Give how a partner stands by the next version of its key set; refuse any that does not follow."""
    demand_follows(before.card.keys, card.signed)
    past = [*before.past, *(key.public for key in before.card.keys.notes)]
    return replace(before, card=card, past=tuple(dict.fromkeys(past)), active=True)


class House(Protocol):
    """The node as partners and key sets see it."""

    config: Config

    @property
    def parts(self) -> Parts:
        """Give what the node is made of."""

    @property
    def house(self) -> str:
        """Give the name of the house log."""

    @property
    def shelf(self) -> Shelf:
        """Give the tables as the officer may see them."""

    def may(self, action: str) -> bool:
        """Say whether the officer may do this at the node."""

    def demand(self, action: str) -> None:
        """Refuse unless the officer may do this at the node."""

    def declare(self, kind: str, subject: str, body: Mapping[str, Any], label: Label) -> Written:
        """Write what the node says of itself."""

    def refresh(self) -> int:
        """Bring the tables up to the logs."""

    def turn(self, party: str) -> None:
        """Go by the keys that count for a partner now."""

    def card(self) -> Card:
        """Give the node's public side."""

    def partner(self, party: str) -> Partner:
        """Give how a registered partner stands, or refuse."""

    def partners(self) -> dict[str, Partner]:
        """Give how the registered partners stand."""

    def mirrors(self) -> dict[str, Mirror]:
        """Give the mirrors of the partners' channels."""

    def channel(self, party: str) -> Channel:
        """Give the channel to a partner."""

    def read_record(self, row: RecordRow) -> Opened:
        """Give a record with its body."""


def introduce(
    node: House, card: Card, *, trusted: bool = False, address: str = "", listen: str = ""
) -> Partner:
    """Register a partner by its card; ``trusted`` says that its fingerprint was compared over another line.

    What is known of a partner stays: its addresses unless others are given, and its trust if its card is the
    one held or follows it. Refused: our own card, and one that would take the place of a partner whose
    records we hold.
    """
    node.demand(RUN)
    if card.party == node.config.party or card.name == node.config.name:
        raise OwnCard(party=card.party, name=card.name)
    known = node.partners()
    mirror = node.mirrors().get(card.party)
    own = node.card().keys.version
    partner = registered(card, known, mirror.size() if mirror else 0, own)
    placed = _placed(partner, address or None, listen or None)
    return write_partner(node, replace(placed, trusted=trusted or partner.trusted))


def write_partner(node: House, partner: Partner) -> Partner:
    """Write how a partner stands from now on; its channel and mirror go by the keys that count then."""
    node.demand(RUN)
    party = partner.card.party
    if node.partners().get(party) != partner:
        node.declare("peer", f"peer/{party.lower()}", partner.body(), Label())
    node.turn(party)
    return partner


def trust(node: House, party: str) -> Partner:
    """Trust a partner whose fingerprint was compared over another line; refused for one that was removed."""
    partner = node.partner(party)
    if not partner.active:
        raise PeerRemoved(peer=party)
    return write_partner(node, replace(partner, trusted=True))


def follow_card(node: House, party: str, card: Card) -> Partner:
    """Hold a partner to the next version of its key set, given as a card; refused if it does not follow."""
    partner = node.partner(party)
    if not partner.active:
        raise PeerRemoved(peer=party)
    return partner if partner.card.keys == card.keys else write_partner(node, following(partner, card))


def place(node: House, party: str, address: str | None, listen: str | None) -> Partner:
    """Say where a partner's border answers and where ours listens for it; an empty text takes it out.

    Refused: an address that is not https with a host and nothing behind it, a listener without host or port.
    """
    return write_partner(node, _placed(node.partner(party), address, listen))


def _placed(partner: Partner, address: str | None, listen: str | None) -> Partner:
    if address and not _ADDRESS.fullmatch(address):
        raise AddressInvalid(value=address)
    if listen:
        parse_listen(listen)
    told = partner.address if address is None else address
    return replace(partner, address=told, listen=partner.listen if listen is None else listen)


def remove(node: House, party: str) -> Partner:
    """Let nothing flow to or from a partner any more, and take away what its border is served.

    What was received stays readable. It may be registered again by the card that is held or one that follows.
    """
    partner = write_partner(node, replace(node.partner(party), active=False))
    remove_post(node.config.border, party)
    return partner
