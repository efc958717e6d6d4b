"""A sealed record: a COSE_Sign1 message (RFC 9052 4.2) over the salted digest of a body that lies elsewhere.

Printing and parsing are done by hand because the form is fixed (spec/record 3): one tag, one protected
header, an empty unprotected one, a 32-byte digest, a 64-byte signature or, for a member of a batch, none.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import NamedTuple

from ambos.kernel import ed25519
from ambos.kernel.canonical import NotCanonical, byte_string, byte_string_at
from ambos.kernel.cose import SIGNED, START, signed_bytes, signed_over
from ambos.kernel.header import demand_names, parse_header, print_header
from ambos.kernel.merkle import leaf_hash
from ambos.kernel.record import Header
from ambos.values.errors import Misused, VerificationFailed

STATEMENT_LIMIT = 16 * 1024
SALT_BYTES = 32
_DIGEST = b"\x58\x20"  # a byte string of 32 bytes
_MIDDLE = b"\xa0" + _DIGEST  # no unprotected header, then the digest
_UNSIGNED = b"\x40"
_SIGNATURE = len(SIGNED) + ed25519.SIGNATURE_BYTES
_PREIMAGE = b"\x82\x58\x20"  # array of two, then a salt of 32 bytes
_BODY = len(_PREIMAGE) + SALT_BYTES


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
    (sealed,) = seal_all([(header, body, salt)], sign)
    return sealed


def seal_all(
    drawn_up: Sequence[tuple[Header, bytes, bytes]], sign: Callable[[bytes], bytes] | None
) -> list[Sealed]:
    """Seal each header over its body and salt, as ``seal`` does.

    Each step is taken with all of them before the next, for which a processor needs a third less time.
    """
    protected = [byte_string(print_header(demand_names(header))) for header, _, _ in drawn_up]
    preimages = [print_preimage(salt, body) for _, body, salt in drawn_up]
    digests = [sha256(preimage).digest() for preimage in preimages]
    if sign:
        messages = [
            signed_over(each, _DIGEST + digest) for each, digest in zip(protected, digests, strict=True)
        ]
        signatures = [SIGNED + sign(message) for message in messages]
    else:
        signatures = [_UNSIGNED] * len(drawn_up)
    statements = [
        b"".join((START, each, _MIDDLE, digest, signature))
        for each, digest, signature in zip(protected, digests, signatures, strict=True)
    ]
    if (size := max(map(len, statements), default=0)) > STATEMENT_LIMIT:
        raise StatementTooLarge(size=size, limit=STATEMENT_LIMIT)
    parts = zip(drawn_up, statements, digests, preimages, strict=True)
    return [Sealed(header.rid, header.kind, *made) for (header, _, _), *made in parts]


def parse_statement(data: bytes) -> Statement:
    """Parse exactly what ``seal`` prints; says nothing yet of the signature."""
    if len(data) > STATEMENT_LIMIT or data[:2] != START:
        raise NotCanonical(reason="not a statement")
    begin, middle = byte_string_at(data, 2)
    digest_at = middle + 3
    signature_at = digest_at + 32
    tail = data[signature_at:]
    signed = len(tail) == _SIGNATURE and tail[:2] == SIGNED
    if data[middle:digest_at] != _MIDDLE or not (signed or tail == _UNSIGNED):
        raise NotCanonical(reason="not a statement")
    protected = data[begin:middle]
    return Statement(parse_header(protected), protected, data[digest_at:signature_at], tail[2:], data)


def verify_statement(statement: Statement, public: bytes) -> Statement:
    """Check the statement's own signature under ``public`` and give the statement back, or raise."""
    ed25519.verify(public, signed_bytes(statement.protected, statement.digest), statement.signature)
    return statement


def print_preimage(salt: bytes, body: bytes) -> bytes:
    """Print what the digest covers: the salt, then the body as it was signed."""
    return b"".join((_PREIMAGE, salt, byte_string(body)))


def open_preimage(preimage: bytes, digest: bytes) -> bytes:
    """Check a preimage against the signed digest and give the body's bytes, or raise."""
    return preimage[check_preimage(preimage, digest) :]


def check_preimage(preimage: bytes, digest: bytes) -> int:
    """Check a preimage against the signed digest and give where in it the body begins, or raise."""
    if sha256(preimage).digest() != digest:
        raise DigestMismatch()
    if preimage[:3] != _PREIMAGE:
        raise NotCanonical(reason="not a preimage")
    begin, end = byte_string_at(preimage, _BODY)
    if end != len(preimage):
        raise NotCanonical(reason="bytes after the body")
    return begin
