"""Statements and bodies: sealed once, opened for ever, and never as anything else."""

from collections.abc import Callable
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.kernel.canonical import NotCanonical, byte_string, decode, encode
from ambos.kernel.ed25519 import SignatureInvalid
from ambos.kernel.merkle import batch_root, leaf_hash
from ambos.kernel.reading import Malformed, body_of
from ambos.kernel.record import Header
from ambos.kernel.seal import (
    STATEMENT_LIMIT,
    DigestMismatch,
    StatementTooLarge,
    open_preimage,
    parse_statement,
    print_preimage,
    seal,
    verify_statement,
)
from ambos.kernel.vault import BodyUnreadable, Vault
from ambos.values.errors import VerificationFailed
from tests.kernel.seals import OFFICER_SIGNER, headers
from tests.kernel.test_canonical import flip
from tests.kernel.test_record import HEADER

BODIES = st.dictionaries(st.text(min_size=1, max_size=9), st.text(max_size=40), max_size=3).map(encode)
SALTS = st.binary(min_size=32, max_size=32)
VAULT = Vault(bytes([7]) * 32)

# Sealed with the first version of the code; the seed of the key is 32 bytes of 02.
FIRST = bytes.fromhex(
    "d28458d7ab01320281636c6162044800010203040506070fa30168616d626f733a55530272676f616c2f6c6573732d66"
    "656e74616e796c061a695ba7c01901022f190103706170706c69636174696f6e2f63626f72636c61628465616d626572"
    "81624d586060637265668183677265766973657350000000000000000000000000000000005820000000000000000000"
    "00000000000000000000000000000000000000000000006372696450000102030405060708090a0b0c0d0e0f63736565"
    "a16d6d782f6368616e6e656c2f7573076374797066676f616c2f31a05820d58c9dca36a51ff4fe7e74311531ee15f5d0"
    "5471d6d0799618499e4c26d02e15584004d5a4fcc8c5329556fc6b5091187d266d57d66149281785897c14fd3361228f"
    "212d8133f78d3a921f46563f021ac40a944471e31827b831303aab658a8bd906"
)
FIRST_PREIMAGE = bytes.fromhex(
    "825820000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f5828a1646e616d65a262656e6c"
    "4665776572206465617468736265736d4d656e6f73206d756572746573"
)


@given(headers(), BODIES, SALTS, st.booleans())
def test_each_undoes_the_other(header: Header, body: bytes, salt: bytes, alone: bool) -> None:
    """A statement is read back as it was sealed, and its body from the preimage."""
    sealed = seal(header, body, salt, OFFICER_SIGNER.sign if alone else None)
    statement = parse_statement(sealed.statement)
    assert (statement.header, statement.digest, statement.data) == (header, sealed.digest, sealed.statement)
    assert open_preimage(sealed.preimage, statement.digest) == body
    assert sealed.leaf == leaf_hash(sealed.statement)
    if alone:
        assert verify_statement(statement, OFFICER_SIGNER.public) is statement


@given(headers(), BODIES, SALTS, st.data())
def test_no_flipped_bit_of_a_statement_passes(
    header: Header, body: bytes, salt: bytes, data: st.DataObject
) -> None:
    """A signed statement with any bit changed is refused: as no statement, or as not signed."""
    sealed = seal(header, body, salt, OFFICER_SIGNER.sign)
    bit = data.draw(st.integers(0, len(sealed.statement) * 8 - 1))
    with pytest.raises((NotCanonical, SignatureInvalid)):
        verify_statement(parse_statement(flip(sealed.statement, bit)), OFFICER_SIGNER.public)


def test_no_flipped_bit_of_one_statement_passes() -> None:
    """Of one whole statement, each bit in turn."""
    sealed = seal(HEADER, encode({}), bytes(32), OFFICER_SIGNER.sign)
    for bit in range(len(sealed.statement) * 8):
        with pytest.raises((NotCanonical, SignatureInvalid)):
            verify_statement(parse_statement(flip(sealed.statement, bit)), OFFICER_SIGNER.public)


@given(headers(), BODIES, SALTS, st.data())
def test_no_flipped_bit_of_a_batch_member_passes(
    header: Header, body: bytes, salt: bytes, data: st.DataObject
) -> None:
    """A member with any bit changed leads to another batch root than the one that was signed."""
    sealed = seal(header, body, salt, None)
    flipped = flip(sealed.statement, data.draw(st.integers(0, len(sealed.statement) * 8 - 1)))
    assert batch_root([leaf_hash(flipped)]) != batch_root([sealed.leaf])


@given(BODIES, SALTS, st.data())
def test_no_flipped_bit_of_a_preimage_passes(body: bytes, salt: bytes, data: st.DataObject) -> None:
    """A preimage with any bit changed, its salt's included, is not what was signed."""
    preimage = print_preimage(salt, body)
    flipped = flip(preimage, data.draw(st.integers(0, len(preimage) * 8 - 1)))
    with pytest.raises(DigestMismatch):
        open_preimage(flipped, sha256(preimage).digest())


@given(st.binary(max_size=80))
def test_a_preimage_of_another_form_is_refused(preimage: bytes) -> None:
    """Bytes whose digest was signed are still no preimage unless the printer would have printed them."""
    try:
        body = open_preimage(preimage, sha256(preimage).digest())
    except NotCanonical:
        return
    assert preimage == print_preimage(preimage[3:35], body)


@pytest.mark.parametrize(
    "body", (b"", b"\xff", encode([1]), encode("text"), encode(None), b"\xa1\x61\x61\xf9\x3c\x00")
)
def test_a_body_that_is_none_is_named(body: bytes) -> None:
    """Signed bytes that are no body are given as malformed, never as a body and never as an error."""
    preimage = print_preimage(bytes(32), body)
    assert isinstance(body_of(preimage, sha256(preimage).digest()), Malformed)


@pytest.mark.parametrize(
    "change",
    (
        lambda s: b"\xd3" + s[1:],
        lambda s: s[:1] + b"\x85" + s[2:],
        lambda s: s + b"\x00",
        lambda s: s[:-1],
        lambda s: s[:-66] + b"\x58\x3f" + s[-63:],
        lambda s: s[:-66] + b"\x59\x00\x40" + s[-64:],
        lambda s: s.replace(b"\xa0\x58\x20", b"\xa1\x01\x01\x58\x20", 1),
        lambda s: s.replace(b"\xa0\x58\x20", b"\xa0\x59\x00\x20", 1),
        lambda s: b"\xd2\x84\x59" + len(s).to_bytes(2, "big") + s[5:],
        lambda s: b"",
        lambda s: s[:40],
        lambda s: s + bytes(STATEMENT_LIMIT),
    ),
    ids=(
        "another tag", "five parts", "a byte too many", "a byte too few", "a short signature",
        "a long spelling of the signature", "an unprotected header", "a long spelling of the digest",
        "a header longer than it is", "nothing", "half", "too large",
    ),
)  # fmt: skip
def test_other_forms(change: Callable[[bytes], bytes]) -> None:
    """A statement of any other form is refused before its signature is looked at."""
    with pytest.raises(NotCanonical):
        parse_statement(change(seal(HEADER, encode({}), bytes(32), OFFICER_SIGNER.sign).statement))


def test_an_unsigned_statement_is_not_signed() -> None:
    """A member of a batch does not pass where a signature of its own is due."""
    member = seal(HEADER, encode({}), bytes(32), None)
    with pytest.raises(SignatureInvalid):
        verify_statement(parse_statement(member.statement), OFFICER_SIGNER.public)


def test_a_statement_has_a_limit() -> None:
    """A header too large for a log entry is refused before anything is written."""
    large = HEADER._replace(unknown={"x-long": "x" * STATEMENT_LIMIT})
    with pytest.raises(StatementTooLarge):
        seal(large, encode({}), bytes(32), OFFICER_SIGNER.sign)


@given(BODIES, st.data())
def test_the_vault_opens_only_what_it_sealed(preimage: bytes, data: st.DataObject) -> None:
    """A body opens under its key and digest; any bit of the three changed, it does not."""
    digest = sha256(preimage).digest()
    [(box, key)] = VAULT.seal([(preimage, digest)])
    assert VAULT.open(box, key, digest) == preimage
    parts = [box, key, digest]
    which = data.draw(st.integers(0, 2))
    parts[which] = flip(parts[which], data.draw(st.integers(0, len(parts[which]) * 8 - 1)))
    with pytest.raises(BodyUnreadable):
        VAULT.open(*parts)


def test_the_vault_tells_bodies_and_houses_apart() -> None:
    """Neither the key of another body nor that of another house opens a body; keys do not repeat."""
    digest = sha256(b"body").digest()
    (one, first), (other, second) = VAULT.seal([(b"body", digest)] * 2)
    assert one != other and first != second
    for vault, box, key in (
        (VAULT, one, second),
        (Vault(bytes(32)), one, first),
        (VAULT, one[:5], first),
        (VAULT, one, b""),
    ):
        with pytest.raises(BodyUnreadable):
            vault.open(box, key, digest)


def test_a_body_can_be_erased_and_its_statement_stays() -> None:
    """Without the preimage the statement still verifies, and no body of one's choice fits its digest."""
    sealed = seal(HEADER, encode({"name": "Juan"}), bytes(32), OFFICER_SIGNER.sign)
    statement = verify_statement(parse_statement(sealed.statement), OFFICER_SIGNER.public)
    assert b"Juan" not in sealed.statement
    with pytest.raises(DigestMismatch):
        open_preimage(print_preimage(bytes([1]) * 32, encode({"name": "Juan"})), statement.digest)


def test_the_first_version_opens_for_ever() -> None:
    """Bytes sealed by the first version of the code still verify, open, and print the same."""
    statement = verify_statement(parse_statement(FIRST), OFFICER_SIGNER.public)
    assert statement.header == HEADER
    assert decode(open_preimage(FIRST_PREIMAGE, statement.digest)) == {
        "name": {"en": "Fewer deaths", "es": "Menos muertes"}
    }
    again = seal(
        HEADER, open_preimage(FIRST_PREIMAGE, statement.digest), bytes(range(32)), OFFICER_SIGNER.sign
    )
    assert again.statement == FIRST


@given(st.binary(max_size=200))
def test_no_statement_is_made_up(data: bytes) -> None:
    """Any bytes are refused by code, or are a statement that prints the same."""
    for candidate in (
        data,
        b"\xd2\x84" + data,
        b"\xd2\x84" + byte_string(data) + b"\xa0\x58\x20" + bytes(32) + b"\x40",
    ):
        try:
            statement = parse_statement(candidate)
        except VerificationFailed:
            continue
        assert statement.data == candidate
