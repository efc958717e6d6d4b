"""Bundle files: one form, shared out into parts that fit, refused when cut, longer or altered."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambos.exchange.bundle import (
    BLOB,
    FRAME_LIMIT,
    MAGIC,
    NAME_BYTES,
    SECTION,
    BundleCut,
    BundleDamaged,
    Frame,
    Manifest,
    NotABundle,
    PartsTooSmall,
    Source,
    hashed,
    opened_bundle,
    parse_manifest,
    parts_of,
    seal_manifest,
    write_bundle,
)
from ambos.exchange.sealed import KeyNotHeld
from ambos.exchange.sealing import NotSealedToUs, Opener
from ambos.kernel.canonical import NotCanonical
from ambos.kernel.cose import SignerUnknown
from ambos.kernel.keys import AUTHORITY, Signer
from ambos.values.errors import VerificationFailed

SIGNER = Signer.of(bytes([1]) * 32, "authority", AUTHORITY)
STRANGER = Signer.of(bytes([2]) * 32, "authority", AUTHORITY)
OURS, THEIRS = Opener(bytes(32)), Opener(bytes([1]) * 32)
NAME = bytes(NAME_BYTES)


def sections(*lengths: int) -> list[Source]:
    """Give sections of ten entries each, of these lengths; their bytes are nowhere."""
    return [
        Source(Frame(SECTION, b"", 10 * n, 10 * n + 10, 10 * len(lengths), length, b""), Path("x"), 0)
        for n, length in enumerate(lengths)
    ]


def piece(size: int) -> Source:
    return Source(Frame(BLOB, NAME, 0, size, size, size, b""), Path("y"), 0)


def made(folder: Path, lengths: Sequence[int] = (3000, 50, 70_000), signer: Signer = SIGNER) -> Path:
    """Write a bundle of sections of these lengths and of one attachment."""
    sources = []
    for source in [*sections(*lengths), piece(2500)]:
        path = folder / f"{source.frame.sort}-{source.frame.start}"
        path.write_bytes(bytes([source.frame.start % 251]) * source.frame.length)
        sources.append(hashed(source._replace(path=path)))
    frames = tuple(source.frame for source in sources)
    manifest = Manifest(b"head", 0, 10 * len(lengths), 1, 1, frames)
    write_bundle(folder / "a.bundle", seal_manifest(manifest, signer, OURS.recipient), sources)
    return folder / "a.bundle"


@given(
    st.integers(0, 2**62),
    st.lists(st.tuples(st.integers(1, 99), st.integers(0, 2**20), st.binary(min_size=32, max_size=32))),
    st.lists(st.tuples(st.binary(min_size=NAME_BYTES, max_size=NAME_BYTES), st.integers(1, 2**33))),
)
def test_a_manifest_has_one_form(
    old: int, sized: list[tuple[int, int, bytes]], blobs: list[tuple[bytes, int]]
) -> None:
    """What is printed is read back, and printed again the same."""
    frames, at = [], old
    for entries, length, digest in sized:
        frames.append(Frame(SECTION, b"", at, at + entries, 2**62 + 2**20, length, digest))
        at += entries
    frames += [Frame(BLOB, name, 0, size, size, size, bytes(32)) for name, size in blobs]
    manifest = Manifest(b"head", old, at, 1, 2, tuple(frames))
    assert parse_manifest(bytes(manifest)) == manifest


GOOD = Frame(SECTION, b"", 0, 10, 10, 5, bytes(32))


@pytest.mark.parametrize(
    "frame",
    (
        GOOD,
        GOOD._replace(sort=2),
        GOOD._replace(start=10),
        Frame(BLOB, NAME, 5, 5, 5, 0, bytes(32)),
        GOOD._replace(start=1),
        GOOD._replace(stop=11),
        GOOD._replace(stop=9),
        GOOD._replace(name=b"x"),
        GOOD._replace(digest=bytes(31)),
        GOOD._replace(length=1 << 40),
        GOOD._replace(length=-1),
        GOOD._replace(length=True),
        GOOD._replace(sort=BLOB),
        Frame(BLOB, NAME, 0, 5, 5, 6, bytes(32)),
        Frame(BLOB, NAME, 0, 6, 5, 6, bytes(32)),
        Frame(BLOB, NAME[1:], 0, 5, 5, 5, bytes(32)),
        Frame(BLOB, NAME, 0, 1 << 50, 1 << 50, 1 << 50, bytes(32)),
    ),
)
def test_a_manifest_that_cannot_be_is_refused(frame: Frame) -> None:
    """Wrong sorts, numbers that contradict each other, oversized parts and gaps are refused before use."""
    frames = (GOOD, frame) if frame.sort == BLOB else (frame,)
    if frame == GOOD:
        frames = (Frame(BLOB, NAME, 0, 5, 5, 5, bytes(32)), GOOD)
    with pytest.raises(NotCanonical):
        parse_manifest(bytes(Manifest(b"", 0, 10, 1, 1, frames)))
    assert parse_manifest(bytes(Manifest(b"", 0, 10, 1, 1, (GOOD,)))).new == 10


@given(
    st.lists(st.integers(1, 100_000), max_size=12),
    st.lists(st.integers(1, 2_000_000), max_size=3),
    st.integers(150_000, 3_000_000),
)
def test_parts_hold_everything_in_order(lengths: list[int], blobs: list[int], limit: int) -> None:
    """Sections stay whole and in order, blobs are cut without a gap, and no part is too large."""
    sources = [*sections(*lengths), *(piece(size) for size in blobs)]
    parts = parts_of(sources, limit, 500)
    flat = [source for part in parts for source in part]
    assert [s for s in flat if s.frame.sort == SECTION] == sources[: len(lengths)]
    pieces = [source for source in flat if source.frame.sort == BLOB]
    assert sum(p.frame.length for p in pieces) == sum(blobs)
    assert all(p.offset == p.frame.start for p in pieces)
    ends = [p.frame.stop for p in pieces]
    assert all(p.frame.start in (0, end) for p, end in zip(pieces[1:], ends, strict=False))
    for part in parts:
        assert sum(source.frame.length for source in part) < limit and len(part) <= FRAME_LIMIT


def test_a_part_too_small_says_what_is_needed() -> None:
    """A size in which a section does not fit is refused; the size that is named is enough."""
    sources = sections(100, 90_000, 100)
    with pytest.raises(PartsTooSmall) as refused:
        parts_of(sources, 50_000, 500)
    needed = refused.value.data["needed"]
    assert isinstance(needed, int) and needed > 90_000
    assert len(parts_of(sources, needed, 500)) > 1


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """Every frame comes back, and the manifest under the key of the sender alone."""
    with opened_bundle(made(tmp_path), (THEIRS, OURS)) as bundle:
        assert bundle.verify(SIGNER.public).new == 30
        assert [len(bundle.read(number)) for number in range(4)] == [3000, 50, 70_000, 2500]
        assert bundle.signer == SIGNER.kid
        with pytest.raises(SignerUnknown):
            bundle.verify(STRANGER.public)


def test_a_medium_shows_lengths_only(tmp_path: Path) -> None:
    """Nothing that the manifest says stands in the file, and without the key nothing is read."""
    path = made(tmp_path)
    assert b"head" not in path.read_bytes()
    with pytest.raises(KeyNotHeld), opened_bundle(path, (THEIRS,)):
        pass


def test_every_cut_is_refused(tmp_path: Path) -> None:
    """Cut at or beside the boundary of any part, or made longer, a file is refused before it is used."""
    path = made(tmp_path)
    whole = path.read_bytes()
    begun = len(MAGIC) + 8
    ends = {0, 1, len(MAGIC), begun, begun + int.from_bytes(whole[len(MAGIC) : begun], "big")}
    for length in (3000, 50, 70_000, 2500):
        ends |= {max(ends) + 8, max(ends) + 8 + length}
    assert max(ends) == len(whole)
    for end in sorted({cut + near for cut in ends for near in (-1, 0, 1)} - {-1, len(whole)}):
        path.write_bytes((whole + b"x")[:end])
        with pytest.raises((NotABundle, BundleCut)), opened_bundle(path, (OURS,)):
            pass


@settings(max_examples=40)
@given(st.floats(0, 1, exclude_max=True), st.integers(0, 7))
def test_every_flipped_bit_is_found(tmp_path_factory: pytest.TempPathFactory, where: float, bit: int) -> None:
    """Whichever bit is turned, opening or reading the file raises one of our own refusals."""
    path = made(tmp_path_factory.mktemp("flipped"), (300, 50))
    data = bytearray(path.read_bytes())
    data[int(where * len(data))] ^= 1 << bit
    path.write_bytes(data)
    with pytest.raises(VerificationFailed), opened_bundle(path, (OURS,)) as bundle:
        bundle.verify(SIGNER.public)
        for number in range(3):
            bundle.read(number)


def test_a_source_that_changes_is_not_sent(tmp_path: Path) -> None:
    """If a file is altered between the manifest and the writing, no bundle is left behind."""
    (tmp_path / "s").write_bytes(b"x" * 10)
    source = hashed(sections(10)[0]._replace(path=tmp_path / "s"))
    (tmp_path / "s").write_bytes(b"y" * 10)
    with pytest.raises(BundleDamaged):
        write_bundle(tmp_path / "b", b"", [source])
    assert [path.name for path in tmp_path.iterdir()] == ["s"]


def test_a_sealed_manifest_is_for_one_use(tmp_path: Path) -> None:
    """A manifest sealed as something else does not open."""
    path = tmp_path / "b"
    sealed = OURS.recipient.seal(b"x", b"ambos section/1\n")
    write_bundle(path, b"\x02" + OURS.recipient.key_id + sealed, [])
    with pytest.raises(NotSealedToUs), opened_bundle(path, (OURS,)):
        pass
