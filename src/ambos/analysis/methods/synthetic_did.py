"""Synthetic difference-in-differences, beside its two relatives, for units treated all at once.

Arkhangelsky, Athey, Hirshberg, Imbens & Wager, American Economic Review 111 (2021), 4088-4118. Controls are
weighed so that they run parallel to the treated before, times before so that they resemble the time after.
It answers only where

* without the action the treated would have moved as the weighed controls did, at whatever distance;
* controls were not touched by the action;
* all were counted alike.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from ambos.analysis.methods.synthetic import Array, simplex

SLIGHT: Final = 1e-6  # the ridge that only makes weights unique, in units of the noise


@dataclass(frozen=True)
class Block:
    """Controls above treated units, one row each; from column ``start`` on the treated are treated."""

    outcomes: Array
    controls: int
    start: int

    @property
    def noise(self) -> float:
        """Give the standard deviation of the controls' change from one period to the next, before."""
        return float(np.diff(self.outcomes[: self.controls, : self.start], axis=1).std(ddof=1))

    def effect(self, units: Array, times: Array) -> float:
        """Give the difference of differences under weights of controls and of times before."""
        treated = len(self.outcomes) - self.controls
        after = self.outcomes.shape[1] - self.start
        rows = np.r_[-units, np.full(treated, 1 / treated)]
        columns = np.r_[-times, np.full(after, 1 / after)]
        return float(rows @ self.outcomes @ columns)


Method = Callable[[Block], float]


def synthetic_did(block: Block) -> float:
    """Give the effect with weighed controls and weighed times."""
    treated, after = len(block.outcomes) - block.controls, block.outcomes.shape[1] - block.start
    before, later = _quarters(block)
    own = block.outcomes[block.controls :, : block.start].mean(axis=0)
    units = _parallel(before.T, own, (treated * after) ** 0.5 * block.noise**2)
    times = _parallel(before, later.mean(axis=1), (SLIGHT * block.noise) ** 2)
    return block.effect(units, times)


def synthetic_control(block: Block) -> float:
    """Give the effect with weighed controls at no distance, and no time before."""
    before, _ = _quarters(block)
    own = block.outcomes[block.controls :, : block.start].mean(axis=0)
    units = simplex(before.T, own, block.start * (SLIGHT * block.noise) ** 2)
    return block.effect(units, np.zeros(block.start))


def difference_in_differences(block: Block) -> float:
    """Give the effect with all controls and all times before weighed alike."""
    even = np.full(block.controls, 1 / block.controls)
    return block.effect(even, np.full(block.start, 1 / block.start))


def placebo_error(block: Block, method: Method) -> float:
    """Give the standard error of an effect on one treated unit: its spread over controls as if treated."""
    return float(np.std([method(fake) for fake in _placebos(block)], ddof=1))


def _placebos(block: Block) -> Sequence[Block]:
    controls = block.outcomes[: block.controls]
    moved = (np.vstack([np.delete(controls, row, axis=0), controls[row]]) for row in range(block.controls))
    return [Block(outcomes, block.controls - 1, block.start) for outcomes in moved]


def _quarters(block: Block) -> tuple[Array, Array]:
    """Give the controls' outcomes before and after."""
    controls = block.outcomes[: block.controls]
    return controls[:, : block.start], controls[:, block.start :]


def _parallel(matrix: Array, target: Array, ridge: float) -> Array:
    """Give weights whose mixture runs parallel to a target: the distance between them is free.

    The squared distance counts by the row, the ridge by the weight, as the authors set them.
    """
    return simplex(matrix - matrix.mean(axis=0), target - target.mean(), len(target) * ridge)
