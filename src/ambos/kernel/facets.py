"""How the things of a kind spread over the values of its choices: what a list is narrowed by."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ambos.kernel.columns import FEW, OWNER, STATE, Column, choices, column_of
from ambos.kernel.fields import Flag, Ref
from ambos.kernel.kinds import SEPARATOR, Kind
from ambos.kernel.paging import Query, conditions, source
from ambos.kernel.shelf import Shelf
from ambos.kernel.tables import column_names


@dataclass(frozen=True)
class Facet:
    """A column and its values as in CSV cells, each with how many things have it; the most frequent first."""

    column: str
    values: tuple[tuple[str, int], ...]


def facets(shelf: Shelf, query: Query) -> list[Facet]:
    """Give the choices of a kind with their counts among what the person sees, in the order of declaration.

    A column that the query narrows is counted as if it did not, so that other values can be chosen too. A
    reference that has more than a few values is left out, and so is a column that has but one for every
    thing.
    """
    kind = shelf.register[query.kind]
    names = [STATE, OWNER, *(field.name for field in choices(kind))]
    asked = replace(query, order="", descending=False, after="", limit=0)
    return shelf.remembered(kind, ("facets", asked), lambda: _facets(shelf, kind, asked, names))


def _facets(shelf: Shelf, kind: Kind, query: Query, names: Sequence[str]) -> list[Facet]:
    narrowing = {each.column for each in query.where}
    free = [column_of(kind, name) for name in names if name not in narrowing]
    found = _spread(shelf, kind, query, free)
    for name in names:
        if name in narrowing:
            rest = tuple(each for each in query.where if each.column != name)
            found |= _spread(shelf, kind, replace(query, where=rest), [column_of(kind, name)])
    made = (_facet(kind, name, found[name], chosen=name in narrowing) for name in names)
    return [facet for facet in made if facet is not None]


def _spread(shelf: Shelf, kind: Kind, query: Query, columns: Sequence[Column]) -> dict[str, Counter[str]]:
    """Count the values of some columns among the things that match."""
    found = conditions(shelf, query)
    plain = not query.where and not query.text
    spread: dict[str, Counter[str]] = {}
    for column in columns:
        sql, parameters = source(kind, found, of_thing=column.of_thing)
        if column.of_thing and plain:
            sql = f"thing t WHERE t.kind = '{kind.name}' AND t.shown = 1 AND {shelf.within('t.sight')}"
        cell = column.sql if column.field is None else f"k.{column_names(column.field)[0]}"
        rows = shelf.rows(f"SELECT {cell}, count(*) FROM {sql} GROUP BY {cell}", parameters)
        spread[column.name] = _counter(column, rows)
    return spread


def _counter(column: Column, rows: Iterable[Sequence[Any]]) -> Counter[str]:
    """Count cells, and of a cell with many values each of them."""
    counter: Counter[str] = Counter()
    for cell, number in rows:
        if isinstance(cell, int):
            counter["true" if cell else "false"] += number
        else:
            for value in (cell or "").split(SEPARATOR) if column.many else (cell or "",):
                counter[value] += number
    return counter


def _facet(kind: Kind, name: str, counter: Counter[str], *, chosen: bool) -> Facet | None:
    field = kind.by_name.get(name) if name not in (STATE, OWNER) else None
    few = field is None or not isinstance(field.type, Ref) or len(counter) <= FEW
    told = len(counter) > 1 or chosen or (field is not None and isinstance(field.type, Flag))
    if not few or not told or set(counter) <= {""}:
        return None
    return Facet(name, tuple(sorted(counter.items(), key=lambda item: (-item[1], item[0]))))
