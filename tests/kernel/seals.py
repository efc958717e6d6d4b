"""Headers as hypothesis draws them, signers, and a statement that was sealed long ago."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from ambos.kernel.canonical import encode
from ambos.kernel.keys import AUTHORITY, OFFICER, Signer
from ambos.kernel.record import Header, Reference
from ambos.values.handling import EUROPOL, PUBLIC, TLP, Label
from ambos.values.terms import CAVEATS, PURPOSES, Terms

AUTHORITY_SIGNER = Signer.of(bytes([1]) * 32, "authority", AUTHORITY)
OFFICER_SIGNER = Signer.of(bytes([2]) * 32, "ana", OFFICER)

KINDS = st.from_regex(r"[a-z][a-z0-9-]{0,39}", fullmatch=True).filter(lambda kind: kind != "batch")
SLUGS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,79}", fullmatch=True)
PARTIES = st.sampled_from(("US", "MX", "CA", "GT"))
RIDS = st.binary(min_size=16, max_size=16)
HASHES = st.binary(min_size=32, max_size=32)
TERMS = st.builds(
    Terms,
    st.sets(st.sampled_from(CAVEATS)).map(sorted).map(tuple),
    st.sets(st.sampled_from(PURPOSES)).map(sorted).map(tuple),
    st.none() | st.dates(date(1000, 1, 1)),
    st.just("") | PARTIES,
)
LABELS = st.one_of(
    st.just(PUBLIC),
    st.builds(
        Label,
        release=st.sets(PARTIES).map(sorted).map(tuple),
        tlp=st.sampled_from(TLP[1:]),
        compartment=st.none() | st.just("chapter-9"),
        europol=st.none() | st.sampled_from(EUROPOL),
        terms=TERMS,
    ),
)
UNKNOWN: st.SearchStrategy[dict[Any, Any]] = st.dictionaries(
    st.one_of(st.integers(300, 65_535), st.from_regex(r"x-[a-z]{1,9}", fullmatch=True)),
    st.one_of(
        st.integers(0, 2**32), st.text(max_size=9), st.binary(max_size=9), st.lists(st.booleans(), max_size=3)
    ),
    max_size=3,
)


@st.composite
def headers(draw: st.DrawFn) -> Header:
    """Draw any header that the log may hold, save a batch's."""
    kind, unknown = draw(KINDS), draw(UNKNOWN)
    critical = draw(st.sets(st.sampled_from([*unknown, "rid", "typ"])))
    return Header(
        kind=kind,
        version=draw(st.integers(1, 9999)),
        party=draw(PARTIES),
        subject=f"{kind}/{draw(SLUGS)}",
        rid=draw(RIDS),
        time=draw(st.integers(0, 2**40)),
        kid=draw(st.binary(min_size=8, max_size=8)),
        label=draw(LABELS),
        references=tuple(draw(st.lists(st.builds(Reference, KINDS, RIDS, HASHES), max_size=3))),
        seen=draw(st.dictionaries(SLUGS.map("{}/channel/us".format), st.integers(0, 2**50), max_size=3)),
        unknown=unknown,
        critical=tuple(sorted(critical, key=encode)),
    )
