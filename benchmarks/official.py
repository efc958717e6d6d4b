"""Import of the largest official files: read and check, store as Parquet, compute the figures."""

import os
import time
from pathlib import Path
from typing import Final

from ambos.evidence.catalogue import open_set, preview, store
from ambos.evidence.figures import figures_of
from ambos.evidence.reading import read
from benchmarks.measuring import Stopwatch, say

FOLDER: Final = Path(
    os.environ.get("AMBOS_SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data")
)
FILES: Final = (
    "cbp/nationwide-drugs-fy19-fy22.csv.gz",
    "cbp/nationwide-drugs-fy23-fy26-dec.csv.gz",
    "sesnsp/victims_state_month_2015-01_2023-12.parquet",
)


def present() -> list[Path]:
    """Give the official files that are on this machine."""
    return [FOLDER / name for name in FILES if (FOLDER / name).is_file()]


def largest() -> Path | None:
    """Give the largest of them, or nothing."""
    return max(present(), key=lambda path: path.stat().st_size, default=None)


def imports(folder: Path, watch: Stopwatch) -> None:
    """Take each file all the way to its figures."""
    found = present()
    for name in set(FILES) - {str(path.relative_to(FOLDER)) for path in found}:
        say(f"  skipped: {name} is not in the folder of official files (AMBOS_SHARED_DATA)")
    for path in found:
        _import(path, folder, watch)


def _import(path: Path, folder: Path, watch: Stopwatch) -> None:
    started = time.perf_counter()
    rows = read(path).table.num_rows
    say(f"  {path.name}: {rows:,} rows, read once in {time.perf_counter() - started:.2f} s to warm up")
    with watch.row(f"{path.name}: read and check rows", rows):
        file = read(path)
    with watch.row(f"{path.name}: preview", rows):
        seen = preview(file)
    with watch.row(f"{path.name}: store as Parquet", rows):
        stored = store(file.table, folder)
    with watch.row(f"{path.name}: figures from the store", rows):
        figures = figures_of(open_set(stored.path, stored.rows_digest).path, file.reader, seen.as_of)
    say(f"  {path.name}: {len(figures):,} figures")
