"""Kill a writing process again and again at random moments, and see what is left of what it acknowledged.

The child opens two nodes in a folder, writes groups of records at one, lets the other take them, and says so
after each; it is killed with SIGKILL. What it said is then looked up, and the nodes are verified.
"""

import os
import random
import select
import signal
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from ambos.kernel.acts import New
from ambos.kernel.ledger import Written
from ambos.kernel.store.contract import WriterBusy
from ambos.node.node import Node
from ambos.testing.clock import HandClock
from ambos.testing.pair import PARTIES, pair
from ambos.values.errors import VerificationFailed
from ambos.values.handling import PUBLIC

GENERATION = 25  # kills before a new folder is begun, so that verifying stays short
GROUP = 4  # records written together at most
LONGEST = 0.12  # seconds that a child lives at most, from its first word on or from its birth
PATIENT = 0.8  # how often its first word is waited for; else it may die while it opens its files
CHUNK = 1 << 16

Stores = Mapping[str, str]


class RecordLost(VerificationFailed):
    """What was acknowledged is not there, or what was written together is there in part."""

    code = "testing.record-lost"


@dataclass
class Endured:
    """What was done: kills, records acknowledged, records found (of which some never were acknowledged)."""

    kills: int = 0
    acknowledged: int = 0
    found: int = 0
    begun: int = field(default=0, repr=False)


def endure(folder: Path, kills: int, seed: int, stores: Stores | None = None) -> Endured:
    """Kill a writer ``kills`` times; raise what is wrong with what it leaves, or give the counts.

    ``stores`` is as for ``pair``; nodes on a server must have it for themselves, so ``kills`` is at most one
    generation there. Forks this process: it must have no other threads and no node open.
    """
    chance, endured = random.Random(seed), Endured()
    for start in range(0, kills, GENERATION):
        home = folder / f"generation-{start}"
        with pair(home, stores):
            pass
        said: set[str] = set()
        for number in range(start, min(start + GENERATION, kills)):
            patient = chance.random() < PATIENT
            said |= _kill_one(home, number, patient, chance.uniform(0, LONGEST))
            _examine(home, number, said, endured)
        endured.acknowledged += len(said)
        endured.found += endured.begun
    return endured


def _kill_one(home: Path, number: int, patient: bool, after: float) -> set[str]:
    """Fork a writer, kill it, and give the ids that it acknowledged."""
    heard, saying = os.pipe()
    child = os.fork()
    if not child:
        os.close(heard)
        with suppress(BaseException):
            _write(home, number, saying)
        os._exit(1)
    os.close(saying)
    said = os.read(heard, CHUNK) if patient else b""
    said += _listen(heard, after)
    os.kill(child, signal.SIGKILL)
    if not os.WIFSIGNALED(os.waitpid(child, 0)[1]):
        raise RecordLost(kill=number, what="writer")
    with os.fdopen(heard, "rb") as rest:
        said += rest.read()
    return {line.decode() for line in said.split(b"\n")[:-1]}


def _listen(heard: int, after: float) -> bytes:
    """Take what the child says, until its time is over."""
    said, end = b"", time.monotonic() + after
    while (left := end - time.monotonic()) > 0:
        if select.select([heard], [], [], left)[0]:
            said += os.read(heard, CHUNK)
    return said


def _write(home: Path, number: int, saying: int) -> None:
    """Write and exchange without end."""
    clock = HandClock()
    us, mx = (Node.open(home / party.lower(), now=clock.now) for party in PARTIES)
    group = 0
    while True:
        group += 1
        size = 1 + group % GROUP
        written = _patiently(us, [_news(f"k{number}-g{group}-{n}-of-{size}") for n in range(size)])
        os.write(saying, b"".join(item.rid.hex().encode() + b"\n" for item in written))
        if not group % GROUP:
            mx.take_from(us)


def _patiently(node: Node, news: list[New]) -> list[Written]:
    """Write once the server has noticed that the killed writer is gone."""
    while True:
        with suppress(WriterBusy):
            return node.propose(news)


def _news(slug: str) -> New:
    body = {"happened": "2026-01-05", "name": {"en": slug}, "sort": "incident"}
    return New("event", slug, body, PUBLIC)


def _examine(home: Path, number: int, said: set[str], endured: Endured) -> None:
    """Refuse a lost record, a half group, a fault in any log, and tables that differ from a rebuild."""
    endured.kills += 1
    clock = HandClock()
    with Node.open(home / "us", now=clock.now) as us, Node.open(home / "mx", now=clock.now) as mx:
        _patiently(us, [_news(f"k{number}-after")])
        events = us.shelf.things("event")
        _demand_all(said, {event.rid for event in events})
        _demand_whole([event.slug for event in events if "-of-" in event.slug])
        mx.take_from(us)
        for node in (us, mx):
            node.verify()
            folded = node.projection.digests()
            node.rebuild()
            if node.projection.digests() != folded or len(node.shelf.things("event")) != len(events):
                raise RecordLost(kill=number, what="tables")
        endured.begun = len(events)


def _demand_all(said: set[str], found: set[str]) -> None:
    if said - found:
        raise RecordLost(kill=len(said - found), what="records")


def _demand_whole(slugs: list[str]) -> None:
    """Refuse a group of which some are there and some are not."""
    groups: dict[str, list[int]] = {}
    for slug in slugs:
        group, _, place = slug.rpartition("-of-")[0].rpartition("-")
        groups.setdefault(f"{group} {slug.rpartition('-')[2]}", []).append(int(place))
    for name, places in groups.items():
        if sorted(places) != list(range(int(name.rpartition(" ")[2]))):
            raise RecordLost(kill=len(places), what=name)
