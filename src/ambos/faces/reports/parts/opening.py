"""What a reader should know first: decisions asked, what moved, the scorecard, the numbers at a glance."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from ambos.analysis.methods.status import STATUSES, UNKNOWN
from ambos.analysis.studies.judgements import AskLine, Movement
from ambos.analysis.studies.lines import FigureLine, FrameworkLine, GoalLine, IndicatorLine
from ambos.analysis.studies.sorts import TELLING
from ambos.domains.dialogue.views import STANDINGS
from ambos.faces.reports.blocks import (
    CODE,
    FINE,
    NONE,
    TEXT,
    VALUE,
    Block,
    Cell,
    Line,
    Section,
    Table,
    Tally,
    Tiles,
    paragraph,
)
from ambos.faces.reports.scribe import Scribe, counted
from ambos.faces.reports.summary import tiles
from ambos.faces.reports.voice import PERCENT

PARTIES = ("US", "MX")
TENTH = Decimal("0.1")
ROWS = 3  # of the scorecard, for each entry of a summary
DIRECTIONS = ("worse", "better", "unclear")
MOVED = {
    "better": "on-track",
    "worse": "off-track",
    "unclear": "unknown",
}  # the shape that each is drawn with


def asks(scribe: Scribe) -> Iterator[Section]:
    """Give what asks for a decision."""
    found = scribe.packet.asks
    if not found:
        yield scribe.section("asks", scribe.said("none.asks", NONE))
        return
    shown = found[: scribe.edition.most]
    voice = scribe.voice
    table = Table(
        voice.tell("caption.asks"),
        (voice.tell("column.ask"), voice.tell("column.cause"), voice.say("column.owners")),
        tuple(_ask(scribe, line) for line in shown),
        (46, 34, 20),
    )
    yield scribe.section("asks", table, _more(scribe, len(found) - len(shown)))


def _ask(scribe: Scribe, line: AskLine) -> tuple[Cell, ...]:
    voice = scribe.voice
    since = voice.tell("ask.since", day=voice.formats.date(line.since)) if line.since else ""
    why = (Line(TEXT, voice.term("ask", line.reason)), *([Line(FINE, since)] if since else []))
    shown = line.cause is not None and line.cause.subject != line.item.subject
    owners = voice.owners(line.owners, [party for party in PARTIES if party not in line.owners])
    return (
        scribe.thing(line.item),
        (*why, *(scribe.thing(line.cause) if shown and line.cause else ())),
        tuple(Line(FINE, owner) for owner in owners),
    )


def headline(scribe: Scribe) -> Iterator[Section]:
    """Give the few things that moved, for better and for worse, each against its usual noise."""
    moved = sorted(scribe.packet.headline, key=lambda line: DIRECTIONS.index(line.direction))
    if not moved:
        yield scribe.section("headline", scribe.said("none.headline", NONE))
        return
    shown = moved[: scribe.edition.most]
    voice = scribe.voice
    columns = ("column.moved", "column.change", "column.before", "column.now", "column.noise")
    table = Table(
        voice.tell("caption.headline"),
        tuple(voice.tell(key) for key in columns),
        tuple(_movement(scribe, line) for line in shown),
        (36, 18, 17, 17, 12),
    )
    yield scribe.section("headline", table, _more(scribe, len(moved) - len(shown)))


def _movement(scribe: Scribe, line: Movement) -> tuple[Cell, ...]:
    voice, unit = scribe.voice, line.now.unit
    told = None if unit == PERCENT else line.change_percent
    percent = "" if told is None else voice.change(told.quantize(TENTH))
    badge = Line("badge", voice.term("moved", line.direction), MOVED[line.direction])
    noise = voice.noise(line.noise, unit) if line.noise is not None else voice.tell("noise.unknown")
    return (
        (scribe.name(line.item), scribe.ident(line.item)),
        (badge, Line(VALUE, voice.signed(line.change, unit), extra=percent, opens=line.item.subject)),
        _value(scribe, line.before),
        _value(scribe, line.now),
        (Line(FINE, noise),),
    )


def _value(scribe: Scribe, figure: FigureLine) -> Cell:
    value = scribe.voice.value(figure, figure.unit)
    period = scribe.voice.period(figure.period)
    return Line(VALUE, value, opens=figure.item.subject), Line(FINE, period)


def scorecard(scribe: Scribe) -> Iterator[Section]:
    """Give every goal with its status, the rule in words, and what would change it; never a sum of them."""
    newest_first = reversed(scribe.review.frameworks)
    shown = [one for one in newest_first if scribe.edition.whole or one.ended is None]
    goals = [(framework, goal) for framework in shown for goal in framework.goals]
    rows = goals[: scribe.edition.most * ROWS]
    if not rows:
        yield scribe.section("scorecard", scribe.said("none.scorecard", NONE))
        return
    voice = scribe.voice
    table = Table(
        voice.tell("caption.scorecard"),
        (voice.say("column.status"), voice.tell("column.goal"), voice.tell("column.reason")),
        tuple(_goal(scribe, framework, goal) for framework, goal in rows),
        (17, 35, 48),
        head=1,
    )
    about, more = scribe.said("about.scorecard", FINE), _more(scribe, len(goals) - len(rows))
    yield scribe.section("scorecard", about, table, more)


def _goal(scribe: Scribe, framework: FrameworkLine, goal: GoalLine) -> tuple[Cell, ...]:
    voice = scribe.voice
    status, rule = scribe.packet.goals.get(goal.item.subject, (UNKNOWN, ""))
    over = framework.abbreviation or voice.name(framework.item)
    name = Line("name", voice.name(goal.item), extra=f"{over} {goal.number}".strip())
    return (scribe.badge(status, rule),), (name, scribe.ident(goal.item)), _goal_reason(scribe, goal, rule)


def _goal_reason(scribe: Scribe, goal: GoalLine, rule: str) -> Cell:
    """Say the rule, then the telling indicator nearest to a status and how it stands."""
    voice = scribe.voice
    said = [Line(TEXT, voice.goal_rule(rule))] if voice.goal_rule(rule) else []
    telling = [line for line in goal.indicators if line.sort in TELLING]
    if not telling and said:
        return tuple(said)
    if not telling:
        key = "goal.outputs-only" if goal.indicators else "goal.no-indicator"
        return *said, Line(TEXT, voice.tell(key))
    said.append(Line(TEXT, _tally_text(scribe, telling)))
    first = telling[0]
    reasons = " ".join(text for text in (voice.why(first), scribe.probability(first)) if text)
    said.append(Line(TEXT, f"{voice.name(first.item)}: {reasons}"))
    return *said, Line(FINE, scribe.turning(first))


def _tally_text(scribe: Scribe, lines: list[IndicatorLine]) -> str:
    voice = scribe.voice
    found = Counter(line.assessment.status for line in lines)
    parts = (f"{voice.number(count)} {voice.status(code)}" for code, count in counted(found, STATUSES))
    return voice.tell("goal.tally", count=voice.number(len(lines)), parts=voice.listed(parts))


def glance(scribe: Scribe) -> Iterator[Section]:
    """Give the numbers at a glance and how to open what is behind them."""
    voice, summary = scribe.voice, scribe.review.summary
    frameworks = scribe.review.frameworks
    example = frameworks[0].item.subject if frameworks else "ID"
    blocks: list[Block] = [Tiles(tuple(tiles(scribe.review, voice)))]
    for key, counts, order in (
        ("statuses", summary.statuses, STATUSES),
        ("standings", summary.commitments, STANDINGS),
    ):
        parts = tuple(
            (code, scribe.badge(code).text, voice.number(count), count)
            for code, count in counted(counts, order)
        )
        blocks.append(Tally(voice.say(f"heading.{key}"), parts))
    blocks += [paragraph(voice.say("how-to-open")), paragraph(f"ambos record show {example}", CODE)]
    yield scribe.section("glance", *blocks)


def _more(scribe: Scribe, count: int) -> Block | None:
    return scribe.said("more", FINE, count=scribe.voice.number(count)) if count > 0 else None
