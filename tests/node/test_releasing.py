"""What leaves by whose word: the doors of orders, agreements, requests and previews, and what they refuse."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from ambos.exchange.release import NEWEST_POLICY
from ambos.kernel.acts import HouseKind, New
from ambos.kernel.joint import WITHDRAWS
from ambos.kernel.ledger import Written
from ambos.node import asking, releasing
from ambos.node.attachments import place_of
from ambos.node.leaving import Attachment, preview, waiting
from ambos.node.node import Node
from ambos.testing.clock import HandClock
from ambos.testing.pair import create
from ambos.values.errors import NotAllowed, NotFound, Refused
from ambos.values.handling import OWNER_ONLY, PUBLIC, Label
from ambos.values.terms import NO_TERMS, OriginatorsDiffer, Terms
from tests.exchange.conftest import event

REASON = "The court asked for it"


@dataclass(frozen=True)
class Three:
    """Three nodes that know each other; of the US officers two may release, and one may not."""

    us: Node
    mx: Node
    ca: Node
    clock: HandClock

    def exchange(self) -> None:
        """Let everybody take what everybody has released."""
        for node in (self.us, self.mx, self.ca):
            for other in (self.us, self.mx, self.ca):
                if node is not other:
                    node.take_from(other)

    def sit(self, officer: str) -> None:
        """Put another officer at the desk of the US."""
        self.us._officer = officer


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Three]:
    """Three nodes."""
    clock = HandClock()
    with ExitStack() as stack:
        us, mx, ca = (stack.enter_context(create(tmp_path, party, clock)) for party in ("US", "MX", "CA"))
        for node in (us, mx, ca):
            for other in (us, mx, ca):
                if node is not other:
                    node.add_peer(other.card())
        us.enrol("zoe", {"name": "Zoe", "roles": ["co-chair"]})
        us.enrol("ana", {"name": "Ana", "roles": ["analyst"]})
        yield Three(us, mx, ca, clock)


def rid(written: Written) -> str:
    """Give a record's id as people name it."""
    return written.rid.hex()


def events(node: Node) -> set[str]:
    """Give the slugs of the events that a node shows."""
    return {thing.slug for thing in node.shelf.things("event")}


# -- orders


def test_an_order_in_two_hands(three: Three) -> None:
    """One officer proposes, another confirms; the list tells how it stands, the partner has it."""
    us = three.us
    us.propose([event("secret", label=OWNER_ONLY)])
    given = releasing.propose_release(us, "event/secret", "MX", REASON)
    (line,) = releasing.orders(us)
    assert (line.state, line.by, line.party, line.reason) == ("open", "secretariat", "MX", REASON)
    with pytest.raises(releasing.SameOfficer):
        releasing.confirm_release(us, rid(given))
    with pytest.raises(releasing.OrderOpen):
        releasing.propose_release(us, "event/secret", "MX", "Again")
    three.sit("zoe")
    releasing.confirm_release(us, rid(given), "Seen")
    (line,) = releasing.orders(us)
    assert (line.state, line.confirmed_by) == ("done", "zoe")
    with pytest.raises(releasing.OrderDone):
        releasing.confirm_release(us, rid(given))
    three.sit("secretariat")
    three.exchange()
    assert events(three.mx) == {"secret"} and not events(three.ca)
    with pytest.raises(releasing.NoOrderNeeded):
        releasing.propose_release(us, "event/secret", "MX", "Again")
    releasing.propose_release(us, "event/secret", "CA", REASON)


def test_who_may_order(three: Three) -> None:
    """Who has no right to release neither orders nor confirms."""
    three.us.propose([event("secret", label=OWNER_ONLY)])
    given = releasing.propose_release(three.us, "event/secret", "MX", REASON)
    three.sit("ana")
    with pytest.raises(NotAllowed):
        releasing.confirm_release(three.us, rid(given))
    with pytest.raises(NotAllowed):
        releasing.propose_release(three.us, "event/secret", "CA", REASON)
    with pytest.raises(NotAllowed):
        releasing.agree(three.us, "MX", ["extradition"], "None")
    with pytest.raises(NotAllowed):
        releasing.set_policy(three.us, 1)


def test_what_is_not_ordered(three: Three) -> None:
    """What goes anyway, what no order opens, a batch's member and a partner's record are refused."""
    us = three.us
    us.propose([event("free"), event("red", label=Label(tlp="red"))])
    body = {
        "indicator": "indicator/deaths", "period": "2024", "place": "US", "value": "1", "unit": "deaths",
        "status": "final",
    }  # fmt: skip
    us.state([New("figure", f"f-{n}", body, OWNER_ONLY) for n in range(3)])
    three.mx.propose([event("theirs", label=Label(("US",)))])
    three.exchange()
    for text, refusal in {
        "event/free": releasing.NoOrderNeeded,
        "event/red": releasing.NoOrderHelps,
        "officer/zoe": releasing.NoOrderHelps,
        "figure/f-1": releasing.MemberOfBatch,
        "event/theirs": releasing.NotOurs,
        "event/none": NotFound,
    }.items():
        with pytest.raises(refusal):
            releasing.propose_release(us, text, "MX", REASON)
    with pytest.raises(releasing.NotAnOrder):
        releasing.confirm_release(us, "event/free")


def test_an_order_grows_old_and_is_given_again(three: Three) -> None:
    """An order that nobody confirmed in a month is void; it can be given again, and is not withdrawn."""
    three.us.propose([event("secret", label=OWNER_ONLY)])
    given = releasing.propose_release(three.us, "event/secret", "MX", REASON)
    with pytest.raises(HouseKind):
        three.us.answer(WITHDRAWS, [rid(given)], {"reason": "No"})
    three.clock.advance(days=31)
    three.sit("zoe")
    with pytest.raises(releasing.OrderVoid):
        releasing.confirm_release(three.us, rid(given))
    releasing.propose_release(three.us, "event/secret", "MX", REASON)
    assert [line.state for line in releasing.orders(three.us)] == ["void", "open"]


# -- originator control


def given_by_mexico(three: Three, terms: Terms = NO_TERMS) -> str:
    """Let the US have a record of Mexico's under terms, and give its id."""
    label = Label(("US",), "amber", None, "H1").under(terms)
    (written,) = three.mx.propose([event("theirs", label=label)])
    three.exchange()
    return rid(written)


def quote(three: Three, theirs: str, slug: str = "quoted", **given: Label) -> None:
    """Let the US pass on to Canada what Mexico said."""
    news = New("event", slug, dict(event(slug).body), given.get("label", Label(("CA",))), quotes=(theirs,))
    three.us.propose([news])


def test_passing_on_needs_the_originators_leave(three: Three) -> None:
    """What Mexico said goes on to Canada once Mexico has granted that, under Mexico's terms and name."""
    theirs = given_by_mexico(three, Terms(("not-for-court",)))
    quote(three, theirs, "unasked")
    three.exchange()
    assert preview(three.us, "event/unasked", "CA").decision.rule == "originator-not-asked"
    with pytest.raises(releasing.NoOrderHelps):
        releasing.propose_release(three.us, "event/unasked", "CA", REASON)
    asked = asking.ask(three.us, theirs, "CA", REASON, ["prosecution"])
    assert [line.state for line in asking.requests(three.us)] == ["asked"]
    three.exchange()
    until = three.us.today() + timedelta(9)
    asking.grant(three.mx, rid(asked), until, "In court never")
    with pytest.raises(asking.RequestAnswered):
        asking.refuse(three.mx, rid(asked), "No")
    three.exchange()
    (line,) = asking.requests(three.us)
    assert (line.state, line.until, line.asked, line.to) == ("granted", until, "MX", "CA")
    quote(three, theirs)
    three.exchange()
    assert events(three.ca) == {"quoted"} and asking.requests(three.ca) == []
    label = three.ca.shelf.thing("event/quoted").label
    assert label.terms == Terms(("not-for-court",), own="MX") and label.europol == "H1"
    assert all(node.verify() for node in (three.us, three.mx, three.ca))


def test_a_grant_that_came_later_serves_an_order(three: Three) -> None:
    """What was quoted before the grant came goes when two officers order it, the grant named."""
    theirs = given_by_mexico(three)
    quote(three, theirs, "early")
    asked = asking.ask(three.us, theirs, "CA", REASON)
    three.exchange()
    asking.grant(three.mx, rid(asked))
    three.exchange()
    assert not events(three.ca)
    given = releasing.propose_release(three.us, "event/early", "CA", REASON)
    three.sit("zoe")
    releasing.confirm_release(three.us, rid(given))
    three.sit("secretariat")
    three.exchange()
    assert events(three.ca) == {"early"} and three.us.verify()


def test_a_refusal_and_a_grant_taken_back(three: Three) -> None:
    """What Mexico refuses stays; so does what is quoted after a grant was taken back, or ended."""
    theirs = given_by_mexico(three)
    refused, granted = (asking.ask(three.us, theirs, "CA", REASON) for _ in range(2))
    three.exchange()
    asking.refuse(three.mx, rid(refused), "A source is at risk")
    grant = asking.grant(three.mx, rid(granted))
    three.exchange()
    quote(three, theirs, "in-time")
    three.mx.answer(WITHDRAWS, [rid(grant)], {"reason": "A source is at risk"})
    three.exchange()
    assert [line.state for line in asking.requests(three.us)] == ["refused", "refused"]
    quote(three, theirs, "late")
    last = asking.ask(three.us, theirs, "CA", REASON)
    three.exchange()
    asking.grant(three.mx, rid(last), three.mx.today())
    three.exchange()
    three.clock.advance(days=1)
    quote(three, theirs, "later")
    three.exchange()
    assert events(three.ca) == {"in-time"}


def test_home_and_public_need_no_leave(three: Three) -> None:
    """Back to its originator, and out of what is public, anything may be quoted without a grant."""
    theirs = given_by_mexico(three)
    (public,) = three.mx.propose([event("known")])
    three.exchange()
    quote(three, theirs, "home", label=Label(("MX",)))
    quote(three, rid(public), "from-known")
    three.exchange()
    assert {"home"} < events(three.mx) and events(three.ca) == {"known", "from-known"}
    assert three.ca.shelf.thing("event/from-known").label.terms == NO_TERMS


def test_no_third_party_is_final(three: Three) -> None:
    """What Mexico gave under “no third party” stays, though Mexico itself granted its release."""
    theirs = given_by_mexico(three, Terms(("no-third-party",)))
    asked = asking.ask(three.us, theirs, "CA", REASON)
    three.exchange()
    asking.grant(three.mx, rid(asked))
    three.exchange()
    quote(three, theirs)
    three.exchange()
    assert preview(three.us, "event/quoted", "CA").decision.rule == "no-third-party"
    assert not events(three.ca)


def test_what_is_not_asked_and_not_answered(three: Three) -> None:
    """Leave is asked of a partner, for a third party, about its own record, and answered by it alone."""
    theirs = given_by_mexico(three)
    three.us.propose([event("ours")])
    cases: list[tuple[str, str, type[Refused]]] = [
        ("event/ours", "CA", asking.NotPartners),
        (theirs, "MX", asking.AskedForNobody),
        (theirs, "US", asking.AskedForNobody),
    ]
    for text, to, refusal in cases:
        with pytest.raises(refusal):
            asking.ask(three.us, text, to, REASON)
    asked = asking.ask(three.us, theirs, "CA", REASON)
    with pytest.raises(asking.NotAsked):
        asking.grant(three.us, rid(asked))
    with pytest.raises(asking.NotARequest):
        asking.grant(three.us, "event/ours")


def test_no_partner_learns_how_much_another_sent(three: Three) -> None:
    """What we have seen of a partner stands in records for that partner alone, and in no others."""
    three.mx.propose([event("one"), event("two")])
    three.ca.propose([event("three")])
    three.exchange()
    labels = {"mx": Label(("MX",)), "both": Label(("CA", "MX")), "all": PUBLIC, "us": OWNER_ONLY}
    seen = {}
    for slug, label in labels.items():
        (written,) = three.us.propose([event(slug, label=label)])
        seen[slug] = set(releasing.opened(three.us, rid(written)).statement.header.seen)
    assert seen == {"mx": {"mx/channel/us"}, "both": set(), "all": set(), "us": set()}


def test_limits_of_what_is_quoted_add_up(three: Three) -> None:
    """A record that quotes keeps the strictest of all, and what cannot be joined is refused."""
    theirs = given_by_mexico(three, Terms(("not-for-court",), until=three.us.today()))
    (closed,) = three.us.propose([event("closed", label=Label(("CA",), "amber+strict"))])
    news = New(
        "event", "both", dict(event("both").body), Label(("CA",), "green"), quotes=(theirs, rid(closed))
    )
    three.us.propose([news])
    label = three.us.shelf.thing("event/both").label
    assert (label.tlp, label.europol, label.release) == ("amber+strict", "H1", ("CA",))
    assert label.terms == Terms(("not-for-court",), until=three.us.today(), own="MX")
    (hers,) = three.ca.propose([event("hers", label=Label(("US",)))])
    three.exchange()
    with pytest.raises(OriginatorsDiffer):
        three.us.propose([New("event", "mixed", event("x").body, quotes=(theirs, rid(hers)))])


# -- previews


def test_a_preview_shows_what_would_leave(three: Three) -> None:
    """Header, body, terms, what the record names and whether the partner has it, the rule: all is told."""
    us = three.us
    us.propose([New("framework", "frame", {"name": {"en": "Frame"}}, OWNER_ONLY)])
    body = dict(event("x").body) | {"framework": "framework/frame"}
    us.propose([New("event", "meet", body, Label(("MX",)), Terms(purposes=("extradition",)))])
    found = preview(us, "event/meet", "MX")
    assert (found.decision.rule, found.decision.version) == ("purpose-not-agreed", NEWEST_POLICY)
    assert found.place is None
    assert found.overriders == ("secretariat", "zoe") and not found.anew
    assert found.body == body and found.header.subject == "event/meet"
    assert [(each.how, each.name, each.held) for each in found.mentions] == [
        ("framework", "framework/frame", False)
    ]
    releasing.agree(us, "MX", ["extradition"], "Treaty")
    assert preview(us, "event/meet", "MX").anew
    us.revise("event/meet", {}, Terms(purposes=("extradition",)))
    found = preview(us, "event/meet", "MX")
    assert found.decision.rule == "label" and [each.how for each in found.mentions] == [
        "revises",
        "framework",
    ]
    assert "event/meet" in {each.row.subject for each in waiting(us, "MX")}
    us.release("MX")
    assert preview(us, "event/meet", "MX").place is not None
    assert "event/meet" not in {each.row.subject for each in waiting(us, "MX")}
    assert preview(us, "officer/zoe", "MX").overriders == ()


def test_a_preview_leaves_out_what_has_lapsed(three: Three) -> None:
    """What waits and is over today is told as expired, and is not among what waits to leave."""
    label = Label(("MX",)).under(Terms(until=three.us.today()))
    three.us.propose([event("old", label=label)])
    assert "event/old" in {each.row.subject for each in waiting(three.us, "MX")}
    three.clock.advance(days=1)
    assert preview(three.us, "event/old", "MX").decision.rule == "expired"
    assert "event/old" not in {each.row.subject for each in waiting(three.us, "MX")}


def test_a_preview_shows_an_officer_what_they_may_see(three: Three) -> None:
    """What waits to leave is shown as far as the officer may see it, and nothing else is counted."""
    vetted = {
        "name": "Eva",
        "roles": ["analyst"],
        "compartments": ["chapter-9"],
        "vetted_until": "2027-01-01",
    }
    three.us.enrol("eva", vetted)
    three.sit("eva")
    three.us.propose([event("free"), event("closed", label=Label(("MX",), compartment="chapter-9"))])
    assert {"event/closed", "event/free"} <= {each.row.subject for each in waiting(three.us, "MX")}
    three.sit("ana")
    assert {each.row.label for each in waiting(three.us, "MX")} == {PUBLIC}


def test_terms_of_a_revision_and_of_an_answer(three: Three) -> None:
    """A revision keeps terms; their party may change them, a partner only add; an answer keeps caveats."""
    label = Label(("US",)).under(Terms(("not-for-court",), ("assessment", "extradition"), three.us.today()))
    three.mx.propose([New("framework", "f", {"name": {"en": "F"}}, label)])
    for partner in ("US", "CA"):
        releasing.agree(three.mx, partner, ["assessment", "extradition"], "Treaty")
    three.mx.revise("framework/f", {"name": {"en": "G"}})
    three.exchange()
    thing = three.us.shelf.thing("framework/f")
    assert thing.label.terms == label.terms
    more = Terms(("intelligence-only",), ("extradition",))
    written = three.us.revise("framework/f", {}, more)
    both = Terms(("intelligence-only", "not-for-court"), ("extradition",), three.us.today())
    assert three.us.shelf.record(rid(written)).label.terms == both
    (answer,) = three.us.answer("countersigns", [thing.rid], {})
    assert three.us.shelf.record(rid(answer)).label.terms == Terms(("not-for-court",))


def test_a_preview_names_the_rows_that_go_along(three: Three) -> None:
    """Of evidence the preview names the rows by their digest, with their size if they are here."""
    digest = "ab" * 32
    told = {"reader": "x", "title": "x", "file_name": "x.csv", "file_digest": digest, "rows": 1}
    body = told | {"rows_digest": digest, "first": "2024", "last": "2024", "as_of": "2025-01-05"}
    three.us.propose([New("evidence", "rows", body, PUBLIC)])
    assert preview(three.us, "evidence/rows", "MX").attachments == (Attachment(digest, None),)
    path = place_of(three.us, digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"rows")
    assert preview(three.us, "evidence/rows", "MX").attachments == (Attachment(digest, 4),)
