"""The contract of every log store, on every back end."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import apsw
import psycopg
import pytest

from ambos.kernel.merkle import Tile
from ambos.kernel.store.contract import (
    Attested,
    DuplicateRecord,
    Entry,
    LogStore,
    Row,
    SizeConflict,
    WriterBusy,
)
from tests.kernel.store.conftest import POSTGRES, BackEnd
from tests.kernel.store.racing import ROUNDS, attested
from tests.processes import finish, start

RACERS = 3
SIZES = (0, 1, 7, 8, 256, 1700)  # PostgreSQL copies from eight rows on


def entry(number: int, body: bytes | None = b"body") -> Entry:
    """Give an entry that is known by its number."""
    return Entry(number.to_bytes(16, "big"), b"statement %d" % number, body)


def rows(start: int, stop: int, body: bytes | None = None) -> list[Row]:
    """Give the rows that the numbered entries become when they are alone in a log."""
    return [Row(number, *entry(number, body)) for number in range(start, stop)]


def put(store: LogStore, start: int, stop: int) -> int:
    """Append the entries of these numbers at the end."""
    return store.append(store.size(), [entry(n) for n in range(start, stop)], attested, {})


def everything(store: LogStore) -> list[Any]:
    """Give all that a log holds."""
    return [
        store.size(),
        list(store.read(0, store.size() + 9, bodies=True)),
        list(store.tiles()),
        store.note(),
        store.mark("one"),
    ]


def test_a_new_log_is_empty(back_end: BackEnd) -> None:
    """A new log has no entries, no note, no tiles and no marks."""
    assert everything(back_end.log()) == [0, [], [], None, None]


def test_what_is_appended_is_read(back_end: BackEnd) -> None:
    """Entries come back in order and byte for byte, with their bodies when asked, after reopening too."""
    store, size = back_end.log(), 0
    for more in SIZES:
        assert put(store, size, size + more) == size + more
        size += more
    for again in (store, back_end.log()):
        assert again.size() == size
        assert list(again.read(0, size)) == rows(0, size)
        assert list(again.read(5, 300, bodies=True)) == rows(5, 300, b"body")
        assert list(again.read(size - 1, size + 5)) == rows(size - 1, size)
        assert list(again.read(7, 7)) == list(again.read(9, 3)) == []
        assert again.statements(5, 300) == [row.statement for row in rows(5, 300)]
        assert again.statements(7, 7) == again.statements(size, size + 9) == []
        wanted = [entry(n).rid for n in (*range(size), size + 1)]
        assert again.places_of(wanted) == {rid: n for n, rid in enumerate(wanted[:-1])}
        assert again.places_of([]) == {}


def test_any_bytes_are_kept(back_end: BackEnd) -> None:
    """Neither zero bytes nor large ones nor an empty body are changed on their way."""
    store = back_end.log()
    entries = [Entry(bytes(16), bytes(range(256)) * 64, b""), Entry(b"\xff" * 16, b"", bytes(1 << 20))]
    store.append(0, entries, attested, {"of bytes": bytes(9)})
    assert list(store.read(0, 2, bodies=True)) == [Row(seq, *found) for seq, found in enumerate(entries)]
    assert store.mark("of bytes") == bytes(9)


def test_the_writer_compares(back_end: BackEnd) -> None:
    """An append for another size is refused with both sizes, and nothing is stored."""
    store = back_end.log()
    put(store, 0, 3)
    before = everything(store)
    for wrong in (0, 2, 4):
        with pytest.raises(SizeConflict) as refused:
            store.append(wrong, [entry(9)], attested, {"one": b"1"})
        assert refused.value.data == {"expected": wrong, "found": 3}
    assert everything(store) == before


@pytest.mark.parametrize("group", (1, 20))
def test_a_record_stands_once(back_end: BackEnd, group: int) -> None:
    """An id that the log has, or that comes twice at once, is refused, and nothing is stored."""
    store = back_end.log()
    put(store, 0, 5)
    before = everything(store)
    for again in (3, 100):
        twice = [entry(n) for n in range(100, 100 + group)] + [entry(again)]
        with pytest.raises(DuplicateRecord):
            store.append(5, twice, attested, {"one": b"1"})
    assert everything(store) == before
    assert put(store, 5, 6) == 6


def test_all_or_nothing(back_end: BackEnd) -> None:
    """When the writer fails after its entries were read back, nothing of them stays."""
    store = back_end.log()
    put(store, 0, 3)
    before = everything(store)
    for count in (1, 20):

        def fail(statements: Sequence[bytes], count: int = count) -> Attested:
            assert list(statements) == [entry(n).statement for n in range(3, 3 + count)]
            raise InterruptedError

        with pytest.raises(InterruptedError):
            store.append(3, [entry(n) for n in range(3, 3 + count)], fail, {"one": b"1"})
        assert everything(store) == everything(back_end.log()) == before
    assert put(store, 3, 5) == 5


def test_tiles_note_and_marks_come_with_the_entries(back_end: BackEnd) -> None:
    """What the writer adds is stored with the entries; a newer note and mark replace the older."""
    store = back_end.log()
    tiles = [Tile(0, 0, b"row"), Tile(1, 0, b"upper")]
    store.append(0, [entry(0)], lambda _: Attested(tiles, b"first"), {"one": b"1", "two": b"2"})
    store.append(1, [entry(1)], lambda _: Attested([Tile(0, 1, b"more")], b"second"), {"one": b"3"})
    again = back_end.log()
    assert (again.note(), again.mark("one"), again.mark("two"), again.mark("three")) == (
        b"second",
        b"3",
        b"2",
        None,
    )
    assert list(again.tiles()) == [tiles[0], Tile(0, 1, b"more"), tiles[1]]
    assert (again.tile(0, 1), again.tile(1, 0), again.tile(2, 0)) == (b"more", b"upper", None)
    again.set_mark("one", b"4")
    assert store.mark("one") == b"4"


def test_bodies_go_and_entries_stay(back_end: BackEnd) -> None:
    """Dropped bodies are gone for good, the others and every entry stay."""
    store = back_end.log()
    store.append(0, [entry(0), entry(1, None), entry(2), entry(3)], attested, {})
    store.drop_bodies([0, 1, 3, 99])
    store.drop_bodies([])
    for again in (store, back_end.log()):
        assert [row.body for row in again.read(0, 4, bodies=True)] == [None, None, b"body", None]
        assert list(again.read(0, 4)) == rows(0, 4)


@pytest.mark.parametrize(
    "change",
    ("UPDATE entry SET statement = rid", "DELETE FROM entry WHERE seq = 1", "TRUNCATE entry"),
)
def test_entries_are_append_only(back_end: BackEnd, change: str) -> None:
    """The database itself refuses to change, delete or empty entries."""
    store = back_end.log()
    put(store, 0, 3)
    if back_end.name != POSTGRES and change.startswith("TRUNCATE"):
        change = "DELETE FROM entry"
    with pytest.raises((apsw.ConstraintError, psycopg.errors.RaiseException)):
        back_end.raw(change)
    assert list(store.read(0, 9)) == rows(0, 3)


def test_one_writer(back_end: BackEnd) -> None:
    """While another process is the writer, claiming is refused; once it has gone, it is granted."""
    store = back_end.log()
    other = start("tests.kernel.store.racing", "claim", back_end.name, back_end.where, "0")
    assert other.stdout is not None and other.stdout.readline() == "claimed\n"
    for _ in range(2):
        with pytest.raises(WriterBusy):
            store.claim()
    assert put(back_end.log(), 0, 1) == 1  # the claim is a courtesy; the comparison of sizes is the guard
    finish(other)
    store.claim()
    store.claim()
    with pytest.raises(WriterBusy):
        back_end.log().claim()


def test_a_killed_writer_leaves_the_place(back_end: BackEnd) -> None:
    """A writer that was killed does not keep the next one out."""
    store = back_end.log()
    other = start("tests.kernel.store.racing", "claim", back_end.name, back_end.where, "0")
    assert other.stdout is not None and other.stdout.readline() == "claimed\n"
    other.kill()
    other.communicate()
    for _ in range(100_000):  # the server may take a moment to see that its client has gone
        with suppress(WriterBusy):
            return store.claim()
    store.claim()


def test_racing_writers_leave_no_gap(back_end: BackEnd) -> None:
    """Processes that append at once, from the making of the log on, each lose no group and leave no gap."""
    racers = [
        start("tests.kernel.store.racing", "race", back_end.name, back_end.where, str(racer))
        for racer in range(RACERS)
    ]
    assert [int(finish(racer)) for racer in racers] == [ROUNDS] * RACERS
    store = back_end.log()
    found = list(store.read(0, 10**6))
    assert (
        [row.seq for row in found]
        == list(range(store.size()))
        == list(range(ROUNDS * sum(range(1, RACERS + 1))))
    )
    for racer in range(RACERS):
        mine = [row.rid for row in found if row.statement == b"%d" % racer]
        assert mine == sorted(mine) and len(set(mine)) == ROUNDS * (racer + 1)


def test_a_sound_log_passes(back_end: BackEnd) -> None:
    """Reading every page of a sound log finds nothing."""
    store = back_end.log()
    put(store, 0, 300)
    store.check()
    assert list(store.read(0, 300)) == rows(0, 300)
