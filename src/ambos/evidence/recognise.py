"""Which known format a file is in, told by the names of its columns and nothing else."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from ambos.evidence.errors import ColumnMissing, ColumnRenamed, ColumnUnknown, FileForeign, UnitChanged
from ambos.evidence.files import header_of
from ambos.evidence.reader import Reader
from ambos.evidence.readers import READERS


def recognise(path: Path) -> Reader:
    """Give the format whose columns are the file's, in any order; some formats may lack some columns.

    Refused: a file that shares less than two thirds of its columns with every known format (foreign), and one
    that comes near a format but lacks columns or has others (renamed, missing, unknown); also everything that
    ``header_of`` refuses.
    """
    header = header_of(path)
    nearest = max(READERS, key=lambda reader: _nearness(header, reader))
    missing, unknown = _missing(header, nearest), _without(header, nearest.columns)
    if not missing and not unknown:
        return nearest
    if 3 * len(missing) > len(nearest.columns):
        raise FileForeign(file=path.name, known=tuple(reader.title for reader in READERS))
    raise _changed(path.name, nearest.title, missing, unknown)


def _changed(
    file: str, title: str, missing: list[str], unknown: list[str]
) -> ColumnRenamed | ColumnMissing | ColumnUnknown:
    if missing and unknown:
        other_unit = [_bare(name) for name in missing] == [_bare(name) for name in unknown]
        renamed = UnitChanged if other_unit else ColumnRenamed
        return renamed(file=file, format=title, missing=", ".join(missing), unknown=", ".join(unknown))
    if missing:
        return ColumnMissing(file=file, format=title, missing=", ".join(missing))
    return ColumnUnknown(file=file, format=title, unknown=", ".join(unknown))


def _bare(name: str) -> str:
    """Give the name of a column without the unit that stands behind it in brackets."""
    return name.partition("(")[0].strip().casefold()


def _nearness(header: Sequence[str], reader: Reader) -> tuple[int, float]:
    """Count the shared columns, less those that differ; between equals, weigh how alike the names are.

    None comes as near as a format that differs in nothing, whatever the others share with it.
    """
    missing, unknown = _missing(header, reader), _without(header, reader.columns)
    alike = sum(SequenceMatcher(None, *pair).ratio() for pair in zip(missing, unknown, strict=False))
    return len(header) - 2 * len(unknown) - len(missing), alike


def _missing(header: Sequence[str], reader: Reader) -> list[str]:
    return [name for name in reader.columns if name not in header and name not in reader.may_lack]


def _without(header: Sequence[str], known: Iterable[str]) -> list[str]:
    """Give the names of a header that are left when each known column is taken out once."""
    left = list(header)
    for name in known:
        if name in left:
            left.remove(name)
    return left
