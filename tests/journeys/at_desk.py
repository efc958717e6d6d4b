"""The desk of one node in a process of its own, told line by line: ``python -m tests.journeys.at_desk HOME``.

A line is a JSON array of an act and its arguments; the answer is one line of JSON.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from ambos.kernel.acts import New
from ambos.node.deconfliction import check, conflicts
from ambos.node.node import Node
from ambos.node.syncing import sync


def say(node: Node, kind: str, slug: str, body: dict[str, Any]) -> str:
    """Write a thing under the handling that its kind has."""
    return node.propose([New(kind, slug, body)])[0].rid.hex()


def compare(node: Node, desk: str) -> list[str]:
    """Take the rounds with the partner on; give what was done."""
    return [one.what for one in check(node, desk)]


def visit(node: Node, partner: str) -> int:
    """Visit the partner's border; give how many records came."""
    return sync(node, partner).received


def told(node: Node) -> list[dict[str, Any]]:
    """Give what this side was told of conflicts."""
    return [dict(one.body) for one in conflicts(node)]


ACTS: Final[dict[str, Callable[..., Any]]] = {act.__name__: act for act in (say, compare, visit, told)}


def main(home: Path) -> None:
    """Do what each line says, until there are no more."""
    with Node.open(home) as node:
        for line in sys.stdin:
            act, *arguments = json.loads(line)
            sys.stdout.write(json.dumps(ACTS[act](node, *arguments)) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
