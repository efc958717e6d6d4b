"""The one way to write and the one door to read: what each person may, at two nodes."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ambos.kernel.access import NOBODY
from ambos.kernel.acts import (
    AlreadyThere,
    HouseKind,
    MovedOn,
    New,
    NotAnswerable,
    NothingChanged,
    NotOwner,
)
from ambos.kernel.facets import facets
from ambos.kernel.header import HeaderInvalid
from ambos.kernel.joint import COUNTERSIGNS, DISPUTES, WITHDRAWS
from ambos.kernel.paging import Query, count, page
from ambos.kernel.searching import search
from ambos.kernel.shelf import Shelf
from ambos.kernel.sights import note_sights, sight_of
from ambos.node.node import Node, OfficerUnknown
from ambos.testing.pair import Pair, pair
from ambos.values.errors import NotAllowed, NotFound, Refused
from ambos.values.handling import OWNER_ONLY, PUBLIC, Label
from tests.exchange.conftest import event, framework

SECRET = Label(compartment="chapter-9")


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Pair]:
    """A pair of nodes."""
    with pair(tmp_path) as nodes:
        yield nodes


def as_officer(made: Pair, slug: str, **body: object) -> Node:
    """Enrol somebody at the US node and let them sit down; the other nodes of the pair are closed first."""
    made.us.enrol(slug, {"name": slug, **body})
    made.us.close()
    return Node.open(made.us.config.home, slug, made.clock.now)


def size(node: Node) -> int:
    return node._parts.ledger.size()


def test_a_name_is_taken_once(made: Pair) -> None:
    """A thing that is there, or that stands twice in one proposal, is refused, and nothing is written."""
    made.us.propose([framework("sig")])
    before = size(made.us)
    for news in (
        [framework("new"), framework("sig")],
        [framework("new"), framework("other"), framework("new")],
    ):
        with pytest.raises(AlreadyThere):
            made.us.propose(news)
    assert size(made.us) == before


@pytest.mark.parametrize("slug", ("Juan Pérez", "", "a/b", "a" * 81, "-a", "a\n"))
def test_a_name_has_its_form(made: Pair, slug: str) -> None:
    """Free text does not become a name, and what is refused leaves the node as it was."""
    before = size(made.us)
    with pytest.raises(HeaderInvalid):
        made.us.propose([framework("sig"), New("framework", slug, {"name": {"en": "Named well"}})])
    assert size(made.us) == before
    made.us.verify()


@pytest.mark.parametrize("kind", ("officer", "peer", "key", "key-end", "batch", "anchor", "countersign"))
def test_nobody_writes_the_house_at_a_desk(made: Pair, kind: str) -> None:
    """What the node says of itself, keys above all, cannot be proposed, stated or revised at a desk."""
    for write in (made.us.propose, made.us.state):
        with pytest.raises(HouseKind):
            write([New(kind, "x", {})])
    for subject in ("officer/secretariat", "peer/mx"):
        with pytest.raises(Refused):
            made.us.revise(subject, {"name": "Another"})


def test_nobody_raises_themselves(made: Pair) -> None:
    """An analyst can neither give roles to anybody, nor register partners, nor run the node."""
    with as_officer(made, "zoe", roles=["analyst"]) as node:
        with pytest.raises(Refused):
            node.revise("officer/zoe", {"roles": ["secretariat"]})
        for attempt in (
            lambda: node.enrol("zoe", {"name": "Zoe", "roles": ["secretariat"]}),
            lambda: node.add_peer(made.mx.card()),
            lambda: node.release("MX"),
            lambda: node.answer(COUNTERSIGNS, [node.propose([framework("x")])[0].rid.hex()], {}),
        ):
            with pytest.raises((NotAllowed, NotAnswerable)):
                attempt()
        assert node.person().roles == {"analyst"}


def test_an_officer_is_said_anew(made: Pair) -> None:
    """Enrolling somebody again changes who they are, not their key; the inactive sit at no desk."""
    with as_officer(made, "zoe", roles=["analyst"]) as node:
        first = node.propose([framework("one")])[0]
    with Node.open(made.us.config.home, now=made.clock.now) as secretariat:
        secretariat.enrol("zoe", {"name": "Zoe", "roles": ["auditor"]})
        assert secretariat.shelf.thing("officer/zoe").state == "stated"
        assert secretariat.verify()[0].checkpoint.size == size(secretariat)
    with Node.open(made.us.config.home, "zoe", made.clock.now) as node:
        assert node.person().roles == {"auditor"}
        with pytest.raises(NotAllowed):
            node.propose([framework("two")])
        assert node.shelf.record(first.rid.hex()).subject == "framework/one"
    with Node.open(made.us.config.home, now=made.clock.now) as secretariat:
        secretariat.enrol("zoe", {"name": "Zoe", "roles": ["analyst"], "active": False})
    with Node.open(made.us.config.home, "zoe", made.clock.now) as node, pytest.raises(OfficerUnknown):
        node.propose([framework("two")])


def test_a_revision_reaches_whom_it_concerns(made: Pair) -> None:
    """What a partner revises comes back to the proposer; nothing else widens to whom a thing goes."""
    made.us.propose([framework("joint"), framework("private", OWNER_ONLY), event("public")])
    made.exchange()
    made.mx.revise("framework/joint", {"abbreviation": "J"})
    made.us.revise("framework/private", {"abbreviation": "P"})
    made.us.revise("event/public", {"sort": "incident"})
    made.exchange()
    assert made.us.shelf.thing("framework/joint").rivals == made.mx.shelf.thing("framework/joint").rivals
    assert len(made.us.shelf.thing("framework/joint").rivals) == 2
    assert made.us.shelf.thing("framework/private").label == OWNER_ONLY
    assert made.mx.shelf.thing("event/public").body["sort"] == "incident"
    with pytest.raises(NotFound):
        made.mx.shelf.thing("framework/private")


def test_who_may_revise_and_answer(made: Pair) -> None:
    """Nobody revises what another states, answers their own proposal, or takes back another's."""
    (ours,) = made.us.propose([framework("sig")])
    (stated,) = made.us.propose([event("visit")])
    made.exchange()
    with pytest.raises(NotOwner):
        made.mx.revise("event/visit", {"sort": "incident"})
    with pytest.raises(NothingChanged):
        made.us.revise("event/visit", {"sort": "visit"})
    for node, relation, rid in (
        (made.us, COUNTERSIGNS, ours.rid),
        (made.us, DISPUTES, ours.rid),
        (made.mx, WITHDRAWS, ours.rid),
        (made.mx, COUNTERSIGNS, stated.rid),
    ):
        with pytest.raises(NotAnswerable):
            node.answer(relation, [rid.hex()], {} if relation == COUNTERSIGNS else {"reason": "x"})
    with pytest.raises(NotFound):
        made.mx.answer(COUNTERSIGNS, ["00" * 16], {})


def reads(shelf: Shelf, slug: str, rid: str) -> list[bool]:
    """Try every way to read; say for each whether it shows something of the thing."""

    def found(read: Callable[[], object]) -> bool:
        try:
            return bool(read())
        except NotFound:
            return False

    subject = f"framework/{slug}"
    return [
        found(lambda: shelf.thing(subject)),
        subject in {thing.subject for thing in shelf.things("framework")},
        subject in shelf.titles("framework"),
        found(lambda: shelf.versions(subject)),
        found(lambda: shelf.record(rid)),
        found(lambda: shelf.records_like(rid[:20])),
        found(lambda: shelf.subjects_like(slug)),
        rid in {row.rid for row in shelf.entries("us/house", 0)},
        any(thing.subject == subject for thing, _ in shelf.referring("framework/base")),
        subject in {thing.subject for thing in page(shelf, Query("framework")).things},
        subject in {thing.subject for thing in page(shelf, Query("framework", text=slug)).things},
        subject in {hit.thing.subject for hit in search(shelf, slug).hits},
        subject in {hit.thing.subject for hit in search(shelf, slug, "framework").hits},
    ]


def test_what_nobody_may_see_is_not_there(made: Pair) -> None:
    """To whoever may not see a thing, no way of reading shows it; to whoever may, every way does."""
    made.us.enrol(
        "secretariat",
        {"name": "S", "roles": ["secretariat"], "compartments": ["chapter-9"], "vetted_until": "2026-01-05"},
    )
    made.us.propose([framework("base", PUBLIC)])
    body = {"name": {"en": "Hidden"}, "continues": "framework/base"}
    labels = {"hidden": SECRET, "home": OWNER_ONLY, "open": PUBLIC}
    written = made.us.propose([New("framework", slug, body, label) for slug, label in labels.items()])
    rids = {slug: item.rid.hex() for slug, item in zip(labels, written, strict=True)}
    vetted = made.us.shelf
    outsider = Shelf(vetted._tables, vetted.register, NOBODY, vetted.today)
    expired = Shelf(vetted._tables, vetted.register, vetted.person, vetted.today + timedelta(days=1))
    for shelf, visible in (
        (vetted, {"hidden", "home", "open"}),
        (outsider, {"open"}),
        (expired, {"home", "open"}),
    ):
        for slug, rid in rids.items():
            assert set(reads(shelf, slug, rid)) == {slug in visible}
        assert count(shelf, "framework") == page(shelf, Query("framework")).total == len(visible) + 1
        (continued,) = (each for each in facets(shelf, Query("framework")) if each.column == "continues")
        assert dict(continued.values) == {"": 1, "base": len(visible)}


def test_hidden_versions_are_not_named(made: Pair) -> None:
    """Of a thing that is seen, other versions that are not seen are left out, and so are answers to it."""
    (ours,) = made.us.propose([framework("sig", PUBLIC)])
    made.exchange()
    made.mx.revise("framework/sig", {"abbreviation": "S"})
    made.exchange()
    thing = made.us.shelf.thing("framework/sig")
    hidden = next(rid for rid in thing.rivals if rid != ours.rid.hex())
    tables = made.us._parts.tables
    label = '["amber", [], "chapter-9", ""]'
    note_sights(tables, [("MX", label)])
    tables.execute(
        "UPDATE record SET label = ?, sight = ? WHERE rid = ?", (label, sight_of("MX", label), hidden)
    )
    again = made.us.shelf.thing("framework/sig")
    assert hidden in thing.rivals and hidden not in (*again.rivals, *again.pending)
    assert [tie.rid for tie in made.us.shelf.ties_to([ours.rid.hex()])] == []


def test_a_study_reads_each_kind_once(made: Pair) -> None:
    """While a shelf keeps what it read, it gives the same things again; afterwards it reads anew."""
    made.us.propose([framework("one")])
    shelf = made.us.shelf
    with shelf.keeping():
        before = shelf.things("framework")
        made.us.propose([framework("two")])
        assert shelf.things("framework") == before
    assert len(shelf.things("framework")) == len(before) + 1


def test_a_second_revision_of_ours_replaces_the_first(made: Pair) -> None:
    """Who revises again what still waits keeps what they changed before, and contradicts nobody."""
    (ours,) = made.us.propose([framework("sig")])
    made.exchange()
    made.mx.answer(COUNTERSIGNS, [ours.rid.hex()], {})
    made.exchange()
    made.us.revise("framework/sig", {"abbreviation": "S"})
    second = made.us.revise("framework/sig", {"ended": "2020"})
    thing = made.us.shelf.thing("framework/sig")
    assert (thing.state, thing.pending, thing.rivals) == ("countersigned", (second.rid.hex(),), ())
    body = made.us.desk.begun(thing)
    assert (body["abbreviation"], body["ended"]) == ("S", "2020")


def test_a_revision_over_what_stands_no_more_is_refused(made: Pair) -> None:
    """Whoever names the versions that they have seen writes over no other one."""
    (ours,) = made.us.propose([framework("sig")])
    newer = made.us.revise("framework/sig", {"abbreviation": "S"})
    before = size(made.us)
    with pytest.raises(MovedOn):
        made.us.desk.revise("framework/sig", {"abbreviation": "T"}, over=[ours.rid.hex()])
    assert size(made.us) == before
    made.us.desk.revise("framework/sig", {"abbreviation": "T"}, over=[newer.rid.hex()])


def test_what_would_be_sealed_can_be_seen_first(made: Pair) -> None:
    """A draft of the desk holds what the record would, refuses what it would, and writes nothing."""
    before = size(made.us)
    (draft,) = made.us.desk.drafts([framework("sig")])
    assert (draft.subject, size(made.us)) == ("framework/sig", before)
    (ours,) = made.us.propose([framework("sig")])
    with pytest.raises(AlreadyThere):
        made.us.desk.drafts([framework("sig")])
    with pytest.raises(NotAnswerable):
        made.us.desk.answers(COUNTERSIGNS, [ours.rid.hex()], {})
    assert made.us.desk.revision("framework/sig", {"abbreviation": "S"}).body["abbreviation"] == "S"
