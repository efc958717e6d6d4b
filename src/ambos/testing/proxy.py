"""A bad network between two nodes: it cuts, slows, repeats, replays and corrupts, by a plan made from a seed.

Real TCP on the loopback device. One fault a connection, at one byte of one of its two directions.
"""

import math
import random
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self

PASS, REFUSE, CUT, CORRUPT = "pass", "refuse", "cut", "corrupt"
REPEAT, SLOW, REPLAY = "repeat", "slow", "replay"
FAULTS: Final = (REFUSE, CUT, CORRUPT, REPEAT, SLOW, REPLAY)
LOOPBACK: Final = "127.0.0.1"
CHUNK: Final = 1 << 16
FARTHEST: Final = 1 << 20  # bytes into a direction up to which faults strike
PIECE, PAUSE, PIECES = 97, 0.001, 200  # how a slow one passes bytes, in seconds, and how many such pieces
PATIENCE: Final = 20.0  # seconds after which a silent connection is given up
_ABORT: Final = b"\x01\x00\x00\x00\x00\x00\x00\x00"  # linger on, for no time: the other side sees a reset


@dataclass(frozen=True)
class Fault:
    """What befalls one connection, from byte ``at`` of what is answered, or else of what is asked."""

    sort: str
    answered: bool = True
    at: int = 0


def plan(seed: int) -> Iterator[Fault]:
    """Give faults without end, the same for each seed; near the start as often as far from it."""
    chance = random.Random(seed)
    while True:
        at = int(math.exp(chance.uniform(0, math.log(FARTHEST)))) - 1
        yield Fault(chance.choice(FAULTS), chance.random() < 0.7, at)


class Proxy:
    """Listens between ``__enter__`` and ``__exit__`` and passes each connection on under the next fault."""

    def __init__(self, onward: tuple[str, int], faults: Iterator[Fault]) -> None:
        self.met: list[Fault] = []
        self.replayed = 0
        self._onward = onward
        self._faults = faults
        self._stopped = threading.Event()
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server((LOOPBACK, 0))

    @property
    def port(self) -> int:
        """Give the port on the loopback device."""
        return int(self._listener.getsockname()[1])

    def __enter__(self) -> Self:
        self._begin(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop listening and wait until every connection is closed."""
        self._stopped.set()
        with suppress(OSError), socket.create_connection((LOOPBACK, self.port), PATIENCE):
            pass  # wakes the listener
        for thread in self._threads:
            thread.join(PATIENCE)
        self._listener.close()

    def behave(self) -> None:
        """Pass every later connection as it is."""
        self._faults = iter(lambda: Fault(PASS), None)

    def _begin(self, work: object, *arguments: object) -> threading.Thread:
        thread = threading.Thread(target=work, args=arguments, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()
        return thread

    def _accept(self) -> None:
        while True:
            near, _ = self._listener.accept()
            if self._stopped.is_set():
                near.close()
                return
            fault = next(self._faults)
            self.met.append(fault)
            self._begin(self._carry, near, fault)

    def _carry(self, near: socket.socket, fault: Fault) -> None:
        """Pass one connection on under its fault, and close both ends."""
        far = None
        asked = bytearray()
        with suppress(OSError):
            if fault.sort != REFUSE:
                far = socket.create_connection(self._onward, PATIENCE)
                near.settimeout(PATIENCE)
                back = self._begin(self._pump, far, near, fault if fault.answered else Fault(PASS), None)
                self._pump(near, far, Fault(PASS) if fault.answered else fault, asked)
                back.join(PATIENCE)
        for end in (near, far):
            if end is not None:
                end.close()
        if fault.sort == REPLAY:
            self._replay(bytes(asked))

    def _pump(self, source: socket.socket, sink: socket.socket, fault: Fault, kept: bytearray | None) -> None:
        """Pass bytes one way until the source ends; a cut ends both ways."""
        passed = 0
        try:
            while data := source.recv(CHUNK):
                if kept is not None:
                    kept += data
                if not self._pass(sink, data, fault, passed):
                    _abort(source)
                    _abort(sink)
                    return
                passed += len(data)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            _abort(sink)

    def _pass(self, sink: socket.socket, data: bytes, fault: Fault, passed: int) -> bool:
        """Send one piece, or what the fault makes of it; say whether the connection goes on."""
        at = fault.at - passed
        if fault.sort == SLOW and at < len(data):
            return self._trickle(sink, data)
        if not 0 <= at < len(data) or fault.sort in (PASS, SLOW, REPLAY):
            sink.sendall(data)
        elif fault.sort == CUT:
            sink.sendall(data[:at])
            return False
        elif fault.sort == CORRUPT:
            sink.sendall(data[:at] + bytes([data[at] ^ 1 << fault.at % 8]) + data[at + 1 :])
        else:
            sink.sendall(data + data[at:])
        return True

    def _trickle(self, sink: socket.socket, data: bytes) -> bool:
        for start in range(0, min(len(data), PIECE * PIECES), PIECE):
            sink.sendall(data[start : start + PIECE])
            self._stopped.wait(PAUSE)
        sink.sendall(data[PIECE * PIECES :])
        return True

    def _replay(self, asked: bytes) -> None:
        """Say again, on a new connection, all that was asked on one that is over."""
        with suppress(OSError), socket.create_connection(self._onward, PATIENCE) as again:
            again.sendall(asked)
            again.shutdown(socket.SHUT_WR)
            while again.recv(CHUNK):
                pass
            self.replayed += 1


def _abort(end: socket.socket) -> None:
    """Close without a farewell."""
    with suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _ABORT)
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
