"""``ambos cases``: requests between the governments, their next steps, and what runs out next."""

from collections.abc import Iterable
from typing import Any

from ambos.domains.justice.instruments import INSTRUMENTS, every
from ambos.domains.justice.records import OFFENCE, REASON, TOLL, URGENCY
from ambos.faces.cli.declare import JSON, Argument, Noun, Option
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import DAY, PARTY, TEXT, OneOf, Whole

COMMAND = Noun("cases")
AT = Option("at", TEXT, key="option.cases-at")
INSTRUMENT = Option("instrument", OneOf("instrument", *INSTRUMENTS), key="option.cases-instrument")
ON = Option("on", DAY, key="option.cases-on")
MOST = 50


@COMMAND.verb(
    "board", Option("instrument", OneOf("instrument", *INSTRUMENTS), key="option.cases-instrument"), JSON
)
def board(session: Session, instrument: str | None, json: bool) -> None:
    """Show what runs out next, on both sides."""
    from ambos.faces.reports.cases import clock_plain
    from ambos.node.cases import runs_out

    found = [one for one in runs_out(session.node) if instrument in (None, one.run.instrument)]
    if json:
        session.json([clock_plain(one) for one in found])
        return
    _clocks(session, found[:MOST])
    session.tell(session.say("cases", "counted", count=len(found), shown=min(len(found), MOST)))
    _unverified(session, found)


@COMMAND.verb("digest", ON, JSON)
def digest(session: Session, on: str | None, json: bool) -> None:
    """Say what a day asks for."""
    from ambos.faces.cli.printing import line
    from ambos.faces.reports.cases import clock_plain
    from ambos.node.cases import digest as digested
    from ambos.values.dates import Day

    told = digested(session.node, Day.parse(on).last if on else None)
    parts = (("expired", told.expired), ("warned", told.warned), ("tolled", told.still))
    if json:
        session.json(
            {
                "day": told.day.isoformat(),
                **{name: [clock_plain(one) for one in part] for name, part in parts},
            }
        )
        return
    line(session.say("cases", "digest", day=session.shown.formats.date(told.day)))
    for name, part in parts:
        line(session.say("cases", f"digest.{name}", count=len(part)))
        if part:
            _clocks(session, part)
    _unverified(session, [one for _, part in parts for one in part])


@COMMAND.verb("show", Argument("request"), JSON)
def show(session: Session, request: str, json: bool) -> None:
    """Show a request with its steps, its clocks, and what may come next."""
    from ambos.faces.cli.printing import line, table
    from ambos.faces.reports.cases import clock_plain
    from ambos.node.cases import open_case

    opened = open_case(session.node, request)
    case, shown = opened.case, session.shown
    kinds = session.node.register
    if json:
        session.json({
            "subject": case.request.subject,
            "body": dict(case.request.body),
            "stage": case.stage,
            "steps": [{"subject": step.subject, **step.body} for step in case.steps],
            "out_of_turn": [{"subject": step.subject, **step.body} for step in case.misplaced],
            "suspensions": [{"subject": one.subject, **one.body} for one in case.suspensions],
            "clocks": [clock_plain(one) for one in opened.clocks],
        })  # fmt: skip
        return
    line(shown.title(kinds["request"], case.request))
    line(_stage(session, case.stage))
    fields = kinds["request-step"].by_name
    named = ("at", "step", "authority", "document", "reason")
    rows = [tuple(shown.cell(fields[name], step.get(name)) for name in named) for step in case.steps]
    if rows:
        table([shown.field_name("request-step", name) for name in named], rows, whole=(0, 1))
    for step in case.misplaced:
        line(session.say("cases", "out-of-turn", step=shown.title(kinds["request-step"], step)))
    for one in case.suspensions:
        line(session.say("cases", "suspended", why=shown.title(kinds["suspension"], one), name=one.subject))
    if opened.clocks:
        _clocks(session, opened.clocks, named=False)
    following = [
        session.language.label("codes", f"request-step.{step.name}")
        for step in case.run.course.next(case.stage)
    ]
    line(
        session.say("cases", "next", steps=", ".join(following))
        if following
        else session.say("cases", "ended")
    )
    _unverified(session, opened.clocks)


@COMMAND.verb(
    "open",
    Argument("id"),
    Option("instrument", OneOf("instrument", *INSTRUMENTS), required=True, key="option.cases-instrument"),
    Option("to", PARTY, required=True, key="option.cases-to"),
    Option("number", TEXT, required=True, key="option.cases-number"),
    Option("offence", OneOf("offence", *OFFENCE.codes), key="option.cases-offence"),
    Option("subject", TEXT, key="option.cases-subject"),
    Option("urgency", OneOf("urgency", *URGENCY.codes), key="option.cases-urgency"),
    Option("follows", TEXT, key="option.cases-follows"),
)
def open_(session: Session, id: str, to: str, subject: str | None, **given: Any) -> None:
    """Open a request to the partner."""
    from ambos.node.cases import open_request

    body = {**given, "requesting": session.node.config.party, "requested": to, "subject_ref": subject}
    written = open_request(session.node, id, {name: value for name, value in body.items() if value})
    session.print(written.rid.hex())
    session.tell(session.say("cases", "opened", request=f"request/{id}"))


@COMMAND.verb(
    "step",
    Argument("request"),
    Argument("step", OneOf("step", *every("step"))),
    AT,
    Option("authority", TEXT, key="option.cases-authority"),
    Option("document", TEXT, key="option.cases-document"),
    Option("reason", OneOf("reason", *REASON.codes), key="option.cases-reason"),
)
def step(session: Session, request: str, step: str, **told: Any) -> None:
    """Take the next step of a request, now unless another moment is told."""
    from ambos.node.cases import open_case, take_step

    written = take_step(session.node, request, step, told)
    session.print(written.rid.hex())
    stage = open_case(session.node, request).case.stage
    session.tell(
        session.say("cases", "stage", stage=session.language.label("codes", f"request-stage.{stage}"))
    )


@COMMAND.verb(
    "suspend",
    Argument("request"),
    Option("why", OneOf("why", *TOLL.codes), required=True, key="option.cases-why"),
    Option("since", TEXT, required=True, key="option.cases-since"),
    Option("number", TEXT, key="option.cases-number"),
    Option("authority", TEXT, key="option.cases-authority"),
)
def suspend(session: Session, request: str, **told: Any) -> None:
    """Suspend the clocks of a request from a moment on."""
    from ambos.node.cases import suspend as suspended

    written = suspended(session.node, request, told)
    session.print(written.rid.hex())
    session.tell(session.say("cases", "holds", request=request))


@COMMAND.verb("lift", Argument("suspension"), Option("until", TEXT, required=True, key="option.cases-until"))
def lift(session: Session, suspension: str, until: str) -> None:
    """End a suspension; the clocks run on from there."""
    from ambos.node.cases import lift as lifted

    session.print(lifted(session.node, suspension, until).rid.hex())
    session.tell(session.say("cases", "runs-on", suspension=suspension))


@COMMAND.verb("settle")
def settle(session: Session) -> None:
    """Close our requests that a step of the partner has ended."""
    from ambos.faces.cli.printing import line
    from ambos.node.cases import settle_all

    line(session.say("cases", "settled", count=settle_all(session.node)))


@COMMAND.verb("reciprocity", JSON)
def reciprocity(session: Session, json: bool) -> None:
    """Count requests, answers and times in each direction, without anything of a case."""
    from ambos.faces.cli.printing import line, table
    from ambos.faces.reports.cases import direction_plain
    from ambos.node.cases import reciprocity as counted

    found = counted(session.node)
    if json:
        session.json([direction_plain(one) for one in found])
        return
    if not found:
        line(session.say("cases", "none"))
        return
    names = (
        "year",
        "instrument",
        "requesting",
        "requested",
        "received",
        "answered",
        "pending",
        "granted",
        "refused",
        "median_days",
    )
    number, label = session.shown.formats.number, session.language.label
    rows = [
        (
            str(one.year),
            label("codes", f"instrument.{one.instrument}"),
            one.requesting,
            one.requested,
            *(number(count) for count in (one.received, one.answered, one.pending, one.granted, one.refused)),
            session.say("cases", "not-yet") if one.median is None else number(round(one.median)),
        )
        for one in found
    ]
    table([session.shown.field_name("reciprocity-statement", name) for name in names], rows, whole=(0,))
    session.tell(session.say("cases", "reciprocity.note"))


@COMMAND.verb(
    "state",
    Option("instrument", OneOf("instrument", *INSTRUMENTS), required=True, key="option.cases-instrument"),
    Option("year", Whole(), required=True, key="option.cases-year"),
    Option("requesting", PARTY, required=True, key="option.cases-requesting"),
)
def state(session: Session, instrument: str, year: int, requesting: str) -> None:
    """Propose the joint statement of one direction and year, for the partner to sign."""
    from ambos.node.cases import state_reciprocity

    session.print(state_reciprocity(session.node, instrument, requesting, year).rid.hex())
    session.tell(session.say("cases", "stated"))


@COMMAND.verb("clocks", JSON)
def clocks(session: Session, json: bool) -> None:
    """List the legal clocks, each with its law, how that is known, and who confirmed it."""
    from ambos.analysis.studies.cases import confirmed
    from ambos.domains.justice.instruments import clocks as declared
    from ambos.faces.cli.printing import table
    from ambos.faces.reports.cases import law_plain, length_said

    told = confirmed(session.node.shelf)
    if json:
        session.json([law_plain(one, told) for one in declared().values()])
        return
    label = session.language.label
    rows = [
        (
            label("codes", f"legal-clock.{one.name}"),
            length_said(session.language, told.get(one.name, one)),
            one.law,
            session.say("cases", _known(one.mark, one.name in told)),
            session.language.words(one.source),
        )
        for one in declared().values()
    ]
    head = [session.say("cases", f"column.{name}") for name in ("clock", "length", "law", "known", "source")]
    table(head, rows, whole=(2, 3))


def _clocks(session: Session, found: Iterable[Any], *, named: bool = True) -> None:
    """Print clocks, each behind the name of its request unless all are of one."""
    from ambos.faces.cli.printing import line, table

    label, say = session.language.label, session.say
    rows = [
        (
            _which(session, one) if named else label("codes", f"legal-clock.{one.clock.name}"),
            label("codes", f"clock-state.{one.stands.state}"),
            one.last_day.isoformat() if one.last_day else "",
            str(one.days_left),
            say("cases", "owner", party=one.owner, role=label("codes", f"role.{one.clock.role}")),
            label("codes", f"clock-consequence.{one.clock.consequence}"),
        )
        for one in found
    ]
    if not rows:
        line(say("cases", "none"))
        return
    names = ("which" if named else "clock", "state", "due", "left", "owner", "then")
    head = [say("cases", f"column.{name}") for name in names]
    table(head, rows, right=(3,), whole=(0, 1, 2), above=named)


def _which(session: Session, one: Any) -> str:
    """Name a clock behind its request."""
    clock = session.language.label("codes", f"legal-clock.{one.clock.name}")
    return session.say("cases", "which", request=one.run.subject.partition("/")[2], clock=clock)


def _known(mark: str, confirmed: bool) -> str:
    """Give the key of how the length of a clock is known."""
    if confirmed:
        return "confirmed"
    return "read" if mark == "read" else "unverified"


def _unverified(session: Session, found: Iterable[Any]) -> None:
    """Say that lengths are to be confirmed, where any of them is."""
    if any(not one.confirmed for one in found):
        session.tell(session.say("cases", "clocks-unverified"))


def _stage(session: Session, stage: str) -> str:
    return session.say("cases", "stage", stage=session.language.label("codes", f"request-stage.{stage}"))
