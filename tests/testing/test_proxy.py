"""The bad network does what its plan says, and afterwards behaves."""

import socket
import threading
from collections.abc import Iterator
from itertools import islice

import pytest

from ambos.testing.proxy import CORRUPT, CUT, LOOPBACK, PASS, REFUSE, REPEAT, REPLAY, SLOW, Fault, Proxy, plan

SAID = bytes(range(256)) * 40


class Echo:
    """Answers each connection with what it said; keeps what it heard."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.listener = socket.create_server((LOOPBACK, 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            with near:
                heard = b""
                try:
                    while data := near.recv(1 << 16):
                        heard += data
                    near.sendall(heard)
                except OSError:
                    pass
                self.heard.append(heard)


@pytest.fixture
def echo() -> Iterator[Echo]:
    """One that answers."""
    made = Echo()
    yield made
    made.listener.shutdown(socket.SHUT_RDWR)
    made.listener.close()


def asked(port: int) -> bytes:
    """Say all, hear all; a reset ends what is heard."""
    heard = b""
    try:
        with socket.create_connection((LOOPBACK, port), 10) as near:
            near.sendall(SAID)
            near.shutdown(socket.SHUT_WR)
            while data := near.recv(1 << 16):
                heard += data
    except OSError:
        pass
    return heard


@pytest.mark.parametrize("answered", (True, False))
def test_each_fault_is_what_it_is_called(echo: Echo, answered: bool) -> None:
    """Passed, slowed and replayed bytes are the same; refused, cut, corrupt and repeated ones are not."""
    sorts = (PASS, SLOW, REPLAY, REFUSE, CUT, CORRUPT, REPEAT)
    faults = iter([Fault(sort, answered, 5000) for sort in sorts])
    with Proxy((LOOPBACK, echo.listener.getsockname()[1]), faults) as proxy:
        heard = {sort: asked(proxy.port) for sort in sorts}
        proxy.behave()
        assert asked(proxy.port) == SAID
    assert heard[PASS] == heard[SLOW] == heard[REPLAY] == SAID
    assert heard[REFUSE] == b"" and SAID.startswith(heard[CUT]) and len(heard[CUT]) <= 5000
    differing = [at for at, pair in enumerate(zip(heard[CORRUPT], SAID, strict=True)) if pair[0] != pair[1]]
    assert differing == [5000]
    assert len(heard[REPEAT]) > len(SAID)
    assert proxy.replayed == 1 and echo.heard.count(SAID) >= 5


def test_a_plan_is_its_seed() -> None:
    """The same seed gives the same faults, another one others."""
    first, same, other = (list(islice(plan(seed), 50)) for seed in (1, 1, 2))
    assert first == same != other
    assert {fault.sort for fault in first} == {REFUSE, CUT, CORRUPT, REPEAT, SLOW, REPLAY}
