"""What the partnership wants: each framework's goals, opened down to actions and milestones."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from ambos.kernel.fields import Ref
from ambos.kernel.paging import Either, Filter, Page, Query, page
from ambos.kernel.shelf import Shelf, Thing

# From the leaves up: a thing of this kind hangs on the first of these fields that it fills.
HANGS_ON: Final = (
    ("milestone", ("action",)),
    ("action", ("objective", "goal")),
    ("objective", ("area", "goal")),
    ("cooperation-area", ("goal",)),
    ("goal", ("framework",)),
)

Branches = dict[str, tuple["Branch", ...]]


@dataclass(frozen=True)
class Branch:
    """One thing of the plan and what hangs on it, by kind, number, id."""

    thing: Thing
    branches: tuple["Branch", ...]


def goals(shelf: Shelf) -> Branches:
    """Give the goals of each framework as trees of areas, objectives, actions and milestones.

    What hangs on nothing visible is not in any tree; ``loose`` gives it.
    """
    return trees({kind: shelf.things(kind) for kind, _ in HANGS_ON})


def trees(things: Mapping[str, Iterable[Thing]]) -> Branches:
    """Give the trees that these things of each kind make, by framework."""
    hanging: Branches = {}
    for kind, fields in HANGS_ON:
        made = [
            (_parent(thing, fields), Branch(thing, hanging.get(thing.subject, ())))
            for thing in things.get(kind, ())
        ]
        for parent, branches in _grouped(made):
            hanging[parent] = _ordered((*hanging.get(parent, ()), *branches))
    return {subject: branches for subject, branches in hanging.items() if subject.startswith("framework/")}


def below(shelf: Shelf, frameworks: Iterable[str], most: int) -> dict[str, Page]:
    """Give what hangs on some frameworks, level by level from the top: at most so many of each kind."""
    found: dict[str, Page] = {}
    known: dict[str, tuple[str, ...]] = {"framework": tuple(frameworks)}
    for kind, fields in reversed(HANGS_ON):
        ways = tuple(_hanging(shelf, kind, fields, known))
        found[kind] = page(shelf, Query(kind, (Either(ways),), limit=most))
        known[kind] = tuple(thing.subject for thing in found[kind].things)
    return found


def _hanging(
    shelf: Shelf, kind: str, fields: Sequence[str], known: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[Filter, ...]]:
    """Give the ways in which a thing of a kind hangs on what is known: on the first field that it fills."""
    for place, name in enumerate(fields):
        sort = shelf.register[kind].by_name[name].type
        if isinstance(sort, Ref) and known.get(sort.kind):
            yield (*(Filter(each, ("",)) for each in fields[:place]), Filter(name, known[sort.kind]))


def loose(shelf: Shelf) -> list[Thing]:
    """Give objectives and actions that hang on nothing: nobody can say what they are for."""
    kinds = [(kind, fields) for kind, fields in HANGS_ON if len(fields) > 1]
    return [thing for kind, fields in kinds for thing in shelf.things(kind) if not _parent(thing, fields)]


def _parent(thing: Thing, fields: Sequence[str]) -> str:
    return next((value for field in fields if (value := thing.get(field))), "")


def _grouped(made: list[tuple[str, Branch]]) -> Iterable[tuple[str, list[Branch]]]:
    by_parent = sorted(made, key=lambda pair: pair[0])
    return (
        (parent, [branch for _, branch in pairs])
        for parent, pairs in groupby(by_parent, lambda pair: pair[0])
    )


def _ordered(branches: Iterable[Branch]) -> tuple[Branch, ...]:
    """Put areas before objectives before actions; of one kind, number by number."""
    ranks = {kind: -rank for rank, (kind, _) in enumerate(HANGS_ON)}
    return tuple(sorted(branches, key=lambda b: (ranks[b.thing.kind], _number(b.thing), b.thing.subject)))


def _number(thing: Thing) -> tuple[tuple[int, str], ...]:
    """Order 2 before 10, and what has no number last."""
    parts = (thing.get("number") or "").split(".")
    return tuple((int(part), "") if part.isdecimal() else (9999, part) for part in parts)
