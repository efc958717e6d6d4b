"""Kill a writer in a process without threads; its arguments are folder, kills, seed and perhaps a DSN."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from ambos.testing.crash import endure
from ambos.testing.pair import PARTIES


def main(folder: str, kills: str, seed: str, *dsn: str) -> None:
    """Say what was endured as JSON."""
    endured = endure(Path(folder), int(kills), int(seed), dict.fromkeys(PARTIES, dsn[0]) if dsn else None)
    sys.stdout.write(json.dumps(asdict(endured)))


if __name__ == "__main__":
    main(*sys.argv[1:])
