"""Where the nodes of a graph are drawn: the same places for the same graph.

Forces after Fruchterman and Reingold (Software: Practice and Experience 21, 1991, 1129-1164): nodes push each
other away, ties pull. It begins on a circle in the order of the nodes, so that nothing is left to chance.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

STEPS: Final = 300
DIGITS: Final = 1  # of the places

Places = npt.NDArray[np.float64]


def places(
    nodes: Sequence[str], ties: Iterable[tuple[str, str]], width: float, height: float
) -> Mapping[str, tuple[float, float]]:
    """Give each node its place in a drawing of this size."""
    count = len(nodes)
    if count == 0:
        return {}
    index = {node: at for at, node in enumerate(nodes)}
    pulls = np.zeros((count, count))
    for one, other in ties:
        pulls[index[one], index[other]] = pulls[index[other], index[one]] = 1
    angle = 2 * np.pi * np.arange(count) / count
    at = np.stack([np.cos(angle), np.sin(angle)], axis=1) * 0.5
    near = 1 / np.sqrt(count)
    for step in range(STEPS):
        at = at + _moves(at, pulls, near, 0.1 * (1 - step / STEPS))
    fitted = _fitted(at, width, height)
    return {node: (float(fitted[at_, 0]), float(fitted[at_, 1])) for node, at_ in index.items()}


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
    fitted: Places = np.round(shares * np.array([width, height]), DIGITS)
    return fitted
