"""Run a witness as a process of its own; its argument is the folder."""

import sys
from pathlib import Path

from ambos.node.witness_service import serve


def told(host: str, port: int) -> None:
    """Say where it listens."""
    sys.stdout.write(f"http://{host}:{port}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve(Path(sys.argv[1]), "127.0.0.1", 0, told)
