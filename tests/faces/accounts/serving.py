"""Serve the site over a node on a loopback port until the input ends."""

import sys
import threading
from pathlib import Path

from ambos.faces.site.server import Place, serve


def main(home: Path, port: int) -> None:
    """Serve in a thread, say when that is ready, and end with the input."""
    ready = threading.Event()
    place = Place("127.0.0.1", port)
    threading.Thread(target=serve, args=(home, place, lambda address: ready.set()), daemon=True).start()
    ready.wait()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
