"""One signed, immutable statement: its header (always in the log) and its body (sealed beside the log).

The header is the protected header of a COSE_Sign1 message (RFC 9052; issuer and subject as RFC 9943). It
holds ids and codes only, never free text, because a header cannot be erased. ``spec/record`` decides.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from ambos.kernel.canonical import (
    BYTES,
    MAP,
    NUMBER,
    TEXT,
    WORD,
    NotCanonical,
    byte_string,
    decode,
    decode_loosely,
    demand_plain,
    demand_spelling,
    encode,
    head,
    sized_head,
    text_string,
)
from ambos.values.errors import Misused
from ambos.values.handling import Label
from ambos.values.ids import KIND_PATTERN, PARTY_PATTERN, SLUG_PATTERN

ALGORITHM = -19  # Ed25519, RFC 9864
DIGEST = -16  # SHA-256, RFC 9054
MEDIA_TYPE = "application/cbor"
ISSUER = "ambos:"
ALG, CRIT, KID, CLAIMS, HASH_ALG, MEDIA = 1, 2, 4, 15, 258, 259
CLAIM_ISSUER, CLAIM_SUBJECT, CLAIM_TIME = 1, 2, 6
KNOWN = frozenset((ALG, CRIT, KID, CLAIMS, HASH_ALG, MEDIA, "bat", "lab", "ref", "rid", "see", "typ"))
CRITICAL = ["lab"]
RID_BYTES = 16
KID_BYTES = 8
HASH_BYTES = 32
BATCH = "batch"
BATCH_LIMIT = 65_536
MAX_VERSION = 9999
_TYPE = re.compile(rf"(?P<kind>{KIND_PATTERN})/(?P<version>[1-9][0-9]{{0,3}})", re.ASCII)
_SUBJECT = re.compile(rf"{KIND_PATTERN}/{SLUG_PATTERN}", re.ASCII)
_ISSUER = re.compile(rf"{ISSUER}(?P<party>{PARTY_PATTERN})", re.ASCII)
_RELATION = re.compile(KIND_PATTERN, re.ASCII)
_REPEATED = 1024  # distinct types, issuers and labels kept: a log repeats a few of each without end
_NOTHING: Mapping[Any, Any] = MappingProxyType({})


class HeaderInvalid(Misused):
    """A header cannot be erased, so it holds names of one form and nothing else; this one would not."""

    code = "record.header-invalid"


@dataclass(frozen=True, slots=True)
class Reference:
    """A tie to another record: what it does to it, its id and its leaf hash (so the tie cannot slide)."""

    relation: str
    rid: bytes
    leaf: bytes


class Header(NamedTuple):
    """What the log knows of a record: who says it, about what, when (claimed), under which handling."""

    kind: str
    version: int
    party: str
    subject: str
    rid: bytes
    time: int
    kid: bytes
    label: Label
    references: tuple[Reference, ...] = ()
    seen: Mapping[str, int] = _NOTHING
    batch: tuple[bytes, int] | None = None
    unknown: Mapping[Any, Any] = _NOTHING

    def refers(self, relation: str) -> tuple[bytes, ...]:
        """Give the ids of the records that this one stands in ``relation`` to."""
        return tuple(r.rid for r in self.references if r.relation == relation)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person or a machine wants to say, before it has an id, a time and a signature."""

    kind: str
    subject: str
    body: Mapping[str, Any]
    label: Label
    references: tuple[Reference, ...] = ()


def print_header(header: Header) -> bytes:
    """Print the protected header in its one byte form: entry by entry, since the form is fixed."""
    entries = [
        _ALG_ENTRY,
        _CRIT_ENTRY,
        _KID_LABEL + byte_string(header.kid),
        _claims(header),
        _HASH_ENTRY,
        _MEDIA_ENTRY,
    ]
    if header.batch is not None:
        entries.append(_entry("bat", list(header.batch)))
    entries.append(_label_entry(header.label))
    if header.references:
        entries.append(_entry("ref", [[r.relation, r.rid, r.leaf] for r in header.references]))
    entries.append(_RID_LABEL + byte_string(header.rid))
    if header.seen:
        entries.append(_seen_entry(tuple(header.seen.items())))
    entries.append(_type_entry(header.kind, header.version))
    if header.unknown:  # no key begins as another whole one does, so entries are in the order of their keys
        entries = sorted([*entries, *(_entry(name, value) for name, value in header.unknown.items())])
    return head(MAP, len(entries)) + b"".join(entries)


def _entry(name: Any, value: Any) -> bytes:
    return encode(name) + encode(value)


_ALG_ENTRY, _CRIT_ENTRY = _entry(ALG, ALGORITHM), _entry(CRIT, CRITICAL)
_HASH_ENTRY, _MEDIA_ENTRY = _entry(HASH_ALG, DIGEST), _entry(MEDIA, MEDIA_TYPE)
_KID_LABEL, _RID_LABEL = encode(KID), encode("rid")
_CLAIMS_START = encode(CLAIMS) + head(MAP, 3) + encode(CLAIM_ISSUER)
_SUBJECT_LABEL, _TIME_LABEL = encode(CLAIM_SUBJECT), encode(CLAIM_TIME)


_LAB_LABEL, _SEE_LABEL, _TYPE_LABEL = encode("lab"), encode("see"), encode("typ")
_WITHOUT_SEEN, _WITH_SEEN = head(MAP, 9), head(MAP, 10)
_HEAD = rb"([\x60-\x77]|\x78.)"
_LEAST_TIME = (1 << 16).to_bytes(4, "big")  # below it, a time is spelt in fewer bytes
_PARTY_LETTERS = 2
_KID_START = 1 + len(_ALG_ENTRY + _CRIT_ENTRY + _KID_LABEL) + 1
_COMMON = re.compile(
    rb"([\xa9\xaa]"
    + re.escape(_ALG_ENTRY + _CRIT_ENTRY + _KID_LABEL + head(BYTES, KID_BYTES))
    + rb".{8}"
    + re.escape(_CLAIMS_START + head(TEXT, len(ISSUER) + _PARTY_LETTERS) + ISSUER.encode())
    + rb"%b)" % PARTY_PATTERN.encode()
    + re.escape(_SUBJECT_LABEL)
    + rb"%b(%b/%b)" % (_HEAD, KIND_PATTERN.encode(), SLUG_PATTERN.encode())
    + re.escape(_TIME_LABEL)
    + rb"\x1a(.{4})"
    + re.escape(_HASH_ENTRY + _MEDIA_ENTRY)
    + rb"(%b.{4,120}?)" % re.escape(_LAB_LABEL)
    + re.escape(_RID_LABEL + head(BYTES, RID_BYTES))
    + rb"(.{16})"
    + rb"(.{6,450})",
    re.DOTALL,
)
_ENDING = re.compile(
    rb"(%b.{4,400}?)?" % re.escape(_SEE_LABEL)
    + re.escape(_TYPE_LABEL)
    + rb"%b(%b/[1-9][0-9]{0,3})" % (_HEAD, KIND_PATTERN.encode()),
    re.DOTALL,
)


def _claims(header: Header) -> bytes:
    issuer, subject = text_string(ISSUER + header.party), text_string(header.subject)
    time = head(NUMBER, header.time)
    return b"".join((_CLAIMS_START, issuer, _SUBJECT_LABEL, subject, _TIME_LABEL, time))


@lru_cache(_REPEATED)
def _label_entry(label: Label) -> bytes:
    return _entry("lab", label.plain())


@lru_cache(_REPEATED)
def _seen_entry(seen: tuple[tuple[str, int], ...]) -> bytes:
    return _entry("see", dict(seen))


@lru_cache(_REPEATED)
def _type_entry(kind: str, version: int) -> bytes:
    return _entry("typ", f"{kind}/{version}")


def demand_names(header: Header) -> Header:
    """Give a header back whose names ``parse_header`` would read: no log may hold what nobody can open."""
    subject = _SUBJECT.fullmatch(header.subject)
    ties = all(_RELATION.fullmatch(tie.relation) for tie in header.references)
    if not (subject and ties and 0 < header.version <= MAX_VERSION):
        raise HeaderInvalid(kind=header.kind, name=header.subject)
    return header


def parse_header(data: bytes) -> Header:
    """Parse exactly what ``print_header`` prints; refuse a missing or misshapen label, keep unknown ones."""
    return _read_common(data) or _read_any(data)


def _read_common(data: bytes) -> Header | None:
    """Read a header with no entries but those that all have, and what was seen: nearly every one, quickly.

    Gives None for whatever is not spelt as the printer would: ``_read_any`` then says what it is.
    """
    found = _COMMON.fullmatch(data)
    if found is None:
        return None
    start, subject_head, subject, time, label, rid, end = found.groups()
    handling, ending = _label_of(label), _ending_of(end)
    spelt = subject_head == sized_head(TEXT, len(subject)) and time >= _LEAST_TIME
    if not spelt or handling is None or ending is None:
        return None
    count, kind, version, seen = ending
    kid, party = _start_of(start)
    if start[:1] != count:
        return None
    stamp = int.from_bytes(time, "big")
    return Header(kind, version, party, subject.decode(), rid, stamp, kid, handling, (), seen)


@lru_cache(_REPEATED)
def _start_of(entries: bytes) -> tuple[bytes, str]:
    """Give the key and the party that the entries up to the issuer name."""
    return entries[_KID_START : _KID_START + KID_BYTES], entries[-_PARTY_LETTERS:].decode()


@lru_cache(_REPEATED)
def _ending_of(entries: bytes) -> tuple[bytes, str, int, Mapping[str, int]] | None:
    """Give how the map begins that these entries end, its kind, version and what was seen, or None."""
    found = _ENDING.fullmatch(entries)
    if found is None:
        return None
    seen_entry, type_head, typed = found.groups()
    kind, version = _typed(typed.decode())
    seen = _NOTHING if seen_entry is None else _seen_of(seen_entry)
    if seen is None or kind == BATCH or type_head != head(TEXT, len(typed)):
        return None
    return _WITHOUT_SEEN if seen_entry is None else _WITH_SEEN, kind, version, seen


@lru_cache(_REPEATED)
def _label_of(entry: bytes) -> Label | None:
    """Give the label whose header entry this is, or None if it is no entry of a label."""
    try:
        label = _label(*_listed(decode(entry[len(_LAB_LABEL) :])))
    except (NotCanonical, Misused, TypeError, ValueError):
        return None
    return label if _label_entry(label) == entry else None


def _seen_of(entry: bytes) -> Mapping[str, int] | None:
    """Give what was seen if this is the header entry of it, or None."""
    try:
        seen = _seen(decode(entry[len(_SEE_LABEL) :]))
    except (NotCanonical, ValueError, AttributeError):
        return None
    return MappingProxyType(seen) if seen and _seen_entry(tuple(seen.items())) == entry else None


def _read_any(data: bytes) -> Header:
    fields = decode_loosely(data)
    try:
        header = _read(fields)
    except (LookupError, TypeError, ValueError, AttributeError, Misused) as error:
        raise NotCanonical(reason=f"header: {error!s}"[:120]) from error
    if header.unknown:
        demand_plain(fields)
    demand_spelling(print_header(header), data)
    return header


def _read(fields: dict[Any, Any]) -> Header:
    """Read what differs between headers; that the rest is as always, printing shows."""
    claims = fields[CLAIMS]
    kind, version = _typed(fields["typ"])
    _demand((kind == BATCH) == ("bat" in fields), "a batch without its root, or a root without one")
    return Header(
        kind=kind,
        version=version,
        party=_party(claims[CLAIM_ISSUER]),
        subject=_matched(_SUBJECT, claims[CLAIM_SUBJECT])[0],
        rid=_sized(fields["rid"], RID_BYTES),
        time=_whole(claims[CLAIM_TIME]),
        kid=_sized(fields[KID], KID_BYTES),
        label=_label(*_listed(fields["lab"])),
        references=tuple(map(_reference, fields["ref"])) if "ref" in fields else (),
        seen=_seen(fields["see"]) if "see" in fields else _NOTHING,
        batch=_batch(fields["bat"]) if "bat" in fields else None,
        unknown=_NOTHING if KNOWN.issuperset(fields) else _unknown(fields),
    )


@lru_cache(_REPEATED)
def _typed(value: Any) -> tuple[str, int]:
    found = _matched(_TYPE, value)
    return found["kind"], int(found["version"])


@lru_cache(_REPEATED)
def _party(issuer: Any) -> str:
    return _matched(_ISSUER, issuer)["party"]


@lru_cache(_REPEATED)
def _label(tlp: Any, release: tuple[Any, ...], compartment: Any, europol: Any) -> Label:
    return Label.parse([tlp, list(release), compartment, europol])


def _listed(plain: Any) -> Any:
    """Give the parts of a label as values that can be looked up."""
    tlp, release, compartment, europol = plain
    _demand(type(plain) is list and type(release) is list, "a list expected")
    return tlp, tuple(release), compartment, europol


def _unknown(fields: dict[Any, Any]) -> dict[Any, Any]:
    return {name: value for name, value in fields.items() if name not in KNOWN}


def _seen(plain: Any) -> dict[str, int]:
    return {_text(origin): _whole(size) for origin, size in plain.items()}


def _reference(plain: Any) -> Reference:
    relation, rid, leaf = plain
    return Reference(_matched(_RELATION, relation)[0], _sized(rid, RID_BYTES), _sized(leaf, HASH_BYTES))


def _batch(plain: Any) -> tuple[bytes, int]:
    root, count = plain
    _demand(0 < _whole(count) <= BATCH_LIMIT, "a batch of another size")
    return _sized(root, HASH_BYTES), int(count)


def _demand(condition: bool, what: str) -> None:
    if not condition:
        raise ValueError(what)


def _matched(pattern: re.Pattern[str], value: Any) -> re.Match[str]:
    found = pattern.fullmatch(value)
    if found is None:
        raise ValueError("a name of a wrong form")
    return found


def _sized(value: Any, size: int) -> bytes:
    if type(value) is not bytes or len(value) != size:
        raise ValueError(f"{size} bytes expected")
    return value


def _text(value: Any) -> str:
    if type(value) is not str or not value:
        raise ValueError("text expected")
    return value


def _whole(value: Any) -> int:
    if type(value) is not int or not 0 <= value < WORD:
        raise ValueError("a whole number expected")
    return value
