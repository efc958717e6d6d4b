"""A demonstration: two nodes, each in a process of its own, pass the public record over a border and answer.

Each step writes only what is not there yet, so that a run which was interrupted is completed by the next, and
a complete one writes nothing.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import ambos
from ambos.values.errors import Refused

PARTIES: Final = ("US", "MX")
STEPS: Final = ("nodes", "record", "people", "borders", "exchange", "countersign", "exchange-again")
PATIENCE: Final = 20  # seconds that a process has to end by itself
Watch = Callable[[str], None]


class DemoStopped(Refused):
    """A party's process refused a step, or ended; data: ``party``, ``step``, ``why``."""

    code = "demo.stopped"


@dataclass(frozen=True)
class Built:
    """What one run of the demonstration did: records written, of its people, countersigned, received."""

    written: int
    people: int
    countersigned: int
    received: int


class Party:
    """One party's process, which answers what it is asked."""

    def __init__(self, folder: Path, party: str) -> None:
        self.party = party
        self._step = ""
        command = [sys.executable, "-m", "ambos.node.demonstrator", str(home_of(folder, party)), party]
        source = str(Path(ambos.__file__).parents[1])
        path = os.pathsep.join(filter(None, (source, os.environ.get("PYTHONPATH"))))
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,  # an interrupt from the keyboard is this process's to answer
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the process end, and its border with it; one that does not end in time is killed."""
        try:
            self._process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.communicate()

    def begin(self, step: str, *given: Any) -> None:
        """Ask for a step; others may be asked meanwhile."""
        self._step = step
        if self._process.stdin is not None:
            with suppress(BrokenPipeError):  # it has ended, as reading its answer tells
                self._process.stdin.write(json.dumps([step, *given]) + "\n")
                self._process.stdin.flush()

    def end(self) -> Any:
        """Give the answer to what was begun."""
        line = self._process.stdout.readline() if self._process.stdout else ""
        answer = json.loads(line) if line else {"why": "ended"}
        if "done" not in answer:
            raise self._stopped(answer["why"])
        return answer["done"]

    def _stopped(self, why: str) -> DemoStopped:
        return DemoStopped(party=self.party, step=self._step, why=why)


def build(folder: Path, watch: Watch, example: bool = False) -> Built:
    """Bring both nodes to the state of the demonstration; with the example, the SYNTHETIC plan is in it."""
    with ExitStack() as stack:
        watch("nodes")
        us, mx = (stack.enter_context(Party(folder, party)) for party in PARTIES)
        cards, listens = _together("card", {us: (), mx: ()}), _together("listen", {us: ("MX",), mx: ("US",)})
        for party, other in ((us, mx), (mx, us)):
            party.begin("introduce", cards[other], f"https://{listens[other]}", listens[party])
        for party in (us, mx):
            party.end()
        watch("record")
        written = _together("record", {us: (example,), mx: (example,)})
        watch("people")
        made = _together("people", {us: (), mx: ()})
        watch("borders")
        _together("border", {party: (listens[party],) for party in (us, mx)})
        watch("exchange")
        received = _exchange(us, mx)
        watch("countersign")
        countersigned = _together("countersign", {us: (), mx: ()})
        watch("exchange-again")
        if any(countersigned.values()):
            received += _exchange(us, mx)
        return Built(sum(written.values()), sum(made.values()), sum(countersigned.values()), received)


def _together(step: str, given: Mapping[Party, Sequence[Any]]) -> dict[Party, Any]:
    """Let the parties do a step at the same time; give each one's answer."""
    for party, arguments in given.items():
        party.begin(step, *arguments)
    return {party: party.end() for party in given}


def _exchange(us: Party, mx: Party) -> int:
    """Let each visit the other twice: the first puts out what the other fetches, the last brings receipts."""
    received = 0
    for visitor, host in ((mx, us), (us, mx)) * 2:
        visitor.begin("sync", host.party)
        received += visitor.end()
    return received


def home_of(folder: Path, party: str) -> Path:
    """Give the folder of a party's node."""
    return folder / party.lower()
