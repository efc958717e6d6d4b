"""The plan as rules see it: everything that one reader may see, read once from the shelf, on one day."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Final

from ambos.analysis.studies.indicators import Measures
from ambos.analysis.studies.lines import IndicatorLine
from ambos.domains.dialogue import views as dialogue
from ambos.domains.justice.cases import Case
from ambos.domains.justice.views import open_cases
from ambos.domains.measures.views import Figure
from ambos.domains.plan.views import HANGS_ON
from ambos.kernel.joint import DISPUTED, DISPUTES, PROPOSED
from ambos.kernel.shelf import Shelf, Thing
from ambos.values.dates import Day

# A thing belongs to what the first of these fields that it fills leads to.
UPWARD: Final = (
    "framework", "goal", "area", "objective", "action", "concerns", "evaluation", "meeting", "agenda",
    "item", "group", "indicator", "measures", "goals", "commitment", "thing",
)  # fmt: skip
READ: Final = (
    "framework", "group", "meeting", "decision", "commitment", "agenda", "agenda-item", "minute", "contact",
    "goal", "cooperation-area", "objective", "action", "milestone", "adjustment", "agency", "role", "link",
    "assumption", "risk", "threat-assessment", "problem", "monitoring-plan", "evaluation", "recommendation",
    "waiver", "indicator", "baseline", "target", "figure", "indicator-test", "data-quality",
    "determination", "determination-criterion", "programme", "funding", "delivery", "assistance-result",
    "deployment",
    "fiu-request", "freeze", "frozen-account", "freeze-end", "complaint", "organisation", "person", "tie",
    "intercept",
    "terms-of-reference", "task-force-member", "vetting", "joint-target", "operation", "operation-step",
    "operation-risk", "critical-incident", "lesson", "conflict",
    "vetting", "access-review", "recusal", "conflict-of-interest", "declaration", "export",
)  # fmt: skip
# Kinds of the daily work may hold a million things: rules see the newest of them.
WORKING: Final = (
    "recovery", "trace-request", "trace-result", "substance", "seizure", "destruction",
)  # fmt: skip
MOST_WORKING: Final = 1000
Unlisted = Mapping[str, Mapping[str, str]]  # by subject, what a finding says of it


@dataclass(frozen=True)
class Plan:
    """Everything a rule may ask. ``since`` is the day from which a thing has waited for the other key.

    A framework lives until it has ended or another continues it; ``focus`` is one that is looked at all the
    same. What belongs to no framework lives too.
    """

    today: date
    kinds: Mapping[str, tuple[Thing, ...]]
    measures: Measures
    standings: tuple[dialogue.Standing, ...]
    since: Mapping[str, date]
    focus: str = ""
    cases: tuple[Case, ...] = ()
    unlisted: Unlisted = field(default_factory=dict)

    @classmethod
    def read(
        cls,
        shelf: Shelf,
        focus: str = "",
        measures: Measures | None = None,
        unlisted: Unlisted | None = None,
    ) -> "Plan":
        """Read the shelf: each kind once, and nothing that the reader may not see.

        ``measures`` are those of the same shelf where they have been read already, with what is foreseen;
        ``unlisted`` names those whose entry the newest version of an official list does not hold.
        """
        kinds = {kind: tuple(shelf.things(kind)) for kind in READ if kind in shelf.register}
        kinds |= {kind: tuple(shelf.newest(kind, MOST_WORKING)) for kind in WORKING if kind in shelf.register}
        standings = tuple(one for ones in dialogue.standings(shelf).values() for one in ones)
        since = dict(_waiting(shelf, kinds.values()))
        # Of requests there may be very many: only those that are open can still be mended.
        found = tuple(open_cases(shelf))
        measured = measures or Measures.read(shelf)
        return cls(shelf.today, kinds, measured, standings, since, focus, found, unlisted or {})

    # -- things

    def of(self, kind: str) -> tuple[Thing, ...]:
        """Give the things of a kind, by subject."""
        return self.kinds.get(kind, ())

    def living(self, kind: str) -> Iterator[Thing]:
        """Give the things of a kind that can still be mended: those of living frameworks, and of none."""
        return (thing for thing in self.of(kind) if self._lives(thing))

    def get(self, subject: str | None) -> Thing | None:
        """Give a thing by its subject."""
        return self._titles.get(subject or "")

    @cached_property
    def _titles(self) -> dict[str, Thing]:
        return {thing.subject: thing for things in self.kinds.values() for thing in things}

    def about(self, kind: str, subject: str, field: str = "concerns") -> tuple[Thing, ...]:
        """Give the things of a kind that name a subject in a field."""
        return self._index(kind, field).get(subject, ())

    def _index(self, kind: str, field: str) -> dict[str, tuple[Thing, ...]]:
        if (kind, field) not in self._indexes:
            found: dict[str, list[Thing]] = {}
            for thing in self.of(kind):
                for subject in named(thing, field):
                    found.setdefault(subject, []).append(thing)
            self._indexes[kind, field] = {subject: tuple(ones) for subject, ones in found.items()}
        return self._indexes[kind, field]

    @cached_property
    def _indexes(self) -> dict[tuple[str, str], dict[str, tuple[Thing, ...]]]:
        return {}

    # -- where a thing belongs

    def frameworks(self, thing: Thing) -> frozenset[str]:
        """Give the frameworks that a thing belongs to; none where nothing leads to one."""
        return self._homes(thing.subject, frozenset())

    def _homes(self, subject: str, seen: frozenset[str]) -> frozenset[str]:
        if subject.startswith("framework/"):
            return frozenset((subject,))
        if subject not in self._known and subject not in seen:
            above = self._above(subject)
            homes = (self._homes(one, seen | {subject}) for one in above)
            self._known[subject] = frozenset(home for found in homes for home in found)
        return self._known.get(subject, frozenset())

    def _above(self, subject: str) -> tuple[str, ...]:
        thing = self.get(subject)
        if thing is None:
            return ()
        fields = UPWARD if thing.kind != "indicator" else ("goals", "measures")
        return next((found for name in fields if (found := tuple(named(thing, name)))), ())

    @cached_property
    def _known(self) -> dict[str, frozenset[str]]:
        return {}

    def _lives(self, thing: Thing) -> bool:
        homes = self.frameworks(thing)
        return not homes or bool(homes & self.living_frameworks)

    @cached_property
    def living_frameworks(self) -> frozenset[str]:
        """Give the frameworks that have neither ended nor been continued, and the one in focus."""
        return frozenset({t.subject for t in self.of("framework")} - self.over | {self.focus})

    @cached_property
    def over(self) -> frozenset[str]:
        """Give the frameworks that have ended or that another continues."""
        continued = {t.get("continues") for t in self.of("framework")} - {None}
        return frozenset(
            continued | {t.subject for t in self.of("framework") if past(t.get("ended"), self.today)}
        )

    def below(self, thing: Thing) -> tuple[Thing, ...]:
        """Give the parts of the hierarchy that hang on a thing, directly or through others."""
        if thing.subject not in self._below:
            children = self._children.get(thing.subject, ())
            self._below[thing.subject] = tuple(
                one for child in children for one in (child, *self.below(child))
            )
        return self._below[thing.subject]

    @cached_property
    def _below(self) -> dict[str, tuple[Thing, ...]]:
        return {}

    @cached_property
    def _children(self) -> dict[str, list[Thing]]:
        found: dict[str, list[Thing]] = {}
        for kind, fields in HANGS_ON:
            for thing in self.of(kind):
                parent = next((value for field in fields if (value := thing.get(field))), "")
                found.setdefault(parent, []).append(thing)
        return found

    def around(self, kind: str, thing: Thing, field: str = "concerns") -> tuple[Thing, ...]:
        """Give the things of a kind that speak of a thing, of a part of it, or of its framework."""
        near = [thing.subject, *self.frameworks(thing), *(part.subject for part in self.below(thing))]
        return tuple(found for subject in dict.fromkeys(near) for found in self.about(kind, subject, field))

    # -- measures

    def figures(self, indicator: Thing) -> tuple[Figure, ...]:
        """Give the figures of an indicator, by period and vintage."""
        return self.measures.figures.get(indicator.subject, ())

    def lines(self, indicator: Thing) -> tuple[IndicatorLine, ...]:
        """Give the assessments of an indicator, one for each target, or the one without."""
        return self._assessed.get(indicator.subject, ())

    @cached_property
    def _assessed(self) -> dict[str, tuple[IndicatorLine, ...]]:
        return {name: self.measures.lines(thing) for name, thing in self.measures.indicators.items()}

    @cached_property
    def targeted(self) -> tuple[tuple[Thing, IndicatorLine], ...]:
        """Give each target with its assessment."""
        known = {thing.subject: thing for thing in self.of("target")}
        lines = (line for lines in self._assessed.values() for line in lines if line.target)
        found = [
            (known[line.target.item.subject], line)
            for line in lines
            if line.target and line.target.item.subject in known
        ]
        return tuple(sorted(found, key=lambda pair: pair[0].subject))

    def measuring(self, thing: Thing) -> tuple[Thing, ...]:
        """Give the indicators that measure a thing of the hierarchy: its own and those of its parts."""
        near = (thing.subject, *(part.subject for part in self.below(thing)))
        fields = ("goals", "measures")
        found = (one for subject in near for name in fields for one in self.about("indicator", subject, name))
        return tuple({one.subject: one for one in found}.values())


def named(thing: Thing, field: str) -> Iterable[str]:
    """Give the subjects that a field of a thing names: none, one or many."""
    value = thing.get(field)
    if isinstance(value, str):
        return (value,) if "/" in value else ()
    return (
        tuple(one for one in value if isinstance(one, str) and "/" in one) if isinstance(value, list) else ()
    )


def past(day: str | None, today: date) -> bool:
    """Say whether a day that may be absent is over."""
    return bool(day) and Day.parse(str(day)).last < today


def days_since(day: str | None, today: date) -> int | None:
    """Give the days since a day, counted from the first that it can be; None where it is not known."""
    return (today - Day.parse(day).first).days if day else None


def _waiting(shelf: Shelf, kinds: Iterable[tuple[Thing, ...]]) -> Iterator[tuple[str, date]]:
    """Give from when each thing has waited: the proposal that stands, or the first objection to it."""
    for thing in (one for things in kinds for one in things if one.state in (PROPOSED, DISPUTED)):
        rids = {thing.rid, *thing.rivals}
        against = (
            [tie.rid for tie in shelf.ties_to(rids) if tie.relation == DISPUTES]
            if thing.state == DISPUTED
            else []
        )
        times = [shelf.record(rid).time for rid in against or [thing.rid]]
        yield thing.subject, datetime.fromtimestamp(min(times), UTC).date()
