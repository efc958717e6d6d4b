"""The seasons as pairs of waves, for regressions."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def waves(periods: int, season: int, harmonics: int) -> list[Array]:
    """Give a sine and a cosine for each harmonic that a season of so many periods can hold."""
    time = np.arange(periods, dtype=float)
    return [
        np.asarray(wave(2 * np.pi * k * time / season))
        for k in range(1, min(harmonics, (season - 1) // 2) + 1)
        for wave in (np.sin, np.cos)
    ]
