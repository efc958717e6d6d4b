"""The vectors of spec/record: made by the generator, true of this implementation, and of a second small one.

The second one, at the end, uses no line of the kernel: only a CBOR decoder, SHA-256 and libsodium.
"""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import cbor2
import pytest
from nacl.signing import SigningKey, VerifyKey

from ambos.kernel import ed25519
from ambos.kernel.audit import SignatureReader
from ambos.kernel.canonical import decode, encode
from ambos.kernel.header import parse_header, print_header
from ambos.kernel.joint import Answer, Version, settle
from ambos.kernel.keys import KEY, KeyBook, key_id, possession, thumbprint
from ambos.kernel.reading import body_of
from ambos.kernel.seal import open_preimage, parse_statement, verify_statement
from ambos.values.errors import AmbosError
from tests.vectors.generate_record import (
    AUTHORITY_KEY,
    FOLDER,
    OFFICER_KEY,
    Vector,
    described,
    header,
    printed,
    vectors,
)


def rows(name: str) -> list[Vector]:
    """Give one committed file."""
    found: list[Vector] = json.loads((FOLDER / name).read_text())
    return found


def load(name: str) -> list[Any]:
    """Give one committed file as test parameters."""
    return [pytest.param(row, id=row["name"]) for row in rows(name)]


def honest(name: str) -> list[Any]:
    """Give those of a file that are to be accepted."""
    return [pytest.param(row, id=row["name"]) for row in rows(name) if "expected" in row]


def holds(vector: Vector, answer: Callable[[Vector], Vector]) -> None:
    """Demand the vector's value, or its failure class by code."""
    try:
        given: Vector = {"expected": answer(vector["input"])}
    except AmbosError as failure:
        given = {"failure": failure.code}
    assert given == {key: vector[key] for key in ("expected", "failure") if key in vector}


def octets(text: str | None) -> bytes | None:
    """Read hexadecimal, or nothing."""
    return None if text is None else bytes.fromhex(text)


def test_the_committed_files_are_what_the_generator_makes() -> None:
    """Every committed vector file equals what the generator makes from its fixed seeds."""
    made = {name: printed(lines) for name, lines in vectors().items()}
    assert made == {path.name: path.read_text() for path in FOLDER.glob("*.json")}


@pytest.mark.parametrize("vector", load("canonical.json"))
def test_canonical(vector: Vector) -> None:
    """CBOR is read or refused as stated; what is read prints the same bytes."""

    def answer(given: Vector) -> Vector:
        value = decode(bytes.fromhex(given["cbor"]))
        assert encode(value).hex() == given["cbor"]
        return {"value": value}

    holds(vector, answer)


@pytest.mark.parametrize("vector", load("labels.json"))
def test_labels(vector: Vector) -> None:
    """A handling label in a header is read or refused as stated."""

    def answer(given: Vector) -> Vector:
        plain = decode(print_header(header(1))) | {"lab": given["label"]}
        label = parse_header(cbor2.dumps(plain, canonical=True)).label
        return {"public": label.public, "release": list(label.release)}

    holds(vector, answer)


@pytest.mark.parametrize("vector", load("statements.json"))
def test_statements(vector: Vector) -> None:
    """A statement is read or refused as stated; what is read prints the same header."""

    def answer(given: Vector) -> Vector:
        found = parse_statement(bytes.fromhex(given["statement"]))
        assert print_header(found.header) == found.protected
        leaf = sha256(b"\x00" + found.data).hexdigest()
        return described(found.header) | {"digest": found.digest.hex(), "leaf": leaf}

    holds(vector, answer)


@pytest.mark.parametrize("vector", load("signatures.json"))
def test_signatures(vector: Vector) -> None:
    """A statement's own signature is accepted or refused as stated."""

    def answer(given: Vector) -> Vector:
        verify_statement(parse_statement(bytes.fromhex(given["statement"])), bytes.fromhex(given["public"]))
        return {}

    holds(vector, answer)


@pytest.mark.parametrize("vector", load("preimages.json"))
def test_preimages(vector: Vector) -> None:
    """A preimage gives its body, or is refused, as stated."""

    def answer(given: Vector) -> Vector:
        return {"body": open_preimage(bytes.fromhex(given["preimage"]), bytes.fromhex(given["digest"])).hex()}

    holds(vector, answer)


@pytest.mark.parametrize("vector", load("keys.json"))
def test_keys(vector: Vector) -> None:
    """A key has the stated thumbprint and proof, or is refused as stated."""

    def answer(given: Vector) -> Vector:
        public = ed25519.check_public(bytes.fromhex(given["public"]))
        if "proof" not in given:
            return {"thumbprint": thumbprint(public).hex(), "kid": key_id(public).hex()}
        message = possession(given["party"], given["holder"], given["purpose"], public)
        ed25519.verify(public, message, bytes.fromhex(given["proof"]))
        return {"message": message.hex()}

    holds(vector, answer)


@pytest.mark.parametrize("vector", load("registers.json"))
def test_registers(vector: Vector) -> None:
    """A log is verified record by record, or refused for the stated reason."""

    def answer(given: Vector) -> Vector:
        body: Any = None
        reader = SignatureReader(KeyBook(given["party"], octets(given["authority"])), lambda: body)
        for place, (statement, preimage) in enumerate(given["entries"]):
            found = parse_statement(bytes.fromhex(statement))
            body = body_of(octets(preimage), found.digest)
            reader.take(place, found)
        reader.finish()
        return {"signed": reader.signed, "batched": reader.batched}

    holds(vector, answer)


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("vector", load("settling.json"))
def test_settling(vector: Vector, backwards: bool) -> None:
    """A thing stands as stated, in whichever order versions and answers are handed in."""
    given = vector["input"]
    step = -1 if backwards else 1
    versions = [Version(v["rid"], v["party"], v["place"], frozenset(v["revises"])) for v in given["versions"]]
    answers = [
        Answer(f"answer-{n}", a["party"], a["place"], a["relation"], a["target"])
        for n, a in enumerate(given["answers"])
    ]
    found = settle(given["joint"], versions[::step], answers[::step], given.get("recalled", []))
    stands = {
        "state": found.state,
        "current": found.current,
        "states": dict(found.states),
        "pending": list(found.pending),
        "rivals": list(found.rivals),
    }
    assert stands == vector["expected"]


# -- a second reader, without the kernel


def bstr(data: bytes) -> bytes:
    """Print a byte string as any CBOR library does."""
    return cbor2.dumps(data)


def taken_apart(statement: str) -> tuple[dict[Any, Any], bytes, bytes, bytes]:
    """Give header, protected bytes, digest and signature of a statement, decoded generally."""
    message = cbor2.loads(bytes.fromhex(statement))
    protected, unprotected, digest, signature = message.value
    assert message.tag == 18
    assert not unprotected
    return cbor2.loads(protected), protected, digest, signature


def to_be_signed(protected: bytes, digest: bytes) -> bytes:
    """Give the Sig_structure of RFC 9052."""
    return cbor2.dumps(["Signature1", protected, b"", digest])


@pytest.mark.parametrize("vector", honest("canonical.json"))
def test_second_reader_of_values(vector: Vector) -> None:
    """A general decoder finds the stated value in the canonical bytes."""
    assert cbor2.loads(bytes.fromhex(vector["input"]["cbor"])) == vector["expected"]["value"]


@pytest.mark.parametrize("vector", honest("statements.json"))
def test_second_reader_of_statements(vector: Vector) -> None:
    """A general COSE reader finds the stated header, digest and leaf."""
    fields, _, digest, signature = taken_apart(vector["input"]["statement"])
    expected = vector["expected"]
    claims = {1: f"ambos:{expected['party']}", 2: expected["subject"], 6: expected["time"]}
    assert (fields[1], fields[258], fields[259]) == (-19, -16, "application/cbor")
    always = ["lab", *(["trm"] if "trm" in fields else [])]
    critical = [label if label in fields else int(label) for label in expected.get("critical", [])]
    assert fields[2] == sorted([*always, *critical], key=cbor2.dumps)
    assert fields.get("trm") == expected.get("terms")
    assert fields[15] == claims
    assert fields["typ"] == f"{expected['kind']}/{expected['version']}"
    assert (fields["rid"].hex(), fields[4].hex(), fields["lab"]) == tuple(
        expected[name] for name in ("rid", "kid", "label")
    )
    assert digest.hex() == expected["digest"]
    assert len(signature) in (0, 64)
    assert sha256(b"\x00" + bytes.fromhex(vector["input"]["statement"])).hexdigest() == expected["leaf"]


@pytest.mark.parametrize("vector", honest("signatures.json"))
def test_second_reader_of_signatures(vector: Vector) -> None:
    """libsodium accepts the signature over the Sig_structure; the seed of the vectors makes the same one."""
    _, protected, digest, signature = taken_apart(vector["input"]["statement"])
    VerifyKey(bytes.fromhex(vector["input"]["public"])).verify(to_be_signed(protected, digest), signature)
    signed = SigningKey(OFFICER_KEY.seed).sign(to_be_signed(protected, digest))
    assert signed.signature == signature


@pytest.mark.parametrize("vector", honest("preimages.json"))
def test_second_reader_of_preimages(vector: Vector) -> None:
    """The preimage is an array of a 32-byte salt and the body, and hashes to the digest."""
    preimage = bytes.fromhex(vector["input"]["preimage"])
    salt, body = cbor2.loads(preimage)
    assert sha256(preimage).hexdigest() == vector["input"]["digest"]
    assert (len(salt), body.hex()) == (32, vector["expected"]["body"])


@pytest.mark.parametrize("vector", honest("keys.json"))
def test_second_reader_of_keys(vector: Vector) -> None:
    """Thumbprint and possession follow from the page alone."""
    given, expected = vector["input"], vector["expected"]
    public = bytes.fromhex(given["public"])
    if "thumbprint" in expected:
        found = sha256(bytes.fromhex("a3010120062158 20".replace(" ", "")) + public).hexdigest()
        assert (found, found[:16]) == (expected["thumbprint"], expected["kid"])
        return
    message = b"ambos key possession\n" + cbor2.dumps(
        [given["party"], given["holder"], given["purpose"], public]
    )
    assert message.hex() == expected["message"]
    VerifyKey(public).verify(message, bytes.fromhex(given["proof"]))


def merkle(entries: list[bytes]) -> bytes:
    """Give the tree hash of RFC 9162, by its own recursive definition."""
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    split = 1 << (len(entries) - 1).bit_length() - 1
    return sha256(b"\x01" + merkle(entries[:split]) + merkle(entries[split:])).digest()


@pytest.mark.parametrize("vector", honest("registers.json"))
def test_second_reader_of_registers(vector: Vector) -> None:
    """Each signature holds under the key that a key record gave, each batch over its members."""
    keys = {AUTHORITY_KEY.kid: AUTHORITY_KEY.public}
    entries = [bytes.fromhex(statement) for statement, _ in vector["input"]["entries"]]
    signed = 0
    for place, (statement, preimage) in enumerate(vector["input"]["entries"]):
        fields, protected, digest, signature = taken_apart(statement)
        if not signature:
            continue
        signed += 1
        VerifyKey(keys[fields[4]]).verify(to_be_signed(protected, digest), signature)
        if fields["typ"] == f"{KEY}/1":
            public = bytes.fromhex(cbor2.loads(cbor2.loads(bytes.fromhex(preimage))[1])["public"])
            keys[sha256(bytes.fromhex("a30101200621") + bstr(public)).digest()[:8]] = public
        if "bat" in fields:
            root, count = fields["bat"]
            assert merkle(entries[place + 1 : place + 1 + count]) == root
    assert signed == vector["expected"]["signed"]
    assert len(entries) - signed == vector["expected"]["batched"]
