"""``ambos record``: open records down to their proof, list things, write and answer them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ambos.faces.cli.declare import JSON, Argument, Noun, Option
from ambos.faces.cli.errors import WhereUnknown
from ambos.faces.cli.session import Session
from ambos.faces.cli.terms import TERMS, changed_terms, given_terms, terms_in_short, terms_plain
from ambos.faces.cli.types import ASSIGNMENT, FIELD, FILE, PARTY, RECORD, TEXT, OneOf
from ambos.kernel import tabular
from ambos.kernel.acts import New
from ambos.kernel.handled import handled, joined, part
from ambos.kernel.joint import COUNTERSIGNS, DISPUTES, STATES, WITHDRAWS
from ambos.kernel.kinds import Kind, nearest
from ambos.kernel.shelf import Thing
from ambos.node.cells import changed
from ambos.node.showing import find_own, find_record, find_subject, open_record
from ambos.values.handling import Label

COMMAND = Noun("record")


@COMMAND.verb("show", Argument("record"), JSON)
def show(session: Session, record: str, json: bool) -> None:
    """Open a record or a thing down to signature and proof."""
    from ambos.faces.cli.opened import document, print_opened

    opened = open_record(session.node, record)
    if json:
        session.json(document(session, opened))
    else:
        print_opened(session, opened)


@COMMAND.verb(
    "list",
    Argument("kind"),
    Option("where", ASSIGNMENT, many=True),
    Option("state", OneOf("state", *STATES)),
    Option("csv", flag=True),
    JSON,
)
def list_(
    session: Session,
    kind: str,
    where: Sequence[tuple[str, str]],
    state: str | None,
    csv: bool,
    json: bool,
) -> None:
    """List the things of a kind."""
    declared = session.node.register.kind(kind)
    things = [
        thing
        for thing in session.node.shelf.things(kind)
        if state in (None, thing.state) and all(_holds(declared, thing, *each) for each in where)
    ]
    if csv:
        from sys import stdout

        if any(thing.label.terms for thing in things):  # a table without its caveats would be a milder one
            rows = ((thing.slug, joined(thing.body, thing.label)) for thing in things)
            tabular.write(handled(declared), rows, stdout.buffer)
        else:
            tabular.write(declared, ((thing.slug, thing.body) for thing in things), stdout.buffer)
    elif json:
        session.json([_plain(thing) for thing in things])
    else:
        _print(session, declared, things)


def _holds(kind: Kind, thing: Thing, column: str, wanted: str) -> bool:
    """Say whether a cell is the wanted one; of many values, whether one of them is."""
    field = next((field for field in kind.fields if column in (field.name, *field.columns)), None)
    if field is None:
        columns = [name for field in kind.fields for name in field.columns]
        raise WhereUnknown(kind=kind.name, field=column, nearest=nearest(column, columns))
    cells = dict(zip(field.columns, field.write(thing.get(field.name)), strict=True))
    chosen = [cells[column]] if column in cells else list(cells.values())
    found = [item for cell in chosen for item in (cell.split("; ") if field.many else [cell])]
    return wanted in found or thing.get(field.name) == wanted


def _plain(thing: Thing) -> dict[str, object]:
    return {
        "subject": thing.subject,
        "record": thing.rid,
        "party": thing.owner,
        "state": thing.state,
        "pending": list(thing.pending),
        "rivals": list(thing.rivals),
        "label": thing.label.plain(),
        "terms": terms_plain(thing.label),
        "body": dict(thing.body),
    }


def _print(session: Session, kind: Kind, things: Sequence[Thing]) -> None:
    from ambos.faces.cli.printing import table
    from ambos.node.attachments import EVIDENCE

    shown = session.shown
    head = [session.say("cli", "column.id"), *(shown.field_name(kind.name, name) for name in kind.list)]
    stated = session.say("cli", "column.standing")
    if kind.name == EVIDENCE:
        head.append(session.say("bundle", "rows-here"))
    bound = any(thing.label.terms for thing in things)
    rows = [
        (
            thing.slug,
            *(shown.cell(kind.by_name[name], thing.get(name)) for name in kind.list),
            *([shown.state(thing.state)] if kind.joint else []),
            *([_rows(session, thing)] if kind.name == EVIDENCE else []),
            *([terms_in_short(session, thing.label)] if bound else []),
        )
        for thing in things
    ]
    numbers = [
        place for place, name in enumerate(kind.list, 1) if kind.by_name[name].type.storage == "integer"
    ]
    more = [*([stated] if kind.joint else []), *([session.say("release", "column.terms")] if bound else [])]
    table([*head, *more], rows, right=numbers)
    plural = session.language.label("kinds", kind.name if len(things) == 1 else f"{kind.name}.plural")
    session.tell(session.say("cli", "record.counted", count=len(things), kinds=plural))


def _rows(session: Session, thing: Thing) -> str:
    """Say whether the rows of an evidence set are here, in a word."""
    from ambos.node.attachments import standing_of

    return session.language.label("bundle", f"rows-here.{standing_of(session.node, thing)}")


@COMMAND.verb(
    "add",
    Argument("kind"),
    Argument("id"),
    Option("set", ASSIGNMENT, many=True, required=True),
    Option("to", PARTY, many=True),
    *TERMS,
    Option("quote", RECORD, many=True),
)
def add(
    session: Session,
    kind: str,
    id: str,
    set: Sequence[tuple[str, str]],
    to: Sequence[str],
    caveat: Sequence[str],
    purpose: Sequence[str],
    until: str | None,
    quote: Sequence[str],
) -> None:
    """Say a new thing."""
    from ambos.values.ids import parse_slug

    body = changed(session.node.register.kind(kind), {}, set)
    parse_slug(id)
    filled = {name: value for name, value in body.items() if value is not None}
    label = Label(tuple(sorted({*to}))) if to else None
    quoted = [find_record(session.node.shelf, text).rid for text in quote]
    new = New(kind, id, filled, label, given_terms(caveat, purpose, until), quoted)
    _demand_listed(session, kind, filled)
    (written,) = session.node.propose([new])
    _tell(session, "record.added", written.rid, f"{kind}/{id}")


def _demand_listed(session: Session, kind: str, *bodies: Mapping[str, Any]) -> None:
    """Refuse whoever is named otherwise than the official list that a body names has them."""
    from ambos.domains.networks.rules import ENDS

    if kind in ENDS:
        from ambos.node.listed import demand_listed  # reads lists, which takes a package that is slow to load

        for body in bodies:
            demand_listed(session.node, kind, body)


@COMMAND.verb("import", Argument("kind"), Argument("file", FILE))
def import_(session: Session, kind: str, file: Path) -> None:
    """Say new things, all that a CSV file holds or none."""
    declared = session.node.register.kind(kind)
    with file.open("rb") as stream:
        rows = tabular.read(handled(declared), stream, file.name)
        news = [New(kind, slug, *part(row)) for slug, row in rows]
    _demand_listed(session, kind, *(new.body for new in news))
    written = session.node.propose(news)
    plural = session.language.label("kinds", kind if len(written) == 1 else f"{kind}.plural")
    session.tell(session.say("cli", "record.imported", count=len(written), kinds=plural, file=file.name))


@COMMAND.verb(
    "revise",
    Argument("subject"),
    Option("set", ASSIGNMENT, many=True),
    Option("unset", FIELD, many=True),
    *TERMS,
)
def revise(
    session: Session,
    subject: str,
    set: Sequence[tuple[str, str]],
    unset: Sequence[str],
    caveat: Sequence[str],
    purpose: Sequence[str],
    until: str | None,
) -> None:
    """Say a new version of a thing."""
    thing = session.node.shelf.standing(find_subject(session.node.shelf, subject))
    changes = changed(session.node.register.kind(thing.kind), thing.body, set, unset)
    terms = changed_terms(thing.label.terms, caveat, purpose, until)
    _demand_listed(session, thing.kind, {**thing.body, **changes})
    _tell(session, "record.revised", session.node.revise(thing.subject, changes, terms).rid, thing.subject)


@COMMAND.verb("countersign", Argument("record", many=True), Option("note", TEXT))
def countersign(session: Session, record: Sequence[str], note: str | None) -> None:
    """Agree with what the partner proposes."""
    _answer(session, COUNTERSIGNS, record, {"note": note} if note else {})


@COMMAND.verb("dispute", Argument("record", many=True), Option("reason", TEXT, required=True))
def dispute(session: Session, record: Sequence[str], reason: str) -> None:
    """Disagree with what the partner says, and say why."""
    _answer(session, DISPUTES, record, {"reason": reason})


@COMMAND.verb("withdraw", Argument("record", many=True), Option("reason", TEXT, required=True))
def withdraw(session: Session, record: Sequence[str], reason: str) -> None:
    """Take back what one has said, and say why."""
    _answer(session, WITHDRAWS, record, {"reason": reason})


def _answer(session: Session, relation: str, records: Sequence[str], body: dict[str, str]) -> None:
    shelf = session.node.shelf
    find = find_own if relation == WITHDRAWS else lambda shelf, text: [find_record(shelf, text)]
    rows = [row for text in records for row in find(shelf, text)]
    written = session.node.answer(relation, [row.rid for row in rows], body)
    for row, each in zip(rows, written, strict=True):
        _tell(session, f"record.{relation}", each.rid, row.subject)


def _tell(session: Session, key: str, rid: bytes, subject: str) -> None:
    """Print the new record's id, and say what was done."""
    session.print(rid.hex())
    session.tell(session.say("cli", key, subject=subject))
