"""``ambos holdings``: what a partner holds of ours, on which terms, acknowledged or not; and the reverse."""

from ambos.faces.cli.declare import JSON, Argument, Option, Verb
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import DAY, PARTY
from ambos.faces.reports.held import holding_state, holdings_csv
from ambos.node.holdings import Holding, Holdings, held_of
from ambos.node.holdings import holdings as held_by
from ambos.values.dates import Day
from ambos.values.handling import Label


def holdings(session: Session, party: str, ours: bool, since: str | None, csv: bool, json: bool) -> None:
    """List the records that a partner holds of ours, or with an option what we hold of the partner's."""
    first = Day.parse(since).first if since else None
    found = (held_of if ours else held_by)(session.node, party, first)
    if json:
        session.json({**vars(found), "held": [vars(one) for one in found.held], "kinds": found.counts()})
    elif csv:
        session.print(holdings_csv(found).rstrip("\n"))
    else:
        _print(session, found)


COMMAND = Verb(
    "holdings",
    holdings,
    (
        Argument("party", PARTY),
        Option("ours", flag=True),
        Option("since", DAY, key="option.since.released"),
        Option("csv", flag=True, key="option.csv.holdings"),
        JSON,
    ),
)


def _print(session: Session, found: Holdings) -> None:
    from ambos.faces.cli.printing import heading, table

    names = ("place", "record", "subject", "terms", "released", "state")
    head = [session.say("recall", f"column.{name}") for name in names]
    table(head, [_row(session, one) for one in found.held], right=(0,), whole=(0, 1, 4))
    heading(session.say("recall", "holdings.kinds"))
    number = session.shown.formats.number
    table(
        [session.say("recall", f"column.{name}") for name in ("kind", "count")],
        [(session.shown.kind(kind), number(count)) for kind, count in found.counts().items()],
        right=(1,),
    )
    key = "holdings.ours" if found.ours else "holdings.theirs"
    size, acknowledged = number(found.size), number(found.acknowledged)
    told = {"party": found.party, "count": number(len(found.held)), "size": size}
    session.tell(session.say("recall", key, **told, acknowledged=acknowledged))


def _row(session: Session, one: Holding) -> tuple[str, ...]:
    shown = session.shown
    return (
        shown.formats.number(one.place),
        shown.rid(one.record),
        one.subject,
        shown.handling(Label.of_whole(one.label)),
        shown.stamp(one.released),
        "; ".join(holding_state(shown, one)),
    )
