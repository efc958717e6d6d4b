"""A node's card: the public side that a partner needs to hold it to its word, as one small JSON file."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from ambos.exchange.mirror import Peer
from ambos.exchange.sealing import Recipient
from ambos.kernel import ed25519
from ambos.kernel.keys import fingerprint
from ambos.kernel.note import ML_DSA_44_PUBLIC_BYTES, Algorithm, VerifierKey
from ambos.node.certificate import pem_of
from ambos.values.errors import AmbosError, Misused, Refused
from ambos.values.ids import parse_party, parse_slug


class CardInvalid(Misused):
    """The file is not a node's card."""

    code = "node.card-invalid"


class PeerReplaced(Refused):
    """The card would put another node in the place of a partner whose records are held, or under its name."""

    code = "node.peer-replaced"


@dataclass(frozen=True)
class Card:
    """Party and name of a node, its public keys and the certificate of its border in hexadecimal digits."""

    party: str
    name: str
    authority: str
    notes: str
    notes_pq: str
    exchange: str
    tls: str

    def print(self) -> str:
        """Give the card as the JSON that ``parse_card`` reads."""
        return json.dumps(asdict(self), indent=2) + "\n"

    @property
    def fingerprint(self) -> str:
        """Give the authority key's fingerprint, to be read aloud over another line."""
        return fingerprint(bytes.fromhex(self.authority))

    def recipient(self) -> Recipient:
        """Give the key to which what this node receives is sealed."""
        return Recipient(bytes.fromhex(self.exchange))

    def certificate(self) -> bytes:
        """Give the certificate of this node's border (DER)."""
        return bytes.fromhex(self.tls)

    def origin(self, reader: str) -> str:
        """Give the origin of this node's channel to the party ``reader``."""
        return channel_origin(self.name, reader)

    def verifiers(self, origin: str) -> list[VerifierKey]:
        """Give the keys that sign the notes of one of this node's logs."""
        return [
            VerifierKey(origin, Algorithm.ED25519, bytes.fromhex(self.notes)),
            VerifierKey(origin, Algorithm.ML_DSA_44, bytes.fromhex(self.notes_pq)),
        ]

    def cosigner(self) -> VerifierKey:
        """Give the key under which this node acknowledges what it received."""
        return VerifierKey(self.name, Algorithm.ED25519_COSIGNATURE, bytes.fromhex(self.notes))

    def peer(self, reader: str) -> Peer:
        """Give what a mirror for the party ``reader`` holds this node to."""
        return Peer(self.party, bytes.fromhex(self.authority), self.verifiers(self.origin(reader)))


FIELDS = tuple(field.name for field in fields(Card))


def channel_origin(name: str, reader: str) -> str:
    """Give the origin of the channel that the node ``name`` keeps for a party."""
    return f"{name}/channel/{reader.lower()}"


def parse_card(text: str) -> Card:
    """Read a card; refuses other fields, keys of a wrong form and small-order keys."""
    try:
        card = Card(**json.loads(text))
        check_card(card)
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise CardInvalid(reason=str(error)[:120]) from error
    except AmbosError as error:
        raise CardInvalid(reason=error.code) from error
    return card


def check_card(card: Card) -> None:
    """Refuse a party, a name or a key of a wrong form, length or spelling."""
    parse_party(card.party)
    parse_slug(card.name)
    for key in (card.authority, card.notes):
        ed25519.check_public(_digits(key))
    if len(_digits(card.notes_pq)) != ML_DSA_44_PUBLIC_BYTES:
        raise ValueError("notes_pq")
    Recipient(_digits(card.exchange))
    pem_of(_digits(card.tls))


def _digits(text: str) -> bytes:
    """Read small hexadecimal digits without spaces: one key has one spelling."""
    data = bytes.fromhex(text)
    if data.hex() != text:
        raise ValueError("not hexadecimal digits")
    return data


def demand_same_node(card: Card, known: Mapping[str, Card], held: int) -> None:
    """Refuse a card by which what is held of its party could no longer be verified; ``held`` records are.

    Another party's name is refused too: logs are told apart by it.
    """
    named = any(peer.name == card.name for party, peer in known.items() if party != card.party)
    if named or (held and known.get(card.party) != card):
        raise PeerReplaced(party=card.party, name=card.name, held=held)


def card_of(body: dict[str, Any]) -> Card:
    """Give the card that a peer record holds."""
    return Card(**{name: body[name] for name in FIELDS})
