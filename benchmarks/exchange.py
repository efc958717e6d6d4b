"""``make bench-exchange``: records from node to node over a real border, beside the same rows unproved.

    python -m benchmarks.exchange [--sizes 10k,100k,1M] [--write docs/performance.md]

Each border is a process of its own; so is every step that is measured, so that its processor seconds and its
peak memory are its own. Everything is made in temporary folders and removed afterwards.
"""

import argparse
import multiprocessing
import os
import shutil
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ambos.exchange.pull import Pull
from ambos.exchange.sealed import SEALED_LIMIT
from ambos.kernel.record import Draft
from ambos.node.bundles import Taken, export, take
from ambos.node.node import Node
from ambos.node.syncing import border_of, sync
from ambos.testing.border_crash import Neighbours
from ambos.testing.postgres import PostgresCluster
from benchmarks import bare, machine, pace, report, targets
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


COPIED: Final = "COPY from one database to another"
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
    paces = [pace.checks_a_second()]
    for size in asked.sizes:
        for signing in MAKERS:
            say(f"{size:,} records {signing}")
            with tempfile.TemporaryDirectory(prefix="ambos-exchange-") as folder:
                _measure(Run(Path(folder), size, signing), rows)
        with tempfile.TemporaryDirectory(prefix="ambos-copy-") as folder:
            _copy(Path(folder), size, rows)
        paces.append(pace.checks_a_second())
    took = (time.perf_counter() - started) / 60
    about = [
        *machine.of_computer(),
        pace.described(paces),
        f"Load before the run: {busy}; the run took {took:.0f} minutes",
    ]
    text = report.section(
        rows, about, list(judged(rows, statistics.median(paces) / pace.OF_THE_BARS)), "exchange"
    )
    print(text)
    if asked.write:
        report.add(asked.write, text)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", type=sizes, default=sizes("10k,100k,1M"), help="numbers of records")
    parser.add_argument("--write", type=Path, help="add a dated section to this page")
    return parser.parse_args()


def judged(rows: list[Row], share: float) -> Iterator[Target]:
    """Hold the rows at the largest size against the promises, and their memory against the smallest."""
    found = {(row.what, row.size): row for row in rows}
    least, most = min(row.size for row in rows), max(row.size for row in rows)
    for what, wanted in ((fetched(ONE_BY_ONE), 10_000), (fetched(BATCHED), 35_000)):
        yield targets.rate(what, wanted, found[what, most].per_cpu, share)
        grown = found[what, most].peak / found[what, least].peak
        name = f"{what}: peak memory at {most:,} against {least:,}"
        flat = grown <= FLAT
        yield Target(name, f"{FLAT} at most", "the same", f"{grown:.2f}", flat, flat)
    yield targets.wait(NOTHING_NEW, 0.1, 1 / found[NOTHING_NEW, most].per_wall, share)


def _measure(run: Run, rows: list[Row]) -> None:
    """Take one run all the way: written, put out, fetched, visited idly; and beside it the bare stream."""
    with ExitStack() as stack:
        stack.enter_context(Neighbours(run.folder).serving())
        for step in (write, put_out, write_bundle, read_bundle, fetch, visit):
            rows += _apart(step, run)
    bare.lay(run.drafts(), run.folder / "rows.ndjson")
    port = SPAWN.Queue()
    keys = [run.folder / party / "border" / "tls.key" for party in ("us", "mx")]
    certificates = [key.with_suffix(".crt") for key in keys]
    given = (run.folder / "rows.ndjson", keys[0], certificates[0], certificates[1], port)
    server = SPAWN.Process(target=bare.serve, args=given, daemon=True)
    server.start()
    try:
        rows += _apart(stream, run, port.get(), keys[1], certificates[1], certificates[0])
    finally:
        server.kill()
        server.join()


def _apart(step: Callable[..., list[Row]], *given: Any) -> list[Row]:
    """Do a step in a process of its own and give its rows; what others wrote is on the disk before."""
    os.sync()
    with ProcessPoolExecutor(1, mp_context=SPAWN) as pool:
        return pool.submit(step, *given).result()


def write(run: Run) -> list[Row]:
    """Write the records at the first node."""
    with Node.open(run.us) as node:
        ledger, secrets = node.parts.ledger, node.parts.secrets
        by_person = run.signing == ONE_BY_ONE
        for group in groups(run.drafts(), AT_ONCE if by_person else BATCH):
            if by_person:
                ledger.write(group, secrets.officer("secretariat"))
            else:
                ledger.write_batch(group, secrets.authority())
    return []


def put_out(run: Run) -> list[Row]:
    """Release the records and seal them for the border."""
    rows: list[Row] = []
    with Node.open(run.us) as node, _watch(run, rows).row(f"release, seal, put out; {run.signing}", run.size):
        sync(node, "MX")
    return rows


def write_bundle(run: Run) -> list[Row]:
    """Write all of it into a bundle file."""
    rows: list[Row] = []
    with Node.open(run.us) as node, _watch(run, rows).row(f"write a bundle; {run.signing}", run.size):
        export(node, "MX", run.folder / "carried.bundle", 0)
    return rows


def read_bundle(run: Run) -> list[Row]:
    """Take the bundle in at a copy of the second node as it was before anything came."""
    rows: list[Row] = []
    copy = run.folder / "copy"
    shutil.copytree(run.mx, copy)
    what = f"read a bundle: open, verify, store, fold; {run.signing}"
    taken: list[Taken] = []
    with Node.open(copy) as node, _watch(run, rows).row(what, run.size):
        take(node, run.folder / "carried.bundle", taken.append)
    assert sum(one.received for one in taken) >= run.size
    shutil.rmtree(copy)
    (run.folder / "carried.bundle").unlink()
    return rows


def fetch(run: Run) -> list[Row]:
    """Fetch all of it from the border of the first node, verify and store it; then fold it into tables."""
    rows: list[Row] = []
    what, peer = fetched(run.signing), streamed(run.signing)
    with Node.open(run.mx) as node:
        openers = list(node.parts.secrets.openers().values())
        cosigners = node.partner("US").card.cosigners()
        pull = Pull(node.mirrors()["US"], node.channel("US"), cosigners, openers)
        with border_of(node, "US") as border, _watch(run, rows).row(what, run.size, peer):
            while (path := pull.next()) is not None:
                pull.take(border.get(path, SEALED_LIMIT))
        with _watch(run, rows).row(f"fold into the read tables; {run.signing}", run.size):
            node.refresh()
    assert pull.received >= run.size
    return rows


def visit(run: Run) -> list[Row]:
    """Visit the border when there is nothing new."""
    rows: list[Row] = []
    with Node.open(run.us) as node:
        sync(node, "MX")
    with Node.open(run.mx) as node:
        sync(node, "US")
        with _watch(run, rows).row(NOTHING_NEW, IDLE):
            for _ in range(IDLE):
                assert sync(node, "US").received == 0
    return rows


def stream(run: Run, port: int, key: Path, certificate: Path, trusted: Path) -> list[Row]:
    """Fetch the same bodies with nothing proved."""
    rows: list[Row] = []
    with _watch(run, rows).row(streamed(run.signing), run.size):
        found = bare.fetch(port, key, certificate, trusted, run.folder / "bare.db")
    assert found == run.size
    return rows


def _watch(run: Run, rows: list[Row]) -> Stopwatch:
    return Stopwatch("SQLite", run.size, rows)


def _copy(folder: Path, size: int, rows: list[Row]) -> None:
    """Copy the bodies of one way of signing from one PostgreSQL database to another."""
    with PostgresCluster(folder) as cluster:
        pid = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        source, sink = (cluster.create_database(name) for name in ("source", "sink"))
        bare.fill(source, promises(0, size))
        with Stopwatch("PostgreSQL", size, rows, lambda: processor_seconds(pid)).row(COPIED, size):
            assert bare.copy(source, sink) == size


if __name__ == "__main__":
    main()
