"""What is on record of deployments, summed by the tables themselves, so that many rows give few."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ambos.kernel.shelf import Shelf

_COLUMNS: Final = "f_period, f_place, f_force, f_mission, f_taken_from"


@dataclass(frozen=True)
class Strength:
    """The strength of a force on one mission in one place in one month; ``taken_from`` may be empty."""

    month: str
    place: str
    force: str
    mission: str
    taken_from: str
    strength: int
    rows: int


def strengths(shelf: Shelf, force: str = "") -> tuple[Strength, ...]:
    """Give the strengths on record that the person may see, by month, place, force and mission."""
    rows = shelf.rows(
        f"SELECT {_COLUMNS}, SUM(f_strength), COUNT(*) FROM is_deployment WHERE shown = 1 "
        f"AND {shelf.within('sight')} AND (? = '' OR f_force = ?) GROUP BY {_COLUMNS} ORDER BY {_COLUMNS}",
        (force, force),
    )
    return tuple(
        Strength(str(month), str(place), str(force), str(mission), str(taken or ""), int(total), int(count))
        for month, place, force, mission, taken, total, count in rows
    )


def forces(found: Iterable[Strength]) -> tuple[str, ...]:
    """Give the forces of these strengths, each once."""
    return tuple(sorted({one.force for one in found}))
