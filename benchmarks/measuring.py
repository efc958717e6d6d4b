"""Time one piece of work: wall clock, processor seconds (a server's included) and the most memory held."""

import gc
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

_STATUS: Final = Path("/proc/self/status")
_RESET_PEAK: Final = Path("/proc/self/clear_refs")
_TIMES: Final = 7


def say(text: str) -> None:
    """Tell whoever waits how far the run is, on stderr with the time of day; stdout is for results."""
    print(time.strftime("%H:%M:%S"), text, file=sys.stderr, flush=True)


@dataclass(frozen=True)
class Row:
    """One measurement: ``n`` pieces of work of one sort, in ``wall`` seconds and ``cpu`` processor seconds.

    ``place`` is the store, ``size`` how many records the run was about, ``peak`` the most memory that this
    process held meanwhile, in MiB. ``peer`` names the row of another library that did the same work.
    """

    what: str
    place: str
    size: int
    n: int
    wall: float
    cpu: float
    peak: float
    peer: str = ""

    @property
    def per_wall(self) -> float:
        """Pieces of work a second, by the clock on the wall."""
        return self.n / self.wall

    @property
    def per_cpu(self) -> float:
        """Pieces of work a second of one processor."""
        return self.n / max(self.cpu, 1e-3)


class Stopwatch:
    """Takes rows and says each as soon as it is there; ``server`` gives the seconds a server has used."""

    def __init__(
        self, place: str, size: int, rows: list[Row], server: Callable[[], float] = lambda: 0.0
    ) -> None:
        self.place = place
        self.size = size
        self._rows = rows
        self._server = server

    @contextmanager
    def row(self, what: str, n: int, peer: str = "") -> Iterator[None]:
        """Measure what happens inside as ``n`` pieces of work."""
        say(f"  {self.place:10} {what}: {n:,} ...")
        gc.collect()
        _RESET_PEAK.write_text("5")
        cpu, wall = self._cpu(), time.perf_counter()
        yield
        wall, cpu = time.perf_counter() - wall, self._cpu() - cpu
        found = Row(what, self.place, self.size, n, wall, cpu, _peak(), peer)
        self._rows.append(found)
        say(
            f"  {found.place:10} {found.what:58} {n:>9,} in {wall:8.2f} s "
            f"{found.per_wall:>11,.0f}/s {found.per_cpu:>11,.0f}/CPU s {found.peak:6,.0f} MiB"
        )

    def _cpu(self) -> float:
        return time.process_time() + self._server()


def _peak() -> float:
    line = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def timed(work: Callable[[], object]) -> list[str]:
    """Give the median and the slowest of several runs of a piece of work, in seconds."""
    took = []
    for _ in range(_TIMES):
        begun = time.perf_counter()
        work()
        took.append(time.perf_counter() - begun)
    return [f"{median(took):.3f}", f"{max(took):.3f}"]


def processor_seconds(parent: int) -> float:
    """Give the processor seconds of a server process and of all the processes it has started."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # the process ended while we looked
        if int(stat.parent.name) == parent:
            ticks += sum(map(int, fields[11:15]))  # with its children that have ended
        elif int(fields[1]) == parent:
            ticks += sum(map(int, fields[11:13]))
    return ticks / 100
