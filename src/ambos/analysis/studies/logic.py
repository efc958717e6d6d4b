"""The logic model of a framework: the hierarchy with everything that auditors ask to stand around it.

At each level: indicators by their sort, roles of agencies, the body that coordinates, links up, down and
sideways, assumptions, risks, monitoring, evaluation, recommendations (GAO-18-499, GAO-23-103795, [PDPM]).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from ambos.analysis.studies.sorts import SORTS
from ambos.domains.dialogue import views as dialogue
from ambos.domains.plan import views as plan
from ambos.domains.plan.views import Branch
from ambos.kernel.shelf import Shelf, Thing

# A thing of this kind stands around those that it names in these fields; a group, around what names it.
AROUND: Final = (
    ("group", ()),
    ("role", ("concerns",)),
    ("problem", ("concerns",)),
    ("threat-assessment", ("framework",)),
    ("indicator", ("goals", "measures")),
    ("target", ("goal", "concerns")),
    ("link", ("thing", "other")),
    ("assumption", ("concerns",)),
    ("risk", ("concerns",)),
    ("monitoring-plan", ("concerns",)),
    ("evaluation", ("concerns",)),
    ("recommendation", ("concerns",)),
    ("commitment", ("action",)),
    ("adjustment", ("concerns",)),
)
LEVELS: Final = ("framework", "goal", "cooperation-area", "objective", "action", "milestone")

Around = Mapping[str, tuple[Thing, ...]]


@dataclass(frozen=True)
class Logic:
    """One thing of the hierarchy, what stands around it by kind, and what hangs on it."""

    thing: Thing
    around: Around
    branches: tuple["Logic", ...]


def logic_models(shelf: Shelf, level: str = LEVELS[-1], framework: str = "") -> tuple[Logic, ...]:
    """Give the logic model of every framework, or of one, opened down to a level."""
    around, goals = _around(shelf), plan.goals(shelf)
    chosen = [thing for thing in dialogue.frameworks(shelf) if framework in ("", thing.subject)]
    deepest = LEVELS.index(level)
    return tuple(_grown(Branch(thing, goals.get(thing.subject, ())), around, deepest) for thing in chosen)


def _grown(branch: Branch, around: Mapping[str, dict[str, list[Thing]]], deepest: int) -> Logic:
    below = [one for one in branch.branches if LEVELS.index(one.thing.kind) <= deepest]
    own = around.get(branch.thing.subject, {})
    return Logic(
        branch.thing,
        {kind: _ordered(kind, own[kind]) for kind, _ in AROUND if kind in own},
        tuple(_grown(one, around, deepest) for one in below),
    )


def _around(shelf: Shelf) -> dict[str, dict[str, list[Thing]]]:
    """Give what stands around each thing, by kind; a body stands around what it coordinates or belongs to."""
    found: dict[str, dict[str, list[Thing]]] = {}
    for kind, fields in AROUND:
        for thing in shelf.things(kind):
            for subject in dict.fromkeys(_named(thing, fields)):
                found.setdefault(subject, {}).setdefault(kind, []).append(thing)
    groups = shelf.titles("group")
    for group in groups.values():
        if not group.get("parent"):
            found.setdefault(group.get("framework"), {}).setdefault("group", []).append(group)
    for kind in LEVELS[1:-1]:
        for thing in shelf.things(kind):
            if body := groups.get(thing.get("coordinated_by") or ""):
                found.setdefault(thing.subject, {}).setdefault("group", []).append(body)
    return found


def _named(thing: Thing, fields: Iterable[str]) -> list[str]:
    values = [thing.get(field) for field in fields]
    return [one for value in values if value for one in ([value] if isinstance(value, str) else value)]


def _ordered(kind: str, things: Iterable[Thing]) -> tuple[Thing, ...]:
    """Put indicators by their sort, the most telling first; all else by id."""
    return tuple(sorted(things, key=lambda thing: (_rank(kind, thing), thing.subject)))


def _rank(kind: str, thing: Thing) -> int:
    return SORTS.index(thing.get("sort")) if kind == "indicator" else 0
