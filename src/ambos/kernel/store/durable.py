"""Files that survive a loss of power: first their bytes reach the disk, then the folder that names them."""

import os
from pathlib import Path


def write_whole(path: Path, data: bytes) -> Path:
    """Put ``data`` at ``path`` whole and durably, or not at all; give the path."""
    draft = path.with_name(path.name + ".part")
    with draft.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)
    sync(path.parent)
    return path


def sync(path: Path) -> None:
    """Bring a file's bytes, or the names in a folder, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
