"""The interface of every store, and its refusals. One contract suite runs on all back ends."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, NamedTuple, Protocol

from ambos.kernel.merkle import Tile
from ambos.kernel.remembered import Remembered
from ambos.kernel.wanted import Matching, Wanted
from ambos.values.errors import Misused, Refused, Unreachable, VerificationFailed


class SizeConflict(Refused):
    """Somebody else has appended: the log is not as long as the writer believed."""

    code = "store.size-conflict"


class DuplicateRecord(Refused):
    """A record of that id is in the log already."""

    code = "store.duplicate-record"


class WriterBusy(Refused):
    """Another process is the one writer of this log."""

    code = "store.writer-busy"


class StoreDamaged(VerificationFailed):
    """Bytes on disk are not the bytes that were written."""

    code = "store.damaged"


class StoreUnreachable(Unreachable):
    """The database does not answer."""

    code = "store.unreachable"


class StoreUnsafe(Misused):
    """The database library has a known defect that loses data."""

    code = "store.unsafe-version"


class Entry(NamedTuple):
    """What is appended: a record's id, its statement and its sealed body, if it has one here."""

    rid: bytes
    statement: bytes
    body: bytes | None


class Row(NamedTuple):
    """What is read: an entry at its place in the log."""

    seq: int
    rid: bytes
    statement: bytes
    body: bytes | None


class Attested(NamedTuple):
    """What a writer adds to new statements: the tiles that they fill and the note over the new head."""

    tiles: Sequence[Tile]
    note: bytes


Attest = Callable[[Sequence[bytes]], Attested]


class LogStore(Protocol):
    """One log: entries that only grow, sealed bodies that can go, full tiles, the newest note, marks."""

    def claim(self) -> None:
        """Become the one writer until ``close``; refuse with ``WriterBusy`` if another process is."""

    def size(self) -> int:
        """Give the number of entries."""

    def append(
        self, expect: int, entries: Sequence[Entry], attest: Attest, marks: Mapping[str, bytes]
    ) -> int:
        """Append all entries, tiles, note and marks in one transaction, or nothing; give the new size.

        Refuses with ``SizeConflict`` when the log is not ``expect`` long. ``attest`` is given the new
        statements as read back from the store, before anything is committed.
        """

    def read(self, start: int, stop: int, bodies: bool = False) -> Iterator[Row]:
        """Give the entries ``start`` to ``stop`` (exclusive) in order, with sealed bodies if asked."""

    def statements(self, start: int, stop: int) -> list[bytes]:
        """Give the statements ``start`` to ``stop`` (exclusive) in order: all that the tree is made of."""

    def places_of(self, rids: Sequence[bytes]) -> dict[bytes, int]:
        """Give the places of those of these records that the log has."""

    def tile(self, level: int, index: int) -> bytes | None:
        """Give a full tile, or None."""

    def tiles(self) -> Iterator[Tile]:
        """Give every stored tile."""

    def note(self) -> bytes | None:
        """Give the newest note over this log, or None if it is empty."""

    def mark(self, name: str) -> bytes | None:
        """Give a small named value kept with the log, or None."""

    def set_mark(self, name: str, value: bytes) -> None:
        """Keep a small named value with the log."""

    def drop_bodies(self, seqs: Sequence[int]) -> None:
        """Remove sealed bodies; the entries stay."""

    def check(self) -> None:
        """Read every page; raise ``StoreDamaged`` if the back end finds one altered."""

    def close(self) -> None:
        """Release the log."""


class KeyStore(Protocol):
    """The wrapped keys of a log's bodies and its high-water marks, kept apart from the log itself."""

    def put(self, start: int, wrapped: Sequence[bytes | None]) -> None:
        """Keep the keys of entries ``start``, ``start + 1`` and so on.

        Of an older key that was never used nothing is left, whether or not a newer one is in its place.
        """

    def read(self, start: int, stop: int) -> dict[int, bytes]:
        """Give the keys there are in a range of entries."""

    def destroy(self, seqs: Sequence[int]) -> None:
        """Destroy keys for good: no copy of their bytes is left in the file nor beside it."""

    def mark(self, name: str) -> bytes | None:
        """Give a high-water mark, or None."""

    def set_mark(self, name: str, value: bytes) -> None:
        """Keep a high-water mark durably."""

    def check(self) -> None:
        """Read every page; raise ``StoreDamaged`` if one was altered."""

    def close(self) -> None:
        """Release the keys."""


class TableStore(Protocol):
    """A database of read tables, in the SQL that both back ends share (``?`` for parameters)."""

    remembered: Remembered  # what was counted of these tables of late

    def transaction(self) -> AbstractContextManager[None]:
        """Make what happens inside all or nothing."""

    def alone(self) -> AbstractContextManager[None]:
        """Keep every other process from folding meanwhile; waits for one that does."""

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run one statement and give its rows."""

    def insert(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        """Add rows to a table, each with all its columns in their order."""

    def index_words(self) -> None:
        """Have the index of words over table ``word`` (see ``kernel.words``), kept in step from then on."""

    def matching(self, wanted: Wanted) -> Matching:
        """Give the SQL that finds what is wanted by the index of words."""

    def scrub(self) -> tuple[str, ...]:
        """Leave nothing of rows that were removed in the files of the tables.

        Gives the settings and rights for want of which the back end may keep some of it elsewhere.
        """

    def check(self) -> None:
        """Read every page; raise ``StoreDamaged`` if one was altered."""

    def close(self) -> None:
        """Release the tables."""
