"""Two-key facts: how a thing stands depends on what was said, and on nothing else."""

import random
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.kernel.joint import (
    COUNTERSIGNED,
    COUNTERSIGNS,
    DISPUTED,
    DISPUTES,
    PROPOSED,
    RECALLED,
    STATED,
    WITHDRAWN,
    WITHDRAWS,
    Answer,
    Settled,
    Version,
    settle,
)

PARTIES = ("US", "MX")


@dataclass(frozen=True)
class Said:
    """What the parties said of one thing, in the order in which each said it."""

    versions: tuple[Version, ...]
    answers: tuple[Answer, ...]
    recalled: frozenset[str] = frozenset()

    def settled(self, joint: bool = True) -> Settled:
        return settle(joint, self.versions, self.answers, self.recalled)


def say(*words: str) -> Said:
    """Read a history: ``US:a``; ``MX:b>a`` for b revising a; and ``MX:+a``, where ``+`` countersigns.

    In its place ``-`` disputes and ``x`` withdraws; ``!`` recalls.
    """
    versions: list[Version] = []
    answers: list[Answer] = []
    recalled: set[str] = set()
    relations = {"+": COUNTERSIGNS, "-": DISPUTES, "x": WITHDRAWS}
    for place, word in enumerate(words):
        party, _, what = word.partition(":")
        if what[0] == "!":
            recalled.add(what[1:])
        elif what[0] in relations and len(what) > 1 and ">" not in what:
            answers.append(Answer(f"answer-{place}", party, place, relations[what[0]], what[1:]))
        else:
            rid, _, revised = what.partition(">")
            versions.append(Version(rid, party, place, frozenset(filter(None, revised.split(",")))))
    return Said(tuple(versions), tuple(answers), frozenset(recalled))


# history, state, current, pending, rivals
JOINT = {
    "one party proposes": (("US:a",), PROPOSED, "a", "", ""),
    "the other countersigns": (("US:a", "MX:+a"), COUNTERSIGNED, "a", "", ""),
    "nobody countersigns their own": (("US:a", "US:+a"), PROPOSED, "a", "", ""),
    "the other disputes": (("US:a", "MX:-a"), DISPUTED, "a", "", ""),
    "nobody disputes their own": (("US:a", "US:-a"), PROPOSED, "a", "", ""),
    "the latest answer of a party counts": (("US:a", "MX:-a", "MX:+a"), COUNTERSIGNED, "a", "", ""),
    "also when it takes back": (("US:a", "MX:+a", "MX:-a"), DISPUTED, "a", "", ""),
    "its author withdraws it": (("US:a", "US:xa"), WITHDRAWN, "a", "", ""),
    "a withdrawn promise is not in force": (("US:a", "MX:+a", "US:xa"), WITHDRAWN, "a", "", ""),
    "nobody withdraws another's": (("US:a", "MX:xa"), PROPOSED, "a", "", ""),
    "its author revises a proposal": (("US:a", "US:b>a"), PROPOSED, "b", "", ""),
    "a withdrawn revision leaves the first": (("US:a", "US:b>a", "US:xb"), PROPOSED, "a", "", ""),
    "over a withdrawn revision": (("US:a", "US:b>a", "US:xb", "US:c>b"), PROPOSED, "c", "", ""),
    "a counter-proposal is a dispute": (("US:a", "MX:b>a"), DISPUTED, "a", "", "a b"),
    "two say the same thing at once": (("US:a", "MX:b"), DISPUTED, "a", "", "a b"),
    "one counter-proposal is countersigned": (("US:a", "MX:b>a", "US:+b"), COUNTERSIGNED, "b", "", ""),
    "the first is countersigned after all": (("US:a", "MX:b>a", "MX:+a"), COUNTERSIGNED, "a", "b", ""),
    "a revision waits beside what is agreed": (("US:a", "MX:+a", "US:b>a"), COUNTERSIGNED, "a", "b", ""),
    "also the other party's": (("US:a", "MX:+a", "MX:b>a"), COUNTERSIGNED, "a", "b", ""),
    "a countersigned revision replaces": (("US:a", "MX:+a", "US:b>a", "MX:+b"), COUNTERSIGNED, "b", "", ""),
    "a disputed revision waits": (("US:a", "MX:+a", "US:b>a", "MX:-b"), COUNTERSIGNED, "a", "b", ""),
    "two revisions wait and contradict": (("US:a", "MX:+a", "US:b>a", "MX:c>a"), DISPUTED, "a", "b c", "b c"),
    "two concurrent revisions, both countersigned": (
        ("US:a", "MX:+a", "US:b>a", "MX:c>a", "MX:+b", "US:+c"), DISPUTED, "b", "", "b c",
    ),
    "a later version of both settles them": (
        ("US:a", "MX:+a", "US:b>a", "MX:c>a", "MX:+b", "US:+c", "US:d>b,c", "MX:+d"),
        COUNTERSIGNED, "d", "", "",
    ),
    "until it is countersigned it waits": (
        ("US:a", "MX:+a", "US:b>a", "MX:c>a", "MX:+b", "US:+c", "US:d>b,c"), DISPUTED, "b", "d", "b c",
    ),
    "agreed again over one never agreed": (
        ("US:a", "MX:+a", "US:b>a", "MX:c>b", "US:+c"), COUNTERSIGNED, "c", "", "",
    ),
    "a withdrawn agreement leaves the one before": (
        ("US:a", "MX:+a", "US:b>a", "MX:+b", "US:xb"), COUNTERSIGNED, "a", "", "",
    ),
    "nobody hides another's waiting revision": (
        ("US:a", "MX:+a", "US:b>a", "MX:c>b"), DISPUTED, "a", "b c", "b c",
    ),
    "its author replaces what waits": (("US:a", "MX:+a", "US:b>a", "US:c>b"), COUNTERSIGNED, "a", "c", ""),
    "one settles with its own words": (("US:a", "MX:b", "US:c>a,b"), DISPUTED, "b", "", "b c"),
    "a third party's word does not undo the second's": (("US:a", "MX:+a", "CA:-a"), DISPUTED, "a", "", ""),
    "a recalled proposal is not shown": (("US:a", "US:!a"), RECALLED, "a", "", ""),
    "nor a recalled agreement": (("US:a", "MX:+a", "US:!a"), RECALLED, "a", "", ""),
    "a recalled revision leaves the one before": (
        ("US:a", "MX:+a", "US:b>a", "MX:+b", "US:!b"), COUNTERSIGNED, "a", "", "",
    ),
    "what replaced a recalled version stands": (("US:a", "US:!a", "US:b>a"), PROPOSED, "b", "", ""),
    "a recalled rival is none": (("US:a", "MX:b>a", "MX:!b"), PROPOSED, "a", "", ""),
    "withdrawn and recalled is recalled": (("US:a", "US:xa", "US:!a"), RECALLED, "a", "", ""),
    "what is recalled hides what is withdrawn": (("US:a", "US:b>a", "US:!a", "US:xb"), RECALLED, "a", "", ""),
}  # fmt: skip
PLAIN = {
    "a recalled statement is not shown": (("US:a", "US:!a"), RECALLED, "a", "", ""),
    "and the one before stands again": (("US:a", "US:b>a", "US:!b"), STATED, "a", "", ""),
    "one states": (("US:a",), STATED, "a", "", ""),
    "and revises": (("US:a", "US:b>a"), STATED, "b", "", ""),
    "nobody else revises": (("US:a", "MX:b>a"), DISPUTED, "a", "", "a b"),
    "nobody else withdraws": (("US:a", "MX:xa"), STATED, "a", "", ""),
    "a countersignature changes nothing": (("US:a", "MX:+a"), STATED, "a", "", ""),
    "nor a dispute": (("US:a", "MX:-a"), STATED, "a", "", ""),
    "its author withdraws": (("US:a", "US:b>a", "US:xa", "US:xb"), WITHDRAWN, "b", "", ""),
}


@pytest.mark.parametrize("name", JOINT)
def test_joint_things(name: str) -> None:
    """A joint thing stands as the table says."""
    check(JOINT[name], joint=True)


@pytest.mark.parametrize("name", PLAIN)
def test_other_things(name: str) -> None:
    """A thing that one party states alone stands as the table says."""
    check(PLAIN[name], joint=False)


def check(row: tuple[tuple[str, ...], str, str, str, str], joint: bool) -> None:
    words, *expected = row
    found = say(*words).settled(joint)
    assert [found.state, found.current, " ".join(found.pending), " ".join(found.rivals)] == expected


@st.composite
def histories(draw: st.DrawFn) -> Said:
    """Draw what three parties may say of one thing, also what they may not."""
    versions: list[Version] = []
    for n in range(draw(st.integers(1, 7))):
        revised = draw(st.sets(st.sampled_from([v.rid for v in versions] or ["elsewhere"]), max_size=3))
        rid = f"{draw(st.integers(0, 99)):02d}-{n}"
        versions.append(Version(rid, draw(st.sampled_from(("US", "MX", "CA"))), n, frozenset(revised)))
    answers = [
        Answer(
            f"answer-{n}",
            draw(st.sampled_from(("US", "MX", "CA"))),
            100 + n,
            draw(st.sampled_from((COUNTERSIGNS, DISPUTES, WITHDRAWS))),
            draw(st.sampled_from(versions)).rid,
        )
        for n in range(draw(st.integers(0, 8)))
    ]
    recalled = draw(st.sets(st.sampled_from([v.rid for v in versions]), max_size=2))
    return Said(tuple(versions), tuple(answers), frozenset(recalled))


@given(histories(), st.booleans(), st.randoms())
def test_order_does_not_matter(said: Said, joint: bool, chance: random.Random) -> None:
    """In whatever order versions and answers arrive, and however often, the thing stands the same."""
    versions = chance.sample(said.versions, len(said.versions))
    answers = chance.sample(said.answers * 2, len(said.answers) * 2)
    ours, theirs = said.settled(joint), settle(joint, versions, answers, sorted(said.recalled))
    assert ours == theirs and dict(ours.states) == dict(theirs.states)


@given(histories(), st.booleans())
def test_what_is_gone_is_not_in_force(said: Said, joint: bool) -> None:
    """A version that its author withdrew last or recalled is neither current nor pending nor a rival."""
    found = said.settled(joint)
    gone = {rid for rid, state in found.states.items() if state in (WITHDRAWN, RECALLED)}
    if len(gone) < len(said.versions):
        assert not gone & {found.current, *found.pending, *found.rivals}
    else:
        assert found.state == (RECALLED if said.recalled else WITHDRAWN)
        assert not found.pending and not found.rivals


@given(histories(), st.booleans())
def test_nothing_said_brings_back_what_was_recalled(said: Said, joint: bool) -> None:
    """A recalled version is recalled, whatever else anybody says of it."""
    found = said.settled(joint)
    assert {rid for rid, state in found.states.items() if state == RECALLED} == said.recalled
    assert found.current not in said.recalled or found.state == RECALLED


@given(histories())
def test_no_party_makes_a_joint_fact_alone(said: Said) -> None:
    """Whatever one party says by itself, nothing of it is ever countersigned."""
    alone = Said(
        tuple(Version(v.rid, "US", v.seq, v.revises) for v in said.versions),
        tuple(Answer(a.rid, "US", a.seq, a.relation, a.target) for a in said.answers),
    ).settled()
    assert COUNTERSIGNED not in alone.states.values() and alone.state != COUNTERSIGNED


@given(histories())
def test_what_is_agreed_stays_until_both_agree_otherwise(said: Said) -> None:
    """A new version by one party does not push a countersigned one aside."""
    before = said.settled()
    if before.state != COUNTERSIGNED:
        return
    for party in PARTIES:
        new = Version("new", party, 1000, frozenset(v.rid for v in said.versions))
        after = Said((*said.versions, new), said.answers, said.recalled).settled()
        assert after.current == before.current
        assert "new" in after.pending


@given(histories())
def test_all_that_stands_is_shown_or_replaced(said: Said) -> None:
    """No standing version vanishes: it is shown, or another version revises it."""
    for joint in (True, False):
        found = said.settled(joint)
        shown = {found.current, *found.pending, *found.rivals}
        revised = {rid for version in said.versions for rid in version.revises}
        hidden = {v.rid for v in said.versions} - shown - revised
        assert all(found.states[rid] in (WITHDRAWN, RECALLED) for rid in hidden)
