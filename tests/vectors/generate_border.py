"""Make the vectors of sealing, heads and requests: ``python -m tests.vectors.generate_border``.

Sealing draws randomness, so what is committed is kept as long as it opens to what it should. All else comes
from fixed seeds.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import zstandard

from ambos.exchange.head import Head
from ambos.exchange.request import NONCE_BYTES, TYPE, sign_request
from ambos.exchange.sealed import VERSION, info, open_section, seal_section
from ambos.exchange.sealing import Opener
from ambos.exchange.section import Item, Section
from ambos.kernel.canonical import encode
from ambos.kernel.cose import sign_message
from ambos.kernel.keys import Signer
from ambos.kernel.note import print_base64
from ambos.values.errors import AmbosError
from tests.vectors.generate_record import Vector, printed, vector

FOLDER = Path(__file__).parents[2] / "spec" / "vectors" / "exchange"
ORIGIN = "party-one.example/channel/mx"
OURS, OTHER = Opener(bytes([21]) * 32), Opener(bytes([22]) * 32)
ASKER, STRANGER = (Signer.of(bytes([n]) * 32, "authority", "authority") for n in (23, 24))
TIME, PATH = 1_750_000_000, "/v1/sections/4096"
NOTE, RECEIPT = b"filler in the place of a note", b"filler in the place of a receipt"
SECTION = Section(ORIGIN, 2, 4, (bytes(32),), NOTE, (Item(b"one", b"a preimage"), Item(b"two", None)))


def vectors() -> dict[str, list[Vector]]:
    """Give every file's vectors by file name."""
    return {
        "sealed-sections.json": list(_sealed()),
        "heads.json": list(_heads()),
        "requests.json": list(_requests()),
    }


@cache
def _kept(name: str) -> dict[str, bytes]:
    """Give the sealed bytes that are committed, by the name of their vector."""
    path = FOLDER / name
    rows = json.loads(path.read_text()) if path.is_file() else []
    return {row["name"]: bytes.fromhex(row["input"]["sealed"]) for row in rows}


def _once(name: str, plain: bytes) -> bytes:
    """Give packed bytes sealed to the vectors' key: as committed, if those are the same."""
    kept = _kept("sealed-sections.json").get(name, b"")
    try:
        if OURS.open(kept[9:], info(ORIGIN)) == plain:
            return kept
    except AmbosError:
        pass
    return VERSION + OURS.recipient.key_id + OURS.recipient.seal(plain, info(ORIGIN))


def _pack(data: bytes, size: bool = True) -> bytes:
    return zstandard.ZstdCompressor(write_content_size=size).compress(data)


def _sealed() -> Iterator[Vector]:
    """Give what opens, and what does not, with the secret seed of the key that it is sealed to."""
    whole = _kept("sealed-sections.json").get("a-section", b"")
    try:
        open_section(whole, [OURS], ORIGIN)
    except AmbosError:
        whole = seal_section(SECTION, OURS.recipient)
    given = {"seed": OURS.seed.hex(), "public": OURS.recipient.public.hex(), "origin": ORIGIN}

    def row(name: str, data: bytes, result: Vector | str, **other: Any) -> Vector:
        return vector(name, {**given, "sealed": data.hex(), **other}, result)

    yield row("a-section", whole, {"section": bytes(SECTION).hex()})
    yield row("another-channel", whole, "exchange.not-sealed-to-us", origin="party-one.example/channel/ca")
    yield row("another-key", whole, "exchange.key-not-held", seed=OTHER.seed.hex())
    renamed = VERSION + OTHER.recipient.key_id + whole[9:]
    yield row("another-key-s-name", renamed, "exchange.not-sealed-to-us", seed=OTHER.seed.hex())
    yield row("another-version", b"\x02" + whole[1:], "exchange.not-a-sealed-section")
    yield row("cut-short", whole[:-1], "exchange.not-sealed-to-us")
    yield row("no-key-id", whole[:8], "exchange.not-a-sealed-section")
    for name, plain in (
        ("not-packed", bytes(SECTION)),
        ("two-frames", _pack(bytes(SECTION)) * 2),
        ("size-not-stated", _pack(bytes(SECTION), size=False)),
        ("no-section", _pack(b"no section")),
        ("too-large", _claimed(1 << 30)),
    ):
        yield row(name, _once(name, plain), "exchange.not-a-sealed-section")


def _claimed(size: int) -> bytes:
    """Give a frame that claims to unpack to ``size`` bytes, and is one block of one byte many times."""
    head = b"\x28\xb5\x2f\xfd\xa0" + size.to_bytes(4, "little")  # RFC 8878 3.1.1.1
    block = ((1 << 17) << 3 | 0b011).to_bytes(3, "little") + b"\x00"  # last block, run length
    return head + block


def _heads() -> Iterator[Vector]:
    full, empty = Head(ORIGIN, NOTE, RECEIPT, 1, 2, TIME), Head(ORIGIN, None, None, 1, 1, TIME)
    for name, head in (("full", full), ("empty", empty)):
        shown = {
            "origin": head.origin,
            "note": None if head.note is None else head.note.hex(),
            "receipt": None if head.receipt is None else head.receipt.hex(),
            "policy": head.policy,
            "keyset": head.keyset,
            "time": head.time,
        }
        yield vector(name, {"head": bytes(head).hex()}, shown)
    plain = [1, ORIGIN, NOTE, RECEIPT, 1, 2, TIME]
    for name, data in (
        ("another-version", encode([2, *plain[1:]])),
        ("no-origin", encode([1, "", *plain[2:]])),
        ("empty-note", encode([1, ORIGIN, b"", *plain[3:]])),
        ("negative-time", encode([*plain[:6], -1])),
        ("a-part-too-many", encode([*plain, 0])),
        ("a-part-too-few", encode(plain[:6])),
        ("bytes-behind", bytes(full) + b"\x00"),
        ("longer-spelling", b"\x98\x07" + bytes(full)[1:]),
    ):
        yield vector(name, {"head": data.hex()}, "exchange.not-a-head")


def _requests() -> Iterator[Vector]:
    """Give requests at a border that knows one key, and whether each was admitted before."""
    nonce = bytes(range(NONCE_BYTES))

    def row(name: str, header: str, result: Vector | str, path: str = PATH, before: int = 0) -> Vector:
        given = {"key": ASKER.public.hex(), "origin": ORIGIN, "path": path, "now": TIME, "header": header}
        return vector(name, {**given, "admitted_before": before}, result)

    def signed(path: str = PATH, origin: str = ORIGIN, time: int = TIME, signer: Signer = ASKER) -> str:
        return sign_request(path, origin, nonce, time, kid=signer.kid, sign=signer.sign)

    def said(payload: Any, sort: str = TYPE) -> str:
        return print_base64(sign_message(encode(payload), sort, ASKER.kid, ASKER.sign))

    yield row("in-time", signed(), {"admitted": True})
    yield row("just-in-time", signed(time=TIME - 300), {"admitted": True})
    yield row("just-not-too-early", signed(time=TIME + 300), {"admitted": True})
    yield row("too-late", signed(time=TIME - 301), "exchange.request-stale")
    yield row("too-early", signed(time=TIME + 301), "exchange.request-stale")
    yield row("again", signed(), "exchange.request-repeated", before=1)
    yield row("another-path", signed(), "exchange.request-invalid", path="/v1/head")
    yield row("another-channel", signed(origin="party-two.example/channel/mx"), "exchange.request-invalid")
    yield row("a-stranger", signed(signer=STRANGER), "exchange.request-invalid")
    forged = sign_request(PATH, ORIGIN, nonce, TIME, kid=ASKER.kid, sign=STRANGER.sign)
    yield row("under-a-known-name", forged, "exchange.request-invalid")
    yield row(
        "another-type", said([PATH, ORIGIN, nonce, TIME], "ambos-manifest+cbor"), "exchange.request-invalid"
    )
    yield row("short-nonce", said([PATH, ORIGIN, nonce[:15], TIME]), "exchange.request-invalid")
    yield row("time-as-text", said([PATH, ORIGIN, nonce, str(TIME)]), "exchange.request-invalid")
    yield row("a-part-too-few", said([PATH, ORIGIN, nonce]), "exchange.request-invalid")
    yield row("no-request", "", "exchange.request-invalid")
    yield row("another-spelling", signed() + "=", "exchange.request-invalid")


if __name__ == "__main__":
    for file, rows in vectors().items():
        (FOLDER / file).write_text(printed(rows), encoding="utf-8")
