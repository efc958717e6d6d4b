"""The instruments as data: the course that a request runs and the clocks that run beside it.

Both are read once from the files in ``data``, each step and clock with its legal source in both languages and
how that is known.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final

from ambos.kernel.course import Course, CourseMisdeclared, demand_languages

REQUESTING, REQUESTED = "requesting", "requested"
INSTRUMENTS: Final = (
    "extradition",
    "provisional-arrest",
    "legal-assistance",
    "sentenced-transfer",
    "transfer",
    "information",
    "spontaneous",
    "trace",
)
# The stages at which the party that was asked has answered, one way or the other.
ANSWERED: Final = frozenset(
    ("surrendered", "transmitted", "answered", "closed", "formalised", "refused", "released")
)
GRANTED: Final = frozenset(("surrendered", "transmitted", "answered", "closed", "formalised"))


@dataclass(frozen=True, slots=True)
class LegalClock:
    """One legal clock as it is declared: what starts, stops and suspends it, for how long, whose it is.

    ``course`` names the course that it belongs to, ``law`` the party whose law it is: it runs where that
    party is asked. ``calendar`` names the working days; with ``rolls`` an end on a day of rest moves to the
    next of them. ``side`` and ``role`` say who has to act in time, ``warnings`` the days before its end on
    which it warns, ``source`` its legal source by language, ``mark`` how that is known.
    """

    name: str
    course: str
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    length: int
    unit: str
    calendar: str
    law: str
    zone: str
    tolled_by: tuple[str, ...]
    consequence: str
    side: str
    role: str
    warnings: tuple[int, ...]
    source: Mapping[str, str] = field(hash=False)
    mark: str
    rolls: bool = False


@cache
def courses() -> Mapping[str, Course]:
    """Give every course by its name: an instrument, or an instrument and the party that is asked."""
    return {name: Course.read(name, declared) for name, declared in _read("courses.toml").items()}


@cache
def clocks() -> Mapping[str, LegalClock]:
    """Give every clock by its name; one of a step its course lacks, or of no sound source, is refused."""
    made = {name: LegalClock(name, **_tuples(declared)) for name, declared in _read("clocks.toml").items()}
    for clock in made.values():
        known = {step.name for step in courses()[clock.course].steps}
        for step in (*clock.starts, *clock.stops):
            if step not in known:
                raise CourseMisdeclared(course=clock.course, step=step, rule=f"clock {clock.name}")
        demand_languages(clock.course, clock.name, clock.source)
    return made


@cache
def course_of(instrument: str, requested: str) -> Course:
    """Give the course of an instrument at a party: its own where the law of that party differs."""
    known = courses()
    return (
        known.get(f"{instrument}.{requested}")
        or known[next(name for name in known if name.partition(".")[0] == instrument)]
    )


@cache
def clocks_of(course: str, requested: str) -> tuple[LegalClock, ...]:
    """Give the clocks that run beside a course where a party is asked: those of that party's law."""
    return tuple(clock for clock in clocks().values() if (clock.course, clock.law) == (course, requested))


def every(part: str) -> tuple[str, ...]:
    """Give every name of one part of the courses, ``step`` or ``stage``, each once, in order."""
    names = (
        (step.name for step in course.steps) if part == "step" else iter(course.stages)
        for course in courses().values()
    )
    return tuple(dict.fromkeys(name for one in names for name in one))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "data" / name).read_text(encoding="utf-8"))


def _tuples(declared: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in declared.items()}
