"""Make the packet of a large house in a process of its own: for one that has many people to answer meanwhile.

A packet is made of every thing that one may see. Of a great many that takes minutes of a processor and much
memory, both of which are the other process's and gone with it.
"""

import pickle
import subprocess
import sys
from contextlib import suppress
from tempfile import TemporaryFile
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
    """Give the packet of whoever sits at the node, made by another process over the same folder.

    It is read as it comes, so that it is never here twice.
    """
    command = [sys.executable, "-m", PROGRAM, str(node.config.home), node.person().officer, as_of]
    with TemporaryFile() as told:
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=told) as making:  # this very program
            assert making.stdout is not None  # it was asked for
            found = None
            with suppress(EOFError, pickle.UnpicklingError):  # of one that failed: what it told says why
                found = pickle.load(making.stdout)  # by our own process, over a pipe that nobody else has
        if making.returncode or found is None:
            told.seek(0)
            raise NotMade(said=told.read().decode(errors="replace")[-SHOWN:].strip())
    return found
