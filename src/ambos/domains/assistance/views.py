"""What is on record of assistance, by programme."""

from collections.abc import Mapping
from dataclasses import dataclass

from ambos.kernel.shelf import Shelf, Thing


@dataclass(frozen=True)
class Told:
    """Everything that is on record of one programme, each by subject."""

    programme: Thing
    funding: tuple[Thing, ...]
    deliveries: tuple[Thing, ...]
    results: tuple[Thing, ...]


def programmes(shelf: Shelf) -> tuple[Told, ...]:
    """Give every programme, the newest start first, with its money, deliveries and results."""
    parts = {kind: _of_programmes(shelf, kind) for kind in ("funding", "delivery", "assistance-result")}
    things = sorted(shelf.things("programme"), key=lambda thing: thing.subject)
    things.sort(key=lambda thing: str(thing.get("started") or ""), reverse=True)
    return tuple(
        Told(
            thing,
            parts["funding"].get(thing.subject, ()),
            parts["delivery"].get(thing.subject, ()),
            parts["assistance-result"].get(thing.subject, ()),
        )
        for thing in things
    )


def _of_programmes(shelf: Shelf, kind: str) -> Mapping[str, tuple[Thing, ...]]:
    found: dict[str, list[Thing]] = {}
    for thing in shelf.things(kind):
        found.setdefault(str(thing.get("programme")), []).append(thing)
    return {subject: tuple(ones) for subject, ones in found.items()}
