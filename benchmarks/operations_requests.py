"""A node with very many requests and their steps, most of them closed, for the board of what runs out next.

Everything is SYNTHETIC and the same on every run. One request and its first step are made by the node's own
acts; the rest are rows put into the tables as the fold would have put them (signed one by one they would take
hours), each by the party whose it is and released to the other. One request in a hundred is open, and each
has five steps of its course. What is timed is the board as ``ambos cases board`` asks for it, the node being
open; not timed: opening the node, laying out and printing.
"""

import json
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from ambos.domains.justice.instruments import course_of
from ambos.kernel.columns import Outgrown
from ambos.kernel.sights import note_sights, sight_of
from ambos.node.cases import digest, open_request, runs_out, take_step
from ambos.node.config import Config
from ambos.node.node import Node
from ambos.values.handling import Label
from benchmarks.measuring import say, timed

OPEN_ONE_IN: Final = 100
PART: Final = 100_000
TARGET: Final = 1.0  # second
NOW: Final = datetime(2026, 11, 20, 12, tzinfo=UTC)
FIRST: Final = 1_790_000_000  # the day before which all the steps of open requests were taken, in 2026
ASKED: Final = ("MX", "US")  # by turns
PATHS: Final = {
    "extradition": ("present", "pass-on", "arrest", "hear", "raise-exceptions"),
    "legal-assistance": ("present", "acknowledge", "ask-for-more", "supply", "execute"),
}
ROWS: Final = "WITH RECURSIVE n(i) AS (SELECT {start} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {stop}) "
SLUG: Final = "printf('synthetic-%07d', i)"
REQUESTING, REQUESTED = (
    f"CASE i / 2 % 2 WHEN 0 THEN '{one}' ELSE '{other}' END" for one, other in (reversed(ASKED), ASKED)
)
SIDES: Final = {"requesting": REQUESTING, "requested": REQUESTED}


def make(home: Path, size: int) -> Node:
    """Make a node with so many requests, each with five steps, and give a prosecutor's seat at it."""
    shutil.rmtree(home, ignore_errors=True)
    node = Node.create(Config(home, "US", "bench-us"), "Benchmark (SYNTHETIC)")
    node.enrol("prosecutor", {"name": "Prosecutor (SYNTHETIC)", "roles": ["prosecutor"]})
    seat = node.seat("prosecutor")
    body = {"number": "SYN-1", "instrument": "extradition", "requesting": "US", "requested": "MX"}
    open_request(seat, "synthetic-first", body)
    take_step(seat, "synthetic-first", "present", {"at": "2026-10-01T10:00+00:00", "document": "SYN-1"})
    for start in range(0, size, PART):
        stop = min(start + PART, size)
        with node.parts.tables.transaction():
            _requests(node, start, stop)
            for instrument, steps in PATHS.items():
                for place, step in enumerate(steps):
                    _steps(node, start, stop, instrument, place, step)
        say(f"{stop:,} of {size:,} requests")
    # What the fold makes once a kind has become large.
    Outgrown(node.parts.tables, node.parts.register).index(("request", "request-step"))
    node.parts.tables.execute("ANALYZE")
    return seat


def _requests(node: Node, start: int, stop: int) -> None:
    """Put rows of requests where the fold puts them: the two instruments and directions by turns."""
    first, second = PATHS
    columns = {
        "subject": f"'request/' || {SLUG}",
        "f_number": "printf('SYN-%07d', i)",
        "f_instrument": f"CASE i % 2 WHEN 0 THEN '{first}' ELSE '{second}' END",
        "f_requesting": REQUESTING,
        "f_requested": REQUESTED,
        "f_urgency": "'routine'",
        "f_closed": f"CASE WHEN i / 4 % {OPEN_ONE_IN} = 0 THEN NULL ELSE '2026-06-01' END",
    }
    _put(node, "request", ROWS.format(start=start, stop=stop), columns, REQUESTING)


def _steps(node: Node, start: int, stop: int, instrument: str, place: int, step: str) -> None:
    """Put the rows of one step of every request of an instrument, by the side whose it is.

    It is taken some days after the step before.
    """
    side = course_of(instrument, ASKED[0]).step(step).side
    at = f"{FIRST} + (i * 7919 % 40 + {place} * 3) * 86400"
    columns = {
        "subject": f"'request-step/' || {SLUG} || '-{place + 1}-us'",
        "f_of": SLUG,
        "f_step": f"'{step}'",
        "f_at": f"strftime('%Y-%m-%dT%H:%M+00:00', {at}, 'unixepoch')",
        "f_document": "printf('SYN-%07d', i)",
    }
    rows = ROWS.format(start=start, stop=stop)
    which = f"i % 2 = {tuple(PATHS).index(instrument)}"
    _put(node, "request-step", rows, columns, SIDES[side], which)


def _put(node: Node, kind: str, rows: str, columns: dict[str, str], owner: str, which: str = "1") -> None:
    """Put rows into a kind's own table, and beside them the thing and the record that each comes from."""
    tables, subject = node.parts.tables, columns["subject"]
    (here, ours), (_, theirs) = _sights(node).items()
    sight = f"CASE {owner} WHEN '{here}' THEN {ours} ELSE {theirs} END"
    like = (
        f"FROM n, (SELECT * FROM {{}} WHERE kind = '{kind}' ORDER BY subject DESC LIMIT 1) one WHERE {which}"
    )
    rid = f"printf('%s%031x', '{kind[-1]}', i)"
    tables.execute(
        f"{rows} INSERT INTO is_{kind.replace('-', '_')}({', '.join(columns)}, sight, shown) "
        f"SELECT {', '.join(columns.values())}, {sight}, 1 {like.format('thing')}"
    )
    tables.execute(
        f"{rows} INSERT INTO thing SELECT {subject}, kind, {owner}, state, {rid} || {subject}, label, "
        f"pending, rivals, {sight}, time, shown {like.format('thing')}"
    )
    tables.execute(
        f"{rows} INSERT INTO record SELECT {rid} || {subject}, log, 1000 + i, {owner}, kind, version, "
        f"{subject}, time, kid, batched, label, leaf, {sight} {like.format('record')}"
    )


def _sights(node: Node) -> dict[str, int]:
    """Give the sight of what each party releases to the other, by the party."""
    labels = {one: Label(release=(other,)) for one, other in (reversed(ASKED), ASKED)}
    pairs = {party: (party, json.dumps(label.whole())) for party, label in labels.items()}
    note_sights(node.parts.tables, pairs.values())
    return {party: sight_of(*pair) for party, pair in pairs.items()}


def measure(home: Path, size: int) -> list[list[str]]:
    """Measure the board and the digest of one size."""
    seat = make(home, size)
    try:
        say(f"{len(runs_out(seat, NOW)):,} clocks run")
        asked: Sequence[tuple[str, Callable[[], object]]] = (
            ("what runs out next", lambda: runs_out(seat, NOW)),
            ("the digest of a day", lambda: digest(seat, NOW.date())),
        )
        return [[f"{size:,}", what, *timed(work), f"{TARGET:.0f} s"] for what, work in asked]
    finally:
        seat.close()
        shutil.rmtree(home, ignore_errors=True)
