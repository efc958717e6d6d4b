"""``ambos kind``: what kinds of record there are, and the reference pages made from their declarations."""

from pathlib import Path

from ambos.faces.cli.declare import JSON, Argument, Noun, Option
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import FOLDER
from ambos.kernel.kinds import Kind, Register
from ambos.kernel.schema import schema
from ambos.node.assemble import KINDS

COMMAND = Noun("kind")


@COMMAND.verb("list", JSON)
def list_(session: Session, json: bool) -> None:
    """List the kinds by domain."""
    if json:
        session.json([_plain(kind) for kind in KINDS])
        return
    from ambos.faces.cli.printing import table

    head = [session.say("cli", f"column.{name}") for name in ("kind", "name", "domain", "keys")]
    rows = [
        (
            kind.name,
            session.language.label("kinds", kind.name),
            kind.domain,
            session.say("cli", "kind.joint" if kind.joint else "kind.single"),
        )
        for kind in KINDS
    ]
    table(head, rows)


@COMMAND.verb("show", Argument("kind"), JSON)
def show(session: Session, kind: str, json: bool) -> None:
    """Show a kind's fields with their types, codes and labels."""
    declared = Register(KINDS).kind(kind)
    if json:
        session.json(_plain(declared))
        return
    from ambos.faces.cli.printing import heading, line, pairs, table
    from ambos.faces.cli.reference import code_lists, type_name

    label = session.language.label("kinds", kind)
    line(f"{kind} · {label}", "bold")
    line(session.language.label("kinds", f"{kind}.about"))
    head = [session.say("cli", f"column.{name}") for name in ("field", "name", "type", "needed")]
    rows = [
        (
            field.name,
            session.language.label("kinds", f"{kind}.{field.name}"),
            type_name(field),
            session.say("cli", "flag.yes") if field.name in declared.needed else "",
        )
        for field in declared.fields
    ]
    table(head, rows)
    for codes in code_lists([declared]):
        heading(codes.name)
        pairs((code, session.language.label("codes", f"{codes.name}.{code}")) for code in codes.codes)


def _plain(kind: Kind) -> dict[str, object]:
    fields = [
        {
            "name": field.name,
            "type": type(field.type).__name__.lower(),
            "required": field.name in kind.needed,
            "many": field.many,
            "default": field.default,
            "since": field.since,
        }
        for field in kind.fields
    ]
    told = {"kind": kind.name, "domain": kind.domain, "version": kind.version, "joint": kind.joint}
    return {**told, "machine": kind.machine, "fields": fields}


@COMMAND.verb("schema", Argument("kind"), JSON)
def show_schema(session: Session, kind: str, json: bool) -> None:
    """Print the JSON Schema of a kind's body; it is JSON with and without the option."""
    session.json(schema(Register(KINDS).kind(kind)))


@COMMAND.verb("reference", Option("folder", FOLDER))
def reference(session: Session, folder: Path | None) -> None:
    """Write the reference pages of kinds, errors and commands anew."""
    from ambos.faces.cli.reference import pages

    where = folder or Path("docs") / "reference"
    where.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (where / name).write_text(text, encoding="utf-8")
        session.tell(session.say("cli", "kind.written", file=where / name))
