"""Files that people hand in through a browser: kept apart under names of our own, until they are taken in.

A file is written as it comes, never held in memory. What the sender calls it is a text that is shown, and
names nothing on this machine.
"""

import json
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from ambos.kernel.store.durable import write_whole
from ambos.node.assemble import system_now
from ambos.values.errors import Misused, NotFound, Refused

BYTES_LIMIT: Final = 2 << 30
RESERVE: Final = 512 << 20
KEPT_DAYS: Final = 7
NAME_LENGTH: Final = 120
_TOKEN: Final = re.compile("[0-9a-f]{32}", re.ASCII)


class UploadTooBig(Misused):
    """The file has more bytes than one upload may; data: ``limit``."""

    code = "upload.too-big"
    http_status = 413


class UploadEmpty(Misused):
    """No file was chosen, or it has no bytes."""

    code = "upload.empty"


class DiskFull(Refused):
    """The disk has no room for the file beside what the node itself needs; data: ``free``, ``needed``."""

    code = "upload.disk-full"
    http_status = 507


@dataclass(frozen=True)
class Upload:
    """A file that was handed in: whose it is, what its sender calls it, its size in bytes, when (POSIX)."""

    token: str
    officer: str
    name: str
    size: int
    time: int
    path: Path

    def drop(self) -> None:
        """Delete the file and what is known of it."""
        for path in (self.path, _beside(self.path)):
            path.unlink(missing_ok=True)

    def named(self, value: object) -> object:
        """Give the sender's name in place of our own for the file; anything else as it is."""
        return self.name if value in (self.token, str(self.path), self.path) else value


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


class Uploads:
    """The folder of what was handed in."""

    def __init__(self, folder: Path, now: Callable[[], datetime] = system_now) -> None:
        """Keep files in ``folder``, which only this node's user may read."""
        self._folder, self._now = folder, now
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def demand_room(self, size: int) -> None:
        """Refuse a file of so many bytes if it is over the limit, or if the disk would be full with it."""
        if size > BYTES_LIMIT:
            raise UploadTooBig(limit=BYTES_LIMIT)
        free = shutil.disk_usage(self._folder).free
        if free - size < RESERVE:
            raise DiskFull(free=free, needed=size + RESERVE)

    def receive(self, officer: str, name: str, pieces: Iterable[bytes]) -> Upload:
        """Write what comes, piece by piece; give the upload.

        Refused: nothing at all, too much, what the disk has no room for; none of it stays.
        """
        token, size = secrets.token_hex(16), 0
        path = self._folder / token
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
                for piece in pieces:
                    size += len(piece)
                    self.demand_room(size)
                    stream.write(piece)
            if not size:
                raise UploadEmpty
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return self._note(token, officer, name, size)

    def adopt(self, officer: str, name: str, received: Path) -> Upload:
        """Take over a file that lies on the same disk already, without copying it; refused as ``receive``."""
        size = received.stat().st_size
        if not size:
            raise UploadEmpty
        self.demand_room(0 if size <= BYTES_LIMIT else size)
        token = secrets.token_hex(16)
        shutil.move(received, self._folder / token)
        (self._folder / token).chmod(0o600)
        return self._note(token, officer, name, size)

    def _note(self, token: str, officer: str, name: str, size: int) -> Upload:
        self._expire()
        path = self._folder / token
        made = Upload(token, officer, safe_name(name), size, int(self._now().timestamp()), path)
        told = {field: value for field, value in asdict(made).items() if field != "path"}
        write_whole(_beside(path), json.dumps(told).encode())
        return made

    def upload(self, officer: str, token: str) -> Upload:
        """Give what an officer handed in; of others' files there is none."""
        if not _TOKEN.fullmatch(token):
            raise NotFound(name=token)
        path = self._folder / token
        if not (_beside(path).is_file() and path.is_file()):
            raise NotFound(name=token)
        found = self._read(path)
        if found.officer != officer or not officer:
            raise NotFound(name=token)
        return found

    def discard(self, officer: str, token: str) -> None:
        """Delete what an officer handed in."""
        self.upload(officer, token).drop()

    def _expire(self) -> None:
        """Delete what nobody has taken in for days."""
        oldest = (self._now() - timedelta(days=KEPT_DAYS)).timestamp()
        for path in list(self._folder.glob("*.json")):
            upload = self._read(path.with_suffix(""))
            if upload.time < oldest:
                upload.drop()

    def _read(self, path: Path) -> Upload:
        return Upload(**json.loads(_beside(path).read_bytes()), path=path)


def safe_name(name: str) -> str:
    """Give a sender's name for a file as a short text without folders and without signs that do not print."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(sign for sign in last if sign.isprintable()).strip(". ")
    return shown[-NAME_LENGTH:] or "-"
