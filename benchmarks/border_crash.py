"""Kill visits and borders at random moments: ``python -m benchmarks.border_crash [--kills 200]``."""

import argparse
import tempfile
import time
from pathlib import Path

from ambos.testing.border_crash import endure

KILLS, SEED = 200, 20261125


def main() -> None:
    """Run, and print what was found; anything lost or unequal ends the run with an error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="ambos-border-") as folder:
        endured = endure(Path(folder), asked.kills, asked.seed)
    seconds = time.perf_counter() - began
    print(
        f"{asked.kills} kills in {seconds:.0f} s (seed {asked.seed}): {endured.visitors} of visitors, "
        f"{endured.borders} of borders ({endured.ended} visits had ended by then); {endured.arrived} records "
        "arrived; mirrors and outboxes whole and equal each time, every log verified, no receipt for less"
    )


if __name__ == "__main__":
    main()
