"""Deployments by month and mission, and what was taken from public security for other missions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ambos.domains.deployments.records import PUBLIC_SECURITY
from ambos.domains.deployments.views import Strength, strengths
from ambos.kernel.shelf import Shelf

_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True)
class Month:
    """One month of a force: strength by mission, and what other missions took from public security.

    ``share`` is what was taken, in per cent of that and of what public security kept; where nothing is on
    record of what it kept, no share can be said.
    """

    month: str
    missions: Mapping[str, int]
    taken: Mapping[str, int]
    made_up: bool = False

    @property
    def strength(self) -> int:
        """Give the strength on all missions."""
        return sum(self.missions.values())

    @property
    def diverted(self) -> int:
        """Give the strength that other missions took from public security."""
        return sum(self.taken.values())

    @property
    def share(self) -> Decimal | None:
        """Give the share of public security's strength that was taken from it, in per cent."""
        kept = self.missions.get(PUBLIC_SECURITY)
        if kept is None:
            return None
        whole = kept + self.diverted
        return _HUNDRED * self.diverted / whole if whole else None


@dataclass(frozen=True)
class Deployed:
    """A force's months in order, and its strength by place in the newest of them."""

    forces: tuple[str, ...]
    months: tuple[Month, ...]
    places: Mapping[str, int]
    diverted_places: Mapping[str, int]


def deployed(shelf: Shelf, force: str = "", *, public: bool = False) -> Deployed:
    """Sum the deployments that the person may see, or the public ones, of one force or of all.

    Months without any are left out. Places are those of the newest month on record; a figure for a whole
    country stands beside the states and is never spread over them.
    """
    found = strengths(shelf, force, public=public)
    months = tuple(_month(month, ones) for month, ones in _by_month(found).items())
    newest = [one for one in found if months and one.month == months[-1].month]
    return Deployed(
        tuple(sorted({one.force for one in found})),
        months,
        _summed(newest),
        _summed(one for one in newest if diverts(one)),
    )


def diverts(one: Strength) -> bool:
    """Say whether a strength was taken from public security for another mission."""
    return one.taken_from == PUBLIC_SECURITY and one.mission != PUBLIC_SECURITY


def _by_month(found: Iterable[Strength]) -> dict[str, list[Strength]]:
    months: dict[str, list[Strength]] = {}
    for one in found:
        months.setdefault(one.month, []).append(one)
    return months


def _month(month: str, ones: Sequence[Strength]) -> Month:
    missions: dict[str, int] = {}
    taken: dict[str, int] = {}
    for one in ones:
        missions[one.mission] = missions.get(one.mission, 0) + one.strength
        if diverts(one):
            taken[one.mission] = taken.get(one.mission, 0) + one.strength
    return Month(month, missions, taken, any(one.made_up for one in ones))


def _summed(ones: Iterable[Strength]) -> dict[str, int]:
    places: dict[str, int] = {}
    for one in ones:
        places[one.place] = places.get(one.place, 0) + one.strength
    return places
