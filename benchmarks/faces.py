"""What a person waits for: whole processes of the command line, from the first byte to the exit."""

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks import official
from benchmarks.measuring import say

RUNS: Final = 7
PROGRAM: Final = Path(sys.executable).with_name("ambos")


@dataclass(frozen=True)
class Wait:
    """How long one command took, in seconds, over some runs."""

    what: str
    seconds: Sequence[float]

    @property
    def middle(self) -> float:
        """The median."""
        return statistics.median(self.seconds)

    def __str__(self) -> str:
        low, high = min(self.seconds), max(self.seconds)
        runs = "1 run" if len(self.seconds) == 1 else f"{len(self.seconds)} runs"
        return f"{self.what}: {self.middle:.2f} s in the middle of {runs} ({low:.2f} to {high:.2f})"


def waits(folder: Path) -> list[Wait]:
    """Run the commands beside a node with the public record."""
    demo = folder / "demo"
    node = ("--node", str(demo / "us"))
    file = official.largest()
    found = [
        _wait("ambos demo, from nothing", lambda: _run("demo", "--home", str(demo)), 1),
        _wait("ambos --help", lambda: _run("--help")),
        _wait("ambos review", lambda: _run(*node, "review")),
        _wait("ambos ledger verify", lambda: _run(*node, "ledger", "verify")),
    ]
    if file is not None:
        copies = [shutil.copytree(demo, folder / f"copy{i}") for i in range(RUNS)]
        fresh = iter(copies)
        what = f"ambos import {file.name}, for the first time"
        found.append(_wait(what, lambda: _run("--node", str(next(fresh) / "us"), "import", str(file))))
    return found


def _wait(what: str, run: Callable[[], None], runs: int = RUNS) -> Wait:
    seconds = []
    for _ in range(runs):
        started = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - started)
    found = Wait(what, seconds)
    say(f"  {found}")
    return found


def _run(*arguments: str) -> None:
    environment = {**os.environ, "COLUMNS": "100", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [PROGRAM, *arguments],
        env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise SystemExit(f"ambos {' '.join(arguments)} ended with {done.returncode}:\n{done.stderr}")
