"""How quick the machine is at what most work here waits for: signatures checked by libsodium, on one core.

Rented machines of one name differ by half from day to day, and so would every judgement.
"""

import os
import statistics
import time
from typing import Final

from nacl import bindings

OF_THE_BARS: Final = 16_500  # a second: the machine that the bars were set on made 15,000 to 18,000
_PIECES: Final = 5
_SECONDS: Final = 0.3


def checks_a_second() -> float:
    """Give how many signatures over 200 bytes are checked in a second: the middle of five short tries."""
    public, secret = bindings.crypto_sign_keypair()
    signed = bindings.crypto_sign(os.urandom(200), secret)
    return statistics.median(_try(signed, public) for _ in range(_PIECES))


def _try(signed: bytes, public: bytes) -> float:
    started, done = time.perf_counter(), 0
    while time.perf_counter() - started < _SECONDS:
        bindings.crypto_sign_open(signed, public)
        done += 1
    return done / (time.perf_counter() - started)


def described(paces: list[float]) -> str:
    """Give the line that a section says of its machine's pace."""
    low, high = min(paces), max(paces)
    return (
        f"Pace: libsodium checks {low:,.0f} to {high:,.0f} signatures a second on one core during this run; "
        f"the bars were set on a machine that checks about {OF_THE_BARS:,}"
    )
