"""A case in a few values: its steps in their order, the stage they led to, what suspends its clocks."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final, NamedTuple

from ambos.domains.justice.instruments import REQUESTED, REQUESTING, course_of
from ambos.kernel.course import Course, Walked
from ambos.kernel.shelf import Thing

_REPEATED: Final = 4096  # ways through a course that are remembered, since many requests go the same


@dataclass(frozen=True, slots=True)
class Held:
    """A suspension: why, from when, until when if it has ended."""

    why: str
    since: datetime
    until: datetime | None


class Taken(NamedTuple):
    """A step that was taken: when, which, by which party, and the reason where it needs one."""

    at: datetime
    step: str
    by: str
    reason: str


@dataclass(frozen=True)
class Run:
    """How far a request has come, in a few values: enough to count its clocks, of very many requests."""

    subject: str
    instrument: str
    requesting: str
    requested: str
    urgency: str
    steps: tuple[Taken, ...]
    held: tuple[Held, ...]

    @property
    def course(self) -> Course:
        """Give the course that the request runs."""
        return course_of(self.instrument, self.requested)

    @property
    def walked(self) -> Walked:
        """Give the stage that the steps led to, and those out of turn or of the other side."""
        return _walked(
            self.instrument,
            self.requested,
            tuple(taken.step for taken in self.steps),
            tuple(self.side(taken.by) for taken in self.steps),
        )

    @property
    def counted(self) -> tuple[Taken, ...]:
        """Give the steps that count: neither out of turn nor of the other side."""
        wrong = set(self.walked.misplaced)
        return tuple(taken for place, taken in enumerate(self.steps) if place not in wrong)

    def side(self, party: str) -> str:
        """Give the side on which a party stands; nothing for one whose request it is not."""
        return {self.requesting: REQUESTING, self.requested: REQUESTED}.get(party, "")


@lru_cache(_REPEATED)
def _walked(instrument: str, requested: str, steps: tuple[str, ...], sides: tuple[str, ...]) -> Walked:
    return course_of(instrument, requested).walk(steps, sides)


@dataclass(frozen=True)
class Case:
    """One request with the steps that counted, those out of turn, and its suspensions, in order of time."""

    request: Thing
    run: Run
    stage: str
    steps: tuple[Thing, ...]
    misplaced: tuple[Thing, ...]
    suspensions: tuple[Thing, ...]

    @property
    def ended(self) -> bool:
        """Say whether its stage is one that leads nowhere."""
        return self.stage in self.run.course.ends
