"""``ambos bundle``: carry what is released to a partner as sealed files, inspect them, take them in."""

from pathlib import Path
from typing import TYPE_CHECKING

from ambos.faces.cli.declare import JSON, Argument, Noun, Option
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import FILE, FOLDER, NUMBER, PARTY, SIZE, Text

if TYPE_CHECKING:
    from ambos.node.bundles import Taken

COMMAND = Noun("bundle")


@COMMAND.verb(
    "export",
    Argument("party", PARTY),
    Argument("file", FILE),
    Option("from", NUMBER, key="option.bundle-from"),
    Option("all", flag=True, key="option.bundle-all"),
    Option("parts", SIZE),
)
def export(session: Session, party: str, file: Path, from_: int | None, all: bool, parts: int | None) -> None:
    """Write what a partner has not acknowledged into a file that it alone can open."""
    from ambos.node.bundles import export as written

    start = 0 if all else from_
    with session.progress(session.say("bundle", "writing")) as progress:
        done = written(session.node, party, file, start, parts or 0, progress)
    for path in done.files:
        session.print(str(path))
    number = session.shown.formats.number
    counts = {"count": number(done.new - done.old), "old": number(done.old)}
    attachments = number(done.attachments)
    session.tell(session.say("bundle", "exported", party=party, attachments=attachments, **counts))


@COMMAND.verb("import", Argument("path", FOLDER))
def import_(session: Session, path: Path) -> None:
    """Verify and keep what a bundle brings, or all the bundles of a folder."""
    from ambos.node.bundles import take

    taken: list[Taken] = []

    def told(one: "Taken") -> None:
        taken.append(one)
        _tell(session, one)

    with session.progress(session.say("bundle", "reading")) as progress:
        take(session.node, path, told, progress)
    if taken[-1].pending:
        last = taken[-1]
        data = {"party": last.party, "count": last.pending, "place": last.since}
        session.tell(session.say("bundle", "pending", **data))


def _tell(session: Session, one: "Taken") -> None:
    """Say what a file brought."""
    number = session.shown.formats.number
    counts = {
        "received": number(one.received),
        "acknowledged": number(one.acknowledged),
        "attachments": number(len(one.attachments)),
    }
    key = "taken" if one.parts == 1 else "taken-part"
    place = {"part": one.part, "parts": one.parts} if one.parts > 1 else {}
    session.tell(session.say("bundle", key, file=one.file, party=one.party, **place, **counts))


@COMMAND.verb(
    "inspect",
    Argument("file", FILE),
    Option("key", FILE, key="option.bundle-key"),
    Option("allow", Text("kinds"), key="option.bundle-allow"),
    JSON,
)
def inspect(session: Session, file: Path, key: Path | None, allow: str | None, json: bool) -> None:
    """Show what a bundle holds, with an exchange key alone."""
    from ambos.faces.cli.inspected import document, print_inspection
    from ambos.node.attachments import openers_of
    from ambos.node.inspecting import inspect as looked_at
    from ambos.node.inspecting import key_of

    openers = [key_of(key)] if key else openers_of(session.node)
    allowed = None if allow is None else [kind.strip() for kind in allow.split(",") if kind.strip()]
    found = looked_at(file, openers)
    if json:
        session.json(document(found, allowed))
    else:
        print_inspection(session, found, allowed)
    found.demand_sound(allowed)
