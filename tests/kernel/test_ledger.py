"""The house log: all that is said, signed by whom it must be, and all or none of it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambos.kernel import ledger as ledger_module
from ambos.kernel.audit import Audited, BatchBroken, LogDamaged, SignatureReader, audit
from ambos.kernel.canonical import encode
from ambos.kernel.ed25519 import KeyRefused, SignatureInvalid
from ambos.kernel.field_errors import FieldMissing, UnknownKind
from ambos.kernel.header import HeaderInvalid
from ambos.kernel.keys import KEY, KEY_END, KeyBook, KeyNotProven, KeyUnknown, Signer
from ambos.kernel.ledger import ATOMIC, GROUP_COMMIT, HumanDecision, MixedBatch, nothing_seen
from ambos.kernel.merkle import batch_root, leaf_hash
from ambos.kernel.reading import Opened, admit_key
from ambos.kernel.record import Draft, Reference
from ambos.kernel.seal import Statement, parse_statement, seal
from ambos.kernel.store.contract import Entry
from ambos.values.handling import PUBLIC, Label
from tests.kernel.houses import House, count, house, open_house, promise
from tests.kernel.seals import AUTHORITY_SIGNER, OFFICER_SIGNER
from tests.kernel.test_canonical import VALUES
from tests.kernel.test_record import HEADER

STRANGER = Signer.of(bytes([3]) * 32, "stranger", "officer")
STATEMENT = parse_statement(
    seal(
        HEADER._replace(kind=KEY, subject="key/us-x"), encode({}), bytes(32), AUTHORITY_SIGNER.sign
    ).statement
)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[House]:
    """A house with its two keys registered."""
    with house(tmp_path) as opened:
        yield opened


def audited(made: House, book: KeyBook | None = None) -> Audited:
    return audit(made.ledger.reader, book or KeyBook("US"), lambda done, total: None)


def statements(made: House) -> list[Statement]:
    return [parse_statement(row.statement) for row in made.log.store.read(0, made.log.size)]


def verified(made: House, chosen: list[Statement]) -> SignatureReader:
    """Verify a log's first two records, which are its keys, and then the chosen ones."""
    bodies = {opened.statement.data: opened.body for opened in made.ledger.read(0, made.log.size)}
    taken: list[Statement] = []
    reader = SignatureReader(KeyBook("US"), lambda: bodies[taken[-1].data])
    for seq, statement in enumerate([*statements(made)[:2], *chosen]):
        taken.append(statement)
        reader.take(seq, statement)
    reader.finish()
    return reader


def test_what_is_written_is_read(made: House) -> None:
    """Records come back in order with body, author, party, time and place."""
    drafts = [promise(f"p-{n}", text=f"We will meet {n}") for n in range(5)]
    written = made.ledger.write(drafts, OFFICER_SIGNER)
    found = list(made.ledger.read(2, made.ledger.size()))
    assert [opened.seq for opened in found] == [item.seq for item in written] == [2, 3, 4, 5, 6]
    assert [opened.body for opened in found] == [draft.body for draft in drafts]
    for opened, draft, item in zip(found, drafts, written, strict=True):
        header = opened.statement.header
        assert (header.subject, header.label, header.party) == (draft.subject, draft.label, "US")
        assert (header.kid, header.rid) == (OFFICER_SIGNER.kid, item.rid)
        assert header.time == int(made.clock.now().timestamp())
    assert made.ledger.write([], OFFICER_SIGNER) == made.ledger.write_batch([], AUTHORITY_SIGNER) == []


@pytest.mark.parametrize("fault", ("body", "kind", "name", "signer"))
def test_all_or_none(made: House, fault: str) -> None:
    """When the last of many drafts is refused, none of them is written."""
    drafts = [promise(f"p-{n}") for n in range(GROUP_COMMIT * 2)]
    bad = {
        "body": Draft("promise", "promise/bad", {}, PUBLIC),
        "kind": Draft("unheard", "unheard/of", {}, PUBLIC),
        "name": promise("Juan Pérez"),
        "signer": promise("bad"),
    }[fault]
    with pytest.raises((FieldMissing, UnknownKind, HeaderInvalid, HumanDecision)):
        made.ledger.write([*drafts, bad], AUTHORITY_SIGNER if fault == "signer" else OFFICER_SIGNER)
    assert made.ledger.size() == 2


def test_what_is_said_together_is_one_commit(made: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Up to the limit one commit takes all; beyond it each group of 256 is one."""
    sizes: list[int] = []
    append = made.log.append

    def watched(group: Sequence[Entry], marks: Mapping[str, bytes]) -> range:
        sizes.append(len(group))
        return append(group, marks)

    monkeypatch.setattr(made.log, "append", watched)
    made.ledger.write([promise(f"a-{n}") for n in range(GROUP_COMMIT + 1)], OFFICER_SIGNER)
    made.ledger.write([promise(f"b-{n}") for n in range(ATOMIC + 1)], OFFICER_SIGNER)
    assert sizes == [GROUP_COMMIT + 1, *[GROUP_COMMIT] * (ATOMIC // GROUP_COMMIT), 1]


def test_ids_follow_the_clock(made: House) -> None:
    """Record ids do not repeat, and those of later moments are greater."""
    written = []
    for n in range(20):
        written += made.ledger.write([promise(f"p-{n}")], OFFICER_SIGNER)
        made.clock.advance(seconds=1)
    assert all(before.rid < after.rid for before, after in pairwise(written))


@pytest.mark.parametrize("kind", ("promise", "countersign", "dispute", "withdraw"))
def test_a_machine_decides_nothing(made: House, kind: str) -> None:
    """A two-key fact or an answer is refused from the authority's key, and inside any batch."""
    body = {"text": "x"} if kind == "promise" else {"reason": "x"} if kind != "countersign" else {}
    draft = Draft(kind, f"{kind}/x", body, PUBLIC)
    with pytest.raises(HumanDecision):
        made.ledger.write([draft], AUTHORITY_SIGNER)
    for signer in (AUTHORITY_SIGNER, OFFICER_SIGNER):
        with pytest.raises(HumanDecision):
            made.ledger.write_batch([draft], signer)
    made.ledger.write([draft], OFFICER_SIGNER)


def test_only_machine_kinds_go_into_batches(made: House) -> None:
    """A kind that people write is refused in a batch, a machine's kind may also stand alone."""
    with pytest.raises(HumanDecision):
        made.ledger.write_batch([Draft("officer", "officer/ana", {"name": "Ana"}, Label())], AUTHORITY_SIGNER)
    made.ledger.write([count(1)], AUTHORITY_SIGNER)
    made.ledger.write_batch([count(2)], AUTHORITY_SIGNER)
    assert [bool(s.signature) for s in statements(made)[2:]] == [True, True, False]


def test_a_batch_has_one_handling(made: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records under different labels cannot be signed together, however many batches they would make."""
    monkeypatch.setattr(ledger_module, "BATCH_LIMIT", 2)
    with pytest.raises(MixedBatch):
        made.ledger.write_batch([count(1), count(2), count(3, PUBLIC)], AUTHORITY_SIGNER)
    assert made.ledger.size() == 2


def test_many_are_several_batches(made: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than one batch holds are several, each with its head, and the places given are the members'."""
    monkeypatch.setattr(ledger_module, "BATCH_LIMIT", 3)
    written = made.ledger.write_batch([count(n) for n in range(7)], AUTHORITY_SIGNER)
    assert [item.seq for item in written] == [3, 4, 5, 7, 8, 9, 11]
    counted = audited(made)
    assert (counted.signed, counted.batched) == (5, 7)


@settings(max_examples=30)
@given(st.integers(1, 9), st.data())
def test_a_batch_is_whole_or_refused(
    tmp_path_factory: pytest.TempPathFactory, size: int, data: st.DataObject
) -> None:
    """A batch verifies as it was signed; any other choice or order of members, or another's, is refused."""
    with house(tmp_path_factory.mktemp("batch")) as made:
        made.ledger.write_batch([count(n) for n in range(size)], AUTHORITY_SIGNER)
        head, *members = statements(made)[2:]
        made.ledger.write_batch([count(n) for n in range(size)], AUTHORITY_SIGNER)
        others = statements(made)[3 + size :][1:]
        assert verified(made, [head, *members]).batched == size
        chosen = data.draw(st.lists(st.sampled_from([*members, others[0]]), max_size=size + 1))
        if chosen != members:
            with pytest.raises((BatchBroken, SignatureInvalid)):
                verified(made, [head, *chosen])


def test_nothing_else_stands_in_a_batch(made: House) -> None:
    """A signed record, a key or another batch in a member's place is refused, and so is a member alone."""
    made.ledger.write_batch([count(1), count(2)], AUTHORITY_SIGNER)
    made.ledger.write([count(3)], AUTHORITY_SIGNER)
    key, _, head, one, two, alone = statements(made)
    assert verified(made, [head, one, two, alone]).signed == 4
    for wrong in ([head, one, alone], [head, alone, one, two], [head, key, two], [head, head, one, two]):
        with pytest.raises(BatchBroken):
            verified(made, wrong)
    with pytest.raises(SignatureInvalid):
        verified(made, [one])


def test_a_member_has_its_batch_signer_and_handling(made: House) -> None:
    """A member under another label, or naming another signer, does not pass in the batch that lists it."""
    for other in (
        statement_of(made, PUBLIC, AUTHORITY_SIGNER),
        statement_of(made, Label(("MX",)), OFFICER_SIGNER),
    ):
        with pytest.raises(BatchBroken):
            verified(made, [batch_over(made, other), other])


def statement_of(made: House, label: Label, signer: Signer) -> Statement:
    """Seal a member without writing it."""
    (member,) = made.ledger._sealed([count(1, label)], signer, nothing_seen, alone=False)
    return parse_statement(member.statement)


def batch_over(made: House, member: Statement) -> Statement:
    """Seal a batch head over one member, as a dishonest writer could."""
    draft = Draft("batch", "batch/x", {}, Label(("MX",)))
    root = batch_root([leaf_hash(member.data)])
    (head,) = made.ledger._sealed([draft], AUTHORITY_SIGNER, nothing_seen, batch=(root, 1))
    return parse_statement(head.statement)


def key_draft(signer: Signer, **changes: str) -> Draft:
    """Draft the record that registers a key, with fields of its body changed."""
    return Draft(KEY, f"key/us-{signer.holder}", signer.key_body("US") | changes, PUBLIC)


def test_a_key_counts_from_its_record_to_its_end(made: House) -> None:
    """Before its record and after its end a key signs nothing; what it signed between stays good."""
    with pytest.raises(KeyUnknown):
        made.ledger.write([promise("early")], STRANGER)
    (key,) = made.ledger.write([key_draft(STRANGER)], AUTHORITY_SIGNER)
    made.ledger.write([promise("between")], STRANGER)
    end = Draft(KEY_END, "key-end/us-stranger", {}, PUBLIC, (Reference("ends", key.rid, key.leaf),))
    made.ledger.write([end], AUTHORITY_SIGNER)
    with pytest.raises(KeyUnknown):
        made.ledger.write([promise("late")], STRANGER)
    assert audited(made).signed == made.ledger.size() == 5
    book = made.ledger.book
    assert [holding.holder for holding in book] == ["authority", "ana", "stranger"]
    held = {seq: book.holding(STRANGER.kid, seq).holder for seq in (3, 4)}
    assert held == {3: "stranger", 4: "stranger"}
    for outside in (2, 5):
        with pytest.raises(KeyUnknown):
            book.public(STRANGER.kid, outside)


@pytest.mark.parametrize(
    ("signer", "draft"),
    (
        (OFFICER_SIGNER, key_draft(STRANGER)),
        (AUTHORITY_SIGNER, key_draft(OFFICER_SIGNER)),
        (AUTHORITY_SIGNER, key_draft(STRANGER, proof="00" * 64)),
        (AUTHORITY_SIGNER, key_draft(STRANGER, proof="no hexadecimal")),
        (AUTHORITY_SIGNER, key_draft(STRANGER, holder="ana")),
        (AUTHORITY_SIGNER, key_draft(STRANGER, purpose="authority")),
        (AUTHORITY_SIGNER, key_draft(STRANGER, public="01" + "00" * 31)),
        (AUTHORITY_SIGNER, key_draft(STRANGER, public="00")),
        (OFFICER_SIGNER, Draft(KEY_END, "key-end/us-authority", {}, PUBLIC)),
    ),
    ids=(
        "an officer registers a key", "a key again", "no proof", "a proof of nothing", "for another holder",
        "for another purpose", "a key of small order", "no key", "an officer ends a key",
    ),
)  # fmt: skip
def test_no_key_record_that_nobody_would_admit(made: House, signer: Signer, draft: Draft) -> None:
    """A key record that readers of the log would refuse is refused before it is written."""
    with pytest.raises((KeyNotProven, SignatureInvalid, KeyRefused)):
        made.ledger.write([promise("before") if signer is OFFICER_SIGNER else count(1), draft], signer)
    assert audited(made).signed == made.ledger.size() == 2


def test_a_log_begins_with_its_authority(tmp_path: Path) -> None:
    """The first record is the authority's own key, signed by itself and, where one is pinned, that one."""
    empty = open_house(tmp_path)
    for signer, draft in ((OFFICER_SIGNER, key_draft(OFFICER_SIGNER)), (OFFICER_SIGNER, promise("first"))):
        with pytest.raises(KeyNotProven):
            empty.ledger.write([draft], signer)
    with pytest.raises(SignatureInvalid):
        empty.ledger.write([key_draft(AUTHORITY_SIGNER)], OFFICER_SIGNER)
    empty.ledger.write([key_draft(AUTHORITY_SIGNER)], AUTHORITY_SIGNER)
    assert audited(empty, KeyBook("US", AUTHORITY_SIGNER.public)).signed == 1
    with pytest.raises(LogDamaged) as refused:
        audited(empty, KeyBook("US", STRANGER.public))
    assert (refused.value.data["seq"], refused.value.data["why"]) == (0, "keys.not-proven")
    empty.close()


@given(
    st.one_of(st.none(), st.dictionaries(st.sampled_from(("holder", "purpose", "public", "proof")), VALUES))
)
def test_a_partner_may_say_anything_of_a_key(body: object) -> None:
    """Whatever stands in a key record's place is refused by code."""
    book = KeyBook("US")
    with pytest.raises((KeyNotProven, KeyRefused)):
        admit_key(book, Opened(0, STATEMENT, body))
    assert not list(book)
