"""The border process: a listener for each partner, mutual TLS 1.3, its certificate alone trusted.

It runs on the border's folder and nothing else, and looks there every second for what the node has changed.
"""

import asyncio
import signal
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn

from ambos.exchange.http.service import Asked, Border
from ambos.exchange.post import (
    CERTIFICATE,
    GATE,
    KEY,
    PEER_CERTIFICATE,
    Post,
    folder_of,
    outbox_of,
    parse_listen,
    read_posts,
)
from ambos.exchange.request import Gate
from ambos.values.errors import AmbosError, Misused, Unreachable

LOOK_SECONDS = 1.0
HEADER_BYTES = 8192
CONNECTIONS = 32
IDLE_SECONDS = 30
LEAVE_SECONDS = 3


class CannotListen(Unreachable):
    """The border cannot listen at an address; data: ``address``, ``reason``."""

    code = "exchange.cannot-listen"


class NoBorder(Misused):
    """The folder holds no border: its key or its certificate is missing; data: ``folder``."""

    code = "exchange.no-border"


@dataclass(frozen=True)
class Journal:
    """Where the border says what it does."""

    listening: Callable[[str, str], None]
    left: Callable[[str], None]
    asked: Callable[[Asked], None]
    failed: Callable[[AmbosError], None]


class _Server(uvicorn.Server):
    """A server among several in one process, which is told to stop by the process."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to the process."""
        yield


class Listeners:
    """The listeners of a border's folder, kept as the folder says."""

    def __init__(self, border: Path, journal: Journal, now: Callable[[], int]) -> None:
        self._border = border
        self._journal = journal
        self._now = now
        self._running: dict[str, tuple[tuple[bytes, ...], _Server, asyncio.Task[None]]] = {}
        self._gates: dict[str, Gate] = {}

    async def follow(self) -> None:
        """Start, restart and stop listeners as the folder's files say; refuse an address that is taken."""
        posts = {post.party: post for post in read_posts(self._border) if post.listen}
        for party in [*self._running]:
            if party not in posts or self._running[party][0] != self._state(party):
                await self._stop(party)
        for party, post in posts.items():
            if party not in self._running:
                await self._start(post)

    async def stop(self) -> None:
        """Stop them all; what is being answered is finished first, within a few seconds."""
        for party in [*self._running]:
            await self._stop(party)

    def _state(self, party: str) -> tuple[bytes, ...]:
        """Give the bytes of the files that a listener was started with."""
        folder = folder_of(self._border, party)
        files = (folder / GATE, folder / PEER_CERTIFICATE, self._border / CERTIFICATE)
        return tuple(path.read_bytes() for path in files)

    async def _start(self, post: Post) -> None:
        state, context = self._state(post.party), _context(self._border, post.party)
        bound = _bound(post.listen)
        border = Border(
            post.party, outbox_of(self._border, post.party), self._gate(post), self._now, self._journal.asked
        )
        server = _Server(_config(border, context))
        task = asyncio.create_task(server.serve([bound]))
        self._running[post.party] = (state, server, task)
        self._journal.listening(post.party, _address(bound))

    def _gate(self, post: Post) -> Gate:
        """Give the partner's gate; one that was there remembers what was asked before a restart."""
        gate = self._gates.setdefault(post.party, Gate(post.origin, {}))
        gate.origin, gate.keys = post.origin, post.by_id()
        return gate

    async def _stop(self, party: str) -> None:
        _, server, task = self._running.pop(party)
        server.should_exit = True
        await task
        self._journal.left(party)


async def serve(border: Path, journal: Journal) -> None:
    """Serve every partner that the folder tells of, until the process is asked to end.

    Refused at the start: a folder without key and certificate, an address that cannot be had. Later changes
    that cannot be followed are reported, and tried again.
    """
    if not ((border / KEY).is_file() and (border / CERTIFICATE).is_file()):
        raise NoBorder(folder=str(border))
    ending = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ending.set)
    listeners = Listeners(border, journal, _posix)
    try:
        await listeners.follow()
        await _follow_on(listeners, journal, ending)
    finally:
        await listeners.stop()


async def _follow_on(listeners: Listeners, journal: Journal, ending: asyncio.Event) -> None:
    """Look after the folder until the end; the same failure is reported once."""
    told = ""
    while not ending.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(ending.wait(), LOOK_SECONDS)
            return
        try:
            await listeners.follow()
            told = ""
        except (AmbosError, OSError) as error:
            failure = error if isinstance(error, AmbosError) else _unusable(error)
            if str(failure) != told:
                journal.failed(failure)
            told = str(failure)


def _config(border: Border, context: ssl.SSLContext) -> uvicorn.Config:
    def factory(*_: Any) -> ssl.SSLContext:
        return context

    return uvicorn.Config(
        border,
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        limit_concurrency=CONNECTIONS,
        h11_max_incomplete_event_size=HEADER_BYTES,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=LEAVE_SECONDS,
        ssl_context_factory=factory,
    )


def _context(border: Path, party: str) -> ssl.SSLContext:
    """Give a TLS context in which the partner's own certificates are the only trust there is."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.verify_mode = ssl.CERT_REQUIRED
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN  # each by itself, though two bear one name
    context.num_tickets = 0  # each connection shows its certificate anew
    try:
        context.load_cert_chain(border / CERTIFICATE, border / KEY)
        context.load_verify_locations(folder_of(border, party) / PEER_CERTIFICATE)
    except (OSError, ssl.SSLError) as error:
        raise _unusable(error) from error
    return context


def _bound(listen: str) -> socket.socket:
    host, port = parse_listen(listen)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        bound = socket.create_server((host, port), family=family, backlog=CONNECTIONS)
    except OSError as error:
        raise CannotListen(address=listen, reason=error.strerror or "") from error
    bound.setsockopt(
        socket.IPPROTO_TCP, socket.TCP_NODELAY, 1
    )  # asyncio leaves it out for a socket handed in
    return bound


def _address(bound: socket.socket) -> str:
    host, port = bound.getsockname()[:2]
    return f"https://[{host}]:{port}" if ":" in host else f"https://{host}:{port}"


def _unusable(error: OSError) -> CannotListen:
    return CannotListen(address=str(error.filename or ""), reason=error.strerror or str(error))


def _posix() -> int:
    return int(time.time())
