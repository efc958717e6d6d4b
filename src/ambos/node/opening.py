"""The sites and borders of a demonstration, as processes that stay when the command has ended.

Which they are is kept in a file beside the nodes, so that a later command finds them, or ends them.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

import ambos
from ambos.kernel.store.durable import write_whole
from ambos.node.border_process import LOOPBACK, PROGRAM, free_port, is_free
from ambos.node.demo import PARTIES, home_of
from ambos.node.node import Node
from ambos.values.errors import Unreachable

FILE: Final = "running.json"
WHAT: Final = ("border", "site")
PORTS: Final = {"US": 8101, "MX": 8102}
PATIENCE, PAUSE = 60.0, 0.05  # seconds: until a process must listen, or have ended; and between two looks
SHOWN: Final = 300


class NotOpened(Unreachable):
    """A process ended, or does not listen in time; data: ``what``, ``said``."""

    code = "demo.not-opened"


class Running(NamedTuple):
    """A process that stays: what it serves, of which party, where, and by which number it is known here."""

    what: str
    party: str
    listen: str
    pid: int

    @property
    def address(self) -> str:
        """Give what a person types into a browser."""
        return f"http://localhost:{self.listen.rpartition(':')[2]}/"


def is_open(folder: Path) -> bool:
    """Say whether all that is to run for a demonstration runs."""
    return len([one for one in _noted(folder) if _lives(one, folder)]) == len(PARTIES) * len(WHAT)


def open_sites(folder: Path) -> list[Running]:
    """Have a site and a border run for each node of a demonstration; give the sites.

    Those that run already are left as they are. Refuses when one does not come up, and ends the others.
    """
    running = [one for one in _noted(folder) if _lives(one, folder)]
    begun: list[Running] = []
    try:
        for party in PARTIES:
            home = home_of(folder, party)
            known = {one.what for one in running if one.party == party}
            begun += [_begin(folder, party, home, what) for what in WHAT if what not in known]
        for one in begun:
            _await(folder, one)
    except BaseException:
        _end(begun)
        raise
    everything = [*running, *begun]
    write_whole(folder / FILE, json.dumps(everything).encode())
    return [one for one in everything if one.what == "site"]


def close_sites(folder: Path) -> int:
    """End what runs for a demonstration; give how many processes that was."""
    running = [one for one in _noted(folder) if _lives(one, folder)]
    _end(running)
    (folder / FILE).unlink(missing_ok=True)
    return len(running)


def _noted(folder: Path) -> list[Running]:
    try:
        return [Running(*one) for one in json.loads((folder / FILE).read_bytes())]
    except (OSError, ValueError, TypeError):
        return []


def _lives(one: Running, folder: Path) -> bool:
    """Say whether a process is there and is the one that was noted: numbers are given anew."""
    try:
        os.kill(one.pid, 0)
        command = Path(f"/proc/{one.pid}/cmdline")
        named = not command.exists() or str(folder.absolute()).encode() in command.read_bytes()
    except OSError:
        return False
    return named and not is_free(one.listen)


def _begin(folder: Path, party: str, home: Path, what: str) -> Running:
    if what == "border":
        with Node.open(home) as node:
            listen = next(one.listen for one in node.partners().values() if one.listen)
        words = ["border", "serve"]
    else:
        port = PORTS[party] if is_free(f"{LOOPBACK}:{PORTS[party]}") else free_port()
        listen, words = f"{LOOPBACK}:{port}", ["serve", "--port", str(port)]
    return Running(what, party, listen, _started(_said(folder, what, party), home.absolute(), words))


def _said(folder: Path, what: str, party: str) -> Path:
    return folder / f"{what}-{party.lower()}.log"


def _started(said: Path, home: Path, words: Sequence[str]) -> int:
    """Start this program so that neither a closed terminal nor an interrupt ends it."""
    source = str(Path(ambos.__file__).parents[1])
    path = os.pathsep.join(filter(None, (source, os.environ.get("PYTHONPATH"))))
    with said.open("wb") as stream:
        return subprocess.Popen(
            [sys.executable, "-m", PROGRAM, "--node", str(home), *words],
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,
        ).pid


def _await(folder: Path, one: Running) -> None:
    host, _, port = one.listen.rpartition(":")
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and not _ended(one.pid):
        try:
            socket.create_connection((host.strip("[]"), int(port)), PATIENCE).close()
        except OSError:
            time.sleep(PAUSE)
        else:
            return
    said = _said(folder, one.what, one.party)
    raise NotOpened(what=said.name, said=said.read_text(encoding="utf-8", errors="replace")[-SHOWN:].strip())


def _ended(pid: int) -> bool:
    """Say whether a process has ended, and take leave of it if it was begun here."""
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    except ChildProcessError:
        try:
            os.kill(pid, 0)
        except OSError:
            return True
        return False


def _end(running: Sequence[Running]) -> None:
    """Ask processes to end; those that do not in time are killed."""
    for one in running:
        with suppress(ProcessLookupError):
            os.kill(one.pid, signal.SIGTERM)
    end = time.monotonic() + PATIENCE / 4
    for one in running:
        while not _ended(one.pid) and time.monotonic() < end:
            time.sleep(PAUSE)
        if not _ended(one.pid):
            with suppress(ProcessLookupError):
                os.kill(one.pid, signal.SIGKILL)
