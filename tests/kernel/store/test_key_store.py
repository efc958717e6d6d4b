"""The keys of bodies: apart from the log, and gone for good when destroyed."""

from pathlib import Path

from ambos.kernel.store.contract import Entry
from ambos.kernel.store.sqlite import SqliteKeys, SqliteLog
from tests.kernel.store.racing import attested

SECRET = bytes(range(64, 104))


def test_keys_are_read_by_place(tmp_path: Path) -> None:
    """Keys come back by place; an unused older key is replaced or goes, a place without one is left out."""
    keys = SqliteKeys(tmp_path / "log.keys.db")
    keys.put(0, [b"zero", None, b"two", b"three", b"four"])
    keys.put(2, [b"2", b"3", None])
    assert keys.read(0, 9) == {0: b"zero", 2: b"2", 3: b"3"}
    assert keys.read(1, 3) == {2: b"2"}
    keys.check()
    keys.close()


def test_marks_stay(tmp_path: Path) -> None:
    """A high-water mark is there after reopening, the newest of its name."""
    keys = SqliteKeys(tmp_path / "log.keys.db")
    assert keys.mark("log") is None
    keys.set_mark("log", b"one")
    keys.set_mark("log", b"two")
    keys.close()
    again = SqliteKeys(tmp_path / "log.keys.db")
    assert again.mark("log") == b"two"
    again.close()


def test_destroyed_keys_leave_no_trace(tmp_path: Path) -> None:
    """After a key is destroyed its bytes are in no file of the store, not even in the write-ahead log."""
    keys = SqliteKeys(tmp_path / "log.keys.db")
    keys.put(0, [bytes(40)] * 50 + [SECRET] + [bytes(40)] * 50)
    assert _traces(tmp_path, SECRET)
    keys.destroy([50])
    assert not _traces(tmp_path, SECRET)
    assert keys.read(50, 51) == {} and len(keys.read(0, 200)) == 100
    keys.close()


def test_keys_lie_apart(tmp_path: Path) -> None:
    """No file of the log holds a byte of the keys."""
    log, keys = SqliteLog(tmp_path / "log.db"), SqliteKeys(tmp_path / "log.keys.db")
    keys.put(0, [SECRET])
    log.append(0, [Entry(bytes(16), b"statement", b"sealed")], attested, {})
    assert _traces(tmp_path, SECRET) and all("keys" in name for name in _traces(tmp_path, SECRET))
    log.close()
    keys.close()
    assert all("keys" in name for name in _traces(tmp_path, SECRET))


def _traces(folder: Path, secret: bytes) -> list[str]:
    return [path.name for path in folder.iterdir() if secret in path.read_bytes()]
