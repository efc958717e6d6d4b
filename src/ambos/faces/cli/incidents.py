"""``ambos incidents``: critical incidents, their timelines, what was learnt and what was decided after."""

from typing import TYPE_CHECKING, Any, Final

from ambos.faces.cli.declare import JSON, Argument, Noun
from ambos.faces.cli.session import Session

if TYPE_CHECKING:
    from ambos.analysis.studies.taskforces import IncidentLine

COMMAND = Noun("incidents", usual="list")
WORDS: Final = "taskforces"


@COMMAND.verb("list", JSON)
def list_(session: Session, json: bool) -> None:
    """List the critical incidents, the newest first, with their lessons and decisions."""
    from ambos.analysis.studies.taskforces import incidents

    with session.node.shelf.keeping():
        found = incidents(session.node.shelf)
    if json:
        session.json([plain(one) for one in found])
        return
    from ambos.faces.cli.printing import line, table

    if not found:
        line(session.say(WORDS, "no-incidents"))
        return
    number = session.shown.formats.number
    head = [session.say("cli", "column.id")]
    head += [session.say(WORDS, f"column.{name}") for name in ("happened", "name", "lessons", "undecided")]
    rows = [
        (
            one.incident.slug,
            one.incident.get("happened"),
            session.shown.words(one.incident.get("name")),
            number(len(one.lessons)),
            number(one.undecided),
        )
        for one in found
    ]
    table(head, rows, right=(3, 4), whole=(0, 1))


@COMMAND.verb("show", Argument("incident"), JSON)
def show(session: Session, incident: str, json: bool) -> None:
    """Show one incident: what happened when, what was learnt, what was decided."""
    from ambos.analysis.studies.taskforces import incident as found_incident
    from ambos.node.showing import find_of_kind

    shelf = session.node.shelf
    with shelf.keeping():
        found = found_incident(shelf, find_of_kind(shelf, "critical-incident", incident))
    if json:
        session.json(plain(found))
        return
    from ambos.faces.cli.printing import heading, line, table

    words = session.shown.words
    line(words(found.incident.get("name")), "bold")
    heading(session.say(WORDS, "heading.timeline"))
    head = [session.say(WORDS, f"column.{name}") for name in ("when", "what")]
    rows = [(one.get("at") or one.get("day"), words(one.get("text"))) for one in found.entries]
    table(head, rows)
    heading(session.say(WORDS, "heading.lessons"))
    for lesson, decisions in found.lessons:
        line(words(lesson.get("text")))
        for decision in decisions:
            line(f"  {decision.get('decided')} {words(decision.get('text'))}")
        if not decisions:
            line(f"  {session.say(WORDS, 'no-decision')}")


def plain(found: "IncidentLine") -> dict[str, Any]:
    """Give an incident as plain values."""
    return {
        "incident": found.incident.subject,
        "body": dict(found.incident.body),
        "timeline": [{"entry": one.subject, "body": dict(one.body)} for one in found.entries],
        "lessons": [
            {
                "lesson": lesson.subject,
                "text": lesson.get("text"),
                "state": lesson.get("state"),
                "decisions": [decision.subject for decision in decisions],
            }
            for lesson, decisions in found.lessons
        ],
    }
