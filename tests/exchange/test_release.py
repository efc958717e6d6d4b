"""Default deny: what no rule lets go stays at home, in every byte that leaves."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambos.exchange.release import POLICIES, Agreement, Case, Grant, PolicyUnknown, Release, decide
from ambos.kernel.acts import New
from ambos.kernel.merkle import leaf_hash
from ambos.kernel.record import Header, Reference
from ambos.kernel.records import HOME
from ambos.kernel.release_kinds import QUOTES
from ambos.kernel.seal import parse_statement
from ambos.node.releasing import agree, propose_release, set_policy
from ambos.testing.pair import Pair, pair
from ambos.values.handling import EUROPOL, OWNER_ONLY, PUBLIC, TLP, Label
from ambos.values.terms import Terms
from tests.exchange.conftest import event, say
from tests.kernel.seals import headers
from tests.kernel.test_record import HEADER

LABELS = st.one_of(
    st.just(PUBLIC),
    st.builds(
        Label,
        release=st.sets(st.sampled_from(("CA", "GT", "MX"))).map(sorted).map(tuple),
        tlp=st.sampled_from(TLP[1:4]),
        europol=st.none() | st.sampled_from(EUROPOL),
    ),
)
DAY = date(2026, 1, 5)
MX = Label(("MX",))
AGREED = Agreement(frozenset(("extradition", "prosecution")), DAY)
CASE = Case("MX", DAY)
LEAF = bytes(range(32))


def head(label: Label, kind: str = "goal", quotes: tuple[bytes, ...] = (), **changes: Any) -> Header:
    """Give a header under a label, quoting the records of these leaves."""
    ties = tuple(Reference(QUOTES, bytes(16), leaf) for leaf in quotes)
    return HEADER._replace(kind=kind, subject=f"{kind}/x", label=label, references=ties, **changes)


def under(**terms: Any) -> Label:
    """Give a label for Mexico under terms."""
    return MX.under(Terms(**terms))


# What is decided about, the case, the rule of version 1 and that of 2 and 3, in capitals where it allows.
RULES: dict[str, tuple[Header, Case, str, str]] = {
    "public": (head(PUBLIC), CASE, "LABEL", "LABEL"),
    "released to the peer": (head(Label(("CA", "MX"))), CASE, "LABEL", "LABEL"),
    "released to another": (head(Label(("CA",))), CASE, "not-addressed", "not-addressed"),
    "for the owner alone": (head(OWNER_ONLY), CASE, "not-addressed", "not-addressed"),
    "red, though addressed": (head(Label(("MX",), tlp="red")), CASE, "red", "red"),
    "red, though ordered": (head(Label(("MX",), tlp="red")), replace(CASE, ordered=True), "red", "red"),
    "in a compartment, addressed": (head(Label(("MX",), compartment="c")), CASE, "LABEL", "LABEL"),
    "in a compartment": (head(Label(compartment="c")), CASE, "not-addressed", "not-addressed"),
    "an officer, though public": (head(PUBLIC, "officer"), CASE, "home", "home"),
    "a partner, though ordered": (head(MX, "peer"), replace(CASE, ordered=True), "home", "home"),
    "an order of release": (head(MX, "release-order"), CASE, "home", "home"),
    "a policy, though public": (head(PUBLIC, "policy"), CASE, "home", "home"),
    "a key": (head(PUBLIC, "key"), CASE, "LABEL", "LABEL"),
    "a kind that nobody knows": (head(OWNER_ONLY, "unheard-of"), CASE, "not-addressed", "not-addressed"),
    "ordered, unaddressed": (head(OWNER_ONLY), replace(CASE, ordered=True), "not-addressed", "OVERRIDE"),
    "a critical entry nobody knows": (
        head(PUBLIC, unknown={"zzz": 1}, critical=("zzz",)), CASE, "not-understood", "not-understood",
    ),
    "a caveat": (head(under(caveats=("not-for-court",))), CASE, "terms-unknown", "LABEL"),
    "the last day": (head(under(until=DAY)), CASE, "terms-unknown", "LABEL"),
    "the day after": (head(under(until=DAY - timedelta(1))), CASE, "terms-unknown", "expired"),
    "the day after, ordered": (
        head(under(until=DAY - timedelta(1))), replace(CASE, ordered=True), "terms-unknown", "OVERRIDE",
    ),
    "a purpose, nothing agreed": (
        head(under(purposes=("extradition",))), CASE, "terms-unknown", "purpose-not-agreed",
    ),
    "a purpose that is agreed": (
        head(under(purposes=("extradition",))), replace(CASE, agreement=AGREED), "terms-unknown", "LABEL",
    ),
    "one of two purposes agreed": (
        head(under(purposes=("assessment", "extradition"))),
        replace(CASE, agreement=AGREED), "terms-unknown", "purpose-not-agreed",
    ),
    "an agreement that is over": (
        head(under(purposes=("extradition",))),
        replace(CASE, agreement=AGREED, day=DAY + timedelta(1)), "terms-unknown", "purpose-not-agreed",
    ),
    "home to its originator": (head(under(own="MX"), quotes=(LEAF,)), CASE, "terms-unknown", "LABEL"),
    "of our own, named": (head(under(own="US")), CASE, "terms-unknown", "LABEL"),
    "of a third party, not asked": (
        head(under(own="CA"), quotes=(LEAF,)), CASE, "terms-unknown", "originator-not-asked",
    ),
    "of a third party, ordered": (
        head(under(own="CA"), quotes=(LEAF,)),
        replace(CASE, ordered=True), "terms-unknown", "originator-not-asked",
    ),
    "of a third party, granted": (
        head(under(own="CA"), quotes=(LEAF,)),
        replace(CASE, grants=(Grant("CA", LEAF, "MX", DAY),)), "terms-unknown", "LABEL",
    ),
    "granted by somebody else": (
        head(under(own="CA"), quotes=(LEAF,)),
        replace(CASE, grants=(Grant("GT", LEAF, "MX"),)), "terms-unknown", "originator-not-asked",
    ),
    "granted to somebody else": (
        head(under(own="CA"), quotes=(LEAF,)),
        replace(CASE, grants=(Grant("CA", LEAF, "GT"),)), "terms-unknown", "originator-not-asked",
    ),
    "a grant that is over": (
        head(under(own="CA"), quotes=(LEAF,)),
        replace(CASE, grants=(Grant("CA", LEAF, "MX", DAY - timedelta(1)),)),
        "terms-unknown", "originator-not-asked",
    ),
    "one of two quotations granted": (
        head(under(own="CA"), quotes=(LEAF, bytes(32))),
        replace(CASE, grants=(Grant("CA", LEAF, "MX"),)), "terms-unknown", "originator-not-asked",
    ),
    "of a third party, quoting nothing": (
        head(under(own="CA")), replace(CASE, grants=(Grant("CA", LEAF, "MX"),)),
        "terms-unknown", "originator-not-asked",
    ),
    "quoting without an owner": (head(MX, quotes=(LEAF,)), CASE, "terms-unknown", "originator-not-asked"),
    "no third party, though granted": (
        head(under(own="CA", caveats=("no-third-party",)), quotes=(LEAF,)),
        replace(CASE, grants=(Grant("CA", LEAF, "MX"),)), "terms-unknown", "no-third-party",
    ),
    "no third party, our own": (head(under(caveats=("no-third-party",))), CASE, "terms-unknown", "LABEL"),
}  # fmt: skip


@pytest.mark.parametrize("version", (1, 2, 3))
@pytest.mark.parametrize("name", RULES)
def test_the_rule(name: str, version: int) -> None:
    """Header and case alone decide, by the rule in the table of the version."""
    header, case, *expected = RULES[name]
    rule = expected[min(version, 2) - 1]  # the third decides of these as the second does
    assert decide(version, header, case) == Release(rule.isupper(), rule.lower(), version)


def test_a_policy_that_nobody_wrote() -> None:
    """Under a version that is not known nothing is decided at all."""
    for number in (0, max(POLICIES) + 1):
        with pytest.raises(PolicyUnknown):
            decide(number, head(PUBLIC), CASE)


@given(headers(), st.booleans(), st.sampled_from(sorted(POLICIES)))
def test_nothing_goes_that_is_neither_addressed_nor_ordered(
    header: Header, ordered: bool, version: int
) -> None:
    """Whatever the header, what goes is addressed to the peer or ordered; never red, never of a home kind."""
    decision = decide(version, header, Case("MX", DAY, ordered=ordered))
    if decision.allowed:
        assert header.label.may_reach("MX") or (ordered and version > 1)
        assert header.label.tlp != "red" and header.kind not in HOME and not header.passed_over
        assert header.label.terms.own in ("", "MX", header.party)
        assert version > 1 or not header.label.terms


@dataclass(frozen=True)
class Crossed:
    """What a stranger at the border sees: the bytes of all sections."""

    data: bytes

    def has(self, marker: str) -> bool:
        return marker.encode() in self.data


def crossed(made: Pair) -> Crossed:
    """Give every byte that the US has ready for Mexico."""
    channel = made.us.release("MX")
    return Crossed(bytes(channel.section(0)))


@settings(max_examples=6)
@given(st.lists(LABELS, min_size=1, max_size=12))
def test_nothing_leaves_that_is_not_addressed(
    tmp_path_factory: pytest.TempPathFactory, labels: list[Label]
) -> None:
    """A mark planted in each record's name and body crosses just if its label names the peer."""
    with pair(tmp_path_factory.mktemp("pair")) as made:
        news = [event(f"mark-{n}-end", f"secret {n} end", label) for n, label in enumerate(labels)]
        made.us.propose(news)
        seen = crossed(made)
    for n, label in enumerate(labels):
        assert seen.has(f"mark-{n}-end") == seen.has(f"secret {n} end") == label.may_reach("MX")


def test_people_and_partners_stay_at_home(made: Pair) -> None:
    """No officer, no group and no partner's card crosses, nor the key of who has signed nothing that does."""
    made.us.enrol("zoe", {"name": "Zoe Quimby", "roles": ["analyst"], "groups": ["group-of-nine"]})
    say(made.us, "one")
    seen = crossed(made)
    hidden = ("Zoe Quimby", "group-of-nine", "Secretariat of US", "peer/", "officer/", "notes_pq", "zoe")
    assert not any(map(seen.has, hidden))
    assert seen.has("key/us-officer-secretariat")


def test_a_key_comes_with_the_first_record_under_it(made: Pair) -> None:
    """An officer's key stands directly before the first record under it that goes; its end goes if it did."""
    for slug in ("zoe", "max"):
        made.us.enrol(slug, {"name": slug, "roles": ["co-chair"]})
    for officer, record in (("zoe", event("kept", label=OWNER_ONLY)), ("max", event("gone"))):
        made.us._officer = officer
        made.us.propose([record])
    made.us._officer = "secretariat"
    channel = made.us.release("MX")
    carried = [
        parse_statement(row.statement).header.subject for row in channel.log.store.read(0, channel.log.size)
    ]
    channel.audit()
    place = carried.index("event/gone")
    assert carried[place - 1] == "key/us-officer-max" and "key/us-officer-zoe" not in carried


HIDDEN = st.lists(
    st.sampled_from(("event", "batch", "officer", "agreement", "order", "lapse", "policy", "quoted")),
    min_size=1,
    max_size=8,
)


def hide(made: Pair, what: str, mark: str) -> None:
    """Write something that does not leave, with a mark in every name and text of it."""
    us, kept = made.us, Label((), "amber", None, "H3")
    if what == "event":
        us.propose([event(mark, mark, kept)])
    elif what == "batch":
        body = {"indicator": f"indicator/{mark}", "period": "2024", "place": "US", "value": "1"}
        more = {"unit": "deaths", "status": "final"}
        us.state([New("figure", f"{mark}-{n}", body | more, kept) for n in range(3)])
    elif what == "officer":
        people: dict[str, Any] = {"name": mark, "roles": ["secretariat"]}
        us.enrol("secretariat", people | {"groups": [mark], "compartments": [mark]})
    elif what == "agreement":
        agree(us, "MX", ["extradition"], mark)
    elif what == "policy":
        set_policy(us, 2)
    elif what == "order":
        us.propose([event(mark, mark, kept)])
        propose_release(us, f"event/{mark}", "MX", mark)
    elif what == "lapse":
        us.propose([event(mark, mark, Label(("MX",), terms=Terms(until=us.today() - timedelta(1))))])
    else:
        (written,) = us.propose([event(mark, mark, kept)])
        us.propose([New("event", f"{mark}-again", event(mark, mark).body, kept, quotes=(written.rid.hex(),))])


@settings(max_examples=6, deadline=None)
@given(HIDDEN)
def test_no_byte_of_what_stays_crosses(tmp_path_factory: pytest.TempPathFactory, hidden: list[str]) -> None:
    """Of whatever stays neither name, text, id nor leaf is in what crosses."""
    with pair(tmp_path_factory.mktemp("pair")) as made:
        for number, what in enumerate(hidden):
            hide(made, what, f"mark-{number}-end")
        made.us.propose([event("shown")])
        channel = made.us.release("MX")
        seen, ledger = bytes(channel.section(0)), made.us.parts.ledger
        gone = {row.rid for row in channel.log.store.read(0, channel.log.size)}
        kept = [row for row in ledger.log.store.read(0, ledger.size()) if row.rid not in gone]
    assert b"mark-" not in seen and b"shown" in seen and len(kept) >= len(hidden)
    for row in kept:
        for secret in (row.rid, row.rid.hex().encode(), leaf_hash(row.statement)):
            assert secret not in seen


def test_an_anchor_keeps_its_secret(made: Pair) -> None:
    """The anchor crosses as a statement; neither root nor size of the house log does, nor how many it has."""
    made.us.propose([event(f"hidden-{n}", label=OWNER_ONLY) for n in range(17)])
    head = made.us.parts.ledger.log.head()
    channel = made.us.release("MX")
    section = channel.section(0)
    (anchor,) = (item for item in section.items if b"anchor/" in item.statement)
    assert anchor.preimage is None
    assert head.root.hex().encode() not in bytes(section) and head.root not in bytes(section)
    subject = parse_statement(anchor.statement).header.subject
    assert subject == f"anchor/mx-{channel.log.size - 1}"
    assert str(head.size) not in subject


def masked(made: Pair) -> list[object]:
    """Give what crosses without what chance and secret keys put into it: salts, ids, digests, signatures.

    The digest of an anchor commits to the whole house log and may differ by nothing else than the digest.
    """
    channel = made.us.release("MX")
    section = channel.section(0)
    statements = [(parse_statement(item.statement), item) for item in section.items]
    shown = [
        (s.header._replace(rid=s.header.rid[:6], kid=b""), len(s.data), item.preimage and item.preimage[35:])
        for s, item in statements
        if s.header.kind != "key"
    ]
    return [section.old, section.new, len(bytes(section)), len(section.proof), *shown]


def test_what_is_withheld_does_not_show(tmp_path: Path) -> None:
    """Two runs that differ only in withheld records, their number and times, look alike at the border.

    What is compared: entry by entry the header (the random part of its id aside), the length, the body, and
    the length of the whole.
    """
    seen = []
    for withheld in (0, 40):
        with pair(tmp_path / str(withheld)) as made:
            for n in range(3):
                if withheld:
                    made.us.propose([event(f"hidden-{n}-{m}", label=OWNER_ONLY) for m in range(withheld)])
                made.us.propose([event(f"shown-{n}")])
                made.us.release("MX")
                made.clock.advance(hours=2)
            seen.append(masked(made))
    assert seen[0] == seen[1]
