"""Published vectors of others; tests/vectors/README.md says where each file comes from."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from ambos.kernel import ed25519
from ambos.kernel.checkpoint import parse_checkpoint
from ambos.kernel.merkle import ProofInvalid, verify_consistency, verify_inclusion
from ambos.kernel.note import (
    NoteInvalid,
    VerifierKeyInvalid,
    parse_note,
    parse_vkey,
)
from ambos.values.errors import AmbosError

PUBLIC = Path(__file__).parent / "public"
FIELD = 2**255 - 19
IDENTITY = (1).to_bytes(32, "little")
SMALL_ORDER = {
    "identity": IDENTITY,
    "identity-with-sign": (1 | 1 << 255).to_bytes(32, "little"),
    "order-2": (FIELD - 1).to_bytes(32, "little"),
    "order-4": bytes(32),
    "order-8": bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
    "other-order-8": bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
    "non-canonical-identity": (FIELD + 1).to_bytes(32, "little"),
}
GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493

Case = dict[str, Any]


def load(name: str) -> Any:
    """Read one file of public vectors."""
    return json.loads((PUBLIC / name).read_text())


def rows(name: str, label: str) -> list[Any]:
    """Give a file's cases as test parameters."""
    return [pytest.param(row, id=str(row[label]).replace(" ", "-")) for row in load(name)]


def raw(items: list[str]) -> list[bytes]:
    """Read base 64 hashes, wrong ones included."""
    return [base64.b64decode(item) for item in items]


def accepted(public: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether our rule takes the signature."""
    try:
        ed25519.verify(public, message, signature)
    except ed25519.SignatureInvalid:
        return False
    return True


def admitted(public: bytes) -> bool:
    """Say whether our rule admits the key to a register."""
    try:
        ed25519.check_public(public)
    except ed25519.KeyRefused:
        return False
    return True


def test_all_merkle_vectors_are_here() -> None:
    """The two files hold all 196 vectors, with distinct names."""
    named = [row["name"] for file in ("inclusion", "consistency") for row in load(f"merkle_{file}.json")]
    assert len(named) == 196
    assert [
        len({row["name"] for row in load(f"merkle_{file}.json")}) for file in ("inclusion", "consistency")
    ] == [
        98,
        98,
    ]


@pytest.mark.parametrize("case", rows("merkle_inclusion.json", "name"))
def test_merkle_inclusion(case: Case) -> None:
    """Each published inclusion vector is accepted or refused as published."""
    leaf, root, *proof = raw([case["leafHash"], case["root"], *case["proof"]])
    try:
        verify_inclusion(case["leafIdx"], case["treeSize"], leaf, proof, root)
    except ProofInvalid:
        assert case["wantErr"]
    else:
        assert not case["wantErr"]


@pytest.mark.parametrize("case", rows("merkle_consistency.json", "name"))
def test_merkle_consistency(case: Case) -> None:
    """Each published consistency vector is accepted or refused as published."""
    first, second, *proof = raw([case["root1"], case["root2"], *case["proof"]])
    try:
        verify_consistency(case["size1"], case["size2"], first, second, proof)
    except ProofInvalid:
        assert case["wantErr"]
    else:
        assert not case["wantErr"]


@pytest.mark.parametrize("case", rows("rfc8032.json", "name"))
def test_rfc_8032(case: Case) -> None:
    """Keys and signatures are those of RFC 8032 section 7.1."""
    seed, key, message, signature = (bytes.fromhex(case[name]) for name in ("seed", "key", "msg", "sig"))
    assert ed25519.generate(seed) == key
    assert ed25519.sign(seed, message) == ed25519.sign(seed + key, message) == signature
    ed25519.verify(key, message, signature)


@pytest.mark.parametrize("case", rows("speccheck.json", "case"))
def test_speccheck(case: Case) -> None:
    """The twelve edge cases fall as recorded, and none passes both the key rule and the signature rule."""
    key, message, signature = (bytes.fromhex(case[name]) for name in ("key", "msg", "sig"))
    assert accepted(key, message, signature) == (case["signature"] == "accepted")
    assert admitted(key) == (case["public_key"] == "accepted")
    assert not (accepted(key, message, signature) and admitted(key))


@pytest.mark.parametrize("case", rows("wycheproof_ed25519.json", "tcId"))
def test_wycheproof(case: Case) -> None:
    """Valid signatures are taken and all others refused, by the key rule where Wycheproof leaves it open."""
    key, message, signature = (bytes.fromhex(case[name]) for name in ("key", "msg", "sig"))
    taken = accepted(key, message, signature)
    if case["result"] == "acceptable":
        assert not admitted(key)
        assert taken == ("MixedOrderPublicKey" in case["flags"])
    else:
        assert taken == (case["result"] == "valid")


@pytest.mark.parametrize("key", SMALL_ORDER.values(), ids=SMALL_ORDER)
def test_forgery_under_a_small_order_key(key: bytes) -> None:
    """No message verifies under a small-order key with the identity as commitment and S = 0."""
    forged = IDENTITY + bytes(32)
    assert not any(accepted(key, b"message %d" % number, forged) for number in range(200))
    assert not admitted(key)


def test_a_signature_has_one_form() -> None:
    """Adding the group order to S makes a signature that is refused."""
    seed, message = bytes([7]) * 32, b"message"
    signature = ed25519.sign(seed, message)
    scalar = int.from_bytes(signature[32:], "little") + GROUP_ORDER
    other = signature[:32] + scalar.to_bytes(32, "little")
    assert not accepted(ed25519.generate(seed), message, other)


@pytest.mark.parametrize("length", [0, 31, 33, 63, 65])
def test_lengths(length: int) -> None:
    """A key, a seed or a signature of another length is refused, never read beyond its end."""
    seed = bytes([7]) * 32
    key = ed25519.generate(seed)
    assert not accepted(key[:length] + bytes(max(0, length - 32)), b"", bytes(64))
    assert not accepted(key, b"message", ed25519.sign(seed, b"message")[:length] + bytes(max(0, length - 64)))
    assert not admitted(bytes(length))
    with pytest.raises(ed25519.SecretMalformed):
        ed25519.sign(bytes(length), b"")


def test_the_go_note_example() -> None:
    """The Go project's example keys print as given, sign its text to the same line, and verify it."""
    notes = load("notes.json")
    peter, enoch = map(parse_vkey, notes["keys"])
    assert [str(peter), str(enoch)] == notes["keys"]
    seed = base64.b64decode(notes["seed"])[1:]
    note = parse_note((notes["text"] + "\n" + "".join(notes["lines"])).encode())
    assert note.signatures[0].data == ed25519.sign(seed, notes["text"].encode())
    for key, line in zip((peter, enoch), note.signatures, strict=True):
        assert (key.name, key.key_id) == line[:2]
        ed25519.verify(key.public, note.text.encode(), line.data)


def test_go_notes_refused() -> None:
    """The Go project's malformed notes and keys are refused here too."""
    notes = load("notes.json")
    for text in notes["refused_notes"]:
        with pytest.raises(NoteInvalid):
            parse_note(text.encode())
    with pytest.raises(NoteInvalid):
        parse_note(b"\xff" + (notes["text"] + "\n" + notes["lines"][0]).encode())
    for key in notes["refused_keys"]:
        with pytest.raises(VerifierKeyInvalid):
            parse_vkey(key)


def test_every_piece_and_neighbour_of_a_go_key_is_refused() -> None:
    """No proper piece of a verifier key is one, nor is the key with any character raised by one."""
    key = load("notes.json")["keys"][0]
    pieces = {key[start:end] for start in range(len(key)) for end in range(start, len(key) + 1)} - {key}
    near = {key[:at] + chr(ord(sign) + 1) + key[at + 1 :] for at, sign in enumerate(key)}
    for text in pieces | near:
        with pytest.raises(AmbosError):
            parse_vkey(text)


def test_c2sp_examples() -> None:
    """The examples printed in the C2SP documents are read, and print as the same bytes."""
    examples = load("notes.json")["examples"]
    for text in examples.values():
        assert bytes(parse_note(text.encode())) == text.encode()
    note = parse_note(examples["tlog-cosignature"].encode())
    assert parse_checkpoint(note.text).size == 20_852_163
    assert int.from_bytes(note.signatures[1].data[:8], "big") == 1_679_315_147
