"""Synchronising over real sockets: one request when nothing is new, resumable anywhere, the receipt first."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ambos.exchange import outbox as outbox_module
from ambos.exchange.alarms import FORK, FRESHNESS, GAP, RESTORED_COPY
from ambos.exchange.http.client import Client, NotThePartner, PartnerUnreachable
from ambos.exchange.http.refusals import NotThere
from ambos.exchange.outbox import Outbox
from ambos.exchange.post import CERTIFICATE, KEY
from ambos.exchange.pull import HeadOutdated, Stalled
from ambos.exchange.sealed import NotASealedSection
from ambos.exchange.sealing import NotSealedToUs
from ambos.kernel.access import RUN
from ambos.kernel.checkpoint import Checkpoint, sign_checkpoint
from ambos.kernel.log import Fork, RestoredCopy
from ambos.node.bordering import outbox, put_out, tell_border
from ambos.node.certificate import make_certificate
from ambos.node.contacts import last_failure
from ambos.node.exchanging import exchanges
from ambos.node.keysets import Change, rotate
from ambos.node.node import Node
from ambos.node.partners import PeerRemoved, place, remove
from ambos.node.syncing import AddressMissing, sync
from ambos.testing.clock import HandClock
from ambos.testing.pair import Pair, pair
from ambos.values.errors import NotAllowed
from tests.exchange.borders import Running, bordered
from tests.exchange.conftest import framework, say

HOUR = 3600


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Pair]:
    """Two nodes that know each other, today: a certificate holds by the machine's own clock."""
    with pair(tmp_path, clock=HandClock(datetime.now(UTC))) as nodes:
        yield nodes


@pytest.fixture
def borders(made: Pair) -> Iterator[tuple[Running, Running]]:
    """Their borders at work: that of the US, that of Mexico."""
    with bordered(made) as running:
        yield running


def both(made: Pair, times: int = 1) -> None:
    for _ in range(times):
        sync(made.us, "MX")
        sync(made.mx, "US")


def named(node: Node) -> list[str]:
    """Give the names of the alarms about the one partner."""
    return [alarm.name for alarm in exchanges(node)[0].alarms]


def test_there_and_back(made: Pair, borders: tuple[Running, Running]) -> None:
    """What both have released is held by both after each has asked twice, with both receipts."""
    say(made.us, "ours")
    made.mx.propose([framework("theirs")])
    both(made, 2)
    assert made.us.shelf.thing("framework/theirs").state == "proposed"
    for node, party, other in ((made.us, "MX", made.mx), (made.mx, "US", made.us)):
        channel = node.channel(party)
        assert channel.acknowledged() == channel.log.size == other.mirrors()[node.config.party].size()
        assert other.mirrors()[node.config.party].log.head().root == channel.log.head().root
        assert named(node) == [] and node.verify()


def test_nothing_new_is_one_request(made: Pair, borders: tuple[Running, Running]) -> None:
    """With nothing new a synchronisation asks once, and leaves the outbox as it is."""
    say(made.us, "ours")
    both(made, 2)
    us, mx = borders
    files = {path: path.read_bytes() for path in made.us.config.border.rglob("*") if path.is_file()}
    for border in borders:
        border.asked.clear()
    made.clock.advance(seconds=60)
    assert sync(made.us, "MX").requests == 1 and sync(made.mx, "US").requests == 1
    assert [each.route for each in (*us.asked, *mx.asked)] == ["/v1/head", "/v1/head"]
    assert files == {path: path.read_bytes() for path in made.us.config.border.rglob("*") if path.is_file()}


def test_cut_after_any_answer(
    made: Pair, borders: tuple[Running, Running], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A synchronisation that breaks off at each section in turn goes on from what was verified."""
    monkeypatch.setattr(outbox_module, "SECTION_ENTRIES", 4)
    say(made.us, *(f"e-{n}" for n in range(18)))
    with pytest.raises(AddressMissing):
        place(made.us, "MX", "", None)
        sync(made.us, "MX")
    tell_border(made.us)
    put_out(made.us, "MX")
    size, get, fetched = made.us.channel("MX").log.size, Client.get, 0

    def cut(self: Client, path: str, limit: int) -> bytes:
        nonlocal fetched
        if fetched and "sections" in path:
            fetched = 0
            raise PartnerUnreachable(address="", reason="")
        fetched += "sections" in path
        return get(self, path, limit)

    monkeypatch.setattr(Client, "get", cut)
    held = [0]
    while held[-1] < size:
        with suppress(PartnerUnreachable):
            sync(made.mx, "US")
        held.append(made.mx.mirrors()["US"].size())
    assert held == [*range(0, size, 4), size]
    assert made.mx.mirrors()["US"].log.head().root == made.us.channel("MX").log.head().root


def altered(box: Outbox, change: Callable[[bytes], bytes]) -> None:
    """Alter the first section file of an outbox, as a broken disk or a hostile border would."""
    path = box.section_at(0)
    assert path is not None
    path.write_bytes(change(path.read_bytes()))


@pytest.mark.parametrize(
    "change",
    (lambda data: data[:-1], lambda data: data[:5], lambda data: b"", lambda data: bytes([2]) + data[1:]),
    ids=("cut", "a piece", "empty", "another version"),
)
def test_a_broken_section_is_refused(
    made: Pair, borders: tuple[Running, Running], change: Callable[[bytes], bytes]
) -> None:
    """A section that was cut or altered at the border leaves nothing; once it is whole again, all comes."""
    say(made.us, "ours")
    put_out(made.us, "MX")
    whole = outbox(made.us, "MX").section_at(0)
    assert whole is not None
    data = whole.read_bytes()
    altered(outbox(made.us, "MX"), change)
    with pytest.raises((NotASealedSection, NotSealedToUs)):
        sync(made.mx, "US")
    assert made.mx.mirrors()["US"].size() == 0 and FORK not in named(made.mx)
    whole.write_bytes(data)
    assert sync(made.mx, "US").received == made.us.channel("MX").log.size
    assert last_failure(made.mx.mirrors()["US"]) is None


def test_a_border_that_gives_less_than_promised(made: Pair, borders: tuple[Running, Running]) -> None:
    """Where a section is missing nothing is lost, and the alarm says which entry is needed."""
    say(made.us, "ours")
    put_out(made.us, "MX")
    old = {path.name: path.read_bytes() for path in outbox(made.us, "MX").folder.glob("sections/*")}
    sync(made.mx, "US")
    say(made.us, "more")
    put_out(made.us, "MX")
    (name,) = [path for path in outbox(made.us, "MX").folder.glob("sections/*") if path.name not in old]
    name.write_bytes(old.popitem()[1])
    with pytest.raises(Stalled):
        sync(made.mx, "US")
    assert named(made.mx) == [GAP]
    outbox(made.us, "MX").drop_from(0)
    with pytest.raises(NotThere):
        sync(made.mx, "US")
    put_out(made.us, "MX")
    sync(made.mx, "US")
    assert named(made.mx) == []


def test_an_old_copy_learns_of_it_before_it_signs(
    made: Pair, borders: tuple[Running, Running], tmp_path: Path
) -> None:
    """A node restored from a copy, its memory too, learns it from the partner's receipt and signs nothing."""
    say(made.us, "first")
    both(made, 2)
    made.us.close()
    shutil.copytree(tmp_path / "us", tmp_path / "copy")
    with Node.open(tmp_path / "us", now=made.clock.now) as node:
        say(node, "second")
        sync(node, "MX")
    sync(made.mx, "US")
    shutil.rmtree(tmp_path / "us")
    shutil.copytree(tmp_path / "copy", tmp_path / "us")
    with Node.open(tmp_path / "us", now=made.clock.now) as node:
        size = node.channel("MX").log.size
        with pytest.raises(RestoredCopy):
            sync(node, "MX")
        with pytest.raises(RestoredCopy):
            say(node, "another-second")
        assert node.channel("MX").log.size == size
        assert RESTORED_COPY in named(node)
    assert FORK not in named(made.mx)


def test_two_histories_are_an_alarm(made: Pair, borders: tuple[Running, Running]) -> None:
    """A head that contradicts what is held stops the exchange, and the alarm tells of the fork."""
    say(made.us, "ours")
    both(made)
    channel = made.us.channel("MX")
    signers = made.us.parts.secrets.note_signers(channel.log.origin)
    rival = sign_checkpoint(Checkpoint(channel.log.origin, channel.log.size, bytes(32)), signers, 1)
    head = outbox(made.us, "MX").folder / "head"
    note = channel.log.store.note()
    assert note is not None
    from_head = head.read_bytes().replace(note, rival)
    head.write_bytes(from_head)
    assert len(note) == len(rival)
    with pytest.raises(Fork):
        sync(made.mx, "US")
    assert FORK in named(made.mx)
    assert made.mx.mirrors()["US"].rival_note() == rival


def test_freshness(made: Pair, borders: tuple[Running, Running]) -> None:
    """Two days without a newly signed note are an alarm; the partner's daily signature keeps it away."""
    assert named(made.us) == [FRESHNESS]
    both(made, 2)
    for _ in range(3):
        made.clock.advance(seconds=47 * HOUR)
        assert named(made.us) == []
        tell_border(made.us)
        put_out(made.mx, "US")
        head = outbox(made.mx, "US").head()
        assert head
        for border in borders:
            border.asked.clear()
        sync(made.us, "MX")
    made.clock.advance(seconds=49 * HOUR)
    assert named(made.us) == [FRESHNESS]


def test_somebody_else_at_the_address(made: Pair, borders: tuple[Running, Running], tmp_path: Path) -> None:
    """Where another certificate is shown nothing is asked, and our outbox is not touched."""
    make_certificate(tmp_path / "other", "us", made.clock.now())
    for name in (KEY, CERTIFICATE):
        shutil.copy(tmp_path / "other" / name, made.us.config.border / name)
    us, _ = borders
    us.follow()
    place(made.mx, "US", us.addresses["MX"], None)
    with pytest.raises(NotThePartner):
        sync(made.mx, "US")
    assert outbox(made.mx, "US").head() is None


def test_rotation_in_the_middle(made: Pair, borders: tuple[Running, Running]) -> None:
    """Keys and certificate are rolled on both sides while the exchange goes on, and it goes on."""
    both(made, 2)
    for number, node in enumerate((made.us, made.mx, made.us)):
        rotate(node, Change(exchange=True, notes=True, certificate=True), node.config.roots)
        say(made.us, f"us-{number}")
        say(made.mx, f"mx-{number}")
        for _ in range(4):
            for at, party in ((made.us, "MX"), (made.mx, "US")):
                _found_again(made, borders)
                sync(at, party)
    assert made.us.peer("MX").keys.version == 2 and made.mx.peer("US").keys.version == 3
    assert made.us.channel("MX").acknowledged() == made.us.channel("MX").log.size
    assert made.mx.channel("US").acknowledged() == made.mx.channel("US").log.size
    assert named(made.us) == named(made.mx) == []


def test_a_head_under_keys_given_up_stops_nobody(made: Pair, borders: tuple[Running, Running]) -> None:
    """Both roll twice unseen and are told by card: nothing old is taken, both put out anew and go on."""
    both(made, 2)
    say(made.mx, "told-before")
    held, read = made.us.mirrors()["MX"].size(), made.us.channel("MX").acknowledged()
    put_out(made.mx, "US")
    for node, other in ((made.us, made.mx), (made.mx, made.us)):
        for _ in range(2):
            card = rotate(node, Change(notes=True), node.config.roots)
            other.add_peer(card)
    synced = sync(made.us, "MX")
    failure = last_failure(made.us.mirrors()["MX"])
    assert synced.outdated and failure is not None and failure.code == HeadOutdated.code
    assert (synced.held, synced.acknowledged) == (held, read)
    both(made, 2)
    assert last_failure(made.us.mirrors()["MX"]) is None and made.us.shelf.things("event")
    for node, party in ((made.us, "MX"), (made.mx, "US")):
        assert node.channel(party).acknowledged() == node.channel(party).log.size
        assert named(node) == []


def _found_again(made: Pair, borders: tuple[Running, Running]) -> None:
    """Let the borders follow their folders, as they do every second, and tell where each listens then."""
    for border, at, party in zip(borders, (made.mx, made.us), ("US", "MX"), strict=True):
        border.follow()
        address = border.addresses[at.config.party]
        if at.partner(party).address != address:
            place(at, party, address, None)


def test_only_with_whom_it_flows(made: Pair, borders: tuple[Running, Running]) -> None:
    """With a removed partner nothing is synchronised, and the border has nothing for it any more."""
    both(made)
    remove(made.us, "MX")
    with pytest.raises(PeerRemoved):
        sync(made.us, "MX")
    tell_border(made.us)
    assert outbox(made.us, "MX").head() is None
    assert exchanges(made.us) == []


def test_who_may(made: Pair, borders: tuple[Running, Running]) -> None:
    """An officer who may not run the node neither synchronises nor writes to the border's folder."""
    made.us.enrol("ana", {"name": "Ana", "roles": ["analyst"]})
    made.us._officer = "ana"
    assert not made.us.may(RUN)
    for act in (lambda: sync(made.us, "MX"), lambda: tell_border(made.us), lambda: exchanges(made.us)):
        with pytest.raises(NotAllowed):
            act()
