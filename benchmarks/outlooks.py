"""How long it takes to foretell five hundred series, the same again, and one that changed.

The series are SYNTHETIC: counts of 120 months with a trend, a season and chance, from one fixed seed.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import Final

import numpy as np

from ambos.analysis.methods.prospects import Question
from ambos.node.outlooks import foreseen

SERIES: Final = 500
MONTHS: Final = 120
SEED: Final = 1
CHANGED: Final = "changed"


@dataclass(frozen=True)
class Speed:
    """One piece of work as a whole process, start-up included; ``most`` is the bar in seconds."""

    what: str
    wall: float
    cpu: float
    most: float | None = None

    @property
    def bar(self) -> str:
        """Give the bar in words."""
        return "" if self.most is None else f"under {self.most:g} s"


def questions(changed: bool = False) -> dict[str, Question]:
    """Give five hundred questions; the first series has another last value if it ``changed``."""
    chance = np.random.default_rng(SEED)
    months = np.arange(MONTHS)
    made = {}
    for number in range(SERIES):
        level, slope, phase = 4 + chance.normal(0, 0.7), chance.normal(0, 0.004), chance.integers(12)
        mean = np.exp(level + slope * months + 0.2 * np.sin(2 * np.pi * (months + phase) / 12))
        values = chance.negative_binomial(20, 20 / (20 + mean)) + 1.0
        made[f"series-{number}"] = Question(tuple(values.tolist()), 12, 12, 12)
    first = made["series-0"]
    if changed:
        made["series-0"] = replace(first, values=(*first.values[:-1], first.values[-1] + 1))
    return made


def speed(say: Callable[[str], None]) -> Iterator[Speed]:
    """Measure each piece of work in a process of its own, on one folder."""
    with tempfile.TemporaryDirectory() as folder:
        for what, changed, most in (
            (f"{SERIES} series, none known", "", 60.0),
            (f"{SERIES} series, all known", "", None),
            (f"{SERIES} series, one changed", CHANGED, 1.0),
        ):
            say(f"Speed: {what}")
            cpu, wall = _cpu(), time.perf_counter()
            subprocess.run([sys.executable, "-m", "benchmarks.outlooks", folder, changed], check=True)
            yield Speed(what, time.perf_counter() - wall, _cpu() - cpu, most)


def _cpu() -> float:
    found = [getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in found)


if __name__ == "__main__":
    foreseen(Path(sys.argv[1]), questions(sys.argv[2] == CHANGED))
