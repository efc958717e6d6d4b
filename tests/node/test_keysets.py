"""Key sets at work between two nodes: rolled in mid-exchange, and never believed on their word."""

import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambos.exchange.http.refusals import NothingYet
from ambos.exchange.keyset import (
    KeySetForeign,
    KeySetMalformed,
    KeySetSkips,
    KeySetUnsigned,
    SignedKeySet,
    sign_key_set,
)
from ambos.exchange.post import outbox_of
from ambos.exchange.publishing import Versions, publish
from ambos.exchange.pull import Pull
from ambos.exchange.sealing import NotSealedToUs
from ambos.kernel.acts import New
from ambos.kernel.note import NoteUntrusted, parse_note
from ambos.node.card import Card
from ambos.node.certificate import NEXT, certificate_of, make_certificate, pem_of, switch_certificate
from ambos.node.identity import own_card, versions
from ambos.node.keysets import (
    KIND,
    UNSEEN,
    Change,
    KeySetRival,
    RolledUnseen,
    RootsMissing,
    faults,
    follow,
    rotate,
)
from ambos.node.node import Node
from ambos.node.partners import place
from ambos.node.secrets import read_roots
from ambos.node.syncing import sync
from ambos.testing.clock import HandClock
from ambos.testing.pair import Pair, create, pair
from ambos.values.errors import AmbosError, NotAllowed
from ambos.values.handling import PUBLIC
from tests.exchange.borders import bordered

EVERYTHING = Change(exchange=True, notes=True, certificate=True, roots=2)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Pair]:
    """Two nodes that have exchanged."""
    with pair(tmp_path) as nodes:
        nodes.exchange(2)
        yield nodes


def roll(node: Node, change: Change = EVERYTHING) -> Card:
    """State the next version, signed by the roots where they were made."""
    return rotate(node, change, node.config.roots)


def say(node: Node, slug: str) -> None:
    """State something public."""
    body = {"happened": "2026-01-05", "name": {"en": slug}, "sort": "visit"}
    node.propose([New("event", slug, body, PUBLIC)])


def agree(made: Pair) -> None:
    """Demand that each holds the other's newest set and knows that its own is held, and that all verifies."""
    for node, other in ((made.us, made.mx), (made.mx, made.us)):
        partner = node.partner(other.config.party)
        assert partner.card == other.card()
        assert partner.own_version == node.card().keys.version
        assert not faults(node) and node.verify()
        assert {event.slug for event in node.shelf.things("event")} == {
            event.slug for event in other.shelf.things("event")
        }


@settings(max_examples=6)
@given(st.lists(st.sampled_from(["us", "mx", "exchange", "say"]), min_size=4, max_size=9))
def test_both_roll_everything_and_still_exchange(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str]
) -> None:
    """Whenever and how often either side rolls all its keys, they end with the same and verified logs."""
    with pair(tmp_path_factory.mktemp("rolling")) as nodes:
        for number, step in enumerate(steps):
            if step == "exchange":
                nodes.us.take_from(nodes.mx)
            elif step == "say":
                say(nodes.us, f"event-{number}")
            else:
                roll(nodes.us if step == "us" else nodes.mx)
        nodes.exchange(3)
        agree(nodes)
        homes = [node.config.home for node in (nodes.us, nodes.mx)]
        for node in (nodes.us, nodes.mx):
            node.close()
        us, mx = (Node.open(home, now=nodes.clock.now) for home in homes)
        with us, mx:
            again = replace(nodes, us=us, mx=mx)
            again.exchange()
            agree(again)


def test_old_keys_sign_until_the_receipt_covers_the_new_ones(made: Pair) -> None:
    """Notes for a partner bear old and new key until it has acknowledged the set, then the new alone."""
    roll(made.us, Change(notes=True))
    channel = made.us.release("MX")
    origin = channel.log.origin

    def signers() -> int:
        note = parse_note(channel.log.sign_head(channel.log.size))
        return sum(line.name == origin for line in note.signatures)

    assert signers() == 4
    made.exchange()
    assert signers() == 2 and made.us.partner("MX").own_version == 2


def test_no_more_keys_sign_than_a_note_holds(made: Pair) -> None:
    """Note keys that nobody acknowledges are rolled so often and no oftener until the partner has visited."""
    for _ in range(UNSEEN - 1):
        roll(made.us, Change(notes=True))
    channel = made.us.release("MX")
    assert len(parse_note(channel.log.sign_head(channel.log.size)).signatures) == 2 * UNSEEN
    with pytest.raises(RolledUnseen):
        roll(made.us, Change(notes=True))
    roll(made.us, Change(exchange=True))
    made.exchange(2)
    roll(made.us, Change(notes=True))
    made.exchange(2)
    agree(made)


def test_what_the_old_key_signed_still_verifies(made: Pair) -> None:
    """A section under the old key is admitted after the roll, and no more after the next one."""
    say(made.us, "before")
    old = made.us.release("MX").section(made.mx.mirrors()["US"].size())
    roll(made.us, Change(notes=True))
    made.mx.add_peer(made.us.card())
    assert made.mx.mirrors()["US"].admit(old).places
    roll(made.us, Change(notes=True))
    made.mx.add_peer(made.us.card())
    with pytest.raises(NoteUntrusted):
        made.mx.mirrors()["US"].admit(old)
    assert made.mx.verify()


def test_a_partner_who_learns_late_is_still_understood(tmp_path: Path) -> None:
    """Who registers us by our third card reads what we sign for it, though we believed it held the first."""
    with pair(tmp_path / "pair") as nodes, create(tmp_path, "CA", nodes.clock) as late:
        nodes.us.add_peer(late.card())
        roll(nodes.us), roll(nodes.us)
        late.add_peer(nodes.us.card())
        assert late.take_from(nodes.us) > 0 and nodes.us.take_from(late) > 0
        assert late.take_from(nodes.us) >= 0 and not faults(late)
        assert nodes.us.partner("CA").own_version == 3


def test_sealed_things_open_with_both_exchange_keys(made: Pair) -> None:
    """What was sealed before the roll opens until the one after it; its key is then gone from the disk."""
    first = made.us.card().recipient()
    sealed = first.seal(b"before", b"")
    roll(made.us, Change(exchange=True))
    made.exchange(2)
    secrets = made.us.parts.secrets
    assert made.mx.peer("US").recipient() == made.us.card().recipient() != first
    assert secrets.opener(first.key_id).open(sealed, b"") == b"before"
    roll(made.us, Change(exchange=True))
    assert secrets.opener(first.key_id).open(sealed, b"") == b"before"
    made.exchange(2)
    with pytest.raises(NotSealedToUs):
        secrets.opener(first.key_id)
    assert made.us.card().recipient().key_id in secrets.openers()


def test_the_next_certificate_answers_once_every_partner_knows_it(made: Pair) -> None:
    """Until then the border answers with the one before; a partner trusts both meanwhile."""
    border = made.us.config.border
    old = certificate_of(border)
    roll(made.us, Change(certificate=True))
    new = certificate_of(border, NEXT)
    assert certificate_of(border) == old
    made.exchange(2)
    assert certificate_of(border) == new and made.mx.peer("US").certificates() == (old, new)
    roll(made.us, Change(notes=True))
    made.exchange(2)
    assert made.mx.peer("US").certificates() == (new,)


@pytest.mark.parametrize("used", [0, 1])
def test_of_two_certificates_either_is_known_again(tmp_path: Path, used: int) -> None:
    """A TLS library that trusts both certificates of a node accepts a server that shows either."""
    names = ("tls", NEXT)
    for name in names:
        make_certificate(tmp_path, "us", datetime.now(UTC), name)
    trusted = [pem_of(certificate_of(tmp_path, name)).decode() for name in names]
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(tmp_path / f"{names[used]}.crt", tmp_path / f"{names[used]}.key")
    for anchors in (trusted, trusted[::-1]):
        client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        client.check_hostname = False
        client.load_verify_locations(cadata="".join(anchors))
        assert _greet(client, server) == certificate_of(tmp_path, names[used])


def _greet(client: ssl.SSLContext, server: ssl.SSLContext) -> bytes | None:
    """Let two ends of TLS meet in memory, and give the certificate that the client was shown."""
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    ends = client.wrap_bio(back, there), server.wrap_bio(there, back, server_side=True)
    for end in ends * 3:
        with suppress(ssl.SSLWantReadError):
            end.do_handshake()
    return ends[0].getpeercert(binary_form=True)


def test_a_switch_that_was_interrupted_is_completed(made: Pair) -> None:
    """Between key and certificate the process may end; the next call puts the second in its place."""
    border = made.us.config.border
    roll(made.us, Change(certificate=True))
    new = certificate_of(border, NEXT)
    (border / f"{NEXT}.key").replace(border / "tls.key")
    assert switch_certificate(border) and not switch_certificate(border)
    assert certificate_of(border) == new


def test_a_roll_that_was_interrupted_is_taken_up(made: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the record or only the keys were written before the end, the next call goes on from there."""
    monkeypatch.setattr("ambos.node.keysets._take_up", _stop)
    with pytest.raises(KeyboardInterrupt):
        roll(made.us)
    monkeypatch.undo()
    assert made.us.card().keys.version == 1
    follow(made.us)
    assert versions(made.us.config) == [1, 2]
    monkeypatch.setattr("ambos.node.node.Node.declare", _stop)
    with pytest.raises(KeyboardInterrupt):
        roll(made.us)
    monkeypatch.undo()
    assert roll(made.us).keys.version == 3
    made.exchange(3)
    agree(made)


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def test_too_few_roots_roll_nothing(made: Pair, tmp_path: Path) -> None:
    """With fewer roots than the threshold, or another node's, nothing is made or written."""
    size = made.us.reader(made.us.house).log.size
    (made.us.config.roots / "root-1-1.key").rename(tmp_path / "away.key")
    assert roll(made.us, Change(notes=True)).keys.version == 2
    (made.us.config.roots / "root-1-2.key").unlink()
    for folder in (made.us.config.roots, made.mx.config.roots, tmp_path / "none"):
        with pytest.raises(RootsMissing):
            rotate(made.us, EVERYTHING, folder)
    assert made.us.reader(made.us.house).log.size == size + 1
    assert not list(made.us.config.keys.glob("*-3.key"))


def test_new_roots_take_over(made: Pair) -> None:
    """After new roots are stated the old ones sign nothing more; a threshold of its own is kept."""
    roll(made.us, Change(roots=4, threshold=4))
    assert (len(made.us.card().keys.roots), made.us.card().keys.threshold) == (4, 4)
    (made.us.config.roots / "root-2-4.key").unlink()
    with pytest.raises(RootsMissing) as caught:
        roll(made.us)
    assert caught.value.data["found"] == 3
    made.exchange(2)
    agree(made)


def test_only_who_runs_the_node_rolls(made: Pair) -> None:
    """An officer without that right rolls nothing; receiving a set by such an officer changes nothing yet."""
    made.us.enrol("ana", {"name": "Ana", "roles": ["analyst"]})
    roll(made.mx)
    home = made.us.config.home
    made.us.close()
    with Node.open(home, "ana", made.clock.now) as ana:
        with pytest.raises(NotAllowed):
            roll(ana)
        assert ana.take_from(made.mx) > 0
        assert ana.peer("MX").keys.version == 1
    with Node.open(home, now=made.clock.now) as us:
        follow(us)
        assert us.peer("MX").keys.version == 2


def _state(node: Node, signed: SignedKeySet | bytes, version: int) -> None:
    """Release whatever as a key set."""
    body = {"key_version": version, "key_set": b64encode(bytes(signed)).decode()}
    node.declare(KIND, f"{KIND}/{node.config.party.lower()}", body, PUBLIC)


def _wrong(made: Pair, sort: str) -> tuple[SignedKeySet | bytes, type[AmbosError]]:
    """Give a set that does not follow from Mexico's first, and what is said of it."""
    keys, roots = made.mx.card().keys, read_roots(made.mx.config.roots)
    second = replace(keys, version=2)
    return {
        "unsigned": (sign_key_set(second, roots[:1]), KeySetUnsigned),
        "strangers": (sign_key_set(second, read_roots(made.us.config.roots)), KeySetUnsigned),
        "skipped": (sign_key_set(replace(keys, version=3), roots), KeySetSkips),
        "rival": (sign_key_set(replace(keys, threshold=1), roots), KeySetRival),
        "foreign": (sign_key_set(replace(second, name="other"), roots), KeySetForeign),
        "malformed": (b"not a set", KeySetMalformed),
    }[sort]  # type: ignore[return-value]


@pytest.mark.parametrize("sort", ["unsigned", "strangers", "skipped", "rival", "foreign", "malformed"])
def test_a_set_that_does_not_follow_is_an_alarm_and_changes_nothing(made: Pair, sort: str) -> None:
    """The partner stays held to the set before, exchange goes on under it, and the alarm names the reason."""
    before = made.us.partner("MX")
    wrong, error = _wrong(made, sort)
    _state(made.mx, wrong, 2)
    say(made.mx, "after")
    made.exchange(2)
    assert [type(fault) for fault in faults(made.us).values()] == [error]
    assert made.us.partner("MX") == before
    assert made.us.shelf.thing("event/after").owner == "MX" and made.us.verify()


def test_an_old_version_stated_again_changes_nothing(made: Pair) -> None:
    """A set replayed after newer ones is passed over without an alarm."""
    second = roll(made.mx, Change(notes=True))
    roll(made.mx, Change(notes=True))
    made.exchange(2)
    _state(made.mx, second.signed, 2)
    made.exchange(2)
    agree(made)


def test_a_partner_speaks_for_its_own_set_alone(made: Pair) -> None:
    """A set of ours that a partner states under our name is neither taken nor an alarm."""
    keys, roots = made.us.card().keys, read_roots(made.us.config.roots)
    stolen = sign_key_set(replace(keys, version=2), roots)
    body = {"key_version": 2, "key_set": b64encode(bytes(stolen)).decode()}
    made.mx.declare(KIND, f"{KIND}/us", body, PUBLIC)
    made.exchange(2)
    assert made.us.card().keys.version == 1 and not faults(made.us)
    assert roll(made.us, Change(notes=True)).keys.version == 2
    made.exchange(2)
    agree(made)


def test_every_version_of_the_own_card_is_kept(made: Pair) -> None:
    """Each can be handed to a partner who holds the one before."""
    cards = [made.us.card(), *(roll(made.us) for _ in range(2))]
    assert [own_card(made.us.config, version) for version in versions(made.us.config)] == cards


def test_everything_rolls_over_real_borders(tmp_path: Path) -> None:
    """Both sides change all keys and certificates twice while each fetches from the other's border."""
    clock = HandClock(datetime.now(UTC))
    with pair(tmp_path, clock=clock) as made, bordered(made) as borders:
        certificates = [certificate_of(node.config.border) for node in (made.us, made.mx)]
        for number in range(8):
            if number in (1, 4):
                roll(made.us), roll(made.mx)
            say(made.us, f"event-{number}")
            for node, party in ((made.us, "MX"), (made.mx, "US")):
                sync(node, party)
                for border in borders:
                    border.follow()
                place(made.us, "MX", borders[1].addresses["US"], None)  # with another pair, another port
                place(made.mx, "US", borders[0].addresses["MX"], None)
        agree(made)
        rolled = [certificate_of(node.config.border) for node in (made.us, made.mx)]
        assert not set(rolled) & set(certificates)
        assert {code for border in borders for code in border.refusals()} <= {NothingYet.code}


def test_an_outbox_is_made_anew_with_a_new_set(made: Pair) -> None:
    """Who fetches from the beginning after two rolls meets no note under a key that its set has lost."""

    def visit() -> int:
        outbox = outbox_of(made.us.config.border, "MX")
        own = Versions(keyset=made.us.card().keys.version)
        channel, mirror = made.us.release("MX"), made.us.mirrors()["MX"]
        now = int(made.clock.now().timestamp())
        publish(outbox, channel, mirror, made.us.peer("MX").recipient(), own, now)
        openers = list(made.mx.parts.secrets.openers().values())
        cosigners = made.mx.peer("US").cosigners()
        pull = Pull(made.mx.mirrors()["US"], made.mx.channel("US"), cosigners, openers)
        while (path := pull.next()) is not None:
            place = path.rpartition("/")[2]
            file = outbox.section_at(int(place)) if place.isdigit() else None
            pull.take(file.read_bytes() if file else outbox.head() or b"")
        follow(made.mx)
        made.us.channel("MX").take_receipt(made.mx.mirrors()["US"].receipt(), *made.us.peer("MX").cosigners())
        follow(made.us)
        return pull.received

    say(made.us, "early")
    assert visit()
    for _ in range(2):
        roll(made.us)
        roll(made.mx)
        made.us.take_from(made.mx)
        assert visit() and visit() == 0
    made.mx.mirrors()["US"].close()
    del made.mx._mirrors["US"]
    for file in made.mx.config.logs.glob("mirror-us*"):
        file.unlink()
    made.mx.mirrors()
    assert visit() == made.us.channel("MX").log.size
    made.exchange()
    agree(made)
