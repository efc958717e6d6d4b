"""What may leave: pure rules of the header, in numbered versions. Whatever no rule allows stays at home.

Group names, lists of people and everything else that is not addressed to the peer is simply not in the
channel; neither its number nor its time can be read from what is. ``spec/policy`` decides.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import NamedTuple

from ambos.kernel.record import Header
from ambos.kernel.records import HOME
from ambos.kernel.release_kinds import QUOTES
from ambos.values.errors import Misused

SEALED = frozenset(("anchor",))  # released as a statement only; the preimage stays until it is opened
ALLOW, DENY = True, False
FIRST_POLICY = 1  # in force in a house log that names none


class PolicyUnknown(Misused):
    """No policy of that number was ever written; data: number, known."""

    code = "release.policy-unknown"


@dataclass(frozen=True, slots=True)
class Release:
    """Whether a record may go to a peer, the rule that decided, and the version of the policy."""

    allowed: bool
    rule: str
    version: int


class Grant(NamedTuple):
    """An originator lets one of its records, told by its leaf hash, go to a party, at most until a day."""

    originator: str
    leaf: bytes
    to: str
    until: date | None = None

    def holds(self, originator: str, leaf: bytes, to: str, day: date) -> bool:
        """Say whether it lets this record of this originator go to this party on this day."""
        named = (self.originator, self.leaf, self.to) == (originator, leaf, to)
        return named and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Agreement:
    """The purposes agreed with a peer, at most until a day."""

    purposes: frozenset[str] = frozenset()
    until: date | None = None

    def covers(self, purposes: tuple[str, ...], day: date) -> bool:
        """Say whether every one of these purposes is agreed on this day."""
        return self.purposes.issuperset(purposes) and (self.until is None or day <= self.until)


NOTHING_AGREED = Agreement()


@dataclass(frozen=True, slots=True)
class Case:
    """What a decision looks at besides the header.

    ``day`` is the day on which it is decided, never taken from a clock; ``ordered`` says whether two persons
    of this house ordered the release.
    """

    peer: str
    day: date
    agreement: Agreement = NOTHING_AGREED
    grants: tuple[Grant, ...] = field(default=())
    ordered: bool = False


class Rule(NamedTuple):
    """A named rule: whether it allows or denies, and when it applies."""

    name: str
    allows: bool
    applies: Callable[[Header, Case], bool]


def _foreign(header: Header, case: Case) -> bool:
    """Say whether the record passes on what a third party owns; what goes home to its owner does not."""
    own = header.label.terms.own
    return bool(own) and own not in (header.party, case.peer)


def _quotes_without_owner(header: Header) -> bool:
    return not header.label.terms.own and bool(header.refers(QUOTES))


def _not_granted(header: Header, case: Case) -> bool:
    """Say whether what is passed on lacks the owner's grant: each quoted record needs one."""
    if not _foreign(header, case):
        return _quotes_without_owner(header)
    own, quoted = header.label.terms.own, [tie.leaf for tie in header.references if tie.relation == QUOTES]
    granted = (any(grant.holds(own, leaf, case.peer, case.day) for grant in case.grants) for leaf in quoted)
    return not quoted or not all(granted)


def _expired(header: Header, case: Case) -> bool:
    until = header.label.terms.until
    return until is not None and case.day > until


def _purpose_not_agreed(header: Header, case: Case) -> bool:
    purposes = header.label.terms.purposes
    return bool(purposes) and not case.agreement.covers(purposes, case.day)


def _third_party(header: Header, case: Case) -> bool:
    return _foreign(header, case) and "no-third-party" in header.label.terms.caveats


NOT_UNDERSTOOD = Rule("not-understood", DENY, lambda header, _: bool(header.passed_over))
KEPT_HOME = Rule("home", DENY, lambda header, _: header.kind in HOME)
RED = Rule("red", DENY, lambda header, _: header.label.tlp == "red")
TERMS = Rule("terms-unknown", DENY, lambda header, _: bool(header.label.terms) or bool(header.refers(QUOTES)))
THIRD_PARTY = Rule("no-third-party", DENY, _third_party)
# Kinds of domains that never leave their house, by the third version. Their names stand in spec/policy: a
# decision is made again without the declaration of any kind.
STAYING = frozenset(("conflict", "deconfliction-reading", "planned-operation"))
KIND_STAYS = Rule("kind-stays", DENY, lambda header, _: header.kind in STAYING)
ORIGINATOR = Rule("originator-not-asked", DENY, _not_granted)
OVERRIDE = Rule("override", ALLOW, lambda _, case: case.ordered)
UNADDRESSED = Rule("not-addressed", DENY, lambda header, case: not header.label.may_reach(case.peer))
EXPIRED = Rule("expired", DENY, _expired)
PURPOSE = Rule("purpose-not-agreed", DENY, _purpose_not_agreed)
LABEL = Rule("label", ALLOW, lambda header, case: header.label.may_reach(case.peer))

# The first rule that applies decides; where none does, the record stays. A version is never changed, only
# followed by another: every entry of a channel is decided again under the version that let it go.
POLICIES: Mapping[int, tuple[Rule, ...]] = {
    1: (NOT_UNDERSTOOD, KEPT_HOME, RED, TERMS, LABEL),
    2: (
        NOT_UNDERSTOOD,
        KEPT_HOME,
        RED,
        THIRD_PARTY,
        ORIGINATOR,
        OVERRIDE,
        UNADDRESSED,
        EXPIRED,
        PURPOSE,
        LABEL,
    ),
    3: (
        NOT_UNDERSTOOD,
        KEPT_HOME,
        KIND_STAYS,
        RED,
        THIRD_PARTY,
        ORIGINATOR,
        OVERRIDE,
        UNADDRESSED,
        EXPIRED,
        PURPOSE,
        LABEL,
    ),
}
NEWEST_POLICY = max(POLICIES)
OVERRIDABLE = frozenset(rule.name for rule in (UNADDRESSED, EXPIRED, PURPOSE))
DEFAULT = UNADDRESSED.name


def decide(version: int, header: Header, case: Case) -> Release:
    """Decide whether the record under ``header`` may go to the peer of the case, under one policy version.

    Refused: a version that is not known here, since nothing can be let go under rules that nobody has.
    """
    for rule in demand_policy(version):
        if rule.applies(header, case):
            return Release(rule.allows, rule.name, version)
    return Release(DENY, DEFAULT, version)


def demand_policy(version: int) -> tuple[Rule, ...]:
    """Give the rules of a version, in their order; refuse one that is not known."""
    if version not in POLICIES:
        raise PolicyUnknown(number=version, known=", ".join(map(str, POLICIES)))
    return POLICIES[version]


def day_of(time: int) -> date:
    """Give the day of a claimed time, in UTC."""
    return datetime.fromtimestamp(time, UTC).date()
