"""What moved, how the goals stand and what is to be expected, in the terminal."""

from collections.abc import Iterator
from decimal import Decimal

from rich.console import Group, RenderableType
from rich.text import Text

from ambos.analysis.studies.concerned import indicator_lines
from ambos.analysis.studies.judgements import Movement, Outlook
from ambos.analysis.studies.lines import IndicatorLine
from ambos.analysis.studies.packet import Packet
from ambos.analysis.studies.sorts import TELLING
from ambos.faces.reports.summary import outputs
from ambos.faces.reports.terminal import heading, ident, named, sign
from ambos.faces.reports.voice import PERCENT, Voice
from ambos.i18n.catalogue import Language


def ahead_terminal(packet: Packet, language: Language) -> RenderableType:
    """Give the judgements of a packet that a reader should see before the review itself."""
    return Group(*_parts(packet, Voice(language, packet.review.today)))


def _parts(packet: Packet, voice: Voice) -> Iterator[RenderableType]:
    yield heading(_say(voice, "heading.headline"))
    if not packet.headline:
        yield Text(_say(voice, "none.headline"), style="italic")
    for movement in packet.headline:
        yield _movement(movement, voice)
    goals = [goal for framework in packet.review.frameworks for goal in framework.goals]
    if goals:
        yield heading(_say(voice, "heading.goals"))
    for goal in goals:
        status, rule = packet.goals[goal.item.subject]
        text = sign(status, voice).append(f" {rule}  ", style="dim").append(voice.name(goal.item), "bold")
        yield text.append(f"  {voice.say(f'rule.{rule}')}  ").append_text(ident(goal.item, voice))
    lines, told = list(_targeted(packet)), outputs(packet.review)
    if lines:
        yield heading(_say(voice, "heading.outlooks"))
    for line, outlook in lines:
        text = named(line.item, voice, told).append(f"  {_outlook(line, outlook, voice)}  ", "not bold")
        yield text.append_text(ident(line.item, voice))


def _targeted(packet: Packet) -> Iterator[tuple[IndicatorLine, Outlook]]:
    """Give every target once, with its outlook."""
    for line in indicator_lines(packet.review):
        if line.target and line.key in packet.outlooks:
            yield line, packet.outlooks[line.key]


def _movement(one: Movement, voice: Voice) -> Text:
    unit = one.now.unit
    change = voice.signed(one.change, unit)
    if one.change_percent is not None and unit != PERCENT:
        change = f"{change} ({voice.change(one.change_percent.quantize(Decimal('0.1')))})"
    said = _say(
        voice,
        "movement",
        now=voice.value(one.now, unit),
        period=voice.period(one.now.period),
        before=voice.value(one.before, unit),
        earlier=voice.period(one.before.period),
        change=change,
        noise=voice.noise(one.noise or Decimal(0), unit),
    )
    mark, style = ("▲", "green") if one.direction == "better" else ("▼", "red")
    text = Text.assemble((f"{mark} {_say(voice, f'moved.{one.direction}')}  ", style))
    text.append(voice.name(one.item), style="bold")
    if one.sort not in TELLING:
        text.append(f" [{voice.code('indicator-sort', one.sort)}]")
    return text.append(f"  {said}  ").append_text(ident(one.item, voice))


def _outlook(line: IndicatorLine, outlook: Outlook, voice: Voice) -> str:
    if outlook.probability is None or outlook.goal is None or outlook.period is None or not line.target:
        reason = _say(voice, f"refused.{outlook.refused}") if outlook.refused else ""
        return _say(voice, "outlook.refused", reason=reason)
    level = {
        name: voice.level(value or Decimal(0), line.unit)
        for name, value in (
            ("goal", outlook.goal),
            ("expected", outlook.expected),
            ("low", outlook.low80),
            ("high", outlook.high80),
        )
    }
    said = [
        _say(
            voice,
            "outlook",
            chance=voice.share(outlook.probability),
            deadline=voice.day(line.target.deadline),
            period=voice.period(outlook.period),
            **level,
        ),
        _say(
            voice, "outlook.past", origins=outlook.origins, share=voice.share(outlook.base_rate or Decimal(0))
        ),
    ]
    if outlook.turns_at is not None:
        said.append(_say(voice, "outlook.turns", value=voice.level(outlook.turns_at, line.unit)))
    return " ".join(said)


def _say(voice: Voice, key: str, **data: object) -> str:
    return voice.language.say("outlook", key, **data)
