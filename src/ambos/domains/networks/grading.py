"""How sources, information and handling are graded here, and what other schemes make of it.

A grade carried over to another scheme is never better than it was, and of several handling marks the
stricter wins. Neither is done by itself: a person reads the table and decides.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final

from ambos.domains.networks.records import INFORMATION_GRADE, SOURCE_RELIABILITY
from ambos.values.errors import Misused
from ambos.values.handling import EUROPOL, TLP

SCHEMES: Final = ("europol_4x4", "uk_3x5x2", "admiralty", "uk_5x5x5")


class MarkingUnknown(Misused):
    """A handling mark is not in the table; data: value, expected."""

    code = "networks.marking-unknown"


@dataclass(frozen=True)
class Grade:
    """One grade of Europol's 4x4 and what it is called in other schemes, with the source of that."""

    part: str
    europol_4x4: str
    uk_3x5x2: str
    admiralty: str
    uk_5x5x5: str
    mark: str
    source: str


@dataclass(frozen=True)
class Marking:
    """A handling mark of a scheme and the mildest label of ours that keeps it, with the source of that."""

    scheme: str
    marking: str
    tlp: str
    europol: str
    mark: str
    source: str


@lru_cache(maxsize=1)
def grades() -> tuple[Grade, ...]:
    """Give the crosswalk of grades, the best of each part first."""
    return tuple(Grade(**row) for row in _rows("grading.csv"))


@lru_cache(maxsize=1)
def markings() -> tuple[Marking, ...]:
    """Give the crosswalk of handling marks, by scheme."""
    return tuple(Marking(**row) for row in _rows("handling.csv"))


def _rows(name: str) -> list[dict[str, str]]:
    text = resources.files("ambos.domains.networks").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def into(part: str, scheme: str, grade: str) -> str:
    """Give the 4x4 grade of a grade of another scheme: the worst of those that it can stand for.

    Empty where the scheme has no such grade: then the original grade is kept beside it.
    """
    found = [row.europol_4x4 for row in grades() if row.part == part and getattr(row, scheme) == grade]
    return found[-1] if found else ""


def strictest(named: Iterable[str]) -> tuple[str, str]:
    """Give the TLP and the Europol code (or nothing) that keep all of these handling marks.

    An unknown mark is refused: nobody may take it for a mild one.
    """
    known = {one.marking: one for one in markings()}
    wanted = list(named)
    if wrong := next((one for one in wanted if one not in known), None):
        raise MarkingUnknown(value=wrong, expected=", ".join(known))
    found = [known[one] for one in wanted]
    codes = [one.europol for one in found if one.europol]
    return (
        max((one.tlp for one in found), key=TLP.index, default=TLP[0]),
        max(codes, key=EUROPOL.index, default=""),
    )


def length(reliability: str, information: str) -> int:
    """Give how far a tie carries: 1 if both grades are best, one more for each step that either is below."""
    return 1 + SOURCE_RELIABILITY.codes.index(reliability) + INFORMATION_GRADE.codes.index(information)


def is_weak(reliability: str, information: str) -> bool:
    """Say whether a tie rests on a doubtful or unknown source, or on what nobody can corroborate."""
    return reliability in ("c", "x") or information == INFORMATION_GRADE.codes[-1]
