"""Uploads are written as they come, under names of our own, and are their officer's alone."""

import resource
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.node import uploads as room
from ambos.node.uploads import DiskFull, UploadEmpty, Uploads, UploadTooBig, safe_name
from ambos.values.errors import NotFound

MEGABYTE = 1 << 20
TRAVERSALS = (
    "../../ambos.toml",
    "..\\..\\keys\\officer",
    "/etc/passwd",
    "C:\\a.csv",
    "..",
    "a/../b.csv",
    "\0",
)


def pieces(megabytes: int) -> Iterator[bytes]:
    """Give so many megabytes, piece by piece."""
    return (b"x" * MEGABYTE for _ in range(megabytes))


@pytest.mark.parametrize("name", TRAVERSALS)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    """Whatever a sender calls a file, it lies in the folder of uploads under another name."""
    folder = tmp_path / "home" / "uploads"
    made = Uploads(folder).receive("ana", name, [b"data"])
    assert made.path.parent == folder and made.path.name not in name
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == set(folder.iterdir())


@given(st.text())
def test_a_name_is_short_plain_text(name: str) -> None:
    """A sender's name is shown without folders or signs that do not print, and is never empty."""
    shown = safe_name(name)
    assert 0 < len(shown) <= room.NAME_LENGTH and shown.isprintable()
    assert "/" not in shown and "\\" not in shown and shown not in (".", "..")


def test_a_large_upload_takes_no_memory(tmp_path: Path) -> None:
    """A quarter of a gigabyte is received with hardly more memory than one piece of it."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    made = Uploads(tmp_path / "uploads").receive("ana", "big.csv", pieces(256))
    assert made.size == made.path.stat().st_size == 256 * MEGABYTE
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 32 * 1024


def test_too_much_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file over the limit, one without bytes and one that would fill the disk leave nothing behind."""
    uploads = Uploads(tmp_path / "uploads")
    monkeypatch.setattr(room, "BYTES_LIMIT", 2 * MEGABYTE)
    with pytest.raises(UploadTooBig):
        uploads.receive("ana", "a.csv", pieces(3))
    with pytest.raises(UploadEmpty):
        uploads.receive("ana", "a.csv", [])
    monkeypatch.setattr(room, "RESERVE", 1 << 60)
    with pytest.raises(DiskFull):
        uploads.receive("ana", "a.csv", pieces(1))
    assert not list((tmp_path / "uploads").iterdir())


def test_a_sender_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    """What came of a file whose sender broke off is deleted."""

    def broken() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        Uploads(tmp_path / "uploads").receive("ana", "a.csv", broken())
    assert not list((tmp_path / "uploads").iterdir())


def test_a_file_on_the_same_disk_is_taken_over(tmp_path: Path) -> None:
    """A file that was received already is moved, and lies under a name of our own."""
    (tmp_path / "received").write_bytes(b"data")
    uploads = Uploads(tmp_path / "uploads")
    made = uploads.adopt("ana", "a.csv", tmp_path / "received")
    assert made.path.read_bytes() == b"data" and not (tmp_path / "received").exists()
    assert uploads.upload("ana", made.token) == made


def test_another_officer_has_no_such_upload(tmp_path: Path) -> None:
    """An upload is there for who sent it; for others, for nobody and under other names it is not found."""
    uploads = Uploads(tmp_path / "uploads")
    made = uploads.receive("ana", "a.csv", [b"data"])
    for officer, token in (("luis", made.token), ("", made.token), ("ana", "../ambos"), ("ana", "0" * 32)):
        with pytest.raises(NotFound):
            uploads.upload(officer, token)
    uploads.discard("ana", made.token)
    with pytest.raises(NotFound):
        uploads.upload("ana", made.token)


def test_what_nobody_takes_in_is_deleted(tmp_path: Path) -> None:
    """An upload that nobody has taken in for days is deleted with the next one."""
    days = [datetime(2026, 1, 1, tzinfo=UTC)]
    uploads = Uploads(tmp_path / "uploads", lambda: days[0])
    old = uploads.receive("ana", "a.csv", [b"data"])
    days[0] += timedelta(days=room.KEPT_DAYS + 1)
    uploads.receive("ana", "b.csv", [b"data"])
    assert not old.path.exists()
