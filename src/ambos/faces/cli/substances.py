"""``ambos substances``: control of substances in each country, the gap between them, the legal definition."""

from typing import TYPE_CHECKING, Any, Final

from ambos.domains.drugs.control import GAPS, UNDECLARED
from ambos.faces.cli.declare import JSON, Argument, Noun, Option
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import OneOf

if TYPE_CHECKING:
    from ambos.domains.drugs.control import Gap

COMMAND = Noun("substances", usual="list")
KIND: Final = "substance"
LISTED: Final = ("name", "family", "cas", "schedule_us", "schedule_mx", "schedule_un")


@COMMAND.verb("list", JSON)
def list_(session: Session, json: bool) -> None:
    """List the substances with their control in each country."""
    from ambos.node.drugs import substances

    found = substances(session.node.shelf)
    if json:
        session.json([{"subject": one.subject, "record": one.rid, "body": dict(one.body)} for one in found])
        return
    from ambos.faces.cli.printing import line, table

    if not found:
        line(session.say("drugs", "none.substances"))
        return
    kind = session.node.register[KIND].by_name
    head = [session.say("cli", "column.id"), *(session.shown.field_name(KIND, name) for name in LISTED)]
    rows = [(one.slug, *(session.shown.cell(kind[name], one.get(name)) for name in LISTED)) for one in found]
    table(head, rows)
    session.tell(session.say("drugs", "unverified"))


@COMMAND.verb("gap", Option("standing", OneOf("standing", *GAPS), key="option.substances-standing"), JSON)
def gap(session: Session, standing: str | None, json: bool) -> None:
    """Show which substances one country controls and the other does not, and for how many days."""
    from ambos.node.drugs import control_gaps

    found = [one for one in control_gaps(session.node.shelf) if standing in (None, one.standing)]
    if json:
        session.json([plain_gap(one) for one in found])
        return
    from ambos.faces.cli.printing import line, table

    if not found:
        line(session.say("drugs", "none.substances"))
        return
    say, label = session.say, session.language.label
    names = ("substance", "us", "mx", "gap", "first", "days")
    rows = [
        (
            session.shown.words(one.substance.get("name")),
            label("codes", f"schedule-us.{one.substance.get('schedule_us')}"),
            label("codes", f"schedule-mx.{one.substance.get('schedule_mx')}"),
            say("drugs", f"gap.{one.standing}")
            + (f" {say('drugs', 'gap.by-class')}" if one.by_class else ""),
            one.first.upper(),
            "" if one.days is None else session.shown.formats.number(one.days),
        )
        for one in found
    ]
    table([say("drugs", f"column.{name}") for name in names], rows, right=(5,))
    session.tell(say("drugs", "unverified"))


def plain_gap(one: "Gap") -> dict[str, Any]:
    """Give a gap as plain values."""
    thing = one.substance
    return {
        "substance": thing.subject,
        "name": thing.get("name"),
        "schedule_us": thing.get("schedule_us"),
        "controlled_us": thing.get("controlled_us"),
        "schedule_mx": thing.get("schedule_mx"),
        "controlled_mx": thing.get("controlled_mx"),
        "standing": one.standing,
        "first": one.first or None,
        "days": one.days,
        "open": one.open,
        "by_class": one.by_class,
        "mark": thing.get("mark"),
    }


@COMMAND.verb("classify", Argument("substance"), JSON)
def classify(session: Session, substance: str, json: bool) -> None:
    """Apply the definition of fentanyl-related substances to what was declared of a substance."""
    from ambos.node.drugs import classified

    thing, found = classified(session.node.shelf, substance)
    if json:
        session.json(
            {
                "substance": thing.subject,
                "verdict": found.verdict,
                "sites": list(found.sites),
                "missing": list(found.missing),
                "source": "21 CFR 1308.11(h)(30)",
                "mark": "recalled",
            }
        )
        return
    from ambos.faces.cli.printing import line, pairs

    line(session.shown.words(thing.get("name")), "bold")
    line(session.say("drugs", f"verdict.{found.verdict}"))
    pairs((site, session.language.label("codes", f"fentanyl-site.{site}")) for site in found.sites)
    if found.verdict == UNDECLARED:
        missing = ", ".join(session.shown.field_name(KIND, name) for name in found.missing)
        line(session.say("drugs", "missing", fields=missing))
    session.tell(session.say("drugs", "definition"))
