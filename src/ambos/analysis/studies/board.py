"""The plan as a board: every action in the column of its state, with who leads it and how far it is."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ambos.analysis.studies.items import day_of, item_of, items_of
from ambos.analysis.studies.judgements import FindingLine
from ambos.analysis.studies.lines import Item
from ambos.domains.plan.records.hierarchy import ACTION_STATE
from ambos.kernel.paging import Either, Filter, Query, count, page, said_in, some, throughout
from ambos.kernel.shelf import Shelf, Thing
from ambos.values.dates import Day

UNKNOWN: Final = "unknown"
STATES: Final = ACTION_STATE.codes
ENDED: Final = ("done", "stopped")
SIDES: Final = ("US", "MX")
MOST_CARDS: Final = 50  # of a column


@dataclass(frozen=True)
class Sought:
    """Which actions are asked for: of a framework or a goal (by subject), whose lead's name holds a text,
    that one side leads, or that one side does not. What is empty excludes nothing."""

    framework: str = ""
    goal: str = ""
    owner: str = ""
    party: str = ""
    without: str = ""


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
    """The actions asked for, by state: the first of each column, and how many there are in it.

    ``every`` counts all actions, ``goals`` and ``frameworks`` are those that any action or its objective
    belongs to, in order.
    """

    columns: Mapping[str, tuple[Card, ...]]
    counts: Mapping[str, int]
    every: int
    goals: tuple[Item, ...]
    frameworks: tuple[Item, ...]

    @property
    def cards(self) -> tuple[Card, ...]:
        """Give every card that is shown."""
        return tuple(card for cards in self.columns.values() for card in cards)

    @property
    def asked(self) -> int:
        """Count the actions asked for."""
        return sum(self.counts.values())


Found = Callable[[Collection[str]], Iterable[FindingLine]]


def nothing(subjects: Collection[str]) -> Iterable[FindingLine]:
    """Find nothing at any thing."""
    return ()


def board(
    shelf: Shelf, sought: Sought | None = None, findings: Found = nothing, most: int = MOST_CARDS
) -> Board:
    """Put the actions that the reader may see and asks for in the columns of their states, ``most`` in each.

    In a column, what is due first stands first, and what has no day last. A waived finding does not count.
    """
    where = narrowed(shelf, sought or Sought())
    things, counts = {}, {}
    for state in STATES:
        things[state], counts[state] = _column(shelf, (*where, _in_state(state)), most)
    makes = _maker(shelf, [one for ones in things.values() for one in ones], findings)
    goals = _goals(shelf)
    frameworks = some(shelf, {goal.get("framework") for goal in goals})
    return Board(
        columns={state: tuple(sorted(map(makes, ones), key=_due_first)) for state, ones in things.items()},
        counts=counts,
        every=count(shelf, "action"),
        goals=items_of(goals),
        frameworks=items_of(frameworks[subject] for subject in sorted(frameworks)),
    )


def narrowed(shelf: Shelf, sought: Sought) -> tuple[Filter | Either, ...]:
    """Give the filters of the actions that are asked for."""
    where: list[Filter | Either] = []
    if sought.goal or sought.framework:
        where.append(_of_goals(shelf, sought))
    if sought.owner:
        where.append(Either(tuple(_led_by(shelf, f"lead_{side.lower()}", sought.owner) for side in SIDES)))
    if sought.party in SIDES:
        where.append(Filter(f"lead_{sought.party.lower()}", ("",), but=True))
    if sought.without in SIDES:
        where.append(Filter(f"lead_{sought.without.lower()}", ("",)))
    return tuple(where)


def _led_by(shelf: Shelf, column: str, text: str) -> tuple[Filter | Either, ...]:
    named = tuple(one for one in said_in(shelf, "action", column) if text.casefold() in one.casefold())
    return (Filter(column, named),) if named else (Either(()),)


def _of_goals(shelf: Shelf, sought: Sought) -> Filter | Either:
    """Narrow to the actions of some goals, which they name, or their objective, or the area of that."""
    goals = shelf.titles("goal")
    asked = tuple(
        subject
        for subject, goal in goals.items()
        if sought.goal in ("", subject) and sought.framework in ("", goal.get("framework"))
    )
    if not asked:
        return Either(())
    own, none = Filter("goal", asked), Filter("goal", tuple(goals), but=True)
    areas = _subjects(shelf, Query("cooperation-area", (own,)))
    below = (none, Filter("area", areas)) if areas else (Either(()),)
    objectives = _subjects(shelf, Query("objective", (Either(((own,), below)),)))
    return Either(((own,), (none, Filter("objective", objectives)))) if objectives else own


def _subjects(shelf: Shelf, query: Query) -> tuple[str, ...]:
    return tuple(thing.subject for thing in throughout(shelf, query))


def _in_state(state: str) -> Filter:
    return Filter("state", (state, "") if state == UNKNOWN else (state,))


def _column(shelf: Shelf, where: tuple[Filter | Either, ...], most: int) -> tuple[list[Thing], int]:
    """Give the first things of a column and how many it has: what has a day, then what has none."""
    dated = page(shelf, Query("action", (*where, Filter("due", ("",), but=True)), order="due", limit=most))
    others = page(shelf, Query("action", (*where, Filter("due", ("",))), limit=most))
    return [*dated.things, *others.things][:most], dated.total + others.total


def _goals(shelf: Shelf) -> list[Thing]:
    """Give the goals that any action or its objective belongs to, in order."""
    objectives = some(shelf, (f"objective/{slug}" for slug in said_in(shelf, "action", "objective")))
    areas = some(shelf, {one.get("area") or "" for one in objectives.values()})
    named = {one.get("goal") or "" for one in (*objectives.values(), *areas.values())}
    found = some(shelf, named | {f"goal/{slug}" for slug in said_in(shelf, "action", "goal")})
    return [found[subject] for subject in sorted(found)]


def _maker(shelf: Shelf, actions: Sequence[Thing], findings: Found) -> Callable[[Thing], Card]:
    """Give what makes the cards of these actions."""
    subjects = tuple(thing.subject for thing in actions)
    at, steps = _counted(findings(subjects)), _steps(_milestones(shelf, subjects))
    above = _above(shelf, actions)
    return lambda thing: _card(
        thing, steps.get(thing.subject, ()), at.get(thing.subject, {}), above, shelf.today
    )


def _milestones(shelf: Shelf, actions: tuple[str, ...]) -> Iterable[Thing]:
    return throughout(shelf, Query("milestone", (Filter("action", actions),))) if actions else ()


def _above(shelf: Shelf, actions: Sequence[Thing]) -> dict[str, dict[str, Thing]]:
    """Give what these actions hang on, level by level."""
    objectives = some(shelf, {one.get("objective") or "" for one in actions})
    areas = some(shelf, {one.get("area") or "" for one in objectives.values()})
    below = (*actions, *objectives.values(), *areas.values())
    goals = some(shelf, {one.get("goal") or "" for one in below})
    frameworks = some(shelf, {one.get("framework") or "" for one in goals.values()})
    return {"objective": objectives, "cooperation-area": areas, "goal": goals, "framework": frameworks}


def _due_first(card: Card) -> tuple[date, str]:
    return (card.due.last if card.due else date.max, card.item.subject)


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
