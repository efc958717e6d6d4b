"""What is to be expected of a period's total, mean or level, and how sure that is.

The errors are those that the same forecast would have made of *the same total* from earlier origins, never
those of single months summed up: months err together. Each origin is so many periods before the last value
that the whole distance to the deadline can be scored; origins lie a quarter of a year apart. The root mean
square of their errors is the spread of a t distribution with five degrees of freedom around the forecast.

Errors are relative (log) for positive quantities, on the logit scale for shares in per cent, absolute
otherwise; small counts have a negative binomial distribution whose dispersion comes from the same errors.

The whole is foretold by the Theta model, whose errors these are: a probability may only rest on the errors
of the very forecast that it is made from. The fan of single periods has the better forecast (``forecast``) as
its middle and Theta's errors, narrowed because it errs less (``FAN_WIDTH``), as its width. Both are
measured on the M3 competition and on official series: see docs/performance.md.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from ambos.analysis.methods.chances import COUNT, LOG, LOGIT, PLAIN, Chance, scaled
from ambos.analysis.methods.forecast import forecast
from ambos.analysis.methods.kernels import Array
from ambos.analysis.methods.prospects import (
    FEW_ORIGINS,
    Prospect,
    Question,
    refusal,
)
from ambos.analysis.methods.theta import theta_forecast

LEAST_ORIGINS: Final = 4
MOST_ORIGINS: Final = 8
LEAST_TRAINING: Final = {12: 30}  # periods that an origin must have behind it, by how many make a year
SHORT_TRAINING: Final = 12
SMALL_COUNT: Final = 50  # expected totals of whole numbers below this are counts
LEAST_SPREAD: Final = 1e-3
FAN_WIDTH: Final = 0.86  # of Theta's errors: what made 80 per cent intervals cover 80 per cent of M3


def prospect(question: Question) -> Prospect:
    """Answer a question; refused for fewer than 24 periods or fewer than four origins to learn from."""
    refused = refusal(question)
    if refused:
        return Prospect(refused)
    values = np.array(question.values, dtype=float)
    trials = list(_trials(question, values))
    if len(trials) < LEAST_ORIGINS:
        return Prospect(FEW_ORIGINS)
    path = np.concatenate([values, theta_forecast(values, question.season, question.steps)])
    middle = float(_whole(question)(path[-question.width :]))
    wholes = [(_whole(question)(was), _whole(question)(said)) for was, said, _ in trials]
    link = _link(question, values, middle)
    return Prospect(
        chance=_chance(link, middle, wholes),
        fan=tuple(_fan(question, values, trials)),
        origins=len(trials),
        last=float(_whole(question)(values[-question.width :])),
        changes=tuple(_changes(question, values)),
    )


Trial = tuple[Array, Array, Array]


def _trials(question: Question, values: Array) -> Iterator[Trial]:
    """Give, of each origin, the periods asked for as they were and as foretold, then both paths to them."""
    yearly = question.yearly or question.season
    stride = max(1, yearly // 4)
    least = max(LEAST_TRAINING.get(yearly, SHORT_TRAINING), question.width)
    for number in range(MOST_ORIGINS):
        known = len(values) - question.steps - number * stride
        if known < least:
            return
        ahead = theta_forecast(values[:known], question.season, question.steps)
        end = known + question.steps
        told = np.concatenate([values[:known], ahead])[end - question.width : end]
        yield values[end - question.width : end], told, np.stack([values[known:end], ahead])


def _whole(question: Question) -> Callable[[Array], float]:
    return np.mean if question.mean else np.sum


def _link(question: Question, values: Array, middle: float) -> str:
    if question.share:
        return LOGIT
    whole_numbers = bool(np.all(values == np.round(values)) and values.min() >= 0 and not question.mean)
    if whole_numbers and middle < SMALL_COUNT:
        return COUNT
    return LOG if values.min() > 0 and middle > 0 else PLAIN


def _chance(link: str, middle: float, pairs: list[tuple[float, float]]) -> Chance:
    """Give the distribution around a forecast from what was and what had been foretold."""
    if link == COUNT:
        excess = [(was - max(told, 0.5)) ** 2 / max(told, 0.5) for was, told in pairs]
        return Chance(COUNT, max(middle, 0.5), max(1.0, float(np.mean(excess))))
    if link == LOG:
        floor = LEAST_SPREAD * float(np.mean([was for was, _ in pairs]))
        pairs = [(was, max(told, floor)) for was, told in pairs]
    errors = [scaled(link, was) - scaled(link, told) for was, told in pairs]
    least = LEAST_SPREAD * (max(1.0, abs(middle)) if link == PLAIN else 1.0)
    return Chance(link, middle, max(least, float(np.sqrt(np.mean(np.square(errors))))))


def _fan(question: Question, values: Array, trials: list[Trial]) -> Iterator[Chance]:
    """Give the chance of each period ahead, from the errors at the same distance."""
    ahead = forecast(values, question.season, question.steps)
    for step, middle in enumerate(ahead):
        pairs = [(float(path[0, step]), float(path[1, step])) for *_, path in trials]
        chance = _chance(_link(question, values, float(middle)), float(middle), pairs)
        yield replace(chance, spread=chance.spread * (1 if chance.link == COUNT else FAN_WIDTH))


def _changes(question: Question, values: Array) -> Iterator[float]:
    """Give by how much the whole changed over the distance asked for, from every place in the past."""
    whole, width, steps = _whole(question), question.width, question.steps
    relative = values.min() >= 0 and not question.share
    for end in range(width, len(values) - steps + 1):
        before, after = (
            float(whole(values[end - width : end])),
            float(whole(values[end + steps - width : end + steps])),
        )
        if relative and before > 0:
            yield after / before
        elif not relative:
            yield after - before
