"""Who may sign at which place of a log: the key book, folded from the log's own key records (spec/record 6).

The first record of every log is its authority's own key, signed by itself; everything else follows from it.
A key counts from its record on, up to the record that ends it, so a stolen key cannot sign the past.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import Any

from ambos.kernel import ed25519
from ambos.kernel.canonical import encode
from ambos.kernel.record import KID_BYTES
from ambos.kernel.seal import Statement
from ambos.values.errors import VerificationFailed

KEY, KEY_END = "key", "key-end"
ENDS = "ends"  # the relation of the end of a key to its record
AUTHORITY, OFFICER = "authority", "officer"
_POSSESSION = b"ambos key possession\n"
_HEXADECIMAL = re.compile("([0-9a-f]{2})+", re.ASCII)


class KeyUnknown(VerificationFailed):
    """The record is signed by a key that this log did not hold at that place."""

    code = "keys.unknown"


class KeyNotProven(VerificationFailed):
    """A key record breaks a rule: no proof of possession, a wrong signer, a second use."""

    code = "keys.not-proven"


@dataclass(frozen=True)
class Signer:
    """A key that can sign: whose it is, its id, its secret seed."""

    holder: str
    purpose: str
    public: bytes
    seed: bytes = field(repr=False)

    @classmethod
    def of(cls, seed: bytes, holder: str, purpose: str) -> "Signer":
        """Derive the signer of a 32-byte secret seed."""
        return cls(holder, purpose, ed25519.generate(seed), seed)

    @cached_property
    def kid(self) -> bytes:
        """Give the short id under which statements name this key."""
        return key_id(self.public)

    def sign(self, message: bytes) -> bytes:
        """Give the Ed25519 signature of ``message``."""
        return ed25519.sign(self.seed + self.public, message)

    def key_body(self, party: str) -> dict[str, str]:
        """Give the body of the record that registers this key, with the proof that we hold it."""
        proof = self.sign(possession(party, self.holder, self.purpose, self.public))
        return {
            "holder": self.holder,
            "purpose": self.purpose,
            "public": self.public.hex(),
            "proof": proof.hex(),
        }


@dataclass(frozen=True, slots=True)
class Holding:
    """A registered key: from which place on it counts, and up to which."""

    holder: str
    purpose: str
    public: bytes
    rid: bytes
    first: int
    last: int | None = None


def thumbprint(public: bytes) -> bytes:
    """Give the COSE key thumbprint of an Ed25519 key (RFC 9679: SHA-256 over the required members)."""
    return sha256(encode({1: 1, -1: 6, -2: public})).digest()


def key_id(public: bytes) -> bytes:
    """Give the first eight bytes of the key's thumbprint."""
    return thumbprint(public)[:KID_BYTES]


def grouped(digest: bytes) -> str:
    """Give a digest as officers read it aloud: groups of four hexadecimal digits."""
    digits = digest.hex()
    return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))


def possession(party: str, holder: str, purpose: str, public: bytes) -> bytes:
    """Give the bytes that a new key signs to prove that its holder has it."""
    return _POSSESSION + encode([party, holder, purpose, public])


class KeyBook:
    """The keys of one party as its log (or a peer's channel) registers them, place by place."""

    def __init__(self, party: str, authority: bytes | None = None) -> None:
        self.party = party
        self._pinned = authority
        self._keys: dict[bytes, Holding] = {}

    def __iter__(self) -> Any:
        return iter(self._keys.values())

    def public(self, kid: bytes, place: int) -> bytes:
        """Give the key that ``kid`` names at ``place``, or raise ``KeyUnknown``."""
        return self.holding(kid, place).public

    def holding(self, kid: bytes, place: int) -> Holding:
        """Give who holds ``kid`` at ``place``, or raise ``KeyUnknown``."""
        held = self._keys.get(kid)
        if held is None or place <= held.first or (held.last is not None and place > held.last):
            raise KeyUnknown(key=kid.hex(), seq=place)
        return held

    def first_key(self, statement: Statement, body: Mapping[str, Any]) -> bytes:
        """Give the key of a log's first record, which must be the authority's own (and the pinned one)."""
        public = _public(body)
        pinned = self._pinned is None or self._pinned == public
        if statement.header.kind != KEY or _text(body, "purpose") != AUTHORITY or not pinned:
            raise KeyNotProven(seq=0, reason="the log does not begin with its authority's key")
        return public

    def admit(self, statement: Statement, body: Mapping[str, Any], place: int) -> None:
        """Fold one key record, its signature already verified; refuse one that breaks a rule."""
        header = statement.header
        if place and self.holding(header.kid, place).purpose != AUTHORITY:
            raise KeyNotProven(seq=place, reason="only the authority registers or ends keys")
        if header.kind == KEY_END:
            self._end(header.refers(ENDS), place)
            return
        held = Holding(_text(body, "holder"), _text(body, "purpose"), _public(body), header.rid, place)
        kid = key_id(held.public)
        if kid in self._keys:
            raise KeyNotProven(seq=place, reason="the key is registered already")
        message = possession(self.party, held.holder, held.purpose, held.public)
        ed25519.verify(held.public, message, _octets(body, "proof"))
        self._keys[kid] = held

    def _end(self, rids: tuple[bytes, ...], place: int) -> None:
        for kid, held in self._keys.items():
            if held.rid in rids and held.last is None:
                self._keys[kid] = replace(held, last=place)


def _public(body: Any) -> bytes:
    return ed25519.check_public(_octets(body, "public"))


def _octets(body: Any, name: str) -> bytes:
    text = _text(body, name)
    if not _HEXADECIMAL.fullmatch(text):
        raise KeyNotProven(seq=0, reason=f"a key record whose {name} is not hexadecimal")
    return bytes.fromhex(text)


def _text(body: Any, name: str) -> str:
    """Give a field of a key record's body, which is a partner's word and may be anything."""
    value = body.get(name) if isinstance(body, dict) else None
    if not isinstance(value, str):
        raise KeyNotProven(seq=0, reason=f"a key record without {name}")
    return value
