"""One record, opened: its fields, its versions, who signed and answered, what differs, where it lies."""

import json
from typing import Any

from ambos.faces.cli.printing import heading, line, pairs, table
from ambos.faces.cli.session import Session
from ambos.faces.cli.terms import terms_lines, terms_plain
from ambos.kernel.joint import RECALLED
from ambos.kernel.kinds import Kind
from ambos.kernel.records import RECALLS, REDACTS
from ambos.node.attachments import standing_of
from ambos.node.showing import Answered, Opened, Said
from ambos.values.terms import NO_TERMS

REFERRING = 12  # how many are listed before the rest is counted


def print_opened(session: Session, opened: Opened) -> None:
    """Print everything that is known of a thing, the most needed first."""
    thing, shown = opened.thing, session.shown
    kind = session.node.register[thing.kind]
    line(
        session.say("cli", "opened.title", kind=shown.kind(thing.kind), caption=shown.title(kind, thing)),
        "bold",
    )
    pairs(
        [
            (session.say("cli", "column.id"), thing.subject),
            (session.say("cli", "column.said-by"), thing.owner),
            (session.say("cli", "column.standing"), shown.state(thing.state)),
            (session.say("cli", "column.handling"), shown.handling(thing.label.under(NO_TERMS))),
            *_rows(session, opened),
            *terms_lines(session, thing.label),
        ]
    )
    _print_fields(session, kind, opened)
    _print_versions(session, opened)
    _print_differences(session, kind, opened)
    _print_referring(session, opened)
    _print_proof(session, opened)


def _rows(session: Session, opened: Opened) -> list[tuple[str, str]]:
    """Say of an evidence set whether its rows are here."""
    found = standing_of(session.node, opened.thing)
    if not found:
        return []
    return [(session.say("bundle", "rows"), session.language.label("bundle", f"rows.{found}"))]


def _print_fields(session: Session, kind: Kind, opened: Opened) -> None:
    """Print the fields of the version asked for; older versions may differ from the current one."""
    shown, asked = session.shown, opened.asked
    current = asked.row.rid == opened.thing.rid
    key = "opened.fields" if current else "opened.fields-of"
    heading(session.say("cli", key, record=shown.rid(asked.row.rid)))
    if asked.body is None:
        line(_absent(session, opened))
        return
    known = [name for name in kind.by_name if name in asked.body]
    others = [name for name in asked.body if name not in kind.by_name]
    pairs(
        (shown.field_name(kind.name, name), _shown(session, kind, name, asked.body[name]))
        for name in known + others
    )


def _absent(session: Session, opened: Opened) -> str:
    """Say why there is nothing to show: who recalled or destroyed it, and when; else that it is not here."""
    asked = opened.asked
    for relation, key in ((RECALLS, "opened.recalled"), (REDACTS, "opened.redacted")):
        for each in opened.answers:
            done = each.relation == relation and each.target == asked.row.rid
            if done and (relation != RECALLS or asked.state == RECALLED):
                row, basis = each.said.row, (each.said.body or {}).get("basis", "")
                day = session.shown.time(row.time)
                return session.say("recall", key, party=row.party, day=day, basis=basis)
    return session.say("cli", "opened.no-body")


def _shown(session: Session, kind: Kind, name: str, value: Any) -> str:
    field = kind.by_name.get(name)
    return session.shown.value(field, value)


def _print_versions(session: Session, opened: Opened) -> None:
    heading(session.say("cli", "opened.versions"))
    names = ("record", "party", "time", "signer", "signature", "standing")
    head = [session.say("cli", f"column.{name}") for name in names]
    rows = [_signed(session, said, session.shown.state(said.state)) for said in opened.versions]
    rows += [_signed(session, each.said, _answer(session, each)) for each in opened.answers]
    table(head, rows, whole=(0, 1, 2))
    if reasons := _reasons(session, opened):
        line("")
        pairs(reasons)


def _signed(session: Session, said: Said, standing: str) -> tuple[str, ...]:
    row, shown = said.row, session.shown
    how = session.say("cli", "signed.batch" if row.batched else "signed.alone")
    signer = f"{said.signer.holder} {row.kid}"
    return (shown.rid(row.rid), row.party, shown.stamp(row.time), signer, how, standing)


def _answer(session: Session, answered: Answered) -> str:
    """Say what an answer does, and to which version."""
    record = session.shown.rid(answered.target)
    return session.say("cli", f"answer.{answered.relation}", record=record)


def _reasons(session: Session, opened: Opened) -> list[tuple[str, str]]:
    """Give why the parties answered as they did, by the answer."""
    said = [(session.shown.rid(each.said.row.rid), _why(session, each.said)) for each in opened.answers]
    return [(rid, reason) for rid, reason in said if reason]


def _why(session: Session, said: Said) -> str:
    """Give the reason that an answer states, its note, and what it says in words."""
    kind, body = session.node.register[said.row.kind], said.body or {}
    told = [_shown(session, kind, name, body.get(name)) for name in ("reason", "note", "words")]
    return "; ".join(text for text in told if text)


def _print_differences(session: Session, kind: Kind, opened: Opened) -> None:
    """Print side by side what the versions that wait or contradict each other do not say alike."""
    if not opened.differences:
        return
    shown = session.shown
    rids = list(opened.differences[0].values)
    party = {said.row.rid: said.row.party for said in opened.versions}
    heading(session.say("cli", "opened.differences"))
    rows = [
        (
            shown.field_name(kind.name, each.field),
            *(_shown(session, kind, each.field, each.values[rid]) for rid in rids),
        )
        for each in opened.differences
    ]
    table(["", *(f"{party[rid]} {shown.rid(rid)}" for rid in rids)], rows)


def _print_referring(session: Session, opened: Opened) -> None:
    if not opened.referring:
        return
    heading(session.say("cli", "opened.referring", count=len(opened.referring)))
    shown, register = session.shown, session.node.register
    rows = [
        (thing.subject, shown.field_name(thing.kind, field), shown.caption(register[thing.kind], thing.body))
        for thing, field in opened.referring[:REFERRING]
    ]
    table([session.say("cli", f"column.{name}") for name in ("id", "field", "caption")], rows)
    if len(opened.referring) > REFERRING:
        line(session.say("cli", "opened.more", count=len(opened.referring) - REFERRING))


def _print_proof(session: Session, opened: Opened) -> None:
    row = opened.asked.row
    heading(session.say("cli", "opened.place"))
    size = int(opened.proof.note.decode().split("\n")[1])
    number = session.shown.formats.number
    pairs(
        [
            (session.say("cli", "column.record"), row.rid),
            (session.say("cli", "column.log"), row.log),
            (
                session.say("cli", "column.place"),
                session.say("cli", "opened.at", place=number(row.seq), size=number(size)),
            ),
            (
                session.say("cli", "column.proof"),
                session.say("cli", "opened.proven", steps=len(opened.proof.record.inclusion)),
            ),
        ]
    )


def document(session: Session, opened: Opened) -> dict[str, Any]:
    """Give everything as one JSON document, the proof included."""
    thing = opened.thing
    return {
        "subject": thing.subject,
        "kind": thing.kind,
        "party": thing.owner,
        "state": thing.state,
        "record": thing.rid,
        "asked": opened.asked.row.rid,
        "label": thing.label.plain(),
        "terms": terms_plain(thing.label),
        "body": None if opened.asked.body is None else dict(opened.asked.body),
        "rows": standing_of(session.node, thing) or None,
        "pending": list(thing.pending),
        "rivals": list(thing.rivals),
        "versions": [_said(said) for said in opened.versions],
        "answers": [
            {"relation": each.relation, "target": each.target, **_said(each.said)} for each in opened.answers
        ],
        "differences": {each.field: dict(each.values) for each in opened.differences},
        "referring": [{"subject": found.subject, "field": field} for found, field in opened.referring],
        "proof": json.loads(opened.proof.print()),
    }


def _said(said: Said) -> dict[str, Any]:
    row = said.row
    return {
        "record": row.rid,
        "party": row.party,
        "time": row.time,
        "log": row.log,
        "place": row.seq,
        "signer": said.signer.holder,
        "key": row.kid,
        "batched": row.batched,
        "state": said.state,
        "version": row.version,
        "body": None if said.body is None else dict(said.body),
    }
