"""Synthetic control: a treated unit beside a weighted mixture of others that went the same way before.

Abadie, Diamond & Hainmueller, JASA 105 (2010), 493-505. Weights are not negative and sum to one, so nothing
is extrapolated. How much each predictor counts (its importance) is chosen so that the mixture follows the
treated unit's own outcome before. It answers only where

* donors were not touched by the action, nor by what it pushed elsewhere;
* the mixture followed the treated unit closely before (``close_enough`` refuses where it did not);
* nothing else that matters happened to the treated unit alone, and all were counted alike.

Without predictors the mixture is matched on the outcomes before themselves.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize, nnls

Array = npt.NDArray[np.float64]

STARTS: Final = 8
MOST_TRIALS: Final = 1500
SPREAD_OF_STARTS: Final = 3.0  # of the logarithms of importances
STIFF: Final = 1e3  # how much more the sum of weights counts than any predictor
FLOOR: Final = 1e-8
WORTH_LEAVING_OUT: Final = 0.01
# Own choice: a mixture is close if it leaves a quarter of the variance before, or a tenth of the level.
MOST_OF_SPREAD: Final = 0.5
MOST_OF_LEVEL: Final = 0.1


@dataclass(frozen=True)
class Case:
    """One treated unit among others.

    ``outcomes`` has one row a unit and one column a period, ``start`` is the first column after; ``donors``
    are rows. ``predictors`` has one row a unit. ``judged`` are the columns on which importances are chosen,
    all before ``start`` if it is empty.
    """

    outcomes: Array
    treated: int
    donors: tuple[int, ...]
    start: int
    predictors: Array | None = None
    judged: tuple[int, ...] = ()

    @property
    def target(self) -> Array:
        """Give the treated unit's outcomes."""
        return np.asarray(self.outcomes[self.treated])

    @property
    def pool(self) -> Array:
        """Give the donors' outcomes, one row each."""
        return np.asarray(self.outcomes[list(self.donors)])


@dataclass(frozen=True)
class Synthetic:
    """A mixture: ``weights`` in the order of the donors, ``mixture`` its outcomes, ``gap`` what is over."""

    case: Case
    weights: Array
    importance: Array
    mixture: Array
    gap: Array

    @property
    def before(self) -> float:
        """Give the root mean square gap before."""
        return _rms(self.gap[: self.case.start])

    @property
    def after(self) -> float:
        """Give the root mean square gap after."""
        return _rms(self.gap[self.case.start :])

    @property
    def ratio(self) -> float:
        """Give how many times wider the gap is after than before."""
        return self.after / max(self.before, FLOOR)

    @property
    def effect(self) -> float:
        """Give the mean gap after."""
        return float(self.gap[self.case.start :].mean())

    @property
    def percent(self) -> float:
        """Give the mean gap after, in percent of what the mixture had."""
        return 100 * self.effect / float(self.mixture[self.case.start :].mean())

    @property
    def close_enough(self) -> bool:
        """Say whether the mixture followed the treated unit before, well enough to go by."""
        own = self.case.target[: self.case.start]
        spread, level = float(own.std()), float(np.abs(own).mean())
        return self.before <= max(MOST_OF_SPREAD * spread, MOST_OF_LEVEL * level)


def simplex(matrix: Array, target: Array, ridge: float = 0.0) -> Array:
    """Give the weights, not negative and with the sum of one, whose mixture of columns is nearest a target.

    ``ridge`` times the squared weights is added to the squared distance.
    """
    columns = matrix.shape[1]
    stiff = STIFF * max(float(np.sqrt((matrix**2).sum(axis=0).max())), FLOOR)
    rows = [matrix, np.full((1, columns), stiff)]
    ends = [target, np.array([stiff])]
    if ridge:
        rows.append(np.sqrt(ridge) * np.eye(columns))
        ends.append(np.zeros(columns))
    weights, _ = nnls(np.vstack(rows), np.concatenate(ends), maxiter=100 * columns)
    return np.asarray(weights / weights.sum())


def synthesise(case: Case, rng: np.random.Generator, starts: int = STARTS) -> Synthetic:
    """Give the mixture for a case; ``rng`` draws the later starts of the search for importances."""
    if case.predictors is None:
        before = slice(None, case.start)
        return _made(case, simplex(case.pool[:, before].T, case.target[before]), np.empty(0))
    return weigh(case, importance(case, rng, starts))


def weigh(case: Case, importance: Array) -> Synthetic:
    """Give the mixture for a case whose predictors count as given."""
    ours, theirs = _scaled(case)
    return _made(case, _weights(importance, theirs, ours), importance)


def importance(case: Case, rng: np.random.Generator, starts: int = STARTS) -> Array:
    """Give how much each predictor counts, so that the mixture is nearest on the columns judged.

    The search starts from equal shares, from a regression of outcomes on predictors, and from drawn places.
    """
    ours, theirs = _scaled(case)
    judged = list(case.judged or range(case.start))
    pool, target = case.pool[:, judged], case.target[judged]

    def distance(logs: Array) -> float:
        weights = _weights(_shares(logs), theirs, ours)
        return float(((target - weights @ pool) ** 2).mean())

    begins = [np.zeros(len(ours)), _regressed(ours, theirs, target, pool)]
    begins += [rng.normal(0, SPREAD_OF_STARTS, len(ours)) for _ in range(starts - len(begins))]
    found = [_descend(distance, begin) for begin in begins[:starts]]
    return _shares(min(found, key=lambda pair: pair[0])[1])


def in_space(case: Case, rng: np.random.Generator, starts: int = STARTS) -> list[Synthetic]:
    """Give the mixture of each donor as if it had been treated, made of the other donors."""
    return [
        synthesise(replace(case, treated=donor, donors=_without(case.donors, donor)), rng, starts)
        for donor in case.donors
    ]


def rank(real: Synthetic, placebos: Sequence[Synthetic]) -> tuple[int, int]:
    """Give the place of the real ratio of gaps among all, the widest first, and how many there are."""
    return 1 + sum(placebo.ratio >= real.ratio for placebo in placebos), 1 + len(placebos)


def in_time(case: Case, start: int, rng: np.random.Generator, starts: int = STARTS) -> Synthetic:
    """Give the mixture as if the action had begun earlier; nothing from after the true column is used."""
    earlier = tuple(column for column in case.judged if column < start)
    cut = replace(case, outcomes=case.outcomes[:, : case.start], start=start, judged=earlier)
    return synthesise(cut, rng, starts)


def leave_one_out(real: Synthetic, rng: np.random.Generator, starts: int = STARTS) -> dict[int, Synthetic]:
    """Give the mixture without each donor that weighs anything, by the donor left out."""
    heavy = [d for d, w in zip(real.case.donors, real.weights, strict=True) if w >= WORTH_LEAVING_OUT]
    if len(real.case.donors) < 2 + bool(heavy):
        return {}
    cases = {donor: replace(real.case, donors=_without(real.case.donors, donor)) for donor in heavy}
    return {donor: synthesise(case, rng, starts) for donor, case in cases.items()}


def _without(donors: Sequence[int], one: int) -> tuple[int, ...]:
    return tuple(donor for donor in donors if donor != one)


def _made(case: Case, weights: Array, importance: Array) -> Synthetic:
    mixture = weights @ case.pool
    return Synthetic(case, weights, importance, mixture, case.target - mixture)


def _scaled(case: Case) -> tuple[Array, Array]:
    """Give the treated unit's and the donors' predictors (one column a donor), each in its own spread."""
    if case.predictors is None:
        raise ValueError("a case without predictors has no importances")
    rows = case.predictors[[*case.donors, case.treated]]
    spread = rows.std(axis=0, ddof=1)
    scaled = (rows / np.where(spread > 0, spread, 1.0)).T
    return scaled[:, -1], scaled[:, :-1]


def _weights(importance: Array, theirs: Array, ours: Array) -> Array:
    root = np.sqrt(importance)
    return simplex(theirs * root[:, None], ours * root)


def _shares(logs: Array) -> Array:
    raised = np.exp(logs - logs.max())
    return np.asarray(raised / raised.sum())


def _regressed(ours: Array, theirs: Array, target: Array, pool: Array) -> Array:
    """Give the logarithms of importances that a regression of all outcomes on all predictors suggests."""
    known = np.column_stack([theirs, ours]).T
    told = np.linalg.lstsq(
        np.column_stack([np.ones(len(known)), known]), np.vstack([pool, target]), rcond=None
    )
    strength = (told[0][1:] ** 2).sum(axis=1)
    return np.asarray(np.log(np.maximum(strength / max(strength.sum(), FLOOR), FLOOR)))


def _descend(distance: Callable[[Array], float], begin: Array) -> tuple[float, Array]:
    options = {"maxiter": MOST_TRIALS, "maxfev": MOST_TRIALS, "xatol": 1e-4, "fatol": 1e-8, "adaptive": True}
    found = minimize(distance, begin, method="Nelder-Mead", options=options)
    return float(found.fun), np.asarray(found.x)


def _rms(values: Array) -> float:
    return float(np.sqrt((values**2).mean()))
