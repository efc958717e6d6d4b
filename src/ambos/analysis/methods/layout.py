"""Where the nodes of a graph are drawn: the same places for the same graph.

Forces after Fruchterman and Reingold (Software: Practice and Experience 21, 1991, 1129-1164): nodes push each
other away, ties pull. It begins on a circle in the order of the nodes, so that nothing is left to chance.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import Final

import numpy as np
import numpy.typing as npt

from ambos.analysis.methods.graphs import Graph

STEPS: Final = 300
DIGITS: Final = 1  # of the places
GAP: Final = 90.0  # between two parts

Places = npt.NDArray[np.float64]


def places(
    nodes: Sequence[str], ties: Iterable[tuple[str, str]], width: float, height: float
) -> Mapping[str, tuple[float, float]]:
    """Give each node its place in a drawing of this size; what is not tied together stands side by side."""
    known = list(ties)
    parts = Graph.of(nodes, ((one, other, 1) for one, other in known)).parts
    shares = [sqrt(len(part)) for part in parts]
    free = width - GAP * (len(parts) - 1)
    left, found = 0.0, dict[str, tuple[float, float]]()
    for part, share in zip(parts, shares, strict=True):
        room = free * share / sum(shares)
        own = [(one, other) for one, other in known if one in part]
        for node, (x, y) in zip(part, _placed(part, own, room, height), strict=True):
            found[node] = (round(left + x, DIGITS), round(y, DIGITS))
        left += room + GAP
    return found


def _placed(
    nodes: Sequence[str], ties: Sequence[tuple[str, str]], width: float, height: float
) -> Sequence[tuple[float, float]]:
    count = len(nodes)
    index = {node: at for at, node in enumerate(nodes)}
    pulls = np.zeros((count, count))
    for one, other in ties:
        pulls[index[one], index[other]] = pulls[index[other], index[one]] = 1
    angle = 2 * np.pi * np.arange(count) / count
    at = np.stack([np.cos(angle), np.sin(angle)], axis=1) * 0.5
    near = 1 / np.sqrt(count)
    for step in range(STEPS):
        at = at + _moves(at, pulls, near, 0.1 * (1 - step / STEPS))
    return [(float(x), float(y)) for x, y in _fitted(at, width, height)]


def _moves(at: Places, pulls: Places, near: float, most: float) -> Places:
    """Give how far each node is moved, at most ``most``."""
    apart = at[:, None, :] - at[None, :, :]
    far = np.maximum(np.sqrt((apart**2).sum(axis=2)), 1e-3)
    force = near**2 / far**2 - pulls * far / near
    move: Places = (apart * force[:, :, None]).sum(axis=1) - at * near
    size = np.maximum(np.sqrt((move**2).sum(axis=1)), 1e-9)
    moved: Places = move * (np.minimum(size, most) / size)[:, None]
    return moved


def _fitted(at: Places, width: float, height: float) -> Places:
    low, high = at.min(axis=0), at.max(axis=0)
    span = np.where(high - low < 1e-9, 1, high - low)
    middle = (high - low < 1e-9) * 0.5
    shares = (at - low) / span + middle
    fitted: Places = shares * np.array([width, height])
    return fitted
