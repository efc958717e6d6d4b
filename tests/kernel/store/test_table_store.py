"""The contract of the read tables' store, on every back end."""

import threading

import apsw
import psycopg
import pytest

from tests.kernel.store.conftest import BackEnd

THINGS = "CREATE TABLE thing(name TEXT PRIMARY KEY, count BIGINT NOT NULL, data BLOB)"


def test_rows_come_back(back_end: BackEnd) -> None:
    """What was inserted with ``?`` is selected with ``?``, in both back ends' words for bytes."""
    tables = back_end.tables()
    tables.execute(THINGS)
    tables.execute("INSERT INTO thing VALUES(?, ?, ?)", ("one", 2**60, b"\x00\xff"))
    tables.execute("INSERT INTO thing VALUES(?, ?, ?)", ("ñandú's", -1, None))
    assert tables.execute("SELECT count, data FROM thing WHERE name = ?", ("one",)) == [(2**60, b"\x00\xff")]
    assert back_end.tables().execute("SELECT name FROM thing ORDER BY count") == [("ñandú's",), ("one",)]


def test_per_cent_is_a_sign_like_others(back_end: BackEnd) -> None:
    """The sign that the server's driver has a meaning for stands for itself, with parameters and without."""
    tables = back_end.tables()
    tables.execute(THINGS)
    tables.insert("thing", [("a%b", 7, None), ("ab", 9, None)])
    assert tables.execute("SELECT name FROM thing WHERE name LIKE 'a%b' AND count % 4 = 3") == [("a%b",)]
    assert tables.execute("SELECT name FROM thing WHERE name LIKE 'a%' AND count = ?", (9,)) == [("ab",)]


def test_many_rows(back_end: BackEnd) -> None:
    """Many rows go in at once, none too."""
    tables = back_end.tables()
    tables.execute(THINGS)
    tables.insert("thing", [(str(n), n, None) for n in range(5000)])
    tables.insert("thing", [])
    assert tables.execute("SELECT count(*), sum(count) FROM thing") == [(5000, 12_497_500)]


def test_rows_are_inserted_whole(back_end: BackEnd) -> None:
    """Rows given with all their columns are there in full, few or many, texts, numbers, bytes and nothing."""
    tables = back_end.tables()
    tables.execute(THINGS)
    tables.insert("thing", [])
    tables.insert("thing", [("one", 1, b"\x00"), ("two", 2**60, None)])
    tables.insert("thing", [(f"n-{n}\t\\N", n, None) for n in range(3000)])
    assert tables.execute("SELECT count(*), max(count) FROM thing") == [(3002, 2**60)]
    assert tables.execute("SELECT data FROM thing WHERE name IN ('one', 'two') ORDER BY name") == [
        (b"\x00",),
        (None,),
    ]
    assert tables.execute("SELECT count FROM thing WHERE name = ?", ("n-7\t\\N",)) == [(7,)]
    with pytest.raises((apsw.ConstraintError, psycopg.errors.UniqueViolation)), tables.transaction():
        tables.insert("thing", [("new", 5, None), ("one", 1, None)])
    assert tables.execute("SELECT name FROM thing WHERE name = ?", ("new",)) == []


def test_a_transaction_is_all_or_nothing(back_end: BackEnd) -> None:
    """What an interrupted transaction did is undone, tables that it made included; what ended well stays."""
    tables = back_end.tables()
    with tables.transaction():
        tables.execute(THINGS)
        tables.execute("INSERT INTO thing VALUES('kept', 1, NULL)")
    with pytest.raises(InterruptedError), tables.transaction():
        tables.execute("DELETE FROM thing")
        tables.execute("INSERT INTO thing VALUES('lost', 2, NULL)")
        tables.execute("CREATE TABLE other(name TEXT)")
        raise InterruptedError
    assert tables.execute("SELECT name FROM thing") == [("kept",)]
    tables.execute("CREATE TABLE other(name TEXT)")


def test_one_folds_at_a_time(back_end: BackEnd) -> None:
    """While one folds, another waits; it goes on when the first has ended, however that ended."""
    first, second = back_end.tables(), back_end.tables()
    said: list[str] = []
    waiting = threading.Event()

    def fold() -> None:
        waiting.set()
        with second.alone():
            said.append("second")

    other = threading.Thread(target=fold)
    with pytest.raises(InterruptedError), first.alone():
        other.start()
        waiting.wait()
        other.join(timeout=0.05)
        said.append("first")
        raise InterruptedError
    other.join(timeout=30)
    assert said == ["first", "second"]


def test_sound_tables_pass(back_end: BackEnd) -> None:
    """Reading every page of sound tables finds nothing."""
    tables = back_end.tables()
    tables.execute(THINGS)
    tables.check()
