"""Signed notes and verifier keys: the text forms of C2SP signed-note, read exactly as they are printed.

Stricter than the published form where that form is loose: one signature line per key, at most 32 lines,
128 KiB (spec/ledger, "Notes").
"""

import base64
import binascii
import re
from collections.abc import Sequence
from enum import IntEnum
from hashlib import sha256
from typing import NamedTuple

from ambos.kernel import ed25519
from ambos.values.errors import Form, Misused, VerificationFailed

MAX_NOTE_BYTES = 128 * 1024
MAX_SIGNATURES = 32
MAX_NAME_BYTES = 255
ML_DSA_44_PUBLIC_BYTES = 1312

_DASH = "— "
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_NOT_IN_NAME = re.compile(r"[\s+\x00-\x1f\ud800-\udfff]")
_VKEY = re.compile(r"([^+]+)\+([0-9a-f]{8})\+(.+)", re.DOTALL)
_KEY_ID_BYTES = 4


class NoteInvalid(VerificationFailed):
    """A note is not of the form that the printer prints."""

    code = "note.invalid"


class NoteSignatureInvalid(NoteInvalid):
    """A line that claims to be a known key's signature is not."""

    code = "note.signature-invalid"


class NoteUntrusted(NoteInvalid):
    """A note lacks the signature that it needs to be believed."""

    code = "note.untrusted"


class VerifierKeyInvalid(Misused):
    """A verifier key is malformed, of an unknown type, or does not match its own id."""

    code = "note.key-invalid"


class Algorithm(IntEnum):
    """The signature type byte of a note key (C2SP signed-note and tlog-cosignature)."""

    ED25519 = 0x01
    ED25519_COSIGNATURE = 0x04
    ML_DSA_44 = 0x06


class Signature(NamedTuple):
    """One signature line: who claims to have signed, with which key, and the signature bytes."""

    name: str
    key_id: bytes
    data: bytes

    def line(self) -> str:
        """Print the line, its newline included."""
        return f"{_DASH}{self.name} {print_base64(self.key_id + self.data)}\n"


class Note(NamedTuple):
    """A text that ends in a newline, and its signature lines; nothing is verified yet."""

    text: str
    signatures: tuple[Signature, ...]

    def __bytes__(self) -> bytes:
        """Print the note."""
        return "".join([self.text, "\n", *(signature.line() for signature in self.signatures)]).encode()


class VerifierKey(NamedTuple):
    """A public key, the name it signs under, and what its signatures mean."""

    name: str
    algorithm: Algorithm
    public: bytes

    @property
    def key_id(self) -> bytes:
        """Give the 4 bytes that tell this key from others of the same name; not a secure digest."""
        return sha256(self.name.encode() + b"\n" + self._typed()).digest()[:_KEY_ID_BYTES]

    def __str__(self) -> str:
        """Print the key as a C2SP verifier key."""
        return f"{self.name}+{self.key_id.hex()}+{print_base64(self._typed())}"

    def _typed(self) -> bytes:
        return bytes([self.algorithm]) + self.public


def parse_note(data: bytes) -> Note:
    """Read a note; refuses whatever ``bytes(note)`` would not print."""
    text = _decode(data)
    split = text.rfind("\n\n") + 1
    lines = text[split + 1 :].splitlines(keepends=True)
    if split < 2 or not 0 < len(lines) <= MAX_SIGNATURES:
        raise NoteInvalid(expected=Form("note"))
    note = Note(text[:split], tuple(map(parse_signature, lines)))
    if len({signature[:2] for signature in note.signatures}) < len(lines):
        raise NoteInvalid(expected=Form("note-key-once"))
    return note


def only_lines(data: bytes, keys: Sequence[VerifierKey]) -> bytes:
    """Give a note with none but the lines that claim to be by these keys."""
    note, claims = parse_note(data), {(key.name, key.key_id) for key in keys}
    return bytes(note._replace(signatures=tuple(s for s in note.signatures if s[:2] in claims)))


def without_lines(data: bytes, keys: Sequence[VerifierKey]) -> bytes:
    """Give a note without the lines that claim to be by these keys."""
    note, claims = parse_note(data), {(key.name, key.key_id) for key in keys}
    return bytes(note._replace(signatures=tuple(s for s in note.signatures if s[:2] not in claims)))


def parse_signature(line: str) -> Signature:
    """Read one signature line, its newline included."""
    name, _, packed = line.removeprefix(_DASH).removesuffix("\n").partition(" ")
    data = parse_base64(packed) or b""
    signature = Signature(name, data[:_KEY_ID_BYTES], data[_KEY_ID_BYTES:])
    if not (signature.data and is_name(name) and signature.line() == line):
        raise NoteInvalid(expected=Form("note-line"))
    return signature


def parse_vkey(text: str) -> VerifierKey:
    """Read a verifier key; refuses a wrong id, an unknown type and a key that may not sign."""
    found = _VKEY.fullmatch(text)
    typed = parse_base64(found[3]) if found else None
    if not found or not typed or typed[0] not in list(Algorithm):
        raise VerifierKeyInvalid(key=text)
    key = VerifierKey(found[1], Algorithm(typed[0]), typed[1:])
    if not is_name(key.name) or str(key) != text:
        raise VerifierKeyInvalid(key=text)
    return check_key(key)


def check_key(key: VerifierKey) -> VerifierKey:
    """Give ``key`` back if its bytes are a public key of its algorithm."""
    if key.algorithm is not Algorithm.ML_DSA_44:
        ed25519.check_public(key.public)
    elif len(key.public) != ML_DSA_44_PUBLIC_BYTES:
        raise VerifierKeyInvalid(key=key.name)
    return key


def is_name(name: str) -> bool:
    """Say whether ``name`` may name a key and a log: 1 to 255 bytes, no space, no plus, no control sign."""
    return not _NOT_IN_NAME.search(name) and 0 < len(name.encode()) <= MAX_NAME_BYTES


def print_base64(data: bytes) -> str:
    """Print the standard base 64 of RFC 4648 section 4, padded."""
    return base64.b64encode(data).decode()


def parse_base64(text: str) -> bytes | None:
    """Read base 64 of the one canonical spelling; None for any other."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if print_base64(data) == text else None


def _decode(data: bytes) -> str:
    if len(data) > MAX_NOTE_BYTES:
        raise NoteInvalid(expected=Form("note-size"))
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise NoteInvalid(expected=Form("note-text")) from None
    if _CONTROL.search(text):
        raise NoteInvalid(expected=Form("note-text"))
    return text
