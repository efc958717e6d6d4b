"""How freezes end, drawn: of all that began, what still stands and what each way has taken, by their age."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ambos.analysis.studies.money import EndingLine
from ambos.faces.reports.charts import ACCENT, BAD, FONT, HAIR, INK, OTHER, SOFT, WIDE, Spec, drawn_of

STANDING: Final = "standing"
HEIGHT: Final = 240
# From the bottom: what still stands, what was forfeited, and above them what went back.
COLOURS: Final[Mapping[str, tuple[str, float]]] = {
    STANDING: (ACCENT, 0.55),
    "forfeiture": (OTHER, 0.75),
    "by-authority": (HAIR, 1.0),
    "released": (SOFT, 0.55),
    "amparo": (BAD, 0.8),
}
SHARE: Final[Spec] = {
    "field": "share",
    "type": "quantitative",
    "scale": {"domain": [0, 1]},
    "axis": {"format": ".0%", "title": None},
}


def endings_svg(found: Sequence[EndingLine], until: int, labels: Mapping[str, str], days: str) -> str:
    """Draw shares as areas over each other, by age up to the oldest; ``days`` names the axis.

    Dashed lines are the 95 per cent band of what still stands.
    """
    axis = {"title": days, "titleColor": SOFT, "titleFontWeight": "normal"}
    time = {"field": "day", "type": "quantitative", "axis": axis, "scale": {"nice": False}}
    words = [labels[way] for way in COLOURS]
    legend = {"title": None, "orient": "bottom", "labelColor": SOFT, "labelFont": FONT, "columns": 3}
    ways = {
        "x": time,
        "y": {**SHARE, "stack": "zero"},
        "color": _scale(words, [colour for colour, _ in COLOURS.values()], legend),
        "opacity": _scale(words, [strength for _, strength in COLOURS.values()], None),
        "order": {"field": "order", "type": "quantitative"},
    }
    dashed = {
        "type": "line",
        "interpolate": "step-after",
        "color": INK,
        "strokeWidth": 1,
        "strokeDash": [3, 2],
    }
    layers = [
        {
            "data": {"values": _areas(found, until, labels)},
            "mark": {"type": "area", "interpolate": "step-after"},
            "encoding": ways,
        },
        *(
            {
                "data": {"values": _bound(found, until, end)},
                "mark": dashed,
                "encoding": {"x": time, "y": SHARE},
            }
            for end in ("low", "high")
        ),
    ]
    return drawn_of({"width": WIDE, "height": HEIGHT, "layer": layers})


def _scale(words: Sequence[str], given: Sequence[str | float], legend: Spec | None) -> Spec:
    return {
        "field": "way",
        "type": "nominal",
        "scale": {"domain": list(words), "range": list(given)},
        "legend": legend,
    }


def _areas(found: Sequence[EndingLine], until: int, labels: Mapping[str, str]) -> list[dict[str, Any]]:
    points: list[tuple[int, Mapping[str, float]]] = [(0, {STANDING: 1.0})]
    points += [(line.day, {STANDING: line.standing, **line.ended}) for line in found]
    points.append((max(until, points[-1][0]), points[-1][1]))
    return [
        {"day": day, "share": shares.get(way, 0.0), "way": labels[way], "order": order}
        for day, shares in points
        for order, way in enumerate(COLOURS)
    ]


def _bound(found: Sequence[EndingLine], until: int, end: str) -> list[dict[str, Any]]:
    points = [(0, 1.0), *((line.day, getattr(line, end)) for line in found)]
    points.append((max(until, points[-1][0]), points[-1][1]))
    return [{"day": day, "share": share} for day, share in points]
