"""Did it only move elsewhere? Neighbours are no donors, and their own change is measured.

What an action pushes to its neighbours spoils them as donors: it makes the mixture rise and the effect look
greater. So the effect is told with far donors only, and beside it what near donors would have made of it.
The neighbours' sum is compared with the far donors' sum as two series (``controlled``). It answers only where
the far donors were out of reach, and where nothing else set the neighbours apart from them after the date.
"""

from dataclasses import dataclass, replace

import numpy as np

from ambos.analysis.methods.controlled import Controlled, compare, unusable
from ambos.analysis.methods.synthetic import Synthetic, synthesise


@dataclass(frozen=True)
class Displacement:
    """The effect in percent with neighbours among the donors, and how the neighbours changed.

    Where their change cannot be told, ``refused`` is the code of the reason.
    """

    with_neighbours: float
    neighbours: Controlled | None
    refused: str

    def moved(self, wanted_down: bool) -> bool:
        """Say whether the neighbours changed for the worse."""
        change = self.neighbours.change if self.neighbours else None
        return change is not None and change.found and (change.ratio > 1) == wanted_down


def displacement(
    real: Synthetic, levels: np.ndarray, near: tuple[int, ...], season: int, rng: np.random.Generator
) -> Displacement:
    """Give what the neighbours, rows ``near`` of the case, did to the answer and what it did to them.

    ``levels`` are the outcomes as counted, one row a unit as in the case: sums need them unscaled.
    """
    case = real.case
    mixed = synthesise(replace(case, donors=(*case.donors, *near)), rng)
    theirs, far = levels[list(near)].sum(axis=0), levels[list(case.donors)].sum(axis=0)
    why = unusable(theirs, far, case.start, season)
    told = None if why else compare(theirs, far, case.start, season=season)
    return Displacement(mixed.percent, told, why)
