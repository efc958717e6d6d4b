"""Make the vectors of bundles and attachments: ``python -m tests.vectors.generate_bundles``.

Sealing draws randomness, so what was sealed before is kept as long as it opens to the same content.
"""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ambos.exchange.blob import opened, sealed
from ambos.exchange.bundle import (
    BLOB,
    MAGIC,
    NAME_BYTES,
    SECTION,
    Frame,
    Manifest,
    Source,
    hashed,
    opened_bundle,
    seal_manifest,
    write_bundle,
)
from ambos.exchange.head import Head
from ambos.exchange.sealing import Opener
from ambos.kernel.canonical import encode
from ambos.kernel.keys import AUTHORITY, Signer
from ambos.values.errors import AmbosError

FOLDER = Path(__file__).parents[2] / "spec" / "vectors" / "exchange"
OURS, THEIRS = Opener(bytes([7]) * 32), Opener(bytes([8]) * 32)
AUTHORITY_KEY = Signer.of(bytes([1]) * 32, "authority", AUTHORITY)
STRANGER = Signer.of(bytes([3]) * 32, "stranger", AUTHORITY)
HEAD = bytes(Head("us/channel/mx", None, None, 1, 1, 1_750_000_000))

Vector = dict[str, Any]


def vectors() -> dict[str, list[Vector]]:
    """Give every file's vectors by file name."""
    return {
        "chunks.json": list(_chunks()),
        "blobs.json": list(_blobs()),
        "manifests.json": list(_manifests()),
        "bundles.json": list(_bundles()),
    }


def printed(rows: list[Vector]) -> str:
    """Print one file: a JSON array with one vector on each line."""
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"


def vector(name: str, given: Vector, result: Vector | str) -> Vector:
    """Give one vector; a text as result is the class of a failure."""
    return {"name": name, "input": given, "failure" if isinstance(result, str) else "expected": result}


def committed(file: str, name: str, field: str) -> bytes:
    """Give a field of the input of a committed vector; nothing where there is none."""
    rows = json.loads((FOLDER / file).read_text()) if (FOLDER / file).is_file() else []
    found = (row["input"][field] for row in rows if row["name"] == name)
    return bytes.fromhex(next(found, ""))


# -- attachments


def _chunks() -> Iterator[Vector]:
    for name, number, last, plain in (
        ("only", 0, True, b"the rows"),
        ("empty", 0, True, b""),
        ("first-of-more", 0, False, b"the rows"),
        ("second", 1, False, b"the rows"),
        ("last", 258, True, b"the rows"),
    ):
        key = bytes(range(32))
        nonce = number.to_bytes(11, "big") + bytes([last])
        given = {"key": key.hex(), "number": number, "last": last, "plain": plain.hex()}
        yield vector(name, given, {"sealed": AESGCM(key).encrypt(nonce, plain, None).hex()})


def sealed_blob(name: str, content: bytes) -> bytes:
    """Give content sealed to the test key: as committed, if that still opens."""
    digest = sha256(content).digest()
    kept = committed("blobs.json", name, "sealed")
    try:
        if b"".join(opened([kept], [OURS], digest)) == content:
            return kept
    except AmbosError:
        pass
    return b"".join(sealed([content], OURS.recipient, digest))


def blob(name: str, data: bytes, digest: bytes, result: Vector | str, opener: Opener = OURS) -> Vector:
    given = {"seed": opener.seed.hex(), "digest": digest.hex(), "sealed": data.hex()}
    return vector(name, given, result)


def _blobs() -> Iterator[Vector]:
    content = b"month,number\n2026-01,7\n"
    digest = sha256(content).digest()
    made = sealed_blob("rows", content)
    yield blob("rows", made, digest, {"content": content.hex()})
    empty = sealed_blob("empty", b"")
    yield blob("empty", empty, sha256(b"").digest(), {"content": ""})
    broken = "exchange.blob-broken"
    yield blob("cut", made[:-1], digest, broken)
    yield blob("header-cut", made[:1176], digest, broken)
    yield blob("header-alone", made[:1177], digest, broken)
    yield blob("byte-added", made + b"\x00", digest, broken)
    yield blob("bit-turned", made[:-20] + bytes([made[-20] ^ 1]) + made[-19:], digest, broken)
    yield blob("another-mark", b"\x01" + made[1:], digest, broken)
    yield blob("another-digest", made, sha256(b"").digest(), "exchange.not-sealed-to-us")
    yield blob("another-key", made, digest, "exchange.key-not-held", THEIRS)


# -- bundles


def section(old: int, new: int, whole: int, length: int = 5) -> Frame:
    """Give a frame of a section."""
    return Frame(SECTION, b"", old, new, whole, length, sha256(bytes(length)).digest())


def piece(start: int, stop: int, whole: int) -> Frame:
    """Give a frame of a piece of an attachment."""
    return Frame(BLOB, bytes(range(NAME_BYTES)), start, stop, whole, stop - start, sha256(b"").digest())


def _manifests() -> Iterator[Vector]:
    for name, manifest in {
        "nothing-new": Manifest(HEAD, 9, 9, 1, 1, ()),
        "two-sections": Manifest(HEAD, 0, 9, 1, 1, (section(0, 4, 9), section(4, 9, 9))),
        "second-part": Manifest(HEAD, 9, 9, 2, 2, (piece(100, 300, 300),)),
        "both": Manifest(HEAD, 4, 9, 1, 2, (section(4, 9, 9), piece(0, 100, 300))),
    }.items():
        yield vector(name, {"manifest": bytes(manifest).hex()}, described(manifest))
    for name, plain in {
        "another-version": [2, HEAD, 0, 0, 1, 1, []],
        "part-zero": [1, HEAD, 0, 0, 0, 1, []],
        "part-beyond": [1, HEAD, 0, 0, 2, 1, []],
        "gap-between-sections": [1, HEAD, 0, 9, 1, 1, [[*section(0, 4, 9)], [*section(5, 9, 9)]]],
        "end-not-reached": [1, HEAD, 0, 9, 1, 1, [[*section(0, 4, 9)]]],
        "beyond-the-whole": [1, HEAD, 0, 9, 1, 1, [[*section(0, 9, 8)]]],
        "piece-of-another-length": [1, HEAD, 0, 0, 1, 1, [[*piece(0, 5, 9)._replace(length=6)]]],
        "name-of-another-length": [1, HEAD, 0, 0, 1, 1, [[*piece(0, 5, 9)._replace(name=b"x")]]],
        "section-behind-a-piece": [1, HEAD, 0, 9, 1, 1, [[*piece(0, 5, 9)], [*section(0, 9, 9)]]],
        "section-of-no-entries": [1, HEAD, 0, 0, 1, 1, [[*section(0, 0, 9)]]],
        "unknown-mark": [1, HEAD, 0, 0, 1, 1, [[*piece(0, 5, 9)._replace(sort=2)]]],
        "no-frames": [1, HEAD, 0, 0, 1, 1, None],
        "a-number-that-is-none": [1, HEAD, False, 0, 1, 1, []],
    }.items():
        yield vector(name, {"manifest": encode(plain).hex()}, "record.not-canonical")


def described(manifest: Manifest) -> Vector:
    """Give what a reader finds in a manifest."""
    told = {"head": manifest.head.hex(), "old": manifest.old, "new": manifest.new}
    frames = [
        {
            "mark": frame.sort,
            "name": frame.name.hex(),
            "start": frame.start,
            "stop": frame.stop,
            "whole": frame.whole,
            "length": frame.length,
            "digest": frame.digest.hex(),
        }
        for frame in manifest.frames
    ]
    return {**told, "part": manifest.part, "parts": manifest.parts, "frames": frames}


def _bundles() -> Iterator[Vector]:
    made = bundle_file()
    first = len(MAGIC) + 8 + int.from_bytes(made[len(MAGIC) : len(MAGIC) + 8], "big")
    yield bundle(
        "two-frames", made, {"frames": [b"\x01section".hex(), b"\x03piece".hex()], "old": 0, "new": 3}
    )
    yield bundle("cut", made[:-1], "exchange.bundle-cut")
    yield bundle("cut-in-the-manifest", made[: first - 1], "exchange.bundle-cut")
    yield bundle("longer", made + b"\x00", "exchange.bundle-cut")
    yield bundle("another-line", b"A" + made[1:], "exchange.not-a-bundle")
    yield bundle("another-mark", made[:23] + b"\x01" + made[24:], "exchange.not-a-bundle")
    yield bundle("frame-altered", made[:-1] + b"x", "exchange.bundle-damaged")
    yield bundle("length-altered", made[: first + 7] + b"\x00" + made[first + 8 :], "exchange.bundle-damaged")
    yield bundle("another-key", made, "exchange.key-not-held", opener=THEIRS)
    yield bundle("another-signer", made, "cose.signer-unknown", signer=STRANGER.public)


def bundle(
    name: str, data: bytes, result: Vector | str, opener: Opener = OURS, signer: bytes = AUTHORITY_KEY.public
) -> Vector:
    given = {"seed": opener.seed.hex(), "authority": signer.hex(), "file": data.hex()}
    return vector(name, given, result)


def bundle_file() -> bytes:
    """Give a bundle of two frames: as committed, if that still opens."""
    with TemporaryDirectory() as folder:
        path, sources = Path(folder) / "bundle", []
        for frame, data in ((section(0, 3, 3, 8), b"\x01section"), (piece(0, 6, 6), b"\x03piece")):
            (Path(folder) / str(frame.sort)).write_bytes(data)
            sources.append(hashed(Source(frame, Path(folder) / str(frame.sort), 0)))
        manifest = Manifest(HEAD, 0, 3, 1, 1, tuple(source.frame for source in sources))
        path.write_bytes(committed("bundles.json", "two-frames", "file"))
        try:
            with opened_bundle(path, [OURS]) as found:
                if found.verify(AUTHORITY_KEY.public) == manifest:
                    return path.read_bytes()
        except AmbosError:
            pass
        write_bundle(path, seal_manifest(manifest, AUTHORITY_KEY, OURS.recipient), sources)
        return path.read_bytes()


def main() -> None:
    """Write every file."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, rows in vectors().items():
        (FOLDER / name).write_text(printed(rows))


if __name__ == "__main__":
    main()
