"""A few open nodes for a process that serves many people at once, each request at a seat of its own."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from queue import Empty, LifoQueue
from threading import Lock, Thread
from typing import Final

from ambos.kernel.remembered import Remembered
from ambos.kernel.store.contract import WriterBusy
from ambos.node.assemble import system_now
from ambos.node.config import read_config
from ambos.node.node import Node
from ambos.node.reads import Reads
from ambos.values.errors import Unreachable, VerificationFailed

SIZE: Final = 4
PATIENCE, PAUSE = 5.0, 0.02  # seconds: how long another writer is waited for, and between two tries


class Pool:
    """Nodes over one folder: some kept open to read from, and one opened anew for each act."""

    def __init__(self, home: Path, size: int = SIZE, now: Callable[[], datetime] = system_now) -> None:
        """Open nothing yet; at most ``size`` nodes will be read from at the same time."""
        self.home = home
        self._now = now
        self._idle: LifoQueue[Node | None] = LifoQueue()
        for _ in range(size):
            self._idle.put(None)
        self._writer = Lock()
        self._remembered = Remembered()
        self._reads = Reads(read_config(home)[0].logs, now)

    @contextmanager
    def seat(self, officer: str) -> Iterator[Node]:
        """Give a node brought up to the logs, for this officer to read from; ``""`` reads as the public.

        A node whose store failed is not kept, nor one whose partners are no longer those it was opened with.
        """
        kept = self._idle.get()
        try:
            kept = self._current(kept)
            yield kept.seat(officer)
        except (Unreachable, VerificationFailed):
            if kept is not None:
                kept.close()
            kept = None
            raise
        finally:
            self._idle.put(kept)
            if self._reads.due:
                self._reads.hand_over()
                Thread(target=self._sign, daemon=True).start()

    def _sign(self) -> None:
        """Have the readings signed that wait: a node does so when it is closed."""
        with self._writer:
            self._opened().close()

    def _opened(self) -> Node:
        """Open a node that notes readings, and remembers what was counted, together with the others."""
        node = Node.open(self.home, now=self._now)
        node.reads, node.parts.tables.remembered = self._reads, self._remembered
        return node

    def _current(self, node: Node | None) -> Node:
        if node is None:
            return self._opened()
        partners = node.partners()
        if node.refresh() and node.partners() != partners:
            fresh = self._opened()  # before the old one goes: if it cannot be opened, that one is still whole
            node.close()
            return fresh
        return node

    @contextmanager
    def writing(self, officer: str) -> Iterator[Node]:
        """Give a node opened for one act of this officer, the one writer until it is closed behind it.

        Another writer, such as a command in a terminal, is waited for a few seconds; then ``WriterBusy``.
        """
        with self._writer, self._opened() as node:
            _claim(node)
            yield node.seat(officer)

    def close(self) -> None:
        """Release every node that nobody sits at."""
        try:
            while True:
                node = self._idle.get_nowait()
                if node is not None:
                    node.close()
        except Empty:
            return


def _claim(node: Node) -> None:
    """Become the one writer of the house log, or refuse after some patience."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            node.parts.ledger.log.store.claim()
            return
        except WriterBusy:
            if time.monotonic() > end:
                raise
        time.sleep(PAUSE)
