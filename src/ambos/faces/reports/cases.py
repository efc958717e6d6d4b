"""Requests, clocks and counted directions as programs read them, and how long answers take, drawn."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from ambos.analysis.methods.survival import Curve
from ambos.analysis.studies.cases import Ticking
from ambos.analysis.studies.requests import Direction
from ambos.domains.justice.instruments import LegalClock
from ambos.faces.reports.charts import ACCENT, BAD, FONT, SOFT, WIDE, Spec, drawn_of
from ambos.i18n.catalogue import Language

HEIGHT: Final = 240
COLOURS: Final = (ACCENT, BAD)
COUNTED: Final = (
    "year", "instrument", "requesting", "requested", "received", "answered", "pending", "granted", "refused",
    "withdrawn", "aged", "answered_180",
)  # fmt: skip
DECLARED: Final = (
    "name", "course", "starts", "stops", "length", "unit", "calendar", "rolls", "law", "zone", "tolled_by",
    "consequence", "side", "role", "warnings", "source", "mark",
)  # fmt: skip


def law_plain(clock: LegalClock, told: Mapping[str, LegalClock]) -> dict[str, Any]:
    """Give a legal clock as it counts, its source in both languages; ``told`` are those confirmed."""
    counts = told.get(clock.name, clock)
    return {**{name: getattr(counts, name) for name in DECLARED}, "confirmed": clock.name in told}


def length_said(language: Language, clock: LegalClock) -> str:
    """Say how long a clock runs, and whether its end moves to a working day."""
    unit = language.label("codes", f"clock-unit.{clock.unit}")
    return language.say("cases", "length.rolls" if clock.rolls else "length", length=clock.length, unit=unit)


def direction_plain(one: Direction) -> dict[str, Any]:
    """Give what was counted in one direction and year; times in days, None while they cannot be told."""
    low, high = one.times.quantile_band()
    times = {"median_days": one.median, "median_low": low, "median_high": high}
    return {**{name: getattr(one, name) for name in COUNTED}, **times, "reasons": dict(one.reasons)}


def clock_plain(one: Ticking) -> dict[str, Any]:
    """Give a clock of a request; moments in UTC."""
    return {
        "request": one.run.subject,
        "instrument": one.run.instrument,
        "clock": one.clock.name,
        "owner": one.owner,
        "role": one.clock.role,
        "started": one.started.isoformat(),
        "state": one.stands.state,
        "due": None if one.stands.due is None else one.stands.due.isoformat(),
        "last_day": None if one.last_day is None else one.last_day.isoformat(),
        "days_left": one.days_left,
        "consequence": one.clock.consequence,
        "confirmed": one.confirmed,
        "mark": one.clock.mark,
    }


def length_days(one: Ticking) -> float:
    """Give about how many days a clock has in all, for a bar of what is left of them."""
    return max((one.stands.due - one.started) / timedelta(days=1), 1.0) if one.stands.due else 1.0


def waiting_svg(curves: Sequence[tuple[str, Curve]], days: str) -> str:
    """Draw the share that still waits by the days since it was asked, a line for each name."""
    rows = [
        {"days": step.time, "share": step.share, "who": name}
        for name, curve in curves
        for step in curve.steps
    ]
    names = [name for name, _ in curves]
    axis: Spec = {"labelColor": SOFT, "labelFont": FONT, "titleColor": SOFT, "titleFont": FONT}
    encoding: Spec = {
        "x": {"field": "days", "type": "quantitative", "axis": {**axis, "title": days}},
        "y": {
            "field": "share",
            "type": "quantitative",
            "scale": {"domain": [0, 1]},
            "axis": {**axis, "title": None, "format": ".0%"},
        },
        "color": {
            "field": "who",
            "type": "nominal",
            "scale": {"domain": names, "range": list(COLOURS[: len(names)])},
            "legend": {"title": None, "orient": "bottom", "labelColor": SOFT, "labelFont": FONT},
        },
    }
    mark = {"type": "line", "interpolate": "step-after"}
    return drawn_of(
        {"width": WIDE, "height": HEIGHT, "data": {"values": rows}, "mark": mark, "encoding": encoding}
    )
