"""``ambos import``: an official file becomes evidence and figures."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from ambos.evidence.catalogue import Preview
from ambos.evidence.revisions import Revision
from ambos.faces.cli.declare import JSON, Argument, Option, Verb
from ambos.faces.cli.engines import engine_of
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import DAY, FILE
from ambos.node.imports import Imported, Seen, look, take

SHOWN = 40
TOTAL = ("indicator", "period", "value", "unit", "scope")


def import_file(session: Session, file: Path, as_of: str | None, dry_run: bool, json: bool) -> None:
    """Recognise a file, show what it holds, and take it in once."""
    with ExitStack() as bars:

        def watch(step: str) -> Any:
            bars.close()  # one bar at a time
            return bars.enter_context(session.progress(session.say("cli", f"progress.{step}")))

        seen = look(session.node, file, as_of or "", watch)
        bars.close()
        if not json:
            _print_preview(session, seen.preview, seen.as_of)
        done = None if dry_run else take(session.node, seen, watch, engine_of(session))
    if json:
        session.json(_document(seen, done))
        return
    _tell(session, seen, done)


COMMAND = Verb(
    "import",
    import_file,
    (
        Argument("file", FILE),
        Option("as-of", DAY),
        Option("dry-run", flag=True),
        JSON,
    ),
)


def _tell(session: Session, seen: Seen, done: Imported | None) -> None:
    """Say what was done, and list what it changed."""
    if done is None:
        session.tell(session.say("cli", "import.dry"))
    elif seen.known is not None and not done.figures:
        known = seen.known
        session.tell(session.say("cli", "import.known", evidence=known.subject, party=known.owner))
    else:
        count = session.shown.formats.number(done.figures)
        session.tell(session.say("cli", "import.done", evidence=done.evidence, count=count))
        _tell_defined(session, done.defined)
        _print_revisions(session, done.revisions)


def _tell_defined(session: Session, count: int) -> None:
    """Say how many figures of definitions the file changed, if any."""
    if count:
        session.tell(session.say("definitions", "import.defined", count=session.shown.formats.number(count)))


def _print_preview(session: Session, seen: Preview, as_of: str) -> None:
    from ambos.faces.cli.printing import line, pairs, table
    from ambos.values.dates import Day, Period

    shown = session.shown
    line(session.language.label("codes", f"evidence-reader.{seen.reader.code}"), "bold")
    first, last = (shown.formats.period(Period.parse(month)) for month in (seen.first, seen.last))
    pairs(
        [
            (shown.field_name("evidence", "publisher"), seen.reader.publisher),
            (shown.field_name("evidence", "rows"), shown.formats.number(seen.rows)),
            (
                session.say("cli", "import.months"),
                session.say("cli", "import.from-to", first=first, last=last),
            ),
            (shown.field_name("evidence", "as_of"), shown.formats.day(Day.parse(as_of))),
            (shown.field_name("evidence", "file_digest"), seen.digest),
        ]
    )
    for new in seen.new_codes:
        data = {"column": new.column, "value": new.value, "count": shown.formats.number(new.rows)}
        session.tell(session.say("cli", "import.new-code", **data))
    if seen.repeats:
        session.tell(session.say("cli", "import.repeats", count=shown.formats.number(seen.repeats)))
    head = [shown.field_name("figure", name) for name in TOTAL]
    table(head, [_total(session, vars(row)) for row in seen.totals], right=(2,), whole=(0, 1, 3))


def _total(session: Session, row: dict[str, str]) -> tuple[str, ...]:
    figure = session.node.register["figure"].by_name
    return (row["indicator"], *(session.shown.cell(figure[name], row[name]) for name in TOTAL[1:]))


def _print_revisions(session: Session, found: Sequence[Revision]) -> None:
    """List what the new vintage revised and dropped, and count what it added."""
    from ambos.faces.cli.printing import heading, line, table

    if not found:
        return
    shown = session.shown
    heading(session.say("cli", "import.revisions"))
    for sort in ("revised", "added", "dropped"):
        count = sum(each.sort == sort for each in found)
        said = session.language.label("codes", f"revision-sort.{sort}")
        line(session.say("cli", "import.counted", count=shown.formats.number(count), sort=said))
    listed = [each for each in found if each.sort != "added"]
    figure = session.node.register["figure"].by_name
    rows = [
        (
            each.indicator,
            each.period,
            shown.value(figure["place"], each.place),
            shown.cell(figure["value"], each.old),
            shown.cell(figure["value"], each.new),
            "" if each.percent is None else f"{each.percent}%",
        )
        for each in listed[:SHOWN]
    ]
    columns = ("indicator", "period", "place")
    head = [*(shown.field_name("figure", name) for name in columns)]
    head += [session.say("cli", f"column.{name}") for name in ("before", "after", "change")]
    if rows:
        table(head, rows, right=(3, 4, 5))
    if len(listed) > SHOWN:
        line(session.say("cli", "opened.more", count=len(listed) - SHOWN))


def _document(seen: Seen, done: Imported | None) -> dict[str, object]:
    preview = seen.preview
    return {
        "reader": preview.reader.code,
        "file": preview.file_name,
        "digest": preview.digest,
        "rows": preview.rows,
        "first": preview.first,
        "last": preview.last,
        "as_of": seen.as_of,
        "known": None if seen.known is None else seen.known.subject,
        "new_codes": [vars(new) for new in preview.new_codes],
        "repeats": preview.repeats,
        "totals": [vars(row) for row in preview.totals],
        "evidence": None if done is None else done.evidence,
        "figures": 0 if done is None else done.figures,
        "defined": 0 if done is None else done.defined,
        "revisions": [] if done is None else [vars(each) for each in done.revisions],
    }
