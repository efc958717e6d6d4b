"""``ambos decisions``: what asks for a decision, and the log of what was decided because of which result."""

from collections.abc import Iterable, Sequence

from ambos.analysis.studies.adjustments import untied
from ambos.analysis.studies.judgements import AdjustmentLine, AskLine
from ambos.analysis.studies.lines import Item
from ambos.faces.cli.declare import JSON, Option, Verb
from ambos.faces.cli.session import Session
from ambos.faces.reports.decisions import fared
from ambos.kernel.paging import throughout
from ambos.kernel.shelf import Thing
from ambos.node.packets import packet


def decisions(session: Session, asked: bool, json: bool) -> None:
    """List what asks for a decision, the adjustments with their causes, and the other decisions."""
    made = packet(session.node)
    asks, adjustments = made.asks, made.adjustments
    others = list(throughout(session.node.shelf, untied(adjustments)))
    if json:
        from ambos.faces.reports.plain import plain

        told = [{"subject": one.subject, "record": one.rid, "body": dict(one.body)} for one in others]
        session.json({"asks": plain(asks), "adjustments": plain(adjustments), "decisions": told})
        return
    _print_asks(session, asks)
    if not asked:
        _print_adjustments(session, adjustments)
        _print_decisions(session, others)


COMMAND = Verb("decisions", decisions, (Option("asked", flag=True), JSON))


def _print_asks(session: Session, asks: Sequence[AskLine]) -> None:
    from ambos.faces.cli.printing import heading, line, table

    heading(session.say("cycle", "asks.title"))
    if not asks:
        line(session.say("cycle", "asks.none"))
    columns = [session.say("cycle", f"column.{name}") for name in ("why", "since", "asks", "cause")]
    rows = [
        (
            ask.item.subject,
            session.say("cycle", f"ask.{ask.reason}"),
            str(ask.since or ""),
            session.shown.words(ask.item.name),
            ask.cause.subject if ask.cause else "",
        )
        for ask in asks
    ]
    table([session.say("cli", "column.id"), *columns], rows, whole=(0, 2))


def _print_adjustments(session: Session, adjustments: Sequence[AdjustmentLine]) -> None:
    from ambos.faces.cli.printing import heading, line, pairs

    heading(session.say("cycle", "adjustments.title"))
    if not adjustments:
        line(session.say("cycle", "adjustments.none"))
    for place, one in enumerate(adjustments):
        if place:
            line("")
        pairs((session.say("cycle", f"column.{name}"), told) for name, told in _cells(session, one) if told)


def _cells(session: Session, one: AdjustmentLine) -> Iterable[tuple[str, str]]:
    yield "adjustment", _named(session, one.item)
    yield "decided", session.shown.formats.day(one.decided)
    yield "concerns", _named(session, one.concerns)
    yield "because", "; ".join(_named(session, item) for item in one.because)
    yield "decision", _named(session, one.decision) if one.decision else ""
    yield "then", fared(session.shown, one.status_then, one.before)
    yield "now", fared(session.shown, one.status_now, one.after)


def _print_decisions(session: Session, others: Sequence[Thing]) -> None:
    from ambos.faces.cli.printing import heading, table

    if not others:
        return
    heading(session.say("cycle", "decisions.title"))
    kind = session.node.register["decision"]
    names = ("decided", "text", "concerns")
    head = [session.say("cli", "column.id"), *(session.shown.field_name("decision", name) for name in names)]
    rows = [
        (
            thing.slug,
            thing.get("decided"),
            session.shown.words(thing.get("text")),
            session.shown.value(kind.by_name["concerns"], thing.get("concerns")),
        )
        for thing in others
    ]
    table(head, rows, whole=(0, 1))


def _named(session: Session, item: Item) -> str:
    name = session.shown.words(item.name)
    return session.say("cycle", "named", name=name, subject=item.subject) if name else item.subject
