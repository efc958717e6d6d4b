"""Files that survive a loss of power: first their bytes reach the disk, then the folder that names them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


def write_whole(path: Path, data: bytes) -> Path:
    """Put ``data`` at ``path`` whole and durably, or not at all; give the path."""
    with written_whole(path) as stream:
        stream.write(data)
    return path


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """Give a stream whose bytes lie at ``path`` whole and durably once it is left; if it fails, none do."""
    draft = path.with_name(path.name + ".part")
    try:
        with draft.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    sync(path.parent)


def sync(path: Path) -> None:
    """Bring a file's bytes, or the names in a folder, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
