"""How freezes end, drawn: of all that began, what still stands and what each way has taken, by their age."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ambos.analysis.methods.incidence import Incidence
from ambos.faces.reports.charts import ACCENT, BAD, FONT, HAIR, OTHER, SOFT, WIDE, Spec, drawn_of

STANDING: Final = "standing"
HEIGHT: Final = 240
# From the bottom: what was forfeited, what still stands, and above them what went back.
COLOURS: Final[Mapping[str, tuple[str, float]]] = {
    "forfeiture": (OTHER, 0.75),
    STANDING: (ACCENT, 0.55),
    "by-authority": (HAIR, 1.0),
    "released": (SOFT, 0.55),
    "amparo": (BAD, 0.8),
}


def endings_svg(found: Sequence[Incidence], until: int, labels: Mapping[str, str], days: str) -> str:
    """Draw shares as areas over each other, by age up to the oldest; ``days`` names the axis."""
    order = {way: at for at, way in enumerate(COLOURS)}
    values = [row for one in _points(found, until) for row in one]
    stacked = {**_axis("share", ".0%"), "stack": "zero"}
    encoding: Spec = {
        "x": {"field": "day", "type": "quantitative", "axis": {"title": days, "titleColor": SOFT}},
        "y": stacked,
        "color": {
            "field": "way",
            "type": "nominal",
            "scale": {
                "domain": [labels[way] for way in COLOURS],
                "range": [one for one, _ in COLOURS.values()],
            },
            "legend": {
                "title": None,
                "orient": "bottom",
                "labelColor": SOFT,
                "labelFont": FONT,
                "columns": 3,
            },
        },
        "opacity": {
            "field": "way",
            "type": "nominal",
            "scale": {
                "domain": [labels[way] for way in COLOURS],
                "range": [one for _, one in COLOURS.values()],
            },
            "legend": None,
        },
        "order": {"field": "order", "type": "quantitative"},
    }
    rows = [{**row, "order": order[row["key"]], "way": labels[row["key"]]} for row in values]
    mark = {"type": "area", "interpolate": "step-after", "line": False}
    return drawn_of(
        {"width": WIDE, "height": HEIGHT, "data": {"values": rows}, "mark": mark, "encoding": encoding}
    )


def _axis(field: str, form: str) -> Spec:
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": [0, 1]},
        "axis": {"format": form, "title": None},
    }


def _points(found: Sequence[Incidence], until: int) -> list[list[dict[str, Any]]]:
    """Give the shares on day nought, on each day of change, and on the last."""
    points = [_shares(0, 1.0, {})]
    points += [
        _shares(one.day, float(one.standing), {w: float(s) for w, s in one.ended.items()}) for one in found
    ]
    if found:
        last = found[-1]
        points.append(
            _shares(max(until, last.day), float(last.standing), {w: float(s) for w, s in last.ended.items()})
        )
    return points


def _shares(day: int, standing: float, ended: Mapping[str, float]) -> list[dict[str, Any]]:
    shares = {STANDING: standing, **ended}
    return [{"day": day, "key": way, "share": shares.get(way, 0.0)} for way in COLOURS]
