"""Series in the terminal: each on one line, drawn with bars of one scale, a forecast behind them.

The marks are those of the page and the PDF, as far as letters go: solid what was counted, faint what is
expected and stands behind a stroke, blank where a period is missing.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from statistics import median_low
from typing import Final

from rich.console import Group, RenderableType
from rich.text import Text

from ambos.analysis.studies.lines import SeriesLine
from ambos.analysis.studies.packet import Packet
from ambos.analysis.studies.sorts import TELLING
from ambos.faces.reports.terminal import SMALL, heading, ident
from ambos.faces.reports.voice import Voice
from ambos.i18n.catalogue import Language
from ambos.values.dates import Period

BARS: Final = "▁▂▃▄▅▆▇█"
MISSING: Final = " "
AHEAD: Final = "┊"
MOST: Final = 36  # periods: the newest
USUAL_STEP: Final = 1.5  # a longer step than this many usual ones is a gap


def series_terminal(packet: Packet, language: Language) -> RenderableType:
    """Give every series of a packet on a line of its own, the most telling first; nothing without any."""
    voice = Voice(language, packet.review.today)
    lines = [line for series in packet.review.series for line in _line(series, packet, voice)]
    about = Text(voice.tell("spark.about", stroke=AHEAD), style=SMALL)
    return Group(heading(voice.heading("series")), about, *lines) if lines else Group()


def _line(series: SeriesLine, packet: Packet, voice: Voice) -> Iterator[Text]:
    item, shown = series.indicator.item, series.figures[-MOST:]
    values = [figure.value for figure in shown]
    outlook = packet.outlooks.get(item.subject)
    newest = shown[-1].period
    ahead = [
        point.middle
        for point in (outlook.fan if outlook else ())
        if point.period.first > newest.first and _alike(point.period, newest)
    ]
    low, high = min(values + ahead), max(values + ahead)
    name = Text(voice.name(item), style="bold")
    if series.indicator.sort not in TELLING:
        name.append(f" [{voice.code('indicator-sort', series.indicator.sort)}]", style="not bold")
    yield name.append("  ").append_text(ident(item, voice))
    drawn = Text("  ").append(_spaced([figure.period for figure in shown], spark(values, low, high)))
    if ahead:
        drawn.append(f"{AHEAD}{spark(ahead, low, high)}", style=SMALL)
    first, last = ((voice.period(one.period), voice.value(one, one.unit)) for one in (shown[0], shown[-1]))
    yield drawn.append(f"  {first[0]}: {first[1]} → {last[0]}: {last[1]}")


def spark(values: Sequence[Decimal], low: Decimal, high: Decimal) -> str:
    """Draw values as bars between the lowest and the highest; the middle bar where all are one."""
    if low == high:
        return BARS[len(BARS) // 2] * len(values)
    return "".join(BARS[int((value - low) * (len(BARS) - 1) / (high - low))] for value in values)


def _spaced(periods: Sequence[Period], bars: str) -> str:
    """Leave a blank where periods are missing, so that no line runs through years without figures."""
    steps = [(later.first - earlier.first).days for earlier, later in pairwise(periods)]
    usual = median_low(steps) * USUAL_STEP if steps else 0
    gaps = (MISSING if step > usual else "" for step in steps)
    return bars[:1] + "".join(gap + bar for gap, bar in zip(gaps, bars[1:], strict=True))


def _alike(one: Period, other: Period) -> bool:
    return (one.kind, one.months) == (other.kind, other.months)
