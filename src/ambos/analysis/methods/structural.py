"""A structural model with an intervention: a level that wanders, seasons that wander, and a step at a date.

Harvey & Durbin, J. R. Statistical Society A 149 (1986), 187-227, on the logarithm of the values, with
regressors. It answers only where nothing else that matters began at the date, the regressors were not moved
by the action, and values are above zero.
"""

import warnings
from dataclasses import dataclass
from typing import Final

import numpy as np
from statsmodels.tools.sm_exceptions import ConvergenceWarning
from statsmodels.tsa.statespace.structural import UnobservedComponents

from ambos.analysis.methods.loglinear import Array, Estimate

FIRST_PASS: Final = 500
SECOND_PASS: Final = 4000


@dataclass(frozen=True)
class Intervened:
    """What a step did to the logarithm of the values, with its standard error."""

    coefficient: float
    error: float

    @property
    def estimate(self) -> Estimate:
        """Give it as a ratio with its interval."""
        return Estimate.of(self.coefficient, self.error)


def intervene(values: Array, at: int, *, season: int = 12, regressors: Array | None = None) -> Intervened:
    """Give what changed from index ``at`` on; ``regressors`` has one column each, on the scale to be used.

    The first optimiser stops short of the best fit on series like these, so a second goes on from there.
    """
    step = (np.arange(len(values)) >= at).astype(float)
    columns = step[:, None] if regressors is None else np.column_stack([step, regressors])
    seasons = {"seasonal": season, "stochastic_seasonal": True} if season > 1 else {}
    model = UnobservedComponents(np.log(values), "llevel", exog=columns, **seasons)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the second pass is the answer to it
        begun = model.fit(disp=0, maxiter=FIRST_PASS)
        done = model.fit(begun.params, method="nm", disp=0, maxiter=SECOND_PASS)
    place = list(done.model.param_names).index("beta.x1")
    return Intervened(float(done.params[place]), float(done.bse[place]))
