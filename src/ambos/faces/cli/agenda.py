"""``ambos agenda``: what a coming meeting should talk about, and the meeting in one's calendar."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ambos.faces.cli.declare import JSON, Argument, Noun, Option
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import DAY, FILE, NUMBER, TEXT
from ambos.kernel.shelf import Thing
from ambos.node.meetings import (
    Drafted,
    agenda_of,
    draft_agenda,
    items_of,
    planned_meetings,
    write_agenda,
)
from ambos.values.dates import Day

COMMAND = Noun("agenda")
USUAL_ITEMS = 12
ITEM = ("order", "topic", "reason", "concerns")


@COMMAND.verb(
    "draft",
    Argument("group-or-level"),
    Option("on", DAY, key="option.agenda-on"),
    Option("most", NUMBER, default=USUAL_ITEMS, key="option.agenda-most"),
    Option("write", TEXT, key="option.agenda-write"),
    Option("name", TEXT, key="option.agenda-name"),
    Option("at", TEXT, key="option.agenda-at"),
    Option("zone", TEXT, key="option.agenda-zone"),
    Option("place", TEXT, key="option.agenda-place"),
    JSON,
)
def draft(
    session: Session,
    group_or_level: str,
    on: str | None,
    most: int,
    write: str | None,
    json: bool,
    **given: str | None,
) -> None:
    """Draft an agenda from the state of the plan, and propose it if a name for it is given."""
    day = Day.parse(on).first if on else session.node.today()
    drafted = draft_agenda(session.node, group_or_level, day, most)
    if json:
        session.json(_document(drafted))
    else:
        _print(session, drafted)
    if write is not None:
        written = write_agenda(session.node, write, drafted, _given(session, drafted, day, **given))
        session.tell(session.say("agenda", "written", agenda=f"agenda/{write}", count=len(written) - 1))
    elif not json:
        session.tell(session.say("agenda", "not-written"))


def _given(
    session: Session,
    drafted: Drafted,
    day: date,
    name: str | None,
    at: str | None,
    zone: str | None,
    place: str | None,
) -> dict[str, Any]:
    """Give the fields that a person filled in; the name is the body's or the level's, unless one is given."""
    from ambos.faces.reports.agendas import usual_name

    words = {session.language.code: name} if name else usual_name(drafted, day)
    told = {"name": words, "starts_at": at, "time_zone": zone, "place": place}
    return {field: value for field, value in told.items() if value}


def _document(drafted: Drafted) -> dict[str, Any]:
    return {
        "level": drafted.level,
        "group": None if drafted.group is None else drafted.group.subject,
        "on": drafted.on.isoformat(),
        "items": [
            {
                "reason": raised.reason,
                "topic": dict(raised.item.name),
                "concerns": list(raised.concerns),
                "owners": dict(raised.owners),
                "days": raised.days,
            }
            for raised in drafted.raised
        ],
    }


def _print(session: Session, drafted: Drafted) -> None:
    from ambos.faces.cli.printing import line, table

    shown = session.shown
    if not drafted.raised:
        line(session.say("agenda", "nothing-raised"))
        return
    head = [shown.field_name("agenda-item", name) for name in ITEM]
    head.insert(3, session.say("agenda", "column.days"))
    rows = [
        (
            str(order),
            shown.words(raised.item.name) or raised.item.subject,
            session.language.label("codes", f"agenda-reason.{raised.reason}"),
            shown.formats.number(raised.days) if raised.days else "",
            raised.concerns[0],
        )
        for order, raised in enumerate(drafted.raised, 1)
    ]
    table(head, rows, right=(0, 3), whole=(0, 3))


@COMMAND.verb("show", Argument("agenda"), JSON)
def show(session: Session, agenda: str, json: bool) -> None:
    """Show a planned meeting and its items."""
    from ambos.faces.cli.printing import line, pairs, table

    thing = agenda_of(session.node, agenda)
    items = items_of(session.node.shelf, thing)
    if json:
        session.json(
            {"agenda": thing.subject, "record": thing.rid, "state": thing.state, "body": dict(thing.body),
             "items": [{"subject": item.subject, "body": dict(item.body)} for item in items]}
        )  # fmt: skip
        return
    shown, kind = session.shown, session.node.register["agenda"]
    line(shown.title(kind, thing), "bold")
    filled = [name for name in kind.by_name if name != "name" and thing.get(name) is not None]
    told = [(shown.field_name("agenda", n), shown.value(kind.by_name[n], thing.get(n))) for n in filled]
    pairs([*told, (session.say("cli", "column.standing"), shown.state(thing.state))])
    item = session.node.register["agenda-item"].by_name
    rows = [[shown.cell(item[name], each.get(name)) for name in ITEM] for each in items]
    if rows:
        table([shown.field_name("agenda-item", name) for name in ITEM], rows, right=(0,), whole=(0,))
    else:
        line(session.say("agenda", "no-items"))


@COMMAND.verb("ics", Argument("agenda", many=True, required=False), Option("output", FILE, required=True))
def ics(session: Session, agenda: Sequence[str], output: Path) -> None:
    """Write planned meetings as a calendar file: those named, or all of them."""
    from ambos.faces.reports.calendar import Planned, calendar

    shelf = session.node.shelf
    chosen: list[Thing] = [agenda_of(session.node, name) for name in agenda] or planned_meetings(session.node)
    planned = [Planned(one, items_of(shelf, one), shelf.versions(one.subject)) for one in chosen]
    output.write_bytes(calendar(planned, session.language))
    session.tell(session.say("agenda", "ics-written", file=output, count=len(planned)))
