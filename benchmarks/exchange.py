"""``make bench-exchange``: records from node to node over a real border, beside the same rows with nothing proved.

    python -m benchmarks.exchange [--sizes 10k,100k,1M] [--write docs/performance.md]

Each border is a process of its own; so is every step that is measured, so that its processor seconds and its
peak memory are its own. Everything is made in temporary folders and removed afterwards.
"""

import argparse
import multiprocessing
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ambos.kernel.record import Draft
from ambos.node.config import Config
from ambos.node.node import Node
from ambos.testing.postgres import PostgresCluster
from benchmarks import bare, machine, report
from benchmarks.ledger import sizes
from benchmarks.measuring import Row, Stopwatch, processor_seconds, say
from benchmarks.targets import FLAT, Target
from benchmarks.workload import figures, groups, promises

BATCH: Final = 4096
AT_ONCE: Final = 8192
IDLE: Final = 20  # visits with nothing new
ONE_BY_ONE, BATCHED = "signed one by one", f"signed {BATCH:,} at a time"
MAKERS: Final = {ONE_BY_ONE: promises, BATCHED: figures}
SPAWN: Final = multiprocessing.get_context("spawn")
SECONDS_A_RECORD: Final = 0.0009  # of both ways of signing, all steps, from earlier runs


def fetched(signing: str) -> str:
    """Name the row of receiving."""
    return f"fetch over mutual TLS, open, verify, store; {signing}"


def streamed(signing: str) -> str:
    """Name the row of the bare stream."""
    return f"NDJSON over mutual TLS into a table; bodies of those {signing}"


NOTHING_NEW: Final = "visit with nothing new, the connection included"


@dataclass(frozen=True)
class Run:
    """One size and one way of signing, in a folder of its own."""

    folder: Path
    size: int
    signing: str

    @property
    def us(self) -> Path:
        """Give the home of the node that writes."""
        return self.folder / "us"

    @property
    def mx(self) -> Path:
        """Give the home of the node that receives."""
        return self.folder / "mx"

    def drafts(self) -> Iterator[Draft]:
        """Give what is written."""
        return MAKERS[self.signing](0, self.size)


def main() -> None:
    """Measure, print, and write the page if asked."""
    asked = _asked()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # so that servers and folders go
    seconds = sum(asked.sizes) * SECONDS_A_RECORD + 20 * len(asked.sizes)
    say(f"Sizes {', '.join(f'{n:,}' for n in asked.sizes)}; this takes about {seconds / 60:.0f} minutes.")
    started, rows, busy = time.perf_counter(), list[Row](), machine.busy()
    for size in asked.sizes:
        for signing in MAKERS:
            say(f"{size:,} records {signing}")
            with tempfile.TemporaryDirectory(prefix="ambos-exchange-") as folder:
                _measure(Run(Path(folder), size, signing), rows)
        _copied(size, rows)
    took = (time.perf_counter() - started) / 60
    about = [*machine.of_computer(), f"Load before the run: {busy}; the run took {took:.0f} minutes"]
    text = report.section(rows, about, list(judged(rows)), "exchange", "records")
    print(text)
    if asked.write:
        report.add(asked.write, text)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", type=sizes, default=sizes("10k,100k,1M"), help="numbers of records")
    parser.add_argument("--write", type=Path, help="add a dated section to this page")
    return parser.parse_args()


def judged(rows: list[Row]) -> Iterator[Target]:
    """Hold the rows at the largest size against the promises, and their memory against the smallest size's."""
    found = {(row.what, row.size): row for row in rows}
    least, most = min(row.size for row in rows), max(row.size for row in rows)
    for what, wanted in ((fetched(ONE_BY_ONE), 10_000), (fetched(BATCHED), 35_000)):
        rate = found[what, most].per_cpu
        yield Target(what, f"{wanted:,} per CPU second", f"{rate:,.0f}", rate >= wanted)
        grown = found[what, most].peak / found[what, least].peak
        name = f"{what}: peak memory at {most:,} against {least:,}"
        yield Target(name, f"{FLAT} at most", f"{grown:.2f}", grown <= FLAT)
    wait = 1000 / found[NOTHING_NEW, most].per_wall
    yield Target(NOTHING_NEW, "less than 100 ms", f"{wait:.0f} ms", wait < 100)
