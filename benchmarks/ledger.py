"""``make bench-ledger``: Ambos on SQLite and on PostgreSQL, beside its peers, in one run.

    python -m benchmarks.ledger [--sizes 10k,100k,1M] [--write docs/performance.md]

Results go to stdout, progress to stderr. Everything is made in temporary folders and on a private PostgreSQL
server, and removed afterwards.
"""

import argparse
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

from ambos.node.config import SQLITE
from ambos.testing.postgres import PostgresCluster
from benchmarks import faces, machine, official, pace, peers, report, runs
from benchmarks.houses import Pair
from benchmarks.measuring import Row, Stopwatch, processor_seconds, say
from benchmarks.targets import judged

SECONDS_A_RECORD: Final = 0.0016  # of both stores and both ways of signing, from earlier runs
SECONDS_BESIDE: Final = 180  # peers, official files, commands
MEBI: Final = 1 << 20
UNITS: Final = {"k": 1_000, "M": 1_000_000}


def main() -> None:
    """Measure, print, and write the page if asked."""
    asked = _asked()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # so that the server and folders go
    seconds = sum(asked.sizes) * SECONDS_A_RECORD + SECONDS_BESIDE
    say(f"Sizes {', '.join(f'{n:,}' for n in asked.sizes)}; this takes about {seconds / 60:.0f} minutes.")
    started, rows, busy = time.perf_counter(), list[Row](), machine.busy()
    paces = [pace.checks_a_second()]
    with _places() as (folder, cluster, pid):
        for size in asked.sizes:
            _ambos(size, folder, cluster, pid, rows)
            _peers(size, folder, cluster, pid, rows)
            paces.append(pace.checks_a_second())
        say("Official files")
        official.imports(folder / "evidence", Stopwatch("memory", 0, rows))
        say("Commands, whole processes")
        waits = faces.waits(folder)
        server = _version(cluster)
    about = [
        *machine.described(server),
        pace.described(paces),
        f"Load before the run: {busy}; the run took {(time.perf_counter() - started) / 60:.0f} minutes",
        *map(str, waits),
    ]
    text = report.section(rows, about, list(judged(rows, waits, statistics.median(paces) / pace.OF_THE_BARS)))
    print(text)
    if asked.write:
        report.add(asked.write, text)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", type=sizes, default=sizes("10k,100k,1M"), help="numbers of records")
    parser.add_argument("--write", type=Path, help="add a dated section to this page")
    return parser.parse_args()


def sizes(text: str) -> list[int]:
    """Read numbers such as ``10k,1M``."""
    return [int(part.rstrip("kM")) * UNITS.get(part[-1], 1) for part in text.split(",")]


@contextmanager
def _places() -> Iterator[tuple[Path, PostgresCluster, int]]:
    """Give a folder, and a private server with the id of its first process."""
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryDirectory() as data,
        PostgresCluster(Path(data)) as cluster,
    ):
        pid = int((Path(data) / "data" / "postmaster.pid").read_text().split()[0])
        yield Path(folder), cluster, pid


def _ambos(size: int, folder: Path, cluster: PostgresCluster, pid: int, rows: list[Row]) -> None:
    """Measure both ways of signing on both stores."""
    for signing in (runs.INDIVIDUALLY, runs.BATCHED):
        say(f"Ambos, {size:,} records {signing.name}")
        name = f"{'single' if signing.by_person else 'batch'}-{size}"
        with tempfile.TemporaryDirectory(dir=folder) as home:
            _whole_way(Pair(Path(home) / name, SQLITE), signing, size, Stopwatch("SQLite", size, rows))
        with tempfile.TemporaryDirectory(dir=folder) as home, _database(cluster, name) as dsn:
            watch = Stopwatch("PostgreSQL", size, rows, lambda: processor_seconds(pid))
            _whole_way(Pair(Path(home) / name, dsn), signing, size, watch)


def _whole_way(pair: Pair, signing: runs.Signing, size: int, watch: Stopwatch) -> None:
    try:
        runs.whole_way(pair, signing, size, watch)
    finally:
        pair.close()


@contextmanager
def _database(cluster: PostgresCluster, name: str) -> Iterator[str]:
    """Give a new database; it is gone afterwards, and with it the room that it took."""
    yield cluster.create_database(name)
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _peers(size: int, folder: Path, cluster: PostgresCluster, pid: int, rows: list[Row]) -> None:
    """Measure the peers on the same stores."""
    say(f"Peers, at most {size:,}")
    name = f"peer-{size}"
    peers.events(peers.sqlite_settings(folder / f"{name}.db"), size, Stopwatch("SQLite", size, rows))
    with _database(cluster, name) as dsn:
        watch = Stopwatch("PostgreSQL", size, rows, lambda: processor_seconds(pid))
        peers.events(peers.postgres_settings(dsn), size, watch)
    peers.trees(folder, size, Stopwatch("memory", size, rows), Stopwatch("SQLite", size, rows))
    runs.tree_in_memory(size, Stopwatch("memory", size, rows))


def _version(cluster: PostgresCluster) -> str:
    with psycopg.connect(cluster.dsn()) as connection:
        return str(connection.info.server_version // 10_000)


if __name__ == "__main__":
    main()
