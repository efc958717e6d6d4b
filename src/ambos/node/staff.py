"""Who works at a node, as the house itself reads its log: for the door and for who keeps the people."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from ambos.kernel.access import Person
from ambos.kernel.keys import OFFICER
from ambos.kernel.shelf import RecordRow, Shelf, Thing
from ambos.node.node import Node

TIME_DIGITS: Final = 12
GROUP: Final = 4  # hexadecimal digits that are read out together


@dataclass(frozen=True)
class OfficerKey:
    """An officer's signing key: its fingerprint, the moment it was registered, whether it still counts.

    ``since`` is Unix time in milliseconds, as records carry it.
    """

    fingerprint: str
    since: int
    ended: bool


def staff(node: Node) -> list[Thing]:
    """Give everybody who is or was enrolled, by slug, whoever asks: hand none of it to a person unasked."""
    return _house(node).things("officer")


def _house(node: Node) -> Shelf:
    """Read as the house itself, which sees all that its log says of its people."""
    house = Person(node.config.party, "", frozenset({"secretariat"}))
    return Shelf(node.parts.tables, node.register, house, node.today())


def works_here(node: Node, officer: str) -> bool:
    """Say whether the ledger knows an officer of this slug who is active."""
    return any(one.slug == officer and one.get("active") for one in staff(node))


def keys_of(node: Node, officer: str) -> list[OfficerKey]:
    """Give the signing keys that the house log registers for an officer, the newest first."""
    return keys_of_all(node).get(officer, [])


def keys_of_all(node: Node) -> dict[str, list[OfficerKey]]:
    """Give the signing keys of every officer by slug, each one's newest first."""
    found: dict[str, list[OfficerKey]] = {}
    for key in node.book(node.house):
        if key.purpose == OFFICER:
            made = OfficerKey(fingerprint(key.public), _time(key.rid.hex()), key.last is not None)
            found.setdefault(key.holder, []).append(made)
    return {officer: sorted(keys, key=lambda key: key.since, reverse=True) for officer, keys in found.items()}


def _time(rid: str) -> int:
    """Give when a record was made, which its id begins with (RFC 9562, UUIDv7)."""
    return int(rid[:TIME_DIGITS], 16)


@dataclass(frozen=True)
class Said:
    """One version of what the ledger says of an officer; ``time`` is Unix time in milliseconds."""

    rid: str
    time: int
    body: Mapping[str, Any]


def history(node: Node, officer: str) -> list[Said]:
    """Give every version of what the house log says of an officer, the newest first."""
    rows = [row for row in _house(node).versions(f"officer/{officer}") if row.log == node.house]
    opened = [(row, node.reader(row.log).one(row.seq)) for row in sorted(rows, key=_place, reverse=True)]
    return [Said(row.rid, _time(row.rid), one.body or {}) for row, one in opened]


def _place(row: RecordRow) -> int:
    return row.seq


def fingerprint(public: bytes) -> str:
    """Give the SHA-256 of a public key in hexadecimal digits, four at a time, as people compare them."""
    digits = sha256(public).hexdigest()
    return " ".join(digits[at : at + GROUP] for at in range(0, len(digits), GROUP))
