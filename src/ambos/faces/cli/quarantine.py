"""``ambos quarantine``: what is kept and not shown, why, and what partners do not show of ours."""

from collections.abc import Sequence

from ambos.faces.cli.declare import JSON, Argument, Noun
from ambos.faces.cli.session import Session
from ambos.faces.reports.held import kept_reason
from ambos.node.quarantine import Kept, Misunderstood, kept, misunderstood, quarantined, retry

COMMAND = Noun("quarantine", usual="list")


@COMMAND.verb("list", JSON)
def list_(session: Session, json: bool) -> None:
    """List what is kept and not shown, and what partners have not understood of ours."""
    found, others = quarantined(session.node), misunderstood(session.node)
    if json:
        theirs = [{"party": one.party, "record": one.row.rid, "subject": one.row.subject} for one in others]
        told = [{"code": one.code, "time": one.time} for one in others]
        session.json(
            {
                "kept": [_plain(one) for one in found],
                "not_understood": [{**one, **said} for one, said in zip(theirs, told, strict=True)],
            }
        )
        return
    print_kept(session, found)
    print_misunderstood(session, others)


def print_kept(session: Session, found: Sequence[Kept]) -> None:
    """Print what is kept and not shown here."""
    from ambos.faces.cli.printing import line, table

    if not found:
        line(session.say("recall", "quarantine.none"))
    names = ("log", "place", "record", "kind", "reason", "told")
    head = [session.say("recall", f"column.{name}") for name in names]
    number = session.shown.formats.number
    rows = [
        (
            one.log,
            number(one.place),
            session.shown.rid(one.rid),
            one.statement.header.kind,
            kept_reason(session.shown, one.code),
            session.say("recall", "told.yes" if one.told else "told.no"),
        )
        for one in found
    ]
    table(head, rows, right=(1,), whole=(0, 1, 2))


def print_misunderstood(session: Session, others: Sequence[Misunderstood]) -> None:
    """Print what partners hold of ours and do not show."""
    from ambos.faces.cli.printing import heading, table

    if not others:
        return
    heading(session.say("recall", "quarantine.partners"))
    head = [session.say("recall", f"column.{name}") for name in ("by", "record", "subject", "on", "reason")]
    shown = session.shown
    rows = [
        (
            one.party,
            shown.rid(one.row.rid),
            one.row.subject,
            shown.stamp(one.time)[:10],
            kept_reason(session.shown, one.code),
        )
        for one in others
    ]
    table(head, rows, whole=(0, 1, 3))


def _plain(one: Kept) -> dict[str, object]:
    header = one.statement.header
    return {
        "log": one.log,
        "place": one.place,
        "record": one.rid,
        "party": header.party,
        "kind": header.kind,
        "version": header.version,
        "subject": header.subject,
        "time": header.time,
        "label": header.label.plain(),
        "code": one.code,
        "told": one.told or None,
    }


@COMMAND.verb("show", Argument("record"), JSON)
def show(session: Session, record: str, json: bool) -> None:
    """Show a record that is kept and not shown: its header, the reason, its content as it stands."""
    from json import dumps

    one, body = kept(session.node, record)
    if json:
        session.json({**_plain(one), "body": body})
        return
    from ambos.faces.cli.printing import heading, line, pairs

    header, shown = one.statement.header, session.shown
    told = {
        "record": one.rid,
        "kind": f"{header.kind}/{header.version}",
        "subject": header.subject,
        "by": header.party,
        "on": shown.time(header.time),
        "terms": shown.handling(header.label),
        "log": one.log,
        "place": shown.formats.number(one.place),
        "reason": kept_reason(session.shown, one.code),
        "told": session.say("recall", "told.yes" if one.told else "told.no"),
    }
    pairs((session.say("recall", f"column.{name}"), text) for name, text in told.items())
    heading(session.say("recall", "quarantine.body"))
    line(session.say("cli", "opened.no-body") if body is None else "")
    pairs(
        (str(name), value if isinstance(value, str) else dumps(value, ensure_ascii=False, default=repr))
        for name, value in (body or {}).items()
    )


@COMMAND.verb("retry", JSON)
def retry_(session: Session, json: bool) -> None:
    """Read every log anew, and say what is shown now that was not before."""
    with session.progress(session.say("recall", "quarantine.reading")) as progress:
        freed, still = retry(session.node, progress)
    if json:
        session.json({"shown": [_plain(one) for one in freed], "kept": [_plain(one) for one in still]})
        return
    session.tell(session.say("recall", "quarantine.freed", freed=len(freed), still=len(still)))
    print_kept(session, still)
