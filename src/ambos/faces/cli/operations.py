"""``ambos operations``: what is planned is lodged, compared in private, and what conflicts is settled."""

from typing import Any, Final

from ambos.domains.taskforces.records.codes import CONFLICT_STATE, GRID, OPERATION_SORT, PLAN_STATE
from ambos.faces.cli.declare import JSON, Argument, Noun, Option
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import TEXT, OneOf

COMMAND = Noun("operations", usual="list")
WORDS: Final = "taskforces"
_WINDOW: Final = (
    Option("from", TEXT, key="option.plan-from"),
    Option("until", TEXT, key="option.plan-until"),
    Option("latitude", TEXT, key="option.plan-latitude"),
    Option("longitude", TEXT, key="option.plan-longitude"),
    Option("radius", TEXT, key="option.plan-radius"),
)


@COMMAND.verb("list", JSON)
def list_(session: Session, json: bool) -> None:
    """List the operations, where each stands, and how its risk was decided."""
    from ambos.analysis.studies.taskforces import every_operation

    with session.node.shelf.keeping():
        found = every_operation(session.node.shelf)
    if json:
        session.json(
            [
                {"operation": one.operation.subject, "stage": one.stage, "body": dict(one.operation.body)}
                for one in found
            ]
        )
        return
    from ambos.faces.cli.printing import line, table

    if not found:
        line(session.say(WORDS, "no-operations"))
        return
    head = [session.say("cli", "column.id")]
    head += [session.say(WORDS, f"column.{name}") for name in ("name", "planned", "stage", "risk")]
    rows = [
        (
            one.operation.slug,
            session.shown.words(one.operation.get("name")),
            one.operation.get("planned"),
            session.say(WORDS, f"operation.{one.stage}"),
            session.language.label("codes", f"risk-decision.{one.risk.get('decision')}")
            if one.risk
            else session.say(WORDS, "no-review"),
        )
        for one in found
    ]
    table(head, rows, whole=(0, 2))


@COMMAND.verb(
    "lodge",
    Argument("id"),
    Option("sort", OneOf("sort", *OPERATION_SORT.codes), required=True, key="option.plan-sort"),
    *(Option(each.name, TEXT, required=True, key=each.key) for each in _WINDOW),
    Option("desk", TEXT, required=True, key="option.plan-desk"),
    Option("operation", TEXT, key="option.plan-operation"),
)
def lodge(session: Session, id: str, from_: str, radius: str, **given: Any) -> None:
    """Lodge a planned operation; it stays in this house and is compared in private."""
    from ambos.node.deconfliction import lodge as lodged
    from ambos.node.showing import find_of_kind

    body = {name: value for name, value in given.items() if value is not None}
    body |= {"starts": from_, "radius_km": radius}
    if "operation" in body:
        body["operation"] = find_of_kind(session.node.shelf, "operation", body["operation"])
    session.print(lodged(session.node, id, body).rid.hex())
    session.tell(session.say(WORDS, "lodged", plan=f"planned-operation/{id}"))


@COMMAND.verb(
    "move",
    Argument("plan"),
    *_WINDOW,
    Option("state", OneOf("state", *PLAN_STATE.codes), key="option.plan-state"),
)
def move(session: Session, plan: str, from_: str | None, radius: str | None, **given: Any) -> None:
    """Give a planned operation another window, place or state."""
    from ambos.node.deconfliction import move as moved

    changes = {name: value for name, value in given.items() if value is not None}
    changes |= {
        name: value for name, value in (("starts", from_), ("radius_km", radius)) if value is not None
    }
    session.print(moved(session.node, plan, changes).rid.hex())
    session.tell(session.say(WORDS, "moved", plan=plan))


@COMMAND.verb(
    "check",
    Option("desk", TEXT, key="option.check-desk"),
    Option("grid", OneOf("grid", *GRID.codes), default="tenth-6h", key="option.check-grid"),
    Option("with", TEXT, key="option.check-with"),
    JSON,
)
def check(session: Session, desk: str | None, grid: str, with_: str | None, json: bool) -> None:
    """Take the private comparison with each partner on as far as it goes, or begin one."""
    from ambos.node.deconfliction import check as checked

    did = checked(session.node, desk or "", grid, with_ or "")
    if json:
        session.json(
            [
                {"partner": one.partner, "round": one.round, "did": one.what, "conflicts": one.conflicts}
                for one in did
            ]
        )
        return
    number = session.shown.formats.number
    for one in did:
        said = {"partner": one.partner, "round": one.round, "count": number(one.conflicts)}
        session.print(session.say(WORDS, f"check.{one.what}", **said))


@COMMAND.verb("conflicts", JSON)
def conflicts(session: Session, json: bool) -> None:
    """List the conflicts that were found, the open ones first, with the desk to call."""
    from ambos.node.deconfliction import conflicts as found_conflicts

    found = found_conflicts(session.node)
    if json:
        session.json([{"conflict": one.subject, "body": dict(one.body)} for one in found])
        return
    from ambos.faces.cli.printing import line, table

    if not found:
        line(session.say(WORDS, "no-conflicts"))
        return
    fields = session.node.register["conflict"].by_name
    listed = ("plan", "partner", "starts", "until", "latitude", "longitude", "desk", "state")
    head = [session.say("cli", "column.id"), *(session.shown.field_name("conflict", name) for name in listed)]
    rows = [
        (one.slug, *(session.shown.cell(fields[name], one.get(name)) for name in listed)) for one in found
    ]
    table(head, rows)
    session.tell(session.say(WORDS, "caveat.conflicts"))


@COMMAND.verb(
    "close",
    Argument("conflict"),
    Option("how", OneOf("how", *CONFLICT_STATE.codes[1:]), required=True, key="option.close-how"),
    Option("note", TEXT, key="option.close-note"),
)
def close(session: Session, conflict: str, how: str, note: str | None) -> None:
    """Close a conflict, saying how it was settled."""
    from ambos.node.deconfliction import close as closed

    written = closed(session.node, conflict, how, {session.language.code: note} if note else None)
    session.print(written.rid.hex())
    session.tell(session.say(WORDS, "closed", conflict=conflict))
