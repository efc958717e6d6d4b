"""Say a thing anew, over what its author has seen: nothing that somebody else said meanwhile is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ambos.kernel.kinds import Kind
from ambos.kernel.ledger import Written
from ambos.kernel.shelf import RecordRow, Shelf, Thing
from ambos.node.node import Node
from ambos.values.errors import NotFound, Refused
from ambos.values.terms import Terms


class WrittenNewer(Refused):
    """A thing was written under a newer version of its kind: fields that are not known here would be lost."""

    code = "record.written-newer"


class BodyGone(Refused):
    """What a version said was recalled or destroyed: it can be neither compared nor said again."""

    code = "record.body-gone"


@dataclass(frozen=True)
class Base:
    """What a revision begins from: the thing, every version that stands of it, and one version's body."""

    thing: Thing
    over: tuple[str, ...]
    rid: str
    body: Mapping[str, Any]


@dataclass(frozen=True)
class Side:
    """One version that stands: its record and what it says."""

    row: RecordRow
    body: Mapping[str, Any]


@dataclass(frozen=True)
class Choice:
    """A field on which two versions do not agree, with what both began from; absent values are None.

    ``taken`` is the side that alone has changed it, ``yours`` or ``theirs``; nothing where both have.
    """

    field: str
    base: Any
    yours: Any
    theirs: Any
    taken: str


def standing_versions(thing: Thing) -> tuple[str, ...]:
    """Give the records that a revision of the thing would be over."""
    return tuple(sorted({thing.rid, *thing.pending, *thing.rivals}))


def said_in(node: Node, rid: str, shelf: Shelf | None = None) -> Side:
    """Give a version as readers see it; refused where its body is no more or is of a newer kind."""
    row = (shelf or node.shelf).record(rid)
    kind = node.register[row.kind]
    if row.version > kind.version:
        raise WrittenNewer(name=row.subject, version=row.version)
    body = node.read_record(row).body
    if not isinstance(body, dict):
        raise BodyGone(name=row.subject, record=rid)
    return Side(row, kind.read(body, row.version))


def base_of(node: Node, subject: str, rid: str = "") -> Base:
    """Give what a revision begins from: the version named, else our proposal that waits, else the current.

    A version that is named must be one of the thing's own.
    """
    thing = node.shelf.standing(subject)
    chosen = rid or _begun(node, thing)
    side = said_in(node, chosen)
    if side.row.subject != subject:
        raise NotFound(name=rid)
    return Base(thing, standing_versions(thing), chosen, side.body)


def _begun(node: Node, thing: Thing) -> str:
    """Name the version that the desk begins a revision from."""
    own = [rid for rid in thing.pending if node.shelf.record(rid).party == node.config.party]
    return own[0] if len(own) == len(thing.pending) == 1 else thing.rid


def revise_over(
    node: Node, subject: str, body: Mapping[str, Any], terms: Terms | None, over: Sequence[str]
) -> Written:
    """Write a whole body as the next version over exactly those that were seen; see ``Desk.revise``."""
    written = node.desk.revise(subject, changes_to(node, subject, body), terms, over)
    node.refresh()
    return written


def changes_to(node: Node, subject: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Give a whole body as changes: every field with its value, None for one that is empty."""
    kind = node.register[subject.partition("/")[0]]
    return {field.name: body.get(field.name) for field in kind.fields}


def three_way(
    kind: Kind, base: Mapping[str, Any], yours: Mapping[str, Any], theirs: Mapping[str, Any]
) -> list[Choice]:
    """Give the fields, in the kind's order, that two who began from the same text say differently now."""
    found: list[Choice] = []
    for field in kind.fields:
        before, mine, other = (body.get(field.name) for body in (base, yours, theirs))
        if mine != other:
            taken = "theirs" if mine == before else "yours" if other == before else ""
            found.append(Choice(field.name, before, mine, other, taken))
    return found
