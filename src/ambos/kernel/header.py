"""The header's one spelling: the protected header of a COSE_Sign1 message (RFC 9052, RFC 9943).

Nearly every header has the same entries, so these are read by one pattern; any other is read entry by entry.
Both accept exactly what the printer prints. ``spec/record`` 3.1 decides.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from ambos.kernel.canonical import (
    BYTES,
    MAP,
    TEXT,
    WORD,
    NotCanonical,
    decode,
    decode_loosely,
    demand_plain,
    demand_spelling,
    head,
    sized_head,
)
from ambos.kernel.header_printed import (
    ALG_ENTRY,
    ALWAYS,
    CLAIM_ISSUER,
    CLAIM_SUBJECT,
    CLAIM_TIME,
    CLAIMS_START,
    CRIT_ENTRY,
    CRIT_TERMS_ENTRY,
    HASH_ENTRY,
    ISSUER,
    KID_LABEL,
    LAB_LABEL,
    MEDIA_ENTRY,
    REPEATED,
    RID_LABEL,
    SEE_LABEL,
    SUBJECT_LABEL,
    TIME_LABEL,
    TRM_LABEL,
    TYPE_LABEL,
    label_entry,
    print_header,
    seen_entry,
    terms_entry,
)
from ambos.kernel.record import (
    BATCH,
    BATCH_LIMIT,
    CLAIMS,
    CRIT,
    HANDLING,
    HASH_BYTES,
    KID,
    KID_BYTES,
    KNOWN,
    NOTHING,
    RID_BYTES,
    TERMS,
    Header,
    Reference,
)
from ambos.values.errors import Misused
from ambos.values.handling import Label
from ambos.values.ids import KIND_PATTERN, PARTY_PATTERN, SLUG_PATTERN
from ambos.values.terms import NO_TERMS, Terms

__all__ = ["HeaderInvalid", "demand_names", "parse_header", "print_header"]

MAX_VERSION = 9999
_TYPE = re.compile(rf"(?P<kind>{KIND_PATTERN})/(?P<version>[1-9][0-9]{{0,3}})", re.ASCII)
_SUBJECT = re.compile(rf"{KIND_PATTERN}/{SLUG_PATTERN}", re.ASCII)
_ISSUER = re.compile(rf"{ISSUER}(?P<party>{PARTY_PATTERN})", re.ASCII)
_RELATION = re.compile(KIND_PATTERN, re.ASCII)


class HeaderInvalid(Misused):
    """A header cannot be erased, so it holds names of one form and nothing else; this one would not."""

    code = "record.header-invalid"


_HEAD = rb"([\x60-\x77]|\x78.)"
_LEAST_TIME = (1 << 16).to_bytes(4, "big")  # below it, a time is spelt in fewer bytes
_PARTY_LETTERS = 2
_BEFORE_PARTY = CLAIMS_START + head(TEXT, len(ISSUER) + _PARTY_LETTERS) + ISSUER.encode()
_KID_END = -(len(_BEFORE_PARTY) + _PARTY_LETTERS)
_COMMON = re.compile(
    rb"([\xa9-\xab]"
    + re.escape(ALG_ENTRY)
    + rb"(?:%b|%b)" % (re.escape(CRIT_ENTRY), re.escape(CRIT_TERMS_ENTRY))
    + re.escape(KID_LABEL + head(BYTES, KID_BYTES))
    + rb".{8}"
    + re.escape(_BEFORE_PARTY)
    + rb"%b)" % PARTY_PATTERN.encode()
    + re.escape(SUBJECT_LABEL)
    + rb"%b(%b/%b)" % (_HEAD, KIND_PATTERN.encode(), SLUG_PATTERN.encode())
    + re.escape(TIME_LABEL)
    + rb"\x1a(.{4})"
    + re.escape(HASH_ENTRY + MEDIA_ENTRY)
    + rb"(%b.{4,120}?)" % re.escape(LAB_LABEL)
    + re.escape(RID_LABEL + head(BYTES, RID_BYTES))
    + rb"(.{16})"
    + rb"(.{6,650})",
    re.DOTALL,
)
_ENDING = re.compile(
    rb"(%b.{4,400}?)?" % re.escape(SEE_LABEL)
    + rb"(%b.{5,200}?)?" % re.escape(TRM_LABEL)
    + re.escape(TYPE_LABEL)
    + rb"%b(%b/[1-9][0-9]{0,3})" % (_HEAD, KIND_PATTERN.encode()),
    re.DOTALL,
)


def demand_names(header: Header) -> Header:
    """Give a header back whose names ``parse_header`` would read: no log may hold what nobody can open."""
    subject = _SUBJECT.fullmatch(header.subject)
    ties = not header.references or all(_RELATION.fullmatch(tie.relation) for tie in header.references)
    if not (subject and ties and 0 < header.version <= MAX_VERSION):
        raise HeaderInvalid(kind=header.kind, name=header.subject)
    return header


def parse_header(data: bytes) -> Header:
    """Parse exactly what ``print_header`` prints; refuse a missing or misshapen label, keep unknown ones."""
    return _read_common(data) or _read_any(data)


def _read_common(data: bytes) -> Header | None:
    """Read a header with no entries but those that all have, what was seen, and terms, quickly.

    Gives None for whatever is not spelt as the printer would: ``_read_any`` then says what it is.
    """
    found = _COMMON.fullmatch(data)
    if found is None:
        return None
    start, subject_head, subject, time, label, rid, end = found.groups()
    frame = _frame_of(start, label, end)
    if frame is None or subject_head != sized_head(TEXT, len(subject)) or time < _LEAST_TIME:
        return None
    kind, version, party, kid, handling, seen = frame
    stamp = int.from_bytes(time)
    return Header(kind, version, party, subject.decode(), rid, stamp, kid, handling, (), seen)


@lru_cache(REPEATED)
def _frame_of(
    start: bytes, label: bytes, end: bytes
) -> tuple[str, int, str, bytes, Label, Mapping[str, int]] | None:
    """Give what the entries say that stand around those in which headers of one sort differ, or None."""
    handling, ending = _label_of(label), _ending_of(end)
    if handling is None or ending is None:
        return None
    fixed, kind, version, seen, terms = ending
    begun, kid, party = _start_of(start)
    under = handling if terms is None else _under(handling, terms)
    return None if begun != fixed or under is None else (kind, version, party, kid, under, seen)


@lru_cache(REPEATED)
def _start_of(entries: bytes) -> tuple[tuple[int, bool], bytes, str]:
    """Give how many entries there are and whether terms are critical, the key and the party."""
    terms = entries.startswith(CRIT_TERMS_ENTRY, 1 + len(ALG_ENTRY))
    kid = entries[_KID_END - KID_BYTES : _KID_END]
    return (entries[0] - MAP, terms), kid, entries[-_PARTY_LETTERS:].decode()


@lru_cache(REPEATED)
def _ending_of(entries: bytes) -> tuple[tuple[int, bool], str, int, Mapping[str, int], Terms | None] | None:
    """Give how the header must begin that these entries end, its kind, version, what was seen, the terms."""
    found = _ENDING.fullmatch(entries)
    if found is None:
        return None
    saw, under, type_head, typed = found.groups()
    kind, version = _typed(typed.decode())
    seen = NOTHING if saw is None else _seen_of(saw)
    terms = None if under is None else _terms_of(under)
    unread = seen is None or (under is not None and terms is None)
    if unread or kind == BATCH or type_head != head(TEXT, len(typed)):
        return None
    count = ALWAYS + (saw is not None) + (terms is not None)
    return (count, terms is not None), kind, version, seen or NOTHING, terms


@lru_cache(REPEATED)
def _under(label: Label, terms: Terms) -> Label | None:
    """Give the label under these terms, or None for a public one, which has none."""
    return None if label.public else label.under(terms)


def _terms_of(entry: bytes) -> Terms | None:
    """Give the terms whose header entry this is, or None if it is no entry of terms."""
    try:
        terms = _terms(decode(entry[len(TRM_LABEL) :]))
    except (NotCanonical, Misused, ValueError):
        return None
    return terms if terms and terms_entry(terms) == entry else None


@lru_cache(REPEATED)
def _label_of(entry: bytes) -> Label | None:
    """Give the label whose header entry this is, or None if it is no entry of a label."""
    try:
        label = _label(*_listed(decode(entry[len(LAB_LABEL) :])))
    except (NotCanonical, Misused, TypeError, ValueError):
        return None
    return label if label_entry(label) == entry else None


def _seen_of(entry: bytes) -> Mapping[str, int] | None:
    """Give what was seen if this is the header entry of it, or None."""
    try:
        seen = _seen(decode(entry[len(SEE_LABEL) :]))
    except (NotCanonical, ValueError, AttributeError):
        return None
    return MappingProxyType(seen) if seen and seen_entry(tuple(seen.items())) == entry else None


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
        label=_label(*_listed(fields["lab"])).under(_terms(fields[TERMS]) if TERMS in fields else NO_TERMS),
        references=tuple(map(_reference, fields["ref"])) if "ref" in fields else (),
        seen=_seen(fields["see"]) if "see" in fields else NOTHING,
        batch=_batch(fields["bat"]) if "bat" in fields else None,
        unknown=NOTHING if KNOWN.issuperset(fields) else _unknown(fields),
        critical=_critical(fields),
    )


@lru_cache(REPEATED)
def _typed(value: Any) -> tuple[str, int]:
    found = _matched(_TYPE, value)
    return found["kind"], int(found["version"])


@lru_cache(REPEATED)
def _party(issuer: Any) -> str:
    return _matched(_ISSUER, issuer)["party"]


@lru_cache(REPEATED)
def _label(tlp: Any, release: tuple[Any, ...], compartment: Any, europol: Any) -> Label:
    return Label.parse([tlp, list(release), compartment, europol])


def _terms(plain: Any) -> Terms:
    _demand(type(plain) is list, "a list expected")
    return Terms.parse(plain)


def _critical(fields: dict[Any, Any]) -> tuple[Any, ...]:
    """Give the critical labels besides those of handling and terms; each must be there."""
    labels = fields[CRIT]
    _demand(type(labels) is list and all(type(label) in (int, str) for label in labels), "a list of labels")
    _demand(all(label in fields for label in labels), "a critical label that is not there")
    _demand(len(set(labels)) == len(labels), "a critical label twice")
    return tuple(label for label in labels if label not in (HANDLING, TERMS))


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
