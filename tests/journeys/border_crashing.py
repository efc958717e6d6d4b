"""Kill visitors and borders from a process without threads; its arguments are folder, kills and seed."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from ambos.testing.border_crash import endure


def main(folder: str, kills: str, seed: str) -> None:
    """Say what was endured as JSON."""
    sys.stdout.write(json.dumps(asdict(endure(Path(folder), int(kills), int(seed)))))


if __name__ == "__main__":
    main(*sys.argv[1:])
