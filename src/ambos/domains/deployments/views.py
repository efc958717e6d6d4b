"""What is on record of deployments, summed by the tables themselves, so that many rows give few."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ambos.kernel.shelf import Shelf
from ambos.kernel.sights import label_of
from ambos.values.handling import PUBLIC

_COLUMNS: Final = "f_period, f_place, f_force, f_mission, f_taken_from"
_MADE_UP: Final = "MAX(CASE WHEN subject LIKE 'deployment/synthetic-%' THEN 1 ELSE 0 END)"


@dataclass(frozen=True)
class Strength:
    """The strength of a force on one mission in one place in one month; ``taken_from`` may be empty.

    ``made_up`` says that some of it is SYNTHETIC.
    """

    month: str
    place: str
    force: str
    mission: str
    taken_from: str
    strength: int
    made_up: bool


def strengths(shelf: Shelf, force: str = "", *, public: bool = False) -> tuple[Strength, ...]:
    """Give the strengths on record that the person may see, or the public ones among them.

    They come by month, place, force and mission.
    """
    rows = shelf.rows(
        f"SELECT {_COLUMNS}, SUM(f_strength), {_MADE_UP} FROM is_deployment WHERE shown = 1 "
        f"AND {shelf.within('sight')} AND {_public(shelf) if public else '1 = 1'} "
        f"AND (? = '' OR f_force = ?) GROUP BY {_COLUMNS} ORDER BY {_COLUMNS}",
        (force, force),
    )
    return tuple(
        Strength(str(month), str(place), str(force), str(mission), str(taken or ""), int(total), bool(made))
        for month, place, force, mission, taken, total, made in rows
    )


def _public(shelf: Shelf) -> str:
    """Give the condition that a row is public."""
    rows = shelf.rows("SELECT id, label FROM sight", ())
    seen = [str(sight) for sight, label in rows if label_of(label) == PUBLIC]
    return f"sight IN ({', '.join(seen) or 'NULL'})"


def forces(found: Iterable[Strength]) -> tuple[str, ...]:
    """Give the forces of these strengths, each once."""
    return tuple(sorted({one.force for one in found}))
