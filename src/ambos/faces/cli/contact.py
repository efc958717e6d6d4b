"""``ambos contact``: contacts with foreign agents, authorised before and reported after under Mexican law."""

from typing import Any

from ambos.domains.dialogue.contacts import OVERDUE, REPORT_DUE, STANDINGS, ContactStanding
from ambos.domains.dialogue.records.contacts import CONTACT_CHANNEL, GOVERNMENT_ORDER
from ambos.faces.cli.declare import JSON, Argument, Noun, Option
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import DAY, TEXT, OneOf
from ambos.node.meetings import contacts, draft_contact, step_contact

COMMAND = Noun("contact")
LISTED = ("planned", "office", "agent_agency", "topic")


@COMMAND.verb(
    "draft",
    Argument("id"),
    Option("from", TEXT, required=True, key="option.contact-from"),
    Option("official", TEXT, required=True, key="option.contact-official"),
    Option("office", TEXT, required=True, key="option.contact-office"),
    Option(
        "government",
        OneOf("government", *GOVERNMENT_ORDER.codes),
        default="federal",
        key="option.contact-government",
    ),
    Option("agency", TEXT, required=True, key="option.contact-agency"),
    Option("nationality", TEXT, required=True, key="option.contact-nationality"),
    Option("objective", TEXT, required=True, key="option.contact-objective"),
    Option("topic", TEXT, key="option.contact-topic"),
    Option("channel", OneOf("channel", *CONTACT_CHANNEL.codes), key="option.contact-channel"),
    Option("urgent", flag=True, key="option.contact-urgent"),
)
def draft(
    session: Session,
    id: str,
    from_: str,
    agency: str,
    nationality: str,
    objective: str,
    topic: str | None,
    urgent: bool,
    **given: Any,
) -> None:
    """Draft a contact from an agenda or a meeting."""
    words = session.language.code
    body = {
        **given,
        "agent_agency": agency,
        "agent_nationality": nationality,
        "objective": {words: objective},
        "topic": {words: topic} if topic else None,
        "urgent": urgent or None,
    }
    written = draft_contact(session.node, id, from_, body)
    session.print(written.rid.hex())
    session.tell(session.say("contact", "drafted", contact=f"contact/{id}"))


def _step(session: Session, contact: str, step: str, on: str | None, **particulars: Any) -> None:
    """Take a step on a day, today unless another is given, and say so."""
    day = on or session.node.today().isoformat()
    written = step_contact(session.node, contact, {step: day, **particulars})
    session.print(written.rid.hex())
    session.tell(session.say("contact", f"step.{step}", contact=contact, day=day))


@COMMAND.verb("submit", Argument("contact"), Option("on", DAY, key="option.contact-on"))
def submit(session: Session, contact: str, on: str | None) -> None:
    """Submit a contact for authorisation."""
    _step(session, contact, "submitted", on)


@COMMAND.verb(
    "authorise",
    Argument("contact"),
    Option("by", TEXT, required=True, key="option.contact-by"),
    Option("urgent", flag=True, key="option.contact-urgent"),
    Option("on", DAY, key="option.contact-on"),
)
def authorise(session: Session, contact: str, by: str, urgent: bool, on: str | None) -> None:
    """Record that a contact was authorised."""
    decision = "urgent-authorised" if urgent else "authorised"
    _step(session, contact, "decided", on, decision=decision, decided_by=by)


@COMMAND.verb(
    "refuse",
    Argument("contact"),
    Option("by", TEXT, required=True, key="option.contact-by"),
    Option("on", DAY, key="option.contact-on"),
)
def refuse(session: Session, contact: str, by: str, on: str | None) -> None:
    """Record that a contact was refused."""
    _step(session, contact, "decided", on, decision="refused", decided_by=by)


@COMMAND.verb("hold", Argument("contact"), Option("on", DAY, key="option.contact-on"))
def hold(session: Session, contact: str, on: str | None) -> None:
    """Record that an authorised contact took place; the report is due from then on."""
    _step(session, contact, "held", on)


@COMMAND.verb(
    "report",
    Argument("contact"),
    Option("text", TEXT, required=True, key="option.contact-text"),
    Option("on", DAY, key="option.contact-on"),
)
def report(session: Session, contact: str, text: str, on: str | None) -> None:
    """Record the report of a contact."""
    _step(session, contact, "reported", on, report={session.language.code: text})


@COMMAND.verb("close", Argument("contact"), Option("on", DAY, key="option.contact-on"))
def close(session: Session, contact: str, on: str | None) -> None:
    """Close a contact that was reported or refused."""
    _step(session, contact, "closed", on)


@COMMAND.verb("list", Option("standing", OneOf("standing", *STANDINGS), key="option.contact-standing"), JSON)
def list_(session: Session, standing: str | None, json: bool) -> None:
    """List the contacts, how each stands, and until when a report is owed."""
    found = [one for one in contacts(session.node) if standing in (None, one.standing)]
    if json:
        session.json([_plain(one) for one in found])
        return
    _print(session, found)
    owed = [one for one in found if one.standing in (REPORT_DUE, OVERDUE)]
    overdue = sum(one.standing == OVERDUE for one in owed)
    session.tell(session.say("contact", "counted", count=len(found), owed=len(owed), overdue=overdue))
    if owed:
        days = session.node.config.contact_report_days
        session.tell(session.say("contact", "clock-unverified", days=days))


def _plain(one: ContactStanding) -> dict[str, Any]:
    thing = one.contact
    return {
        "subject": thing.subject,
        "record": thing.rid,
        "standing": one.standing,
        "due": None if one.due is None else one.due.isoformat(),
        "days_left": one.days_left,
        "body": dict(thing.body),
    }


def _print(session: Session, found: list[ContactStanding]) -> None:
    from ambos.faces.cli.printing import line, table

    if not found:
        line(session.say("contact", "none"))
        return
    shown, kind = session.shown, session.node.register["contact"].by_name
    head = [session.say("cli", "column.id"), *(shown.field_name("contact", name) for name in LISTED)]
    head += [session.say("cli", "column.standing"), session.say("contact", "column.due")]
    rows = [
        (
            one.contact.slug,
            *(shown.cell(kind[name], one.contact.get(name)) for name in LISTED),
            session.language.label("contact", f"standing.{one.standing}"),
            one.due.isoformat() if one.due else "",
        )
        for one in found
    ]
    table(head, rows, whole=(0, 1, 6))
