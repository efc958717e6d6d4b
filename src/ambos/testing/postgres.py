"""A private PostgreSQL server in a directory: own data, own Unix socket, no network, gone when left."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from ambos.values.errors import Unreachable

SUPERUSER = "ambos"
SYSTEM_USERS = (
    "postgres",
    "nobody",
)  # PostgreSQL refuses to run as root; the first that exists lends its name
DEBIAN_BINARIES = Path("/usr/lib/postgresql")
SETTINGS = {
    "listen_addresses": "",
    "fsync": "on",
    "max_connections": "50",
    "shared_buffers": "64MB",
    "log_min_messages": "fatal",
    "wal_recycle": "off",
}


class ServerMissing(Unreachable):
    """This machine has no PostgreSQL server program."""

    code = "testing.server-missing"


class ServerFailed(Unreachable):
    """A PostgreSQL program ended with an error; ``said`` holds its words."""

    code = "testing.server-failed"


class PostgresCluster:
    """A server with data checksums and fsync on, running between ``__enter__`` and ``__exit__``.

    The directory must be empty and reachable for other users when we are root (such as one made by
    ``tempfile``); its path must leave room for a socket name (107 bytes in all).
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._binaries = find_binaries()
        self._data = directory / "data"
        self._account = _account()

    def __enter__(self) -> Self:
        """Create the data and start the server; it answers when this returns. Raises ServerFailed."""
        if self._account is not None:
            os.chown(self.directory, self._account.pw_uid, self._account.pw_gid)
        self.directory.chmod(0o700)
        self._run(
            "initdb", "--data-checksums", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8",
            f"--username={SUPERUSER}", f"--pgdata={self._data}",
        )  # fmt: skip
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the server at once; the data stay in the directory, which is the caller's to remove."""
        self.stop("immediate")

    def start(self) -> None:
        """Start the server on the data that are there, and wait until it answers."""
        settings = {**SETTINGS, "unix_socket_directories": str(self.directory)}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        log = self.directory / "server.log"
        self._run(
            "pg_ctl", "start", "--wait", f"--pgdata={self._data}", f"--log={log}", f"--options={options}"
        )

    def stop(self, mode: str = "fast") -> None:
        """Stop the server: ``fast`` ends sessions in order, ``immediate`` is a crash to recover from."""
        self._run("pg_ctl", "stop", "--wait", f"--mode={mode}", f"--pgdata={self._data}")

    def dsn(self, database: str = "postgres") -> str:
        """Give the connection string of a database of this server."""
        return make_conninfo(host=str(self.directory), user=SUPERUSER, dbname=database)

    def create_database(self, name: str) -> str:
        """Create an empty database and give its connection string; psycopg's error if it exists."""
        with psycopg.connect(self.dsn(), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self.dsn(name)

    def _run(self, program: str, *arguments: str) -> None:
        account = self._account
        done = subprocess.run(
            [self._binaries / program, *arguments],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, cwd=self.directory,
            user=account and account.pw_uid, group=account and account.pw_gid,
            extra_groups=[] if account else None,
        )  # fmt: skip
        if done.returncode != 0:
            raise ServerFailed(program=program, said=(done.stderr or done.stdout).strip())


def find_binaries(root: Path = DEBIAN_BINARIES) -> Path:
    """Give the folder of the newest server's programs: Debian's first, then PATH. Raises ServerMissing."""
    versions = [path.parent for path in root.glob("*/bin/initdb")]
    if versions:
        return max(versions, key=lambda folder: float(folder.parent.name))
    on_path = shutil.which("initdb")
    if on_path is None:
        raise ServerMissing()
    return Path(on_path).resolve().parent


def _account() -> pwd.struct_passwd | None:
    """Give the account that the server runs as when we are root, else None: it runs as us."""
    if os.getuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next(known[name] for name in SYSTEM_USERS if name in known)
