"""Sealed attachments: whole and unaltered or refused, however their bytes come."""

from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambos.exchange import blob
from ambos.exchange.blob import (
    CHUNK,
    HEADER,
    SEALED_CHUNK,
    TAG,
    BlobBroken,
    opened,
    seal_of,
    sealed,
    sealed_size,
)
from ambos.exchange.incoming import BlobGap, BlobTooLarge, Incoming
from ambos.exchange.sealed import KeyNotHeld
from ambos.exchange.sealing import NotSealedToUs, Opener
from ambos.values.errors import VerificationFailed

OURS, THEIRS = Opener(bytes(32)), Opener(bytes([1]) * 32)
SIZES = (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 5)


def content(size: int) -> bytes:
    """Give bytes of which no chunk is like another."""
    return b"".join(number.to_bytes(8, "big") for number in range(size // 8 + 1))[:size]


def closed(data: bytes, opener: Opener = OURS) -> bytes:
    return b"".join(sealed([data], opener.recipient, sha256(data).digest()))


def open_(data: bytes, digest: bytes, *openers: Opener) -> bytes:
    return b"".join(opened([data], openers or (OURS,), digest))


@pytest.mark.parametrize("size", SIZES)
def test_there_and_back(size: int) -> None:
    """Content of any size comes back, and the sealed size is the one foretold."""
    data = content(size)
    made = closed(data)
    assert len(made) == sealed_size(size)
    assert open_(made, sha256(data).digest()) == data


@settings(max_examples=20)
@given(st.lists(st.integers(1, 2 * CHUNK), max_size=6))
def test_pieces_may_be_cut_anywhere(cuts: list[int]) -> None:
    """However the bytes are cut on their way, sealing and opening give the same."""
    data = content(2 * CHUNK + 5)

    def cut(whole: bytes) -> Iterator[bytes]:
        places = [0, *sorted(set(cuts)), len(whole)]
        return (whole[start:stop] for start, stop in pairwise(places))

    digest = sha256(data).digest()
    made = b"".join(sealed(cut(data), OURS.recipient, digest))
    assert b"".join(opened(cut(made), (THEIRS, OURS), digest)) == data


@pytest.mark.parametrize("size", SIZES)
def test_a_cut_is_noticed_at_every_boundary(size: int) -> None:
    """Cut within the header, after it, after each chunk or before the last byte, a blob is refused."""
    data = content(size)
    made = closed(data)
    ends = {0, 1, 9, HEADER - 1, HEADER, len(made) - 1, *range(HEADER, len(made), SEALED_CHUNK)} - {len(made)}
    for end in ends:
        with pytest.raises(BlobBroken):
            open_(made[:end], sha256(data).digest())


@settings(max_examples=40)
@given(st.integers(0, HEADER + 2 * (100 + TAG) - 1), st.integers(0, 7))
def test_a_flipped_bit_is_noticed(place: int, bit: int) -> None:
    """No bit of a sealed blob can be turned unseen."""
    data = content(200)
    made = bytearray(closed(data))
    place %= len(made)
    made[place] ^= 1 << bit
    with pytest.raises((BlobBroken, KeyNotHeld, NotSealedToUs)):
        open_(bytes(made), sha256(data).digest())


def test_chunks_have_their_places() -> None:
    """A chunk left out, repeated, swapped with another or added from another sealing is refused."""
    data = content(3 * CHUNK)
    digest = sha256(data).digest()
    made, other = closed(data), closed(data)
    head, chunks = (
        made[:HEADER],
        [made[at : at + SEALED_CHUNK] for at in range(HEADER, len(made), SEALED_CHUNK)],
    )
    one, two, three = chunks
    for wrong in (
        [one, three],
        [one, one, two, three],
        [two, one, three],
        [one, two, three, three],
        [one, two],
    ):
        with pytest.raises(BlobBroken):
            open_(head + b"".join(wrong), digest)
    with pytest.raises(BlobBroken):
        open_(made[: HEADER + SEALED_CHUNK] + other[HEADER + SEALED_CHUNK :], digest)
    assert seal_of(made) != seal_of(other)


def test_a_blob_is_for_one_key_and_one_digest() -> None:
    """It opens with its key alone, and never as the attachment of another name."""
    data = content(100)
    made, digest = closed(data), sha256(data).digest()
    with pytest.raises(KeyNotHeld):
        open_(made, digest, THEIRS)
    with pytest.raises(NotSealedToUs):
        open_(made, sha256(b"another").digest())


def test_what_is_sealed_has_its_digest() -> None:
    """Content that is not what its name says is never sealed as if it were."""
    with pytest.raises(BlobBroken):
        list(sealed([b"altered"], OURS.recipient, sha256(b"signed").digest()))


def test_a_liar_cannot_give_other_content(tmp_path: Path) -> None:
    """Whoever seals other content under a name is found out, and nothing lies under that name."""
    digest, place = sha256(b"signed").digest(), tmp_path / "place"
    lie = closed(b"lie")
    key_sealed = lie[HEADER:]
    cipher = Opener(bytes(32)).open(lie[9:HEADER], b"ambos blob/1\n" + sha256(b"lie").digest())
    forged = lie[:9] + OURS.recipient.seal(cipher, b"ambos blob/1\n" + digest) + key_sealed
    coming = Incoming(tmp_path / "incoming")
    coming.take(digest.hex(), 0, [forged])
    with pytest.raises(BlobBroken):
        coming.finish(digest.hex(), (OURS,), place)
    assert not place.exists() and not coming.held(digest.hex())
    assert [path.name for path in tmp_path.iterdir()] == ["incoming"]


def test_it_grows_from_where_it_broke(tmp_path: Path) -> None:
    """What came before a break is kept, a gap is refused by its place, and the whole is put in place."""
    data = content(CHUNK + 9)
    made, digest = closed(data), sha256(data).hexdigest()
    coming = Incoming(tmp_path / "incoming")

    def breaking() -> Iterator[bytes]:
        yield made[:2000]
        raise ConnectionError

    with pytest.raises(ConnectionError):
        coming.take(digest, 0, breaking())
    assert coming.held(digest) == coming.held(digest, seal_of(made)) == 2000
    assert coming.held(digest, seal_of(closed(data))) == 0
    with pytest.raises(BlobGap) as refused:
        coming.take(digest, 2001, [made[2001:]])
    assert refused.value.data == {"digest": digest, "needed": 2000, "found": 2001}
    assert coming.take(digest, 2000, [made[2000:]]) == len(made)
    coming.finish(digest, (OURS,), tmp_path / "rows")
    assert (tmp_path / "rows").read_bytes() == data and coming.held(digest) == 0


def test_no_peer_fills_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More bytes than an attachment may have are not written."""
    monkeypatch.setattr("ambos.exchange.incoming.BLOB_LIMIT", 1000)
    coming = Incoming(tmp_path)
    with pytest.raises(BlobTooLarge):
        coming.take("00", 0, [bytes(600)] * 3)
    assert coming.held("00") == 600


def test_every_refusal_is_of_one_tree() -> None:
    """Whatever bytes come as a blob, what comes out is a refusal of this house."""
    for wrong in (
        b"",
        b"\x03",
        b"\x03" + bytes(HEADER),
        bytes(5000),
        blob.MARK + OURS.recipient.key_id + bytes(9),
    ):
        with pytest.raises(VerificationFailed):
            open_(wrong, bytes(32))
