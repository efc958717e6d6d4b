"""What this project promised itself, and whether a run kept it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from benchmarks import runs
from benchmarks.faces import Wait
from benchmarks.measuring import Row

FLAT = 1.25  # dearer at the largest size than at the smallest by a quarter at most


class Target(NamedTuple):
    """One promise, what was measured, and whether it was kept."""

    what: str
    wanted: str
    measured: str
    met: bool


def judged(rows: Sequence[Row], waits: Sequence[Wait]) -> Iterator[Target]:
    """Hold the rows of SQLite, at the largest size, and the waits against the promises."""
    found = {(row.what, row.size): row for row in rows if row.place == "SQLite"}
    sizes = sorted({size for _, size in found})
    for what, wanted in (
        (runs.written(runs.INDIVIDUALLY), 10_000),
        (runs.received(runs.INDIVIDUALLY), 10_000),
        (runs.received(runs.BATCHED), 35_000),
        (runs.TREE, 500_000),
    ):
        rate = found[what, sizes[-1]].per_cpu
        yield Target(what, f"{wanted:,} per CPU second", f"{rate:,.0f}", rate >= wanted)
    for what in (runs.written(runs.INDIVIDUALLY), runs.received(runs.INDIVIDUALLY), runs.TREE):
        dearer = found[what, sizes[0]].per_cpu / found[what, sizes[-1]].per_cpu
        yield Target(
            f"{what}: cost of one at {sizes[-1]:,} against {sizes[0]:,}", f"{FLAT} at most", f"{dearer:.2f}",
            dearer <= FLAT,
        )  # fmt: skip
    for wait in waits:
        for name, most in (("ambos --help", 0.3), ("ambos review", 2.0), ("ambos import", 3.0)):
            if wait.what.startswith(name):
                yield Target(wait.what, f"less than {most} s", f"{wait.middle:.2f} s", wait.middle < most)
