"""``ambos hold``: forbid to destroy a record until the hold is lifted."""

from ambos.faces.cli.declare import JSON, Argument, Noun, Option
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import TEXT
from ambos.node.erasure import hold, holds, lift

COMMAND = Noun("hold", usual="list")


@COMMAND.verb("add", Argument("record"), Option("basis", TEXT, required=True), Option("words", TEXT))
def add(session: Session, record: str, basis: str, words: str | None) -> None:
    """Forbid to destroy a record, or every version of a thing."""
    written = hold(session.node, record, basis, words or "")
    for each in written:
        session.print(each.rid.hex())
    session.tell(session.say("recall", "held", count=len(written)))


@COMMAND.verb("list", JSON)
def list_(session: Session, json: bool) -> None:
    """List the holds in force."""
    lines = holds(session.node)
    if json:
        session.json(
            [
                {
                    "hold": line.row.rid,
                    "time": line.row.time,
                    "record": line.target,
                    "subject": line.subject,
                    "basis": line.basis,
                    "words": line.words,
                }
                for line in lines
            ]
        )
        return
    from ambos.faces.cli.printing import table

    head = [session.say("recall", f"column.{name}") for name in ("hold", "on", "record", "subject")]
    head.append(session.shown.field_name("hold", "basis"))
    shown = session.shown
    rows = [
        (
            shown.rid(line.row.rid),
            shown.stamp(line.row.time)[:10],
            shown.rid(line.target),
            line.subject,
            "; ".join(text for text in (line.basis, line.words) if text),
        )
        for line in lines
    ]
    table(head, rows, whole=(0, 1, 2))
    session.tell(session.say("recall", "holds.counted", count=len(lines)))


@COMMAND.verb("lift", Argument("record"), Option("reason", TEXT, required=True))
def lift_(session: Session, record: str, reason: str) -> None:
    """Lift the holds on a record or a thing, or one hold by its own id."""
    written = lift(session.node, record, reason)
    for each in written:
        session.print(each.rid.hex())
    session.tell(session.say("recall", "lifted", count=len(written)))
