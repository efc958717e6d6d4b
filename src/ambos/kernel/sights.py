"""Sights: the few pairs of an owner and a handling label under which all records lie, each with a number.

Whether somebody may see a thing depends on its owner and its label alone. The fold therefore gives each
pair a number and writes it beside each record and thing; who asks is judged once for each pair, and a
database leaves out what they may not see. The number is drawn from the pair itself, so that a fold made
anew gives the same.
"""

import json
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Final

from ambos.kernel.access import SEE, Person, may
from ambos.kernel.store.contract import TableStore
from ambos.values.errors import VerificationFailed
from ambos.values.handling import Label

TABLE: Final = "sight(id BIGINT PRIMARY KEY, owner TEXT NOT NULL, label TEXT NOT NULL)"
_BITS: Final = 63  # what both databases hold as a whole number


class SightsCollide(VerificationFailed):
    """Two pairs of an owner and a label have one number; nobody could be shown either safely."""

    code = "projection.sights-collide"


@lru_cache(4096)
def label_of(text: str) -> Label:
    """Read a label as tables hold it."""
    return Label.of_whole(json.loads(text))


@lru_cache(4096)
def sight_of(owner: str, label: str) -> int:
    """Give the number of an owner and a label as tables hold it."""
    digest = sha256(f"{owner}\n{label}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - _BITS)


def note_sights(tables: TableStore, pairs: Iterable[tuple[str, str]]) -> None:
    """Have each of these pairs in the table of sights; refuse two of one number."""
    known = {number: (owner, label) for number, owner, label in _rows(tables)}
    new: list[tuple[int, str, str]] = []
    for pair in sorted(set(pairs)):
        number = sight_of(*pair)
        if number not in known:
            known[number] = pair
            new.append((number, *pair))
        if known[number] != pair:
            raise SightsCollide(owner=pair[0])
    tables.insert("sight", new)


def _rows(tables: TableStore) -> list[tuple[int, str, str]]:
    return [
        (number, owner, label)
        for number, owner, label in tables.execute("SELECT id, owner, label FROM sight")
    ]


class Sights:
    """What one person sees on one day, of the pairs that there are.

    ``numbers`` are those of the pairs that they see, ``all`` says whether that is every pair, and ``held``
    whether a compartment is among them, as of when they were last ``seen``.
    """

    def __init__(self, tables: TableStore, person: Person, asked_on: date) -> None:
        self._tables = tables
        self._person = person
        self._asked_on = asked_on
        self._count = -1
        self.numbers: frozenset[int] = frozenset()
        self.all = False
        self.held = False

    def seen(self) -> "Sights":
        """Give the sights that the person has by now; a number never comes to mean another pair."""
        ((count,),) = self._tables.execute("SELECT count(*) FROM sight")
        if count != self._count:
            rows = _rows(self._tables)
            seen = {
                number: label_of(label) for number, owner, label in rows if self.sees(label_of(label), owner)
            }
            self.numbers, self.all = frozenset(seen), len(seen) == len(rows)
            self.held = any(label.compartment is not None for label in seen.values())
            self._count = count
        return self

    def sees(self, label: Label, owner: str) -> bool:
        """Say whether the person may see what lies under this label."""
        return may(self._person, SEE, label, owner, self._asked_on).allowed

    def within(self, column: str) -> str:
        """Give the SQL condition that a column holds a sight of the person."""
        numbers = ", ".join(map(str, sorted(self.seen().numbers)))
        return f"{column} IN ({numbers})" if numbers else "1 = 0"
