"""What is measured of the peers: ``eventsourcing`` appends and reads, ``pymerkle`` grows a tree and proves.

Both get the same bytes as Ambos: a statement and a body's worth of state for an event, a statement's worth
for a leaf. Neither signs, encrypts or chains anything to a partner; they do the part that is comparable.
"""

import random
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

import pymerkle
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import StoredEvent
from psycopg.conninfo import conninfo_to_dict

from benchmarks.measuring import Stopwatch

AGGREGATE: Final = "eventsourcing: one event a save"
RECORDER_256: Final = "eventsourcing: recorder, 256 a commit"
RECORDER_1000: Final = "eventsourcing: recorder, 1,000 a commit"
READ: Final = "eventsourcing: read in order, 1,000 a page"
GROWTH: Final = "pymerkle: append"
INCLUSION: Final = "pymerkle: prove inclusion"
INCLUSION_VERIFIED: Final = "pymerkle: verify inclusion"
CONSISTENCY: Final = "pymerkle: prove consistency"
CONSISTENCY_VERIFIED: Final = "pymerkle: verify consistency"

SAVES: Final = 2000
EVENTS: Final = 100_000
LEAVES_IN_FILE: Final = 100_000
SINGLES: Final = 100
PROOFS: Final = 200
TEXT: Final = "x" * 450
STATE: Final = b"x" * 740  # a header and a body
STATEMENT: Final = 288


class Promise(Aggregate):
    """A promise with notes, in the peer's way."""

    @event("Made")
    def __init__(self, text: str) -> None:
        self.text = text
        self.notes = 0

    @event("Noted")
    def note(self, text: str) -> None:
        """Take a note."""
        self.notes += 1


def sqlite_settings(path: Path) -> dict[str, str]:
    """Give the peer's settings for a file."""
    return {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(path)}


def postgres_settings(dsn: str) -> dict[str, str]:
    """Give the peer's settings for a server."""
    found = conninfo_to_dict(dsn)
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": str(found["dbname"]),
        "POSTGRES_HOST": str(found["host"]),
        "POSTGRES_PORT": "5432",
        "POSTGRES_USER": str(found["user"]),
        "POSTGRES_PASSWORD": "",
    }


def events(settings: dict[str, str], n: int, watch: Stopwatch) -> None:
    """Append and read events: by the aggregate's way, and straight to the recorder.

    A thousand at once go through the peer's database functions where it has them (PostgreSQL): its pipelines
    come to a stop on a Unix socket when so many answers wait to be read.
    """
    app: Application[UUID] = Application(env=settings)
    saves, count = min(SAVES, n), min(EVENTS, n)
    promise = Promise(TEXT)
    app.save(promise)
    with watch.row(AGGREGATE, saves):
        for _ in range(saves):
            promise.note(TEXT)
            app.save(promise)
    _record(app, count, 256, RECORDER_256, watch)
    app.close()
    app = Application(env={**settings, "POSTGRES_ENABLE_DB_FUNCTIONS": "y"})
    _record(app, count, 1000, RECORDER_1000, watch)
    with watch.row(READ, count):
        _read(app, count)
    app.close()


def _record(app: Application[UUID], count: int, group: int, what: str, watch: Stopwatch) -> None:
    of, versions = uuid4(), range(1, count + 1)
    made = [StoredEvent(originator_id=of, originator_version=i, topic="t", state=STATE) for i in versions]
    with watch.row(what, count):
        for start in range(0, count, group):
            app.recorder.insert_events(made[start : start + group])


def _read(app: Application[UUID], count: int) -> None:
    start, done = 1, 0
    while done < count:
        page = app.recorder.select_notifications(start=start, limit=1000)
        start, done = page[-1].id + 1, done + len(page)


def entry(i: int) -> bytes:
    """Give an entry as large as a statement."""
    return i.to_bytes(8, "big") * (STATEMENT // 8)


def trees(folder: Path, n: int, memory: Stopwatch, file: Stopwatch) -> None:
    """Grow trees of ``n`` leaves, in memory and in a file; make and verify proofs of both."""
    tree = pymerkle.InmemoryTree(algorithm="sha256")
    with memory.row(GROWTH, n):
        for i in range(n):
            tree.append_entry(entry(i))
    _proofs(tree, n, memory)
    stored = pymerkle.SqliteTree(str(folder / f"pymerkle-{n}.db"), algorithm="sha256")
    n = min(LEAVES_IN_FILE, n)
    with file.row(GROWTH, SINGLES):
        for i in range(SINGLES):
            stored.append_entry(entry(i))
    with file.row(GROWTH + ", 1,000 at a time", n - SINGLES):
        stored.append_entries(map(entry, range(SINGLES, n)), chunksize=1000)
    _proofs(stored, n, file)
    stored.close()


def _proofs(tree: pymerkle.BaseMerkleTree, n: int, watch: Stopwatch) -> None:
    chance = random.Random(n)
    places = [chance.randrange(n) + 1 for _ in range(PROOFS)]
    root = tree.get_state(n)
    with watch.row(INCLUSION, PROOFS):
        proofs = [tree.prove_inclusion(place, n) for place in places]
    leaves = [tree.get_leaf(place) for place in places]
    with watch.row(INCLUSION_VERIFIED, PROOFS):
        for leaf, proof in zip(leaves, proofs, strict=True):
            pymerkle.verify_inclusion(leaf, root, proof)
    roots = [tree.get_state(place) for place in places]
    with watch.row(CONSISTENCY, PROOFS):
        growths = [tree.prove_consistency(place, n) for place in places]
    with watch.row(CONSISTENCY_VERIFIED, PROOFS):
        for old, growth in zip(roots, growths, strict=True):
            pymerkle.verify_consistency(old, root, growth)
