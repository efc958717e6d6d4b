"""A node put back from a copy: it asks before it signs, and it gets back what its partner holds."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambos.exchange.alarms import FORK
from ambos.exchange.forks import verify_evidence
from ambos.exchange.mirror import Gap
from ambos.exchange.returned import NotAReturn, read_return
from ambos.exchange.returning import give_back, take_back
from ambos.exchange.sealed import KeyNotHeld
from ambos.kernel.log import Fork, RestoredCopy, Unconfirmed
from ambos.kernel.merkle import ProofInvalid
from ambos.kernel.note import NoteUntrusted
from ambos.node.erasure import redact
from ambos.node.exchanging import exchanges
from ambos.node.keysets import Change
from ambos.node.node import Node
from ambos.node.recovering import (
    NothingReturned,
    NothingToConfirm,
    PlacesLost,
    Recovered,
    ReturnCutShort,
    SamePerson,
    awaited,
    confirm,
    declare_restored,
    give_back_file,
    give_back_to,
    in_doubt,
    recover,
    recover_file,
)
from ambos.node.witnesses import fork_evidence
from ambos.testing.pair import PARTIES
from ambos.testing.world import people
from ambos.testing.world.site import Site
from ambos.testing.world.truth import demand_equal, demand_whole
from ambos.testing.world.world import World, found, lost_in
from tests.testing.world.machine import folder, founded


@pytest.fixture
def world() -> Iterator[World]:
    """Two nodes that have talked, with a backup of the US before its last words."""
    home = folder()
    shutil.copytree(founded(PARTIES), home, dirs_exist_ok=True)
    made = World(home)
    made.say("US", people.framework("first"))
    made.say("MX", people.framework("theirs"))
    made.meet()
    made.sites["US"].copy()
    made.say("US", people.events("lost", 2))
    made.say("US", people.secret("hidden"))
    made.say("US", people.figures("batch", 3))
    made.meet()
    yield made
    made.close()
    shutil.rmtree(home)


def nodes(world: World) -> tuple[Node, Node]:
    """Give both nodes."""
    return world.sites["US"].node, world.sites["MX"].node


def back(world: World, lost: int = 0) -> Recovered:
    """Let the US take back what Mexico holds."""
    us, mx = nodes(world)
    world.wait(1)
    return recover(us, "MX", lambda: give_back_to(mx, "US"), lost)


def demand_sound(world: World) -> None:
    """Demand that after one more meeting both nodes hold the same, verify, and refold to the same tables."""
    world.say("US", people.events("after", 1))
    world.meet()
    world.heal()
    assert world.alarms == {}
    world.demand_sound()


def test_what_was_released_comes_back(world: World) -> None:
    """After a restore of everything the partner gives back what it holds, and both are equal."""
    size = world.sites["US"].node.channel("MX").log.size
    world.restore("US", border=True, declared=False)
    us, mx = nodes(world)
    before = us.channel("MX").log.size
    found = back(world)
    assert found == Recovered("MX", before, size, size - before, 0)
    assert us.channel("MX").log.head() == mx.mirrors()["US"].log.head()
    slugs = [thing.slug for thing in us.shelf.things("event")]
    assert slugs == ["lost-0", "lost-1"]  # and not what nobody else had
    assert [thing.get("regained") for thing in us._house_shelf().things("restoration")] == [size]
    assert not mx.shelf.versions(us._house_shelf().things("restoration")[0].subject)
    demand_sound(world)


def test_recovering_twice_changes_nothing(world: World) -> None:
    """What came back is passed over the second time, also after an interruption between the two logs."""
    world.restore("US", border=False, declared=False)
    us, mx = nodes(world)
    sections = list(give_back_to(mx, "US"))
    statements = [(item.statement, item.preimage) for section in sections for item in section.items]
    came = us.parts.ledger.take_back(statements)  # the house log has them, the channel not yet
    assert came and back(world).came == 0
    assert back(world).held == us.channel("MX").log.size
    demand_sound(world)


def test_nothing_is_signed_in_the_middle(world: World) -> None:
    """A recovery that breaks off leaves a node that signs nothing, and goes on later."""
    world.restore("US", border=True, declared=False)
    us, mx = nodes(world)
    cosigners, size = us.peer("MX").cosigners(), us.channel("MX").log.size
    first = next(give_back(mx.mirrors()["US"], size, limit=1))
    assert take_back(us.channel("MX"), us.parts.ledger, first, cosigners) == 1
    with pytest.raises(RestoredCopy):
        us.propose([people.event("too-early")])
    with pytest.raises(ReturnCutShort):
        recover(us, "MX", lambda: [first])
    assert back(world).held == size + 1
    demand_sound(world)


@pytest.mark.parametrize("limit", (1, 2, 3, 1000))
def test_sections_of_any_size(world: World, limit: int) -> None:
    """A mirror may be given back in sections of any size; batches stay whole."""
    world.restore("US", border=True, declared=False)
    us, mx = nodes(world)
    found = recover(us, "MX", lambda: give_back(mx.mirrors()["US"], 0, limit))
    assert found.regained == mx.mirrors()["US"].size()
    demand_sound(world)


def test_a_gap_and_a_lie_are_refused(world: World) -> None:
    """Sections that leave a gap, change an entry, or come from another channel are refused and not kept."""
    world.restore("US", border=True, declared=False)
    us, mx = nodes(world)
    channel, cosigners = us.channel("MX"), us.peer("MX").cosigners()
    size, house = channel.log.size, us.parts.ledger.size()
    late = list(give_back(mx.mirrors()["US"], size, limit=1))[1]
    with pytest.raises(Gap) as gap:
        take_back(channel, us.parts.ledger, late, cosigners)
    assert gap.value.data == {"needed": size, "found": size + 1}
    assert (channel.log.size, us.parts.ledger.size()) == (size, house)


def test_a_node_that_went_on_is_a_fork(world: World) -> None:
    """Who signed something else on the old copy, before asking anybody, is told so: nothing comes back.

    What shows it is kept, and proves it to a stranger; the alarm tells its name.
    """
    world.restore("US", border=True, declared=False)
    us = world.sites["US"].node
    us.propose([people.event("another-history")])
    us.release("MX")
    with pytest.raises(Fork):
        back(world)
    (standing,) = exchanges(us)
    assert FORK in {alarm.name for alarm in standing.alarms}
    found = fork_evidence(us, "MX")
    assert found.size <= us.channel("MX").log.size
    verify_evidence(found, us.card().verifiers(found.origin))


@pytest.mark.parametrize("limit", (1, 2, 4096))
def test_wherever_it_is_cut_another_history_is_told(world: World, limit: int) -> None:
    """However the partner cuts what it gives back, a section that contradicts ours raises the alarm."""
    world.restore("US", border=True, declared=False)
    us, mx = nodes(world)
    us.propose([people.event("another-history")])
    us.release("MX")
    with pytest.raises(Fork):
        recover(us, "MX", lambda: give_back(mx.mirrors()["US"], 0, limit))
    assert FORK in {alarm.name for alarm in exchanges(us)[0].alarms}


def test_what_leads_to_no_head_of_ours_accuses_nobody(world: World) -> None:
    """Entries that were made up, under a note that does not cover them, are refused and raise no alarm."""
    world.restore("US", border=True, declared=False)
    us, mx = nodes(world)
    (whole,) = give_back(mx.mirrors()["US"])
    items = (whole.items[1], *whole.items[1:])
    channel, cosigners = us.channel("MX"), us.peer("MX").cosigners()
    with pytest.raises(ProofInvalid):
        take_back(channel, us.parts.ledger, replace(whole, items=items), cosigners)
    assert FORK not in {alarm.name for alarm in exchanges(us)[0].alarms}


def test_a_declared_copy_signs_nothing(world: World) -> None:
    """Once declared, a copy refuses every signature, though nothing in its folder shows what it lacks."""
    world.restore("US", border=True, declared=True)
    us, _ = nodes(world)
    assert awaited(us) == ["MX"]
    for sign in (
        lambda: us.propose([people.event("no")]),
        lambda: us.enrol("zoe", {"name": "Zoe", "roles": ["analyst"]}),
        lambda: us.release("MX"),
        lambda: us.channel("MX").log.sign_head(1),
    ):
        with pytest.raises(Unconfirmed):
            sign()
    assert us.shelf.things("framework")


def test_an_old_receipt_settles_nothing(world: World) -> None:
    """A receipt signed before the declaration does not end the doubt; one signed since does."""
    us, mx = nodes(world)
    old = mx.mirrors()["US"].receipt()
    world.sites["US"].copy()
    world.wait(10)
    world.restore("US", border=True, declared=True)
    us, mx = nodes(world)
    us.channel("MX").take_receipt(old, *us.peer("MX").cosigners())
    assert in_doubt(us)
    world.wait(10)
    us.channel("MX").take_receipt(mx.mirrors()["US"].receipt(), *us.peer("MX").cosigners())
    assert not in_doubt(us)
    demand_sound(world)


def test_two_persons_confirm(world: World) -> None:
    """Where the partner cannot be asked two persons end the doubt, on record; one of them twice does not."""
    site = world.sites["US"]
    site.node.enrol("zoe", {"name": "Zoe", "roles": ["secretariat"]})
    world.meet()
    site.copy()
    with pytest.raises(NothingToConfirm):
        confirm(site.node)
    world.restore("US", border=True, declared=True)
    assert confirm(site.node) == ["secretariat"]
    with pytest.raises(SamePerson):
        confirm(site.node)
    site.stop()
    with Node.open(site.home, "zoe", site.now) as zoe:
        assert confirm(zoe) == ["secretariat", "zoe"]
        record = zoe._house_shelf().things("restoration")[0]
        assert record.get("officers") == ["secretariat", "zoe"] and len(record.get("signatures")) == 2
    assert not in_doubt(site.node)
    demand_sound(world)


def test_what_was_destroyed_is_destroyed_again(world: World) -> None:
    """A backup brings back a body that was destroyed since; what comes home tells so, and it goes again."""
    site = world.sites["US"]
    (written,) = site.node.propose([people.event("wrong")])
    world.meet()
    site.copy()
    redact(site.node, "event/wrong", "mistaken", "Law 1")
    world.meet()
    world.restore("US", border=True, declared=True)
    us, _ = nodes(world)
    place = us.parts.ledger.log.store.places_of([written.rid])[written.rid]
    assert us.parts.ledger.reader.one(place).body is not None
    back(world)
    assert us.parts.ledger.reader.one(place).body is None
    assert us.parts.ledger.reader.wrapped(place) is None


def test_a_partner_that_rolled_its_keys_since(world: World) -> None:
    """Who was put back from before the partner's new keys is told of them, although it signs nothing else."""
    site, partner = world.sites["US"], world.sites["MX"]
    site.copy()
    world.rotate("MX", Change(exchange=True, notes=True, certificate=True))
    world.say("US", people.events("since", 1))
    world.meet()
    world.meet()
    world.restore("US", border=True, declared=True)
    us, mx = nodes(world)
    with pytest.raises(NoteUntrusted):
        back(world)
    site.introduce(partner)
    with pytest.raises(Unconfirmed):
        us.propose([people.event("no")])
    assert back(world).came == 1
    assert mx.mirrors()["US"].size() == us.channel("MX").log.size
    demand_sound(world)


def test_two_copies_find_out_of_it(world: World) -> None:
    """Two nodes put back and declared at once each put out a receipt, and so neither waits for ever."""
    world.sites["MX"].copy()
    for party in PARTIES:
        world.restore(party, border=True, declared=True)
    demand_sound(world)
    assert not any(in_doubt(node) for node in nodes(world))


def test_a_node_without_partners(tmp_path: Path) -> None:
    """A node that nobody knows has nobody to ask: it signs nothing until two persons confirm."""
    found(tmp_path, ("US",))
    alone = World(tmp_path, ("US",))
    us = alone.sites["US"].node
    us.enrol("zoe", {"name": "Zoe", "roles": ["secretariat"]})
    assert declare_restored(us) == []
    with pytest.raises(Unconfirmed):
        us.propose([people.event("no")])
    confirm(us)
    alone.sites["US"].stop()
    with Node.open(alone.sites["US"].home, "zoe", alone.sites["US"].now) as zoe:
        confirm(zoe)
        zoe.propose([people.event("yes")])
    alone.close()


def test_what_nobody_has_must_be_told(world: World) -> None:
    """Where the marks know of places that nobody gives back, a person has to say how many that is."""
    site = world.sites["US"]
    site.node.propose([people.event("only-here")])
    site.stop()
    logs, copy = site.home / "logs", site.home.with_name("us-copy") / "logs"
    for name in ("house.db", "channel-mx.db"):  # the keys and marks beside them are the newest
        for path in logs.glob(f"{name}*"):
            path.unlink()
        shutil.copy(copy / name, logs / name)
    with pytest.raises(PlacesLost) as told:
        back(world)
    lost = lost_in(told.value)
    assert lost >= 2  # the hidden one, and the one that was never released
    with pytest.raises(RestoredCopy):
        site.node.propose([people.event("no")])
    assert back(world, lost).lost == lost
    world.let_go()
    demand_sound(world)


def test_in_a_file(world: World, tmp_path: Path) -> None:
    """What is given back lies in a file that its owner alone opens; a cut or empty one is refused."""
    world.restore("US", border=True, declared=True)
    world.wait(1)
    us, mx = nodes(world)
    file = tmp_path / "back"
    assert give_back_file(mx, "US", file) == mx.mirrors()["US"].size()
    with pytest.raises(KeyNotHeld):
        list(read_return(file, list(mx.parts.secrets.openers().values()), "us/channel/mx"))
    (tmp_path / "cut").write_bytes(file.read_bytes()[:-1])
    (tmp_path / "none").write_bytes(b"something else")
    for name in ("cut", "none"):
        with pytest.raises(NotAReturn):
            recover_file(us, "MX", tmp_path / name)
    with pytest.raises(NothingReturned):
        recover(us, "MX", list)
    recover_file(us, "MX", file)
    assert not in_doubt(us)
    demand_sound(world)


ACTS = ("say", "secret", "batch", "joint", "answer", "theirs", "meet", "half", "copy")
STEPS = st.lists(
    st.sampled_from(ACTS),
    max_size=9,
)


@settings(max_examples=8, deadline=None)
@given(STEPS, st.booleans(), st.booleans())
def test_a_backup_at_any_moment(steps: list[str], border: bool, declared: bool) -> None:
    """Whenever the backup was made, whatever went on after it, the nodes end equal and nobody sees a fork."""
    home = folder()
    shutil.copytree(founded(PARTIES), home, dirs_exist_ok=True)
    world = World(home)
    try:
        world.sites["US"].copy()
        for place, step in enumerate(steps):
            act(world, step, place)
        world.restore("US", border, declared)
        world.heal()
        assert world.alarms == {}
        world.demand_sound()
        us, mx = nodes(world)
        demand_equal(us, mx)
        demand_whole(us)
        assert mx.mirrors()["US"].rival_note() is None
    finally:
        world.close()
        shutil.rmtree(home)


def act(world: World, step: str, place: int) -> None:
    """Do one of the things that may happen before the loss."""
    slug = f"s{place}"
    if step == "meet":
        world.meet()
    elif step == "half":
        world.visit("MX", "US")
        for _ in range(3):
            if world.underway:
                world.deliver(0)
    elif step == "copy":
        world.sites["US"].copy()
    elif step == "theirs":
        world.say("MX", people.framework(slug))
    else:
        writes = {
            "say": people.events(slug, 2),
            "secret": people.secret(slug),
            "batch": people.figures(slug, 3),
            "joint": people.framework(slug),
            "answer": people.answer(place, place),
        }
        world.say("US", writes[step])


def test_a_site_is_put_back_whole(world: World) -> None:
    """What a backup had not yet is gone after a restore; the test's own ground."""
    site: Site = world.sites["US"]
    told = site.restore(border=True)
    assert len(told) == 6
    assert site.node.shelf.things("event") == []
