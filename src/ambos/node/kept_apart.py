"""Make the packet of a large house in a process of its own: for one that has many people to answer meanwhile.

A packet is made of every thing that one may see. Of a great many that takes minutes of a processor and much
memory, both of which are the other process's and gone with it.
"""

import pickle
import subprocess
import sys
from typing import Any, Final

from ambos.node.node import Node
from ambos.values.errors import Unreachable

PROGRAM: Final = "ambos.node.kept_process"
LARGE: Final = 20_000  # things, with which a packet takes some seconds
SHOWN: Final = 300  # characters of what the other process said, where it failed


class NotMade(Unreachable):
    """The process that was to make a packet failed; data: ``said``."""

    code = "node.packet-not-made"


def is_large(node: Node) -> bool:
    """Say whether a house holds so many things that its packets are made apart."""
    first = f"SELECT 1 FROM thing LIMIT {LARGE}"
    ((count,),) = node.parts.tables.execute(f"SELECT count(*) FROM ({first}) AS first")
    return bool(count == LARGE)


def made_apart(node: Node, as_of: str) -> Any:
    """Give the packet of whoever sits at the node, made by another process over the same folder."""
    command = [sys.executable, "-m", PROGRAM, str(node.config.home), node.person().officer, as_of]
    ended = subprocess.run(command, capture_output=True, check=False)  # this very program
    if ended.returncode:
        raise NotMade(said=ended.stderr.decode(errors="replace")[-SHOWN:].strip())
    return pickle.loads(ended.stdout)  # by our own process, over a pipe that nobody else has
