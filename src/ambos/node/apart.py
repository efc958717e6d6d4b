"""Work done in a process of its own, so that the memory it takes is given back with it.

A large official file takes several times its size while it is read; the server must not keep that.
"""

from collections.abc import Mapping
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from ambos.node.job import Failure
from ambos.node.jobs import JobBroken, RefusedApart, Teller, Work
from ambos.node.node import Node
from ambos.node.pool import Pool
from ambos.values.errors import AmbosError

TOLD, DONE, REFUSED = "told", "done", "refused"
SECONDS: Final = 10  # that a process is given to end by itself


def apart(work: Work) -> Work:
    """Give the same work done by another process at a node of its own; ``work`` has to be picklable.

    What it tells and what it refuses comes through. Stopped, the process is ended where it stands: its work
    must be one whose interruption does no harm.
    """

    def begin(node: Node, told: Teller) -> Mapping[str, Any]:
        spawning = get_context("spawn")
        ours, theirs = spawning.Pipe()
        given = (theirs, node.config.home, node.person().officer, told.folder, work)
        process = spawning.Process(target=_run, args=given, daemon=True)
        process.start()
        theirs.close()
        try:
            return _heard(ours, told)
        finally:
            process.join(0 if ours.closed else SECONDS)
            process.kill()
            process.join()

    return begin


def _heard(pipe: Connection, told: Teller) -> Mapping[str, Any]:
    """Pass on what the other process tells until it has ended; give its result or raise its refusal."""
    with pipe:
        try:
            while True:
                match pipe.recv():
                    case (str() as what, str() as step, int() as done, int() as total) if what == TOLD:
                        told.step(step)(done, total)
                    case (str() as what, dict() as result) if what == DONE:
                        return result
                    case (_, Failure() as failure):
                        raise RefusedApart(failure)
        except EOFError:
            raise JobBroken(reason="EOFError") from None


def _run(pipe: Connection, home: Path, officer: str, folder: Path, work: Work) -> None:
    """Do the work, in the other process."""

    def tell(step: str, done: int, total: int) -> None:
        pipe.send((TOLD, step, done, total))

    pool = Pool(home, 1)
    with suppress(BrokenPipeError), pipe:
        try:
            with pool.seat(officer) as node:
                pipe.send((DONE, dict(work(node, Teller(folder, tell)))))
        except AmbosError as error:
            pipe.send((REFUSED, Failure.of(error)))
        finally:
            pool.close()
