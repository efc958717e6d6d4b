"""Signed messages: one form, one type, one key; nothing else is opened."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.kernel.canonical import NotCanonical
from ambos.kernel.cose import SignerUnknown, open_message, parse_message, sign_message
from ambos.kernel.ed25519 import SignatureInvalid
from ambos.kernel.keys import Signer
from ambos.values.errors import AmbosError
from tests.kernel.test_canonical import flip

SIGNER = Signer.of(bytes([7]) * 32, "authority", "authority")
KEYS = {SIGNER.kid: SIGNER.public}
TYPE = "ambos-request+cbor"


def signed(payload: bytes, sort: str = TYPE) -> bytes:
    return sign_message(payload, sort, SIGNER.kid, SIGNER.sign)


@given(st.binary(max_size=70_000))
def test_what_is_signed_is_opened(payload: bytes) -> None:
    """Any payload comes out as it went in, and the message prints back to the same bytes."""
    message = signed(payload)
    assert open_message(message, TYPE, KEYS) == payload
    assert bytes(parse_message(message)) == message


@given(st.integers(min_value=0))
def test_no_flipped_bit_is_opened(bit: int) -> None:
    """A message with any bit changed is refused by code."""
    message = signed(b"payload")
    with pytest.raises(AmbosError):
        open_message(flip(message, bit % (len(message) * 8)), TYPE, KEYS)


@given(st.binary(max_size=200))
def test_other_bytes_are_refused(data: bytes) -> None:
    """Bytes that are no message are refused by code."""
    with pytest.raises(NotCanonical):
        open_message(data, TYPE, KEYS)


@given(st.integers(0, 200))
def test_half_a_message_is_refused(cut: int) -> None:
    """A message cut short anywhere, or followed by anything, is refused."""
    message = signed(b"payload")
    for wrong in (message[: cut % len(message)], message + b"\x00"):
        with pytest.raises(NotCanonical):
            open_message(wrong, TYPE, KEYS)


def test_a_type_and_a_key_are_held_to() -> None:
    """A message of another type, by a stranger, or by a stranger under a known key's name is refused."""
    stranger = Signer.of(bytes([8]) * 32, "stranger", "authority")
    with pytest.raises(NotCanonical):
        open_message(signed(b"x", "ambos-bundle+cbor"), TYPE, KEYS)
    with pytest.raises(SignerUnknown):
        open_message(sign_message(b"x", TYPE, stranger.kid, stranger.sign), TYPE, KEYS)
    with pytest.raises(SignatureInvalid):
        open_message(sign_message(b"x", TYPE, SIGNER.kid, stranger.sign), TYPE, KEYS)
