"""``ambos recall``: ask the partners to use no more, or to destroy, what one said; see and answer recalls."""

from collections.abc import Sequence

from ambos.faces.cli.declare import JSON, Argument, Noun, Option
from ambos.faces.cli.errors import OutcomeUnclear
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import TEXT, OneOf
from ambos.faces.reports.held import recall_answers, recall_why
from ambos.kernel.records import REACH, RECALL_REASON
from ambos.node.recalls import COMPLIED, PARTLY, REFUSED, RecallLine, answer, recall, recalls

COMMAND = Noun("recall", usual="list")


@COMMAND.verb(
    "add",
    Argument("record"),
    Option("reach", OneOf("reach", *REACH.codes), required=True),
    Option("reason", OneOf("reason", *RECALL_REASON.codes), required=True, key="option.reason.code"),
    Option("words", TEXT),
    Option("basis", TEXT),
)
def add(session: Session, record: str, reach: str, reason: str, words: str | None, basis: str | None) -> None:
    """Recall what one's own party said."""
    given = {"reach": reach, "reason": reason, "words": words, "basis": basis}
    body = {name: value for name, value in given.items() if value is not None}
    written = recall(session.node, record, body)
    for each in written:
        session.print(each.rid.hex())
    lines = {line.row.rid: line for line in recalls(session.node)}
    asked = sorted({party for each in written for party in lines[each.rid.hex()].asked})
    session.tell(session.say("recall", "added", count=len(written)))
    session.tell(session.say("recall", "asked" if asked else "asked.none", parties=", ".join(asked)))


@COMMAND.verb("list", JSON)
def list_(session: Session, json: bool) -> None:
    """List the recalls in force, ours and the partners', with their answers."""
    lines = recalls(session.node)
    if json:
        session.json([_plain(line) for line in lines])
        return
    from ambos.faces.cli.printing import table

    head = [session.say("recall", f"column.{name}") for name in ("recall", "by", "on", "record")]
    head += [session.shown.field_name("recall", name) for name in ("reach", "reason")]
    head.append(session.say("recall", "column.answers"))
    table(head, [_row(session, line) for line in lines], whole=(0, 1, 2))
    session.tell(session.say("recall", "counted", count=len(lines)))


def _row(session: Session, line: RecallLine) -> tuple[str, ...]:
    shown = session.shown
    return (
        shown.rid(line.row.rid),
        line.row.party,
        shown.stamp(line.row.time)[:10],
        line.subject or shown.rid(line.target),
        session.language.label("codes", f"reach.{line.reach}"),
        recall_why(shown, line),
        "; ".join(recall_answers(shown, line)),
    )


def _plain(line: RecallLine) -> dict[str, object]:
    return {
        "recall": line.row.rid,
        "party": line.row.party,
        "time": line.row.time,
        "record": line.target,
        "subject": line.subject or None,
        "reach": line.reach,
        "reason": line.reason,
        "words": line.words,
        "basis": line.basis,
        "asked": list(line.asked),
        "waiting": list(line.waiting),
        "days": line.days,
        "answers": [vars(reply) for reply in line.replies],
    }


@COMMAND.verb(
    "answer",
    Argument("recall", many=True),
    Option("complied", flag=True),
    Option("partly", flag=True),
    Option("refused", flag=True),
    Option("basis", TEXT, key="option.basis.answer"),
)
def answer_(
    session: Session, recall: Sequence[str], complied: bool, partly: bool, refused: bool, basis: str | None
) -> None:
    """Answer a partner's recalls; where one asks to destroy, what is held here is destroyed first."""
    given = {COMPLIED: complied, PARTLY: partly, REFUSED: refused}
    chosen = [outcome for outcome, meant in given.items() if meant]
    if len(chosen) != 1:
        raise OutcomeUnclear()
    kept = answer(session.node, recall, chosen[0], basis or "")
    session.tell(session.say("recall", f"told.{chosen[0]}", count=len(recall)))
    tell_kept(session, kept)


def tell_kept(session: Session, kept: Sequence[str]) -> None:
    """Warn of what a database server may still keep of destroyed rows."""
    if kept:
        session.tell(session.say("recall", "kept", settings=", ".join(kept)))
