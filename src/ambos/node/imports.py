"""Take an official file in: its rows under one signed evidence record, its figures under one batch.

The order makes an interruption harmless: rows, then the evidence record, then the figures, then those of the
definitions that read such files; a second run writes what is missing and nothing else.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from ambos.domains import DateInFuture, DatesReversed
from ambos.evidence.catalogue import Preview, evidence_body, preview, store
from ambos.evidence.doubts import demand_believable
from ambos.evidence.engines import DuckEngine
from ambos.evidence.figures import METHOD, FigureRow, definition_of, figures_of
from ambos.evidence.reading import OfficialFile, read
from ambos.evidence.revisions import Revision, revisions
from ambos.kernel.access import IMPORT
from ambos.kernel.acts import New
from ambos.kernel.shelf import Shelf, Thing
from ambos.node.definitions import Opened, compute
from ambos.node.node import Node, Progress
from ambos.node.pedigree import Pedigree, checkpoint_of, news
from ambos.values.dates import Day, Period
from ambos.values.handling import PUBLIC

READING, STORING, SIGNING = "reading", "storing", "signing"
Watch = Callable[[str], Progress]


@dataclass(frozen=True)
class Seen:
    """A file that was read and checked, with who has imported it before, if anybody has."""

    file: OfficialFile
    preview: Preview
    as_of: str
    known: Thing | None


@dataclass(frozen=True)
class Imported:
    """What an import wrote: how many figures, and what they changed of what was held before.

    ``defined`` counts the figures of definitions that read files of this format.
    """

    evidence: str
    figures: int
    revisions: tuple[Revision, ...]
    defined: int = 0


def look(node: Node, path: Path, as_of: str, watch: Watch) -> Seen:
    """Read and check a file; nothing is written. Refused: a person without the right, an impossible vintage.

    ``as_of`` is the day on which the publisher said so; if empty, the last day of the newest month.
    """
    node.demand(IMPORT)
    if as_of:
        Day.parse(as_of)
    file = read(path, watch(READING))
    demand_believable(file, node.today())
    seen = preview(file)
    vintage = as_of or (node.today().isoformat() if file.reader.ahead else seen.as_of)
    _demand_possible(vintage, seen, node)
    held = (thing for thing in node.shelf.things("evidence") if thing.get("file_digest") == seen.digest)
    known = next(held, None)
    return Seen(file, seen, str(known.get("as_of")) if known else vintage, known)


def _demand_possible(as_of: str, seen: Preview, node: Node) -> None:
    """Refuse a vintage that has not come, or that lies before what it tells."""
    day = Day.parse(as_of)
    if day.first > node.today():
        raise DateInFuture(field="as_of", value=as_of, today=node.today())
    if not seen.reader.ahead and day.last < Period.parse(seen.last).first:
        raise DatesReversed(first="period", first_value=seen.last, second="as_of", second_value=as_of)


def take(node: Node, seen: Seen, watch: Watch, engine: Opened = DuckEngine) -> Imported:
    """Store a file's rows, sign their evidence record, and write the figures that are not there yet.

    Then the definitions that read files of this format are computed anew, and what changed is written. Of a
    file that a partner imported only the rows are kept: its figures are on the record already.
    """
    stored = store(seen.file.table, node.config.evidence, watch(STORING))
    if seen.known is not None and seen.known.owner != node.config.party:
        return Imported(seen.known.subject, 0, ())
    reader, slug = seen.preview.reader, slug_of(seen)
    evidence = subject_of(seen)
    rows = begun(figures_of(stored.path, reader, seen.as_of, engine()), node)
    held = held_before(node.shelf, reader.code, evidence)
    if seen.known is None:
        node.propose([New("evidence", slug, evidence_body(seen.preview, stored, seen.as_of), PUBLIC)])
    pedigree = Pedigree(
        definition_of(reader), METHOD, (f"{reader.code}:{stored.rows_digest}",), checkpoint_of(node)
    )
    lacking = missing(node.shelf, news(rows, pedigree, seen.preview.digest, evidence))
    node.state(lacking)
    watch(SIGNING)(len(lacking), len(lacking))
    defined = compute(node, [reader.code], engine)
    changed = tuple(revisions(held, rows)) if held and lacking else ()
    return Imported(evidence, len(lacking), changed, defined)


def slug_of(seen: Seen) -> str:
    """Give the name under which the evidence of a file is kept."""
    return f"{seen.preview.reader.code}-{seen.preview.digest[:12]}"


def subject_of(seen: Seen) -> str:
    """Give the evidence that a file is, or would become."""
    return seen.known.subject if seen.known else f"evidence/{slug_of(seen)}"


def begun(rows: Iterable[FigureRow], node: Node) -> list[FigureRow]:
    """Leave out what is projected for periods that have not come: it denominates, and is no figure yet."""
    return [row for row in rows if Period.parse(row.period).first <= node.today()]


def missing(shelf: Shelf, wanted: Iterable[New]) -> list[New]:
    """Give the figures that are not on the record yet."""
    return [new for new in wanted if not shelf.versions(new.subject)]


def held_before(shelf: Shelf, reader: str, besides: str) -> list[FigureRow]:
    """Give the newest value of each figure that other files of the same format brought."""
    sets = {t.subject for t in shelf.things("evidence") if t.get("reader") == reader and t.subject != besides}
    figures = (thing for thing in shelf.things("figure") if thing.get("evidence") in sets)
    newest = {_key(thing): thing for thing in sorted(figures, key=lambda thing: str(thing.get("as_of")))}
    return [_row(thing) for thing in newest.values()]


def _key(thing: Thing) -> tuple[str, ...]:
    return tuple(str(thing.get(name)) for name in ("indicator", "period", "place", "scope"))


def _row(thing: Thing) -> FigureRow:
    names = ("period", "place", "value", "unit", "scope", "publisher", "as_of", "status")
    told = {name: str(thing.get(name) or "") for name in names}
    return FigureRow(indicator=str(thing.get("indicator")).removeprefix("indicator/"), **told)
