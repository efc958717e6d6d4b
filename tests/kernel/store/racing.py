"""One of several processes at one log: its arguments are ``race`` or ``claim``, back end, where, number."""

import sys
from collections.abc import Sequence

from ambos.kernel.store.contract import Attested, Entry, LogStore, SizeConflict, StoreUnreachable
from tests.kernel.store.conftest import open_log

ROUNDS = 30


def attested(statements: Sequence[bytes]) -> Attested:
    """Sign nothing: the store does not look."""
    return Attested([], b"note over %d" % len(statements))


def race(store: LogStore, racer: int) -> None:
    """Append groups without ever claiming, again and again, beside others that do the same; say how many."""
    won = 0
    while won < ROUNDS:
        size = store.size()
        group = [
            Entry(
                racer.to_bytes(4, "big") + won.to_bytes(4, "big") + n.to_bytes(8, "big"), b"%d" % racer, None
            )
            for n in range(racer + 1)
        ]
        try:
            store.append(size, group, attested, {})
        except (SizeConflict, StoreUnreachable):
            continue
        won += 1
    sys.stdout.write(f"{won}\n")


def claim(store: LogStore, _: int) -> None:
    """Be the one writer until the input ends."""
    store.claim()
    sys.stdout.write("claimed\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    what, name, where, number = sys.argv[1:]
    {"race": race, "claim": claim}[what](open_log(name, where), int(number))
