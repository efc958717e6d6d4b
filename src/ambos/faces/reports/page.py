"""The review as one page that stands alone: style, shapes and plots inside, nothing fetched, fit to print."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ambos.analysis.methods.status import RULES, STATUSES
from ambos.analysis.studies.lines import Review, SeriesLine
from ambos.domains.dialogue.views import PROMISE_RULES, STANDINGS
from ambos.faces.reports.charts import series_svg, timeline_svg
from ambos.faces.reports.summary import TELLING, tiles
from ambos.faces.reports.voice import Voice
from ambos.i18n.catalogue import Language

MOST_PLOTS: Final = 24
EVERY_RULE: Final = (*RULES, *PROMISE_RULES, *(f"C{n}" for n in range(1, 5)))


@dataclass(frozen=True)
class Plot:
    """A drawing, its caption, and what it shows in words for who cannot see it."""

    svg: Markup
    caption: str
    alt: str


def review_html(review: Review, language: Language) -> str:
    """Give the review as one HTML document in a language."""
    voice = Voice(language, review.today)
    environment = Environment(
        loader=PackageLoader("ambos.faces.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("review.html").render(
        review=review,
        voice=voice,
        today=voice.formats.date(review.today),
        tiles=list(tiles(review, voice)),
        contents=list(_contents(review, voice)),
        timeline=_timeline(review, voice),
        plots=[_plot(series, voice) for series in review.series[:MOST_PLOTS]],
        statuses=STATUSES,
        standings=STANDINGS,
        telling=TELLING,
        rules=EVERY_RULE,
    )


def _contents(review: Review, voice: Voice) -> Iterator[tuple[str, str]]:
    """Give the anchor and the heading of every section there is."""
    yield "timeline", voice.say("heading.timeline")
    for framework in review.frameworks:
        yield framework.item.subject.replace("/", "-"), voice.name(framework.item)
    parts = ("unframed", "paper", "disagreements", "revisions", "series", "untied", "quality")
    for part in parts:
        if getattr(review, part):
            yield part, voice.say(f"heading.{part}")
    yield "rules", voice.say("heading.rules")


def _timeline(review: Review, voice: Voice) -> Plot | None:
    started = [framework for framework in review.frameworks if framework.started]
    if not started:
        return None
    said = [
        voice.say(
            "timeline.alt", name=voice.name(one.item), start=voice.day(one.started), count=one.cadence.count
        )
        for one in started
    ]
    svg = Markup(timeline_svg(review.frameworks, voice, review.today))
    return Plot(svg, voice.say("timeline.caption"), " ".join(said))


def _plot(series: SeriesLine, voice: Voice) -> Plot:
    line = series.indicator
    first, last = series.figures[0], series.figures[-1]
    alt = voice.say(
        "plot.alt",
        name=voice.name(line.item),
        count=voice.number(len(series.figures)),
        first=voice.quantity(first.value, first.unit),
        first_period=voice.period(first.period),
        last=voice.quantity(last.value, last.unit),
        last_period=voice.period(last.period),
    )
    place = voice.code("place", first.place)
    caption = voice.say("plot.caption", name=voice.name(line.item), unit=voice.unit(first.unit), place=place)
    return Plot(Markup(series_svg(series, voice)), caption, alt)
