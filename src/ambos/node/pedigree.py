"""What a computed figure tells of where it comes from: definition, method, evidence, state of the log.

A digest is written with the input that it stands for, ``cbp-drugs:<SHA-256 of the stored rows>``. Digests
of one input stand in the order of their vintages, the newest last, so that a figure can be computed again
from the evidence alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from ambos.evidence.catalogue import open_set
from ambos.evidence.figures import FigureRow
from ambos.evidence.stored import path_of
from ambos.kernel.acts import New
from ambos.node.node import Node
from ambos.values.handling import PUBLIC

_SLUG: Final = 46  # what an indicator's name may take of a figure's 80 characters


@dataclass(frozen=True)
class Pedigree:
    """Where figures come from; ``checkpoint`` is size and root of the house log before they were written."""

    definition: str
    method: str
    digests: tuple[str, ...]
    checkpoint: str

    def body(self, row: FigureRow, evidence: str = "") -> dict[str, object]:
        """Give the fields of a figure; ``evidence`` names the set where there is just one."""
        told = {name: value for name, value in row.body().items() if value != ""}
        fields: dict[str, object] = {
            "definition": self.definition,
            "method": self.method,
            "evidence_digests": list(self.digests),
            "checkpoint": self.checkpoint,
        }
        return told | fields | ({"evidence": evidence} if evidence else {})


def news(rows: Iterable[FigureRow], pedigree: Pedigree, named_by: str, evidence: str = "") -> list[New]:
    """Give figures to be written, each named after what it tells and after ``named_by``."""
    return [New("figure", _slug(row, named_by), pedigree.body(row, evidence), PUBLIC) for row in rows]


def _slug(row: FigureRow, named_by: str) -> str:
    """Name a figure after what it tells, the same for the same origin, another for another."""
    told = "\n".join((named_by, row.indicator, row.period, row.place, row.scope))
    period = row.period.lower().replace("/", "-to-")
    return f"{row.indicator[:_SLUG]}-{period}-{sha256(told.encode()).hexdigest()[:12]}"


def checkpoint_of(node: Node) -> str:
    """Give the size and the root of the house log as it stands."""
    head = node.reader(node.house).log.head()
    return f"{head.size}:{head.root.hex()}"


def paths(folder: Path, digests: Sequence[str], name: str) -> list[Path]:
    """Give the stored rows of one input, each once its bytes have the digest; refused: missing, altered."""
    own = (text.partition(":")[2] for text in digests if text.partition(":")[0] == name)
    return [open_set(path_of(folder, digest), digest).path for digest in own]
