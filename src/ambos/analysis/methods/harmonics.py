"""The seasons of a series that an event may have changed: as waves for regressions, as a robust pattern."""

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


def steady_pattern(values: Array, season: int) -> Array:
    """Give by how much the season raises each value; ones where a series is too short or knows no seasons.

    Each value is set against the moving mean of the year around it; the median over the years is the pattern,
    so that a change of level, which disturbs one year, does not pass for a season.
    """
    if season < 2 or len(values) < 3 * season:
        return np.ones(len(values))
    kernel = np.r_[0.5, np.ones(season - 1), 0.5] / season if season % 2 == 0 else np.ones(season) / season
    half = season // 2
    smooth = np.convolve(values, kernel, "valid")
    if not (smooth > 0).all():
        return np.ones(len(values))
    ratio = np.full(len(values), np.nan)
    ratio[half : half + len(smooth)] = values[half : half + len(smooth)] / smooth
    middle = np.array([np.nanmedian(ratio[at::season]) for at in range(season)])
    middle = np.where(middle > 0, middle, 1.0)
    return np.asarray(np.resize(middle / middle.mean(), len(values)))
