"""The witness: the answers of C2SP tlog-witness, and nothing cosigned that does not extend what was."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from ambos.exchange.forks import verify_evidence
from ambos.exchange.witness.asking import (
    AddCheckpoint,
    Answer,
    AnswerMalformed,
    RequestMalformed,
    parse_answer,
    parse_request,
)
from ambos.exchange.witness.core import Witness, evidence_of
from ambos.exchange.witness.service import application
from ambos.exchange.witness.store import WitnessStore
from ambos.kernel.checkpoint import Checkpoint, Signer, open_checkpoint, sign_checkpoint
from ambos.kernel.merkle import consistency_proof, leaf_hash
from ambos.kernel.note import Algorithm
from tests.vectors.trees import MemoryTree

ORIGIN = "one.example/channel/mx"
LOG = Signer(ORIGIN, Algorithm.ED25519, bytes([1]) * 32)
STRANGER = Signer(ORIGIN, Algorithm.ED25519, bytes([2]) * 32)
SIGNERS = [
    Signer("witness.example/w1", Algorithm.ED25519_COSIGNATURE, bytes([3]) * 32),
    Signer("witness.example/w1", Algorithm.ML_DSA_44, bytes([4]) * 32),
]
NOW = 1_767_614_400


@pytest.fixture
def witness(tmp_path: Path) -> Iterator[Witness]:
    """A witness that follows one log."""
    store = WitnessStore(tmp_path / "witness.db")
    store.follow(ORIGIN, [LOG.key])
    yield Witness(store, SIGNERS, lambda: NOW)
    store.close()


def grown(size: int, other: int = -1) -> MemoryTree:
    """Give a tree; the entry at ``other`` is another one than usual."""
    return MemoryTree([leaf_hash(b"%d" % n if n != other else b"x") for n in range(size)])


def note(tree: MemoryTree, size: int, signer: Signer = LOG, origin: str = ORIGIN) -> bytes:
    return sign_checkpoint(Checkpoint(origin, size, tree.root_at(size)), [signer], 1)


def request(tree: MemoryTree, old: int, size: int) -> AddCheckpoint:
    proof = tuple(consistency_proof(tree, old, size)) if 0 < old < size else ()
    return AddCheckpoint(old, proof, note(tree, size))


def test_what_extends_is_cosigned(witness: Witness) -> None:
    """Each head that extends the one before gets lines that hold, by both keys, and is stored before the
    answer.
    """
    tree, old = grown(20), 0
    for size in (1, 2, 2, 7, 20):
        asked = request(tree, old, size)
        answer = witness.add(bytes(asked))
        assert answer.status == 200
        signed = open_checkpoint(asked.note + answer.body, [LOG.key, *(s.key for s in SIGNERS)])
        assert [(line.key.algorithm, line.time) for line in signed.attestations[1:]] == [
            (Algorithm.ED25519_COSIGNATURE, NOW),
            (Algorithm.ML_DSA_44, NOW),
        ]
        assert witness.newest(ORIGIN) == Answer(200, asked.note)
        old = size
    assert not witness.store.conflicts()


def test_the_answers_of_the_text(witness: Witness) -> None:
    """Each refusal has the status that C2SP gives it; a wrong old size is answered with the right one."""
    tree = grown(9)
    assert witness.add(bytes(request(tree, 0, 5))).status == 200
    unknown = sign_checkpoint(
        Checkpoint("two.example/channel/us", 5, tree.root_at(5)),
        [Signer("two.example/channel/us", Algorithm.ED25519, bytes(32))],
        1,
    )
    cases = {
        404: AddCheckpoint(0, (), unknown),
        403: AddCheckpoint(5, (), note(tree, 5, STRANGER)),
        400: AddCheckpoint(9, (), note(tree, 5)),
        422: AddCheckpoint(5, (bytes(32),), note(tree, 9)),
        409: request(tree, 3, 9),
    }
    answers = {status: witness.add(bytes(asked)) for status, asked in cases.items()}
    assert {status: answer.status for status, answer in answers.items()} == {code: code for code in cases}
    assert (answers[409].body, answers[409].sort) == (b"5\n", "text/x.tlog.size")
    for junk in (b"", b"old 5", b"old 05\n\nx", b"old 5\n!\n\nx", b"\xff", bytes(request(tree, 5, 9))[:-9]):
        assert witness.add(junk).status == 400


def test_a_proof_of_nothing_is_empty(witness: Witness) -> None:
    """From size 0 a proof is refused."""
    assert witness.add(bytes(AddCheckpoint(0, (bytes(32),), note(grown(3), 3)))).status == 422


def test_one_bad_line_of_the_log_spoils_the_note(witness: Witness) -> None:
    """A line under the log's own key that does not hold is no signature, whatever else the note has."""
    good = note(grown(3), 3).decode()
    bad = good[:-10] + ("A" if good[-10] != "A" else "B") + good[-9:]
    assert witness.add(bytes(AddCheckpoint(0, (), bad.encode()))).status == 403


@pytest.mark.parametrize(("other", "size"), [(2, 5), (2, 9), (4, 8)])
def test_the_other_history_stays_with_the_witness(witness: Witness, other: int, size: int) -> None:
    """A second history is refused, kept whole, once, and makes evidence; the first is cosigned on."""
    tree, lie = grown(9), grown(9, other)
    witness.add(bytes(request(tree, 0, 5)))
    for _ in range(2):
        assert witness.add(bytes(request(lie, 5, size))).status == (409 if size == 5 else 422)
    (conflict,) = witness.store.conflicts()
    assert (conflict.note, conflict.known) == (note(lie, size), note(tree, 5))
    found = evidence_of(conflict, witness.store.followed()[0])
    assert found is not None
    assert verify_evidence(found, [LOG.key]).size == 5
    assert witness.add(bytes(request(tree, 5, 9))).status == 200


def test_a_garbled_proof_accuses_nobody(witness: Witness) -> None:
    """A note whose proof leads nowhere is kept, and no evidence is made of it."""
    tree = grown(9)
    witness.add(bytes(request(tree, 0, 5)))
    witness.add(bytes(AddCheckpoint(5, (bytes(32),), note(tree, 9))))
    (conflict,) = witness.store.conflicts()
    assert evidence_of(conflict, witness.store.followed()[0]) is None


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.sampled_from([-1, 0, 3, 7]))))
def test_whatever_is_asked_only_one_history_is_cosigned(
    tmp_path_factory: pytest.TempPathFactory, asked: list[tuple[int, int, int]]
) -> None:
    """Every head that a witness ever cosigned is of one history, whatever it was asked and in what order."""
    store = WitnessStore(tmp_path_factory.mktemp("witness") / "w.db")
    store.follow(ORIGIN, [LOG.key])
    witness, cosigned = Witness(store, SIGNERS[:1], lambda: NOW), []
    for old, size, other in asked:
        if witness.add(bytes(request(grown(12, other), old, size))).status == 200:
            cosigned.append((size, grown(12, other)))
    store.close()
    assert [size for size, _ in cosigned] == sorted(size for size, _ in cosigned)
    if cosigned:
        last = cosigned[-1][1]
        assert all(tree.root_at(size) == last.root_at(size) for size, tree in cosigned)


def test_a_request_is_read_as_it_is_printed() -> None:
    """The parser reads what the printer prints, and the example of the published text."""
    made = request(grown(9), 5, 9)
    assert parse_request(bytes(made)) == made
    lines = bytes(made).split(b"\n")
    for junk in (b"old 5 ", b"OLD 5", b"old +5", b"old 10000000000000000000"):
        with pytest.raises(RequestMalformed):
            parse_request(b"\n".join([junk, *lines[1:]]))
    with pytest.raises(RequestMalformed):
        parse_request(bytes(made._replace(proof=(bytes(32),) * 64)))


def test_an_answer_is_a_file() -> None:
    """An answer comes back from its file; other bytes are none."""
    for answer in (Answer(200, b"line\n"), Answer(409, b"7\n"), Answer(404)):
        assert parse_answer(bytes(answer)) == answer
    for junk in (b"", b"200", b"20\n", b"x00\n", b"2000\n"):
        with pytest.raises(AnswerMalformed):
            parse_answer(junk)


def test_over_http(witness: Witness) -> None:
    """The two routes answer as the core does; every other is refused, and so is a body without end."""
    client, asked = TestClient(application(witness)), request(grown(4), 0, 4)
    assert client.get(f"/checkpoint/{ORIGIN}").status_code == 404
    answer = client.post("/add-checkpoint", content=bytes(asked))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    assert client.get(f"/checkpoint/{ORIGIN}").content == asked.note
    again = client.post("/add-checkpoint", content=bytes(asked))
    assert (again.status_code, again.text, again.headers["content-type"]) == (409, "4\n", "text/x.tlog.size")
    assert client.get("/add-checkpoint").status_code == 405
    assert client.get("/").status_code == 404
    assert client.post("/add-checkpoint", content=b"x" * 200_000).status_code == 413
