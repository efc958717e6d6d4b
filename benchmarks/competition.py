"""The M3 competition (Makridakis and Hibon 2000): its series, its entrants' forecasts, and ours beside them.

Published scores: Hyndman, vignette "Comparisons" of the R package Mcomp, recalculated there for all series.
"""

import os
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import rdata

from ambos.analysis.methods import scores
from ambos.analysis.methods.kernels import Array
from ambos.analysis.methods.smoothing import smoothing_forecast
from ambos.analysis.methods.theta import theta_forecast

DATA: Final = Path(os.environ.get("AMBOS_SHARED_DATA", "../shared/data"))
FOLDER: Final = DATA / "methods" / "forecast_m3"
MONTHLY: Final = "MONTHLY"
SEASONS: Final = {MONTHLY: 12, "QUARTERLY": 4, "YEARLY": 1, "OTHER": 1}
PUBLISHED: Final = {
    "THETA": (12.76, 1.39),
    "ForecastPro": (13.06, 1.47),
    "ForcX": (13.09, 1.42),
    "B-J auto": (13.72, 1.54),
    "AutoBox2": (13.82, 1.51),
    "AutoBox1": (15.20, 1.69),
    "AutoBox3": (15.46, 1.57),
}
EVERY: Final = 200


@dataclass(frozen=True)
class Series:
    """One series: its sort, what was known, what came."""

    period: str
    known: Array
    came: Array

    @property
    def season(self) -> int:
        """How many values make up a year's season."""
        return SEASONS[self.period]


@dataclass(frozen=True)
class Contest:
    """All series in order, and each entrant's forecasts of them."""

    series: tuple[Series, ...]
    forecasts: dict[str, Array]


@dataclass(frozen=True)
class Score:
    """One method's mean errors over a group of series; the whole competition has no name."""

    name: str
    group: str
    count: int
    smape: float
    mape: float
    mase: float

    def cells(self) -> tuple[str, ...]:
        """Give it as a row, the published answers beside it."""
        known = PUBLISHED.get(self.name) if not self.group else None
        beside = (f"{known[0]:.2f}", f"{known[1]:.2f}") if known else ("", "")
        return (
            self.name,
            f"{self.count:,}",
            f"{self.smape:.2f}",
            f"{self.mape:.2f}",
            f"{self.mase:.3f}",
            *beside,
        )


def load() -> Contest:
    """Read series and forecasts from the files of the R package Mcomp."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # classes of R objects that are not needed
        found = rdata.read_rda(FOLDER / "M3.rda")["M3"]
        forecasts = rdata.read_rda(FOLDER / "M3Forecast.rda")["M3Forecast"]
    series = tuple(
        Series(str(np.asarray(one["period"]).ravel()[0]), _values(one["x"]), _values(one["xx"]))
        for one in found.values()
    )
    return Contest(series, {str(name): np.asarray(each, float) for name, each in forecasts.items()})


def _values(found: object) -> Array:
    return np.asarray(getattr(found, "values", found), float).ravel()


def entrants(contest: Contest) -> Iterator[Score]:
    """Score the entrants whose scores were published, over all series and over the monthly ones."""
    for name in PUBLISHED:
        told = contest.forecasts[name]
        yield from _scored(
            name, [(one, told[place]) for place, one in enumerate(contest.series)], ("", MONTHLY)
        )


def ours(contest: Contest, say: Callable[[str], None]) -> Iterator[Score]:
    """Score our two models and their mean over the monthly series."""
    monthly = [one for one in contest.series if one.period == MONTHLY]
    told: dict[str, list[Array]] = {
        "exponential smoothing": [],
        "dynamic optimised Theta": [],
        "mean of both": [],
    }
    for place, one in enumerate(monthly):
        if place % EVERY == 0:
            say(f"The competition: {place:,} of {len(monthly):,} series")
        smooth = smoothing_forecast(one.known, 12, len(one.came))
        theta = theta_forecast(one.known, 12, len(one.came))
        for ahead, each in zip((smooth, theta, (smooth + theta) / 2), told.values(), strict=True):
            each.append(ahead)
    for name, each in told.items():
        yield from _scored(name, list(zip(monthly, each, strict=True)), (MONTHLY,))


def _scored(name: str, told: list[tuple[Series, Array]], groups: tuple[str, ...]) -> Iterator[Score]:
    for group in groups:
        chosen = [(one, ahead[: len(one.came)]) for one, ahead in told if group in ("", one.period)]
        each = [
            (
                scores.smape(one.came, ahead),
                scores.mape(one.came, ahead),
                scores.mase(one.known, one.came, ahead, one.season),
            )
            for one, ahead in chosen
        ]
        yield Score(name, group, len(each), *(float(mean) for mean in np.mean(each, axis=0)))
