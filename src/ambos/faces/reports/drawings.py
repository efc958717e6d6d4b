"""The drawings of a packet, each with its caption and with what it shows in words."""

from typing import Final

from ambos.analysis.studies.lines import IndicatorLine, SeriesLine
from ambos.faces.reports.blocks import Chart
from ambos.faces.reports.charts import series_svg, timeline_svg
from ambos.faces.reports.scribe import Scribe
from ambos.faces.reports.summary import OUTPUT

KEY: Final = ("settled", "provisional", "vintage", "other", "baseline", "target", "fan")


def series_chart(scribe: Scribe, series: SeriesLine, line: IndicatorLine) -> Chart:
    """Draw a series under one of its indicator's lines, which brings baseline, target and forecast."""
    voice = scribe.voice
    first = series.figures[0]
    place = voice.code("place", first.place)
    caption = voice.say("plot.caption", name=voice.name(line.item), unit=voice.unit(first.unit), place=place)
    if line.sort == OUTPUT:
        caption += f" · {voice.code('indicator-sort', OUTPUT)}"
    svg = series_svg(series, line, scribe.outlook(line), voice)
    return Chart(svg, caption, _in_words(scribe, series, line))


def _in_words(scribe: Scribe, series: SeriesLine, line: IndicatorLine) -> str:
    voice = scribe.voice
    first, last = series.figures[0], series.figures[-1]
    said = voice.say(
        "plot.alt",
        name=voice.name(line.item),
        count=voice.number(len(series.figures)),
        first=voice.quantity(first.value, first.unit),
        first_period=voice.period(first.period),
        last=voice.quantity(last.value, last.unit),
        last_period=voice.period(last.period),
    )
    target = voice.tell("alt.target", target=voice.target(line.target, line.unit)) if line.target else ""
    return " ".join(text for text in (said, target, scribe.probability(line)) if text)


def timeline_chart(scribe: Scribe) -> Chart | None:
    """Draw frameworks and their meetings; nothing where no framework has a start."""
    voice, review = scribe.voice, scribe.review
    started = [framework for framework in review.frameworks if framework.started]
    if not started:
        return None
    said = [
        voice.say(
            "timeline.alt", name=voice.name(one.item), start=voice.day(one.started), count=one.cadence.count
        )
        for one in started
    ]
    svg = timeline_svg(review.frameworks, voice, review.today)
    return Chart(svg, voice.say("timeline.caption"), " ".join(said), wide=True)
