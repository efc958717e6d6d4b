"""Classes of values for a map: by rank, so that each shade is borne by about as many places."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

MOST: Final = 5


def bands(values: Iterable[Decimal], most: int = MOST) -> tuple[tuple[Decimal, Decimal], ...]:
    """Give the least and the greatest value of each class, the lowest class first, at most ``most`` of them.

    Equal values are of one class; every value is of just one; of no values there is no class.
    """
    ordered = sorted(values)
    found: list[list[Decimal]] = []
    for at, value in enumerate(ordered):
        new = not found or (value != found[-1][-1] and at * most // len(ordered) >= len(found))
        if new:
            found.append([])
        found[-1].append(value)
    return tuple((group[0], group[-1]) for group in found)


def band_of(value: Decimal, classes: Iterable[tuple[Decimal, Decimal]]) -> int:
    """Give the number of the class that a value is of, from nought."""
    return next(at for at, (low, high) in enumerate(classes) if low <= value <= high)
