"""``ambos node reads``: who was given what lies in compartments."""

from typing import TYPE_CHECKING, Any

from ambos.faces.cli.declare import JSON, Argument, Verb
from ambos.faces.cli.session import Session

if TYPE_CHECKING:
    from ambos.node.readings import Reading


def run(session: Session, officer: str | None, json: bool) -> None:
    """List the newest readings, of one officer or of all."""
    from ambos.node.readings import readings

    found = readings(session.node, officer or "")
    if json:
        session.json({"total": found.total, "readings": [_plain(each) for each in found.readings]})
        return
    from ambos.faces.cli.printing import line, table

    if not found.readings:
        line(session.say("reads", "none-of" if officer else "none", officer=officer or ""))
        return
    line(session.say("reads", "title"), "bold")
    names = ("at", "officer", "way", "compartment", "of")
    head = [session.shown.field_name("access", name) for name in names]
    head += [session.say("cli", "column.id"), session.say("reads", "column.standing")]
    table(head, [_row(session, each) for each in found.readings], whole=(0,))
    if found.total > len(found.readings):
        line(session.say("reads", "more", count=session.shown.formats.number(found.total)))


def _plain(reading: "Reading") -> dict[str, Any]:
    return {**reading.body, "subject": reading.subject or None, "signed": reading.signed}


def _row(session: Session, reading: "Reading") -> tuple[str, ...]:
    """Give the cells of a reading; what its reader may not see is named by the record's id alone."""
    body, shown = reading.body, session.shown
    kind = shown.kind(body["of"]) if body["of"] in session.node.register else body["of"]
    many = session.say("reads", "many", count=shown.formats.number(body["count"]), kind=kind)
    name = reading.subject or (shown.rid(body["record"]) if "record" in body else many)
    way = session.language.label("codes", f"read-way.{body['way']}")
    standing = session.say("reads", "signed" if reading.signed else "waiting")
    return (body["at"], body["officer"], way, body["compartment"], kind, name, standing)


READS = Verb("node.reads", run, (Argument("officer", required=False), JSON))
