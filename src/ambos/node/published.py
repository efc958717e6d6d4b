"""The shipped public record: read, checked, and given to the party that said each thing.

What Mexican agencies publish and what Mexico alone promised is Mexico's to say; the rest is said by the
United States, in whose reports most of the record was found. Everything is public.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from ambos.kernel import tabular
from ambos.kernel.acts import New
from ambos.kernel.kinds import Body, Kind
from ambos.node.node import Node
from ambos.values.handling import OWNER_ONLY, PUBLIC, Label

ENDS: Final = "2026-02-28"  # the month of the newest item that was found; what came later is not in it
FOLDER: Final = Path(__file__).parent / "public_record"
EXAMPLE: Final = Path(__file__).parent / "example_plan"  # SYNTHETIC, for demonstrations
OPERATIONS: Final = Path(__file__).parent / "example_operations"  # SYNTHETIC cases, a folder for each party
# What one government's auditors or agencies say: the other has nothing to sign.
ONE_SIDED: Final = ("target", "evaluation", "recommendation")
SYNTHETIC: Final = "synthetic-"
STAYS: Final = ("planned-operation",)  # what is never released: it is compared in private
MEXICAN: Final = frozenset(
    (
        "INEGI",
        "SESNSP",
        "UIF",
        "SSPC",
        "FGR",
        "PGR",
        "SRE",
        "Gobierno de México",
        "Consejo de la Judicatura Federal",
    )
)


def author(kind: str, body: Body) -> str:
    """Give the party whose statement a row of the public record is."""
    mexican = body.get("publisher") in MEXICAN if kind == "figure" else body.get("said_by") == "mx"
    return "MX" if mexican else "US"


def one_sided(subject: str, body: Body) -> bool:
    """Say whether a joint row is what one government said alone, so that the other has nothing to sign.

    In the example plan both governments agree on everything.
    """
    kind, _, slug = subject.partition("/")
    alone = kind in ONE_SIDED and not slug.startswith(SYNTHETIC)
    return alone or body.get("said_by") in ("us", "mx")


def load(node: Node, folder: Path = FOLDER) -> int:
    """Write what the public record has of this node's party and the node has not; give how many that was."""
    return _load(node, folder, lambda kind, body: author(kind, body) == node.config.party, PUBLIC)


def load_operations(node: Node, partner: str) -> int:
    """Write the SYNTHETIC cases of this node's party, released to the partner; give how many that was."""
    released = Label(release=(partner,))
    return _load(node, OPERATIONS / node.config.party.lower(), lambda kind, body: True, released)


def _load(node: Node, folder: Path, ours: Callable[[str, Body], bool], label: Label) -> int:
    written = 0
    for path in sorted(folder.glob("*.csv")):
        kind = node.register[path.stem]
        handling = OWNER_ONLY if kind.name in STAYS else label
        rows = (new for new in _rows(kind, path, handling) if ours(kind.name, dict(new.body)))
        written += len(_write(node, kind)([new for new in rows if not node.shelf.versions(new.subject)]))
    return written


def _write(node: Node, kind: Kind) -> Callable[[list[New]], list[object]]:
    """Give the way in which things of a kind are written: machine work in batches, all else one by one."""
    return node.state if kind.machine else node.propose  # type: ignore[return-value]


def _rows(kind: Kind, path: Path, label: Label) -> Iterator[New]:
    with path.open("rb") as stream:
        for slug, body in tabular.read(kind, stream, path.name):
            yield New(kind.name, slug, body, label)
