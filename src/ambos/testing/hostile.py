"""What must hold of every parser behind the border, whatever bytes come: a fuzzer and the tests try the same.

A parser refuses with an error of our own tree, or gives something that prints back to the very bytes.
"""

import base64
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Final

from ambos.exchange import routes
from ambos.exchange.blob import opened, sealed
from ambos.exchange.bundle import MAGIC, parse_manifest
from ambos.exchange.bundle import MARK as BUNDLE_MARK
from ambos.exchange.bundle import TYPE as MANIFEST_TYPE
from ambos.exchange.forks import parse_evidence, verify_evidence
from ambos.exchange.head import parse_head
from ambos.exchange.http import service
from ambos.exchange.http.service import Border
from ambos.exchange.keyset import check_key_set, parse_key_set
from ambos.exchange.outbox import Outbox
from ambos.exchange.request import TYPE, Gate, sign_request
from ambos.exchange.sealed import VERSION, info, open_section
from ambos.exchange.sealing import Opener, Recipient
from ambos.exchange.section import parse_section
from ambos.exchange.witness.asking import parse_answer, parse_request, size_of
from ambos.exchange.witness.policy import parse_policy
from ambos.kernel import header as reading
from ambos.kernel.canonical import NotCanonical, byte_string, decode, encode
from ambos.kernel.checkpoint import parse_checkpoint
from ambos.kernel.cose import open_message, parse_message, sign_message
from ambos.kernel.header import parse_header, print_header
from ambos.kernel.keys import AUTHORITY, Signer
from ambos.kernel.kinds import Register
from ambos.kernel.note import parse_note, parse_signature, parse_vkey
from ambos.kernel.seal import SALT_BYTES, open_preimage, parse_statement, print_preimage
from ambos.kernel.tables import kind_row
from ambos.node.assemble import KINDS
from ambos.node.card import parse_card
from ambos.node.inspecting import inspect
from ambos.values.errors import AmbosError

Trial = Callable[[bytes], None]
ORIGIN: Final = "us/channel/mx"
SIGNER: Final = Signer.of(bytes(range(32)), "authority", AUTHORITY)
OPENER: Final = Opener(bytes(range(32)))
_REGISTER: Final = Register(KINDS)
_INSIDE: Final = b"inside" * 100
_KEYS: Final = {SIGNER.kid: SIGNER.public}


class NotPrintedBack(AssertionError):
    """What a parser accepted does not print to the bytes that it was given, or two readers differ."""


def accepts(name: str, data: bytes) -> bool:
    """Say whether the parser accepts ``data``; whatever is neither that nor our own refusal is raised."""
    return _passes(TRIALS[name], data)


def _passes(trial: Callable[..., object], *given: object) -> bool:
    try:
        trial(*given)
    except AmbosError:
        return False
    return True


def _demand(holds: bool) -> None:
    if not holds:
        raise NotPrintedBack()


def _canonical(data: bytes) -> None:
    _demand(encode(decode(data)) == data)


def _header(data: bytes) -> None:
    """The quick reader may pass a header on to the thorough one, and never reads another thing."""
    quick = reading._read_common(data)
    header = parse_header(data)
    _demand(print_header(header) == data)
    _demand(quick is None or quick == reading._read_any(data))


def _statement(data: bytes) -> None:
    statement = parse_statement(data)
    _demand(print_header(statement.header) == statement.protected)
    parts = (statement.protected, statement.digest, statement.signature)
    protected, digest, signature = map(byte_string, parts)
    _demand(data == b"\xd2\x84" + protected + b"\xa0" + digest + signature)


def _preimage(data: bytes) -> None:
    body = open_preimage(data, sha256(data).digest())
    _demand(print_preimage(data[3 : 3 + SALT_BYTES], body) == data)


def _note(data: bytes) -> None:
    note = parse_note(data)
    _demand(bytes(note) == data)
    _demand(parse_checkpoint(note.text).text() == note.text)


def _signature(data: bytes) -> None:
    text = _text(data)
    _demand(parse_signature(text).line() == text)


def _vkey(data: bytes) -> None:
    text = _text(data)
    _demand(str(parse_vkey(text)) == text)


def _card(data: bytes) -> None:
    card = parse_card(_text(data))
    _demand(parse_card(str(card)) == card)


def _key_set(data: bytes) -> None:
    signed = parse_key_set(data)
    _demand(bytes(signed) == data)
    check_key_set(signed)


def _exchange_key(data: bytes) -> None:
    Recipient(data)


def _section(data: bytes) -> None:
    _demand(bytes(parse_section(data)) == data)


def _sealed(data: bytes) -> None:
    """Whatever a partner packs and seals to us is a section or refused; so is what was not sealed."""
    key = OPENER.recipient
    for unsealed in (data, VERSION + key.key_id + data):
        _demand(not _passes(open_section, unsealed, [OPENER], ORIGIN))
    open_section(VERSION + key.key_id + key.seal(data, info(ORIGIN)), [OPENER], ORIGIN)


def _manifest(data: bytes) -> None:
    _demand(bytes(parse_manifest(data)) == data)


def _bundle(data: bytes) -> None:
    """A guard reads any file, and any manifest and frames that a partner signs and seals, or refuses them."""
    size = int.from_bytes(data[:2], "big")
    signed = sign_message(data[2 : 2 + size], MANIFEST_TYPE, SIGNER.kid, SIGNER.sign)
    manifest = BUNDLE_MARK + OPENER.recipient.key_id + OPENER.recipient.seal(signed, b"ambos manifest/1\n")
    file = Path(_outside().name) / "carried"
    for content in (data, MAGIC + data):
        file.write_bytes(content)
        _passes(inspect, file, [OPENER])
    file.write_bytes(MAGIC + len(manifest).to_bytes(8, "big") + manifest + data[2 + size :])
    inspect(file, [OPENER])


def _blob(data: bytes) -> None:
    """Content that was sealed to us comes out whole; nothing else comes out."""
    digest = sha256(data).digest()
    pieces = list(sealed([data], OPENER.recipient, digest))
    _demand(b"".join(opened(pieces, [OPENER], digest)) == data)
    whole = b"".join(pieces)
    for wrong in (data, whole[:-1], whole + data, pieces[0] + data):
        _demand(wrong == whole or not _passes(_drained, opened([wrong], [OPENER], digest)))


def _drained(pieces: Iterable[bytes]) -> None:
    for _ in pieces:
        pass


def _head(data: bytes) -> None:
    _demand(bytes(parse_head(data)) == data)


def _message(data: bytes) -> None:
    """A message reads back to the byte; signed by the partner over any payload, it gives that payload."""
    _demand(open_message(sign_message(data, TYPE, SIGNER.kid, SIGNER.sign), TYPE, _KEYS) == data)
    _demand(bytes(parse_message(data)) == data)


def _request(data: bytes) -> None:
    """Neither any header nor any payload that the partner signs does more than be admitted or refused."""
    for header in (data.decode("latin-1"), base64.b64encode(data).decode()):
        _passes(Gate(ORIGIN, _KEYS).admit, header, routes.HEAD, 0)
    message = sign_message(data, TYPE, SIGNER.kid, SIGNER.sign)
    Gate(ORIGIN, _KEYS).admit(base64.b64encode(message).decode(), routes.HEAD, 0)


def _route(data: bytes) -> None:
    """Whatever path and range a partner asks for, and signs, it reads what lies there for it alone."""
    raw, _, asked = data.partition(b"\n")
    path = raw.decode("ascii", "replace")
    gate, outbox = Gate(ORIGIN, _KEYS), Path(_outside().name) / "outbox"
    gate.admit(sign_request(path, ORIGIN, bytes(16), 0, kid=SIGNER.kid, sign=SIGNER.sign), path, 0)
    file = Border("MX", Outbox(outbox), gate, lambda: 0, lambda _: None)._file(path).resolve()
    _demand(file.parent in (outbox.resolve() / "sections", outbox.resolve() / "blobs"))
    start, stop = service._range(asked.decode("ascii", "replace"), len(_INSIDE))
    _demand(0 <= start < stop <= len(_INSIDE))


@cache
def _outside() -> TemporaryDirectory[str]:
    """Give a folder with an outbox whose files all begin alike; beside it lies a longer one that stays."""
    made = TemporaryDirectory(prefix="ambos-hostile-")
    outbox = Path(made.name) / "outbox"
    for name in ("head", f"sections/{0:020d}-{4096:020d}", f"blobs/{sha256(_INSIDE).hexdigest()}"):
        (outbox / name).parent.mkdir(parents=True, exist_ok=True)
        (outbox / name).write_bytes(_INSIDE)
    for secret in ("secret", "outbox/gate.json"):
        (Path(made.name) / secret).write_bytes(_INSIDE * 2)
    return made


def _body(data: bytes) -> None:
    """Whatever a partner says in any kind that passes its checks fits the tables of both stores."""
    name, body = _pair(decode(data))
    kind = _REGISTER[name]
    kind.check({field: value for field, value in body.items() if field in kind.by_name})
    _demand(all(map(_is_storable, kind_row(kind, f"{kind.name}/x", body))))


def _pair(value: object) -> tuple[str, dict[str, object]]:
    match value:
        case [str(name), dict(body)]:
            return name, body
    raise NotCanonical(reason="not a kind and a body")


def _is_storable(cell: object) -> bool:
    if isinstance(cell, int):
        return -(2**63) <= cell < 2**63
    return cell is None or (isinstance(cell, str) and "\0" not in cell)


def _witness_request(data: bytes) -> None:
    _demand(bytes(parse_request(data)) == data)


def _witness_answer(data: bytes) -> None:
    answer = parse_answer(data)
    _demand(bytes(answer) == data)
    size_of(answer)


def _witness_policy(data: bytes) -> None:
    parse_policy(data)


def _evidence(data: bytes) -> None:
    """Evidence of a fork is refused, or shows two histories that the keys in it signed."""
    evidence = parse_evidence(_text(data))
    _demand(parse_evidence(str(evidence)) == evidence)
    verify_evidence(evidence, evidence.keys)


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise NotCanonical(reason="not text") from error


TRIALS: Final[Mapping[str, Trial]] = MappingProxyType(
    {
        "blob": _blob,
        "body": _body,
        "bundle": _bundle,
        "canonical": _canonical,
        "card": _card,
        "evidence": _evidence,
        "exchange-key": _exchange_key,
        "head": _head,
        "header": _header,
        "key-set": _key_set,
        "manifest": _manifest,
        "message": _message,
        "note": _note,
        "preimage": _preimage,
        "request": _request,
        "sealed": _sealed,
        "route": _route,
        "section": _section,
        "signature": _signature,
        "statement": _statement,
        "vkey": _vkey,
        "witness-answer": _witness_answer,
        "witness-policy": _witness_policy,
        "witness-request": _witness_request,
    }
)
