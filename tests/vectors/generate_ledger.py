"""Make the vectors of spec/ledger from fixed seeds: ``python -m tests.vectors.generate_ledger``.

ML-DSA-44 signing draws randomness, so a committed ML-DSA line that still verifies is kept as it stands.
"""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import cbor2

from ambos.kernel.checkpoint import Checkpoint, Signer, cosign, open_checkpoint, sign_checkpoint
from ambos.kernel.merkle import (
    EMPTY_ROOT,
    batch_root,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
)
from ambos.kernel.note import Algorithm, NoteInvalid
from tests.vectors.trees import MemoryTree

FOLDER = Path(__file__).parents[2] / "spec" / "vectors" / "ledger"
SIZES = (0, 1, 2, 3, 7, 8, 255, 256, 257, 512, 65_536, 65_793)
INCLUSIONS = ((0, 1), (0, 2), (1, 3), (5, 7), (255, 256), (256, 257), (300, 65_793), (65_792, 65_793))
EXTENSIONS = ((1, 2), (3, 7), (4, 7), (255, 257), (256, 512), (257, 65_793), (65_536, 65_793))
ORIGIN = "party-one.example/house"
CHANNEL = "party-one.example/channel/mx"
TIME = 1_750_000_000
LOG = Signer(ORIGIN, Algorithm.ED25519, bytes([1]) * 32)
LOG_PQ = Signer(ORIGIN, Algorithm.ML_DSA_44, bytes([2]) * 32)
PEER = Signer("party-two.example/mirror", Algorithm.ED25519_COSIGNATURE, bytes([3]) * 32)
STRANGER = Signer(ORIGIN, Algorithm.ED25519, bytes([4]) * 32)
KEYS = [LOG.key, LOG_PQ.key]

Vector = dict[str, Any]


def entry(index: int) -> bytes:
    """Give entry ``index`` of the vectors' tree: its number as four bytes, big-endian."""
    return index.to_bytes(4, "big")


def tree() -> MemoryTree:
    """Give the largest tree of the vectors; the smaller ones are its beginnings."""
    return MemoryTree([leaf_hash(entry(index)) for index in range(SIZES[-1])])


def vectors(committed: Path = FOLDER) -> dict[str, list[Vector]]:
    """Give every file's vectors by file name."""
    grown = tree()
    note = _house_note(grown, committed)
    return {
        "roots.json": list(_roots(grown)),
        "tiles.json": list(_tiles(grown)),
        "inclusion.json": list(_inclusion(grown)),
        "consistency.json": list(_consistency(grown)),
        "checkpoints.json": list(_checkpoints(grown)),
        "notes.json": list(_notes(note)),
        "receipts.json": list(_receipts(note)),
        "anchors.json": list(_anchors(grown)),
    }


def printed(rows: list[Vector]) -> str:
    """Print one file: a JSON array with one vector on each line."""
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"


def _roots(grown: MemoryTree) -> Iterator[Vector]:
    for size in SIZES:
        yield _vector(f"size-{size}", {"size": size}, {"root": grown.root_at(size).hex()})


def _tiles(grown: MemoryTree) -> Iterator[Vector]:
    for tile in grown.full:
        if tile.index in (0, 1, 255):
            where = {"size": grown.size, "level": tile.level, "index": tile.index}
            yield _vector(f"tile-{tile.level}-{tile.index}", where, {"sha256": sha256(tile.data).hexdigest()})


def _inclusion(grown: MemoryTree) -> Iterator[Vector]:
    for index, size in INCLUSIONS:
        given = {
            "index": index,
            "size": size,
            "leaf": leaf_hash(entry(index)).hex(),
            "root": grown.root_at(size).hex(),
            "proof": [item.hex() for item in inclusion_proof(grown, index, size)],
        }
        yield _vector(f"entry-{index}-in-{size}", given, {})
        yield _vector(
            f"entry-{index}-in-{size}-other-leaf", given | {"leaf": "00" * 32}, "merkle.proof-invalid"
        )
        yield _vector(f"entry-{index}-in-{size}-beyond", given | {"index": size}, "merkle.proof-invalid")


def _consistency(grown: MemoryTree) -> Iterator[Vector]:
    for old, new in EXTENSIONS:
        given = {
            "old": old,
            "new": new,
            "old-root": grown.root_at(old).hex(),
            "new-root": grown.root_at(new).hex(),
            "proof": [item.hex() for item in consistency_proof(grown, old, new)],
        }
        yield _vector(f"{old}-to-{new}", given, {})
        yield _vector(
            f"{old}-to-{new}-other-history", given | {"old-root": "00" * 32}, "merkle.proof-invalid"
        )
    yield _vector(
        "from-nothing",
        {
            "old": 0,
            "new": 1,
            "old-root": EMPTY_ROOT.hex(),
            "new-root": batch_root([bytes(32)]).hex(),
            "proof": [],
        },
        "merkle.proof-invalid",
    )


def _checkpoints(grown: MemoryTree) -> Iterator[Vector]:
    for origin, size in ((ORIGIN, 0), (ORIGIN, 257), (CHANNEL, 65_793)):
        root = grown.root_at(size)
        yield _vector(
            f"{origin}-{size}",
            {"text": Checkpoint(origin, size, root).text()},
            {"origin": origin, "size": size, "root": root.hex()},
        )
    good = Checkpoint(ORIGIN, 257, grown.root_at(257)).text()
    first, second, third, _ = good.split("\n")
    for name, text in {
        "leading-zero": f"{first}\n0{second}\n{third}\n",
        "signed-size": f"{first}\n+{second}\n{third}\n",
        "other-digits": f"{first}\n٢٥٧\n{third}\n",
        "size-above-2-63": f"{first}\n9223372036854775808\n{third}\n",
        "extension-line": good + "extension\n",
        "no-last-newline": good[:-1],
        "carriage-return": good.replace("\n", "\r\n"),
        "origin-with-space": f"a b\n{second}\n{third}\n",
        "origin-empty": f"\n{second}\n{third}\n",
        "short-root": f"{first}\n{second}\n{third[:40]}\n",
        "loose-base64": f"{first}\n{second}\n{third[:-2]}{chr(ord(third[-2]) + 1)}=\n",
        "empty-tree-with-other-root": f"{first}\n0\n{third}\n",
    }.items():
        yield _vector(name, {"text": text}, "note.invalid")


def _house_note(grown: MemoryTree, committed: Path) -> bytes:
    checkpoint = Checkpoint(ORIGIN, 257, grown.root_at(257))
    kept = committed / "notes.json"
    if kept.exists():
        note = json.loads(kept.read_text())[0]["input"]["note"].encode()
        try:
            if open_checkpoint(note, KEYS).checkpoint == checkpoint:
                return bytes(note)
        except NoteInvalid:
            pass
    return sign_checkpoint(checkpoint, [LOG, LOG_PQ], TIME)


def _notes(note: bytes) -> Iterator[Vector]:
    keys = [str(key) for key in KEYS]
    text = note.decode()
    body, lines = text.split("\n\n")
    classic, hybrid = lines.splitlines(keepends=True)
    opened = open_checkpoint(note, KEYS)
    receipt = cosign(opened, PEER, TIME + 60).decode()
    expected = {"origin": ORIGIN, "size": 257, "times": [None, TIME]}
    yield _vector("house", {"note": text, "keys": keys}, expected)
    yield _vector(
        "house-cosigned",
        {"note": text + receipt, "keys": [*keys, str(PEER.key)]},
        expected | {"times": [None, TIME, TIME + 60]},
    )
    yield _vector(
        "unknown-line-passed-over", {"note": text + receipt, "keys": keys[:1]}, expected | {"times": [None]}
    )
    stranger = str(STRANGER.key)
    for name, said, held, failure in (
        ("no-known-key", text, [stranger], "note.untrusted"),
        ("without-ed25519", f"{body}\n\n{hybrid}", keys, "note.untrusted"),
        ("only-a-cosigner", text + receipt, [str(PEER.key)], "note.untrusted"),
        ("other-size", text.replace("\n257\n", "\n258\n"), keys, "note.signature-invalid"),
        ("damaged-ml-dsa", f"{body}\n\n{classic}{_damaged(hybrid)}", keys, "note.signature-invalid"),
        ("no-signature", f"{body}\n\n", keys, "note.invalid"),
        ("no-blank-line", f"{body}\n{lines}", keys, "note.invalid"),
        ("line-twice", text + classic, keys, "note.invalid"),
        ("no-last-newline", text[:-1], keys, "note.invalid"),
        ("hyphen-for-dash", f"{body}\n\n{classic.replace('—', '-')}", keys, "note.invalid"),
        ("tab", text.replace(" ", "\t"), keys, "note.invalid"),
    ):
        yield _vector(name, {"note": said, "keys": held}, failure)


def _receipts(note: bytes) -> Iterator[Vector]:
    opened = open_checkpoint(note, KEYS)
    line = cosign(opened, PEER, TIME + 60).decode()
    given = {"checkpoint": opened.checkpoint.text(), "line": line, "key": str(PEER.key)}
    yield _vector("receipt", given, {"time": TIME + 60})
    for name, changed, failure in (
        (
            "other-checkpoint",
            {"checkpoint": Checkpoint(ORIGIN, 0, EMPTY_ROOT).text()},
            "note.signature-invalid",
        ),
        ("damaged", {"line": _damaged(line)}, "note.signature-invalid"),
        ("other-key", {"key": str(LOG.key)}, "note.untrusted"),
        ("not-a-line", {"line": line[:-1]}, "note.invalid"),
    ):
        yield _vector(name, given | changed, failure)


def _anchors(grown: MemoryTree) -> Iterator[Vector]:
    for size in (1, 257, 65_793):
        head: Vector = {"root": grown.root_at(size).hex(), "size": size}
        yield _vector(f"anchor-{size}", head, {"body": cbor2.dumps(head, canonical=True).hex()})


def _damaged(line: str) -> str:
    """Change one character in the middle of a line's base 64, to another letter."""
    at = len(line) // 2
    return line[:at] + ("A" if line[at] != "A" else "B") + line[at + 1 :]


def _vector(name: str, given: Vector, expected: Vector | str) -> Vector:
    outcome = {"failure": expected} if isinstance(expected, str) else {"expected": expected}
    return {"name": name, "input": given} | outcome


def main() -> None:
    """Write every file."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, rows in vectors().items():
        (FOLDER / name).write_text(printed(rows))


if __name__ == "__main__":
    main()
