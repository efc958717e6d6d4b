#!/usr/bin/env python3
"""Check, without Ambos, what one of its nodes hands to a third party: the proof of a record, or of a fork.

    python verify.py FILE TRUST [TRUST ...] [--json]

FILE is what `ambos ledger prove` or `ambos exchange evidence` wrote. Each TRUST is the card of a government's
node, a JSON file that you have from that government itself, or the verifier key of a witness that you trust.
Nothing in FILE is believed for its own sake. Exit code 0: it holds, and what it shows is printed. 3: not.

The rules are those of spec/ledger.md, spec/record.md and spec/exchange.md. Needed: Python 3.11, PyNaCl (which
judges Ed25519 as libsodium does) and cryptography (ML-DSA-44), nothing else.
"""

import base64
import json
import re
import sys
from datetime import UTC, datetime
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey
from nacl.bindings import crypto_core_ed25519_is_valid_point, crypto_sign_open
from nacl.exceptions import BadSignatureError

ED25519, COSIGNATURE, ML_DSA = 1, 4, 6
VKEY = r"[^+]+\+[0-9a-f]{8}\+.+"
PARTY, KIND, SLUG = "[A-Z]{2}", "[a-z][a-z0-9-]{0,39}", "[a-z0-9][a-z0-9-]{0,79}"


class Refused(Exception):
    """The file does not show what it claims."""


def demand(holds, why):
    if not holds:
        raise Refused(why)


# -- bytes and texts (spec/record 2; spec/ledger, Conventions)


def b64(text):
    demand(isinstance(text, str), "base 64 expected")
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise Refused("not base 64") from None
    demand(base64.b64encode(data).decode() == text, "base 64 of another spelling")
    return data


def cbor(data):
    value, end = _cbor(data, 0, 16)
    demand(end == len(data), "bytes after the value")
    return value


def _cbor(data, at, depth):
    """Read one value of the one canonical form; at is where it begins."""
    demand(at < len(data) and depth >= 0, "cut short, or nested too deep")
    major, low, at = data[at] >> 5, data[at] & 31, at + 1
    if major == 7:
        demand(low in (20, 21, 22), "no plain value")
        return {20: False, 21: True, 22: None}[low], at
    demand(low < 28 and major != 6, "a tag, or an indefinite length")
    width = 1 << (low - 24) if low >= 24 else 0
    size = int.from_bytes(data[at : at + width], "big") if width else low
    at += width
    demand(at <= len(data) and (not width or size >= (24 if width == 1 else 1 << 4 * width)), "a longer head")
    if major < 2:
        return (size if major == 0 else -1 - size), at
    if major < 4:
        demand(at + size <= len(data), "cut short")
        part = data[at : at + size]
        return (part if major == 2 else text_of(part)), at + size
    demand(size <= len(data), "cut short")
    if major == 4:
        items = []
        for _ in range(size):
            item, at = _cbor(data, at, depth - 1)
            items.append(item)
        return items, at
    return _map(data, at, depth, size)


def _map(data, at, depth, size):
    found, before = {}, b""
    for _ in range(size):
        key, middle = _cbor(data, at, depth - 1)
        demand(type(key) in (int, str) and data[at:middle] > before, "keys twice or out of order")
        before = data[at:middle]
        found[key], at = _cbor(data, middle, depth - 1)
    return found, at


def text_of(data):
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise Refused("not UTF-8") from None


def string(data, major=0x40):
    size = len(data)
    heads = [major | size], [major | 24, size], [major | 25, *divmod(size, 256)]
    return bytes(heads[(size > 23) + (size > 255)]) + data


# -- signatures (spec/ledger, Signatures)


def ed25519(public, message, signature):
    demand(len(public) == 32 and len(signature) == 64, "a key or a signature of another length")
    try:
        crypto_sign_open(signature + message, public)
    except BadSignatureError:
        raise Refused("a signature that does not hold") from None


def sound_key(public):
    demand(len(public) == 32 and crypto_core_ed25519_is_valid_point(public), "no sound Ed25519 key")
    return public


def key_of(name, sort, public):
    demand(sort in (ED25519, COSIGNATURE, ML_DSA) and re.fullmatch(r"[^\s+]{1,255}", name), "no verifier key")
    demand(len(public) == 1312 if sort == ML_DSA else sound_key(public), "no verifier key")
    return name, sha256(name.encode() + b"\n" + bytes([sort]) + public).digest()[:4], sort, public


def vkey(text):
    name, digits, packed = text.split("+", 2)
    typed = b64(packed)
    key = key_of(name, typed[0], typed[1:])
    demand(key[1].hex() == digits, "a verifier key with another id")
    return key


def attest(key, head, data):
    """Verify one line of a note; give the time it states, or None."""
    name, _, sort, public = key
    origin, size, root, text = head
    stamp = 0 if sort == ED25519 else 8
    time = int.from_bytes(data[:stamp], "big")
    if sort == ML_DSA:
        parts = (b"subtree/v1\n\0", bytes([len(name.encode())]), name.encode(), data[:8])
        parts += (bytes([len(origin.encode())]), origin.encode(), bytes(8), size.to_bytes(8, "big"), root)
        try:
            MLDSA44PublicKey.from_public_bytes(public).verify(data[8:], b"".join(parts))
        except (InvalidSignature, ValueError):
            raise Refused("a signature that does not hold") from None
    else:
        before = b"cosignature/v1\ntime %d\n" % time if stamp else b""
        ed25519(public, before + text.encode(), data[stamp:])
    demand(0 <= time < 1 << 63, "a time out of range")
    return time if stamp else None


def open_note(note, keys):
    """Give the head that a note signs and the verified lines of known keys; the log's own is demanded."""
    demand(isinstance(note, str) and len(note.encode()) <= 131072 and "\n\n" in note, "no note")
    text, _, signed = note.rpartition("\n\n")
    text, lines = text + "\n", signed.splitlines(keepends=True)
    demand(not re.search(r"[\x00-\x09\x0b-\x1f]", note) and 0 < len(lines) <= 32, "no note")
    found = re.fullmatch(r"([^\s+]{1,255})\n(0|[1-9][0-9]{0,18})\n([A-Za-z0-9+/=]+)\n", text, re.ASCII)
    demand(found, "no checkpoint")
    head = found[1], int(found[2]), b64(found[3]), text
    demand(head[1] < 1 << 63 and len(head[2]) == 32, "no checkpoint")
    known, seen, attested = {key[:2]: key for key in keys}, set(), []
    for line in lines:
        shape = re.fullmatch("— ([^\\s+]+) (\\S+)\n", line)
        demand(shape, "no signature line")
        packed = b64(shape[2])
        claim = shape[1], packed[:4]
        demand(claim not in seen and len(packed) > 4, "a key twice, or no signature")
        seen.add(claim)
        if claim in known:
            attested.append((known[claim], attest(known[claim], head, packed[4:])))
    own = [key for key, _ in attested if key[0] == head[0] and key[2] == ED25519]
    demand(own, "not signed by the log, as far as the cards tell")
    return head, attested


# -- tree (RFC 9162 section 2; spec/ledger, Tree and Proofs)


def leaf(data):
    return sha256(b"\0" + data).digest()


def node(left, right):
    return sha256(b"\1" + left + right).digest()


def climb(index, last, start, path, old=None):
    """Follow a path upwards; give the root it leads to and, beside it, that of the older tree."""
    new = start
    for sibling in path:
        demand(last and len(sibling) == 32, "a proof that does not fit")
        if index & 1 or index == last:
            new, old = node(sibling, new), old and node(sibling, old)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            new = node(new, sibling)
        index, last = index >> 1, last >> 1
    demand(not last, "a proof that does not fit")
    return new, old


def included(place, size, data, path, root):
    demand(type(place) is int and 0 <= place < size, "a place outside the log")
    demand(climb(place, size - 1, leaf(data), path)[0] == root, "an entry that is not in the log")


def consistent(old, new, old_root, new_root, path):
    demand(type(old) is int and 0 < old <= new and len(old_root) == 32, "sizes that prove nothing")
    if old == new:
        demand(not path and old_root == new_root, "another root at the same size")
        return
    path = path if old & (old - 1) else [old_root, *path]
    demand(path, "no proof")
    index, last = old - 1, new - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    found = climb(index, last, path[0], path[1:], path[0])
    demand(found == (new_root, old_root), "a proof that leads elsewhere")


# -- records (spec/record 3 to 7)


class Record:
    """A statement that is in the log, and its body if it is given; its signature is checked later."""

    def __init__(self, plain, head):
        self.place, data = plain["place"], b64(plain["statement"])
        included(self.place, head[1], data, [b64(item) for item in plain["inclusion"]], head[2])
        demand(len(data) <= 16384 and data[:2] == b"\xd2\x84", "no statement")
        self.protected, at = _cbor(data, 2, 1)
        tail = data[at:]
        self.digest, self.signature = tail[3:35], tail[37:]
        mark = tail[35:37] if self.signature else tail[35:]
        demand(isinstance(self.protected, bytes) and tail[:3] == b"\xa0\x58\x20", "no statement")
        demand(mark == (b"\x58\x40" if self.signature else b"\x40"), "no statement")
        self.data, self.header, self.body = data, cbor(self.protected), None
        self._read_header()
        if plain.get("preimage") is not None:
            self._read_body(b64(plain["preimage"]))

    def _read_header(self):
        header, claims = self.header, self.header[15]
        fixed = header[1], header[258], header[259]
        demand(fixed == (-19, -16, "application/cbor"), "another algorithm")
        demand("lab" in header[2] and set(header[2]) <= set(header), "critical labels that are not there")
        issuer = re.fullmatch(f"ambos:({PARTY})", claims[1])
        subject = re.fullmatch(f"({KIND})/{SLUG}", claims[2])
        typ = re.fullmatch(f"({KIND})/[1-9][0-9]{{0,3}}", header["typ"])
        demand(issuer and subject and typ and subject[1] == typ[1] and type(claims[6]) is int, "no header")
        demand(len(header[4]) == 8 and len(header["rid"]) == 16, "no header")
        self.party, self.kind, self.kid = issuer[1], typ[1], header[4]

    def _read_body(self, preimage):
        demand(sha256(preimage).digest() == self.digest, "a body that is not the one signed")
        demand(preimage[:3] == b"\x82\x58\x20" and len(preimage) > 35, "no preimage")
        data, end = _cbor(preimage, 35, 1)
        demand(end == len(preimage) and isinstance(data, bytes), "no preimage")
        self.body = cbor(data)

    def verify(self, public):
        middle = string(self.protected) + b"\x40\x58\x20" + self.digest
        ed25519(public, b"\x84\x6aSignature1" + middle, self.signature)


def register(book, record, party, authority):
    """Admit a key record: signed by an authority's key that counts before it, the key's possession proven."""
    body = record.body
    demand(isinstance(body, dict), "a key record without its body")
    public, holder, purpose = sound_key(bytes.fromhex(body["public"])), body["holder"], body["purpose"]
    if record.place == 0:
        demand((public, purpose) == (authority, "authority"), "the log does not begin with its authority")
        record.verify(public)
    else:
        signer = book[record.kid]
        counts = signer[1] == "authority" and record.place > signer[3]
        demand(counts, "a key that its authority did not register")
        record.verify(signer[2])
    parts = [string(text.encode(), 0x60) for text in (party, holder, purpose)]
    message = b"ambos key possession\n\x84" + b"".join(parts) + string(public)
    ed25519(public, message, bytes.fromhex(body["proof"]))
    kid = sha256(b"\xa3\x01\x01\x20\x06\x21\x58\x20" + public).digest()[:8]
    book[kid] = holder, purpose, public, record.place


def signed_by(record, support, party, authority):
    """Give the registered key that signed a record, by itself or through its batch."""
    demand(support and support[0].place == 0, "the register of keys does not begin at the beginning")
    book, batch = {}, None
    for entry in support:
        demand(entry.party == party, "a record of another party")
        if entry.kind == "key":
            register(book, entry, party, authority)
        else:
            entry.verify(book[entry.kid][2])
            batch = entry
    demand(record.party == party and record.kid in book, "signed by a key that is not registered")
    signer = book[record.kid]
    demand(record.place > signer[3] or record.place == 0, "signed by a key that did not count yet")
    return signer, batch


def check_proof(plain, trust):
    party, authority = trust.of(plain["log"])
    head, attested = open_note(plain["checkpoint"], trust.keys(plain["log"]))
    demand(head[0] == plain["log"], "a note of another log")
    record = Record(plain["record"], head)
    support = sorted((Record(entry, head) for entry in plain["support"]), key=lambda entry: entry.place)
    signer, batch = signed_by(record, support, party, authority)
    if record.signature:
        record.verify(signer[2])
    else:
        demand(
            batch and all(batch.header[part] == record.header[part] for part in (4, "lab")),
            "no batch signed it",
        )
        root, count = batch.header["bat"]
        path = [b64(item) for item in plain["batch"]]
        included(record.place - batch.place - 1, count, record.data, path, root)
    times = [(key[0], time) for key, time in attested if key[0] != head[0]]
    demand(all(time for _, time in times), "a cosignature without its time")
    labels = {str(name): value for name, value in record.header.items() if isinstance(name, str)}
    how = "" if record.signature else ", in a batch"
    return {
        "record": record.header["rid"].hex(),
        "party": record.party,
        "subject": record.header[15][2],
        "claimed": stamp(record.header[15][6]),
        "signer": f"{signer[0]} ({signer[1]}) {record.kid.hex()}{how}",
        "header": labels,
        "body": record.body,
        "log": f"{head[0]}, {record.place} < {head[1]}, {head[2].hex()}",
        "received": {name: stamp(time) for name, time in times},
        "not-later-than": stamp(min(time for _, time in times)) if times else None,
    }


def check_fork(plain, trust):
    (party, _), keys = trust.of(plain["log"]), trust.keys(plain["log"])
    sides, heads = plain["sides"], []
    demand(len(sides) == 2, "two sides are needed")
    for side in sides:
        head, _ = open_note(side["note"], keys)
        demand(head[0] == plain["log"], "a note of another log")
        path = [b64(item) for item in side["consistency"]]
        consistent(plain["size"], head[1], b64(side["root"]), head[2], path)
        heads.append(head)
    demand(sides[0]["root"] != sides[1]["root"], "both sides tell one history")
    shown = {f"history-{n}": f"{head[1]}, {head[2].hex()}" for n, head in enumerate(heads, 1)}
    return {"fork": plain["log"], "party": party, "differ-at": plain["size"], **shown}


# -- what the reader trusts


class Trust:
    """Cards of nodes and keys of witnesses, from outside of what is to be checked."""

    def __init__(self, words):
        self.witnesses = [vkey(word) for word in words if re.fullmatch(VKEY, word)]
        self.cards = []
        for file in (word for word in words if not re.fullmatch(VKEY, word)):
            with open(file, encoding="utf-8") as stream:
                self.cards.append(json.load(stream))

    def of(self, origin):
        """Give party and authority's key of the node whose log it is; it may have cards of many years."""
        own = self._own(origin)
        found = {(card["party"], keys_of(card, "authority")[0]) for card in own}
        demand(len(found) == 1, "give the card of the log's own node")
        return found.pop()

    def _own(self, origin):
        return [card for card in self.cards if origin.partition("/")[0] == card["name"]]

    def keys(self, origin):
        """Give the keys of a log, and those of everybody else trusted who may have cosigned it."""
        own, keys = self._own(origin), list(self.witnesses)
        for card in own:
            keys += [key_of(origin, ED25519, public) for public in keys_of(card, "notes")]
            keys += [key_of(origin, ML_DSA, public) for public in keys_of(card, "notes_pq")]
        for card in (card for card in self.cards if card not in own):
            keys += [key_of(card["name"], COSIGNATURE, public) for public in keys_of(card, "notes")]
        return keys


def keys_of(card, name):
    """Give the keys of one sort on a card; beside each may stand the proof that its holder has it."""
    found = card[name]
    several = isinstance(found, list) and name != "authority"
    return [
        bytes.fromhex(item if isinstance(item, str) else item[0]) for item in (found if several else [found])
    ]


def stamp(seconds):
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def check(file, words):
    """Give what the file shows, or raise Refused."""
    try:
        with open(file, encoding="utf-8") as stream:
            plain = json.load(stream)
        form = {"ambos-proof/1": check_proof, "ambos-fork/1": check_fork}.get(plain["form"])
        demand(form, "neither a proof nor evidence of a fork")
        return form(plain, Trust(words))
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise Refused(f"malformed: {error!r}"[:160]) from None


def main(words):
    plain = [word for word in words if word != "--json"]
    if len(plain) < 2:
        sys.exit(__doc__)
    try:
        shown = check(plain[0], plain[1:])
    except (Refused, OSError) as error:
        print(f"DOES NOT HOLD / NO SE SOSTIENE: {error}", file=sys.stderr)
        return 3
    printed = json.dumps(shown, ensure_ascii=False, indent=2, default=lambda data: data.hex())
    print(printed if "--json" in words else "HOLDS / SE SOSTIENE\n" + printed)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
