"""Two-key facts, settled from what each party said: proposed, countersigned, disputed, withdrawn, recalled.

Pure. The answer depends on the set of versions and answers alone, never on the order in which they arrived:
inside one party's log the later answer counts, between parties nobody's clock decides (spec/record 8).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

STATED, PROPOSED, COUNTERSIGNED, DISPUTED, WITHDRAWN, RECALLED = (
    "stated",
    "proposed",
    "countersigned",
    "disputed",
    "withdrawn",
    "recalled",
)
STATES = (STATED, PROPOSED, COUNTERSIGNED, DISPUTED, WITHDRAWN, RECALLED)
GONE = frozenset((WITHDRAWN, RECALLED))
COUNTERSIGNS, DISPUTES, WITHDRAWS, REVISES = "countersigns", "disputes", "withdraws", "revises"


@dataclass(frozen=True, slots=True)
class Version:
    """One record about a thing: who says it, at which place of their log, and what it revises."""

    rid: str
    party: str
    seq: int
    revises: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """One party's answer to a version: it countersigns, disputes or withdraws it."""

    rid: str
    party: str
    seq: int
    relation: str
    target: str


class Settled(NamedTuple):
    """A thing as it stands.

    ``current`` is the version to show, ``states`` the state of each version, ``pending`` the proposals that
    wait beside the current one, ``rivals`` the versions that contradict each other until one is agreed.
    """

    state: str
    current: str
    states: Mapping[str, str]
    pending: tuple[str, ...]
    rivals: tuple[str, ...]


def settle(
    joint: bool,
    versions: Sequence[Version],
    answers: Iterable[Answer],
    recalled: Collection[str] = frozenset(),
) -> Settled:
    """Say how a thing stands.

    ``versions`` is not empty and has no circles: a tie holds the hash of what it revises. ``recalled`` are
    the versions that their author has recalled: they stand no more, whatever else was said of them.
    """
    latest = _latest(answers)
    states = {v.rid: RECALLED if v.rid in recalled else _state(joint, v, latest) for v in versions}
    if len(versions) == 1:  # as nearly all things have: nothing to set in order
        return Settled(states[versions[0].rid], versions[0].rid, states, (), ())
    standing = [v for v in versions if states[v.rid] not in GONE]
    if not standing:
        return _of_none(states, versions)
    agreed = [v for v in standing if states[v.rid] == COUNTERSIGNED]
    alone = _by_owner(versions)
    if not agreed:
        return _of_heads(states, _ordered(_heads(standing, alone), versions), ())
    replaced = _ancestors(agreed, versions)
    waiting = [v for v in standing if v.rid not in replaced and states[v.rid] != COUNTERSIGNED]
    heads, pending = _heads(agreed, versions), _heads(waiting, alone)
    return _of_heads(states, _ordered(heads, versions), _ordered(pending, versions))


def _of_none(states: Mapping[str, str], versions: Sequence[Version]) -> Settled:
    """Where nothing stands, the thing is recalled if any of its versions is, else withdrawn."""
    recalled = [v for v in versions if states[v.rid] == RECALLED]
    last = _ordered(recalled or versions, versions)[-1]
    return Settled(states[last.rid], last.rid, states, (), ())


def _of_heads(states: Mapping[str, str], heads: Sequence[Version], pending: Sequence[Version]) -> Settled:
    """Several heads, or several proposals beside one head, contradict each other."""
    rivals = heads if len(heads) > 1 else pending if len(pending) > 1 else ()
    current = heads[0]
    state = DISPUTED if rivals else states[current.rid]
    return Settled(state, current.rid, states, tuple(v.rid for v in pending), tuple(v.rid for v in rivals))


def _latest(answers: Iterable[Answer]) -> dict[tuple[str, str], Answer]:
    """Give each party's last answer to each version, by that party's own order."""
    latest: dict[tuple[str, str], Answer] = {}
    for answer in answers:
        known = latest.get((answer.target, answer.party))
        if known is None or answer.seq > known.seq:
            latest[answer.target, answer.party] = answer
    return latest


def _state(joint: bool, version: Version, latest: Mapping[tuple[str, str], Answer]) -> str:
    own = latest.get((version.rid, version.party))
    if own is not None and own.relation == WITHDRAWS:
        return WITHDRAWN
    if not joint:
        return STATED
    others = [
        a.relation
        for (target, party), a in latest.items()
        if target == version.rid and party != version.party
    ]
    if DISPUTES in others:
        return DISPUTED
    return COUNTERSIGNED if COUNTERSIGNS in others else PROPOSED


def _by_owner(versions: Sequence[Version]) -> list[Version]:
    """Keep of each version's ties only those to the same party's: nobody revises another's words alone."""
    own: dict[str, set[str]] = {}
    for version in versions:
        own.setdefault(version.party, set()).add(version.rid)
    return [replace(v, revises=v.revises & own[v.party]) for v in versions]


def _heads(candidates: Sequence[Version], versions: Sequence[Version]) -> list[Version]:
    """Give the candidates that no other revises, directly or through ``versions``."""
    replaced = _ancestors(candidates, versions)
    return [v for v in candidates if v.rid not in replaced]


def _ancestors(heads: Sequence[Version], versions: Sequence[Version]) -> set[str]:
    """Give everything that ``heads`` revise, directly or through what they revise."""
    revises = {version.rid: version.revises for version in versions}
    found: set[str] = set()
    waiting = [rid for head in heads for rid in revises[head.rid]]
    while waiting:
        rid = waiting.pop()
        if rid not in found:
            found.add(rid)
            waiting.extend(revises.get(rid, ()))
    return found


def _ordered(candidates: Sequence[Version], versions: Sequence[Version]) -> list[Version]:
    """Order by what revises what, then by id: the same on every node."""
    return sorted(candidates, key=lambda v: (len(_ancestors([v], versions)), v.rid))
