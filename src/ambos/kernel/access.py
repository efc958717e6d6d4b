"""The one door: may this person see or do this? A pure function of the person, the label and the day.

The answer says which rule decided. Whoever may not see a thing learns nothing of it, not even that it is
there; the faces turn a refusal to read into "nothing of that name".
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from ambos.values.errors import NotAllowed
from ambos.values.handling import Label

SEE, PROPOSE, ANSWER, IMPORT, AUDIT, RUN = "see", "propose", "answer", "import", "audit", "run"
RECALL, ERASE, HOLD, RELEASE = "recall", "erase", "hold", "release"
ACTIONS: Final = (SEE, PROPOSE, ANSWER, IMPORT, AUDIT, RUN, RECALL, ERASE, HOLD, RELEASE)
_MAY: Final = {
    "secretariat": {SEE, PROPOSE, ANSWER, IMPORT, AUDIT, RUN, RECALL, ERASE, HOLD, RELEASE},
    "co-chair": {SEE, PROPOSE, ANSWER, RECALL, RELEASE},
    "minister": {SEE, ANSWER},
    "action-owner": {SEE, PROPOSE},
    "analyst": {SEE, PROPOSE, IMPORT},
    "prosecutor": {SEE, PROPOSE},
    "financial-intelligence": {SEE, PROPOSE, IMPORT},
    "firearms-tracer": {SEE, PROPOSE, IMPORT},
    "integrity": {SEE, PROPOSE, HOLD},
    "auditor": {SEE, AUDIT},
    "public": {SEE},
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at a node: party, roles, groups, compartments and until when they are vetted for them."""

    party: str
    officer: str
    roles: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    compartments: frozenset[str] = frozenset()
    vetted_until: date | None = None
    limits: tuple[tuple[str, date], ...] = ()

    def vetted_for(self, compartment: str, day: date) -> bool:
        """Say whether the person is inside a compartment and vetted for it on a day, the last day included.

        ``limits`` are last days that vettings set, each for a compartment or, without a name, for every one.
        """
        limits = [until for scope, until in self.limits if scope in ("", compartment)]
        ends = min([self.vetted_until or date.min, *limits])
        return compartment in self.compartments and day <= ends

    def inside(self, day: date) -> frozenset[str]:
        """Give the compartments for which the person is vetted on a day."""
        return frozenset(one for one in self.compartments if self.vetted_for(one, day))


NOBODY: Final = Person(party="", officer="", roles=frozenset({"public"}))


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether it is allowed, and the rule that decided."""

    allowed: bool
    rule: str


def may(person: Person, action: str, label: Label, owner: str, today: date) -> Decision:
    """Decide; ``owner`` is the party whose record it is, or the person's own party for a new one."""
    if not any(action in _MAY.get(role, ()) for role in person.roles):
        return Decision(False, "role")
    if label.public and action == SEE:
        return Decision(True, "public")
    if not _works_here(person):
        return Decision(False, "party")
    if not (owner == person.party or label.may_reach(person.party)):
        return Decision(False, "release")
    if label.compartment is not None:
        return _compartment(person, label.compartment, today)
    if label.tlp == "red" and "secretariat" not in person.roles and "auditor" not in person.roles:
        return Decision(False, "red")
    return Decision(True, "party" if owner == person.party else "release")


def _works_here(person: Person) -> bool:
    return bool(person.party) and person.roles != frozenset({"public"})


def _compartment(person: Person, compartment: str, today: date) -> Decision:
    if compartment not in person.compartments:
        return Decision(False, "compartment")
    if not person.vetted_for(compartment, today):
        return Decision(False, "vetting")
    return Decision(True, "compartment")


def demand(person: Person, action: str, label: Label, owner: str, today: date) -> None:
    """Pass in silence, or raise ``NotAllowed`` with the rule and nothing about the thing."""
    decision = may(person, action, label, owner, today)
    if not decision.allowed:
        raise NotAllowed(action=action, rule=decision.rule)
