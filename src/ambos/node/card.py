"""A node's card: its signed key set as one JSON file, handed to a partner and compared by fingerprint."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from ambos.exchange.keyset import (
    KeySet,
    KeySetMalformed,
    Proven,
    RootSignature,
    SignedKeySet,
    check_key_set,
    parse_key_set,
)
from ambos.exchange.mirror import Peer
from ambos.exchange.sealing import Recipient
from ambos.kernel.note import Algorithm, VerifierKey
from ambos.values.errors import Misused, ValueInvalid

PARTS = tuple(field.name for field in fields(KeySet))


class CardInvalid(Misused):
    """The file is not a node's card; data: ``reason`` (a code, or what the reader of the file met)."""

    code = "node.card-invalid"


@dataclass(frozen=True)
class Card:
    """The public side of a node: what its key set says, in the forms that checking needs."""

    signed: SignedKeySet

    @property
    def keys(self) -> KeySet:
        """Give the key set."""
        return self.signed.keys

    @property
    def party(self) -> str:
        """Give the party that the node speaks for."""
        return self.keys.party

    @property
    def name(self) -> str:
        """Give the node's name, the first part of its logs' origins."""
        return self.keys.name

    @property
    def authority(self) -> str:
        """Give the authority's first key in hexadecimal digits."""
        return self.keys.authority.public.hex()

    @property
    def fingerprint(self) -> str:
        """Give the fingerprint of the whole key set, to be read aloud over another line."""
        return self.keys.fingerprint

    def plain(self) -> dict[str, Any]:
        """Give the card as JSON has it, every key in hexadecimal digits."""
        said = {name: _hex(getattr(self.keys, name)) for name in PARTS}
        return {**said, "signatures": _hex(self.signed.signatures), "fingerprint": self.fingerprint}

    def __str__(self) -> str:
        """Print the card as the JSON that ``parse_card`` reads."""
        return json.dumps(self.plain(), indent=2) + "\n"

    def recipient(self) -> Recipient:
        """Give the key to which what this node receives is sealed."""
        return Recipient(self.keys.exchange[0])

    def certificate(self) -> bytes:
        """Give the certificate of this node's border that is in use (DER)."""
        return self.keys.certificates[0]

    def certificates(self) -> tuple[bytes, ...]:
        """Give every certificate under which this node's border may answer (DER): in use, then the next."""
        return self.keys.certificates

    def origin(self, reader: str) -> str:
        """Give the origin of this node's channel to the party ``reader``."""
        return channel_origin(self.name, reader)

    def verifiers(self, origin: str) -> list[VerifierKey]:
        """Give the keys that sign the notes of one of this node's logs: those in use, then those before."""
        pairs = zip(self.keys.notes, self.keys.notes_pq, strict=True)
        return [
            VerifierKey(origin, algorithm, key.public)
            for pair in pairs
            for algorithm, key in zip((Algorithm.ED25519, Algorithm.ML_DSA_44), pair, strict=True)
        ]

    def cosigner(self) -> VerifierKey:
        """Give the key in use with which this node acknowledges what it received."""
        return self.cosigners()[0]

    def cosigners(self) -> list[VerifierKey]:
        """Give every key under which this node may acknowledge what it received."""
        algorithm = Algorithm.ED25519_COSIGNATURE
        return [VerifierKey(self.name, algorithm, key.public) for key in self.keys.notes]

    def peer(self, reader: str, past: Sequence[bytes] = ()) -> Peer:
        """Give what a mirror for the party ``reader`` holds this node to.

        ``past`` are public keys of earlier key sets: good for the notes that are stored, for none that come.
        """
        origin = self.origin(reader)
        stored = [VerifierKey(origin, Algorithm.ED25519, key) for key in past]
        return Peer(self.party, self.keys.authority.public, self.verifiers(origin), stored)


def channel_origin(name: str, reader: str) -> str:
    """Give the origin of the channel that the node ``name`` keeps for a party."""
    return f"{name}/channel/{reader.lower()}"


def parse_card(text: str) -> Card:
    """Read a card; refuses other fields, another fingerprint, and a set that ``check_key_set`` refuses."""
    try:
        return Card(check_key_set(read_card(text).signed))
    except (KeySetMalformed, ValueInvalid) as error:
        raise CardInvalid(reason=error.code) from error


def read_card(text: str) -> Card:
    """Read a card whose set was verified before: one that this node keeps."""
    try:
        plain = json.loads(text)
        card = Card(_signed(plain))
        if card.plain() != plain:
            raise ValueError("fingerprint")
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError, KeySetMalformed) as error:
        raise CardInvalid(reason=str(error)[:120]) from error
    return card


def _signed(plain: Mapping[str, Any]) -> SignedKeySet:
    keys = {name: _bytes(plain[name]) for name in PARTS if type(plain[name]) is list}
    for name in ("roots", "notes", "notes_pq"):
        keys[name] = tuple(Proven(*key) for key in keys[name])
    keys["authority"] = Proven(*keys["authority"])
    said = {name: plain[name] for name in PARTS if name not in keys}
    signatures = tuple(RootSignature(*each) for each in _bytes(plain["signatures"]))
    made = SignedKeySet(KeySet(**said, **keys), signatures)
    return parse_key_set(bytes(made))  # demands the type of every part


def _hex(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_hex(item) for item in value]
    return value.hex() if isinstance(value, bytes) else value


def _bytes(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_bytes(item) for item in value)
    return bytes.fromhex(value)
