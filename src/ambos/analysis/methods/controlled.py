"""Difference-in-differences of two series: one where something began, one where it did not.

The treated series is measured against the control, on the log scale; seasons that both share cancel, what is
left of them is taken out. It answers only where

* without the action both would have gone on in parallel, as they did before (``parallel``);
* the control was not touched by the action, nor by what it pushed there;
* nothing else that matters began in that period on one side alone, and both were counted alike throughout.
"""

from dataclasses import dataclass

import numpy as np

from ambos.analysis.methods.harmonics import waves
from ambos.analysis.methods.interrupted import refusal, trend
from ambos.analysis.methods.loglinear import Array, Estimate, fit

STEP = 1


@dataclass(frozen=True)
class Controlled:
    """How the treated series changed against the control: a ratio, and whether both ran in parallel before.

    ``drift`` is the growth of one against the other from period to period before; ``expected`` are the
    treated series' values after the date, had it kept its proportion to the control.
    """

    change: Estimate
    drift: Estimate
    hangs_together: bool
    expected: Array

    @property
    def parallel(self) -> bool:
        """Say whether no growth of one series against the other was found before."""
        return not self.drift.found


def unusable(treated: Array, control: Array, at: int, season: int = 12) -> str:
    """Give the code of why two series cannot be compared, or nothing; the same reasons as for one series."""
    why = refusal(treated, at, season) or refusal(control, at, season)
    return why or ("control-zero" if (control <= 0).any() else "")


def compare(treated: Array, control: Array, at: int, *, season: int = 12, harmonics: int = 2) -> Controlled:
    """Give how one series changed against another from index ``at`` on; ask ``unusable`` first."""
    after = (np.arange(len(treated)) >= at).astype(float)
    design = np.column_stack([np.ones(len(treated)), after, *waves(len(treated), season, harmonics)])
    model = fit(treated, design, control)
    drift = trend(treated[:at], season, harmonics, control[:at])
    expected = model.fitted[at:] / np.exp(model.coefficients[STEP])
    return Controlled(model.estimate(STEP), drift, model.hangs_together, expected)
