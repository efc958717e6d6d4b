"""What a provisional value will grow to, estimated from what earlier values of the same age grew to.

The chain ladder of two ages (see ``chain_ladder``): one row for each earlier vintage, with the value that
it gave at the same age and the newest value for that period. Its standard error is Mack's; the interval is
Student's with as many degrees of freedom as there are rows, less one. With two rows the interval is wide,
and rightly.

It holds only if reporting is as slow now as it was then. The newest value of an earlier period may itself
still grow, so the estimate is rather too low than too high for a count that reports complete.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import stdtrit

from ambos.analysis.methods.chain_ladder import develop
from ambos.values.errors import Refused

NEEDED: Final = 3  # vintages: this one and two that were revised since
LEVEL: Final = 0.8


class TooFewVintages(Refused):
    """Nothing can be said of what a value will grow to; data: ``vintages`` there are, ``needed``."""

    code = "nowcast.too-few-vintages"


@dataclass(frozen=True)
class Grown:
    """A value as it was given at some age, and the newest value for the same period."""

    then: float
    now: float


@dataclass(frozen=True)
class Nowcast:
    """An estimate of what a value will grow to; ``low`` and ``high`` bound it with probability ``level``."""

    raw: float
    value: float
    error: float
    low: float
    high: float
    level: float
    rows: int


def nowcast(history: Sequence[Grown], newest: float) -> Nowcast:
    """Estimate what ``newest`` will grow to, from earlier values of its age.

    Refused: fewer than two earlier values, that is three vintages; counts that are not above zero.
    """
    if len(history) < NEEDED - 1:
        raise TooFewVintages(vintages=len(history) + 1, needed=NEEDED)
    rows = [[each.then, each.now] for each in history]
    developed = develop(np.array([*rows, [newest, np.nan]]))
    value, error = float(developed.ultimate[-1]), float(developed.errors[-1])
    reach = float(stdtrit(len(rows) - 1, (1 + LEVEL) / 2)) * error
    return Nowcast(newest, value, error, value - reach, value + reach, LEVEL, len(rows))
