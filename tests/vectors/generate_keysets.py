"""Make the vectors of spec/exchange on key sets: ``python -m tests.vectors.generate_keysets``.

ML-DSA-44 signing draws randomness, and so does a certificate; both are kept from the committed file as long
as it is there. All else comes from fixed seeds.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from ambos.exchange.keyset import (
    AUTHORITY,
    NOTES,
    ROOT,
    KeySet,
    Proven,
    SignedKeySet,
    parse_key_set,
    possession,
    sign_key_set,
)
from ambos.kernel.canonical import decode, encode
from ambos.kernel.ed25519 import sign
from tests.exchange.rooted import key_set, proof, root, seed
from tests.vectors.generate_record import MIXED_ORDER, SMALL_ORDER, Vector, printed, vector

FOLDER = Path(__file__).parents[2] / "spec" / "vectors" / "exchange"
FILE = "keysets.json"


@cache
def base() -> KeySet:
    """Give the first version, with the random parts that are committed."""
    made, path = key_set(), FOLDER / FILE
    if not path.is_file():
        return made
    kept = parse_key_set(bytes.fromhex(json.loads(path.read_text())[0]["input"]["set"])).keys
    return replace(made, notes_pq=kept.notes_pq, certificates=kept.certificates)


def vectors() -> list[Vector]:
    """Give every vector: sets that stand or do not, then sets that follow or do not."""
    return [*_standing(), *_following()]


def _signed(keys: KeySet, *numbers: int) -> SignedKeySet:
    return sign_key_set(keys, [root(number) for number in numbers])


def _set(name: str, data: bytes | SignedKeySet, result: Vector | str, **given: Any) -> Vector:
    return vector(name, {"set": bytes(data).hex(), **given}, result)


def _shown(keys: KeySet) -> Vector:
    return {"version": keys.version, "fingerprint": keys.fingerprint}


def _standing() -> Iterator[Vector]:
    keys = base()
    good = _signed(keys, 1, 2)
    yield _set("threshold-met", good, _shown(keys))
    yield _set("all-roots", _signed(keys, 1, 2, 3), _shown(keys))
    yield _set("a-root-of-another-set-beside", _signed(keys, 1, 2, 9), _shown(keys))
    yield _set("threshold-missed", _signed(keys, 1, 9), "exchange.key-set-unsigned")
    first, second = good.signatures
    broken = replace(good, signatures=(first._replace(signature=bytes(64)), second))
    yield _set("a-root-signs-wrongly", broken, "seal.signature-invalid")
    for name, changes, failure in _CHANGED:
        yield _set(name, _signed(replace(keys, **changes), 1, 2, 3), failure)
    plain = decode(bytes(good))
    wrong = {
        "signatures-out-of-order": [plain[0], plain[1][::-1]],
        "signature-twice": [plain[0], [plain[1][0], *plain[1]]],
        "one-field-more": [encode({**decode(plain[0]), "more": 1}), plain[1]],
        "version-as-text": [encode({**decode(plain[0]), "version": "1"}), plain[1]],
    }
    for name, parts in wrong.items():
        yield _set(name, encode(parts), "exchange.key-set-malformed")


def _unfit(digits: str) -> Proven:
    """Give a key outside the group, with a proof made of nothing."""
    return Proven(bytes.fromhex(digits), bytes(64))


def _for_us() -> Proven:
    """Give Mexico's key with a proof that it made for another party."""
    public = proof(AUTHORITY, 1).public
    return Proven(public, sign(seed(1), possession("US", "mx", AUTHORITY, public)))


_UNPROVEN, _REFUSED = "exchange.key-set-unproven", "seal.key-refused"
_CHANGED: list[tuple[str, dict[str, Any], str]] = [
    ("proof-for-another-purpose", {"authority": proof(NOTES, 1)}, _UNPROVEN),
    ("proof-for-another-party", {"authority": _for_us()}, _UNPROVEN),
    ("small-order-authority", {"authority": _unfit(SMALL_ORDER)}, _REFUSED),
    ("mixed-order-notes", {"notes": (_unfit(MIXED_ORDER),)}, _REFUSED),
    ("a-root-that-signs-notes", {"notes": (proof(NOTES, 101),)}, "exchange.key-set-malformed"),
    ("threshold-beyond-the-roots", {"threshold": 4}, "exchange.key-set-malformed"),
    ("no-exchange-key", {"exchange": (bytes(1216),)}, "exchange.key-invalid"),
]


def _following() -> Iterator[Vector]:
    keys = base()
    held = bytes(keys).hex()
    rolled = replace(
        keys,
        version=2,
        threshold=1,
        roots=(proof(ROOT, 104), proof(ROOT, 105)),
        notes=(proof(NOTES, 12),),
    )
    cases: list[tuple[str, SignedKeySet, Vector | str]] = [
        ("follows-by-both-thresholds", _signed(rolled, 1, 3, 5), _shown(rolled)),
        ("too-few-of-the-roots-before", _signed(rolled, 1, 4, 5), "exchange.key-set-unsigned"),
        ("none-of-its-own-roots", _signed(rolled, 1, 2, 3), "exchange.key-set-unsigned"),
        ("the-same-version-again", _signed(keys, 1, 2, 3), "exchange.key-set-skips"),
        ("a-version-skipped", _signed(replace(rolled, version=3), 1, 2, 4), "exchange.key-set-skips"),
        (
            "another-authority",
            _signed(replace(rolled, authority=proof(AUTHORITY, 9)), 1, 2, 4),
            "exchange.key-set-foreign",
        ),
        ("another-name", _signed(replace(rolled, name="other"), 1, 2, 4), "exchange.key-set-foreign"),
    ]
    for name, signed, result in cases:
        yield _set(name, signed, result, held=held)


def main() -> None:
    """Write the file."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / FILE).write_text(printed(vectors()))


if __name__ == "__main__":
    main()
