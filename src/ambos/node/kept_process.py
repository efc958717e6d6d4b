"""The program that makes one packet and ends: ``python -m ambos.node.kept_process HOME OFFICER AS_OF``.

It writes the packet for ``kept_apart`` alone, which started it, in Python's own form.
"""

import pickle
import sys
from pathlib import Path

from ambos.node.assemble import system_now
from ambos.node.kept import made
from ambos.node.node import Node


def main(home: str, officer: str, as_of: str) -> None:
    """Make the packet that an officer of the node in ``home`` may see, or nobody where none is named."""
    with Node.open(Path(home)) as node:
        found = made(node.seat(officer), as_of, system_now())
        pickle.dump(found, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    main(*sys.argv[1:])
