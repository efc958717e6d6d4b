"""A page of things of one kind, as a list that people read or as JSON."""

from collections.abc import Sequence

from ambos.faces.cli.session import Session
from ambos.kernel.paging import Page


def list_things(
    session: Session, kind: str, found: Page, columns: Sequence[str], words: str, right: tuple[int, ...] = ()
) -> None:
    """Print things with these fields of theirs; ``words`` has the sentences ``none`` and ``counted``."""
    from ambos.faces.cli.printing import line, table

    if not found.things:
        line(session.say(words, "none"))
        return
    fields = session.node.register[kind].by_name
    head = [session.say("cli", "column.id"), *(session.shown.field_name(kind, name) for name in columns)]
    rows = [
        (one.slug, *(session.shown.cell(fields[name], one.get(name)) for name in columns))
        for one in found.things
    ]
    table(head, rows, right=right, whole=(0, 1))
    session.tell(session.say(words, "counted", count=len(found.things), total=found.total))


def print_things(session: Session, found: Page) -> None:
    """Print things as JSON, each with its record and body."""
    session.json(
        [{"subject": one.subject, "record": one.rid, "body": dict(one.body)} for one in found.things]
    )
