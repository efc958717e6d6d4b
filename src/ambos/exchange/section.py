"""A section: consecutive entries of a channel, with the note and the proof that tie them to what came before.

The bytes are the same in a file and on a wire. The parser accepts exactly what the printer prints, and it
refuses more entries or larger ones than a section may hold before it looks at any of them.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

from ambos.kernel.canonical import NotCanonical, decode_unsorted, encode
from ambos.kernel.checkpoint import MAX_SIZE
from ambos.kernel.seal import STATEMENT_LIMIT

ENTRY_LIMIT = 70_000  # a full batch and its head fit
PREIMAGE_LIMIT = 1 << 20
PROOF_LIMIT = 128
_PAIR, _BYTES = frozenset((list,)), frozenset((bytes,))


class Item(NamedTuple):
    """One entry on its way: the statement, and the preimage of its body unless that stays home."""

    statement: bytes
    preimage: bytes | None


@dataclass(frozen=True, slots=True)
class Section:
    """Entries ``old`` up to ``new`` (exclusive) of the channel ``origin``, under the signed ``note``."""

    origin: str
    old: int
    new: int
    proof: tuple[bytes, ...]
    note: bytes
    items: tuple[Item, ...]

    def __bytes__(self) -> bytes:
        return encode(
            [self.origin, self.old, self.new, list(self.proof), self.note, [list(i) for i in self.items]]
        )


def parse_section(data: bytes) -> Section:
    """Parse exactly what ``bytes(section)`` prints."""
    try:
        origin, old, new, proof, note, items = decode_unsorted(data)
        if type(proof) is not list or type(items) is not list or len(items) > ENTRY_LIMIT:
            raise ValueError("not a section")
        section = Section(origin, old, new, tuple(proof), note, _items(items))
        _demand_sane(section)
    except (TypeError, ValueError) as error:
        raise NotCanonical(reason="not a section") from error
    return section


def _demand_sane(section: Section) -> None:
    """Refuse wrong types and wrong counts."""
    sound = (
        _is(section.origin, str)
        and _is(section.old, int)
        and _is(section.new, int)
        and _is(section.note, bytes)
        and 0 <= section.old <= section.new <= MAX_SIZE
        and len(section.items) == section.new - section.old
        and len(section.proof) <= PROOF_LIMIT
        and all(_is(part, bytes) for part in section.proof)
    )
    if not sound:
        raise ValueError("not a section")


def _is(value: Any, sort: type) -> bool:
    return type(value) is sort


def _items(plain: list[Any]) -> tuple[Item, ...]:
    """Read the entries; refuse wrong types and oversized ones, asking the same of all of them at once."""
    if not plain:
        return ()
    if not _PAIR.issuperset(map(type, plain)):
        raise ValueError("not an entry")
    items = tuple(map(Item._make, plain))
    statements, preimages = zip(*items, strict=True)
    bodies = [preimage for preimage in preimages if preimage is not None]
    sound = (
        _BYTES.issuperset(map(type, (*statements, *bodies)))
        and max(map(len, statements)) <= STATEMENT_LIMIT
        and max(map(len, bodies), default=0) <= PREIMAGE_LIMIT
    )
    if not sound:
        raise ValueError("not an entry")
    return items
