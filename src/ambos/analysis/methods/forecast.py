"""The point forecast: exponential smoothing and the dynamic optimised Theta model, in equal parts.

On the 1,428 monthly series of the M3 competition it has a smaller scaled error than any entrant; see
docs/performance.md. The same series gives the same digits.
"""

import numpy as np

from ambos.analysis.methods.kernels import Array
from ambos.analysis.methods.smoothing import smoothing_forecast
from ambos.analysis.methods.theta import theta_forecast


def forecast(values: Array, season: int, steps: int) -> Array:
    """Give the next ``steps`` values. At least ten values are demanded, none of them missing."""
    both = smoothing_forecast(values, season, steps), theta_forecast(values, season, steps)
    return np.asarray((both[0] + both[1]) / 2)
