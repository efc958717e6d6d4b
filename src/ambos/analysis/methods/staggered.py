"""Difference-in-differences where units begin at different times.

Callaway & Sant'Anna, Journal of Econometrics 225 (2021), 200-230, without covariates, never-treated units
as the comparison; standard errors from influence functions, one unit an observation. Ordinary two-way
regressions mix units already treated into the comparison; this does not. It answers only where

* without the action each group would have moved as the never-treated did (seen before: effects there near
  zero);
* nobody acted in advance of the first period, and nobody stopped again;
* units do not touch each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from ambos.values.errors import Misused

Array = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

NEVER: Final = 0


class NobodyUntreated(Misused):
    """No unit stays untreated, so there is nothing to compare with."""

    code = "effect.nobody-untreated"


@dataclass(frozen=True)
class Effect:
    """An average effect on the treated, and each unit's influence on it (their mean is nothing)."""

    value: float
    influence: Array

    @property
    def error(self) -> float:
        """Give the standard error."""
        return float(np.sqrt((self.influence**2).sum()) / len(self.influence))


@dataclass(frozen=True)
class Staggered:
    """The effects of each group (by its first period) in each period, and what they come to."""

    cells: Mapping[tuple[int, int], Effect]
    groups: Whole

    def dynamic(self) -> dict[int, Effect]:
        """Give the effect by periods since the beginning, each group weighed by its units."""
        since = sorted({period - group for group, period in self.cells})
        return {gone: self._mean([key for key in self.cells if key[1] - key[0] == gone]) for gone in since}

    def overall(self) -> Effect:
        """Give the plain mean of the effects by periods since the beginning, from the first one on."""
        later = [effect for gone, effect in self.dynamic().items() if gone >= 0]
        influence = np.mean([effect.influence for effect in later], axis=0)
        return Effect(float(np.mean([effect.value for effect in later])), influence)

    def simple(self) -> Effect:
        """Give the mean over all treated groups and periods, each group weighed by its units."""
        return self._mean([key for key in self.cells if key[1] >= key[0]])

    def _mean(self, keys: list[tuple[int, int]]) -> Effect:
        """Weigh cells by the share of their group; that the shares are estimated counts as well."""
        members = np.array([self.groups == group for group, _ in keys], dtype=float)
        shares = members.mean(axis=1)
        values = np.array([self.cells[key].value for key in keys])
        weights = shares / shares.sum()
        value = float(weights @ values)
        within = weights @ np.array([self.cells[key].influence for key in keys])
        between = (values - value) @ (members - shares[:, None]) / shares.sum()
        return Effect(value, within + between)


def staggered(outcomes: Array, first: Whole, periods: Whole) -> Staggered:
    """Give the effect of each group in each period from the second on.

    ``outcomes`` has one row a unit and one column a period; ``first`` is the period in which each unit began,
    ``NEVER`` for those that did not. Before a group's beginning, each period is set against the one before;
    from then on, against the last one before the beginning. Units that began in the first period have no such
    one and are left out. Refused: a panel in which nobody stays untreated.
    """
    never = first == NEVER
    if not never.any():
        raise NobodyUntreated()
    groups = [int(group) for group in np.unique(first) if group > periods[0]]
    cells = {
        (group, int(periods[at])): _cell(outcomes, first == group, never, at, _base(periods, group, at))
        for group in groups
        for at in range(1, len(periods))
    }
    return Staggered(cells, first)


def _base(periods: Whole, group: int, at: int) -> int:
    """Give the column that a period is set against."""
    last_before = int(np.searchsorted(periods, group)) - 1
    return min(at - 1, last_before)


def _cell(
    outcomes: Array, group: npt.NDArray[np.bool_], never: npt.NDArray[np.bool_], at: int, base: int
) -> Effect:
    change = outcomes[:, at] - outcomes[:, base]
    treated, control = float(change[group].mean()), float(change[never].mean())
    influence = group / group.mean() * (change - treated) - never / never.mean() * (change - control)
    return Effect(treated - control, influence)
