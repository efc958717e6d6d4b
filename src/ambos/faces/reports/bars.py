"""Columns over months or years, small enough to stand beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from markupsafe import Markup

from ambos.faces.reports.html import filled

WIDTH, HEIGHT = 260, 90
GAP: Final = 2
LEAST: Final = 1.0  # what is there is seen, however small


@dataclass(frozen=True)
class Bar:
    """A column: its value, how it is named on the axis, what a reader is told of it."""

    value: Decimal
    name: str
    words: str


@dataclass(frozen=True)
class Drawn:
    """A column as it is drawn."""

    x: float
    y: float
    width: float
    height: float
    name: str
    words: str


def bars_svg(bars: Sequence[Bar], most: Decimal, label: str) -> Markup:
    """Draw columns up to ``most``; the first and the last are named below."""
    step = WIDTH / max(1, len(bars))
    drawn = [
        Drawn(round(at * step, 1), HEIGHT - high, max(1.0, round(step - GAP, 1)), high, bar.name, bar.words)
        for at, bar in enumerate(bars)
        for high in (_height(bar.value, most),)
    ]
    return Markup(filled("bars.svg", width=WIDTH, height=HEIGHT, bars=drawn, label=label))


def _height(value: Decimal, most: Decimal) -> float:
    if value <= 0 or most <= 0:
        return 0.0
    return max(LEAST, round(float(value / most) * HEIGHT, 1))
