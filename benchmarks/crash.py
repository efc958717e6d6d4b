"""Kill a writing node 500 times at random moments: ``python -m benchmarks.crash [KILLS] [SEED]``."""

import sys
import tempfile
import time
from pathlib import Path

from ambos.testing.crash import endure

KILLS, SEED = 500, 20260105


def main(arguments: list[str]) -> None:
    """Run, and print what was found; a lost record ends the run with an error."""
    kills, seed = (*map(int, arguments), *(KILLS, SEED)[len(arguments) :])
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="ambos-crash-") as folder:
        endured = endure(Path(folder), kills, seed)
    seconds = time.perf_counter() - began
    print(
        f"{endured.kills} kills in {seconds:.0f} s (seed {seed}): {endured.acknowledged} acknowledged, "
        f"none lost; {endured.found} found, no half group; every log verified, tables equal to a rebuild"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
