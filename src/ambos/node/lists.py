"""Official lists taken in, version by version: shown, searched, and held against each other.

A version is one signed evidence record; its entries lie as Parquet under their digest, which is checked
before they are used.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet

from ambos.domains import DateInFuture
from ambos.evidence.catalogue import open_set, store
from ambos.evidence.errors import EvidenceMissing, ListsUnlike, ListUndated
from ambos.evidence.files import Progress
from ambos.evidence.lists.differences import Difference, differences
from ambos.evidence.lists.entry import FIELDS
from ambos.evidence.lists.finding import Found, find
from ambos.evidence.lists.opened import Source
from ambos.evidence.lists.reading import FORMATS, OfficialList, read_list
from ambos.evidence.stored import path_of
from ambos.kernel.access import IMPORT
from ambos.kernel.acts import New
from ambos.kernel.shelf import Shelf, Thing
from ambos.node.node import Node
from ambos.values.dates import Day
from ambos.values.errors import NotFound
from ambos.values.handling import PUBLIC

READING, STORING = "reading", "storing"
PREFIX: Final = "list-"
EVIDENCE: Final = "evidence"
Watch = Callable[[str], Progress]


@dataclass(frozen=True)
class SeenList:
    """A list that was read and checked, of which day it is, and the version on record if it is known."""

    file: OfficialList
    as_of: str
    known: Thing | None


@dataclass(frozen=True)
class Versions:
    """A list and its versions, the newest first."""

    code: str
    versions: tuple[Thing, ...]


@dataclass(frozen=True)
class Compared:
    """Two versions of one list, the older first, and what changed; ``untold`` names the fields left out.

    A field that only one of the versions tells says nothing of a change.
    """

    before: Thing
    after: Thing
    differences: tuple[Difference, ...]
    untold: tuple[str, ...]

    def count(self, sort: str) -> int:
        """Count the differences of a sort."""
        return sum(one.sort == sort for one in self.differences)


@dataclass(frozen=True)
class Foreseen:
    """What a list that was read would change of the version before its day; nothing if there is none.

    ``here`` says whether the entries of that version are at this node; ``newer`` is the newest version, where
    it is of a later day than the list that was read.
    """

    before: Thing | None
    newer: Thing | None
    differences: tuple[Difference, ...] = ()
    untold: tuple[str, ...] = ()
    here: bool = True

    def count(self, sort: str) -> int:
        """Count the differences of a sort."""
        return sum(one.sort == sort for one in self.differences)


@dataclass(frozen=True)
class FoundIn:
    """What was found in the newest version of a list; ``here`` says whether its entries are at this node."""

    version: Thing
    found: tuple[Found, ...]
    here: bool = True


def look(node: Node, paths: Sequence[Source], as_of: str, watch: Watch) -> SeenList:
    """Read and check a list; nothing is written.

    Refused: a person without the right, a list whose day nobody tells, a day that has not come, and all that
    ``read_list`` refuses.
    """
    node.demand(IMPORT)
    if as_of:
        Day.parse(as_of)
    file = read_list(paths, watch(READING))
    known = next(iter(node.shelf.having(EVIDENCE, "file_digest", (file.file_digest,))), None)
    day = str(known.get("as_of")) if known else as_of or file.made_on
    if not day:
        raise ListUndated(file=file.file_name)
    if Day.parse(day).first > node.today():
        raise DateInFuture(field="as_of", value=day, today=node.today())
    return SeenList(file, day, known)


def take(node: Node, seen: SeenList, watch: Watch) -> str:
    """Store the entries and sign the version, unless it is on record; give its subject."""
    stored = store(seen.file.table, node.config.evidence, watch(STORING))
    if seen.known:
        return seen.known.subject
    file = seen.file
    slug = f"{file.form.code}-{file.file_digest[:12]}"
    body: dict[str, object] = {
        "reader": file.form.code,
        "title": file.form.title,
        "file_name": file.file_name,
        "file_digest": file.file_digest,
        "rows": file.table.num_rows,
        "rows_digest": stored.rows_digest,
        "first": seen.as_of,
        "last": seen.as_of,
        "as_of": seen.as_of,
        "publisher": file.form.publisher,
        "columns": list(file.columns),
    }
    node.propose([New(EVIDENCE, slug, body, PUBLIC)])
    return f"{EVIDENCE}/{slug}"


def foresee(node: Node, seen: SeenList) -> Foreseen:
    """Say what taking a list in would change; nothing is written. Refused: an altered version before."""
    held = next((one.versions for one in lists(node.shelf) if one.code == seen.file.form.code), ())
    others = [thing for thing in held if seen.known is None or thing.subject != seen.known.subject]
    day = Day.parse(seen.as_of)
    before = next((thing for thing in others if Day.parse(thing.get("as_of")).last <= day.last), None)
    newer = next((thing for thing in others[:1] if Day.parse(thing.get("as_of")).last > day.last), None)
    if before is None:
        return Foreseen(None, newer)
    told = both_tell(before.get("columns"), seen.file.columns)
    untold = tuple(name for name in FIELDS if name not in told)
    try:
        found = differences(table_of(node, before), seen.file.table, told)
        return Foreseen(before, newer, tuple(found), untold)
    except EvidenceMissing:
        return Foreseen(before, newer, here=False)


def both_tell(*columns: Sequence[str] | None) -> list[str]:
    """Give the fields that all versions tell; one that names none tells all."""
    return [name for name in FIELDS if all(name in (told or FIELDS) for told in columns)]


def lists(shelf: Shelf) -> tuple[Versions, ...]:
    """Give every list that has a version the person may see."""
    found: dict[str, list[Thing]] = {}
    for thing in shelf.having(EVIDENCE, "reader", tuple(FORMATS)):
        found.setdefault(str(thing.get("reader")), []).append(thing)
    return tuple(
        Versions(code, tuple(sorted(found[code], key=_age, reverse=True)))
        for code in FORMATS
        if code in found
    )


def _age(thing: Thing) -> tuple[Any, ...]:
    day = Day.parse(thing.get("as_of"))
    return day.last, day.first, thing.rid


def version(shelf: Shelf, name: str) -> Thing:
    """Give a version by its own name, or the newest of a list named with or without ``list-``.

    ``NotFound`` if there is none that the person may see.
    """
    for each in lists(shelf):
        if name in (each.code, each.code.removeprefix(PREFIX)):
            return each.versions[0]
        for thing in each.versions:
            if name in (thing.slug, thing.subject):
                return thing
    raise NotFound(name=name)


def earlier(shelf: Shelf, thing: Thing) -> Thing | None:
    """Give the version of the same list before this one, if there is one."""
    held = next((one.versions for one in lists(shelf) if one.code == thing.get("reader")), ())
    return next((one for one in held if _age(one) < _age(thing)), None)


def table_of(node: Node, thing: Thing) -> pa.Table:
    """Give the entries of a version; refused: rows that are missing here, or altered."""
    return table_in(node.config.evidence, thing)


def table_in(folder: Path, thing: Thing, columns: Sequence[str] | None = None) -> pa.Table:
    """Give the entries of a version, or some columns of them, from a folder of evidence; refused as above."""
    digest = str(thing.get("rows_digest"))
    path = open_set(path_of(folder, digest), digest).path
    return pyarrow.parquet.read_table(path, columns=None if columns is None else list(columns))


def entries(
    node: Node, thing: Thing, start: int, count: int, key: str = ""
) -> tuple[list[dict[str, Any]], int]:
    """Give entries of a version in the order of their keys, from a place on, and how many there are.

    With a ``key``, its entry alone.
    """
    table = table_of(node, thing)
    if key:
        table = table.filter(pa.compute.field("key") == key)
    rows: list[dict[str, Any]] = table.slice(max(start, 0), count).to_pylist()
    return rows, table.num_rows


def differ(node: Node, first: str, second: str) -> Compared:
    """Say what changed between two versions of one list, from the older to the newer."""
    one, other = version(node.shelf, first), version(node.shelf, second)
    if one.get("reader") != other.get("reader"):
        raise ListsUnlike(first=one.slug, second=other.slug)
    before, after = sorted((one, other), key=_age)
    told = both_tell(before.get("columns"), after.get("columns"))
    found = differences(table_of(node, before), table_of(node, after), told)
    return Compared(before, after, tuple(found), tuple(name for name in FIELDS if name not in told))


def find_name(node: Node, asked: str) -> tuple[FoundIn, ...]:
    """Find a name in the newest version of every list; a list where it is not stands there empty.

    Refused: entries that are here and altered. Those that have not come yet are searched by nobody, and the
    answer says so.
    """
    return tuple(_found_in(node, each.versions[0], asked) for each in lists(node.shelf))


def find_in(node: Node, thing: Thing, asked: str) -> tuple[Found, ...]:
    """Find a name in one version; refused: entries that are missing here, or altered."""
    return tuple(find(table_of(node, thing), asked))


def _found_in(node: Node, thing: Thing, asked: str) -> FoundIn:
    try:
        return FoundIn(thing, find_in(node, thing, asked))
    except EvidenceMissing:
        return FoundIn(thing, (), here=False)
