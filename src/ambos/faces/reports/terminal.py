"""The review in the terminal: every line with the id that opens its record."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from ambos.analysis.methods.status import STATUSES, UNKNOWN
from ambos.analysis.studies.lines import (
    CommitmentLine,
    DisagreementLine,
    FigureLine,
    FrameworkLine,
    GoalLine,
    IndicatorLine,
    Item,
    Review,
    RevisionLine,
)
from ambos.analysis.studies.sorts import TELLING
from ambos.domains.dialogue.views import STANDINGS
from ambos.faces.reports.summary import OUTPUT, outputs, tiles
from ambos.faces.reports.voice import Voice
from ambos.i18n.catalogue import Language

# A shape for each status, so that nothing rests on colour alone.
SIGNS: Final[Mapping[str, tuple[str, str]]] = {
    "met": ("●", "green"),
    "on-track": ("▲", "green"),
    "at-risk": ("◆", "yellow"),
    "off-track": ("▼", "red"),
    "moving-away": ("◀", "red"),
    "unknown": ("○", "default"),
    "kept": ("●", "green"),
    "partly-kept": ("◐", "green"),
    "claimed": ("◑", "yellow"),
    "broken": ("✕", "red"),
    "superseded": ("▶", "default"),
    "late": ("▼", "red"),
    "silent": ("◌", "default"),
    "open": ("□", "default"),
}
SMALL: Final = "dim"
STATUS_WIDTH: Final = 18


def review_terminal(review: Review, language: Language) -> RenderableType:
    """Give the review as something that rich prints at any width."""
    voice = Voice(language, review.today)
    return Group(*_parts(review, voice))


def _parts(review: Review, voice: Voice) -> Iterator[RenderableType]:
    yield from _glance(review, voice)
    for framework in review.frameworks:
        yield from _framework(framework, voice)
    told = outputs(review)
    sections: tuple[tuple[str, Iterable[RenderableType]], ...] = (
        ("unframed", [_commitments(review.unframed, voice)] if review.unframed else ()),
        ("paper", [_then_and_now(review.paper, voice)] if review.paper else ()),
        ("disagreements", (_disagreement(line, voice, told) for line in review.disagreements)),
        ("revisions", (_revision(line, voice, told) for line in review.revisions)),
        ("untied", _indicators(review.untied, voice)),
    )
    for name, parts in sections:
        if getattr(review, name):
            yield heading(voice.say(f"heading.{name}"))
            yield from parts
    yield from _quality(review, voice)


def _glance(review: Review, voice: Voice) -> Iterator[RenderableType]:
    date = voice.formats.date(review.today)
    yield Text(voice.say("title"), style="bold")
    yield Text(voice.say("subtitle", date=date, party=voice.code("place", review.party)), style=SMALL)
    yield Text()
    table = _table()
    table.add_column(justify="right", no_wrap=True)
    table.add_column(ratio=1)
    for number, of, label in tiles(review, voice):
        table.add_row(Text(f"{number} / {of}" if of else number, style="bold"), label)
    yield table
    yield Text()
    yield _tally("heading.statuses", review.summary.statuses, STATUSES, voice)
    yield _tally("heading.standings", review.summary.commitments, STANDINGS, voice)
    yield Text()
    yield Text(voice.say("how-to-open"), style=SMALL)
    yield Text("  ambos record show framework/…")


def _tally(heading: str, counts: Mapping[str, int], order: Iterable[str], voice: Voice) -> Text:
    text = Text(f"{voice.say(heading)}: ")
    parts = [sign(code, voice).append(f" {voice.number(counts[code])}") for code in order if counts.get(code)]
    return text.append_text(Text("   ").join(parts))


def _framework(framework: FrameworkLine, voice: Voice) -> Iterator[RenderableType]:
    yield heading(voice.name(framework.item))
    facts = [voice.say("framework.started", day=voice.day(framework.started))] if framework.started else []
    if framework.ended:
        facts.append(voice.say("framework.ended", day=voice.day(framework.ended)))
    if framework.continues:
        facts.append(voice.say("framework.continues", chain=voice.chain(framework.continues)))
    yield Text(" ".join(facts)).append(" ").append_text(ident(framework.item, voice))
    yield Text(f"{voice.cadence(framework.cadence)} ").append(framework.cadence.rule, style=SMALL)
    for meeting in framework.meetings:
        line = Text(f"  {voice.day(meeting.held)}  {voice.name(meeting.item)}  ")
        yield line.append_text(ident(meeting.item, voice))
    for goal in framework.goals:
        yield from _goal(goal, voice)
    if framework.commitments:
        yield Text()
        yield Text(voice.say("heading.commitments"), style="bold")
        yield _commitments(framework.commitments, voice)


def _goal(goal: GoalLine, voice: Voice) -> Iterator[RenderableType]:
    kind = voice.say("goal.numbered", number=goal.number) if goal.number else voice.kind("goal", 1)
    yield Text()
    yield Text(f"{kind}: {voice.name(goal.item)}  ", style="bold").append_text(ident(goal.item, voice))
    yield Text(voice.words(goal.outcome))
    if goal.indicators:
        yield from _indicators(goal.indicators, voice)
    else:
        yield Text(voice.say("none.indicator"), style="italic")


def _indicators(lines: Sequence[IndicatorLine], voice: Voice) -> Iterator[RenderableType]:
    telling = [line for line in lines if line.sort in TELLING]
    others = [line for line in lines if line.sort not in TELLING]
    for key, shown, row in (("caption.assessed", telling, _assessed), ("caption.counted", others, _counted)):
        if shown:
            yield Text(voice.say(key), style="italic")
            table = _status_table()
            for line in shown:
                row(table, line, voice)
            yield table


def _assessed(table: Table, line: IndicatorLine, voice: Voice) -> None:
    text = Text(voice.name(line.item), style="bold")
    said = [voice.why(line)]
    if line.assessment.status == UNKNOWN:
        said.append(voice.would_change(line))
    said.extend(voice.readings(line))
    text.append("\n" + " ".join(said), style="not bold")
    table.add_row(_status(line, voice), _over(text, ident(line.item, voice)), _values(line, voice))


def _counted(table: Table, line: IndicatorLine, voice: Voice) -> None:
    name = Text(f"{voice.name(line.item)} [{voice.code('indicator-sort', line.sort)}]")
    name = _over(name, ident(line.item, voice))
    if line.newest is None:
        table.add_row(_status(line, voice), name, Text(voice.say("none.figure"), style="italic"))
    else:
        value = _figure(line.newest, voice).append(f" · {voice.age(line)}", style="not bold")
        table.add_row(_status(line, voice), name, value)


def _values(line: IndicatorLine, voice: Voice) -> Text:
    """Give the newest figure, and the baseline and target that it is judged by."""
    if line.newest is None:
        return Text(voice.say("none.figure"), style="italic")
    text = _figure(line.newest, voice).append(f" · {voice.age(line)}", style="not bold")
    text = _over(text, ident(line.newest.item, voice))
    if line.baseline:
        value = f"{voice.value(line.baseline, line.unit)} {voice.period(line.baseline.period)}"
        text = _over(text, Text(f"{voice.say('column.baseline')}: {value}"), ident(line.baseline.item, voice))
    if line.target:
        target = f"{voice.say('column.target')}: {voice.target(line.target, line.unit)}"
        text = _over(text, Text(target), ident(line.target.item, voice))
    return text


def _commitments(lines: Iterable[CommitmentLine], voice: Voice) -> Table:
    table = _status_table()
    for line in lines:
        text = Text(voice.name(line.item), style="bold")
        text.append(f"\n{voice.commitment_why(line)} {voice.words(line.note)}".rstrip(), style="not bold")
        dates = [f"{voice.say('column.said')}: {voice.day(line.said_on)}"]
        due = voice.day(line.due) if line.due else voice.say("none.due")
        dates += [f"{voice.say('column.due')}: {due}", *voice.owners(line.owners, line.missing)]
        standing = sign(line.standing, voice).append(f" {line.rule}", style=SMALL)
        table.add_row(standing, _over(text, ident(line.item, voice)), Text("\n".join(dates)))
    return table


def _then_and_now(lines: Iterable[IndicatorLine], voice: Voice) -> Table:
    table = _table()
    for _ in range(3):
        table.add_column(ratio=1, overflow="fold")
    for line in lines:
        if line.baseline is None:
            continue
        then = Text(f"{voice.value(line.baseline, line.unit)} {voice.period(line.baseline.period)}")
        now = line.judged if line.judged and line.judged.period.last > line.baseline.period.last else None
        name = Text(voice.name(line.item), style="bold").append(
            f"\n{voice.then_and_now(line)}", style="not bold"
        )
        table.add_row(
            _over(name, ident(line.item, voice)),
            _over(then, ident(line.baseline.item, voice)),
            _over(_figure(now, voice), ident(now.item, voice))
            if now
            else Text(voice.say("none.newer"), style="italic"),
        )
    return table


def _disagreement(line: DisagreementLine, voice: Voice, told: Collection[str]) -> RenderableType:
    return _side_by_side(line, voice.differs(line), "more.disagreements", voice, told)


def _revision(line: RevisionLine, voice: Voice, told: Collection[str]) -> RenderableType:
    change = voice.signed(line.change, line.figures[0].unit)
    return _side_by_side(line, voice.say("revised-by", change=change), "more.revisions", voice, told)


def _side_by_side(
    line: DisagreementLine | RevisionLine, said: str, more: str, voice: Voice, told: Collection[str]
) -> RenderableType:
    first = line.figures[0]
    head = named(line.item, voice, told)
    head.append(
        f" {voice.period(first.period)} · {voice.code('place', first.place)}. {said}", style="not bold"
    )
    if line.more:
        head.append(f" {voice.say(more, count=voice.number(line.more))}", style="not bold")
    table = _table()
    table.add_column(justify="right", no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for figure in line.figures:
        pedigree = Text(voice.pedigree(figure))
        table.add_row(voice.value(figure, figure.unit), _over(pedigree, ident(figure.item, voice)))
    return Group(head, Padding(table, (0, 0, 1, 2)))


def _quality(review: Review, voice: Voice) -> Iterator[RenderableType]:
    quality, number = review.quality, voice.number
    yield heading(voice.say("heading.quality"))
    yield Text(
        voice.say(
            "about.quality",
            figures=number(quality.figures),
            evidence=number(quality.evidence),
            undated=number(quality.without_vintage),
            stale=number(quality.stale),
        )
    )
    marks = [f"{voice.code('mark', mark)}: {number(count)}" for mark, count in sorted(quality.marks.items())]
    yield Text(f"{voice.say('caption.marks')}: {voice.listed(marks)}")
    for item in quality.unverified:
        yield Text(f"  {voice.name(item)}  ").append_text(ident(item, voice))


def heading(words: str) -> RenderableType:
    """Give the heading of a section."""
    return Padding(Rule(Text(words, style="bold"), align="left", style=SMALL), (1, 0, 0, 0))


def _table() -> Table:
    return Table(box=None, show_header=False, expand=True, pad_edge=False, padding=(0, 2, 0, 0))


def _status_table() -> Table:
    table = _table()
    table.add_column(width=STATUS_WIDTH)
    table.add_column(ratio=3, overflow="fold")
    table.add_column(ratio=2, overflow="fold")
    return table


def _status(line: IndicatorLine, voice: Voice) -> Text:
    return sign(line.assessment.status, voice).append(f" {line.assessment.rule}", style=SMALL)


def sign(code: str, voice: Voice) -> Text:
    """Give a status or standing as its shape and its word."""
    shape, style = SIGNS[code]
    word = voice.status(code) if code in STATUSES else voice.standing(code)
    return Text.assemble((f"{shape} {word}", style))


def _figure(line: FigureLine, voice: Voice) -> Text:
    return Text(voice.value(line, line.unit), style="bold").append(
        f" {voice.period(line.period)}", style="not bold"
    )


def named(item: Item, voice: Voice, told: Collection[str]) -> Text:
    """Give a thing's name; of those ``told`` to be outputs also that it is one."""
    text = Text(voice.name(item), style="bold")
    return text.append(f" [{voice.code('indicator-sort', OUTPUT)}]") if item.subject in told else text


def ident(item: Item, voice: Voice) -> Text:
    """Give the id that opens an item, with how it is known and how it stands."""
    text = Text(item.subject, style=SMALL)
    for word in (voice.state(item), voice.mark(item)):
        if word:
            text.append(
                f" [{word}]", style="bold red" if item.unverified and word == voice.mark(item) else ""
            )
    return text


def _over(*parts: Text) -> Text:
    return Text("\n").join(parts)
