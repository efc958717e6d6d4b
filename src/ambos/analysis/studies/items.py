"""From things on the shelf to the items of lines: ids, names, how each is known."""

from collections.abc import Iterable, Mapping
from typing import Any

from ambos.analysis.studies.lines import Item
from ambos.kernel.shelf import Thing
from ambos.values.dates import Day

READ = "read"
CALLED_BY = (
    "name",
    "sentence",
    "text",
    "change",
    "statement",
    "question",
    "strategy",
    "who",
    "topic",
    "note",
)


def item_of(thing: Thing, name: Any = None) -> Item:
    """Give the item of a thing; its name is what its kind calls it by, unless one is given."""
    words = name or next((thing.get(field) for field in CALLED_BY if thing.get(field)), None)
    return Item(thing.subject, thing.rid, words_of(words), thing.state, thing.get("mark") or READ)


def items_of(things: Iterable[Thing]) -> tuple[Item, ...]:
    """Give the items of several things, in their order."""
    return tuple(item_of(thing) for thing in things)


def words_of(value: Any) -> Mapping[str, str]:
    """Give words in the languages they are known in; a plain text stands for every language under no name."""
    if value is None:
        return {}
    return {"": value} if isinstance(value, str) else dict(value)


def day_of(text: str | None) -> Day | None:
    """Read a day that may be absent."""
    return Day.parse(text) if text else None


def owners_of(thing: Thing) -> Mapping[str, str]:
    """Give the owner on each side, where one is on record."""
    found = {"US": thing.get("owner_us"), "MX": thing.get("owner_mx")}
    return {party: owner for party, owner in found.items() if owner}
