"""What is asked, what was changed and what came of it, in the terminal: a line each, the rest counted."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import Final

from rich.console import Group, RenderableType
from rich.text import Text

from ambos.analysis.studies.judgements import AdjustmentLine, AskLine, EffectLine, ElementLine, FindingLine
from ambos.analysis.studies.lines import FigureLine
from ambos.analysis.studies.packet import Packet
from ambos.faces.reports.summary import outputs
from ambos.faces.reports.terminal import heading, ident, named, sign
from ambos.faces.reports.voice import Voice
from ambos.i18n.catalogue import Language

MOST: Final = 8  # lines of one sort
EVENT: Final = "event/"
GRADES: Final = ("addressed", "partially", "not-addressed")
SHAPES: Final = {"positive": ("▲", "green"), "negative": ("▼", "red"), "none": ("◆", "yellow")}


def acted_terminal(packet: Packet, language: Language) -> RenderableType:
    """Give in short what the packet asks, which changes of course it knows, effects, and what lint found."""
    voice = Voice(language, packet.review.today)
    return Group(
        *_asks(packet.asks, voice),
        *_adjustments(packet.adjustments, voice),
        *_effects(packet.effects, voice, outputs(packet.review)),
        *_plan(packet.findings, packet.elements, voice),
    )


def _asks(lines: Sequence[AskLine], voice: Voice) -> Iterator[RenderableType]:
    yield heading(voice.heading("asks"))
    if not lines:
        yield Text(voice.tell("none.asks"), style="italic")
    for line in lines[:MOST]:
        text = Text(f"{voice.term('ask', line.reason)}  ").append(voice.name(line.item), style="bold")
        if line.since:
            text.append(f"  {voice.tell('ask.since', day=voice.formats.date(line.since))}", style="not bold")
        yield text.append("  ").append_text(ident(line.item, voice))
    if len(lines) > MOST:
        yield _more(voice, len(lines) - MOST, "ambos decisions --asked")


def _adjustments(lines: Sequence[AdjustmentLine], voice: Voice) -> Iterator[RenderableType]:
    yield heading(voice.heading("decisions"))
    if not lines:
        yield Text(voice.tell("none.decisions"), style="italic")
    for line in lines[:MOST]:
        text = Text(f"{voice.day(line.decided)}  ").append(voice.name(line.item), style="bold")
        said = _say(
            voice,
            "then-now",
            concerns=voice.name(line.concerns),
            then=_state(line.status_then, line.before, voice),
            now=_state(line.status_now, line.after, voice),
        )
        yield text.append(f"  {said}  ", style="not bold").append_text(ident(line.item, voice))
    if len(lines) > MOST:
        yield _more(voice, len(lines) - MOST, "ambos decisions")


def _state(code: str, figure: FigureLine | None, voice: Voice) -> str:
    """Give a status with the figure beside it, or that there is no newer one."""
    word = sign(code, voice).plain
    if figure is None:
        return _say(voice, "without-figure", status=word)
    value, period = voice.value(figure, figure.unit), voice.period(figure.period)
    return _say(voice, "with-figure", status=word, value=value, period=period)


def _effects(lines: Sequence[EffectLine], voice: Voice, told: Collection[str]) -> Iterator[RenderableType]:
    """Say of each action and adjustment what came of it; events, which promise nothing, are counted."""
    yield heading(voice.heading("effects"))
    if not lines:
        yield Text(voice.tell("none.effects"), style="italic")
    ours = [line for line in lines if not line.item.subject.startswith(EVENT)]
    for _, group in groupby(ours, lambda line: line.item.subject):
        yield from _effect(list(group), voice, told)
    if events := [line for line in lines if line.item.subject.startswith(EVENT)]:
        counts = Counter(line.answer for line in events)
        shown = [f"{voice.term('effect', answer)} {voice.number(count)}" for answer, count in counts.items()]
        yield Text(_say(voice, "events", count=voice.number(len(events)), answers=voice.listed(shown)))


def _effect(lines: Sequence[EffectLine], voice: Voice, told: Collection[str]) -> Iterator[Text]:
    """Give one action or adjustment, and below it each indicator that could show its effect."""
    yield Text(voice.name(lines[0].item), style="bold").append("  ").append_text(ident(lines[0].item, voice))
    for line in lines:
        shape, style = SHAPES.get(line.answer, ("○", "default"))
        text = Text("  ").append(f"{shape} {voice.term('effect', line.answer)}", style=style)
        if line.about.subject != line.item.subject:
            text.append("  ").append(named(line.about, voice, told).plain)
        if line.estimate is not None:
            text.append(f"  {voice.change(line.estimate)}")
        reason = voice.term("effect-reason", line.reason) if line.reason else ""
        yield text.append(f"  {reason}")


def _plan(
    findings: Sequence[FindingLine], elements: Sequence[ElementLine], voice: Voice
) -> Iterator[RenderableType]:
    yield heading(voice.heading("lint"))
    counts = Counter("waived" if line.waived else f"{line.severity}s" for line in findings)
    names = ("errors", "warnings", "notes", "waived")
    told = {name: voice.number(counts[name]) for name in names}
    yield Text(f"{voice.language.say('lint', 'counted', **told)}  ambos plan lint")
    for _, group in groupby(elements, lambda line: line.framework.subject):
        lines = list(group)
        graded = Counter(line.grade for line in lines)
        shown = [f"{voice.term('grade', code)} {graded[code]}" for code in GRADES if graded[code]]
        said = voice.language.say("lint", "elements.heading", framework=voice.name(lines[0].framework))
        yield Text(f"{said}: {voice.listed(shown)}")


def _more(voice: Voice, count: int, command: str) -> Text:
    return Text(_say(voice, "more", count=voice.number(count), command=command), style="dim")


def _say(voice: Voice, key: str, **data: object) -> str:
    return voice.language.say("acted", key, **data)
