"""Grants on the shelf: which of an originator's grants cover what a record of ours passes on."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from ambos.kernel.merkle import leaf_hash
from ambos.kernel.reading import Opened
from ambos.kernel.record import Reference
from ambos.kernel.release_kinds import GRANTED_BY, GRANTS, RELEASE_GRANT, party_of
from ambos.kernel.shelf import Shelf
from ambos.values.handling import Label

Find = Callable[[str], Opened]


def granted(shelf: Shelf, find: Find, label: Label, quoted: Sequence[Reference]) -> list[Reference]:
    """Give a tie to each standing grant of the originator for a quoted record and a party it names."""
    own = label.terms.own
    return granted_to(shelf, find, own, [party for party in label.release if party != own], quoted)


def granted_to(
    shelf: Shelf, find: Find, originator: str, parties: Iterable[str], quoted: Sequence[Reference]
) -> list[Reference]:
    """Give the ties to grants that stand today; one that was taken back, or is over, is none."""
    wanted, leaves = set(parties), {tie.leaf for tie in quoted}
    found = (
        find(thing.rid).statement
        for thing in (shelf.things(RELEASE_GRANT.name) if originator and quoted else ())
        if thing.owner == originator and _stands(thing.label, shelf.today)
    )
    return [
        Reference(GRANTED_BY, statement.header.rid, leaf_hash(statement.data))
        for statement in found
        if party_of(statement.header) in wanted
        and any(tie.relation == GRANTS and tie.leaf in leaves for tie in statement.header.references)
    ]


def _stands(label: Label, today: date) -> bool:
    return label.terms.until is None or today <= label.terms.until
