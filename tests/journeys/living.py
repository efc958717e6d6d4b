"""Two nodes with some history, alive until they are killed: ``python -m tests.journeys.living FOLDER``."""

import sys
from pathlib import Path

from ambos.kernel.acts import New
from ambos.testing.pair import Pair, pair


def live(made: Pair) -> None:
    """Let both propose, answer and exchange, with something still unreleased at the end."""
    us = [
        New("framework", f"us-{n}", {"name": {"en": f"Framework {n}", "es": f"Marco {n}"}}) for n in range(12)
    ]
    mx = [New("framework", f"mx-{n}", {"name": {"es": f"Acuerdo {n}"}}) for n in range(12)]
    proposed = made.us.propose(us)
    made.mx.propose(mx)
    made.exchange()
    made.mx.answer("countersigns", [written.rid.hex() for written in proposed[:3]], {})
    made.exchange(2)
    made.us.propose([New("framework", "us-late", {"name": {"en": "Not released yet"}})])


def main(folder: Path) -> None:
    """Live, say so, and wait to be killed with every file open."""
    with pair(folder) as made:
        live(made)
        sys.stdout.write("alive\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
