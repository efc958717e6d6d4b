"""Who was given what lies in a compartment: noted before it is shown, and signed in batches by the authority.

Each reading becomes a line in a journal in the node's folder, on the disk before the person sees anything.
The same officer's same way to the same record counts once in five minutes. Lines wait there until they are
many, or old, or the node is closed, and while another process writes the house log; then they become
records of kind ``access`` under one signature. They name a record by its id, which tells nothing to whoever
may not see it. Whatever ends a process in between, no line is lost, and none is written twice: a record is
named after its line.
"""

import fcntl
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any, Final

from ambos.kernel.keys import Signer
from ambos.kernel.ledger import Ledger
from ambos.kernel.record import Draft
from ambos.kernel.records import ACCESS
from ambos.kernel.settling import rows_in
from ambos.kernel.shelf import Given, Witness
from ambos.kernel.store.contract import TableStore
from ambos.kernel.store.durable import sync
from ambos.values.errors import AmbosError

JOURNAL, SIGNING, LOCK = "reads.jsonl", "reads-signing.jsonl", "reads.lock"
MANY: Final = 256  # lines that are signed without waiting for more
OLD: Final = 60  # seconds after which lines are signed, however few
AGAIN: Final = 300  # seconds within which the same reading counts once
ONE_BY_ONE: Final = 100  # things given at once that are still named one by one
REMEMBERED: Final = 4096


def _private(path: str, flags: int) -> int:
    """Open a file that nobody but the node's user may read."""
    return os.open(path, flags, 0o600)


class Journal:
    """Readings that are not signed yet, in two files below the node's folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, lines: Sequence[str]) -> int:
        """Bring lines to the disk; give the bytes that wait then."""
        with self._alone():
            path = self._folder / JOURNAL
            fresh = not path.exists()
            with open(path, "ab+", opener=_private) as stream:
                if stream.tell() and os.pread(stream.fileno(), 1, stream.tell() - 1) != b"\n":
                    stream.write(b"\n")  # behind a line that was cut short
                stream.write("".join(f"{line}\n" for line in lines).encode())
                stream.flush()
                os.fsync(stream.fileno())
                size = stream.tell()
            if fresh:
                sync(self._folder)
        return size

    def waiting(self) -> list[dict[str, Any]]:
        """Give the bodies of all lines that wait, the oldest first; one that was cut short is none."""
        with self._alone():
            return [body for name in (SIGNING, JOURNAL) for body, _ in self._lines(name)]

    def taken(self) -> list[tuple[dict[str, Any], str]]:
        """Set the lines aside for signing, those of an interrupted signing first; give bodies and ids."""
        with self._alone():
            aside = self._folder / SIGNING
            if not aside.exists() and (self._folder / JOURNAL).exists():
                (self._folder / JOURNAL).replace(aside)
                sync(self._folder)
            return list(self._lines(SIGNING))

    def signed(self) -> None:
        """Forget the lines that were set aside: they are records now."""
        with self._alone():
            (self._folder / SIGNING).unlink(missing_ok=True)
            sync(self._folder)

    def empty(self) -> bool:
        """Say whether nothing waits."""
        return not any((self._folder / name).exists() for name in (SIGNING, JOURNAL))

    def _lines(self, name: str) -> Iterator[tuple[dict[str, Any], str]]:
        path = self._folder / name
        for line in path.read_bytes().split(b"\n") if path.exists() else ():
            with suppress(ValueError):
                yield json.loads(line), sha256(line).hexdigest()[:32]

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self._folder / LOCK).open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


class Reads:
    """What one open node notes of readings, whoever sits at its desk."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self.journal = Journal(folder)
        self._now = now
        self._lock = Lock()
        self._latest: dict[tuple[str, str, str], float] = {}
        self._since: float | None = None
        self._count = 0

    def witness(self, officer: str, through: str = "") -> Witness:
        """Give what a shelf calls with what it hands an officer; ``through`` names another way."""
        return lambda way, given: self.given(officer, through or way, given)

    def given(self, officer: str, way: str, given: Sequence[Given]) -> None:
        """Note durably those of these things and records that lie in a compartment."""
        held = [each for each in given if each.label.compartment is not None]
        if not held:
            return
        now = self._now()
        stamp = now.timestamp()
        bodies = _bodies(officer, way, held)
        with self._lock:
            fresh = [body for body in bodies if self._is_fresh(officer, way, body, stamp)]
        if fresh:
            at = now.strftime("%Y-%m-%dT%H:%M:%SZ")
            self.journal.add([json.dumps({**body, "at": at}, sort_keys=True) for body in fresh])
            self._count += len(fresh)
            self._since = stamp if self._since is None else self._since

    def _is_fresh(self, officer: str, way: str, body: dict[str, Any], stamp: float) -> bool:
        """Say whether this reading counts, and remember that it does."""
        what = body.get("record") or f"{body['compartment']} {body['of']} {body['count']}"
        known = self._latest.get((officer, way, what))
        if known is not None and stamp - known < AGAIN:
            return False
        if len(self._latest) >= REMEMBERED:
            self._latest = {key: when for key, when in self._latest.items() if stamp - when < AGAIN}
            if len(self._latest) >= REMEMBERED:
                self._latest.clear()
        self._latest[officer, way, what] = stamp
        return True

    @property
    def due(self) -> bool:
        """Whether what this process has noted is to be signed by now."""
        old = self._since is not None and self._now().timestamp() - self._since >= OLD
        return self._count >= MANY or old

    def hand_over(self) -> None:
        """Leave the signing of what is due to somebody else."""
        self._count, self._since = 0, None

    def sign(
        self,
        ledger: Ledger,
        tables: TableStore,
        authority: Callable[[], Signer],
        refresh: Callable[[], int],
    ) -> int:
        """Make records of the lines that wait; give how many. Nothing is written where that is refused now.

        The writer's place in the house log is taken for it, and kept until the log is closed.
        """
        if self.journal.empty():
            return 0
        try:
            ledger.log.store.claim()
            refresh()  # so that the tables know what an interrupted signing has written
            drafts = _unsigned(self.journal.taken(), tables)
            if drafts:
                ledger.write_batch(drafts, authority())
        except AmbosError:  # another writer, an old copy: the lines stay
            return 0
        self.journal.signed()
        self.hand_over()
        return len(drafts)


def _unsigned(lines: Sequence[tuple[dict[str, Any], str]], tables: TableStore) -> list[Draft]:
    """Draft the lines that are no records yet."""
    bodies = {f"{ACCESS.name}/{name}": body for body, name in lines}
    found = rows_in(tables, "SELECT subject FROM record WHERE subject IN", list(bodies))
    known = {subject for (subject,) in found}
    return [
        Draft(ACCESS.name, subject, body, ACCESS.label)
        for subject, body in bodies.items()
        if subject not in known
    ]


def _bodies(officer: str, way: str, held: Sequence[Given]) -> list[dict[str, Any]]:
    """Give what is said of each thing, or of very many together by compartment and kind."""
    if len(held) <= ONE_BY_ONE:
        return [_body(officer, way, each, 1) | {"record": each.rid} for each in held]
    groups: dict[tuple[str, str], list[Given]] = {}
    for each in held:
        groups.setdefault((str(each.label.compartment), each.kind), []).append(each)
    return [_body(officer, way, many[0], len(many)) for many in groups.values()]


def _body(officer: str, way: str, each: Given, count: int) -> dict[str, Any]:
    compartment = str(each.label.compartment)
    return {"officer": officer, "way": way, "compartment": compartment, "of": each.kind, "count": count}
