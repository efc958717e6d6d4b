"""Witness policies: the form of C2SP tlog-policy, read strictly, and what a quorum is."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.exchange.witness.policy import LogNotListed, Policy, PolicyInvalid, QuorumNotMet, parse_policy
from ambos.kernel.checkpoint import Checkpoint, Signer, sign_checkpoint
from ambos.kernel.note import Algorithm, NoteSignatureInvalid, NoteUntrusted

ORIGIN = "one.example/channel/mx"
LOG = Signer(ORIGIN, Algorithm.ED25519, bytes([1]) * 32)
W = {
    name: Signer(f"{name}.example", Algorithm.ED25519_COSIGNATURE, bytes([number]) * 32)
    for number, name in enumerate(("X1", "X2", "X3", "Y1", "Y2", "Y3"), 10)
}
EXAMPLE = (
    f"log {LOG.key}\n\n"
    + "".join(f"witness {name} {W[name].key}\n" for name in ("X1", "X2", "X3"))
    + "group X-witnesses 2 X1 X2 X3\n\n"
    + "".join(f"witness {name} {W[name].key} https://{name}.example/\n" for name in ("Y1", "Y2", "Y3"))
    + "group Y-witnesses any Y1 Y2 Y3\n\ngroup X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n"
)


def note(*names: str) -> bytes:
    """Sign a head, cosigned by the witnesses named."""
    return sign_checkpoint(
        Checkpoint(ORIGIN, 3, bytes(32)), [LOG, *(W[name] for name in names)], 1_767_614_400
    )


@pytest.mark.parametrize("count", range(7))
def test_the_published_example(count: int) -> None:
    """Of every choice of witnesses those are a quorum that have two of X and one of Y."""
    policy = parse_policy(EXAMPLE.encode())
    for names in combinations(W, count):
        made = sum(name[0] == "X" for name in names) >= 2 and any(name[0] == "Y" for name in names)
        judged = policy.judge(note(*names), [LOG.key])
        assert list(judged.seen) == list(names)
        if made:
            judged.demand_quorum()
        else:
            with pytest.raises(QuorumNotMet):
                judged.demand_quorum()


BAD = {
    2: (
        "witness A\n",
        "witness\n",
        "unknown A\n",
        "log\n",
        "quorum\n",
        "quorum A\n",
        "group g any\n",
        "witnes A K\n",
    ),
    3: (
        f"witness A {W['X1'].key}\nwitness B {W['X1'].key}\n",
        f"witness A {W['X1'].key}\nwitness A {W['X2'].key}\n",
        f"witness A {W['X1'].key}\ngroup g 2 A\n",
        f"witness A {W['X1'].key}\ngroup g 0 A\n",
        f"witness A {W['X1'].key}\ngroup g 01 A\n",
        f"witness A {W['X1'].key}\ngroup g all A A\n",
        f"witness A {W['X1'].key}\ngroup g all B\n",
        f"witness A {W['X1'].key}\ngroup A all A\n",
        f"witness A {W['X1'].key}\ngroup none all A\n",
        f"witness A {W['X1'].key}\ngroup g any none\n",
        f"log {LOG.key}\nlog {LOG.key} https://x.example\n",
    ),
    4: (f"witness A {W['X1'].key}\ngroup g any A\ngroup h any A\n",),
}


@pytest.mark.parametrize(("line", "text"), [(line, text) for line, texts in BAD.items() for text in texts])
def test_the_line_that_is_wrong_is_named(line: int, text: str) -> None:
    """A line that is not understood is refused by its number."""
    with pytest.raises(PolicyInvalid) as found:
        parse_policy(f"# a policy\n{text}quorum none\n".encode())
    assert found.value.data["line"] == line


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "quorum none",
        "quorum none\nquorum none\n",
        "quorum none\r\n",
        "quorum\x00none\n",
        f"witness A {LOG.key}\nquorum A\n",
        f"log {W['X1'].key}\nquorum none\n",
        f"witness A {str(W['X1'].key)[:-4]}AAA=\nquorum A\n",
    ],
)
def test_what_is_no_policy(text: str) -> None:
    """No quorum, two of them, control characters, an unfinished line and keys of another sort are refused."""
    with pytest.raises(PolicyInvalid):
        parse_policy(text.encode())


def test_blanks_and_comments_mean_nothing() -> None:
    """Blanks, tabs, empty lines, comments and bytes beyond ASCII in names are as the text has them."""
    loose = EXAMPLE.replace(" ", " \t ").replace("\n", "  \n # é\n\n").replace("X-and-Y", "ambos-é")
    policy = parse_policy(b"\t" + loose.encode())
    assert policy.quorum == "ambos-é"
    policy.judge(note("X1", "X2", "Y3"), [LOG.key]).demand_quorum()


@given(st.binary(max_size=200))
def test_any_bytes_are_a_policy_or_refused(data: bytes) -> None:
    """Whatever the bytes, the answer is a policy or the one refusal."""
    try:
        parse_policy(data)
    except PolicyInvalid as error:
        assert isinstance(error.data["line"], int)


def test_no_witnesses_demand_nothing() -> None:
    """Without a policy a head needs its log's signature and no other."""
    Policy().judge(note(), [LOG.key]).demand_quorum()
    with pytest.raises(NoteUntrusted):
        Policy().judge(note("X1"), [])


def test_a_log_that_is_not_listed() -> None:
    """A policy that lists logs believes no other, though its keys be known."""
    other = Signer(ORIGIN, Algorithm.ED25519, bytes([2]) * 32)
    signed = sign_checkpoint(Checkpoint(ORIGIN, 3, bytes(32)), [other], 1)
    with pytest.raises(LogNotListed):
        parse_policy(EXAMPLE.encode()).judge(signed, [other.key])


def test_a_false_line_of_a_witness_spoils_the_note() -> None:
    """A line that claims to be a known witness's and is not is no reason to count fewer: it is refused."""
    made = note("X1", "X2", "Y1").decode()
    false = made[:-6] + ("A" if made[-6] != "A" else "B") + made[-5:]
    with pytest.raises(NoteSignatureInvalid):
        parse_policy(EXAMPLE.encode()).judge(false.encode(), [LOG.key])


def test_unknown_lines_are_left_behind() -> None:
    """What is kept of a note are the lines that were verified, and no others."""
    stranger = Signer("stranger.example", Algorithm.ED25519_COSIGNATURE, bytes([99]) * 32)
    checkpoint = Checkpoint(ORIGIN, 3, bytes(32))
    signed = sign_checkpoint(checkpoint, [LOG, stranger, W["X1"]], 1_767_614_400)
    kept = parse_policy(EXAMPLE.encode()).judge(signed, [LOG.key]).note
    assert kept == note("X1")
