"""The plan and its numbers: frameworks, goals with their charts, indicators, commitments, the series."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ambos.analysis.studies.lines import (
    BaselineLine,
    CommitmentLine,
    FrameworkLine,
    GoalLine,
    IndicatorLine,
    MeetingLine,
)
from ambos.analysis.studies.sorts import TELLING
from ambos.faces.reports.blocks import (
    FINE,
    NONE,
    TEXT,
    VALUE,
    Block,
    Cell,
    Charts,
    Items,
    Line,
    Paragraph,
    Section,
    Table,
    paragraph,
)
from ambos.faces.reports.drawings import KEY, series_chart, timeline_chart
from ambos.faces.reports.scribe import Scribe

MOST_IN_A_GOAL: Final = 4
MOST_PLOTS: Final = 24


def timeline(scribe: Scribe) -> Iterator[Section]:
    """Draw frameworks and meetings, where any framework has a start."""
    chart = timeline_chart(scribe)
    if chart:
        yield scribe.section("timeline", paragraph(scribe.voice.say("about.timeline")), Charts((chart,)))
        yield Section("key", scribe.voice.heading("key"), (Charts((), _key(scribe)),), level=3)


def frameworks(scribe: Scribe) -> Iterator[Section]:
    """Give each framework: its meetings, its goals with charts, its commitments."""
    for framework in scribe.review.frameworks:
        yield from _framework(scribe, framework)


def _framework(scribe: Scribe, framework: FrameworkLine) -> Iterator[Section]:
    voice = scribe.voice
    key = framework.item.subject.replace("/", "-")
    yield Section(
        key,
        voice.name(framework.item),
        tuple(_about(scribe, framework)),
        chapter=bool(framework.goals or framework.commitments),
    )
    for goal in framework.goals:
        yield goal_section(scribe, goal, f"{key}-")
    blocks: list[Block] = [paragraph(voice.say("none.goal"), NONE)] if not framework.goals else []
    if framework.commitments:
        caption = voice.say("caption.commitments", framework=voice.name(framework.item))
        blocks.append(promises(scribe, framework.commitments, caption))
    else:
        blocks.append(paragraph(voice.say("none.commitment"), NONE))
    yield Section(f"{key}-commitments", voice.say("heading.commitments"), tuple(blocks), level=3)


def _about(scribe: Scribe, framework: FrameworkLine) -> Iterator[Block]:
    voice = scribe.voice
    said = [voice.say("framework.started", day=voice.day(framework.started))] if framework.started else []
    ended = framework.ended
    said.append(
        voice.say("framework.ended", day=voice.day(ended)) if ended else voice.say("framework.no-end")
    )
    if framework.continues:
        said.append(voice.say("framework.continues", chain=voice.chain(framework.continues)))
    yield paragraph(" ".join(said), FINE)
    yield Paragraph(scribe.ident(framework.item))
    if framework.purpose:
        yield paragraph(voice.words(framework.purpose))
    if framework.groups:
        yield _parts(scribe, "group", framework.groups)
    cadence = framework.cadence
    yield Paragraph(Line(TEXT, voice.cadence(cadence), extra=cadence.rule))
    if framework.meetings:
        yield Items(tuple(_meeting(scribe, meeting) for meeting in framework.meetings))


def _meeting(scribe: Scribe, meeting: MeetingLine) -> Cell:
    voice = scribe.voice
    level = voice.code("meeting-level", meeting.level)
    where = " · ".join(part for part in (voice.day(meeting.held), level, meeting.place) if part)
    return scribe.name(meeting.item), Line(FINE, where), scribe.ident(meeting.item)


def _parts(scribe: Scribe, kind: str, items: Sequence[object]) -> Block:
    voice = scribe.voice
    names = "; ".join(voice.name(item) for item in items)  # type: ignore[arg-type]
    return paragraph(f"{voice.kind(kind, len(items))}: {names}", FINE)


def goal_section(scribe: Scribe, goal: GoalLine, prefix: str = "") -> Section:
    """Give a goal: its status and rule, what hangs on it, its series drawn, its indicators in tables."""
    voice = scribe.voice
    status = scribe.packet.goals.get(goal.item.subject)
    blocks: list[Block] = [paragraph(voice.words(goal.outcome))] if goal.outcome else []
    blocks.append(Paragraph(scribe.ident(goal.item)))
    if status:
        blocks.append(Paragraph(scribe.badge(*status)))
        blocks.append(paragraph(voice.goal_rule(status[1])))
    blocks += [_parts(scribe, kind, items) for kind, items in goal.parts.items()]
    if not goal.indicators:
        blocks.append(paragraph(voice.say("none.indicator"), NONE))
    blocks += charts_of(scribe, goal.indicators, MOST_IN_A_GOAL)
    blocks += indicators(scribe, goal.indicators)
    over = voice.say("goal.numbered", number=goal.number) if goal.number else voice.kind("goal", 1)
    key = prefix + goal.item.subject.replace("/", "-")
    return Section(key, voice.name(goal.item), tuple(blocks), level=3, over=over)


def charts_of(scribe: Scribe, lines: Iterable[IndicatorLine], most: int) -> list[Block]:
    """Draw the series of indicators that have one, the first ones first."""
    known = {series.indicator.item.subject: series for series in scribe.review.series}
    found = [(line, known[line.item.subject]) for line in lines if line.item.subject in known][:most]
    drawn = tuple(series_chart(scribe, series, line) for line, series in found)
    return [Charts(drawn)] if drawn else []


def _key(scribe: Scribe) -> tuple[tuple[str, str], ...]:
    marks = KEY if scribe.packet.outlooks else tuple(mark for mark in KEY if not mark.startswith("fan"))
    return tuple((mark, scribe.voice.mark_key(mark)) for mark in marks)


def indicators(scribe: Scribe, lines: Sequence[IndicatorLine]) -> list[Block]:
    """Give indicators in two tables: those that can show success, and what is only counted."""
    telling = [line for line in lines if line.sort in TELLING]
    others = [line for line in lines if line.sort not in TELLING]
    blocks: list[Block] = []
    if telling:
        blocks.append(_assessed(scribe, telling))
    if others:
        blocks.append(_counted(scribe, others))
    return blocks


def _assessed(scribe: Scribe, lines: Iterable[IndicatorLine]) -> Table:
    voice = scribe.voice
    columns = ("status", "indicator", "newest", "baseline", "target")
    return Table(
        voice.say("caption.assessed"),
        tuple(voice.say(f"column.{name}") for name in columns),
        tuple(_assessed_row(scribe, line) for line in lines),
        (13, 33, 22, 16, 16),
        head=1,
    )


def _assessed_row(scribe: Scribe, line: IndicatorLine) -> tuple[Cell, ...]:
    voice = scribe.voice
    baseline: Cell = (scribe.none("none.baseline"),)
    if line.baseline:
        value = voice.value(line.baseline, line.unit)
        baseline = (
            Line(VALUE, value, extra=voice.period(line.baseline.period)),
            scribe.ident(line.baseline.item),
        )
    target: Cell = (scribe.none("none.target"),)
    if line.target:
        target = Line(TEXT, voice.target(line.target, line.unit)), scribe.ident(line.target.item)
    name = scribe.name(line.item), *scribe.reasons(line), scribe.ident(line.item)
    badge = scribe.badge(line.assessment.status, line.assessment.rule)
    return (badge,), name, _newest(scribe, line), baseline, target


def _newest(scribe: Scribe, line: IndicatorLine) -> Cell:
    if line.newest is None:
        return (scribe.none("none.figure"),)
    cell = (*scribe.figure(line.newest), Line(FINE, scribe.voice.age(line)))
    if line.judged is None or line.judged.item.subject == line.newest.item.subject:
        return cell
    judged = Line(FINE, f"{scribe.voice.say('figure.judged')} {scribe.brief(line.judged)}")
    return *cell, judged, scribe.ident(line.judged.item)


def _counted(scribe: Scribe, lines: Iterable[IndicatorLine]) -> Table:
    voice = scribe.voice
    columns = ("indicator", "newest", "status")
    return Table(
        voice.say("caption.counted"),
        tuple(voice.say(f"column.{name}") for name in columns),
        tuple(_counted_row(scribe, line) for line in lines),
        (40, 36, 24),
    )


def _counted_row(scribe: Scribe, line: IndicatorLine) -> tuple[Cell, ...]:
    voice = scribe.voice
    badge = scribe.badge(line.assessment.status, line.assessment.rule)
    return (
        (scribe.name(line.item), scribe.ident(line.item)),
        _newest(scribe, line),
        (badge, Line(FINE, voice.code("indicator-sort", line.sort)), Line(FINE, voice.why(line))),
    )


def promises(scribe: Scribe, lines: Iterable[CommitmentLine], caption: str) -> Table:
    """Give commitments with how they stand, by which rule, and what they take up or led to."""
    voice = scribe.voice
    columns = ("standing", "commitment", "said", "due", "owners")
    return Table(
        caption,
        tuple(voice.say(f"column.{name}") for name in columns),
        tuple(_promise(scribe, line) for line in lines),
        (13, 44, 14, 12, 17),
        head=1,
    )


def _promise(scribe: Scribe, line: CommitmentLine) -> tuple[Cell, ...]:
    voice = scribe.voice
    why = " ".join(text for text in (voice.commitment_why(line), voice.words(line.note)) if text)
    ways = [
        *(("lineage.continues", item) for item in line.continues[-1:]),
        *(("lineage.continued-by", item) for item in line.continued_by),
    ]
    lineage = (Line(FINE, voice.say(key, name=voice.name(item)), extra=item.subject) for key, item in ways)
    due = Line(TEXT, voice.day(line.due)) if line.due else scribe.none("none.due")
    owners = voice.owners(line.owners, line.missing)
    return (
        (scribe.badge(line.standing, line.rule),),
        (scribe.name(line.item), Line(TEXT, why), *lineage, scribe.ident(line.item)),
        (Line(TEXT, voice.day(line.said_on)), Line(FINE, voice.code("said-by", line.said_by))),
        (due,),
        tuple(Line(FINE, owner) for owner in owners),
    )


def unframed(scribe: Scribe) -> Iterator[Section]:
    """Give the commitments that belong to no framework."""
    voice, lines = scribe.voice, scribe.review.unframed
    if lines:
        table = promises(scribe, lines, voice.say("caption.unframed"))
        yield scribe.section("unframed", paragraph(voice.say("about.unframed")), table)


def series(scribe: Scribe) -> Iterator[Section]:
    """Draw the series that no goal has shown, the most telling first."""
    goals = [goal for framework in scribe.review.frameworks for goal in framework.goals]
    shown = {line.item.subject for goal in goals for line in goal.indicators}
    lines = [line.indicator for line in scribe.review.series]
    drawn = charts_of(scribe, (line for line in lines if line.item.subject not in shown), MOST_PLOTS)
    if drawn:
        about = paragraph(scribe.voice.say("about.series"))
        yield scribe.section("series", about, *drawn, chapter=True)


def charts(scribe: Scribe) -> Iterator[Section]:
    """Draw the few series that the newest goals are judged by, those with a target first."""
    goals = [goal for framework in reversed(scribe.review.frameworks) for goal in framework.goals]
    lines = [line for goal in goals for line in goal.indicators if line.sort in TELLING]
    unique: dict[str, IndicatorLine] = {}
    for line in sorted(lines, key=lambda one: one.target is None):
        unique.setdefault(line.item.subject, line)
    drawn = charts_of(scribe, unique.values(), scribe.edition.most - 2)
    if drawn:
        yield scribe.section("charts", Charts((), _key(scribe)), *drawn)


def untied(scribe: Scribe) -> Iterator[Section]:
    """Give the indicators that no goal is tied to."""
    lines = scribe.review.untied
    if lines:
        about = paragraph(scribe.voice.say("about.untied"))
        yield scribe.section("untied", about, *indicators(scribe, lines), chapter=True)


def paper(scribe: Scribe) -> Iterator[Section]:
    """Set what the founding paper counted beside what is known now."""
    voice = scribe.voice
    pairs = [(line, line.baseline) for line in scribe.review.paper if line.baseline]
    if not pairs:
        return
    table = Table(
        voice.say("caption.paper"),
        tuple(voice.say(f"column.{name}") for name in ("indicator", "then", "now", "status")),
        tuple(_then_and_now(scribe, line, baseline) for line, baseline in pairs),
        (36, 20, 30, 14),
    )
    yield scribe.section("paper", paragraph(voice.say("about.paper")), table, chapter=True)


def _then_and_now(scribe: Scribe, line: IndicatorLine, baseline: BaselineLine) -> tuple[Cell, ...]:
    voice = scribe.voice
    now = line.newest if line.assessment.differing else line.judged
    later = now is not None and now.period.last > baseline.period.last
    then = Line(VALUE, voice.value(baseline, line.unit), extra=voice.period(baseline.period))
    return (
        (scribe.name(line.item), Line(TEXT, voice.then_and_now(line)), scribe.ident(line.item)),
        (then, scribe.ident(baseline.item)),
        scribe.figure(now) if now and later else (scribe.none("none.newer"),),
        (scribe.badge(line.assessment.status, line.assessment.rule),),
    )
