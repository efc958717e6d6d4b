"""``ambos taskforce``: task forces, their members, targets, operations and what these came to."""

from typing import TYPE_CHECKING, Any, Final

from ambos.faces.cli.declare import JSON, Argument, Noun
from ambos.faces.cli.session import Session

if TYPE_CHECKING:
    from ambos.analysis.studies.taskforces import TaskForce

COMMAND = Noun("taskforce", usual="list")
WORDS: Final = "taskforces"


@COMMAND.verb("list", JSON)
def list_(session: Session, json: bool) -> None:
    """List the task forces: how their terms stand, who is not admitted, what they work on."""
    from ambos.analysis.studies.taskforces import task_forces

    with session.node.shelf.keeping():
        found = task_forces(session.node.shelf)
    if json:
        session.json([plain(one) for one in found])
        return
    from ambos.faces.cli.printing import line, table

    if not found:
        line(session.say(WORDS, "none"))
        return
    head = [session.say("cli", "column.id")]
    head += [
        session.say(WORDS, f"column.{name}")
        for name in ("name", "standing", "ends", "members", "targets", "operations")
    ]
    number = session.shown.formats.number
    rows = [
        (
            one.terms.slug,
            session.shown.words(one.terms.get("name")),
            session.say(WORDS, f"standing.{one.standing}"),
            one.terms.get("ends"),
            session.say(WORDS, "members", count=number(len(one.members)), out=number(one.not_admitted)),
            number(len(one.targets)),
            number(len(one.operations)),
        )
        for one in found
    ]
    table(head, rows, right=(5, 6), whole=(0, 3))


@COMMAND.verb("show", Argument("taskforce"), JSON)
def show(session: Session, taskforce: str, json: bool) -> None:
    """Show one task force with its members, targets, operations and results."""
    from ambos.analysis.studies.taskforces import task_force
    from ambos.node.showing import find_of_kind

    shelf = session.node.shelf
    with shelf.keeping():
        found = task_force(shelf, find_of_kind(shelf, "terms-of-reference", taskforce))
    if json:
        session.json(plain(found))
        return
    from ambos.faces.cli.printing import heading, line, table

    words, number = session.shown.words, session.shown.formats.number
    line(words(found.terms.get("name")), "bold")
    line(words(found.terms.get("purpose")))
    for text in told(session, found):
        line(text)
    heading(session.say(WORDS, "heading.members"))
    head = [session.say(WORDS, f"column.{name}") for name in ("person", "role", "admission", "until")]
    table(
        head,
        [
            (
                f"{one.member.get('person')} ({one.member.get('party')})",
                session.language.label("codes", f"member-role.{one.member.get('role')}"),
                session.say(WORDS, f"admission.{one.standing}"),
                one.until.isoformat() if one.until else "",
            )
            for one in found.members
        ],
    )
    heading(session.say(WORDS, "heading.targets"))
    head = [session.say(WORDS, f"column.{name}") for name in ("name", "sort", "stage", "operations")]
    table(
        head,
        [
            (
                words(one.target.get("name")),
                session.language.label("codes", f"joint-target-sort.{one.target.get('sort')}"),
                session.say(WORDS, f"target.{one.stage}"),
                number(one.operations),
            )
            for one in found.targets
        ],
        right=(3,),
    )
    heading(session.say(WORDS, "heading.results"))
    table(
        [session.say(WORDS, f"column.{name}") for name in ("measure", "amount")],
        [(measure(session, *what), session.shown.number(amount)) for what, amount in found.totals.items()],
        right=(1,),
    )
    session.tell(session.say(WORDS, "caveat.results"))


def told(session: Session, found: "TaskForce") -> list[str]:
    """Give how a task force stands, in sentences."""
    number = session.shown.formats.number
    said = [session.say(WORDS, f"told.{found.standing}", days=number(abs(found.days_left)))]
    if found.days_since is not None:
        said.append(session.say(WORDS, "told.met", days=number(found.days_since)))
    if found.rhythm is False:
        said.append(session.say(WORDS, "told.no-rhythm", days=number(found.terms.get("cadence_days"))))
    if found.evaluation_days is not None:
        late = "evaluation-late" if found.evaluation_days < 0 else "evaluation-due"
        said.append(session.say(WORDS, f"told.{late}", days=number(abs(found.evaluation_days))))
    return said


def measure(session: Session, name: str, drug: str) -> str:
    """Give what was counted, with the drug where one was weighed."""
    label = session.language.label
    more = f" ({label('codes', f'result-drug.{drug}')})" if drug else ""
    return label("codes", f"result-measure.{name}") + more


def plain(found: "TaskForce") -> dict[str, Any]:
    """Give a task force as plain values."""
    return {
        "terms": found.terms.subject,
        "standing": found.standing,
        "days_left": found.days_left,
        "days_since_meeting": found.days_since,
        "rhythm_kept": found.rhythm,
        "evaluation_days": found.evaluation_days,
        "synthetic": found.synthetic,
        "members": [
            {
                "member": one.member.subject,
                "person": one.member.get("person"),
                "admission": one.standing,
                "vetted_until": one.until.isoformat() if one.until else None,
            }
            for one in found.members
        ],
        "targets": [
            {"target": one.target.subject, "stage": one.stage, "operations": one.operations}
            for one in found.targets
        ],
        "operations": [
            {
                "operation": one.operation.subject,
                "stage": one.stage,
                "risk": one.risk.get("decision") if one.risk else None,
                "events": one.events,
            }
            for one in found.operations
        ],
        "results": [
            {"measure": name, "drug": drug or None, "amount": f"{amount:f}"}
            for (name, drug), amount in found.totals.items()
        ],
    }
