"""What is judged of the partnership's work: reciprocity, effects, the decision log, what the plan lacks."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby

from ambos.analysis.studies.judgements import AdjustmentLine, EffectLine, ElementLine, FindingLine
from ambos.analysis.studies.lines import FigureLine
from ambos.faces.reports.blocks import FINE, NONE, TEXT, VALUE, Block, Cell, Line, Section, Table
from ambos.faces.reports.findings import fix, sentence
from ambos.faces.reports.scribe import Scribe

ANSWERS = {"positive": "met", "none": "at-risk", "negative": "off-track", "unknown": "unknown"}
GRADES = {"addressed": "met", "partially": "at-risk", "not-addressed": "off-track"}


def reciprocity(scribe: Scribe) -> Iterator[Section]:
    """Set each kind of request in one direction beside the same in the other, where both are counted."""
    voice, lines = scribe.voice, scribe.packet.reciprocity
    if not lines:
        return
    blocks: list[Block] = [scribe.said("about.reciprocity")]
    for line in lines:
        both = sum(None not in pair for pair in line.pairs)
        blocks.append(
            Table(
                f"{voice.name(line.one)} · {voice.name(line.other)}",
                (voice.name(line.one), voice.name(line.other)),
                tuple(tuple(_either(scribe, figure) for figure in pair) for pair in line.pairs),
                (50, 50),
            )
        )
        counted = {"both": voice.number(both), "one": voice.number(len(line.pairs) - both)}
        blocks.append(scribe.said("reciprocity.counted", FINE, **counted))
    yield scribe.section("reciprocity", *blocks)


def _either(scribe: Scribe, figure: FigureLine | None) -> Cell:
    return scribe.figure(figure) if figure else (scribe.none("none.figure"),)


def effects(scribe: Scribe) -> Iterator[Section]:
    """Say of each action, adjustment or event what can be said of its effect, or why nothing can."""
    voice, lines = scribe.voice, scribe.packet.effects
    if not lines:
        yield scribe.section("effects", scribe.said("none.effects", NONE))
        return
    table = Table(
        voice.tell("caption.effects"),
        tuple(voice.tell(f"column.{name}") for name in ("effect", "action", "about", "estimate")),
        tuple(_effect(scribe, line) for line in lines),
        (14, 32, 24, 30),
        head=1,
    )
    yield scribe.section("effects", scribe.said("about.effects"), table, *_assumed(scribe))


def _assumed(scribe: Scribe) -> Iterator[Block]:
    """Say once for each method what must be true for every estimate that it gave."""
    voice, lines = scribe.voice, scribe.packet.effects
    for method, shared in shared_assumptions(lines).items():
        named = voice.term("effect-method", method)
        said = " ".join(voice.term("assumption", code) for code in shared)
        yield scribe.said("effect.method-assumes", FINE, method=named, assumptions=said)


def shared_assumptions(lines: Iterable[EffectLine]) -> dict[str, list[str]]:
    """Give, by method, the assumptions that all of its estimates stand on."""
    found: dict[str, list[str]] = {}
    for line in lines:
        if line.assumptions:
            held = found.setdefault(line.method, list(line.assumptions))
            found[line.method] = [code for code in held if code in line.assumptions]
    return found


def _effect(scribe: Scribe, line: EffectLine) -> tuple[Cell, ...]:
    voice = scribe.voice
    badge = Line("badge", voice.term("effect", line.answer), ANSWERS[line.answer])
    reason = (Line(TEXT, voice.term("effect-reason", line.reason)),) if line.reason else ()
    return (
        (badge,),
        (scribe.name(line.item), *reason, scribe.ident(line.item)),
        (scribe.name(line.about), scribe.ident(line.about)),
        tuple(_estimate(scribe, line)),
    )


def _estimate(scribe: Scribe, line: EffectLine) -> Iterator[Line]:
    voice = scribe.voice
    if line.estimate is not None:
        low, high = (_bound(scribe, bound, line.unit) for bound in (line.low95, line.high95))
        between = voice.tell("effect.between", low=low, high=high) if low and high else ""
        yield Line(VALUE, _bound(scribe, line.estimate, line.unit), extra=between)
        yield Line(FINE, voice.term("effect-method", line.method))
    shared = shared_assumptions(scribe.packet.effects).get(line.method, ())
    for code in line.assumptions:
        if code not in shared:
            yield Line(FINE, voice.term("assumption", code))
    for check, verdict in (line.checks or {}).items():
        yield Line(FINE, f"{voice.term('check', check)}: {voice.term('verdict', verdict)}")


def _bound(scribe: Scribe, value: Decimal | None, unit: str) -> str:
    """Give a change with its sign, or a bound of it."""
    if value is None:
        return ""
    return ("+" if value > 0 else "") + scribe.voice.level(value, unit)


def decisions(scribe: Scribe) -> Iterator[Section]:
    """Give each change of course with the result that caused it and what the figures did since."""
    voice, lines = scribe.voice, scribe.packet.adjustments
    if not lines:
        yield scribe.section("decisions", scribe.said("none.decisions", NONE))
        return
    table = Table(
        voice.tell("caption.decisions"),
        tuple(voice.tell(f"column.{name}") for name in ("adjustment", "because", "then", "since")),
        tuple(_adjustment(scribe, line) for line in lines),
        (32, 28, 20, 20),
    )
    yield scribe.section("decisions", scribe.said("about.decisions"), table)


def _adjustment(scribe: Scribe, line: AdjustmentLine) -> tuple[Cell, ...]:
    voice = scribe.voice
    decided = (
        *scribe.thing(line.item, voice.tell("decided", day=voice.day(line.decided))),
        *scribe.named([line.concerns, *([line.decision] if line.decision else [])]),
    )
    then = (scribe.badge(line.status_then),) if line.status_then else ()
    now = (scribe.badge(line.status_now),) if line.status_now else ()
    return (
        decided,
        tuple(scribe.named(line.because)),
        (*then, *_either(scribe, line.before)),
        (*now, *_either(scribe, line.after)),
    )


def lint(scribe: Scribe) -> Iterator[Section]:
    """Give what the plan lacks by rule, and the auditors' nine elements with their evidence."""
    blocks: list[Block] = []
    if scribe.packet.elements:
        blocks.append(_elements(scribe))
    for family, found in groupby(sorted(scribe.packet.findings, key=_family), key=_family):
        blocks.append(_findings(scribe, family, list(found)))
    if blocks:
        yield scribe.section("lint", scribe.said("about.lint"), *blocks, chapter=True)


def _family(line: FindingLine) -> str:
    return line.family


def _elements(scribe: Scribe) -> Table:
    voice = scribe.voice
    return Table(
        voice.tell("caption.elements"),
        tuple(voice.tell(f"column.{name}") for name in ("grade", "element", "evidence")),
        tuple(_element(scribe, line) for line in scribe.packet.elements),
        (16, 40, 44),
        head=1,
    )


def _element(scribe: Scribe, line: ElementLine) -> tuple[Cell, ...]:
    voice = scribe.voice
    badge = Line("badge", voice.term("grade", line.grade), GRADES.get(line.grade, "unknown"))
    name = Line("name", voice.term("element", str(line.element)), extra=voice.name(line.framework))
    missing = [voice.name(item) for item in line.missing[: scribe.edition.examples]]
    lacks = Line(FINE, voice.tell("element.missing", names=voice.listed(missing))) if missing else None
    evidence = scribe.named(line.evidence[: scribe.edition.examples])
    return (badge,), (name,), (*evidence, *([lacks] if lacks else []))


def _findings(scribe: Scribe, family: str, lines: list[FindingLine]) -> Table:
    voice = scribe.voice
    return Table(
        voice.tell("caption.findings", family=voice.term("family", family)),
        tuple(voice.tell(f"column.{name}") for name in ("severity", "finding", "thing")),
        tuple(_finding(scribe, line) for line in lines),
        (16, 48, 36),
        head=1,
    )


def _finding(scribe: Scribe, line: FindingLine) -> tuple[Cell, ...]:
    voice = scribe.voice
    said = Line("name", sentence(line, voice))
    after = voice.tell("waived", reason=voice.words(line.reason)) if line.waived else fix(line.rule, voice)
    severity = Line(TEXT, voice.term("severity", line.severity), extra=line.rule)
    return (severity,), (said, Line(FINE, after)), (scribe.name(line.item), scribe.ident(line.item))
