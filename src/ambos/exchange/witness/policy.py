"""Which witnesses must have seen a head before it is believed: a trust policy file of C2SP tlog-policy.

Read strictly, line by line; an error names the line. A policy without witnesses demands none.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from ambos.kernel.checkpoint import Attestation, Checkpoint, open_checkpoint
from ambos.kernel.note import Algorithm, Note, VerifierKey, parse_vkey
from ambos.values.errors import AmbosError, Form, Misused, VerificationFailed

NONE, ANY, ALL = "none", "any", "all"
POLICY_LIMIT = 1 << 20
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_BLANKS = re.compile(r"[ \t]+")
_WHOLE = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)


class PolicyInvalid(Misused):
    """A line of a witness policy is not of the form; data: ``line``, ``expected``."""

    code = "witness.policy-invalid"


class QuorumNotMet(VerificationFailed):
    """Too few witnesses have cosigned a head; data: ``log``, ``size``, ``found``, ``quorum``."""

    code = "witness.quorum-not-met"


class LogNotListed(VerificationFailed):
    """The policy lists logs, and this one is not among them under its key; data: ``log``."""

    code = "witness.log-not-listed"


@dataclass(frozen=True)
class Named:
    """A witness of the policy: its name there, its key, and where it is asked; empty if it is not asked."""

    name: str
    key: VerifierKey
    url: str


@dataclass(frozen=True)
class Group:
    """A group is witnessed by ``threshold`` of its members."""

    threshold: int
    members: tuple[str, ...]


@dataclass(frozen=True)
class Policy:
    """Logs, witnesses, groups, and the one name that must have witnessed a head; ``none`` demands nobody."""

    logs: tuple[VerifierKey, ...] = ()
    witnesses: tuple[Named, ...] = ()
    groups: Mapping[str, Group] = field(default_factory=lambda: MappingProxyType({}))
    quorum: str = NONE

    def witnessed(self, seen: Collection[str]) -> bool:
        """Say whether the names of witnesses ``seen`` make the quorum."""
        have = set(seen)
        for name, group in self.groups.items():  # each refers to those before it
            if len(have.intersection(group.members)) >= group.threshold:
                have.add(name)
        return self.quorum == NONE or self.quorum in have

    def judge(self, note: bytes, verifiers: Sequence[VerifierKey]) -> "Witnessed":
        """Open a note under its log's keys and those of the witnesses; give who cosigned it.

        Refused: a note that its log did not sign, and one of a log that a policy with logs does not list.
        """
        signed = open_checkpoint(note, [*verifiers, *(named.key for named in self.witnesses)])
        head = signed.checkpoint
        own = {attested.key for attested in signed.attestations if attested.key.name == head.origin}
        if self.logs and not own.intersection(self.logs):
            raise LogNotListed(log=head.origin)
        lines = {(attested.key.name, attested.key.key_id) for attested in signed.attestations}
        kept = Note(signed.note.text, tuple(line for line in signed.note.signatures if line[:2] in lines))
        return Witnessed(head, bytes(kept), signed.attestations, self)


@dataclass(frozen=True)
class Witnessed:
    """A head, its note with none but verified lines, and what each of them states."""

    head: Checkpoint
    note: bytes
    attestations: tuple[Attestation, ...]
    policy: Policy

    @property
    def seen(self) -> dict[str, int]:
        """Give the witnesses that cosigned, by the names of the policy, with their times (POSIX seconds)."""
        times = {attested.key: attested.time or 0 for attested in self.attestations}
        return {named.name: times[named.key] for named in self.policy.witnesses if times.get(named.key)}

    def demand_quorum(self) -> None:
        """Refuse a head that too few witnesses have cosigned."""
        if not self.policy.witnessed(self.seen):
            found = ", ".join(self.seen)
            head = self.head
            raise QuorumNotMet(log=head.origin, size=head.size, found=found, quorum=self.policy.quorum)


def parse_policy(data: bytes) -> Policy:
    """Read a policy; refuses unknown words, names not yet defined, keys used twice and a missing quorum."""
    text = data[: POLICY_LIMIT + 1].decode("utf-8", errors="surrogateescape")
    draft = _Draft()
    lines = text.split("\n")
    if len(data) > POLICY_LIMIT or lines[-1]:
        raise PolicyInvalid(line=len(lines), expected=Form("policy-line-end"))
    for number, line in enumerate(lines, 1):
        words = _BLANKS.split(line.strip(" \t"))
        if _CONTROL.search(line.replace("\t", "")):
            raise PolicyInvalid(line=number, expected=Form("policy-signs"))
        if words != [""] and not words[0].startswith("#"):
            _take(draft, words, number)
    if draft.quorum is None:
        raise PolicyInvalid(line=len(lines), expected=Form("policy-quorum-once"))
    return Policy(tuple(draft.logs), tuple(draft.witnesses), MappingProxyType(draft.groups), draft.quorum)


class _Draft:
    """What the lines read so far have said."""

    def __init__(self) -> None:
        self.logs: list[VerifierKey] = []
        self.witnesses: list[Named] = []
        self.groups: dict[str, Group] = {}
        self.quorum: str | None = None

    @property
    def names(self) -> set[str]:
        return {named.name for named in self.witnesses} | set(self.groups)


def _take(draft: _Draft, words: Sequence[str], number: int) -> None:
    take = _LINES.get(words[0])
    try:
        if take is None:
            raise ValueError(Form("policy-line"))
        take(draft, list(words[1:]))
    except ValueError as error:
        raise PolicyInvalid(line=number, expected=error.args[0]) from error


def _log(draft: _Draft, words: list[str]) -> None:
    key = _key(words[0] if len(words) in (1, 2) else "", {Algorithm.ED25519, Algorithm.ML_DSA_44})
    if key.public in {held.public for held in draft.logs}:
        raise ValueError(Form("policy-key-once"))
    draft.logs.append(key)


def _witness(draft: _Draft, words: list[str]) -> None:
    if len(words) not in (2, 3):
        raise ValueError(Form("policy-line"))
    name, key = words[0], _key(words[1], {Algorithm.ED25519_COSIGNATURE, Algorithm.ML_DSA_44})
    if key.public in {held.key.public for held in draft.witnesses}:
        raise ValueError(Form("policy-key-once"))
    draft.witnesses.append(Named(_fresh(draft, name), key, "".join(words[2:])))


def _group(draft: _Draft, words: list[str]) -> None:
    if len(words) < 3:
        raise ValueError(Form("policy-line"))
    name, threshold, *members = words
    if not draft.names.issuperset(members) or len(set(members)) < len(members):
        raise ValueError(Form("policy-member"))
    taken = {member for group in draft.groups.values() for member in group.members}
    if taken.intersection(members):
        raise ValueError(Form("policy-member"))
    needed = {ANY: "1", ALL: str(len(members))}.get(threshold, threshold)
    if not _WHOLE.fullmatch(needed) or int(needed) > len(members):
        raise ValueError(Form("policy-threshold"))
    draft.groups[_fresh(draft, name)] = Group(int(needed), tuple(members))


def _quorum(draft: _Draft, words: list[str]) -> None:
    if len(words) != 1 or draft.quorum is not None:
        raise ValueError(Form("policy-quorum-once"))
    if words[0] != NONE and words[0] not in draft.names:
        raise ValueError(Form("policy-member"))
    draft.quorum = words[0]


def _fresh(draft: _Draft, name: str) -> str:
    if name == NONE or name in draft.names:
        raise ValueError(Form("policy-name-once"))
    return name


def _key(text: str, sorts: set[Algorithm]) -> VerifierKey:
    try:
        key = parse_vkey(text)
    except AmbosError as error:
        raise ValueError(Form("policy-key")) from error
    if key.algorithm not in sorts:
        raise ValueError(Form("policy-key"))
    return key


_LINES: Mapping[str, Callable[[_Draft, list[str]], None]] = MappingProxyType(
    {"log": _log, "witness": _witness, "group": _group, "quorum": _quorum}
)
