"""The plan as a board: every action in the column of its state, with who leads it and how far it is."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ambos.analysis.studies.items import day_of, item_of
from ambos.analysis.studies.judgements import FindingLine
from ambos.analysis.studies.lines import Item
from ambos.domains.plan.records.hierarchy import ACTION_STATE
from ambos.kernel.shelf import Shelf, Thing
from ambos.values.dates import Day

UNKNOWN: Final = "unknown"
STATES: Final = ACTION_STATE.codes
ENDED: Final = ("done", "stopped")
SIDES: Final = ("US", "MX")


@dataclass(frozen=True)
class Sought:
    """Which actions are asked for: of a framework or a goal (by subject), whose lead's name holds a text,
    that one side leads, or that one side does not. What is empty excludes nothing."""

    framework: str = ""
    goal: str = ""
    owner: str = ""
    party: str = ""
    without: str = ""

    def has(self, card: "Card") -> bool:
        """Say whether an action is asked for."""
        return (
            self.framework in ("", card.framework.subject if card.framework else "")
            and self.goal in ("", card.goal.subject if card.goal else "")
            and self.owner.casefold() in " ".join(card.leads.values()).casefold()
            and (not self.party or self.party in card.leads)
            and (not self.without or self.without not in card.leads)
        )


@dataclass(frozen=True)
class Step:
    """A milestone of an action: by when, and when it was reached."""

    item: Item
    due: Day | None
    reached: Day | None

    def late(self, today: date) -> bool:
        """Say whether its day is past and it was not reached."""
        return self.reached is None and self.due is not None and self.due.last < today


@dataclass(frozen=True)
class Card:
    """One action: its state, who leads on each side, its days, its milestones, what lint finds at it.

    ``overdue`` says that its day is past and it neither is done nor was stopped; ``goal`` and ``framework``
    are None where it hangs on nothing that the reader may see. ``findings`` counts by severity.
    """

    item: Item
    number: str
    state: str
    leads: Mapping[str, str]
    starts: Day | None
    due: Day | None
    overdue: bool
    steps: tuple[Step, ...]
    goal: Item | None
    framework: Item | None
    findings: Mapping[str, int]

    @property
    def reached(self) -> int:
        """Count the milestones that were reached."""
        return sum(step.reached is not None for step in self.steps)

    @property
    def next(self) -> Step | None:
        """Give the milestone that comes next."""
        return next((step for step in self.steps if step.reached is None), None)


@dataclass(frozen=True)
class Board:
    """The actions asked for, by state; ``every`` counts all of them, ``goals`` and ``frameworks`` those that
    any action belongs to, in order."""

    columns: Mapping[str, tuple[Card, ...]]
    every: int
    goals: tuple[Item, ...]
    frameworks: tuple[Item, ...]

    @property
    def cards(self) -> tuple[Card, ...]:
        """Give every action asked for."""
        return tuple(card for cards in self.columns.values() for card in cards)


def board(shelf: Shelf, sought: Sought | None = None, findings: Iterable[FindingLine] = ()) -> Board:
    """Put the actions that the reader may see and asks for in the columns of their states.

    In a column, what is due first stands first, and what has no day last. A waived finding does not count.
    """
    sought = sought or Sought()
    every = cards(shelf, findings)
    asked = [card for card in every if sought.has(card)]
    return Board(
        columns={state: tuple(card for card in asked if card.state == state) for state in STATES},
        every=len(every),
        goals=_once(card.goal for card in every),
        frameworks=_once(card.framework for card in every),
    )


def cards(shelf: Shelf, findings: Iterable[FindingLine] = ()) -> list[Card]:
    """Give a card for every action that the reader may see, what is due first before the others."""
    found = _counted(findings)
    steps = _steps(shelf.things("milestone"))
    above = {kind: shelf.titles(kind) for kind in ("objective", "cooperation-area", "goal", "framework")}
    made = [
        _card(thing, steps.get(thing.subject, ()), found.get(thing.subject, {}), above, shelf.today)
        for thing in shelf.things("action")
    ]
    return sorted(made, key=lambda card: (card.due.last if card.due else date.max, card.item.subject))


def _card(
    thing: Thing,
    steps: Sequence[Step],
    found: Mapping[str, int],
    above: Mapping[str, Mapping[str, Thing]],
    today: date,
) -> Card:
    goal = _goal(thing, above)
    framework = above["framework"].get(goal.get("framework")) if goal else None
    state, due = thing.get("state") or UNKNOWN, day_of(thing.get("due"))
    leads = {side: thing.get(f"lead_{side.lower()}") for side in SIDES}
    return Card(
        item=item_of(thing),
        number=thing.get("number") or "",
        state=state,
        leads={side: lead for side, lead in leads.items() if lead},
        starts=day_of(thing.get("starts")),
        due=due,
        overdue=due is not None and due.last < today and state not in ENDED,
        steps=tuple(steps),
        goal=item_of(goal) if goal else None,
        framework=item_of(framework) if framework else None,
        findings=found,
    )


def _goal(action: Thing, above: Mapping[str, Mapping[str, Thing]]) -> Thing | None:
    """Give the goal that an action serves: its own, else that of its objective, or of the area of that."""
    objective = above["objective"].get(action.get("objective") or "")
    area = above["cooperation-area"].get(objective.get("area") or "") if objective else None
    named = (thing.get("goal") for thing in (action, objective, area) if thing is not None)
    return next((above["goal"][subject] for subject in named if subject in above["goal"]), None)


def _steps(milestones: Iterable[Thing]) -> dict[str, list[Step]]:
    """Give the milestones of each action, in the order of their days."""
    found: dict[str, list[Step]] = {}
    for thing in milestones:
        step = Step(item_of(thing), day_of(thing.get("due")), day_of(thing.get("reached")))
        found.setdefault(thing.get("action"), []).append(step)
    return {subject: sorted(steps, key=_when) for subject, steps in found.items()}


def _when(step: Step) -> tuple[date, str]:
    day = step.due or step.reached
    return day.first if day else date.max, step.item.subject


def _counted(findings: Iterable[FindingLine]) -> dict[str, Counter[str]]:
    """Count what stands at each thing and nobody has waived, by severity."""
    found: dict[str, Counter[str]] = {}
    for line in findings:
        if not line.waived:
            found.setdefault(line.item.subject, Counter())[line.severity] += 1
    return found


def _once(items: Iterable[Item | None]) -> tuple[Item, ...]:
    named = {item.subject: item for item in items if item is not None}
    return tuple(named[subject] for subject in sorted(named))
