"""A node and its witnesses: asked over a network or by courier, demanded of a partner, compared, and not in
the way.
"""

import re
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ambos.exchange.alarms import QUORUM
from ambos.exchange.witness.asking import AddCheckpoint, Answer
from ambos.exchange.witness.client import WitnessUnreachable
from ambos.exchange.witness.core import Witness
from ambos.exchange.witness.lines import (
    NothingToWitness,
    WitnessElsewhere,
    WitnessRefused,
    kept_lines,
    witnessed,
)
from ambos.exchange.witness.policy import PolicyInvalid, QuorumNotMet
from ambos.kernel.checkpoint import Checkpoint, sign_checkpoint
from ambos.kernel.log import Fork, RestoredCopy
from ambos.node import witness_calls
from ambos.node.config import WARN
from ambos.node.exchanging import exchanges
from ambos.node.node import Node
from ambos.node.proof import cosigners, prove_released, verify_proof
from ambos.node.showing import find_record
from ambos.node.syncing import sync
from ambos.node.witness_calls import ask_witnesses, compare
from ambos.node.witness_host import (
    NobodyToRead,
    NoWitness,
    WitnessExists,
    answer_file,
    conflicts,
    follow,
    followed,
    make_witness,
    opened,
    signers_of,
)
from ambos.node.witnesses import (
    WitnessUnknown,
    check_evidence,
    demand_witnessed,
    fork_evidence,
    keep_witnessed,
    policy_of,
    set_policy,
    take_file,
    witnesses,
    write_request,
)
from ambos.testing.pair import Pair, pair
from tests.exchange.borders import bordered
from tests.exchange.conftest import say
from tests.processes import start

URL = "http://witness.example"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Pair]:
    """Two nodes that trust one witness, which follows both channels."""
    with pair(tmp_path) as nodes:
        keys = [str(signer.key) for signer in make_witness(tmp_path / "w", "witness.example/w1")]
        policy = f"witness W {keys[0]} {URL}\nwitness P {keys[1]} {URL}\ngroup both all W P\nquorum both\n"
        for node in (nodes.us, nodes.mx):
            set_policy(node, policy.encode())
        follow(tmp_path / "w", [nodes.us.card(), nodes.mx.card()], [])
        say(nodes.us, "one", "two")
        nodes.us.release("MX")
        yield nodes


@pytest.fixture
def asked(made: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Witness]:
    """The witness, reached by every call of the nodes."""
    with opened(tmp_path / "w") as its:
        witness = Witness(its.store, signers_of(tmp_path / "w"), lambda: now(made))
        monkeypatch.setattr(witness_calls, "add_checkpoint", lambda url, request: witness.add(bytes(request)))
        monkeypatch.setattr(
            witness_calls, "newest_note", lambda url, origin: witness.newest(origin).body or None
        )
        yield witness


def now(made: Pair) -> int:
    return int(made.clock.now().timestamp())


def head(node: Node, party: str) -> bytes:
    """Give the note of the head that leaves: with the lines of witnesses."""
    channel = node.channel(party)
    return witnessed(channel, channel.log.store.note() or b"")


def lacking(node: Node) -> list[str]:
    """Give the logs of which the alarm ``quorum`` stands."""
    alarms = [alarm for each in exchanges(node) for alarm in each.alarms if alarm.name == QUORUM]
    return [alarm.data["log"] for alarm in alarms]


def outcomes(made: Pair) -> list[str]:
    return [one.outcome for one in ask_witnesses(made.us, "MX", now(made))]


@pytest.mark.usefixtures("asked")
def test_a_head_gets_its_quorum(made: Pair) -> None:
    """A witness is asked once for a head; its lines leave with the note and fulfil the partner's policy."""
    assert outcomes(made) == ["cosigned"]
    assert outcomes(made) == ["current"]
    demand_witnessed(made.mx, "US", head(made.us, "MX"))
    say(made.us, "three")
    made.us.release("MX")
    with pytest.raises(QuorumNotMet):
        demand_witnessed(made.mx, "US", head(made.us, "MX"))
    assert lacking(made.mx) == ["us/channel/mx"]
    assert outcomes(made) == ["cosigned"]
    demand_witnessed(made.mx, "US", head(made.us, "MX"))
    assert not lacking(made.mx)


@pytest.mark.usefixtures("asked")
def test_lines_are_asked_for_anew_each_day(made: Pair) -> None:
    """After a day a witness is asked again for the same head, so that silence is told from absence."""
    first = outcomes(made)
    made.clock.advance(hours=25)
    assert (first, outcomes(made)) == (["cosigned"], ["cosigned"])


def test_the_settings_may_only_warn(made: Pair) -> None:
    """With the setting ``warn`` a head without its quorum is an alarm and no refusal."""
    made.mx.config = replace(made.mx.config, quorum=WARN)
    demand_witnessed(made.mx, "US", head(made.us, "MX"))
    assert lacking(made.mx) == ["us/channel/mx"]


def test_no_policy_asks_nobody(tmp_path: Path) -> None:
    """Without a policy nobody is asked, nothing is demanded and nothing is wrong."""
    with pair(tmp_path) as made:
        say(made.us, "one")
        made.us.release("MX")
        assert ask_witnesses(made.us, "MX", now(made)) == []
        demand_witnessed(made.mx, "US", head(made.us, "MX"))
        assert not lacking(made.mx)
        assert not policy_of(made.us).witnesses


def test_a_silent_witness_is_not_in_the_way(made: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """A witness that is not reached, or refuses, is told of and ends nothing."""

    def unreachable(url: str, request: AddCheckpoint) -> Answer:
        raise WitnessUnreachable(url=url)

    answers: list[Callable[[str, AddCheckpoint], Answer]] = [
        unreachable,
        lambda url, request: Answer(404),
        lambda url, request: Answer(200, b"\xe2\x80\x94 stranger AAAAAAAA\n"),
        lambda url, request: Answer(200, b"junk"),
    ]
    for answer in answers:
        monkeypatch.setattr(witness_calls, "add_checkpoint", answer)
        (told,) = ask_witnesses(made.us, "MX", now(made))
        assert told.outcome == "failed"
        assert told.error is not None
    assert not kept_lines(made.us.channel("MX"))


def test_a_lost_answer_is_made_good(made: Pair, asked: Witness) -> None:
    """A witness that cosigned and whose answer was lost is asked again from where it stands."""
    assert asked.add(bytes(AddCheckpoint(0, (), made.us.channel("MX").log.store.note() or b""))).status == 200
    say(made.us, "three")
    made.us.release("MX")
    assert outcomes(made) == ["cosigned"]


def test_a_witness_tells_a_restored_copy(made: Pair, asked: Witness) -> None:
    """A channel that is shorter than what the witness cosigned is known for an old copy and signs nothing
    more.
    """
    log = made.us.channel("MX").log
    signers = made.us._parts.secrets.note_signers(log.origin)
    longer = sign_checkpoint(Checkpoint(log.origin, log.size + 5, bytes(32)), signers, 1)
    assert asked.add(bytes(AddCheckpoint(0, (), longer))).status == 200
    with pytest.raises(RestoredCopy):
        outcomes(made)
    with pytest.raises(RestoredCopy):
        say(made.us, "three")


def test_by_courier(made: Pair, tmp_path: Path) -> None:
    """Request and answer travel as files; the channel may grow meanwhile; a stale request is told apart."""
    request, answer = tmp_path / "request", tmp_path / "answer"
    size = write_request(made.us, "MX", "W", request)
    say(made.us, "three")
    made.us.release("MX")
    assert answer_file(tmp_path / "w", request, answer).status == 200
    assert take_file(made.us, "MX", "W", answer) == ["W", "P"]
    assert {line.size for line in kept_lines(made.us.channel("MX")).values()} == {size}
    assert answer_file(tmp_path / "w", request, answer).status == 409
    with pytest.raises(WitnessElsewhere):
        take_file(made.us, "MX", "W", answer)
    write_request(made.us, "MX", "P", request)
    assert answer_file(tmp_path / "w", request, answer).status == 200
    take_file(made.us, "MX", "P", answer)
    demand_witnessed(made.mx, "US", head(made.us, "MX"))
    (shown, _) = witnesses(made.us)
    assert shown.said["MX"].size == made.us.channel("MX").log.size


def test_what_a_courier_may_not_bring(made: Pair, tmp_path: Path) -> None:
    """An answer to nothing, a refusal and an unknown witness are refused by their names."""
    answer = tmp_path / "answer"
    answer.write_bytes(b"200\n")
    with pytest.raises(NothingToWitness):
        take_file(made.us, "MX", "W", answer)
    write_request(made.us, "MX", "W", tmp_path / "request")
    answer.write_bytes(b"422\n")
    with pytest.raises(WitnessRefused):
        take_file(made.us, "MX", "W", answer)
    with pytest.raises(WitnessUnknown):
        write_request(made.us, "MX", "Z", tmp_path / "request")


def test_a_wrong_policy_changes_nothing(made: Pair) -> None:
    """A policy that is not understood is refused and the one in force stays."""
    before = policy_of(made.us)
    with pytest.raises(PolicyInvalid):
        set_policy(made.us, b"quorum nobody\n")
    assert policy_of(made.us) == before


def test_two_faces_are_found_by_comparing(made: Pair, asked: Witness, tmp_path: Path) -> None:
    """What a partner showed a witness and not us is found, kept whole at both, and proven by either."""
    made.mx.take_from(made.us)
    assert {one.head for one in compare(made.mx, "US")} == {None}
    log = made.us.channel("MX").log
    signers = made.us._parts.secrets.note_signers(log.origin)
    lie = sign_checkpoint(Checkpoint(log.origin, log.size, bytes(32)), signers, 1)
    assert asked.add(bytes(AddCheckpoint(0, (), lie))).status == 200
    with pytest.raises(Fork):
        compare(made.mx, "US")
    text = str(fork_evidence(made.mx, "US"))
    assert check_evidence(made.mx, text)[1] == "US"
    assert asked.add(bytes(AddCheckpoint(log.size, (), log.store.note() or b""))).status == 409
    ((conflict, evidence),) = conflicts(tmp_path / "w")
    assert conflict.known == lie
    assert evidence is not None
    assert check_evidence(made.mx, str(evidence))[1] == "US"


@pytest.mark.usefixtures("asked")
def test_agreement_is_told_too(made: Pair) -> None:
    """Where both were shown the same, comparing says so for either channel."""
    outcomes(made)
    made.mx.take_from(made.us)
    found = {one.log: one.head for one in compare(made.mx, "US")}
    assert found["us/channel/mx"] == made.mx.mirrors()["US"].log.head()
    assert found["mx/channel/us"] is None


@pytest.mark.usefixtures("asked")
def test_the_receiver_proves_with_the_witness(made: Pair) -> None:
    """From the receiver's mirror a record is proven under the lines of the witness and its own."""
    outcomes(made)
    made.mx.take_from(made.us)
    keep_witnessed(made.mx, "US", head(made.us, "MX"))
    proof = prove_released(made.mx, find_record(made.mx.shelf, "event/one"), "US")
    proven = verify_proof(proof, made.mx.card_of_log(proof.origin), cosigners(made.mx))
    assert {line.key.name for line in proven.receipts} == {"mx", "witness.example/w1"}


def test_a_witness_is_made_once(tmp_path: Path) -> None:
    """Its keys are never replaced, are its user's own, and a folder without one is refused."""
    keys = [signer.key for signer in make_witness(tmp_path / "w", "witness.example/w1")]
    with pytest.raises(WitnessExists):
        make_witness(tmp_path / "w", "witness.example/w1")
    assert keys[0].name == "witness.example/w1"
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "w").glob("*.key")} == {0}
    with pytest.raises(NoWitness):
        followed(tmp_path)


def test_one_card_alone_leads_nowhere(made: Pair, tmp_path: Path) -> None:
    """Of one card it must be said to whom its channel leads."""
    make_witness(tmp_path / "w2", "witness.example/w2")
    with pytest.raises(NobodyToRead):
        follow(tmp_path / "w2", [made.us.card()], [])
    assert follow(tmp_path / "w2", [made.us.card()], ["MX"]) == ["us/channel/mx"]


def test_over_the_border_the_quorum_comes_first(
    made: Pair, asked: Witness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A head without its quorum brings nothing in; with it everything, and the receiver proves by the
    witness.
    """
    with bordered(made):
        with monkeypatch.context() as silent:
            silent.setattr(witness_calls, "add_checkpoint", lambda url, request: Answer(404))
            assert sync(made.us, "MX").unwitnessed == ("W",)
        with pytest.raises(QuorumNotMet):
            sync(made.mx, "US")
        assert made.mx.mirrors()["US"].size() == 0
        assert lacking(made.mx) == ["us/channel/mx"]
        assert sync(made.us, "MX").unwitnessed == ()
        assert sync(made.mx, "US").received == made.us.channel("MX").log.size
        assert not lacking(made.mx)
        assert sync(made.mx, "US").requests == 1
    proof = prove_released(made.mx, find_record(made.mx.shelf, "event/one"), "US")
    proven = verify_proof(proof, made.mx.card_of_log(proof.origin), cosigners(made.mx))
    assert {line.key.name for line in proven.receipts} == {"mx", "witness.example/w1"}
    assert not asked.store.conflicts()


def test_a_real_witness_answers(made: Pair, tmp_path: Path) -> None:
    """The witness as a process of its own, reached over a socket, cosigns and tells what it holds."""
    folder = str(tmp_path / "w")
    process = start("tests.node.witnessing", folder)
    try:
        assert process.stdout is not None
        found = re.fullmatch("(http://127.0.0.1:[0-9]+)\n", process.stdout.readline())
        assert found
        text = policy_file(made.us).replace(URL, found[1])
        for node in (made.us, made.mx):
            set_policy(node, text.encode())
        assert outcomes(made) == ["cosigned"]
        made.mx.take_from(made.us)
        assert [one.head is not None for one in compare(made.mx, "US")] == [True, False]
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)


def policy_file(node: Node) -> str:
    return (node.config.home / "witnesses.policy").read_text(encoding="utf-8")
