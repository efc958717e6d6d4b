"""Find a name in a list: every word asked for, in one of an entry's names, whatever its case and accents.

This is a search, not a match: it scores nothing and says which name was found, so that a person decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import combining, normalize

import pyarrow as pa


@dataclass(frozen=True)
class Found:
    """An entry that was found: its key and name, by which of its names, and whether the whole name was it."""

    key: str
    name: str
    by: str
    alias: bool
    whole: bool
    programs: tuple[str, ...]
    at: int


def find(table: pa.Table, asked: str) -> list[Found]:
    """Give the entries of a list that have all these words in one name; whole names first, then by name."""
    words = words_in(asked)
    if not words:
        return []
    found = list(_found(table, words))
    return sorted(found, key=lambda one: (not one.whole, one.alias, one.name, one.key))


def _found(table: pa.Table, words: frozenset[str]) -> Iterator[Found]:
    columns = (table[name].to_pylist() for name in ("key", "name", "aliases", "programs"))
    for at, (key, name, aliases, programs) in enumerate(zip(*columns, strict=True)):
        for place, told in enumerate((name, *aliases)):
            known = words_in(told)
            if words <= known:
                yield Found(key, name, told, place > 0, words == known, tuple(programs), at)
                break


def words_in(text: str) -> frozenset[str]:
    """Give the words of a name, without case, accents and punctuation."""
    if not text.isascii():
        text = "".join(letter for letter in normalize("NFKD", text) if not combining(letter))
    plain = text.casefold()
    return frozenset("".join(sign if sign.isalnum() else " " for sign in plain).split())
