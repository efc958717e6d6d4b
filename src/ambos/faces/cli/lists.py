"""``ambos lists``: official lists by version; their entries, what changed, where a name stands."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ambos.faces.cli.declare import JSON, Argument, Noun, Option
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import DAY, FILE, NUMBER, TEXT, OneOf

if TYPE_CHECKING:
    from ambos.evidence.lists.differences import Difference
    from ambos.kernel.shelf import Thing
    from ambos.node.lists import Compared, FoundIn

COMMAND = Noun("lists", usual="show")
LISTS: Final = "lists"
CHANGES: Final = ("added", "removed", "changed")
SHOWN: Final = 50
LONGEST: Final = 120


@COMMAND.verb("import", Argument("files", FILE, many=True), Option("as-of", DAY), JSON)
def import_(session: Session, files: Sequence[Path], as_of: str | None, json: bool) -> None:
    """Take a version of a list in, of one file or of the files that OFAC splits it into."""
    from ambos.node.lists import look, take

    with ExitStack() as bars:

        def watch(step: str) -> Any:
            bars.close()  # one bar at a time
            return bars.enter_context(session.progress(session.say("cli", f"progress.{step}")))

        seen = look(session.node, files, as_of or "", watch)
        evidence = take(session.node, seen, watch)
    told = {"evidence": evidence, "list": seen.file.form.code, "as_of": seen.as_of}
    if json:
        session.json({**told, "rows": seen.file.table.num_rows, "known": seen.known is not None})
        return
    session.print(evidence)
    count = session.shown.formats.number(seen.file.table.num_rows)
    key = "known" if seen.known else "taken"
    session.tell(
        session.say(LISTS, key, name=_name(session, seen.file.form.code), day=seen.as_of, count=count)
    )


@COMMAND.verb("show", JSON)
def show(session: Session, json: bool) -> None:
    """List the lists and their versions, the newest first."""
    from ambos.node.lists import lists

    found = lists(session.node.shelf)
    if json:
        session.json([{"list": one.code, "versions": [_plain(v) for v in one.versions]} for one in found])
        return
    from ambos.faces.cli.printing import heading, table

    if not found:
        session.tell(session.say(LISTS, "none"))
    shown, kind = session.shown, session.node.register["evidence"].by_name
    names = ("as_of", "rows", "file_name")
    head = [session.say("cli", "column.id"), *(shown.field_name("evidence", name) for name in names)]
    for one in found:
        heading(_name(session, one.code))
        rows = [
            (thing.slug, *(shown.cell(kind[name], thing.get(name)) for name in names))
            for thing in one.versions
        ]
        table(head, rows, right=(2,), whole=(0, 1))


@COMMAND.verb(
    "entries",
    Argument("list"),
    Option("key", TEXT, key="option.list-key"),
    Option("start", NUMBER, default=0, key="option.list-start"),
    Option("count", NUMBER, default=SHOWN, key="option.list-count"),
    JSON,
)
def entries(session: Session, list: str, key: str | None, start: int, count: int, json: bool) -> None:
    """Show the entries of a version in the order of their keys; with a key, one entry whole."""
    from ambos.node.lists import entries as entries_of
    from ambos.node.lists import version

    thing = version(session.node.shelf, list)
    rows, total = entries_of(session.node, thing, start, count, key or "")
    if json:
        session.json({"version": thing.subject, "total": total, "start": start, "entries": rows})
        return
    from ambos.faces.cli.printing import table

    if key:
        for row in rows:
            _print_entry(session, row)
    else:
        head = [
            session.say(LISTS, f"column.{name}") for name in ("key", "sort", "name", "programs", "status")
        ]
        table(head, [_cells(session, row) for row in rows], whole=(0, 1))
    numbers = session.shown.formats.number
    session.tell(session.say(LISTS, "shown", count=numbers(len(rows)), total=numbers(total)))


def _cells(session: Session, row: dict[str, Any]) -> tuple[str, ...]:
    sort = session.say(LISTS, f"sort.{row['sort']}")
    return row["key"], sort, _short(row["name"]), "; ".join(row["programs"]), row["status"]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _print_entry(session: Session, row: dict[str, Any]) -> None:
    from ambos.faces.cli.printing import line, pairs

    line(row["name"], "bold")
    told = [(session.say(LISTS, f"column.{name}"), _joined(session, name, row[name])) for name in row]
    pairs([(name, text) for name, text in told if text])


def _joined(session: Session, name: str, value: Any) -> str:
    if name == "sort":
        return session.say(LISTS, f"sort.{value}")
    if name == "details":
        return "; ".join(f"{each['name']}: {each['value']}" for each in value)
    return value if isinstance(value, str) else "; ".join(value)


@COMMAND.verb(
    "differ",
    Argument("first"),
    Argument("second"),
    Option("sort", OneOf("sort", *CHANGES), key="option.list-sort"),
    JSON,
)
def differ(session: Session, first: str, second: str, sort: str | None, json: bool) -> None:
    """Say what changed between two versions of a list: added, removed, changed with its fields."""
    from ambos.node.lists import differ as compare

    found = compare(session.node, first, second)
    listed = [one for one in found.differences if sort in (None, one.sort)]
    if json:
        session.json(_document(found, listed))
        return
    _print_differences(session, found, listed)


def _document(found: "Compared", listed: "Sequence[Difference]") -> dict[str, Any]:
    return {
        "before": _plain(found.before),
        "after": _plain(found.after),
        "counts": {sort: found.count(sort) for sort in CHANGES},
        "not_compared": list(found.untold),
        "differences": [asdict(one) for one in listed],
    }


def _print_differences(session: Session, found: "Compared", listed: "Sequence[Difference]") -> None:
    from ambos.faces.cli.printing import line, table

    numbers = session.shown.formats.number
    line(_name(session, str(found.after.get("reader"))), "bold")
    days = {"before": found.before.get("as_of"), "after": found.after.get("as_of")}
    line(session.say(LISTS, "differ.from-to", **days))
    counts = {sort: numbers(found.count(sort)) for sort in CHANGES}
    line(session.say(LISTS, "differ.counted", **counts))
    if found.untold:
        line(session.say(LISTS, "differ.untold", fields=_fields(session, found.untold)))
    head = [session.say(LISTS, f"column.{name}") for name in ("change", "key", "name", "fields")]
    rows = [
        (
            session.say(LISTS, f"change.{one.sort}"),
            one.key,
            _short(one.name),
            _fields(session, [change.field for change in one.changes]),
        )
        for one in listed[:SHOWN]
    ]
    table(head, rows, whole=(0,))
    if len(listed) > SHOWN:
        session.tell(session.say(LISTS, "differ.more", count=numbers(len(listed) - SHOWN)))


def _fields(session: Session, names: Sequence[str]) -> str:
    """Name fields in the reader's language; the publisher's own names stand as they are."""
    return ", ".join(session.language.find(LISTS, f"column.{name}") or name for name in names)


@COMMAND.verb("find", Argument("name"), JSON)
def find(session: Session, name: str, json: bool) -> None:
    """Find a name in the newest version of every list; all its words must stand in one name of an entry."""
    from ambos.node.lists import find_name

    found = find_name(session.node, name)
    if json:
        session.json([_found(one) for one in found])
        return
    from ambos.faces.cli.printing import heading, table

    head = [session.say(LISTS, f"column.{column}") for column in ("key", "name", "by", "programs")]
    for one in found:
        code, day = str(one.version.get("reader")), one.version.get("as_of")
        heading(session.say(LISTS, "find.in", name=_name(session, code), day=day))
        if not one.here:
            session.tell(session.say(LISTS, "find.pending", name=_name(session, code)))
        rows = [
            (each.key, _short(each.name), _short(each.by), "; ".join(each.programs)) for each in one.found
        ]
        table(head, rows[:SHOWN])
    count = sum(len(one.found) for one in found)
    session.tell(session.say(LISTS, "find.counted", count=session.shown.formats.number(count)))
    session.tell(session.say(LISTS, "find.caveat"))


def _found(one: "FoundIn") -> dict[str, Any]:
    return {"version": _plain(one.version), "here": one.here, "found": [asdict(each) for each in one.found]}


def _plain(thing: "Thing") -> dict[str, Any]:
    return {
        "subject": thing.subject,
        "record": thing.rid,
        "as_of": thing.get("as_of"),
        "rows": thing.get("rows"),
    }


def _name(session: Session, code: str) -> str:
    return session.language.label("codes", f"evidence-reader.{code}")
