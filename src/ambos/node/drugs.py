"""Drugs at a node: what was seized, how pure, what became of it; control on both sides and its gaps."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ambos.domains.drugs import views
from ambos.domains.drugs.control import Classified, Gap, classify, gaps
from ambos.domains.drugs.views import Asked, Chain, Labs, Purity, Row
from ambos.kernel.paging import Query, page
from ambos.kernel.shelf import Shelf, Thing
from ambos.node.showing import find_of_kind

MOST_SUBSTANCES: Final = 2000


@dataclass(frozen=True)
class Summary:
    """What was seized: by drug, drug and month, drug and place; how many reports told of one event again."""

    asked: Asked
    drugs: tuple[Row, ...]
    months: tuple[Row, ...]
    places: tuple[Row, ...]
    again: int

    def by_place(self) -> dict[str, Decimal]:
        """Give the kilograms of all drugs by place."""
        found: Counter[str] = Counter()
        for row in self.places:
            found[row.place] += int(row.kg * views.GRAMS_OF_KG)
        return {place: Decimal(mass) / views.GRAMS_OF_KG for place, mass in sorted(found.items())}


def summary(shelf: Shelf, asked: Asked = views.EVERY) -> Summary:
    """Sum what was seized, each event once."""
    return Summary(
        asked,
        views.seized(shelf, asked, "", by_place=False),
        views.seized(shelf, asked, "month", by_place=False),
        views.seized(shelf, asked, ""),
        views.reported_twice(shelf),
    )


def purities(shelf: Shelf, asked: Asked = views.EVERY) -> tuple[Purity, ...]:
    """Give the mean purity and dose by drug and month."""
    return views.purities(shelf, asked)


def chains(shelf: Shelf) -> tuple[Chain, ...]:
    """Say for each drug how much of what was seized was destroyed."""
    return views.chains(shelf)


def laboratories(shelf: Shelf) -> tuple[Labs, ...]:
    """Give the laboratories found, by place, sort and capacity."""
    return views.laboratories(shelf)


def substances(shelf: Shelf) -> list[Thing]:
    """Give the substances, by their ids; there are some hundred in any law, never a million."""
    found: list[Thing] = []
    after = ""
    while len(found) < MOST_SUBSTANCES:
        part = page(shelf, Query("substance", limit=200, after=after))
        found += part.things
        after = part.more
        if not after:
            break
    return found


def control_gaps(shelf: Shelf) -> tuple[Gap, ...]:
    """Give every substance with its control gap, open ones first."""
    return gaps(substances(shelf), shelf.today)


def classified(shelf: Shelf, name: str) -> tuple[Thing, Classified]:
    """Apply the definition of fentanyl-related substances to what was declared of a substance."""
    thing = shelf.thing(find_of_kind(shelf, "substance", name))
    return thing, classify(thing.body)
