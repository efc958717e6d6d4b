"""What anybody may see of a node: a fold of its public records alone, as if it held no others.

A reader without rights on the usual tables would still be told something of what is not public: a public
promise whose newest version is not would vanish, and an unreleased countersignature would show. Folding the
public records by themselves gives each thing as it stands in public.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from ambos.kernel.access import NOBODY
from ambos.kernel.keys import KeyBook
from ambos.kernel.merkle import leaf_hash
from ambos.kernel.projection import Projection
from ambos.kernel.reading import Opened
from ambos.kernel.records import DECISIONS
from ambos.kernel.release_kinds import KERNEL
from ambos.kernel.settling import every_recalled
from ambos.kernel.shelf import Shelf
from ambos.kernel.store.sqlite import SqliteTables
from ambos.node.node import Node

KEPT: Final = "logs/public.db"
NOWHERE: Final[Mapping[str, int]] = {}


class PublicSource:
    """A log of a node as the fold reads it, of which only public records are there."""

    def __init__(self, node: Node, log: str, stop: int | None) -> None:
        self.name = log
        self._stop = stop
        self.leaves: set[bytes] = set()
        self._reader = node.reader(log)
        self._book = node.book(log)
        self._recalled = every_recalled(node.projection.tables)
        self._counted = {
            kind.name for kind in node.register if kind.domain != KERNEL or kind.name in DECISIONS
        }

    @property
    def book(self) -> KeyBook:
        """Give the keys under which the log's records are signed."""
        return self._book

    def size(self) -> int:
        """Give how long the log is, or how much of its beginning is read."""
        return self._reader.log.size if self._stop is None else self._stop

    def read(self, start: int, stop: int) -> Iterator[Opened]:
        """Give the public records among these places, and note their leaf hashes."""
        for opened in unrecalled(self._reader.read(start, stop), self._recalled):
            header = opened.statement.header
            if header.label.public:
                if header.kind in self._counted:
                    self.leaves.add(leaf_hash(opened.statement.data))
                yield opened


def unrecalled(records: Iterable[Opened], recalled: Collection[str]) -> Iterator[Opened]:
    """Give records in order, those that are recalled today without their bodies: no day shows them."""
    for opened in records:
        hidden = opened.statement.header.rid.hex() in recalled
        yield opened._replace(body=None) if hidden else opened


@dataclass(frozen=True)
class Released:
    """The public records of a node: as a shelf, how many there are, and a digest of all of them.

    The digest is the SHA-256 of their leaf hashes in ascending order, each once, without the records that a
    node keeps of its own keys and logs. Two nodes that hold the same public records have the same digest.
    """

    shelf: Shelf
    count: int
    digest: str


@contextmanager
def released(node: Node, today: date, stops: Mapping[str, int] = NOWHERE) -> Iterator[Released]:
    """Fold the public records of a node into tables of their own, which are gone afterwards.

    ``stops`` names the logs of which only the beginning is read, each with the place where that ends.
    """
    sources = [PublicSource(node, log, stops.get(log)) for log in folded_logs(node)]
    with TemporaryDirectory() as folder:
        tables = SqliteTables(Path(folder) / "tables.db")
        try:
            Projection(tables, node.register, node.config.party).update(sources)
            leaves = set[bytes]().union(*(source.leaves for source in sources))
            digest = sha256(b"".join(sorted(leaves))).hexdigest()
            yield Released(Shelf(tables, node.register, NOBODY, today), len(leaves), digest)
        finally:
            tables.close()


@contextmanager
def standing(node: Node) -> Iterator[Shelf]:
    """Give what the public may see today, from tables that are kept beside the node's own and folded on.

    They hold what ``released`` would: where a log is no longer read, or a recall came or was taken back, they
    follow. They may be deleted, and are where bodies are destroyed (``shredding``).
    """
    sources = [PublicSource(node, log, None) for log in folded_logs(node)]
    tables = SqliteTables(node.config.home / KEPT)
    try:
        projection = Projection(tables, node.register, node.config.party)
        if projection.cursors().keys() - {source.name for source in sources}:
            projection.drop()
        projection.update(sources)
        _hide(projection, sources, every_recalled(node.projection.tables))
        yield Shelf(tables, node.register, NOBODY, node.today())
    finally:
        tables.close()


def _hide(projection: Projection, sources: Sequence[PublicSource], recalled: set[str]) -> None:
    """Say anew how the things stand whose records were recalled since, or are no more."""
    tables = projection.tables
    tables.execute("CREATE TABLE IF NOT EXISTS hidden(rid TEXT PRIMARY KEY)")
    before = {rid for (rid,) in tables.execute("SELECT rid FROM hidden")}
    if changed := before ^ recalled:
        projection.settle_anew(sources, sorted(changed))
        with tables.transaction():
            tables.execute("DELETE FROM hidden")
            tables.insert("hidden", [(rid,) for rid in sorted(recalled)])


def folded_logs(node: Node) -> list[str]:
    """Give the names of the logs that the tables are folds of: the house log and each mirror."""
    return [node.house, *(mirror.name for mirror in node.mirrors().values())]
