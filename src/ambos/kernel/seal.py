"""A sealed record: a COSE_Sign1 message (RFC 9052 4.2) over the salted digest of a body that lies elsewhere.

Printing and parsing are done by hand because the form is fixed (spec/record 3): one tag, one protected
header, an empty unprotected one, a 32-byte digest, a 64-byte signature or, for a member of a batch, none.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import NamedTuple

from ambos.kernel import ed25519
from ambos.kernel.canonical import NotCanonical, byte_string, take_byte_string
from ambos.kernel.cose import SIGNED, START, signed_bytes
from ambos.kernel.header import demand_names, parse_header, print_header
from ambos.kernel.merkle import leaf_hash
from ambos.kernel.record import Header
from ambos.values.errors import Misused, VerificationFailed

STATEMENT_LIMIT = 16 * 1024
SALT_BYTES = 32
_MIDDLE = b"\xa0\x58\x20"  # no unprotected header, then a digest of 32 bytes
_UNSIGNED = b"\x40"
_PREIMAGE = b"\x82\x58\x20"  # array of two, then a salt of 32 bytes


class StatementTooLarge(Misused):
    """The header is so large that the statement would not fit a log entry."""

    code = "record.too-large"


class DigestMismatch(VerificationFailed):
    """A body is not the one that was signed."""

    code = "record.digest-mismatch"


class Statement(NamedTuple):
    """A parsed statement: what was signed, and the bytes that every log holds."""

    header: Header
    protected: bytes
    digest: bytes
    signature: bytes
    data: bytes


class Sealed(NamedTuple):
    """A statement just made, with the preimage that stays outside the log."""

    rid: bytes
    kind: str
    statement: bytes
    digest: bytes
    preimage: bytes

    @property
    def leaf(self) -> bytes:
        """Give the hash of this statement as a leaf of a log."""
        return leaf_hash(self.statement)


def seal(header: Header, body: bytes, salt: bytes, sign: Callable[[bytes], bytes] | None) -> Sealed:
    """Print the statement of ``header`` over the salted ``body``, signed unless it joins a batch.

    Refuses names of another form than a header may hold, and a header that would not fit a log entry.
    """
    preimage = print_preimage(salt, body)
    digest = sha256(preimage).digest()
    protected = print_header(demand_names(header))
    signature = SIGNED + sign(signed_bytes(protected, digest)) if sign else _UNSIGNED
    statement = b"".join((START, byte_string(protected), _MIDDLE, digest, signature))
    if len(statement) > STATEMENT_LIMIT:
        raise StatementTooLarge(size=len(statement), limit=STATEMENT_LIMIT)
    return Sealed(header.rid, header.kind, statement, digest, preimage)


def parse_statement(data: bytes) -> Statement:
    """Parse exactly what ``seal`` prints; says nothing yet of the signature."""
    if len(data) > STATEMENT_LIMIT or data[:2] != START:
        raise NotCanonical(reason="not a statement")
    protected, middle = take_byte_string(data, 2)
    digest_at = middle + 3
    signature_at = digest_at + 32
    tail = data[signature_at:]
    if data[middle:digest_at] != _MIDDLE or not (tail == _UNSIGNED or _is_signature(tail)):
        raise NotCanonical(reason="not a statement")
    return Statement(parse_header(protected), protected, data[digest_at:signature_at], tail[2:], data)


def _is_signature(tail: bytes) -> bool:
    return len(tail) == len(SIGNED) + ed25519.SIGNATURE_BYTES and tail[:2] == SIGNED


def verify_statement(statement: Statement, public: bytes) -> Statement:
    """Check the statement's own signature under ``public`` and give the statement back, or raise."""
    ed25519.verify(public, signed_bytes(statement.protected, statement.digest), statement.signature)
    return statement


def print_preimage(salt: bytes, body: bytes) -> bytes:
    """Print what the digest covers: the salt, then the body as it was signed."""
    return b"".join((_PREIMAGE, salt, byte_string(body)))


def open_preimage(preimage: bytes, digest: bytes) -> bytes:
    """Check a preimage against the signed digest and give the body's bytes, or raise."""
    if sha256(preimage).digest() != digest:
        raise DigestMismatch()
    start = len(_PREIMAGE) + SALT_BYTES
    if preimage[:3] != _PREIMAGE:
        raise NotCanonical(reason="not a preimage")
    body, end = take_byte_string(preimage, start)
    if end != len(preimage):
        raise NotCanonical(reason="bytes after the body")
    return body
