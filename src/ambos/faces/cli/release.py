"""``ambos release``: what may leave, what would, and what two officers or an originator let go."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ambos.faces.cli.declare import JSON, Argument, Noun, Option
from ambos.faces.cli.errors import ArgumentMissing
from ambos.faces.cli.session import Session
from ambos.faces.cli.terms import PURPOSE, UNTIL, terms_lines, terms_plain
from ambos.faces.cli.types import NUMBER, PARTY, TEXT
from ambos.node.asking import RequestLine, ask, grant, refuse, requests
from ambos.node.releasing import (
    OrderLine,
    agree,
    confirm_release,
    orders,
    policy_in_force,
    propose_release,
    set_policy,
)
from ambos.values.terms import parse_last_day

if TYPE_CHECKING:
    from ambos.kernel.record import Header
    from ambos.node.leaving import Leaving, Mention

COMMAND = Noun("release")
TO = Option("to", PARTY, key="option.release-to")
TO_WHOM = Option("to", PARTY, required=True, key="option.release-to")
REASON = Option("reason", TEXT, required=True)


@COMMAND.verb("preview", Argument("record", required=False), TO, JSON)
def preview_(session: Session, record: str | None, to: str | None, json: bool) -> None:
    """Show what would leave of a record, or everything that waits to leave."""
    from ambos.node.leaving import preview, waiting

    party = _partner(session, to)
    found = [preview(session.node, record, party)] if record else waiting(session.node, party)
    if json:
        records = [_plain(each) for each in found]
        session.json({"party": party, "policy": policy_in_force(session.node), "records": records})
    elif record:
        _print_one(session, found[0], party)
    else:
        _print_waiting(session, found, party)


def _partner(session: Session, to: str | None) -> str:
    """Give the partner that was named, or the only one there is."""
    partners = list(session.node.peers())
    if to is None and len(partners) != 1:
        raise ArgumentMissing(name="--to", command="ambos release preview")
    return to or partners[0]


def _plain(leaving: "Leaving") -> dict[str, Any]:
    decision = leaving.decision
    return {
        "record": leaving.row.rid,
        "subject": leaving.row.subject,
        "allowed": decision.allowed,
        "rule": decision.rule,
        "policy": decision.version,
        "place": leaving.place,
        "header": _header(leaving.header),
        "body": None if leaving.body is None else dict(leaving.body),
        "sealed": leaving.sealed,
        "mentions": [vars(each) for each in leaving.mentions],
        "attachments": [vars(each) for each in leaving.attachments],
        "batch_mates": leaving.mates,
        "overriders": list(leaving.overriders),
        "would_leave_anew": leaving.anew,
    }


def _header(header: "Header") -> dict[str, Any]:
    """Give the entries of a header as the partner would read them."""
    return {
        "kind": header.kind,
        "version": header.version,
        "party": header.party,
        "subject": header.subject,
        "record": header.rid.hex(),
        "time": header.time,
        "key": header.kid.hex(),
        "label": header.label.plain(),
        "terms": terms_plain(header.label),
        "references": [[tie.relation, tie.rid.hex(), tie.leaf.hex()] for tie in header.references],
        "seen": dict(header.seen),
        "batch": None if header.batch is None else header.batch[1],
    }


def _print_waiting(session: Session, found: Sequence["Leaving"], party: str) -> None:
    from ambos.faces.cli.printing import table
    from ambos.faces.reports.leaving import rule

    names = ("record", "id", "rule", "terms")
    head = [session.say("release", f"column.{name}") for name in names]
    rows = [
        (
            session.shown.rid(each.row.rid),
            each.row.subject,
            rule(session.shown, each),
            "; ".join(value for _, value in terms_lines(session, each.row.label)),
        )
        for each in found
    ]
    table(head, rows)
    session.tell(
        session.say("release", "waiting", count=len(found), party=party, policy=policy_in_force(session.node))
    )


def _print_one(session: Session, leaving: "Leaving", party: str) -> None:
    """Print the verdict, then every part that the partner would read."""
    from ambos.faces.cli.printing import heading, line, pairs, table
    from ambos.faces.reports.leaving import header_lines, rule, verdict, way_out

    decision = leaving.decision
    line(verdict(session.shown, leaving, party), "bold")
    pairs(
        [
            (session.say("release", "column.rule"), rule(session.shown, leaving)),
            (session.say("release", "column.policy"), str(decision.version)),
            *(
                [(session.say("release", "column.place"), str(leaving.place))]
                if leaving.place is not None
                else []
            ),
            *([(session.say("release", "column.batch-mates"), str(leaving.mates))] if leaving.mates else []),
        ]
    )
    if not decision.allowed:
        line("")
        line(way_out(session.shown, leaving))
        if leaving.anew:
            line(session.say("release", "way-out.anew"))
    heading(session.say("release", "heading.header"))
    pairs(header_lines(session.shown, leaving))
    _print_terms(session, leaving)
    _print_body(session, leaving)
    if leaving.attachments:
        heading(session.say("release", "heading.attachments"))
        pairs((each.digest, _size(session, each.size)) for each in leaving.attachments)
    if leaving.mentions:
        heading(session.say("release", "heading.mentions"))
        head = [session.say("release", f"column.{name}") for name in ("relation", "names", "held")]
        table(head, [(each.how, each.name, _held(session, each)) for each in leaving.mentions])


def _print_terms(session: Session, leaving: "Leaving") -> None:
    from ambos.faces.cli.printing import heading, pairs

    if told := terms_lines(session, leaving.row.label):
        heading(session.say("release", "heading.terms"))
        pairs(told)


def _print_body(session: Session, leaving: "Leaving") -> None:
    """Print the body as the partner would have it, or that it stays."""
    from ambos.faces.cli.printing import heading, line, pairs

    heading(session.say("release", "heading.body"))
    if leaving.body is None:
        line(session.say("release", "body.sealed" if leaving.sealed else "body.erased"))
        return
    kind = session.node.register[leaving.row.kind]
    pairs(
        (session.shown.field_name(kind.name, name), session.shown.value(kind.by_name.get(name), value))
        for name, value in leaving.body.items()
    )


def _size(session: Session, size: int | None) -> str:
    if size is None:
        return session.say("release", "attachment.absent")
    return session.say("release", "attachment.bytes", size=session.shown.formats.number(size))


def _held(session: Session, mention: "Mention") -> str:
    return session.say("release", "held.yes" if mention.held else "held.no")


@COMMAND.verb("list", JSON)
def list_(session: Session, json: bool) -> None:
    """List orders of release and requests for leave, and how they stand."""
    ordered, asked = orders(session.node), requests(session.node)
    if json:
        session.json({"orders": [_order(o) for o in ordered], "requests": [_request(r) for r in asked]})
        return
    from ambos.faces.cli.printing import heading, table

    names = ("order", "party", "id", "by", "day", "standing", "reason")
    head = [session.say("release", f"column.{name}") for name in names]
    if ordered:
        heading(session.say("release", "heading.orders"))
        table(head, [_order_row(session, order) for order in ordered], whole=(0, 1, 2, 4))
    if asked:
        heading(session.say("release", "heading.requests"))
        names = ("request", "asker", "asked", "to", "id", "standing", "reason")
        head = [session.say("release", f"column.{name}") for name in names]
        table(head, [_request_row(session, request) for request in asked], whole=(0, 1, 2, 3))
    session.tell(session.say("release", "listed", orders=len(ordered), requests=len(asked)))


def _order(order: OrderLine) -> dict[str, Any]:
    return {**vars(order), "day": order.day.isoformat()}


def _request(request: RequestLine) -> dict[str, Any]:
    return {**vars(request), "until": request.until.isoformat() if request.until else None}


def _subject(session: Session, rid: str) -> str:
    """Give the thing that a record speaks of, or its last digits where the officer may not see it."""
    found = [row for row in session.node.shelf.records_like(rid) if row.rid == rid]
    return found[0].subject if found else session.shown.rid(rid)


def _order_row(session: Session, order: OrderLine) -> tuple[str, ...]:
    from ambos.faces.reports.leaving import order_standing

    standing = order_standing(session.shown, order)
    rid, subject = session.shown.rid(order.rid), _subject(session, order.record)
    return (rid, order.party, subject, order.by, order.day.isoformat(), standing, order.reason)


def _request_row(session: Session, request: RequestLine) -> tuple[str, ...]:
    from ambos.faces.reports.leaving import request_standing

    standing = request_standing(session.shown, request)
    rid, subject = session.shown.rid(request.rid), _subject(session, request.record)
    return (rid, request.asker, request.asked, request.to, subject, standing, request.reason)


@COMMAND.verb("propose", Argument("record"), TO_WHOM, REASON)
def propose(session: Session, record: str, to: str, reason: str) -> None:
    """Order, as the first of two officers, that a record leave against the rule."""
    written = propose_release(session.node, record, to, reason)
    session.print(written.rid.hex())
    session.tell(session.say("release", "proposed", order=session.shown.rid(written.rid.hex()), party=to))


@COMMAND.verb("confirm", Argument("order"), Option("note", TEXT))
def confirm(session: Session, order: str, note: str | None) -> None:
    """Confirm an order as the second officer; the record leaves with the next release."""
    session.print(confirm_release(session.node, order, note or "").rid.hex())
    session.tell(session.say("release", "confirmed"))


@COMMAND.verb("ask", Argument("record"), TO_WHOM, REASON, PURPOSE)
def ask_(session: Session, record: str, to: str, reason: str, purpose: Sequence[str]) -> None:
    """Ask the originator of a record for leave to pass it on."""
    session.print(ask(session.node, record, to, reason, purpose).rid.hex())
    session.tell(session.say("release", "asked", party=to))


@COMMAND.verb("grant", Argument("request"), UNTIL, Option("condition", TEXT))
def grant_(session: Session, request: str, until: str | None, condition: str | None) -> None:
    """Let a partner pass on what you said."""
    day = parse_last_day(until) if until else None
    session.print(grant(session.node, request, day, condition or "").rid.hex())
    session.tell(session.say("release", "granted"))


@COMMAND.verb("refuse", Argument("request"), REASON)
def refuse_(session: Session, request: str, reason: str) -> None:
    """Refuse a partner leave to pass on what you said."""
    session.print(refuse(session.node, request, reason).rid.hex())
    session.tell(session.say("release", "refused"))


@COMMAND.verb(
    "agree",
    Argument("party", PARTY),
    PURPOSE,
    Option("basis", TEXT, required=True, key="option.agree-basis"),
    UNTIL,
)
def agree_(session: Session, party: str, purpose: Sequence[str], basis: str, until: str | None) -> None:
    """Put on record for which purposes a partner may be given information."""
    session.print(agree(session.node, party, purpose, basis, until).rid.hex())
    session.tell(session.say("release", "agreed", party=party))


@COMMAND.verb("policy", Option("put", NUMBER, key="option.policy-put"), JSON)
def policy(session: Session, put: int | None, json: bool) -> None:
    """Show the version of the release policy in force, or put one in force."""
    if put is not None:
        set_policy(session.node, put)
    number = policy_in_force(session.node)
    if json:
        session.json({"policy": number})
    else:
        session.print(session.say("release", "policy", number=number))
