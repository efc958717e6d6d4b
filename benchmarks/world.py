"""Search worlds of two and three nodes: ``python -m benchmarks.world [MINUTES] [SEED]``."""

import sys
import time
from collections import Counter

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.testing.world import machine

MINUTES, SEED = 10, 20260105
WORLDS, STEPS, EVERY = 25, 50, 5  # worlds of a round, steps of a world; every fifth round has three nodes
LONG = settings(
    max_examples=WORLDS,
    stateful_step_count=STEPS,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, Phase.shrink],
)


def main(arguments: list[str]) -> None:
    """Search, and print what was met; a world that is not sound ends the search with its shortest form."""
    minutes, start = (*map(int, arguments), *(MINUTES, SEED)[len(arguments) :])
    began, rounds = time.perf_counter(), 0
    while time.perf_counter() - began < minutes * 60:
        kind = machine.Worlds if rounds % EVERY else machine.ThreeWorlds
        run_state_machine_as_test(seed(start + rounds)(type("Round", (kind,), {})), settings=LONG)
        rounds += 1
    _tell(machine.TOTAL, rounds, time.perf_counter() - began, start)


def _tell(total: Counter[str], rounds: int, seconds: float, start: int) -> None:
    print(f"{rounds} rounds of worlds in {seconds:.0f} s (seeds from {start}):")
    for name, count in sorted(total.items()):
        print(f"  {count:8,} {name}")


if __name__ == "__main__":
    main(sys.argv[1:])
