"""What the numbers can bear and how to check them: differences, quality, method, pedigree, proof."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from ambos.analysis.methods.status import RULES
from ambos.analysis.studies.lines import DisagreementLine, FigureLine, RevisionLine
from ambos.domains.dialogue.views import PROMISE_RULES
from ambos.faces.reports.blocks import (
    CODE,
    FINE,
    NAME,
    TEXT,
    VALUE,
    Block,
    Cell,
    Items,
    Line,
    Paragraph,
    Section,
    Table,
    Terms,
    paragraph,
)
from ambos.faces.reports.scribe import Scribe
from ambos.faces.reports.summary import every_line
from ambos.node.stamps import Stamp

EVERY_RULE = (*RULES, *PROMISE_RULES, *(f"C{n}" for n in range(1, 5)))
KEY_STATES = ("proposed", "countersigned", "disputed")
AGAIN = "again"  # the step that makes the same edition
DIGITS = 16  # of a root, where a whole one does not fit
Side = DisagreementLine | RevisionLine
AnySide = TypeVar("AnySide", DisagreementLine, RevisionLine)


def disagreements(scribe: Scribe) -> Iterator[Section]:
    """Set official values that differ side by side: first answers to one question, then to different ones."""
    voice, lines = scribe.voice, scribe.review.disagreements
    if not lines:
        return
    tables = [
        _values(scribe, caption, found, voice.differs, "more.disagreements")
        for same, caption in ((True, "caption.contradictions"), (False, "caption.questions"))
        if (found := [line for line in lines if line.same_question == same])
    ]
    about = paragraph(voice.say("about.disagreements"))
    yield scribe.section("disagreements", about, *tables, chapter=True)


def revisions(scribe: Scribe) -> Iterator[Section]:
    """Give what publishers revised, vintage after vintage."""
    voice, lines = scribe.voice, scribe.review.revisions
    if not lines:
        return

    def revised(line: RevisionLine) -> str:
        return voice.say("revised-by", change=voice.signed(line.change, line.figures[0].unit))

    table = _values(scribe, "caption.revisions", lines, revised, "more.revisions")
    yield scribe.section("revisions", paragraph(voice.say("about.revisions")), table)


def _values(
    scribe: Scribe, caption: str, lines: Iterable[AnySide], said: Callable[[AnySide], str], more: str
) -> Table:
    voice = scribe.voice
    rows = tuple(_side_by_side(scribe, line, said(line), more) for line in lines)
    columns = (voice.say("column.indicator"), voice.tell("column.values"))
    return Table(voice.say(caption), columns, rows, (40, 60))


def _side_by_side(scribe: Scribe, line: Side, said: str, more: str) -> tuple[Cell, ...]:
    voice, first = scribe.voice, line.figures[0]
    where = f"{voice.period(first.period)} · {voice.code('place', first.place)}"
    rest = (Line(FINE, voice.say(more, count=voice.number(line.more))),) if line.more else ()
    head = scribe.name(line.item), Line(FINE, where), Line(TEXT, said), *rest, scribe.ident(line.item)
    return head, tuple(part for figure in line.figures for part in _value(scribe, figure))


def _value(scribe: Scribe, figure: FigureLine) -> Iterator[Line]:
    voice = scribe.voice
    yield Line(VALUE, voice.value(figure, figure.unit))
    yield Line(FINE, voice.pedigree(figure))
    if figure.note:
        yield Line(FINE, voice.words(figure.note))
    yield scribe.ident(figure.item)


def quality(scribe: Scribe) -> Iterator[Section]:
    """Say what the data can bear: how they are known, what is stale, what was never checked."""
    voice, found = scribe.voice, scribe.review.quality
    about = voice.say(
        "about.quality",
        figures=voice.number(found.figures),
        evidence=voice.number(found.evidence),
        undated=voice.number(found.without_vintage),
        stale=voice.number(found.stale),
    )
    known = Table(
        voice.say("caption.marks"),
        (voice.say("column.mark"), voice.say("column.count")),
        tuple(
            ((Line(TEXT, voice.code("mark", mark)),), (Line(VALUE, voice.number(count)),))
            for mark, count in sorted(found.marks.items())
        ),
        (70, 30),
    )
    yield scribe.section("quality", paragraph(about), known, chapter=True)
    if found.unverified:
        items = tuple((scribe.name(item), scribe.ident(item)) for item in found.unverified)
        yield Section("unverified", voice.say("heading.unverified"), (Items(items),), level=3)


def method(scribe: Scribe) -> Iterator[Section]:
    """Say by which rules and methods everything was judged, and what a probability means."""
    voice = scribe.voice
    days = voice.number(scribe.review.silent_after_days)
    rules = [(rule, voice.say(f"means.{rule}", days=days)) for rule in EVERY_RULE]
    goals = sorted({rule for _, rule in scribe.packet.goals.values() if rule})
    rules += [(rule, voice.goal_rule(rule)) for rule in goals]
    rules += [(voice.say(f"state.{state}"), voice.say(f"means.{state}")) for state in KEY_STATES]
    outlooks = scribe.packet.outlooks.values()
    used = sorted(
        {outlook.method for outlook in outlooks} | {line.method for line in scribe.packet.effects} - {""}
    )
    blocks: list[Block] = [scribe.said(f"method.{key}") for key in ("status", "output", "no-score")]
    if outlooks:
        blocks += [scribe.said(f"method.{key}") for key in ("probability", "base-rate", "fan")]
    if used:
        blocks.append(scribe.said("method.used", methods=voice.listed(used)))
    blocks.append(paragraph(voice.say("about.rules")))
    yield scribe.section("method", *blocks, Terms(tuple(rules)), chapter=True)


def pedigree(scribe: Scribe) -> Iterator[Section]:
    """Open every number of the packet: record, value, period, vintage, status and publisher."""
    voice = scribe.voice
    figures = {figure.item.subject: figure for figure in _figures(scribe)}
    if not figures:
        return
    table = Table(
        voice.tell("caption.pedigree"),
        tuple(voice.tell(f"column.{name}") for name in ("record", "value", "vintage", "source")),
        tuple(_pedigree(scribe, figures[subject]) for subject in sorted(figures)),
        (42, 20, 18, 20),
    )
    yield scribe.section("pedigree", scribe.said("about.pedigree"), table, chapter=True)


def _pedigree(scribe: Scribe, line: FigureLine) -> tuple[Cell, ...]:
    voice = scribe.voice
    as_of = voice.day(line.as_of) if line.as_of else voice.say("figure.no-date")
    return (
        (scribe.ident(line.item), Line(CODE, line.item.rid), Line(FINE, voice.name(line.item))),
        (Line(VALUE, voice.value(line, line.unit)), Line(FINE, voice.period(line.period))),
        (Line(TEXT, as_of), Line(FINE, voice.code("figure-status", line.status))),
        (
            Line(TEXT, line.publisher),
            Line(FINE, voice.code("place", line.place)),
            Line(FINE, voice.scope(line.scope)),
        ),
    )


def _figures(scribe: Scribe) -> Iterator[FigureLine]:
    """Give every figure that stands anywhere in the packet."""
    review, packet = scribe.review, scribe.packet
    for line in every_line(review):
        pinned = line.baseline.figure if line.baseline else None
        yield from (one for one in (line.newest, line.judged, line.baseline_newest, pinned) if one)
    sides: tuple[Side, ...] = (*review.disagreements, *review.revisions)
    for side in sides:
        yield from side.figures
    for series in review.series:
        yield from (*series.figures, *series.others)
    for moved in packet.headline:
        yield from (moved.before, moved.now)
    for change in packet.adjustments:
        yield from (one for one in (change.before, change.after) if one)
    for both in packet.reciprocity:
        yield from (one for pair in both.pairs for one in pair if one)


def verify(scribe: Scribe) -> Iterator[Section]:
    """Say how anybody can hold this packet against the logs: what to type, and what must come out."""
    voice, stamp = scribe.voice, scribe.stamp
    blocks: list[Block] = [scribe.said("verify.about")]
    if stamp.digest:
        count = voice.number(stamp.records)
        blocks += [
            scribe.said("verify.digest", count=count),
            paragraph(stamp.digest, CODE),
            scribe.said("verify.same"),
        ]
    if stamp.heads:
        blocks.append(_heads(scribe, stamp))
    blocks.append(_keys(scribe, stamp))
    blocks += [part for key in _steps(stamp) for part in _step(scribe, key)]
    yield scribe.section("verify", *blocks, chapter=True)


def _steps(stamp: Stamp) -> tuple[str, ...]:
    return (AGAIN, "record", "proof") if stamp.digest else (AGAIN, "ledger", "record", "proof")


def _step(scribe: Scribe, key: str) -> tuple[Block, Block]:
    edition = scribe.edition.name
    typed = scribe.voice.tell(f"verify.{key}.type", edition=edition, record=_example(scribe))
    asked = (("--as-of", scribe.stamp.as_of), ("--recorded-by", scribe.stamp.recorded_by))
    days = [f"{option} {day}" for option, day in asked if day and key == AGAIN]
    return scribe.said(f"verify.{key}"), paragraph(" ".join((typed, *days)), CODE)


def _example(scribe: Scribe) -> str:
    """Give the thing that the packet is first about: a goal, else a framework."""
    frameworks = scribe.review.frameworks
    goals = [goal.item.subject for framework in frameworks for goal in framework.goals]
    return next(iter([*goals, *(framework.item.subject for framework in frameworks)]), "ID")


def _heads(scribe: Scribe, stamp: Stamp) -> Table:
    voice = scribe.voice
    rows = tuple(
        (
            (Line(NAME, voice.tell(f"log.{head.sort}")), Line(FINE, head.origin)),
            (Line(VALUE, voice.number(head.size)),),
            (Line(CODE, head.root),),
        )
        for head in stamp.heads
    )
    columns = tuple(voice.tell(f"column.{name}") for name in ("log", "size", "root"))
    return Table(voice.tell("caption.heads"), columns, rows, (30, 12, 58))


def _keys(scribe: Scribe, stamp: Stamp) -> Table:
    voice = scribe.voice
    rows = tuple(
        ((Line(NAME, voice.code("place", party)),), (Line(CODE, fingerprint),))
        for party, fingerprint in stamp.fingerprints
    )
    columns = voice.tell("column.party"), voice.tell("column.fingerprint")
    return Table(voice.tell("caption.keys"), columns, rows, (24, 76))


def stamp(scribe: Scribe) -> Iterator[Section]:
    """Give the stamp in two lines, for an edition that has no room for the way to verify it."""
    voice = scribe.voice
    for head in scribe.stamp.heads[:1]:
        said = voice.tell("stamp", origin=head.origin, size=voice.number(head.size), root=head.root[:DIGITS])
        yield scribe.section("stamp", Paragraph(Line(FINE, said)))
