"""Maps drawn on the server: each region shaded by its class, named, and a link where something opens.

Shades are one colour in five strengths, so that the map reads in light, in dark, in print and without colour;
what has no figure is hatched, never shaded as nought. Beside every map belongs the table of the same values.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from markupsafe import Markup

from ambos.analysis.methods.bands import MOST, band_of, bands
from ambos.faces.reports.html import filled
from ambos.faces.reports.outlines import Frame, frame

STRENGTHS: Final = ("0.14", "0.32", "0.52", "0.74", "0.95")
FRAMES: Final = {"MX": "mx", "US": "us"}  # which drawing shows the parts of a country


@dataclass(frozen=True)
class Mark:
    """A place's value: what a reader is told of it, and where it opens."""

    value: Decimal
    words: str
    href: str


@dataclass(frozen=True)
class Shade:
    """A region as it is drawn: what it is called, how strongly it is shaded, what is told of it."""

    code: str
    path: str
    name: str
    words: str
    href: str
    strength: str


@dataclass(frozen=True)
class Step:
    """A step of the legend: its strength, its least and greatest value."""

    strength: str
    low: Decimal
    high: Decimal


def legend(marks: Mapping[str, Mark]) -> tuple[Step, ...]:
    """Give the classes of a map, the lowest first; few classes take the strengths furthest apart."""
    classes = bands(mark.value for mark in marks.values())
    return tuple(
        Step(strength, low, high)
        for strength, (low, high) in zip(_strengths(len(classes)), classes, strict=True)
    )


def _strengths(count: int) -> Sequence[str]:
    step = (MOST - 1) / max(1, count - 1)
    return [STRENGTHS[round(at * step)] for at in range(count)]


def map_svg(
    country: str, marks: Mapping[str, Mark], names: Mapping[str, str], label: str, none: str
) -> Markup:
    """Draw the parts of a country by their ``names``; ``none`` is said of one without a value."""
    steps = legend(marks)
    drawing = frame(FRAMES[country])
    shades = [
        Shade(
            region.code,
            region.path,
            names.get(region.code, region.code),
            marks[region.code].words if region.code in marks else none,
            marks[region.code].href if region.code in marks else "",
            _strength(marks.get(region.code), steps),
        )
        for region in drawing.regions
    ]
    return _drawn(drawing, shades, label)


def border_svg(names: Mapping[str, str], label: str) -> Markup:
    """Draw the counties along the border and the ports of entry, each by its name: to find one's way."""
    drawing = frame("border")
    shades = [Shade(one.code, one.path, names.get(one.code, one.code), "", "", "") for one in drawing.regions]
    return _drawn(drawing, shades, label)


def _strength(mark: Mark | None, steps: Sequence[Step]) -> str:
    if mark is None:
        return ""
    return steps[band_of(mark.value, [(step.low, step.high) for step in steps])].strength


def _drawn(drawing: Frame, shades: Sequence[Shade], label: str) -> Markup:
    return Markup(filled("map.svg", drawing=drawing, shades=shades, label=label))
