"""Files are whole or not there."""

from pathlib import Path

import pytest

from ambos.kernel.store.durable import write_whole


def test_a_file_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interrupted writer leaves the older file as it was."""
    path = write_whole(tmp_path / "file", b"older")

    def broken(descriptor: int) -> None:
        raise InterruptedError

    with monkeypatch.context() as patched, pytest.raises(InterruptedError):
        patched.setattr("os.fsync", broken)
        write_whole(path, b"newer and longer")
    assert path.read_bytes() == b"older"
    assert write_whole(path, b"newer").read_bytes() == b"newer"
