"""Run a node's border as a process of its own, for as long as another process needs it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final

import ambos
from ambos.values.errors import Unreachable

PROGRAM: Final = "ambos.faces.cli"
LOOPBACK: Final = "127.0.0.1"
PATIENCE, PAUSE = 30.0, 0.02  # seconds: until a border must listen, and between two looks
SHOWN: Final = 300  # characters of what it said, where it did not come up


class BorderNotUp(Unreachable):
    """A border's process ended, or does not listen in time; data: ``listen``, ``said``."""

    code = "node.border-not-up"


class BorderProcess:
    """The border of one node, running until ``stop``; what it says is kept in a file of nobody else."""

    def __init__(self, home: Path, listens: Sequence[str]) -> None:
        """Start it and wait until it listens at each address; refuse one that ends or takes too long."""
        self._said = TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115  # until stop
        self._process = _started(self._said, "--node", str(home), "border", "serve")
        for listen in listens:
            self._await(listen)

    @property
    def pid(self) -> int:
        """Give the process's id."""
        return self._process.pid

    def said(self) -> str:
        """Give the end of what it has said so far."""
        self._said.seek(0)
        return self._said.read()[-SHOWN:].strip()

    def stop(self, number: int = signal.SIGTERM) -> None:
        """End the process, as asked or at once, and wait until it has ended."""
        self._process.send_signal(number)
        self._process.wait()
        self._said.close()

    def _await(self, listen: str) -> None:
        host, _, port = listen.rpartition(":")
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self._process.poll() is None:
            try:
                socket.create_connection((host.strip("[]"), int(port)), PATIENCE).close()
            except OSError:
                time.sleep(PAUSE)
            else:
                return
        self._process.kill()
        raise BorderNotUp(listen=listen, said=self.said())


@contextmanager
def serving(home: Path, listens: Sequence[str]) -> Iterator[BorderProcess]:
    """Give the border of the node in ``home`` while it listens at each address; it is stopped at the end."""
    border = BorderProcess(home, listens)
    try:
        yield border
    finally:
        border.stop()


def _started(said: IO[str], *arguments: str) -> subprocess.Popen[str]:
    """Start this program with these arguments, as it runs here."""
    source = str(Path(ambos.__file__).parents[1])
    path = os.pathsep.join(filter(None, (source, os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(
        [sys.executable, "-m", PROGRAM, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=said,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )


def free_port() -> int:
    """Give a port of the loopback device at which nobody listens just now."""
    with socket.create_server((LOOPBACK, 0)) as found:
        return int(found.getsockname()[1])


def is_free(listen: str) -> bool:
    """Say whether one may listen at ``host:port`` now."""
    host, _, port = listen.rpartition(":")
    try:
        with socket.create_server((host, int(port))):
            return True
    except OSError:
        return False
