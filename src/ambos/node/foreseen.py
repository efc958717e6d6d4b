"""What an import would do: the figures that a file gives, and what they change of those held before.

Nothing is written. The figures of definitions are not among them: they are asked once the rows are stored.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import pyarrow.parquet

from ambos.evidence.catalogue import open_set
from ambos.evidence.figures import FigureRow, figures_over, plain
from ambos.evidence.reader import ROW_PERIOD, ROW_YEAR
from ambos.evidence.reading import OfficialFile
from ambos.evidence.revisions import Revision, revisions
from ambos.evidence.stored import path_of
from ambos.kernel.shelf import Thing
from ambos.node.imports import Seen, begun, held_before, subject_of
from ambos.node.node import Node

ROWS_SHOWN: Final = 10


@dataclass(frozen=True)
class Foreseen:
    """What a file would bring: its figures, what they change, and its first rows by column."""

    figures: tuple[FigureRow, ...]
    revisions: tuple[Revision, ...]
    sample: tuple[Mapping[str, Any], ...]

    def counts(self) -> dict[str, int]:
        """Give how many figures are revised, added and dropped."""
        sorts = ("revised", "added", "dropped")
        return {sort: sum(each.sort == sort for each in self.revisions) for sort in sorts}


def foresee(node: Node, seen: Seen) -> Foreseen:
    """Give what taking a file in would bring; where nothing of its format is held, nothing is a revision."""
    figures = begun(figures_over(seen.file.table, seen.preview.reader, seen.as_of), node)
    held = held_before(node.shelf, seen.preview.reader.code, subject_of(seen))
    changed = tuple(revisions(held, figures)) if held else ()
    return Foreseen(tuple(figures), changed, tuple(sample_of(seen.file)))


def sample_of(file: OfficialFile, count: int = ROWS_SHOWN) -> Iterator[Mapping[str, Any]]:
    """Give the first rows as they are kept: the columns that the file has, and the period of each."""
    names = [name for name in file.table.column_names if name in (*file.columns, ROW_PERIOD, ROW_YEAR)]
    yield from (_spelled(row) for row in file.table.select(names).slice(0, count).to_pylist())


def stored_sample(node: Node, thing: Thing, count: int = ROWS_SHOWN) -> tuple[Mapping[str, Any], ...]:
    """Give the first rows of an evidence set as they lie here; refused: missing or altered."""
    digest = str(thing.get("rows_digest"))
    path = open_set(path_of(node.config.evidence, digest), digest).path
    with pyarrow.parquet.ParquetFile(path) as file:
        batch = next(file.iter_batches(count), None)
    return () if batch is None else tuple(_spelled(row) for row in batch.to_pylist())


def _spelled(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give a row with its decimal numbers as short as they can be written."""
    return {name: plain(value) if isinstance(value, Decimal) else value for name, value in row.items()}
