"""A party's key set: every key that a partner holds its node to, under roots that lie off the machine.

A set is believed by its roots alone: so many of them sign it as its threshold says, and every later version
is signed by so many of the version before as well (the rule of The Update Framework). Whoever
claims a key in it proves to have it (spec/exchange, "Key sets").
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple, TypeVar

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey
from cryptography.hazmat.primitives.serialization import Encoding

from ambos.exchange.sealing import Recipient
from ambos.kernel import ed25519
from ambos.kernel.canonical import NotCanonical, decode, encode
from ambos.kernel.keys import Signer, grouped, key_id
from ambos.kernel.note import ML_DSA_44_PUBLIC_BYTES
from ambos.values.errors import Refused, VerificationFailed
from ambos.values.ids import parse_party, parse_slug

ROOT, AUTHORITY, NOTES, NOTES_PQ = "root", "authority", "notes", "notes-pq"
MAX_BYTES = 32_768
MAX_ROOTS, OVERLAP = 9, 2  # of the other keys two: one in use, one before it or after it
MAX_VERSION = 2**31 - 1
_SIGNED = b"ambos key set\n"
T = TypeVar("T")
_POSSESSION = b"ambos key set possession\n"
_FIELDS = frozenset(
    (
        "party",
        "name",
        "version",
        "threshold",
        "roots",
        "authority",
        "notes",
        "notes_pq",
        "exchange",
        "certificates",
    )
)


class KeySetMalformed(VerificationFailed):
    """The bytes are not a key set, or it contradicts itself; data: ``reason``."""

    code = "exchange.key-set-malformed"


class KeySetUnproven(VerificationFailed):
    """A key of the set was not shown to be in its party's hands; data: ``purpose``, ``key``."""

    code = "exchange.key-set-unproven"


class KeySetUnsigned(VerificationFailed):
    """Fewer roots have signed than must; data: ``party``, ``version``, ``found``, ``needed``."""

    code = "exchange.key-set-unsigned"


class KeySetSkips(Refused):
    """The set is not the next version of the one that is held; data: ``party``, ``held``, ``found``."""

    code = "exchange.key-set-skips"


class KeySetForeign(Refused):
    """The set is of another party, name or authority than the one that is held; data: ``party``, ``name``."""

    code = "exchange.key-set-foreign"


class Proven(NamedTuple):
    """A public key, and the signature by which its holder showed to have it."""

    public: bytes
    proof: bytes


@dataclass(frozen=True)
class KeySet:
    """What one version says.

    ``authority`` is the first key of every log of the node and never changes; later ones are registered in
    the logs themselves. ``notes`` and ``notes_pq`` sign the heads of logs: the key in use, then the one
    before it, still good for checking. ``exchange`` are the keys to seal to: in use, then before.
    ``certificates`` are those of the border (DER): in use, then the next.
    """

    party: str
    name: str
    version: int
    threshold: int
    roots: tuple[Proven, ...]
    authority: Proven
    notes: tuple[Proven, ...]
    notes_pq: tuple[Proven, ...]
    exchange: tuple[bytes, ...]
    certificates: tuple[bytes, ...]

    def __bytes__(self) -> bytes:
        """Print the one byte form, which the roots sign."""
        body = {name: getattr(self, name) for name in _FIELDS}
        for name in ("roots", "notes", "notes_pq"):
            body[name] = [list(key) for key in body[name]]
        for name in ("authority", "exchange", "certificates"):
            body[name] = list(body[name])
        return encode(body)

    @property
    def fingerprint(self) -> str:
        """Give the SHA-256 of the byte form as officers read it aloud; it covers every key of the set."""
        return grouped(sha256(bytes(self)).digest())


class RootSignature(NamedTuple):
    """One root's signature over a set, and the id of the root."""

    kid: bytes
    signature: bytes


@dataclass(frozen=True)
class SignedKeySet:
    """A key set and what roots have signed it, in the order of their ids."""

    keys: KeySet
    signatures: tuple[RootSignature, ...]

    def __bytes__(self) -> bytes:
        """Print the byte form in which a set travels and is kept."""
        return encode([bytes(self.keys), [list(signature) for signature in self.signatures]])


# -- made


def possession(party: str, name: str, purpose: str, public: bytes) -> bytes:
    """Give the bytes that a key of a set signs to prove that its holder has it."""
    return _POSSESSION + encode([party, name, purpose, public])


def proven(party: str, name: str, purpose: str, seed: bytes) -> Proven:
    """Give the public side of a secret seed of 32 bytes, with the proof of possession."""
    if purpose == NOTES_PQ:
        lattice = MLDSA44PrivateKey.from_seed_bytes(seed)
        public = lattice.public_key().public_bytes_raw()
        return Proven(public, lattice.sign(possession(party, name, purpose, public)))
    public = ed25519.generate(seed)
    return Proven(public, ed25519.sign(seed + public, possession(party, name, purpose, public)))


def sign_key_set(keys: KeySet, roots: Sequence[Signer]) -> SignedKeySet:
    """Sign a set by these roots; those of the version before sign beside its own."""
    message = _SIGNED + bytes(keys)
    made = {root.kid: RootSignature(root.kid, root.sign(message)) for root in roots}
    return SignedKeySet(keys, tuple(made[kid] for kid in sorted(made)))


# -- read


def parse_key_set(data: bytes) -> SignedKeySet:
    """Parse exactly what ``bytes(signed)`` prints; nothing is verified yet."""
    if len(data) > MAX_BYTES:
        raise KeySetMalformed(reason="too large")
    try:
        body, signatures = decode(data)
        return SignedKeySet(_key_set(decode(body)), tuple(_signatures(signatures)))
    except (NotCanonical, TypeError, ValueError, AttributeError) as error:
        raise KeySetMalformed(reason="form") from error


def _signatures(plain: Any) -> list[RootSignature]:
    found = [RootSignature(kid, signature) for kid, signature in _listed(plain)]
    if any(type(part) is not bytes for signature in found for part in signature):
        raise ValueError("signatures")
    if [item.kid for item in found] != sorted({item.kid for item in found}) or len(found) > 2 * MAX_ROOTS:
        raise ValueError("signatures")
    return found


def _key_set(body: Mapping[str, Any]) -> KeySet:
    if type(body) is not dict or body.keys() != _FIELDS:
        raise ValueError("fields")
    plain = {name: body[name] for name in ("party", "name", "version", "threshold")}
    if [type(value) for value in plain.values()] != [str, str, int, int]:
        raise ValueError("fields")
    return KeySet(
        **plain,
        roots=_every(_proven, body["roots"]),
        authority=_proven(body["authority"]),
        notes=_every(_proven, body["notes"]),
        notes_pq=_every(_proven, body["notes_pq"]),
        exchange=_every(_octets, body["exchange"]),
        certificates=_every(_octets, body["certificates"]),
    )


def _every(read: Callable[[Any], T], plain: Any) -> tuple[T, ...]:
    return tuple(map(read, _listed(plain)))


def _listed(plain: Any) -> list[Any]:
    if type(plain) is not list:
        raise ValueError("not a list")
    return plain


def _proven(plain: Any) -> Proven:
    public, proof = _listed(plain)
    return Proven(_octets(public), _octets(proof))


def _octets(plain: Any) -> bytes:
    if type(plain) is not bytes:
        raise ValueError("not bytes")
    return plain


# -- verified


def check_key_set(signed: SignedKeySet) -> SignedKeySet:
    """Give the set back if it stands by itself.

    Refused: counts that do not fit, a key that stands in two places, a key of small order or otherwise
    unfit, a key without proof of possession, fewer of its own roots' signatures than its threshold, and any
    signature of a root that fails. That an exchange key is in its party's hands shows only when it first
    opens something.
    """
    keys = signed.keys
    _demand_counts(keys)
    _demand_once(keys)
    for purpose, group in _purposes(keys):
        for key in group:
            _demand_proven(keys, purpose, key)
    _demand_threshold(signed, keys.roots, keys.threshold)
    for public in keys.exchange:
        Recipient(public)
    for certificate in keys.certificates:
        _demand_certificate(certificate)
    return signed


def demand_follows(old: KeySet, new: SignedKeySet) -> SignedKeySet:
    """Give ``new`` back if it is the version next to ``old``, signed by enough roots of both.

    Refused: another party, name or authority; a version skipped or repeated; too few signatures by the roots
    of ``old`` or of itself; whatever ``check_key_set`` refuses.
    """
    keys = new.keys
    if (keys.party, keys.name, keys.authority.public) != (old.party, old.name, old.authority.public):
        raise KeySetForeign(party=keys.party, name=keys.name)
    if keys.version != old.version + 1:
        raise KeySetSkips(party=keys.party, held=old.version, found=keys.version)
    check_key_set(new)
    _demand_threshold(new, old.roots, old.threshold)
    return new


def _purposes(keys: KeySet) -> list[tuple[str, tuple[Proven, ...]]]:
    return [
        (ROOT, keys.roots),
        (AUTHORITY, (keys.authority,)),
        (NOTES, keys.notes),
        (NOTES_PQ, keys.notes_pq),
    ]


def _demand_counts(keys: KeySet) -> None:
    parse_party(keys.party)
    parse_slug(keys.name)
    fit = {
        "version": 1 <= keys.version <= MAX_VERSION,
        "roots": 1 <= len(keys.roots) <= MAX_ROOTS,
        "threshold": 1 <= keys.threshold <= len(keys.roots),
        "notes": 1 <= len(keys.notes) <= OVERLAP and len(keys.notes) == len(keys.notes_pq),
        "exchange": 1 <= len(keys.exchange) <= OVERLAP,
        "certificates": 1 <= len(keys.certificates) <= OVERLAP,
    }
    for name, fits in fit.items():
        if not fits:
            raise KeySetMalformed(reason=name)


def _demand_once(keys: KeySet) -> None:
    """Refuse a key in two places: a root that also signs on the machine would be no root."""
    every = [key.public for _, group in _purposes(keys) for key in group]
    every += [*keys.exchange, *keys.certificates]
    if len(set(every)) != len(every):
        raise KeySetMalformed(reason="repeated")


def _demand_proven(keys: KeySet, purpose: str, key: Proven) -> None:
    message = possession(keys.party, keys.name, purpose, key.public)
    if purpose != NOTES_PQ:
        ed25519.check_public(key.public)
    elif len(key.public) != ML_DSA_44_PUBLIC_BYTES:
        raise KeySetMalformed(reason="notes")
    try:
        if purpose == NOTES_PQ:
            MLDSA44PublicKey.from_public_bytes(key.public).verify(key.proof, message)
        else:
            ed25519.verify(key.public, message, key.proof)
    except (InvalidSignature, ValueError, ed25519.SignatureInvalid) as error:
        raise KeySetUnproven(purpose=purpose, key=key.public.hex()[:16]) from error


def _demand_certificate(der: bytes) -> None:
    try:
        sound = x509.load_der_x509_certificate(der).public_bytes(Encoding.DER) == der
    except (ValueError, x509.InvalidVersion) as error:
        raise KeySetMalformed(reason="certificates") from error
    if not sound:
        raise KeySetMalformed(reason="certificates")


def _demand_threshold(signed: SignedKeySet, roots: Sequence[Proven], threshold: int) -> None:
    """Refuse fewer valid signatures of these roots than ``threshold``, and any of them that fails."""
    message, found = _SIGNED + bytes(signed.keys), 0
    by_id = {key_id(root.public): root.public for root in roots}
    for kid, signature in signed.signatures:
        if kid in by_id:
            ed25519.verify(by_id[kid], message, signature)
            found += 1
    if found < threshold:
        keys = signed.keys
        raise KeySetUnsigned(party=keys.party, version=keys.version, found=found, needed=threshold)
