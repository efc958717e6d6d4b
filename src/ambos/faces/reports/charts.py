"""The one look of every plot: Vega-Lite specifications, drawn as SVG that takes its colours from the page.

Colours are written as stand-ins and replaced by the page's own, so that one drawing serves light, dark and
print. Nothing is fetched: data stand in the specification.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from statistics import median_low
from typing import Any, Final

import vl_convert

from ambos.analysis.studies.judgements import FanPoint, Outlook
from ambos.analysis.studies.lines import (
    FigureLine,
    FrameworkLine,
    IndicatorLine,
    MeetingLine,
    SeriesLine,
)
from ambos.faces.reports.voice import Voice
from ambos.values.dates import Period

Spec = dict[str, Any]

WIDTH: Final = 300
HEIGHT: Final = 130
WIDE: Final = 880
ROW: Final = 44
MOST_KEPT: Final = 256  # drawings
# Points up to which each is drawn in a size; more are drawn as mere joints of the line.
SIZES: Final = ((24, 34), (60, 12))
JOINT: Final = 4
SETTLED: Final = ("final", "revised")
SENIOR: Final = ("ministerial", "senior")

INK, SOFT, HAIR, ACCENT, OTHER, BAD, PAPER = (f"#0{place}0{place}0{place}" for place in range(1, 8))
PAGE_COLOURS: Final[Mapping[str, str]] = {
    INK: "var(--ink)",
    SOFT: "var(--soft)",
    HAIR: "var(--hair)",
    ACCENT: "var(--accent)",
    OTHER: "var(--other)",
    BAD: "var(--bad)",
    PAPER: "var(--paper)",
}
PRINT_COLOURS: Final[Mapping[str, str]] = {
    INK: "#111111",
    SOFT: "#4d565f",
    HAIR: "#cccccc",
    ACCENT: "#1f4e6b",
    OTHER: "#6a3f7b",
    BAD: "#96301c",
    PAPER: "#ffffff",
}
FONT: Final = "Arial, sans-serif"  # for measuring; the page sets its own
CONFIG: Final[Spec] = {
    "background": None,
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": SOFT,
        "labelFontSize": 10.5,
        "gridColor": HAIR,
        "domainColor": HAIR,
        "title": None,
    },
    "axisY": {"domain": False, "ticks": False, "labelPadding": 6, "tickCount": 4},
    "axisX": {"grid": False, "tickColor": HAIR, "tickCount": 6, "labelPadding": 4},
}
MONTHS_OF_YEAR: Final = 12
MOST_YEARS: Final = 6  # marks on a time axis
USUAL_STEP: Final = 1.5  # a longer step than this many usual ones is a gap
LINK: Final[Spec] = {"type": "line", "color": SOFT, "strokeWidth": 0.8, "strokeDash": [1, 3]}
FAINT: Final[Spec] = {"type": "tick", "color": SOFT, "opacity": 0.75, "thickness": 1.2, "width": 9}
DIAMOND: Final[Spec] = {
    "type": "point", "shape": "diamond", "opacity": 1, "stroke": OTHER, "strokeWidth": 1.2,
}  # fmt: skip
LEAST_DIAMOND: Final = 16
FAN: Final = ("middle", "low50", "high50", "low80", "high80")
VALUE: Final[Spec] = {"field": "y", "type": "quantitative", "scale": {"zero": False, "nice": True}}


def series_svg(series: SeriesLine, line: IndicatorLine, outlook: Outlook | None, voice: Voice) -> str:
    """Draw a series with its vintages, the values that contradict it, the baseline and target of a line, and
    a forecast as a fan of its 50 and 80 per cent intervals.

    A forecast, a baseline or a target of other spans than the series is left out: it would mislead.
    """
    size = _size(len(series.figures))
    filled = {"type": "point", "filled": True, "opacity": 1, "size": size, "color": ACCENT}
    hollow = {**filled, "fill": PAPER, "stroke": ACCENT, "strokeWidth": 1.4}
    label = {"type": "text", "align": "left", "dx": 7, "color": INK, "fontSize": 11, "font": FONT}
    settled = [one for one in series.figures if _settled(one)]
    open_ = [one for one in series.figures if not _settled(one)]
    earlier, contradicting = vintages(series)
    newest = series.figures[-1]
    ahead = _joined(newest, _ahead(newest.period, outlook) if outlook else ())
    label |= {"dx": 3, "dy": -9} if ahead else {}
    halo = {**label, "stroke": PAPER, "strokeWidth": 3, "strokeJoin": "round"}
    text = {"value": voice.short(newest.value)}
    periods = [one.period for one in (*series.figures, *series.others)] + [point.period for point in ahead]
    time = _time(map(_at, periods))
    layers = [
        *_fan(time, ahead),
        *_levels(series, line),
        _layer(time, series.figures, LINK),
        *(_layer(time, run, {"type": "line", "color": ACCENT, "strokeWidth": 1.6}) for run in _runs(series)),
        _layer(time, earlier, FAINT),
        _layer(time, settled, filled),
        _layer(time, open_, hollow),
        _layer(time, contradicting, DIAMOND | {"size": max(size, LEAST_DIAMOND)}),
        _layer(time, [newest], halo, text=text),
        _layer(time, [newest], label, text=text),
    ]
    return drawn_of({"width": WIDTH, "height": HEIGHT, "layer": layers})


def timeline_svg(frameworks: Sequence[FrameworkLine], voice: Voice, today: date) -> str:
    """Draw each framework as a bar until its end, today or its successor's start, and its meetings as dots.

    Filled dots are meetings of ministers and senior officials, hollow ones all others.
    """
    shown = [framework for framework in frameworks if framework.started]
    rows = {"field": "row", "type": "ordinal", "axis": None, "scale": {"domain": list(range(len(shown)))}}
    bars = [_bar(framework, row, shown, voice, today) for row, framework in enumerate(shown)]
    held = [(row, meeting) for row, framework in enumerate(shown) for meeting in framework.meetings]
    senior = {"type": "point", "filled": True, "opacity": 1, "size": 55, "color": ACCENT, "yOffset": 6}
    other = {**senior, "fill": PAPER, "stroke": ACCENT, "strokeWidth": 1.5}
    bar = {"type": "rule", "color": HAIR, "strokeWidth": 10, "yOffset": 6}
    name = {"type": "text", "baseline": "bottom", "dy": -3, "color": INK, "fontSize": 12, "font": FONT}
    time = _time([date.fromisoformat(bar[end]) for bar in bars for end in ("x", "end")], 12, grid=True)
    placed = {"x": time, "y": rows}
    layers = [
        {"data": {"values": bars}, "mark": bar, "encoding": {**placed, "x2": {"field": "end"}}},
        *(
            {
                "data": {"values": [one for one in bars if one["align"] == align]},
                "mark": {**name, "align": align},
                "encoding": {"x": {**time, "field": at}, "y": rows, "text": {"field": "name"}},
            }
            for align, at in (("left", "x"), ("right", "end"))
        ),
        {"data": {"values": _dots(held, senior=True)}, "mark": senior, "encoding": placed},
        {"data": {"values": _dots(held, senior=False)}, "mark": other, "encoding": placed},
    ]
    return drawn_of({"width": WIDE, "height": ROW * len(shown), "layer": layers})


def _size(points: int) -> int:
    """Give how large each of so many points is drawn."""
    return next((size for most, size in SIZES if points <= most), JOINT)


def _settled(figure: FigureLine) -> bool:
    return figure.status in SETTLED and not figure.item.unverified


def _runs(series: SeriesLine) -> list[list[FigureLine]]:
    """Part a series where periods are missing: a line through years without figures would invent them."""
    pairs = list(pairwise(series.figures))
    steps = [(_at(later.period) - _at(earlier.period)).days for earlier, later in pairs]
    usual = median_low(steps) * USUAL_STEP
    runs = [[series.figures[0]]]
    for (_, later), step in zip(pairs, steps, strict=True):
        if step > usual:
            runs.append([])
        runs[-1].append(later)
    return runs


def vintages(series: SeriesLine) -> tuple[list[FigureLine], list[FigureLine]]:
    """Part the other values of a series: other vintages by its publisher, and what contradicts it."""
    shown = {(one.period, one.place): one for one in series.figures}
    same: list[FigureLine] = []
    contradicting: list[FigureLine] = []
    for other in series.others:
        one = shown.get((other.period, other.place))
        (same if one is not None and _terms(one) == _terms(other) else contradicting).append(other)
    return same, contradicting


def _terms(figure: FigureLine) -> tuple[str, ...]:
    return figure.publisher, figure.unit, figure.scope, figure.denominator


def _ahead(newest: Period, outlook: Outlook) -> Sequence[FanPoint]:
    """Give what is forecast of spans like a period: its fan, else the total that the target is judged on."""
    if outlook.fan and _spans_alike(outlook.fan[0].period, newest):
        return outlook.fan
    period, middle, low, high = outlook.period, outlook.expected, outlook.low80, outlook.high80
    if period is None or middle is None or low is None or high is None or not _spans_alike(period, newest):
        return ()
    return (FanPoint(period, middle, middle, middle, low, high),)


def _spans_alike(one: Period, other: Period) -> bool:
    """Say whether two periods are as long as each other, and years begin in the same month."""
    whole_years = one.months % MONTHS_OF_YEAR == 0 and one.months > 0
    return one.months == other.months and (not whole_years or one.first.month == other.first.month)


def _joined(newest: FigureLine, fan: Sequence[FanPoint]) -> list[FanPoint]:
    """Let a fan begin at the newest figure; keep what lies ahead of it."""
    ahead = [point for point in fan if _at(point.period) > _at(newest.period)]
    return [FanPoint(newest.period, *[newest.value] * 5), *ahead] if ahead else []


def _fan(time: Spec, points: Sequence[FanPoint]) -> list[Spec]:
    """Draw the 80 and the 50 per cent interval as bands over each other, and the middle as a line."""
    if not points:
        return []
    values = [
        {"x": _at(one.period).isoformat(), **{name: float(getattr(one, name)) for name in FAN}}
        for one in points
    ]
    bands = [
        {
            "mark": {"type": "area", "color": ACCENT, "opacity": opacity},
            "encoding": {"x": time, "y": {**VALUE, "field": low}, "y2": {"field": high}},
        }
        for low, high, opacity in (("low80", "high80", 0.16), ("low50", "high50", 0.26))
    ]
    middle = {"type": "line", "color": ACCENT, "strokeWidth": 1.3, "strokeDash": [4, 2]}
    drawn = [*bands, {"mark": middle, "encoding": {"x": time, "y": {**VALUE, "field": "middle"}}}]
    return [{"data": {"values": values}, **layer} for layer in drawn]


def _levels(series: SeriesLine, line: IndicatorLine) -> list[Spec]:
    """Draw baseline and target as level lines, save where the baseline is of another span."""
    levels: list[Spec] = []
    if line.baseline and not _comparable(line.baseline.period, series.figures[0].period):
        return levels
    if line.baseline:
        levels.append(_level(line.baseline.value, SOFT, [5, 3]))
    if line.target and line.target.value is not None:
        levels.append(_level(line.target.value, BAD, [1.5, 2.5]))
    return levels


def _comparable(one: Period, other: Period) -> bool:
    return (one.kind, one.months) == (other.kind, other.months)


def _level(value: Decimal, colour: str, dash: list[float]) -> Spec:
    mark = {"type": "rule", "color": colour, "strokeDash": dash, "strokeWidth": 1.3}
    return {"data": {"values": [{"y": float(value)}]}, "mark": mark, "encoding": {"y": VALUE}}


def _layer(time: Spec, figures: Iterable[FigureLine], mark: Spec, **more: Spec) -> Spec:
    values = [{"x": _at(figure.period).isoformat(), "y": float(figure.value)} for figure in figures]
    return {"data": {"values": values}, "mark": mark, "encoding": {"x": time, "y": VALUE, **more}}


def _time(days: Iterable[date], most: int = MOST_YEARS, *, grid: bool = False) -> Spec:
    """Give the time axis for days, with a mark at every year or every few years."""
    years = [day.year for day in days]
    step = -(-(max(years) - min(years) + 1) // most)
    marks = [datetime(year, 1, 1, tzinfo=UTC) for year in range(min(years), max(years) + 2, step)]
    axis = {
        "format": "%Y",
        "values": [int(mark.timestamp()) * 1000 for mark in marks],
        "grid": grid,
        "gridDash": [1, 3],
    }
    return {"field": "x", "type": "temporal", "scale": {"type": "utc"}, "axis": axis}


def _at(period: Period) -> date:
    """Give where a period stands on the axis: a year at its number, all else where it begins."""
    return date(period.last.year, 1, 1) if period.kind in ("year", "fiscal-us") else period.first


def _bar(
    framework: FrameworkLine, row: int, shown: Sequence[FrameworkLine], voice: Voice, today: date
) -> Spec:
    start = framework.started.first if framework.started else today
    following = next(
        (f.started.first for f in shown[row + 1 :] if f.started and f.started.first > start), today
    )
    end = framework.ended.last if framework.ended else following
    first = min(one.started.first for one in shown if one.started)
    align = "right" if start - first > today - start else "left"  # a name must stay inside the plot
    return {"x": str(start), "end": str(end), "row": row, "name": voice.name(framework.item), "align": align}


def _dots(held: Iterable[tuple[int, MeetingLine]], *, senior: bool) -> list[Spec]:
    return [
        {"x": meeting.held.first.isoformat(), "row": row}
        for row, meeting in held
        if (meeting.level in SENIOR) == senior
    ]


def drawn_of(spec: Spec) -> str:
    """Draw a specification, its colours still stand-ins."""
    return _svg(json.dumps({**spec, "config": CONFIG, "padding": 2}))


@lru_cache(maxsize=MOST_KEPT)
def _svg(spec: str) -> str:
    """Draw a specification; the same one, wanted in several places, is drawn once."""
    svg = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    svg = re.sub(r' (role="graphics-[^"]*"|aria-(roledescription|label)="[^"]*")', "", svg)  # told around it
    return re.sub(r' (width|height)="[\d.]+"(?= (height|viewBox))', "", svg, count=2)


def coloured(svg: str, colours: Mapping[str, str], name: str) -> str:
    """Put colours for the stand-ins, and make the ids inside a drawing its own, so that many fit one page."""
    prefix = re.sub(r"[^a-z0-9]+", "-", name)
    svg = re.sub(r'(id="|url\(#|href="#)', rf"\g<1>{prefix}-", svg)
    for stand_in, colour in colours.items():
        svg = svg.replace(stand_in, colour)
    return svg
