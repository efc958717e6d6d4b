"""Default deny: what no rule lets go stays at home, in every byte that leaves."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambos.exchange.release import Release, may_release
from ambos.kernel.seal import parse_statement
from ambos.testing.pair import Pair, pair
from ambos.values.handling import EUROPOL, OWNER_ONLY, PUBLIC, TLP, Label
from tests.exchange.conftest import event
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
RULES = {
    "public": ("goal", PUBLIC, Release(True, "label")),
    "released to the peer": ("goal", Label(("CA", "MX")), Release(True, "label")),
    "released to another": ("goal", Label(("CA",)), Release(False, "not-addressed")),
    "for the owner alone": ("goal", OWNER_ONLY, Release(False, "not-addressed")),
    "red, though addressed": ("goal", Label(("MX",), tlp="red"), Release(False, "red")),
    "in a compartment, addressed": ("goal", Label(("MX",), compartment="c"), Release(True, "label")),
    "in a compartment": ("goal", Label(compartment="c"), Release(False, "not-addressed")),
    "an officer, though public": ("officer", PUBLIC, Release(False, "home")),
    "a partner, though addressed": ("peer", Label(("MX",)), Release(False, "home")),
    "a key": ("key", PUBLIC, Release(True, "label")),
    "a kind that nobody knows": ("unheard-of", OWNER_ONLY, Release(False, "not-addressed")),
}


@pytest.mark.parametrize("name", RULES)
def test_the_rule(name: str) -> None:
    """The header's kind and label alone decide, by the rule in the table."""
    kind, label, expected = RULES[name]
    header = HEADER._replace(kind=kind, subject=f"{kind}/x", label=label)
    assert may_release(header, "MX") == expected


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
    """No officer, no group and no partner's card crosses; officers' keys do, without their names."""
    made.us.enrol("zoe", {"name": "Zoe Quimby", "roles": ["analyst"], "groups": ["group-of-nine"]})
    seen = crossed(made)
    for secret in ("Zoe Quimby", "group-of-nine", "Secretariat of US", "peer/", "officer/", "notes_pq"):
        assert not seen.has(secret)
    assert seen.has("key/us-officer-zoe")


def test_an_anchor_keeps_its_secret(made: Pair) -> None:
    """The anchor crosses as a statement; neither root nor size of the house log does, nor how many it has."""
    made.us.propose([event(f"hidden-{n}", label=OWNER_ONLY) for n in range(17)])
    head = made.us._parts.ledger.log.head()
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
