"""A node with very many readings on record, for the question what a person was exposed to.

A node (SYNTHETIC) with five thousand things in a compartment is made by its own acts. The readings are not:
ten million signed records would take hours, so their rows are put into the tables as the fold would have put
them (``record``, ``thing`` and ``is_access`` with their indexes), and the sums of the fold are taken from
those rows by SQL. What is timed is the whole question as ``ambos exposure`` asks it, the node being open:
rights over time, what could be seen, was seen, given out, signed, who is named, who holds it; and the alarms.
Not timed: opening the node, laying out and printing. The tests show that the fold gives the same sums.

Beside it stands the core of the question, who was given what how often, as one query over plain columns in
DuckDB; it knows no rights, no signatures and no partners.
"""

import shutil
from pathlib import Path
from typing import Final

import duckdb

from ambos.kernel.acts import New
from ambos.node.config import Config
from ambos.node.exposing import exposure
from ambos.node.node import Node
from ambos.node.unusual import unusual
from ambos.values.handling import Label
from benchmarks.measuring import say, timed

OFFICERS: Final = 200
SECRETS: Final = 5_000
DAYS: Final = 700
PART: Final = 500_000
TARGET: Final = 1.0  # second
ROWS: Final = "WITH RECURSIVE n(i) AS (SELECT {start} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {stop}) "
OFFICER: Final = f"'officer-' || (i % {OFFICERS})"
RECORD: Final = f"(SELECT rid FROM secret WHERE place = (i / {OFFICERS} * 7919 + i) % {SECRETS})"
AT: Final = (
    f"strftime('%Y-%m-%dT%H:%M:%SZ', 1730000000 + (i / {OFFICERS} % {DAYS}) * 86400 + (i * 37) % 28800, "
    "'unixepoch')"
)


def make(home: Path, size: int) -> Node:
    """Make a node with so many readings on its tables."""
    shutil.rmtree(home, ignore_errors=True)
    node = Node.create(Config(home, "US", "bench-us"), "Benchmark (SYNTHETIC)")
    inside = {"compartments": ["nine"], "vetted_until": "2099-01-01"}
    for slug, role in (("officer-7", "prosecutor"), ("integrity", "integrity")):
        node.enrol(slug, {"name": f"{slug} (SYNTHETIC)", "roles": [role], **inside})
    body = {"happened": "2026-01-05", "name": {"en": "SYNTHETIC"}, "sort": "visit"}
    news = [New("event", f"synthetic-{n}", body, Label(compartment="nine")) for n in range(SECRETS)]
    node.seat("officer-7").propose(news)
    tables = node.parts.tables
    tables.execute("CREATE TEMP TABLE secret(place INTEGER PRIMARY KEY, rid TEXT)")
    tables.execute(
        "INSERT INTO secret SELECT row_number() OVER (ORDER BY subject) - 1, rid FROM record "
        "WHERE kind = 'event'"
    )
    for start in range(0, size, PART):
        with tables.transaction():
            _readings(node, start, min(start + PART, size))
        say(f"{min(start + PART, size):,} of {size:,} readings")
    with tables.transaction():
        _sum(node)
    tables.execute("ANALYZE")
    return node


def _readings(node: Node, start: int, stop: int) -> None:
    """Put rows of readings where the fold puts them."""
    (house, sight), tables = (node.house, _sight(node)), node.parts.tables
    rows = ROWS.format(start=start, stop=stop)
    name = "'access/' || printf('%032x', i)"
    tables.execute(
        f"{rows} INSERT INTO record SELECT printf('f%031x', i), ?, 1000000 + i, 'US', 'access', 1, {name}, "
        f"1700000000, 'authority', 1, '[]', '', ? FROM n",
        (house, sight),
    )
    tables.execute(
        f"{rows} INSERT INTO thing SELECT {name}, 'access', 'US', 'stated', printf('f%031x', i), '[]', '[]', "
        "'[]', ?, 1700000000, 1 FROM n",
        (sight,),
    )
    tables.execute(
        f"{rows} INSERT INTO is_access SELECT {name}, {OFFICER}, 'show', {AT}, 'nine', {RECORD}, 'event', 1, "
        "?, 1 FROM n",
        (sight,),
    )


def _sight(node: Node) -> int:
    ((sight,),) = node.parts.tables.execute("SELECT sight FROM record WHERE kind = 'officer' LIMIT 1")
    return int(sight)


def _sum(node: Node) -> None:
    """Take the sums of the fold from the rows."""
    tables = node.parts.tables
    tables.execute("DELETE FROM seen")
    tables.execute("DELETE FROM habit")
    tables.execute(
        "INSERT INTO seen SELECT f_officer, f_record, f_way, f_compartment, f_of, sum(f_count), min(f_at), "
        "max(f_at) FROM is_access GROUP BY 1, 2, 3, 4, 5"
    )
    tables.execute(
        "INSERT INTO habit SELECT f_officer, substr(f_at, 1, 10), CAST(substr(f_at, 12, 2) AS INTEGER), "
        "f_compartment, sum(f_count) FROM is_access GROUP BY 1, 2, 3, 4"
    )


def peer(size: int) -> list[str]:
    """Ask DuckDB, over plain columns in memory, who was given what how often."""
    db = duckdb.connect()
    db.execute("SET threads = 2")
    db.execute(
        f"CREATE TABLE access AS SELECT 'officer-' || (i % {OFFICERS}) AS officer, "
        f"'r' || ((i // {OFFICERS} * 7919 + i) % {SECRETS}) AS record, 1700000000 + i % 60000000 AS moment "
        f"FROM range({size}) t(i)"
    )
    sql = (
        "SELECT record, count(*), min(moment), max(moment) FROM access "
        "WHERE officer = 'officer-7' GROUP BY record"
    )
    return timed(lambda: db.execute(sql).fetchall())


def measure(home: Path, size: int) -> list[list[str]]:
    """Measure one size."""
    node = make(home, size)
    watch = node.seat("integrity")
    try:
        found = exposure(watch, "officer-7")
        say(f"{found.totals['did_see']:,} records seen in {found.totals['readings']:,} readings")
        rows = [
            ["exposure of one person", *timed(lambda: exposure(watch, "officer-7")), f"{TARGET:.0f} s"],
            ["readings out of the ordinary", *timed(lambda: unusual(watch)), ""],
        ]
    finally:
        node.close()
        shutil.rmtree(home, ignore_errors=True)
    rows.append(["DuckDB: who was given what", *peer(size), ""])
    return [[f"{size:,}", *row] for row in rows]
