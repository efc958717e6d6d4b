"""Flows between states of both countries, drawn on the server: the wider the band, the more went that way.

Beside every drawing belongs the table of the same values.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, sqrt
from typing import Final

from markupsafe import Markup

from ambos.faces.reports.html import filled
from ambos.faces.reports.outlines import frame

THINNEST, WIDEST = 1.2, 11.0
BEND: Final = 0.16  # of a flow's length, to its side: so that two between neighbours do not cover each other


@dataclass(frozen=True)
class Flow:
    """What went from one place to another: how much, and what a reader is told of it."""

    source: str
    target: str
    count: int
    words: str


@dataclass(frozen=True)
class Band:
    """A flow as it is drawn."""

    path: str
    width: float
    end: tuple[float, float]
    words: str


def flows_svg(flows: Sequence[Flow], label: str) -> Markup:
    """Draw flows over the states of both countries, the greatest below; of undrawn places there is none."""
    drawing = frame("both")
    at = {region.code: region.at for region in drawing.regions}
    most = max((flow.count for flow in flows), default=1)
    ordered = sorted(flows, key=lambda flow: -flow.count)
    bands = [
        _band(flow, at[flow.source], at[flow.target], most)
        for flow in ordered
        if flow.source in at and flow.target in at
    ]
    ends = {place for flow in flows for place in (flow.source, flow.target)}
    return Markup(filled("flows.svg", drawing=drawing, bands=bands, ends=ends, label=label))


def _band(flow: Flow, start: tuple[float, float], end: tuple[float, float], most: int) -> Band:
    x, y = end[0] - start[0], end[1] - start[1]
    length = hypot(x, y) or 1
    middle = (start[0] + end[0]) / 2 - y * BEND, (start[1] + end[1]) / 2 + x * BEND
    path = f"M{start[0]:g},{start[1]:g}Q{middle[0]:.1f},{middle[1]:.1f} {end[0]:g},{end[1]:g}"
    width = THINNEST + (WIDEST - THINNEST) * sqrt(flow.count / most)
    return Band(path if length > 1 else "", round(width, 1), end, flow.words)
