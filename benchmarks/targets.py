"""What this project promised itself, and whether a run kept it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from benchmarks import runs
from benchmarks.faces import Wait
from benchmarks.measuring import Row

FLAT = 1.25  # dearer at the largest size than at the smallest by a quarter at most


class Target(NamedTuple):
    """One promise, what it comes to at this machine's pace, what was measured, and whether it was kept."""

    what: str
    wanted: str
    paced: str
    measured: str
    met: bool
    met_at_pace: bool


def rate(what: str, wanted: float, measured: float, pace: float) -> Target:
    """Judge a rate per CPU second; ``pace`` is this machine's share of the one that the bars were set on."""
    paced = wanted * pace
    return Target(
        what, f"{wanted:,.0f} per CPU second", f"{paced:,.0f}", f"{measured:,.0f}",
        measured >= wanted, measured >= paced,
    )  # fmt: skip


def wait(what: str, most: float, measured: float, pace: float) -> Target:
    """Judge a wait in seconds."""
    paced = most / pace
    return Target(
        what, f"less than {most} s", f"{paced:.2f} s", f"{measured:.2f} s", measured < most, measured < paced
    )


def judged(rows: Sequence[Row], waits: Sequence[Wait], pace: float) -> Iterator[Target]:
    """Hold the rows of SQLite, at the largest size, and the waits against the promises."""
    found = {(row.what, row.size): row for row in rows if row.place == "SQLite"}
    sizes = sorted({size for _, size in found})
    for what, wanted in (
        (runs.written(runs.INDIVIDUALLY), 10_000),
        (runs.received(runs.INDIVIDUALLY), 10_000),
        (runs.received(runs.BATCHED), 35_000),
        (runs.TREE, 500_000),
    ):
        yield rate(what, wanted, found[what, sizes[-1]].per_cpu, pace)
    for what in (runs.written(runs.INDIVIDUALLY), runs.received(runs.INDIVIDUALLY), runs.TREE):
        dearer = found[what, sizes[0]].per_cpu / found[what, sizes[-1]].per_cpu
        yield Target(
            f"{what}: cost of one at {sizes[-1]:,} against {sizes[0]:,}", f"{FLAT} at most", "the same",
            f"{dearer:.2f}", dearer <= FLAT, dearer <= FLAT,
        )  # fmt: skip
    for waited in waits:
        for name, most in (("ambos --help", 0.3), ("ambos review", 2.0), ("ambos import", 3.0)):
            if waited.what.startswith(name):
                yield wait(waited.what, most, waited.middle, pace)
