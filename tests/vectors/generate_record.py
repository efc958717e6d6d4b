"""Make the vectors of spec/record from fixed seeds: ``python -m tests.vectors.generate_record``.

What is to be refused is put together by hand: the kernel's own printer cannot print it.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import cbor2

from ambos.kernel.canonical import byte_string, encode
from ambos.kernel.header import print_header
from ambos.kernel.joint import COUNTERSIGNS, DISPUTES, WITHDRAWS
from ambos.kernel.keys import AUTHORITY, OFFICER, Signer, possession, thumbprint
from ambos.kernel.merkle import batch_root
from ambos.kernel.record import Header, Reference
from ambos.kernel.seal import Sealed, parse_statement, print_preimage, seal
from ambos.values.handling import PUBLIC, Label
from ambos.values.terms import Terms

FOLDER = Path(__file__).parents[2] / "spec" / "vectors" / "record"
TIME = 1_750_000_000
AUTHORITY_KEY = Signer.of(bytes([1]) * 32, "authority", AUTHORITY)
OFFICER_KEY = Signer.of(bytes([2]) * 32, "officer-one", OFFICER)
STRANGER = Signer.of(bytes([3]) * 32, "stranger", OFFICER)
SECOND = Signer.of(bytes([4]) * 32, "officer-two", OFFICER)
ORDER_OF_GROUP = 2**252 + 27742317777372353535851937790883648493
SMALL_ORDER = "01" + "00" * 31
MIXED_ORDER = "cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d"  # ed25519-speccheck, case 3
RELEASED = Label(("MX",), "amber")
TERMS = Terms(("not-for-court",), ("extradition", "prosecution"), date(2026, 12, 31), "CA")

Vector = dict[str, Any]
Item = tuple[bytes, bytes | None]


def vectors() -> dict[str, list[Vector]]:
    """Give every file's vectors by file name."""
    return {
        "canonical.json": list(_canonical()),
        "labels.json": list(_labels()),
        "statements.json": list(_statements()),
        "signatures.json": list(_signatures()),
        "preimages.json": list(_preimages()),
        "keys.json": list(_keys()),
        "registers.json": list(_registers()),
        "settling.json": list(_settling()),
    }


def printed(rows: list[Vector]) -> str:
    """Print one file: a JSON array with one vector on each line."""
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"


def vector(name: str, given: Vector, result: Vector | str) -> Vector:
    """Give one vector; a text as result is the class of a failure."""
    return {"name": name, "input": given, "failure" if isinstance(result, str) else "expected": result}


# -- canonical form


def _canonical() -> Iterator[Vector]:
    for name, value in {
        "zero": 0,
        "largest-word": 2**64 - 1,
        "smallest-word": -(2**64),
        "text": "México",
        "empty-map": {},
        "text-keys": {"es": "reunión", "en": "meeting", "held": "2021-10-08"},
        "nested-16": _nested(16),
        "plain-values": [True, False, None, -1, 24, 256, 65_536],
    }.items():
        yield vector(name, {"cbor": encode(value).hex()}, {"value": value})
    for name, data in {
        "longer-head": "1817",
        "longer-length": "5801ff",
        "indefinite-array": "9f01ff",
        "indefinite-text": "7f6161ff",
        "key-twice": "a201010102",
        "keys-out-of-order": "a202010101",
        "text-keys-out-of-order": "a26162016161 01",
        "length-first-order": "a261610119038802",
        "short-text-beside-label": "a21903e801616102",
        "float": "f93c00",
        "double": "fb3ff0000000000000",
        "not-a-number": "f97e00",
        "tag": "c11a5eb63bbb",
        "big-number": "c249010000000000000000",
        "negative-big-number": "c349010000000000000000",
        "undefined": "f7",
        "simple-value": "e0",
        "not-utf-8": "62c328",
        "surrogate": "63eda080",
        "key-of-bytes": "a1410101",
        "key-below-zero": "a12001",
        "key-above-65535": "a11a0001000001",
        "key-true": "a1f501",
        "bytes-after": "0001",
        "cut-short": "6261",
        "nothing": "",
        "nested-17": "81" * 17 + "01",
    }.items():
        yield vector(name, {"cbor": data.replace(" ", "")}, "record.not-canonical")


def _nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


def _labels() -> Iterator[Vector]:
    for name, label in {
        "public": PUBLIC,
        "owner-only": Label(),
        "released": RELEASED,
        "two-parties": Label(("MX", "US"), "green"),
        "compartment": Label(("MX",), "red", "fentanyl-task-force", "H2"),
    }.items():
        yield vector(name, {"label": label.plain()}, {"public": label.public, "release": list(label.release)})
    for name, plain in {
        "unknown-tlp": ["white", [], "", ""],
        "parties-out-of-order": ["green", ["US", "MX"], "", ""],
        "party-twice": ["green", ["MX", "MX"], "", ""],
        "party-in-small-letters": ["green", ["mx"], "", ""],
        "public-with-party": ["clear", ["MX"], "", ""],
        "public-with-compartment": ["clear", [], "fentanyl", ""],
        "unknown-code": ["amber", [], "", "H4"],
        "compartment-no-slug": ["amber", [], "Task Force", ""],
        "three-parts": ["amber", [], ""],
        "null-compartment": ["amber", [], None, ""],
        "text": "amber",
    }.items():
        yield vector(name, {"label": plain}, "record.not-canonical")


# -- statements


def header(number: int, kind: str = "goal", **changes: Any) -> Header:
    """Give an honest header; ``number`` makes its id."""
    fields: dict[str, Any] = {
        "kind": kind,
        "version": 1,
        "party": "US",
        "subject": f"{kind}/sample-{number}",
        "rid": rid(number),
        "time": TIME,
        "kid": OFFICER_KEY.kid,
        "label": RELEASED,
    }
    return Header(**fields | changes)


def rid(number: int) -> bytes:
    """Give a UUIDv7 of the vectors' time whose randomness is a number."""
    return ((TIME * 1000) << 80 | 7 << 76 | 2 << 62 | number).to_bytes(16, "big")


def salt(number: int) -> bytes:
    """Give a salt of the vectors."""
    return sha256(b"salt %d" % number).digest()


def sealed(made: Header, body: Any, signer: Signer | None) -> Sealed:
    """Seal a body; without a signer the statement is a batch's member."""
    return seal(made, encode(body), salt(made.rid[-1]), signer.sign if signer else None)


def _goal(number: int) -> Sealed:
    return sealed(header(number), {"framework": "framework/sample", "name": {"en": "A goal"}}, OFFICER_KEY)


def _statements() -> Iterator[Vector]:
    first = _goal(1)
    tie = Reference("revises", first.rid, first.leaf)
    honest = {
        "goal": first,
        "revision": sealed(header(2, subject="goal/sample-1", references=(tie,)), {}, OFFICER_KEY),
        "seen": sealed(header(3, seen={"party-two.example/channel/us": 12}), {}, OFFICER_KEY),
        "batch-head": sealed(header(4, "batch", batch=(bytes(32), 65_536)), {}, AUTHORITY_KEY),
        "batch-member": sealed(header(5, "figure"), {}, None),
        "unknown-label": sealed(header(6, unknown={"own": "ambos:MX", 40_000: [1]}), {}, OFFICER_KEY),
        "terms": sealed(header(8, label=RELEASED.under(TERMS)), {}, OFFICER_KEY),
        "terms-of-a-member": sealed(header(9, "figure", label=RELEASED.under(TERMS)), {}, None),
        "critical-label-unknown": sealed(header(10, unknown={"own": 1}, critical=("own",)), {}, OFFICER_KEY),
        "critical-labels-in-order": sealed(
            header(11, label=RELEASED.under(TERMS), unknown={40_000: 1}, critical=(40_000, "typ")),
            {},
            OFFICER_KEY,
        ),
        "late-version": sealed(header(7, version=9_999), {}, OFFICER_KEY),
    }
    for name, made in honest.items():
        yield vector(name, {"statement": made.statement.hex()}, _seen(made))
    for name, data in {**_broken_envelopes(first.statement), **_broken_headers(first)}.items():
        yield vector(name, {"statement": data.hex()}, "record.not-canonical")


def _seen(made: Sealed) -> Vector:
    """Say what a reader finds in a statement, as JSON."""
    found = parse_statement(made.statement)
    return described(found.header) | {"digest": found.digest.hex(), "leaf": made.leaf.hex()}


def described(found: Header) -> Vector:
    """Give a header as JSON."""
    return {
        "kind": found.kind,
        "version": found.version,
        "party": found.party,
        "subject": found.subject,
        "rid": found.rid.hex(),
        "time": found.time,
        "kid": found.kid.hex(),
        "label": found.label.plain(),
        "references": [[tie.relation, tie.rid.hex(), tie.leaf.hex()] for tie in found.references],
        "seen": dict(found.seen),
        "batch": None if found.batch is None else [found.batch[0].hex(), found.batch[1]],
        "unknown": [str(label) for label in sorted(found.unknown, key=str)],
        **({"terms": found.label.terms.plain()} if found.label.terms else {}),
        **({"critical": [str(label) for label in found.critical]} if found.critical else {}),
    }


def _broken_envelopes(good: bytes) -> dict[str, bytes]:
    tagless, unprotected = good[1:], good.replace(b"\xa0\x58\x20", b"\xa1\x04\x40\x58\x20")
    return {
        "no-tag": tagless,
        "other-tag": b"\xd1" + tagless,
        "array-of-three": good.replace(b"\xd2\x84", b"\xd2\x83", 1),
        "unprotected-header": unprotected,
        "longer-header-head": good.replace(good[2:4], b"\x59\x00" + good[3:4], 1),
        "digest-of-31-bytes": good[:-100] + b"\x58\x1f" + good[-98:-67] + good[-66:],
        "payload-absent": good[:-100] + b"\xf6" + good[-66:],
        "signature-of-63-bytes": good[:-66] + b"\x58\x3f" + good[-64:-1],
        "signature-cut-short": good[:-1],
        "bytes-after": good + b"\x00",
        "nothing": b"",
        "too-large": good[:2] + byte_string(bytes(16_384)) + good[-101:],
    }


def _broken_headers(first: Sealed) -> dict[str, bytes]:
    plain = cbor2.loads(print_header(header(1)))
    claims = plain[15]
    tie = [["revises", first.rid, first.leaf]]
    changed: dict[str, dict[Any, Any]] = {
        "other-algorithm": {1: -8},
        "no-critical-label": {2: []},
        "unknown-critical-label": {2: ["lab", "own"]},
        "critical-label-twice": {2: ["lab", "lab"]},
        "critical-labels-out-of-order": {2: ["typ", "lab"]},
        "critical-without-handling": {2: ["typ"]},
        "critical-as-text": {2: "lab"},
        "terms-not-critical": {"trm": TERMS.plain()},
        "terms-critical-and-absent": {2: ["lab", "trm"]},
        "terms-empty": {2: ["lab", "trm"], "trm": [[], [], None, ""]},
        "terms-as-text": {2: ["lab", "trm"], "trm": "not-for-court"},
        "terms-of-what-is-public": {2: ["lab", "trm"], "trm": TERMS.plain(), "lab": PUBLIC.plain()},
        "short-kid": {4: bytes(7)},
        "claims-as-list": {15: ["ambos:US", "goal/sample-1", TIME]},
        "fourth-claim": {15: claims | {4: TIME}},
        "issuer-of-another-scheme": {15: claims | {1: "https:US"}},
        "issuer-in-small-letters": {15: claims | {1: "ambos:us"}},
        "subject-without-slug": {15: claims | {2: "goal"}},
        "subject-as-prose": {15: claims | {2: "goal/Pursue networks"}},
        "time-as-text": {15: claims | {6: "2025"}},
        "time-below-zero": {15: claims | {6: -1}},
        "other-digest": {258: -43},
        "other-media-type": {259: "application/json"},
        "short-rid": {"rid": bytes(15)},
        "rid-as-text": {"rid": "0" * 16},
        "version-zero": {"typ": "goal/0"},
        "version-with-leading-zero": {"typ": "goal/01"},
        "version-of-five-digits": {"typ": "goal/10000"},
        "version-absent": {"typ": "goal"},
        "kind-in-capitals": {"typ": "Goal/1"},
        "empty-references": {"ref": []},
        "reference-of-two": {"ref": [["revises", first.rid]]},
        "reference-with-short-leaf": {"ref": [["revises", first.rid, first.leaf[1:]]]},
        "reference-by-number": {"ref": [[1, first.rid, first.leaf]]},
        "references-as-map": {"ref": {"revises": tie[0][1:]}},
        "empty-seen": {"see": {}},
        "seen-as-list": {"see": [["party-two.example/channel/us", 12]]},
        "seen-below-zero": {"see": {"party-two.example/channel/us": -1}},
        "batch-root-in-another-kind": {"bat": [bytes(32), 1]},
        "batch-without-root": {"typ": "batch/1", 15: claims | {2: "batch/sample-1"}},
        "batch-of-none": {"typ": "batch/1", 15: claims | {2: "batch/sample-1"}, "bat": [bytes(32), 0]},
        "batch-too-large": {"typ": "batch/1", 15: claims | {2: "batch/sample-1"}, "bat": [bytes(32), 65_537]},
        "label-unknown": {"lab": ["white", [], "", ""]},
        "float-label": {"own": 1.5},
    }
    broken = {name: plain | change for name, change in changed.items()}
    broken |= {f"without-{label}": _without(plain, label) for label in plain}
    made = {name: _enveloped(cbor2.dumps(fields, canonical=True), first) for name, fields in broken.items()}
    made["header-as-list"] = _enveloped(encode([1, 2]), first)
    made["header-empty"] = _enveloped(b"", first)
    made["header-out-of-order"] = _enveloped(cbor2.dumps(dict(reversed(plain.items()))), first)
    return made


def _without(fields: dict[Any, Any], label: Any) -> dict[Any, Any]:
    return {name: value for name, value in fields.items() if name != label}


def _enveloped(protected: bytes, first: Sealed) -> bytes:
    return b"\xd2\x84" + byte_string(protected) + first.statement[-101:]


def _signatures() -> Iterator[Vector]:
    good = _goal(1).statement
    member = sealed(header(5, "figure"), {}, None).statement
    public = OFFICER_KEY.public.hex()
    yield vector("signed", {"statement": good.hex(), "public": public}, {})
    s = int.from_bytes(good[-32:], "little") + ORDER_OF_GROUP
    forged = good[:-64] + bytes.fromhex(SMALL_ORDER) + bytes(32)
    for name, data, key in (
        ("other-key", good, STRANGER.public.hex()),
        ("signature-bit", _flipped(good, len(good) - 1), public),
        ("digest-bit", _flipped(good, len(good) - 70), public),
        ("header-bit", _flipped(good, good.index(b"sample")), public),
        ("s-plus-group-order", good[:-32] + s.to_bytes(32, "little"), public),
        ("small-order-key", forged, SMALL_ORDER),
        ("member-of-a-batch-alone", member, public),
    ):
        yield vector(name, {"statement": data.hex(), "public": key}, "seal.signature-invalid")


def _flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def _preimages() -> Iterator[Vector]:
    for name, body in {
        "empty": {},
        "goal": {"name": {"es": "Una meta"}},
        "long": {"note": "x" * 300},
    }.items():
        preimage = print_preimage(salt(1), encode(body))
        given = {"preimage": preimage.hex(), "digest": sha256(preimage).hexdigest()}
        yield vector(name, given, {"body": encode(body).hex()})
    good = print_preimage(salt(1), encode({}))
    other = sha256(print_preimage(salt(2), encode({}))).hexdigest()
    yield vector("other-salt", {"preimage": good.hex(), "digest": other}, "record.digest-mismatch")
    for name, preimage in {
        "array-of-three": b"\x83" + good[1:] + b"\x00",
        "short-salt": b"\x82\x58\x1f" + good[4:],
        "longer-body-head": good[:-2] + b"\x58\x01" + good[-1:],
        "bytes-after": good + b"\x00",
        "body-cut-short": good[:-1],
    }.items():
        given = {"preimage": preimage.hex(), "digest": sha256(preimage).hexdigest()}
        yield vector(name, given, "record.not-canonical")


# -- keys, registers


def _keys() -> Iterator[Vector]:
    for signer in (AUTHORITY_KEY, OFFICER_KEY):
        given = {"public": signer.public.hex()}
        found = {"thumbprint": thumbprint(signer.public).hex(), "kid": signer.kid.hex()}
        yield vector(f"thumbprint-{signer.holder}", given, found)
        proof = signer.key_body("US")
        given = {"party": "US", **proof}
        message = possession("US", signer.holder, signer.purpose, signer.public)
        yield vector(f"possession-{signer.holder}", given, {"message": message.hex()})
        for name, change in {
            "other-party": {"party": "MX"},
            "other-holder": {"holder": "somebody"},
            "other-purpose": {"purpose": "observer"},
        }.items():
            yield vector(f"possession-{signer.holder}-{name}", {**given, **change}, "seal.signature-invalid")
    for name, public in {"small-order": SMALL_ORDER, "mixed-order": MIXED_ORDER, "short": "00" * 31}.items():
        yield vector(name, {"public": public}, "seal.key-refused")


def _key(number: int, signer: Signer, by: Signer, **changes: str) -> Item:
    head = header(number, "key", kid=by.kid, label=PUBLIC)
    made = sealed(head, {**signer.key_body("US"), **changes}, by)
    return made.statement, made.preimage


def _end(number: int, ended: int, target: bytes, by: Signer = AUTHORITY_KEY) -> Item:
    tie = Reference("ends", rid(ended), sha256(b"\x00" + target).digest())
    made = sealed(header(number, "key-end", kid=by.kid, label=PUBLIC, references=(tie,)), {}, by)
    return made.statement, made.preimage


def _said(number: int, by: Signer, kind: str = "goal", **changes: Any) -> Item:
    made = sealed(header(number, kind, kid=by.kid, **changes), {}, by)
    return made.statement, None


def _members(numbers: Sequence[int], **changes: Any) -> list[Sealed]:
    return [sealed(header(n, "figure", kid=AUTHORITY_KEY.kid, **changes), {}, None) for n in numbers]


def _batch(number: int, members: Sequence[Sealed], count: int = 0, by: Signer = AUTHORITY_KEY) -> list[Item]:
    root = batch_root([member.leaf for member in members])
    head = header(number, "batch", kid=by.kid, batch=(root, count or len(members)))
    items = [(sealed(head, {}, by).statement, None)]
    return [*items, *((member.statement, None) for member in members)]


def _register(name: str, items: Sequence[Item], result: Vector | str, pinned: str | None = None) -> Vector:
    entries = [
        [statement.hex(), None if preimage is None else preimage.hex()] for statement, preimage in items
    ]
    return vector(name, {"party": "US", "authority": pinned, "entries": entries}, result)


def _registers() -> Iterator[Vector]:
    root, officer = _key(1, AUTHORITY_KEY, AUTHORITY_KEY), _key(2, OFFICER_KEY, AUTHORITY_KEY)
    start, pinned = [root, officer], AUTHORITY_KEY.public.hex()
    ended = [*start, _said(3, OFFICER_KEY), _end(4, 2, officer[0])]
    yield _register("authority-alone", [root], _counts(1, 0), pinned)
    yield _register("officer-signs", [*start, _said(3, OFFICER_KEY)], _counts(3, 0))
    yield _register("key-ended", ended, _counts(4, 0))
    second = [*ended, _key(5, SECOND, AUTHORITY_KEY), _said(6, SECOND)]
    yield _register("next-key", second, _counts(6, 0))
    last_word = [*start, _end(4, 1, root[0])]
    yield _register("authority-ends-itself", last_word, _counts(3, 0))
    for name, items, failure in (
        ("other-authority-pinned", [_key(1, STRANGER, STRANGER, purpose=AUTHORITY)], "keys.not-proven"),
        ("begins-with-an-officer", [_key(1, OFFICER_KEY, OFFICER_KEY)], "keys.not-proven"),
        ("begins-without-a-key", [_said(3, AUTHORITY_KEY)], "keys.unknown"),
        ("first-key-erased", [(root[0], None)], "keys.not-proven"),
        ("stranger-signs", [*start, _said(3, STRANGER)], "keys.unknown"),
        ("signed-before-the-key", [root, _said(3, OFFICER_KEY), officer], "keys.unknown"),
        ("signed-after-the-end", [*ended, _said(5, OFFICER_KEY)], "keys.unknown"),
        ("signed-after-the-authority-ended", [*last_word, _said(5, AUTHORITY_KEY)], "keys.unknown"),
        ("officer-registers", [*start, _key(5, SECOND, OFFICER_KEY)], "keys.not-proven"),
        ("officer-ends", [*start, _end(5, 2, officer[0], OFFICER_KEY)], "keys.not-proven"),
        ("key-twice", [*start, _key(5, OFFICER_KEY, AUTHORITY_KEY)], "keys.not-proven"),
        ("ended-key-again", [*ended, _key(5, OFFICER_KEY, AUTHORITY_KEY)], "keys.not-proven"),
        ("proof-of-another", [*start, _stolen(5)], "seal.signature-invalid"),
        (
            "public-in-capitals",
            [*start, _key(5, SECOND, AUTHORITY_KEY, public=_capitals())],
            "keys.not-proven",
        ),
        ("small-order-key", [*start, _key(5, SECOND, AUTHORITY_KEY, public=SMALL_ORDER)], "seal.key-refused"),
        ("other-party", [*start, _said(3, OFFICER_KEY, party="MX")], "audit.wrong-party"),
    ):
        yield _register(name, items, failure, pinned)
    yield from _batches([root, officer], pinned)


def _counts(signed: int, batched: int) -> Vector:
    return {"signed": signed, "batched": batched}


def _capitals() -> str:
    return SECOND.public.hex().upper()


def _stolen(number: int) -> Item:
    """Register a key that somebody else holds, with a proof made under our own."""
    proof = OFFICER_KEY.sign(possession("US", SECOND.holder, SECOND.purpose, SECOND.public))
    return _key(number, SECOND, AUTHORITY_KEY, proof=proof.hex())


def _batches(start: list[Item], pinned: str) -> Iterator[Vector]:
    three = _members((11, 12, 13))
    batch = _batch(10, three)
    yield _register("batch-of-three", [*start, *batch], _counts(3, 3))
    yield _register("batch-of-one", [*start, *_batch(10, three[:1])], _counts(3, 1))
    yield _register("after-a-batch", [*start, *batch, _said(14, OFFICER_KEY)], _counts(4, 3))
    other_label = _members((12,), label=PUBLIC)[0]
    officers = sealed(header(12, "figure"), {}, None)
    key = sealed(header(12, "key", kid=AUTHORITY_KEY.kid), SECOND.key_body("US"), None)
    inner = sealed(header(12, "batch", kid=AUTHORITY_KEY.kid, batch=(bytes(32), 1)), {}, None)
    for name, items in (
        ("members-in-another-order", [batch[0], batch[2], batch[1], batch[3]]),
        ("member-replaced", [*batch[:3], (_members((14,))[0].statement, None)]),
        ("member-missing", batch[:3]),
        ("count-too-large", _batch(10, three, 4)),
        ("signed-record-inside", [*batch[:2], _said(14, OFFICER_KEY), *batch[2:]]),
        ("member-under-another-label", _batch(10, [three[0], other_label])),
        ("member-of-another-signer", _batch(10, [three[0], officers])),
        ("key-inside", _batch(10, [three[0], key])),
        ("batch-inside", _batch(10, [three[0], inner])),
    ):
        yield _register(name, [*start, *items], "audit.batch-broken", pinned)
    for name, items in (
        ("unsigned-record-alone", [batch[1]]),
        ("member-too-many", [*batch, (_members((14,))[0].statement, None)]),
    ):
        yield _register(name, [*start, *items], "seal.signature-invalid", pinned)


# -- two-key facts

Version = tuple[str, str, int, list[str]]
Answer = tuple[str, int, str, str]


def _scene(
    name: str,
    versions: list[Version],
    answers: list[Answer],
    result: Vector,
    joint: bool = True,
    recalled: str = "",
) -> Vector:
    said = [{"rid": r, "party": p, "place": at, "revises": old} for r, p, at, old in versions]
    replies = [{"party": p, "place": at, "relation": rel, "target": to} for p, at, rel, to in answers]
    given = {"joint": joint, "versions": said, "answers": replies}
    return vector(name, {**given, **({"recalled": [*recalled]} if recalled else {})}, result)


def _stands(state: str, current: str, states: str, pending: str = "", rivals: str = "") -> Vector:
    """Say how a thing stands; ``states`` has a word for each version, its name and the first letter."""
    words = {"s": "stated", "p": "proposed", "c": "countersigned", "d": "disputed"}
    words |= {"w": "withdrawn", "r": "recalled"}
    each = {word[0]: words[word[1]] for word in states.split()}
    return {"state": state, "current": current, "states": each, "pending": [*pending], "rivals": [*rivals]}


def _settling() -> Iterator[Vector]:
    a: Version = ("a", "US", 1, [])
    b: Version = ("b", "MX", 1, ["a"])
    c: Version = ("c", "US", 2, ["a"])
    yes, no = ("MX", 5, COUNTERSIGNS, "a"), ("MX", 6, DISPUTES, "a")
    yield _scene("proposed", [a], [], _stands("proposed", "a", "ap"))
    yield _scene("countersigned", [a], [yes], _stands("countersigned", "a", "ac"))
    yield _scene("disputed", [a], [no], _stands("disputed", "a", "ad"))
    yield _scene("later-answer-counts", [a], [no, yes], _stands("disputed", "a", "ad"))
    yield _scene(
        "objection-taken-back", [a], [no, ("MX", 7, COUNTERSIGNS, "a")], _stands("countersigned", "a", "ac")
    )
    yield _scene(
        "own-answer-does-not-count", [a], [("US", 2, COUNTERSIGNS, "a")], _stands("proposed", "a", "ap")
    )
    yield _scene("withdrawn", [a], [yes, ("US", 3, WITHDRAWS, "a")], _stands("withdrawn", "a", "aw"))
    yield _scene("stated", [a], [], _stands("stated", "a", "as"), joint=False)
    yield _scene("stated-and-revised", [a, c], [], _stands("stated", "c", "as cs"), joint=False)
    yield _scene("own-revision-replaces", [a, c], [], _stands("proposed", "c", "ap cp"))
    yield _scene(
        "revision-by-the-other-is-a-rival", [a, b], [], _stands("disputed", "a", "ap bp", rivals="ab")
    )
    yield _scene(
        "revision-by-the-other-agreed",
        [a, b],
        [("US", 3, COUNTERSIGNS, "b")],
        _stands("countersigned", "b", "ap bc"),
    )
    yield _scene(
        "agreed-stays-while-a-change-waits", [a, c], [yes], _stands("countersigned", "a", "ac cp", "c")
    )
    yield _scene(
        "two-changes-wait", [a, b, c], [yes], _stands("disputed", "a", "ac bp cp", pending="bc", rivals="bc")
    )
    both = ("c", "US", 3, ["a", "b"])
    yield _scene(
        "one-agreed-revision-settles",
        [a, b, both],
        [yes, ("MX", 9, COUNTERSIGNS, "c")],
        _stands("countersigned", "c", "ac bp cc"),
    )
    yield _scene(
        "two-agreed-revisions",
        [a, b, c],
        [("US", 4, COUNTERSIGNS, "b"), ("MX", 7, COUNTERSIGNS, "c")],
        _stands("disputed", "b", "ap bc cc", rivals="bc"),
    )
    yield _scene(
        "withdrawn-change", [a, c], [yes, ("US", 4, WITHDRAWS, "c")], _stands("countersigned", "a", "ac cw")
    )
    yield from _recalled(a, b, c)


def _recalled(a: Version, b: Version, c: Version) -> Iterator[Vector]:
    """Say how things stand of which versions are recalled."""
    yes: Answer = ("MX", 5, COUNTERSIGNS, "a")
    last: Answer = ("US", 6, WITHDRAWS, "c")
    yield _scene("recalled", [a], [yes], _stands("recalled", "a", "ar"), recalled="a")
    yield _scene("recalled-change", [a, c], [yes], _stands("countersigned", "a", "ac cr"), recalled="c")
    yield _scene("recalled-rival", [a, b], [], _stands("proposed", "a", "ap br"), recalled="b")
    yield _scene("said-anew", [a, c], [], _stands("proposed", "c", "ar cp"), recalled="a")
    yield _scene("recalled-and-withdrawn", [a, c], [last], _stands("recalled", "a", "ar cw"), recalled="a")
    yield _scene(
        "stated-and-recalled", [a, c], [], _stands("stated", "a", "as cr"), joint=False, recalled="c"
    )


def main() -> None:
    """Write every file."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, rows in vectors().items():
        (FOLDER / name).write_text(printed(rows))


if __name__ == "__main__":
    main()
