"""The rules at their place: two persons let go what one cannot, and every decision can be made again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambos.exchange import channel as channel_module
from ambos.exchange.channel import Channel
from ambos.exchange.release import FIRST_POLICY, NEWEST_POLICY, PolicyUnknown
from ambos.exchange.ruling import ORDER_LIFE
from ambos.kernel.acts import New
from ambos.kernel.audit import LogDamaged
from ambos.kernel.canonical import encode
from ambos.kernel.keys import AUTHORITY, KEY_END, Signer
from ambos.kernel.ledger import HumanDecision, Written
from ambos.kernel.merkle import leaf_hash
from ambos.kernel.reading import RULE_PLACES
from ambos.kernel.record import Draft, Reference
from ambos.kernel.records import HOME, KINDS
from ambos.kernel.release_kinds import CONFIRMS, RELEASES, subject_for
from ambos.kernel.seal import parse_statement
from ambos.node.officers import policy_draft
from ambos.node.releasing import agree, set_policy
from ambos.testing.pair import Pair, pair
from ambos.values.handling import OWNER_ONLY, PUBLIC, Label
from ambos.values.terms import Terms
from tests.exchange.conftest import event

TO_MX = Label(("MX",))
OFFICERS = ("secretariat", "zoe", "max")


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Pair]:
    """A pair whose US house has three officers."""
    with three_officers(tmp_path) as nodes:
        yield nodes


@contextmanager
def three_officers(folder: Path) -> Iterator[Pair]:
    """Make a pair whose US house has three officers."""
    with pair(folder) as nodes:
        for officer in OFFICERS[1:]:
            nodes.us.enrol(officer, {"name": officer.title(), "roles": ["co-chair"]})
        yield nodes


def write(made: Pair, draft: Draft, signer: Signer | str) -> Written:
    """Write a draft as it is, past every check of the desk."""
    parts = made.us.parts
    key = parts.secrets.officer(signer) if isinstance(signer, str) else signer
    (written,) = parts.ledger.write([draft], key)
    made.us.refresh()
    return written


def order(made: Pair, target: Written, officer: str, party: str = "MX") -> Written:
    """Order a record out as one officer."""
    subject = subject_for("release-order", party, target.rid.hex())
    ties = (Reference(RELEASES, target.rid, target.leaf),)
    return write(made, Draft("release-order", subject, {"reason": "asked"}, OWNER_ONLY, ties), officer)


def confirm(made: Pair, given: Written, officer: str) -> Written:
    """Confirm an order as one officer."""
    ties = (Reference(CONFIRMS, given.rid, given.leaf),)
    subject = subject_for("release-confirmation", "MX", given.rid.hex())
    return write(made, Draft("release-confirmation", subject, {}, OWNER_ONLY, ties), officer)


def shown(channel: Channel, kind: str = "event") -> list[str]:
    """Give the slugs of a kind in the channel, in its order."""
    headers = (parse_statement(row.statement).header for row in channel.log.store.read(0, channel.log.size))
    return [header.subject.partition("/")[2] for header in headers if header.kind == kind]


def released(made: Pair) -> list[str]:
    """Release to Mexico, decide everything again, and give the events in the channel."""
    channel = made.us.release("MX")
    assert channel.audit().checkpoint.size == channel.log.size
    return shown(channel)


def test_two_officers_let_go_what_one_cannot(made: Pair) -> None:
    """An order alone, twice by one officer or to another party lets nothing go; a second officer does."""
    (secret,) = made.us.propose([event("secret", label=OWNER_ONLY)])
    given = order(made, secret, "zoe")
    assert released(made) == []
    confirm(made, given, "zoe")
    assert released(made) == []
    confirm(made, order(made, secret, "max", "CA"), "zoe")
    assert released(made) == []
    confirm(made, given, "max")
    assert released(made) == ["secret"]
    made.exchange()
    assert made.mx.shelf.thing("event/secret").get("name") == {"en": "A visit"}
    assert made.us.verify() and made.mx.verify()


STEP = st.tuples(
    st.sampled_from(("say", "order", "confirm", "release")), st.integers(0, 5), st.sampled_from(OFFICERS)
)


@settings(max_examples=15, deadline=None)
@given(st.lists(STEP, min_size=4, max_size=16))
def test_any_orders_and_confirmations(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, str]]
) -> None:
    """Whoever orders and confirms what and when, just that goes which two different officers signed."""
    with three_officers(tmp_path_factory.mktemp("pair")) as made:
        said: list[Written] = []
        orders: list[tuple[Written, int, str]] = []
        expected: list[str] = []
        for number, (what, chosen, officer) in enumerate(steps):
            if what == "say":
                label = PUBLIC if chosen == 0 else OWNER_ONLY
                said += made.us.propose([event(f"e-{len(said)}", label=label)])
                expected += [f"e-{len(said) - 1}"] * (label == PUBLIC)
            elif what == "order" and said:
                target = chosen % len(said)
                orders.append((order(made, said[target], officer), target, officer))
            elif what == "confirm" and orders:
                given, target, ordered_by = orders[chosen % len(orders)]
                confirm(made, given, officer)
                if officer != ordered_by and f"e-{target}" not in expected:
                    expected.append(f"e-{target}")
            elif what == "release":
                assert released(made) == expected, number
        assert released(made) == expected


def test_an_order_that_waits_too_long_is_void(made: Pair) -> None:
    """On the last day of its life an order can be confirmed, on the next it cannot."""
    first, second = made.us.propose([event("first", label=OWNER_ONLY), event("second", label=OWNER_ONLY)])
    orders = [order(made, each, "zoe") for each in (first, second)]
    made.clock.advance(days=ORDER_LIFE.days)
    confirm(made, orders[0], "max")
    made.clock.advance(days=1)
    confirm(made, orders[1], "max")
    assert released(made) == ["first"]


@pytest.mark.parametrize(
    "label", (Label(tlp="red"), Label(("MX",), tlp="red")), ids=("red", "red, addressed")
)
def test_no_order_opens_red(made: Pair, label: Label) -> None:
    """What is red stays, whoever orders it."""
    (red,) = made.us.propose([event("red", label=label)])
    confirm(made, order(made, red, "zoe"), "max")
    assert released(made) == []


def test_people_are_never_ordered_out(made: Pair) -> None:
    """The record of an officer, or an order itself, stays though two officers order it."""
    row = made.us.shelf.record(made.us.shelf.thing("officer/zoe").rid)
    opened = made.us.read_record(row)
    officer = Written(opened.statement.header.rid, row.seq, _leaf(opened.statement.data))
    (secret,) = made.us.propose([event("secret", label=OWNER_ONLY)])
    given = order(made, secret, "zoe")
    for target in (officer, given):
        confirm(made, order(made, target, "zoe"), "max")
    channel = made.us.release("MX")
    assert not HOME & {
        parse_statement(r.statement).header.kind for r in channel.log.store.read(0, channel.log.size)
    }


def test_a_batch_of_the_house_stays(made: Pair) -> None:
    """What never leaves may stand in a batch, and no order over its head lets it go."""
    machines = sorted({kind.name for kind in KINDS if kind.machine} & HOME)
    assert machines == ["access"]
    body = {
        "officer": "zoe", "way": "show", "at": "2026-11-26T00:00:00Z", "compartment": "frozen-route",
        "of": "event/x", "count": 1,
    }  # fmt: skip
    drafts = [Draft("access", f"access/a-{n}", body, OWNER_ONLY) for n in range(3)]
    parts = made.us.parts
    members = parts.ledger.write_batch(drafts, parts.secrets.authority())
    made.us.refresh()
    head = made.us.shelf.batch_of(made.us.shelf.record(members[0].rid.hex()))
    leaf = _leaf(made.us.read_record(head).statement.data)
    confirm(made, order(made, Written(bytes.fromhex(head.rid), head.seq, leaf), "zoe"), "max")
    made.us.propose([event("after")])
    channel = made.us.release("MX")
    assert not shown(channel, "access") and not shown(channel, "batch")
    made.exchange()
    assert made.us.verify() and made.mx.verify()


def test_an_order_holds_to_the_very_statement(made: Pair) -> None:
    """An order under the id of a record and the leaf of another lets neither go."""
    one, other = made.us.propose([event("one", label=OWNER_ONLY), event("other", label=OWNER_ONLY)])
    confirm(made, order(made, Written(one.rid, one.seq, other.leaf), "zoe"), "max")
    assert released(made) == []


def test_a_batch_goes_late_as_a_whole(made: Pair) -> None:
    """A member is not let go alone; its head lets all go, and the partner verifies them."""
    body = {
        "indicator": "indicator/deaths", "period": "2024", "place": "US", "value": "1", "unit": "deaths",
        "status": "final",
    }  # fmt: skip
    members = made.us.state([New("figure", f"f-{n}", body, OWNER_ONLY) for n in range(5)])
    confirm(made, order(made, members[2], "zoe"), "max")
    assert not shown(made.us.release("MX"), "figure")
    shelf = made.us.shelf
    head = shelf.batch_of(shelf.record(members[0].rid.hex()))
    leaf = _leaf(made.us.read_record(head).statement.data)
    confirm(made, order(made, Written(bytes.fromhex(head.rid), head.seq, leaf), "zoe"), "max")
    made.us.propose([event("after")])
    channel = made.us.release("MX")
    assert shown(channel, "figure") == [f"f-{n}" for n in range(5)]
    made.exchange()
    assert len(made.mx.shelf.things("figure")) == 5 and made.us.verify() and made.mx.verify()


def test_what_an_ended_key_signed_stays(made: Pair) -> None:
    """A record whose key has ended is not let go late: the partner's register could not verify it."""
    made.us._officer = "zoe"
    (secret,) = made.us.propose([event("secret", label=OWNER_ONLY)])
    made.us._officer = "secretariat"
    parts = made.us.parts
    (key,) = (held for held in parts.ledger.book if held.holder == "zoe")
    row = parts.ledger.reader.one(parts.ledger.log.store.places_of([key.rid])[key.rid])
    ends = (Reference("ends", key.rid, _leaf(row.statement.data)),)
    write(made, Draft(KEY_END, "key-end/us-officer-zoe", {}, PUBLIC, ends), parts.secrets.authority())
    confirm(made, order(made, secret, "max"), "secretariat")
    assert released(made) == []
    made.exchange()


def test_only_officers_order(made: Pair) -> None:
    """The authority's key, which machines hold, signs no order."""
    (secret,) = made.us.propose([event("secret", label=OWNER_ONLY)])
    authority = made.us.parts.secrets.authority()
    assert authority.purpose == AUTHORITY
    ties = (Reference(RELEASES, secret.rid, secret.leaf),)
    with pytest.raises(HumanDecision):
        write(
            made, Draft("release-order", "release-order/mx-x", {"reason": "x"}, OWNER_ONLY, ties), authority
        )


# -- at its place


def test_what_lapsed_stays_and_is_on_record(made: Pair) -> None:
    """A record released on its last day goes; a day later it stays, and so it is decided ever after."""
    until = made.us.today() + timedelta(1)
    terms = Terms(until=until)
    made.us.propose([event("in-time", label=TO_MX.under(terms))])
    made.clock.advance(days=1)
    assert released(made) == ["in-time"]
    news = [event(f"late-{n}", label=TO_MX.under(terms)) for n in range(3)]
    made.us.propose([*news, event("other")])
    made.clock.advance(days=1)
    assert released(made) == ["in-time", "other"]
    (lapse,) = made.us.shelf.things("release-lapse")
    assert lapse.owner == "US" and released(made) == ["in-time", "other"]
    made.us.propose([event("born-late", label=TO_MX.under(terms))])
    assert released(made) == ["in-time", "other"] and len(made.us.shelf.things("release-lapse")) == 1


def test_many_lapses_come_in_few_records(made: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many have lapsed, whatever interrupts it, none of them goes and the rest does."""
    monkeypatch.setattr(channel_module, "LAPSES_AT_ONCE", 3)
    terms = Terms(until=made.us.today())
    for n in range(8):
        made.us.propose([event(f"old-{n}", label=TO_MX.under(terms)), event(f"new-{n}")])
    made.clock.advance(days=2)
    channel = made.us.channel("MX")
    hold, done = channel._hold_back, 0

    def sometimes(lapsed: object) -> None:
        nonlocal done
        done += 1
        hold(lapsed)  # type: ignore[arg-type]
        if done % 2:
            raise InterruptedError

    monkeypatch.setattr(channel, "_hold_back", sometimes)
    for _ in range(9):
        try:
            channel.release()
            break
        except InterruptedError:
            continue
    assert released(made) == [f"new-{n}" for n in range(8)]
    made.us.refresh()
    assert len(made.us.shelf.things("release-lapse")) == 3


def test_two_officers_let_go_what_lapsed(made: Pair) -> None:
    """What stayed because its time was over goes when two officers order it."""
    (old,) = made.us.propose([event("old", label=TO_MX.under(Terms(until=made.us.today())))])
    made.clock.advance(days=2)
    assert released(made) == []
    confirm(made, order(made, old, "zoe"), "max")
    assert released(made) == ["old"]


def test_a_purpose_goes_once_it_is_agreed(made: Pair) -> None:
    """A record for a purpose stays until that is agreed with the partner; what was decided stays decided."""
    made.us.propose([event("before", label=TO_MX.under(Terms(purposes=("extradition",))))])
    agree(made.us, "MX", ["prosecution"], "Minute 1")
    made.us.propose([event("other", label=TO_MX.under(Terms(purposes=("extradition",))))])
    agree(made.us, "MX", ["extradition", "prosecution"], "Minute 2", "2026")
    made.us.propose([event("after", label=TO_MX.under(Terms(purposes=("extradition",))))])
    assert released(made) == ["after"]
    agree(made.us, "MX", [], "Ended")
    made.us.propose([event("ended", label=TO_MX.under(Terms(purposes=("extradition",))))])
    assert released(made) == ["after"]


def test_the_policy_at_its_place_decides(made: Pair) -> None:
    """Each record is decided under the version that its place in the log has, whatever came after."""
    bound = TO_MX.under(Terms(caveats=("not-for-court",)))
    for number, version in enumerate((FIRST_POLICY, NEWEST_POLICY, FIRST_POLICY)):
        set_policy(made.us, version)
        made.us.propose([event(f"bound-{number}", label=bound), event(f"free-{number}")])
    assert released(made) == ["free-0", "bound-1", "free-1", "free-2"]


def test_a_policy_from_the_future_stops_everything(made: Pair) -> None:
    """Where the log names a version that this program has not, nothing more is let go, and it says so."""
    write(made, policy_draft(NEWEST_POLICY + 1), made.us.parts.secrets.authority())
    made.us.propose([event("next")])
    with pytest.raises(PolicyUnknown):
        made.us.release("MX")


def test_a_wrong_note_of_what_rules_is_found(made: Pair) -> None:
    """A house whose note of its rules leaves one out is refused when the channel is audited."""
    agree(made.us, "MX", ["extradition"], "Minute 1")
    made.us.propose([event("free")])
    channel = made.us.release("MX")
    store = made.us.parts.ledger.log.store
    store.set_mark(RULE_PLACES, encode([1]))
    with pytest.raises(LogDamaged):
        channel.audit()


def _leaf(data: bytes) -> bytes:
    return leaf_hash(data)
