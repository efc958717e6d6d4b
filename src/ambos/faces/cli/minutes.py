"""``ambos minutes``: a sheet to fill in for a planned meeting, and the minutes recorded from it."""

from collections.abc import Sequence
from pathlib import Path

from ambos.domains.dialogue.acts import Held
from ambos.faces.cli.declare import Argument, Noun, Option
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import DAY, FILE, TEXT
from ambos.node.meetings import agenda_of, record_minutes, write_sheet

COMMAND = Noun("minutes")


@COMMAND.verb("sheet", Argument("agenda"), Option("output", FILE, required=True))
def sheet(session: Session, agenda: str, output: Path) -> None:
    """Write a CSV sheet with one row for each item of an agenda."""
    count = write_sheet(session.node, agenda_of(session.node, agenda), output)
    session.tell(session.say("agenda", "sheet-written", file=output, count=count))


@COMMAND.verb(
    "record",
    Argument("agenda"),
    Argument("file", FILE),
    Option("held", DAY, required=True, key="option.minutes-held"),
    Option("id", TEXT, key="option.minutes-id"),
    Option("attended", TEXT, many=True, key="option.minutes-attended"),
)
def record(
    session: Session, agenda: str, file: Path, held: str, id: str | None, attended: Sequence[str]
) -> None:
    """Record the minutes of a meeting from its sheet, with the decisions and commitments made there."""
    planned = agenda_of(session.node, agenda)
    happened = Held(id or planned.slug, held, tuple(attended))
    with file.open("rb") as stream:
        written = record_minutes(session.node, planned, happened, stream, file.name)
    for each in written:
        session.print(each.rid.hex())
    subject = f"meeting/{happened.slug}"
    session.tell(session.say("agenda", "minutes-recorded", meeting=subject, count=len(written)))
