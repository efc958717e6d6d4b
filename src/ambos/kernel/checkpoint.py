"""Checkpoints: the signed head of a log, and the cosignature by which a peer acknowledges it.

The forms are C2SP tlog-checkpoint and tlog-cosignature. A log signs with Ed25519 over the note text and with
ML-DSA-44 over the tree head; a peer cosigns with the time at which it held every entry of that head.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey

from ambos.kernel import ed25519
from ambos.kernel.merkle import EMPTY_ROOT, HASH_BYTES
from ambos.kernel.note import (
    Algorithm,
    Note,
    NoteInvalid,
    NoteSignatureInvalid,
    NoteUntrusted,
    Signature,
    VerifierKey,
    is_name,
    parse_base64,
    parse_note,
    parse_signature,
    print_base64,
)
from ambos.values.errors import Form, Misused

MAX_SIZE = 2**63 - 1
MAX_TIME = 2**63 - 1

_LINES = 3
_TIME_BYTES = 8
_SUBTREE_LABEL = b"subtree/v1\n\x00"


class CannotSign(Misused):
    """The key or the time handed in cannot make this signature."""

    code = "note.cannot-sign"


class Checkpoint(NamedTuple):
    """The head of a log: its origin, number of entries and Merkle root."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """Print the note text: three lines, no extension lines."""
        return f"{self.origin}\n{self.size}\n{print_base64(self.root)}\n"


class Attestation(NamedTuple):
    """A signature that was verified: the key, and the POSIX time it states (None for plain Ed25519)."""

    key: VerifierKey
    time: int | None


class SignedCheckpoint(NamedTuple):
    """A checkpoint that its own log has signed, with every signature that could be verified."""

    checkpoint: Checkpoint
    note: Note
    attestations: tuple[Attestation, ...]


@dataclass(frozen=True)
class Signer:
    """A private key for notes: the name it signs under, what its signatures mean, its 32-byte seed."""

    name: str
    algorithm: Algorithm
    seed: bytes = field(repr=False)

    @cached_property
    def key(self) -> VerifierKey:
        """Give the public side."""
        if self.algorithm is Algorithm.ML_DSA_44:
            return VerifierKey(self.name, self.algorithm, self._ml_dsa.public_key().public_bytes_raw())
        return VerifierKey(self.name, self.algorithm, ed25519.generate(self.seed))

    @cached_property
    def _ml_dsa(self) -> MLDSA44PrivateKey:
        return MLDSA44PrivateKey.from_seed_bytes(self.seed)

    def sign(self, checkpoint: Checkpoint, time: int) -> Signature:
        """Sign ``checkpoint``; ``time`` is POSIX seconds and left out of a plain Ed25519 signature."""
        if not 0 <= time <= MAX_TIME or not is_name(self.name):
            raise CannotSign(name=self.name, time=time)
        message = signed_message(self.key, checkpoint, time)
        if self.algorithm is Algorithm.ML_DSA_44:
            data = self._ml_dsa.sign(message)
        else:
            data = ed25519.sign(self.seed + self.key.public, message)
        stamp = b"" if self.algorithm is Algorithm.ED25519 else _u64(time)
        return Signature(self.name, self.key.key_id, stamp + data)


def signed_message(key: VerifierKey, checkpoint: Checkpoint, time: int) -> bytes:
    """Give the bytes that a signature of ``key`` covers (C2SP signed-note, tlog-cosignature)."""
    text = checkpoint.text().encode()
    if key.algorithm is Algorithm.ED25519:
        return text
    if key.algorithm is Algorithm.ED25519_COSIGNATURE:
        return b"cosignature/v1\ntime %d\n" % time + text
    name, origin = key.name.encode(), checkpoint.origin.encode()
    return b"".join(
        (
            _SUBTREE_LABEL,
            bytes([len(name)]) + name,
            _u64(time),
            bytes([len(origin)]) + origin,
            _u64(0),  # a whole tree starts at leaf 0
            _u64(checkpoint.size),
            checkpoint.root,
        )
    )


def sign_checkpoint(checkpoint: Checkpoint, signers: Sequence[Signer], timestamp: int) -> bytes:
    """Give the bytes of the note that ``signers`` sign, in their order; the log's own Ed25519 key among them.

    The caller has read back the entries and recomputed the root before (spec/ledger, "Signing").
    """
    own = [signer for signer in signers if signer.name == checkpoint.origin]
    if not any(signer.algorithm is Algorithm.ED25519 for signer in own):
        raise CannotSign(name=checkpoint.origin, time=timestamp)
    text = parse_checkpoint(checkpoint.text()).text()
    return bytes(Note(text, tuple(signer.sign(checkpoint, timestamp) for signer in signers)))


def parse_checkpoint(text: str) -> Checkpoint:
    """Read a note text as a checkpoint; refuses whatever ``Checkpoint.text`` would not print."""
    lines = text.split("\n")
    if len(lines) != _LINES + 1:
        raise NoteInvalid(expected=Form("checkpoint"))
    origin, size, root = lines[0], lines[1], parse_base64(lines[2])
    if not (is_name(origin) and size.isascii() and size.isdigit() and root is not None):
        raise NoteInvalid(expected=Form("checkpoint"))
    checkpoint = Checkpoint(origin, _whole(size), root)
    if len(root) != HASH_BYTES or checkpoint.text() != text or (not checkpoint.size and root != EMPTY_ROOT):
        raise NoteInvalid(expected=Form("checkpoint"))
    return checkpoint


def open_checkpoint(note_bytes: bytes, verifiers: Sequence[VerifierKey]) -> SignedCheckpoint:
    """Read a note and give its checkpoint with every signature of ``verifiers`` that it carries.

    Refuses a note without an Ed25519 signature by a key named as its origin, and a note on which any line
    of a known key fails; lines of unknown keys are passed over (C2SP signed-note). The caller hands in the
    keys of the log it means, or compares the origin.
    """
    note = parse_note(note_bytes)
    checkpoint = parse_checkpoint(note.text)
    known = {(key.name, key.key_id): key for key in verifiers}
    claims = [(known[claim[:2]], claim) for claim in note.signatures if claim[:2] in known]
    attestations = tuple(_attest(key, checkpoint, claim) for key, claim in claims)
    if not any(_is_own(key, checkpoint) for key, _ in attestations):
        raise NoteUntrusted(origin=checkpoint.origin, size=checkpoint.size)
    return SignedCheckpoint(checkpoint, note, attestations)


def cosign(signed: SignedCheckpoint, cosigner: Signer, timestamp: int) -> bytes:
    """Give the cosignature line over a verified checkpoint: the receipt for every entry below its size.

    Put after the note's bytes, the line makes the cosigned note. ``timestamp`` is POSIX seconds, from 1.
    """
    if cosigner.algorithm is Algorithm.ED25519 or timestamp < 1:
        raise CannotSign(name=cosigner.name, time=timestamp)
    return cosigner.sign(signed.checkpoint, timestamp).line().encode()


def open_receipt(checkpoint: Checkpoint, line: bytes, cosigner: VerifierKey) -> int:
    """Verify a cosignature line over ``checkpoint`` and give its POSIX time in seconds."""
    try:
        claim = parse_signature(line.decode())
    except UnicodeDecodeError:
        raise NoteInvalid(expected=Form("note-text")) from None
    if claim[:2] != (cosigner.name, cosigner.key_id):
        raise NoteUntrusted(origin=checkpoint.origin, size=checkpoint.size)
    time = _attest(cosigner, checkpoint, claim).time
    if not time:
        raise NoteSignatureInvalid(name=cosigner.name)
    return time


def _attest(key: VerifierKey, checkpoint: Checkpoint, claim: Signature) -> Attestation:
    stamp = 0 if key.algorithm is Algorithm.ED25519 else _TIME_BYTES
    time = int.from_bytes(claim.data[:stamp], "big")
    message = signed_message(key, checkpoint, time)
    try:
        if time > MAX_TIME:
            raise NoteSignatureInvalid(name=key.name)
        if key.algorithm is Algorithm.ML_DSA_44:
            MLDSA44PublicKey.from_public_bytes(key.public).verify(claim.data[stamp:], message)
        else:
            ed25519.verify(key.public, message, claim.data[stamp:])
    except (ed25519.SignatureInvalid, InvalidSignature, ValueError):
        raise NoteSignatureInvalid(name=key.name) from None
    return Attestation(key, time if stamp else None)


def _is_own(key: VerifierKey, checkpoint: Checkpoint) -> bool:
    return key.algorithm is Algorithm.ED25519 and key.name == checkpoint.origin


def _whole(digits: str) -> int:
    if len(digits) > len(str(MAX_SIZE)) or int(digits) > MAX_SIZE:
        raise NoteInvalid(expected=Form("checkpoint"))
    return int(digits)


def _u64(number: int) -> bytes:
    return number.to_bytes(8, "big")
