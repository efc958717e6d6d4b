"""The life of a thing as data: its stages, the steps between them, who may take each and what it needs.

A course is read from a file that names the legal source of every step, so that a lawyer can confirm it and
a change of law is a change of data. What has been taken is walked as it is told: a step that the course does
not allow where it stands is kept and named, never dropped.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest
from typing import Any, Final, Self

from ambos.kernel.fields import LANGUAGES
from ambos.values.errors import NotAllowed, Refused

ANYBODY: Final = "either"  # the side of a step that both parties may take


class CourseMisdeclared(Refused):
    """A course contradicts itself; data: ``course``, ``step``, ``rule``."""

    code = "course.misdeclared"


class StepUnknown(Refused):
    """A course has no such step; data: ``course``, ``step``, ``steps``."""

    code = "course.step-unknown"


class StepOutOfTurn(Refused):
    """A step cannot be taken where the thing stands; data: ``course``, ``step``, ``stage``, ``steps``."""

    code = "course.out-of-turn"


class StepOfAnother(NotAllowed):
    """A step is for the other side, or for other roles; data: ``course``, ``step``, ``side``, ``roles``."""

    code = "course.of-another"


class StepLacks(Refused):
    """A step lacks what it needs; data: ``course``, ``step``, ``field``."""

    code = "course.lacks"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: from which stages it leads where, who takes it, what must be told with it, and by what law.

    ``side`` is one of the sides that the course names, or ``either``; without ``roles`` anybody who may write
    takes it. ``source`` is its legal source by language, ``mark`` how that is known.
    """

    name: str
    stages: tuple[str, ...]
    to: str
    side: str = ANYBODY
    roles: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    source: Mapping[str, str] = field(default_factory=dict, hash=False)
    mark: str = "recalled"


@dataclass(frozen=True, slots=True)
class Walked:
    """How far the steps led: the stage, the steps that counted, and the places of those out of turn."""

    stage: str
    path: tuple[str, ...]
    misplaced: tuple[int, ...]


@dataclass(frozen=True)
class Course:
    """A course: the stage in which a thing begins, its steps, the sides that take them."""

    name: str
    start: str
    sides: tuple[str, ...]
    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        """Refuse a course with a step of two meanings, of no side, or that can never be taken."""
        reached = {self.start, *(step.to for step in self.steps)}
        names = [step.name for step in self.steps]
        for step in self.steps:
            broken = {
                "repeated": names.count(step.name) > 1,
                "side": step.side not in (*self.sides, ANYBODY),
                "unreachable": not step.stages or not reached.issuperset(step.stages),
            }
            if rule := next((rule for rule, is_broken in broken.items() if is_broken), ""):
                raise CourseMisdeclared(course=self.name, step=step.name, rule=rule)

    @classmethod
    def read(cls, name: str, declared: Mapping[str, Any]) -> Self:
        """Make a course of its declaration: ``start``, ``sides``, and a list ``step`` of tables.

        Refused: a step whose source does not stand in every language.
        """
        steps = tuple(_step(step) for step in declared["step"])
        for step in steps:
            demand_languages(name, step.name, step.source)
        return cls(name, declared["start"], tuple(declared["sides"]), steps)

    @cached_property
    def _by_name(self) -> Mapping[str, Step]:
        """Give the steps by their names: very many things walk one course."""
        return {step.name: step for step in self.steps}

    @property
    def stages(self) -> tuple[str, ...]:
        """Give every stage in the order in which the course names it first."""
        return tuple(dict.fromkeys((self.start, *(step.to for step in self.steps))))

    @property
    def ends(self) -> frozenset[str]:
        """Give the stages from which nothing leads on to another."""
        left = {stage for step in self.steps for stage in step.stages if step.to != stage}
        return frozenset(self.stages) - left

    def step(self, name: str) -> Step:
        """Give the step of this name, or refuse."""
        if name in self._by_name:
            return self._by_name[name]
        raise StepUnknown(course=self.name, step=name, steps=", ".join(step.name for step in self.steps))

    def next(self, stage: str) -> tuple[Step, ...]:
        """Give the steps that may be taken at a stage."""
        return tuple(step for step in self.steps if stage in step.stages)

    def demand(
        self, stage: str, name: str, side: str, roles: Collection[str], filled: Collection[str]
    ) -> Step:
        """Give the step that somebody of a side and roles takes at a stage, having ``filled`` these fields.

        Refused: a step out of turn, of the other side or other roles, without what it needs.
        """
        step = self.step(name)
        if stage not in step.stages:
            now = ", ".join(one.name for one in self.next(stage))
            raise StepOutOfTurn(course=self.name, step=name, stage=stage, steps=now)
        if step.side not in (side, ANYBODY) or (step.roles and not set(step.roles) & set(roles)):
            raise StepOfAnother(course=self.name, step=name, side=step.side, roles=", ".join(step.roles))
        for need in step.needs:
            if need not in filled:
                raise StepLacks(course=self.name, step=name, field=need)
        return step

    def walk(self, taken: Sequence[str], sides: Sequence[str] = ()) -> Walked:
        """Take steps in their order from the start; those out of turn, or unknown, change nothing.

        With ``sides``, who took each, a step of the other side changes nothing either: what a partner's own
        program refuses at its desk another may write all the same.
        """
        stage, path, misplaced = self.start, [], []
        known = self._by_name
        for place, (name, side) in enumerate(zip_longest(taken, sides)):
            step = known.get(name)
            theirs = step is not None and bool(sides) and step.side not in (side, ANYBODY)
            if step is None or theirs or stage not in step.stages:
                misplaced.append(place)
            else:
                stage = step.to
                path.append(name)
        return Walked(stage, tuple(path), tuple(misplaced))


def _step(declared: Mapping[str, Any]) -> Step:
    """Make a step of its table, whose lists become tuples."""
    plain: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in declared.items()
    }
    return Step(**plain)


def demand_languages(course: str, step: str, source: Mapping[str, str]) -> None:
    """Refuse a legal source that is not there in each language."""
    for language in LANGUAGES:
        if not source.get(language):
            raise CourseMisdeclared(course=course, step=step, rule=f"source.{language}")
