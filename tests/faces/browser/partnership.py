"""Both parties' sites and borders, each a process of its own, over the demonstration's two nodes."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from ambos.node.border_process import free_port, serving
from ambos.node.bordering import tell_border
from ambos.node.demo import PARTIES, home_of
from ambos.node.node import Node
from tests.processes import ROOT, finish, start

COMMAND = (sys.executable, "-m", "ambos.faces.cli")


@dataclass(frozen=True)
class Partnership:
    """Where the nodes lie and where their sites are served, by party."""

    homes: dict[str, Path]
    sites: dict[str, str]

    def node(self, party: str, officer: str = "secretariat") -> Node:
        """Open a party's node, as a command in a terminal would."""
        return Node.open(self.homes[party], officer)

    def sync(self, party: str) -> None:
        """Let a party visit its partner's border."""
        (other,) = {*PARTIES} - {party}
        ambos(self.homes[party], "sync", other)

    def exchange(self) -> None:
        """Let each party have all that the other released: a visit puts out what the next one fetches."""
        for party in (*PARTIES, *PARTIES, PARTIES[0]):
            self.sync(party)


def ambos(home: Path, *words: str) -> str:
    """Call ``ambos`` of a node in a process of its own; give what it prints."""
    command = [*COMMAND, "--node", str(home), "--lang", "en", *words]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def served(folder: Path) -> Iterator[Partnership]:
    """Serve both sites and both borders over the nodes in a folder; all ends with the context."""
    homes = {party: home_of(folder, party) for party in PARTIES}
    listens = {party: f"127.0.0.1:{free_port()}" for party in PARTIES}
    sites: dict[str, str] = {}
    with ExitStack() as stack:
        for party, home in homes.items():
            (other,) = {*PARTIES} - {party}
            words = ("--listen", listens[party], "--address", f"https://{listens[other]}")
            ambos(home, "peer", "address", other, *words)
            with Node.open(home) as node:
                tell_border(node)
            stack.enter_context(serving(home, [listens[party]]))
        for party, home in homes.items():
            port = free_port()
            process = start("tests.faces.accounts.serving", str(home), str(port))
            stack.callback(finish, process)
            assert process.stdout is not None and process.stdout.readline() == "ready\n"
            sites[party] = f"http://localhost:{port}"
        yield Partnership(homes, sites)
