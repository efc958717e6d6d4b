"""``ambos exchange``: how the exchange with each partner stands, and what its people must hear."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ambos.faces.cli.declare import JSON, Noun
from ambos.faces.cli.forks import FORKS
from ambos.faces.cli.session import Session

if TYPE_CHECKING:
    from ambos.node.exchanging import Exchange

COMMAND = Noun("exchange")


@COMMAND.verb("status", JSON)
def status(session: Session, json: bool) -> None:
    """Print sizes, receipts, ages and alarms, by partner."""
    from ambos.node.exchanging import exchanges

    found = exchanges(session.node)
    if json:
        session.json([_plain(each) for each in found])
        return
    from ambos.faces.cli.printing import line

    if not found:
        line(session.say("exchange", "status.nobody"))
    for each in found:
        _print(session, each)


def _plain(each: "Exchange") -> dict[str, object]:
    partner, contact, failure = each.partner, each.contact, each.failure
    return {
        "party": partner.card.party,
        "name": partner.card.name,
        "address": partner.address,
        "listen": partner.listen,
        "ours": {"size": each.size, "out": each.out, "acknowledged": each.acknowledged},
        "theirs": {
            "held": each.held,
            "promised": contact.promised if contact else None,
            "signed": each.signed,
        },
        "contact": contact.time if contact else None,
        "failure": vars(failure) if failure else None,
        "alarms": [{"alarm": alarm.name, **alarm.data} for alarm in each.alarms],
    }


def _print(session: Session, each: "Exchange") -> None:
    from ambos.faces.cli.printing import heading, line, pairs
    from ambos.faces.reports.leaving import alarm_said, moment

    shown, partner, now = session.shown, each.partner, int(datetime.now(UTC).timestamp())
    number, contact, failure = shown.formats.number, each.contact, each.failure
    heading(session.say("exchange", "status.partner", party=partner.card.party, name=partner.card.name))
    ours = session.say(
        "exchange",
        "status.ours.said",
        acknowledged=number(each.acknowledged),
        size=number(each.size),
        out=number(each.out),
    )
    theirs = session.say(
        "exchange",
        "status.theirs.said",
        held=number(each.held),
        promised=number(contact.promised if contact else 0),
    )
    rows = [
        ("address", partner.address),
        ("listen", partner.listen),
        ("ours", ours),
        ("theirs", theirs),
        ("signed", moment(shown, each.signed, now)),
        ("contact", moment(shown, contact.time if contact else None, now)),
    ]
    if failure:
        said = session.say(
            "exchange", "status.failure.said", time=shown.time(failure.time), code=failure.code
        )
        rows.append(("failure", said))
    pairs((session.say("exchange", f"status.{name}"), text) for name, text in rows if text)
    for alarm in each.alarms:
        line(alarm_said(shown, alarm), "bold red")
        line(session.say("exchange", f"alarm.{alarm.name}.hint"))
    if not each.alarms:
        line(session.say("exchange", "status.quiet"))


COMMAND.verbs.extend(FORKS.verbs)
