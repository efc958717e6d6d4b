"""How a header is printed: entry by entry, in the one order of their keys (spec/record 3.1)."""

from functools import lru_cache
from typing import Any

from ambos.kernel.canonical import (
    BYTES,
    MAP,
    NUMBER,
    TEXT,
    byte_string,
    encode,
    head,
    sized_head,
    text_string,
)
from ambos.kernel.record import (
    ALG,
    ALGORITHM,
    CLAIMS,
    CRIT,
    HANDLING,
    HASH_ALG,
    KID,
    MEDIA,
    RID_BYTES,
    TERMS,
    Header,
)
from ambos.values.handling import Label
from ambos.values.terms import Terms

DIGEST = -16  # SHA-256, RFC 9054
MEDIA_TYPE = "application/cbor"
ISSUER = "ambos:"
CLAIM_ISSUER, CLAIM_SUBJECT, CLAIM_TIME = 1, 2, 6
REPEATED = 1024  # distinct types, issuers and labels kept: a log repeats a few of each without end


def _entry(name: Any, value: Any) -> bytes:
    return encode(name) + encode(value)


ALG_ENTRY, CRIT_ENTRY = _entry(ALG, ALGORITHM), _entry(CRIT, [HANDLING])
HASH_ENTRY, MEDIA_ENTRY = _entry(HASH_ALG, DIGEST), _entry(MEDIA, MEDIA_TYPE)
KID_LABEL, RID_LABEL = encode(KID), encode("rid")
CLAIMS_START = encode(CLAIMS) + head(MAP, 3) + encode(CLAIM_ISSUER)
SUBJECT_LABEL, TIME_LABEL = encode(CLAIM_SUBJECT), encode(CLAIM_TIME)
LAB_LABEL, SEE_LABEL, TRM_LABEL, TYPE_LABEL = encode("lab"), encode("see"), encode(TERMS), encode("typ")
ALWAYS = 9  # entries that every header has
CRIT_TERMS_ENTRY = _entry(CRIT, [HANDLING, TERMS])


def print_header(header: Header) -> bytes:
    """Print the protected header in its one byte form.

    Headers of one signer, kind and handling differ in three entries, so what stands around these is kept.
    """
    rare = header.batch is not None or header.references or header.unknown or header.critical
    if rare or len(header.rid) != RID_BYTES:
        return print_any(header)
    before, between, after = _around(header[:3], header.kid, header.label, tuple(header.seen.items()))
    subject = header.subject.encode()
    time = head(NUMBER, header.time)
    parts = (before, sized_head(TEXT, len(subject)), subject, TIME_LABEL, time, between, header.rid, after)
    return b"".join(parts)


@lru_cache(REPEATED)
def _around(
    spoken: tuple[str, int, str], kid: bytes, label: Label, seen: tuple[tuple[str, int], ...]
) -> tuple[bytes, bytes, bytes]:
    """Give what stands before the subject, between the time and the record's id, and behind that."""
    (kind, version, party), terms = spoken, label.terms
    count = head(MAP, ALWAYS + bool(seen) + bool(terms))
    signed = (ALG_ENTRY, _critical_entry(bool(terms), ()), KID_LABEL, byte_string(kid))
    claims = (CLAIMS_START, text_string(ISSUER + party), SUBJECT_LABEL)
    between = (HASH_ENTRY, MEDIA_ENTRY, label_entry(label), RID_LABEL, head(BYTES, RID_BYTES))
    rest = (seen_entry(seen) if seen else b"", terms_entry(terms) if terms else b"")
    after = (*rest, _type_entry(kind, version))
    return b"".join((count, *signed, *claims)), b"".join(between), b"".join(after)


def print_any(header: Header) -> bytes:
    """Print a header entry by entry, since the form is fixed."""
    terms = header.label.terms
    entries = [
        ALG_ENTRY,
        _critical_entry(bool(terms), header.critical),
        KID_LABEL + byte_string(header.kid),
        _claims(header),
        HASH_ENTRY,
        MEDIA_ENTRY,
    ]
    if header.batch is not None:
        entries.append(_entry("bat", list(header.batch)))
    entries.append(label_entry(header.label))
    if header.references:
        entries.append(_entry("ref", [[r.relation, r.rid, r.leaf] for r in header.references]))
    entries.append(RID_LABEL + byte_string(header.rid))
    if header.seen:
        entries.append(seen_entry(tuple(header.seen.items())))
    if terms:
        entries.append(terms_entry(terms))
    entries.append(_type_entry(header.kind, header.version))
    if header.unknown:  # no key begins as another whole one does, so entries are in the order of their keys
        entries = sorted([*entries, *(_entry(name, value) for name, value in header.unknown.items())])
    return head(MAP, len(entries)) + b"".join(entries)


def _claims(header: Header) -> bytes:
    issuer, subject = text_string(ISSUER + header.party), text_string(header.subject)
    time = head(NUMBER, header.time)
    return b"".join((CLAIMS_START, issuer, SUBJECT_LABEL, subject, TIME_LABEL, time))


@lru_cache(REPEATED)
def label_entry(label: Label) -> bytes:
    """Give the entry of a header that says how its record is handled."""
    return _entry("lab", label.plain())


@lru_cache(REPEATED)
def _critical_entry(terms: bool, others: tuple[Any, ...]) -> bytes:
    """Print which labels no reader may pass over, in the order of their keys."""
    labels = [HANDLING, *([TERMS] if terms else []), *others]
    return _entry(CRIT, sorted(labels, key=encode))


@lru_cache(REPEATED)
def terms_entry(terms: Terms) -> bytes:
    """Give the entry of a header that says under which terms its record stands."""
    return _entry(TERMS, terms.plain())


@lru_cache(REPEATED)
def seen_entry(seen: tuple[tuple[str, int], ...]) -> bytes:
    """Give the entry of a header that says how much of each partner's log was held by then."""
    return _entry("see", dict(seen))


@lru_cache(REPEATED)
def _type_entry(kind: str, version: int) -> bytes:
    return _entry("typ", f"{kind}/{version}")
