"""``ambos determinations``: what a law makes a government decide, when, and what the evidence says today."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ambos.faces.cli.declare import JSON, Argument, Noun, Option
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import FILE

if TYPE_CHECKING:
    from ambos.analysis.studies.determinations import CriterionLine, DeterminationLine
    from ambos.faces.reports.voice import Voice

COMMAND = Noun("determinations", usual="list")
DETERMINATIONS: Final = "determinations"


@COMMAND.verb("list", JSON)
def list_(session: Session, json: bool) -> None:
    """List what comes next, with the days to it, and what has been."""
    from ambos.analysis.studies.determinations import calendar

    with session.node.shelf.keeping():
        found = calendar(session.node.shelf)
    if json:
        session.json(
            {"ahead": [plain(one) for one in found.ahead], "past": [plain(one) for one in found.past]}
        )
        return
    from ambos.faces.cli.printing import heading

    for title, lines in (("ahead", found.ahead), ("past", found.past)):
        heading(session.say(DETERMINATIONS, title))
        _print(session, lines)
    unagreed = sum(len(one.unagreed) for one in (*found.ahead, *found.past))
    session.tell(session.say(DETERMINATIONS, "unagreed", count=unagreed))


def _print(session: Session, lines: "Sequence[DeterminationLine]") -> None:
    from ambos.faces.cli.printing import line, table
    from ambos.faces.reports.voice import Voice

    if not lines:
        line(session.say(DETERMINATIONS, "none"))
    voice = Voice(session.language, session.node.today())
    head = [
        session.say(DETERMINATIONS, f"column.{name}")
        for name in ("day", "days", "name", "regime", "state", "criteria")
    ]
    rows = [
        (
            str(one.day or one.last or ""),
            session.shown.formats.number(one.days) if one.days is not None else "",
            title(voice, one),
            voice.code("determination-regime", one.regime.code),
            voice.code("determination-state", one.state),
            criteria(session, one),
        )
        for one in lines
    ]
    table(head, rows, right=(1,), whole=(0,))


def title(voice: "Voice", one: "DeterminationLine") -> str:
    """Give the name of a determination, or what the law foresees where none is on record."""
    if one.item is None:
        return voice.language.say(DETERMINATIONS, "by-law", law=one.regime.law)
    return voice.name(one.item)


def criteria(session: Session, one: "DeterminationLine") -> str:
    """Count the criteria, and those without an agreed indicator."""
    if not one.criteria:
        return ""
    return session.say(DETERMINATIONS, "criteria", count=len(one.criteria), unagreed=len(one.unagreed))


@COMMAND.verb("show", Argument("determination"), JSON)
def show(session: Session, determination: str, json: bool) -> None:
    """Show one determination: its days, what it says, and how each criterion stands today."""
    from ambos.analysis.studies.determinations import determination as study
    from ambos.node.showing import find_of_kind

    shelf = session.node.shelf
    with shelf.keeping():
        thing, found = study(shelf, find_of_kind(shelf, "determination", determination))
    if json:
        session.json({**plain(found), "body": dict(thing.body)})
        return
    from ambos.faces.cli.printing import heading, line, pairs
    from ambos.faces.reports.voice import Voice

    voice, shown, kind = (
        Voice(session.language, session.node.today()),
        session.shown,
        session.node.register[thing.kind],
    )
    line(shown.title(kind, thing), "bold")
    told = [
        (shown.field_name(kind.name, field.name), shown.value(field, thing.get(field.name)))
        for field in kind.fields
    ]
    told.append((session.say(DETERMINATIONS, "law"), _law(session, found)))
    pairs([(name, text) for name, text in told[1:] if text])
    heading(session.language.label("kinds", "determination-criterion.plural"))
    if not found.criteria:
        line(session.say(DETERMINATIONS, "criteria.none"))
    for one in found.criteria:
        _print_criterion(session, voice, one)
    session.tell(session.say(DETERMINATIONS, "caveat"))


def _law(session: Session, found: "DeterminationLine") -> str:
    law = found.regime.law
    return session.say(DETERMINATIONS, "law.unverified", law=law) if found.regime.unverified else law


def _print_criterion(session: Session, voice: "Voice", one: "CriterionLine") -> None:
    from ambos.faces.cli.printing import line, pairs

    line("")
    line(f"{one.order}. {voice.name(one.item)}")
    told = [
        (
            session.say(DETERMINATIONS, "column.standing"),
            session.say(DETERMINATIONS, f"standing.{one.standing}"),
        )
    ]
    if one.threshold is not None:
        held = voice.code("determination-comparison", one.comparison)
        told.append(
            (session.say(DETERMINATIONS, "threshold"), f"{held} {session.shown.number(one.threshold)}")
        )
    for line_ in one.lines:
        newest = (
            voice.value(line_.newest, line_.unit)
            if line_.newest
            else session.say(DETERMINATIONS, "no-figure")
        )
        state = voice.state(line_.item)
        status = voice.status(line_.assessment.status)
        told.append((voice.name(line_.item), "; ".join(part for part in (newest, status, state) if part)))
    pairs(told)


@COMMAND.verb("calendar", Option("output", FILE, key="option.output"))
def calendar_(session: Session, output: Path | None) -> None:
    """Give the days that come next as a calendar file (iCalendar)."""
    from ambos.analysis.studies.determinations import calendar
    from ambos.faces.reports.determinations import calendar_of

    with session.node.shelf.keeping():
        made = calendar_of(calendar(session.node.shelf).ahead, session.language, session.node.today())
    if output is None:
        session.print(made.decode().rstrip())
    else:
        output.write_bytes(made)
        session.tell(session.say(DETERMINATIONS, "written", file=str(output)))


def plain(one: "DeterminationLine") -> dict[str, Any]:
    """Give a line as plain values."""
    return {
        "determination": one.item.subject if one.item else None,
        "record": one.item.rid if one.item else None,
        "regime": one.regime.code,
        "law": one.regime.law,
        "unverified": one.regime.unverified,
        "state": one.state,
        "field": one.field,
        "day": one.day.isoformat() if one.day else None,
        "days": one.days,
        "last": one.last.isoformat() if one.last else None,
        "criteria": [
            {
                "criterion": each.item.subject,
                "standing": each.standing,
                "comparison": each.comparison or None,
                "threshold": None if each.threshold is None else str(each.threshold),
                "indicators": [line.item.subject for line in each.lines],
            }
            for each in one.criteria
        ],
    }
