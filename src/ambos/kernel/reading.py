"""Read a log's records back with their bodies, and the keys that its own records register."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ambos.kernel.canonical import NotCanonical, decode
from ambos.kernel.keys import KeyBook
from ambos.kernel.log import Log
from ambos.kernel.seal import Statement, open_preimage, parse_statement, verify_statement
from ambos.kernel.store.contract import KeyStore, LogStore, Row
from ambos.kernel.vault import Vault

KEY_PLACES, RULE_PLACES = "key places", "rule places"
CHUNK = 1024
NEAR = 8  # reading this many entries for one is quicker than reading it by itself


class Opened(NamedTuple):
    """A record read back: its place, its statement and its body, or None when erased or sealed."""

    seq: int
    statement: Statement
    body: Any


class Malformed(NamedTuple):
    """A body whose bytes are what was signed, and yet are no body; ``reason`` says why."""

    reason: str


def body_of(preimage: bytes | None, digest: bytes) -> Any:
    """Give the body under a signed digest: None if there is no preimage, ``Malformed`` if it is no body."""
    if preimage is None:
        return None
    data = open_preimage(preimage, digest)
    try:
        body = decode(data)
    except NotCanonical as error:
        return Malformed(str(error))
    return body if isinstance(body, dict) else Malformed("not a map")


class BodyReader:
    """A log together with the keys of the bodies that lie beside it."""

    def __init__(self, log: Log, keys: KeyStore, vault: Vault) -> None:
        self.log = log
        self._keys = keys
        self._vault = vault

    def read(self, start: int, stop: int) -> Iterator[Opened]:
        """Give records in order, each body checked against its signed digest."""
        for row, statement, preimage in self.preimages(start, stop):
            yield Opened(row.seq, statement, body_of(preimage, statement.digest))

    def preimages(self, start: int, stop: int) -> Iterator[tuple[Row, Statement, bytes | None]]:
        """Give entries in order with their preimages; None for one that was erased or never here."""
        while start < stop:
            upper = min(start + CHUNK, stop)
            keys = self._keys.read(start, upper)
            for row in self.log.store.read(start, upper, bodies=True):
                statement = parse_statement(row.statement)
                yield row, statement, self.preimage(row, statement, keys.get(row.seq))
            start = upper

    def preimages_at(self, places: Sequence[int]) -> dict[int, bytes | None]:
        """Give the preimages of the entries at these places, which are in order."""
        found: dict[int, bytes | None] = {}
        for run in _runs(places):
            wanted, keys = set(run), self._keys.read(run[0], run[-1] + 1)
            for row in self.log.store.read(run[0], run[-1] + 1, bodies=True):
                if row.seq in wanted:
                    found[row.seq] = self.preimage(row, parse_statement(row.statement), keys.get(row.seq))
        return found

    def preimage(self, row: Row, statement: Statement, wrapped: bytes | None) -> bytes | None:
        """Open one sealed body; refuses one whose ciphertext, key or digest was altered."""
        if row.body is None or wrapped is None:
            return None
        return self._vault.open(row.body, wrapped, statement.digest)

    def wrapped(self, seq: int) -> bytes | None:
        """Give the wrapped key of one body, or None when it was destroyed or never here."""
        return self._keys.read(seq, seq + 1).get(seq)

    def erase(self, places: Sequence[int]) -> None:
        """Destroy the bodies at these places for good, their keys first; their statements stay."""
        self._keys.destroy(places)
        self.log.store.drop_bodies(places)

    def readable(self, start: int, stop: int) -> set[int]:
        """Give the places in a range whose bodies are here: neither erased nor never handed over."""
        return set(self._keys.read(start, stop))

    def one(self, seq: int) -> Opened:
        """Give the record at a place that the log has."""
        return next(self.read(seq, seq + 1))

    def book(self, party: str, pinned: bytes | None = None) -> KeyBook:
        """Fold the log's key records; each must be signed by a key that counted before it."""
        book = KeyBook(party, pinned)
        for place in key_places(self.log.store):
            admit_key(book, self.one(place))
        return book


def _runs(places: Sequence[int]) -> Iterator[list[int]]:
    """Give ordered places in runs of near neighbours, each worth one read."""
    run: list[int] = []
    for place in places:
        if run and (place - run[-1] > NEAR or len(run) == CHUNK):
            yield run
            run = []
        run.append(place)
    if run:
        yield run


def key_places(store: LogStore) -> list[int]:
    """Give the places of a log's key records, as its writer noted them."""
    return places_noted(store, KEY_PLACES)


def places_noted(store: LogStore, name: str) -> list[int]:
    """Give the places that a log's writer noted under a name; none where nothing of the sort was written."""
    noted = store.mark(name)
    return [] if noted is None else list(decode(noted))


def admit_key(book: KeyBook, opened: Opened) -> None:
    """Verify one key record under the keys before it, then fold it."""
    statement, body = opened.statement, opened.body
    first = opened.seq == 0
    public = book.first_key(statement, body) if first else book.public(statement.header.kid, opened.seq)
    book.admit(verify_statement(statement, public), body, opened.seq)
