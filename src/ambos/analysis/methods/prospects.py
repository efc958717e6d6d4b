"""What is asked of a series, and the answer: plain values that can be kept and read again.

Making the answer needs the forecast (``outlook``); reading it needs the standard library only.
"""

from dataclasses import dataclass
from typing import Final

from ambos.analysis.methods.chances import COUNT, LOG, Chance

METHOD: Final = "ets-theta-rolling-t5@1"
FEW_PERIODS, FEW_ORIGINS, NOTHING_AHEAD, TOO_FAR = "few-periods", "few-origins", "nothing-ahead", "too-far"
LEAST_PERIODS: Final = 24
FARTHEST: Final = 120  # periods


@dataclass(frozen=True)
class Question:
    """A series and what is asked of it: the last ``width`` periods, ``steps`` periods from its end.

    ``width`` may reach back over values that are known already. ``mean`` asks for their mean instead of their
    total; ``share`` says that values are per cent of something. ``yearly`` is how many periods begin in a
    year: the season too, unless periods overlap.
    """

    values: tuple[float, ...]
    season: int
    steps: int
    width: int = 1
    mean: bool = False
    share: bool = False
    yearly: int = 0


@dataclass(frozen=True)
class Prospect:
    """The answer: the chance of the whole, that of each single period ahead, and how often it was tried.

    ``changes`` are the ratios (differences, where values are not positive) of the whole at past origins to
    the last whole before them; ``last`` is the last whole that is known. Where nothing can be said,
    ``refused`` is the code of the reason and all else is empty.
    """

    refused: str = ""
    chance: Chance | None = None
    fan: tuple[Chance, ...] = ()
    origins: int = 0
    last: float = 0.0
    changes: tuple[float, ...] = ()


def refusal(question: Question) -> str:
    """Give the code of why nothing can be foretold before anything is tried; nothing if it may be tried."""
    if question.steps < 1:
        return NOTHING_AHEAD
    if len(question.values) < LEAST_PERIODS:
        return FEW_PERIODS
    return TOO_FAR if question.steps > FARTHEST else ""


def base_rate(found: Prospect, goal: float, *, down: bool) -> float | None:
    """Give how often the series changed in the past as much as it would have to; None without a past."""
    if not found.changes or found.chance is None:
        return None
    relative = found.chance.link in (LOG, COUNT) and found.last > 0
    need = goal / found.last if relative else goal - found.last
    return sum(change <= need if down else change >= need for change in found.changes) / len(found.changes)
