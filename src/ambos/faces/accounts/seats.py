"""The seats that anybody may take at a demonstration node."""

from typing import NamedTuple

from ambos.faces.accounts.house import house
from ambos.node.demonstration import demonstration_people
from ambos.node.staff import works_here


class Seat(NamedTuple):
    """A made-up officer: slug, name, roles."""

    officer: str
    name: str
    roles: tuple[str, ...]


def seats() -> list[Seat]:
    """Give the seats in the order of their roles; none at a node that is no demonstration."""
    if not house().demonstration:
        return []
    with house().pool.seat("") as node:
        people = demonstration_people(node)
    return [Seat(one.slug, str(one.get("name")), tuple(one.get("roles") or ())) for one in people]


def is_at_work(officer: str) -> bool:
    """Say whether the ledger knows the officer as active, now."""
    with house().pool.seat("") as node:
        return works_here(node, officer)
