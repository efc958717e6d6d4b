"""What a witness keeps, in one SQLite file: the logs it follows, the newest note of each, and every other
history.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from ambos.exchange.forks import Side, keep_rival, kept_rival
from ambos.kernel.note import VerifierKey, parse_vkey
from ambos.kernel.store.sqlite import connect, reading

_SCHEMA = """
CREATE TABLE IF NOT EXISTS log(
    origin TEXT PRIMARY KEY, keys TEXT NOT NULL, size INTEGER NOT NULL DEFAULT 0, note BLOB, time INTEGER)
    STRICT;
CREATE TABLE IF NOT EXISTS conflict(
    origin TEXT NOT NULL, text TEXT NOT NULL, note BLOB NOT NULL, known BLOB NOT NULL, rival BLOB NOT NULL,
    time INTEGER NOT NULL, PRIMARY KEY(origin, text)) STRICT;
"""


class Followed(NamedTuple):
    """A log that the witness follows: its keys, the size and note it cosigned last, and when; 0 and empty at
    first.
    """

    origin: str
    keys: tuple[VerifierKey, ...]
    size: int
    note: bytes
    time: int


class Conflict(NamedTuple):
    """A signed note that did not extend the one known, that one, and the side it shows if it gave a proof."""

    origin: str
    note: bytes
    known: bytes
    rival: tuple[int, Side] | None
    time: int


class WitnessStore:
    """The file of one witness."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db = connect(path, _SCHEMA)

    def follow(self, origin: str, keys: Sequence[VerifierKey]) -> None:
        """Follow a log from now on under these keys; of one followed before the keys are replaced."""
        sql = "INSERT INTO log(origin, keys) VALUES(?, ?) ON CONFLICT(origin) DO UPDATE SET keys = ?2"
        with reading(self._path):
            self._db.execute(sql, (origin, "\n".join(map(str, keys))))

    def followed(self) -> list[Followed]:
        """Give every log that is followed, by origin."""
        sql = "SELECT origin, keys, size, note, time FROM log ORDER BY origin"
        with reading(self._path):
            return [_followed(row) for row in self._db.execute(sql)]

    def log(self, origin: str) -> Followed | None:
        """Give one log, or None if it is not followed."""
        sql = "SELECT origin, keys, size, note, time FROM log WHERE origin = ?"
        with reading(self._path):
            row = next(iter(self._db.execute(sql, (origin,))), None)
        return None if row is None else _followed(row)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep everybody else from reading and changing meanwhile; what happens inside is all or nothing."""
        with reading(self._path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def advance(self, origin: str, size: int, note: bytes, time: int) -> None:
        """Keep the note that is cosigned now; whoever calls has compared it with the one before."""
        sql = "UPDATE log SET size = ?, note = ?, time = ? WHERE origin = ?"
        self._db.execute(sql, (size, note, time, origin))

    def accuse(self, text: str, found: Conflict) -> None:
        """Keep a note that does not extend what is known, once for each head; one with its proof stays."""
        held = self._db.execute(
            "SELECT rival FROM conflict WHERE origin = ? AND text = ?", (found.origin, text)
        ).get
        if not held:
            row = (found.origin, text, found.note, found.known, keep_rival(found.rival), found.time)
            self._db.execute("INSERT OR REPLACE INTO conflict VALUES(?, ?, ?, ?, ?, ?)", row)

    def conflicts(self) -> list[Conflict]:
        """Give everything that was refused because it contradicts, or did not show that it extends."""
        sql = "SELECT origin, note, known, rival, time FROM conflict ORDER BY origin, time, text"
        with reading(self._path):
            rows = list(self._db.execute(sql))
        return [
            Conflict(origin, note, known, kept_rival(rival), time)
            for origin, note, known, rival, time in rows
        ]

    def close(self) -> None:
        """Release the file."""
        self._db.close()


def _followed(row: tuple[Any, ...]) -> Followed:
    origin, keys, size, note, time = row
    parsed = tuple(parse_vkey(key) for key in str(keys).split("\n"))
    return Followed(str(origin), parsed, int(size), bytes(note or b""), int(time or 0))
