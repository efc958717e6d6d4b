"""One signed, immutable statement: its header (always in the log) and its body (sealed beside the log).

The header holds ids and codes only, never free text, because a header cannot be erased; ``header`` says how
it is spelt.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

from ambos.values.handling import Label

ALGORITHM = -19  # Ed25519, RFC 9864
ALG, CRIT, KID, CLAIMS, HASH_ALG, MEDIA = 1, 2, 4, 15, 258, 259
HANDLING, TERMS = "lab", "trm"
KNOWN = frozenset((ALG, CRIT, KID, CLAIMS, HASH_ALG, MEDIA, "bat", "lab", "ref", "rid", "see", "trm", "typ"))
RID_BYTES = 16
KID_BYTES = 8
HASH_BYTES = 32
BATCH = "batch"
BATCH_LIMIT = 65_536
NOTHING: Mapping[Any, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Reference:
    """A tie to another record: what it does to it, its id and its leaf hash (so the tie cannot slide)."""

    relation: str
    rid: bytes
    leaf: bytes


class Header(NamedTuple):
    """What the log knows of a record: who says it, about what, when (claimed), under which handling.

    ``critical`` are the labels that no reader may pass over, besides those of handling and terms.
    """

    kind: str
    version: int
    party: str
    subject: str
    rid: bytes
    time: int
    kid: bytes
    label: Label
    references: tuple[Reference, ...] = ()
    seen: Mapping[str, int] = NOTHING
    batch: tuple[bytes, int] | None = None
    unknown: Mapping[Any, Any] = NOTHING
    critical: tuple[Any, ...] = ()

    @property
    def passed_over(self) -> tuple[Any, ...]:
        """Give the critical labels that this program does not know, and so may not act on the record."""
        return tuple(label for label in self.critical if label not in KNOWN)

    def refers(self, relation: str) -> tuple[bytes, ...]:
        """Give the ids of the records that this one stands in ``relation`` to."""
        return tuple(r.rid for r in self.references if r.relation == relation)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person or a machine wants to say, before it has an id, a time and a signature."""

    kind: str
    subject: str
    body: Mapping[str, Any]
    label: Label
    references: tuple[Reference, ...] = ()
