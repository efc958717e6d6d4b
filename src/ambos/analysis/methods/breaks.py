"""Where a series changed its level, found without being told a date.

Exact search for the segmentation with the least squared distance and a price for each further break (PELT:
Killick, Fearnhead & Eckley, JASA 107, 2012; the price 3 log n per break in units of the noise, after Zhang &
Siegmund, Biometrics 63, 2007). It holds only where values scatter evenly and independently about a level that
jumps; a slow drift or seasons show as breaks.
"""

from typing import Final

import numpy as np
import numpy.typing as npt
from ruptures import Pelt

Array = npt.NDArray[np.float64]

PRICE: Final = 3.0
EVERY_PLACE: Final = 1  # the package looks at every fifth place unless told otherwise, which moves breaks
NORMAL_MAD: Final = 1.4826  # from the median absolute deviation to the standard deviation


def breaks(values: Array, least: int = 5) -> tuple[int, ...]:
    """Give the index of the first value of each new level; between breaks lie at least ``least`` values."""
    if len(values) < 2 * least:
        return ()
    noise = _noise(values)
    if not noise:
        return ()
    search = Pelt(model="l2", min_size=least, jump=EVERY_PLACE).fit(values / noise)
    return tuple(int(place) for place in search.predict(pen=PRICE * np.log(len(values)))[:-1])


def _noise(values: Array) -> float:
    """Give the scatter about the levels, from changes between neighbours, which breaks hardly touch."""
    steps = np.diff(values)
    robust = NORMAL_MAD * float(np.median(np.abs(steps - np.median(steps)))) / 2**0.5
    return robust or float(values.std())
