"""Send or receive in a process of its own; its arguments are which of them, home, peer and folder."""

import sys
from pathlib import Path

from ambos.node.node import Node
from ambos.testing.clock import HandClock


def main(what: str, home: str, peer: str, folder: str) -> None:
    """Do it and say how many files were sent or records received."""
    with Node.open(Path(home), now=HandClock().now) as node:
        done = len(node.send(peer, Path(folder))) if what == "send" else node.receive(peer, Path(folder))
    sys.stdout.write(str(done))


if __name__ == "__main__":
    main(*sys.argv[1:])
