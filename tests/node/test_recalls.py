"""Recalls between two nodes: who may recall, answer, redact and hold, and what is shown afterwards."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ambos.analysis.studies.past import PublishedShelf
from ambos.exchange.alarms import RECALL_UNANSWERED
from ambos.kernel.acts import New
from ambos.kernel.joint import COUNTERSIGNS, WITHDRAWS
from ambos.kernel.record import Draft
from ambos.node.erasure import (
    HeldBack,
    NotErasable,
    NothingHeld,
    NotOurs,
    hold,
    holds,
    lift,
    redact,
)
from ambos.node.exchanging import exchanges
from ambos.node.leaving import preview
from ambos.node.node import Node
from ambos.node.past import looking_back
from ambos.node.proof import parse_proof, prove, verify_proof
from ambos.node.public import released
from ambos.node.recalls import BasisMissing, NotARecall, answer, recall, recalls, unanswered
from ambos.node.releasing import RecordRecalled, propose_release
from ambos.node.showing import open_record
from ambos.testing.pair import Pair, pair
from ambos.values.errors import NotAllowed, NotFound
from ambos.values.handling import OWNER_ONLY, PUBLIC, Label
from tests.exchange.conftest import event, framework

USE = {"reach": "use", "reason": "inaccurate", "words": "The date is wrong."}
ERASE = {"reach": "erase", "reason": "mistaken", "basis": "Law 1"}
TO_MX = Label(("MX",))


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Pair]:
    """A pair of nodes."""
    with pair(tmp_path) as nodes:
        yield nodes


def said(made: Pair, slug: str = "visit", label: Label = TO_MX) -> str:
    """State an event at the US node, exchange it, and give the record's id."""
    (written,) = made.us.propose([event(slug, f"Text of {slug}", label)])
    made.exchange(2)
    return written.rid.hex()


def recalled(made: Pair, rid: str, body: dict[str, str] = USE) -> str:
    """Recall at the US node, exchange, and give the recall's id."""
    (written,) = recall(made.us, rid, body)
    made.exchange(2)
    return written.rid.hex()


def held(node: Node, rid: str) -> bool:
    """Say whether a node still has the body of a record, shown or not."""
    row = node.shelf.record(rid)
    return node.reader(row.log).one(row.seq).body is not None


def agree(made: Pair) -> None:
    """Demand that both nodes' tables are those of a rebuild, with nothing in quarantine."""
    for node in (made.us, made.mx):
        assert node.projection.quarantined() == []
        folded = node.projection.digests()
        node.rebuild()
        assert node.projection.digests() == folded


def test_what_is_recalled_is_shown_nowhere(made: Pair) -> None:
    """Lists, titles, past days, the public record and proofs show nothing of it, at either node."""
    rid = said(made, label=PUBLIC)
    made.us.propose([New("framework", "sig", {"name": {"en": "SIG"}}, PUBLIC)])
    made.clock.advance(days=3)
    recalled(made, rid)
    for node in (made.us, made.mx):
        shelf = node.shelf
        assert shelf.things("event") == [] and "event/visit" not in shelf.titles("event")
        with pytest.raises(NotFound):
            shelf.thing("event/visit")
        assert PublishedShelf.over(shelf, shelf.today).things("event") == []
        with looking_back(node, recorded_by="2026-01-06") as past:
            assert past.things("event") == []
        with released(node, node.today(), {node.house: 3}) as public:
            assert public.shelf.things("event") == []
        opened = open_record(node, "visit")
        assert opened.thing.state == opened.asked.state == "recalled"
        assert opened.asked.body is None and opened.thing.body == {}
        assert [each.relation for each in opened.answers] == ["recalls"]
        proof = parse_proof(prove(node, opened.asked.row).print())
        proven = verify_proof(proof, node.card_of_log(proof.origin))
        assert proven.body is None and proven.statement.header.subject == "event/visit"
        assert preview(node, "visit", "MX" if node is made.us else "US").body is None
    with pytest.raises(RecordRecalled):
        propose_release(made.us, "visit", "MX", "Again")
    agree(made)


def test_the_version_before_stands_again(made: Pair) -> None:
    """Of a thing one of whose versions is recalled, the version before is shown; a new one may be said."""
    said(made)
    newer = made.us.revise("event/visit", {"name": {"en": "A wrong text"}})
    made.exchange(2)
    recalled(made, newer.rid.hex())
    for node in (made.us, made.mx):
        assert node.shelf.thing("event/visit").body["name"] == {"en": "Text of visit"}
    recalled(made, "event/visit")
    assert made.us.shelf.things("event") == []
    made.us.revise("event/visit", event("visit", "Corrected").body)
    made.exchange(2)
    assert made.mx.shelf.thing("event/visit").body["name"] == {"en": "Corrected"}
    agree(made)


def test_a_recall_may_be_taken_back(made: Pair) -> None:
    """Withdrawn, a recall recalls nothing any more, and what it recalled is shown again at both nodes."""
    rid = said(made)
    written = recalled(made, rid)
    made.us.answer(WITHDRAWS, [written], {"reason": "It was right after all"})
    made.exchange(2)
    for node in (made.us, made.mx):
        assert node.shelf.thing("event/visit").state == "stated" and recalls(node) == []
    agree(made)


def test_an_agreed_text_is_recalled_by_its_author(made: Pair) -> None:
    """A countersigned version that its author recalls stands no more; the partner's own are not touched."""
    (proposed,) = made.us.propose([framework("sig")])
    made.exchange()
    made.mx.answer(COUNTERSIGNS, [proposed.rid.hex()], {})
    made.exchange(2)
    recalled(made, "framework/sig")
    assert made.mx.shelf.things("framework") == [] == made.us.shelf.things("framework")
    with pytest.raises(NotOurs):
        recall(made.mx, "framework/sig", USE)


def test_answers_reach_who_asked(made: Pair) -> None:
    """Each answer is known to who asked, the last counts; one without its basis is refused."""
    recall_id = recalled(made, said(made), ERASE)
    (line,) = recalls(made.us)
    assert (line.reach, line.reason, line.basis) == ("erase", "mistaken", "Law 1")
    assert line.asked == line.waiting == ("MX",)
    with pytest.raises(BasisMissing):
        answer(made.mx, [recall_id], "refused")
    answer(made.mx, [recall_id], "refused", "Court order 12")
    made.exchange(2)
    (line,) = recalls(made.us)
    assert line.waiting == ()
    assert [(one.party, one.outcome, one.basis) for one in line.replies] == [
        ("MX", "refused", "Court order 12")
    ]
    assert held(made.mx, line.target)
    answer(made.mx, [recall_id], "complied")
    made.exchange(2)
    assert [one.outcome for one in recalls(made.us)[0].replies] == ["complied"]
    assert not held(made.mx, line.target)
    assert held(made.us, line.target)
    agree(made)


def test_who_complies_with_use_keeps_the_body(made: Pair) -> None:
    """Nothing is destroyed where the recall asks to use no more, or where it is refused."""
    rid = said(made)
    answer(made.mx, [recalled(made, rid)], "complied")
    assert held(made.mx, rid)


def test_an_unanswered_recall_is_an_alarm(made: Pair) -> None:
    """After the days of the settings a recall that the partner has not answered is told, until it answers."""
    recall_id = recalled(made, said(made))
    made.clock.advance(days=9)
    assert unanswered(made.us) == []
    made.clock.advance(days=1)
    assert [(party, line.days) for party, line in unanswered(made.us)] == [("MX", 10)]
    assert unanswered(made.mx) == []
    (alarm,) = [one for one in exchanges(made.us)[0].alarms if one.name == RECALL_UNANSWERED]
    assert (alarm.peer, alarm.data) == ("MX", {"count": 1, "days": 10})
    answer(made.mx, [recall_id], "complied")
    made.exchange(2)
    assert unanswered(made.us) == []


def test_nothing_tells_of_what_never_left(made: Pair) -> None:
    """Who never got a record learns nothing of its recall or redaction; who got it does."""
    kept = made.us.propose([event("kept", label=OWNER_ONLY)])[0].rid.hex()
    made.exchange()
    size = made.us.channel("MX").log.size
    recalled(made, kept)
    redact(made.us, kept, "mistaken", "Law 1")
    made.exchange(2)
    assert made.us.channel("MX").log.size == size
    assert recalls(made.us)[0].asked == ()
    sent = said(made, "sent")
    redact(made.us, sent, "mistaken", "Law 1")
    made.exchange(2)
    opened = open_record(made.mx, sent)
    assert [each.relation for each in opened.answers] == ["redacts"]
    assert opened.asked.body is not None  # what we destroyed here is still in the partner's hands


def test_a_redaction_is_signed_and_shown(made: Pair) -> None:
    """A redacted thing leaves the lists; who did it, when and on what basis is shown in its place."""
    rid = said(made)
    redact(made.us, "visit", "retention-ended", "Archive rule 3")
    assert made.us.shelf.things("event") == []
    opened = open_record(made.us, rid)
    assert opened.asked.body is None and opened.thing.state == "stated"
    (done,) = opened.answers
    assert done.relation == "redacts" and done.said.body == {
        "reason": "retention-ended",
        "basis": "Archive rule 3",
    }
    assert done.said.signer.holder == "secretariat"
    agree(made)


# -- holds


def test_what_is_held_is_not_destroyed(made: Pair) -> None:
    """A hold forbids redaction and compliance until it is lifted, and never leaves the house."""
    rid = said(made)
    for node in (made.us, made.mx):
        hold(node, "event/visit", "Case 9/2026", "Evidence in court")
    size = made.us.channel("MX").log.size
    recall_id = recalled(made, rid, ERASE)
    with pytest.raises(HeldBack):
        redact(made.us, rid, "mistaken", "Law 1")
    with pytest.raises(HeldBack):
        answer(made.mx, [recall_id], "complied")
    assert made.us.channel("MX").log.size == size + 1
    assert [(line.subject, line.basis) for line in holds(made.us)] == [("event/visit", "Case 9/2026")]
    answer(made.mx, [recall_id], "refused", "Held for case 9/2026")
    lift(made.mx, "event/visit", "The case is closed")
    assert holds(made.mx) == []
    with pytest.raises(NothingHeld):
        lift(made.mx, "event/visit", "Again")
    answer(made.mx, [recall_id], "complied")
    assert not held(made.mx, rid)
    assert held(made.us, rid)


# -- who may


ACTS: dict[str, Callable[[Node, str], object]] = {
    "redact": lambda node, rid: redact(node, rid, "mistaken", "Law"),
    "recall": lambda node, rid: recall(node, rid, USE),
    "hold": lambda node, rid: hold(node, rid, "Case"),
}
MAY: dict[str, set[str]] = {
    "secretariat": {"recall", "redact", "hold"},
    "co-chair": {"recall"},
    "integrity": {"hold"},
    "analyst": set(),
    "prosecutor": set(),
    "auditor": set(),
    "public": set(),
}


@pytest.mark.parametrize("role", MAY)
def test_who_may_recall_redact_and_hold(made: Pair, role: str) -> None:
    """Each role may do just what the table says; what is refused leaves the log as it was."""
    ours = said(made)
    made.us.enrol("zoe", {"name": "Zoe", "roles": [role]})
    home, size = made.us.config.home, made.us._parts.ledger.size()
    made.us.close()
    with Node.open(home, "zoe", made.clock.now) as node:
        for name, act in ACTS.items():
            if name in MAY[role]:
                act(node, ours)
            else:
                with pytest.raises((NotAllowed, NotFound)):
                    act(node, ours)
        if not MAY[role]:
            assert node._parts.ledger.size() == size


@pytest.mark.parametrize(
    ("role", "allowed"),
    [("secretariat", {"use", "erase"}), ("co-chair", {"use"}), ("analyst", set()), ("auditor", set())],
)
def test_who_may_answer(made: Pair, role: str, allowed: set[str]) -> None:
    """To destroy is for the secretariat, to use no more for a co-chair too; refused, nothing is destroyed."""
    asked = {
        "use": recalled(made, said(made, "one"), USE),
        "erase": recalled(made, said(made, "two"), ERASE),
    }
    target = next(line.target for line in recalls(made.mx) if line.reach == "erase")
    made.mx.enrol("zoe", {"name": "Zoe", "roles": [role]})
    home = made.mx.config.home
    made.mx.close()
    with Node.open(home, "zoe", made.clock.now) as node:
        for reach, rid in asked.items():
            if reach in allowed:
                answer(node, [rid], "complied")
            else:
                with pytest.raises(NotAllowed):
                    answer(node, [rid], "complied")
        readable = held(node, target)
        assert readable == ("erase" not in allowed)


def test_only_what_people_said_is_recalled(made: Pair) -> None:
    """Keys, officers, partners and recalls themselves are neither recalled nor redacted."""
    rid = said(made)
    (written,) = recall(made.us, rid, USE)
    for name in ("key/us-authority", "officer/secretariat", "peer/mx", written.rid.hex()):
        with pytest.raises(NotErasable):
            recall(made.us, name, USE)
        with pytest.raises(NotErasable):
            redact(made.us, name, "mistaken", "Law")


def test_only_a_partners_recall_is_answered(made: Pair) -> None:
    """Neither our own recall, nor one taken back, nor another record can be answered."""
    rid = said(made)
    recall_id = recalled(made, rid)
    for node, name in ((made.us, recall_id), (made.mx, rid)):
        with pytest.raises(NotARecall):
            answer(node, [name], "complied")
    made.us.answer(WITHDRAWS, [recall_id], {"reason": "x"})
    made.exchange(2)
    with pytest.raises(NotARecall):
        answer(made.mx, [recall_id], "complied")


def test_nobody_recalls_for_another(made: Pair) -> None:
    """A record that names itself a recall of another party's words recalls nothing, at either node."""
    rid = said(made)
    desk = made.mx.desk
    tie = desk._reference("recalls", rid)
    body = {"reach": "erase", "reason": "mistaken"}
    desk.sign([Draft("recall", "recall/mx-forged", body, Label(("US",)), (tie,))])
    made.mx.refresh()
    made.exchange(2)
    for node in (made.us, made.mx):
        assert node.shelf.thing("event/visit").state == "stated"
