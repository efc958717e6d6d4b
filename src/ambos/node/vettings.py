"""Vetting at a node: until when each officer is vetted and by what, the steps of a vetting, and its end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from ambos.domains.integrity.schemes import schemes
from ambos.domains.integrity.standing import EVERY, Vetted, ruling, vettings_of
from ambos.kernel.acts import New
from ambos.kernel.course import Step, Walked
from ambos.kernel.ledger import Written
from ambos.kernel.paging import Filter, Query, page
from ambos.kernel.shelf import Thing
from ambos.node.node import Node
from ambos.node.officers import person_of
from ambos.node.staff import staff
from ambos.node.watching import demand_watch
from ambos.values.handling import Label

OWN: Final = "own"
CURRENT, SOON, LAPSED, NONE = "current", "soon", "lapsed", "none"
STANDINGS: Final = (CURRENT, SOON, LAPSED, NONE)
SOON_DAYS: Final = 60
STEPS_MOST: Final = 200


@dataclass(frozen=True)
class Standing:
    """How an officer is vetted on a day: until when, how many days are left, and which record ends it.

    ``by`` names the vetting that ends first, or is the officer's own record; ``basis`` are the vettings that
    rule. Without a compartment nobody needs vetting, and ``standing`` is ``none``.
    """

    officer: str
    name: str
    compartments: tuple[str, ...]
    standing: str
    until: date | None
    days_left: int | None
    by: str
    basis: tuple[Vetted, ...]


def standings(node: Node) -> list[Standing]:
    """Say how every active officer is vetted, those first whose vetting ends first; for who may watch."""
    demand_watch(node)
    found = [standing_of(node, one) for one in staff(node) if one.get("active")]
    return sorted(found, key=lambda one: (one.until is None, one.until or date.max, one.officer))


def standing_of(node: Node, officer: Thing) -> Standing:
    """Say how one officer is vetted: by the compartment that ends first."""
    person, today = person_of(node.parts, officer), node.today()
    rules = ruling(vettings_of(node.parts.tables, node.config.party, officer.slug))
    held = [
        (one.until, one.subject)
        for (_, _, scope), one in sorted(rules.items())
        if scope == EVERY or scope in person.compartments
    ]
    ends = [(person.vetted_until or date.min, officer.subject), *held]
    until, by = min(ends) if person.compartments else (None, "")
    left = None if until is None else (until - today).days if until > date.min else -1
    return Standing(
        officer=officer.slug,
        name=officer.get("name"),
        compartments=tuple(sorted(person.compartments)),
        standing=NONE if left is None else LAPSED if left < 0 else SOON if left <= SOON_DAYS else CURRENT,
        until=until if until != date.min else None,
        days_left=left,
        by=by,
        basis=tuple(dict.fromkeys(one for _, one in sorted(rules.items()))),
    )


def vet(node: Node, slug: str, body: Mapping[str, Any], label: Label) -> Written:
    """Write a vetting; refused for whoever does not watch over integrity, and what the rule refuses."""
    return node.propose([New("vetting", slug, {k: v for k, v in body.items() if v}, label)])[0]


def end(node: Node, vetting: str, band: str, day: str) -> Written:
    """End a vetting on a day: whoever it let in is out from that day on, here and wherever it is released."""
    return node.revise(vetting, {"band": band, "decided": day, "expires": None})


def taken(node: Node, vetting: Thing) -> list[Thing]:
    """Give the steps of a vetting that were taken, by their day and, on one day, as they were signed."""
    asked = Query("vetting-step", (Filter("vetting", (vetting.subject,)),), order="taken", limit=STEPS_MOST)
    own = (one for one in page(node.shelf, asked).things if one.owner == vetting.owner)
    return sorted(own, key=lambda one: (str(one.get("taken")), one.rid))


def walked(node: Node, vetting: Thing) -> tuple[Walked, tuple[Step, ...]]:
    """Give how far a vetting has come in its scheme, and the steps that may be taken now."""
    course = schemes()[vetting.get("scheme")].course
    steps = [one.get("step") for one in taken(node, vetting)]
    found = course.walk(steps)
    return found, tuple(
        step
        for step in course.next(found.stage)
        if set(step.needs) <= set(steps) and (step.name not in steps or step.name == "re-examined")
    )


def step(node: Node, vetting: str, name: str, day: str) -> Written:
    """Take a step of a vetting; refused out of turn, for other roles, and without the steps before it."""
    thing = node.shelf.thing(vetting)
    before = [one.get("step") for one in taken(node, thing)]
    course = schemes()[thing.get("scheme")].course
    course.demand(course.walk(before).stage, name, OWN, node.person().roles, before)
    slug = f"{thing.slug}-{name}"[:72]
    count = before.count(name)
    body = {"vetting": vetting, "step": name, "taken": day}
    return node.propose([New("vetting-step", f"{slug}-{count + 1}" if count else slug, body, thing.label)])[0]


def ends_next(node: Node, days: int = SOON_DAYS) -> list[Standing]:
    """Give the officers whose vetting has lapsed or will within so many days."""
    last = node.today() + timedelta(days=days)
    return [one for one in standings(node) if one.standing == LAPSED or (one.until and one.until <= last)]
