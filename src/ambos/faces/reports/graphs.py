"""A network as a drawing: where each end stands, how each tie is drawn, what is told of both."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ambos.analysis.methods.graphs import pair
from ambos.analysis.methods.layout import places
from ambos.analysis.studies.networks import Network, NodeLine, length_of, weak
from ambos.kernel.shelf import Thing

WIDTH: Final = 820.0
HEIGHT: Final = 460.0
MARGIN: Final = 70.0
MOST: Final = 60  # ends in one drawing: those that lie most between others
STROKES: Final = 4.0
THINNEST: Final = 1.4
LENGTHS: Final = 7  # steps from the best grade to the worst


@dataclass(frozen=True)
class Dot:
    """An end: its name, where it stands and where it opens."""

    subject: str
    name: str
    href: str
    x: float
    y: float
    size: float
    person: bool


@dataclass(frozen=True)
class Line:
    """A tie: from where to where, how wide it is drawn, whether it is weak, whether parts hang on it."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    weak: bool
    bridge: bool
    words: str


@dataclass(frozen=True)
class Drawing:
    """Everything that is drawn; ``left`` is how many ends found no room."""

    width: float
    height: float
    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    left: int


def drawing(
    network: Network,
    name: Callable[[NodeLine], str],
    words: Callable[[Thing], str],
    href: Callable[[str], str],
    only: Iterable[str] | None = None,
) -> Drawing:
    """Give the drawing of what is tied in a network, or of some of its ends with the ties between them."""
    wanted = None if only is None else frozenset(only)
    nodes = [one for one in network.nodes if one.ties and (wanted is None or one.subject in wanted)]
    shown = nodes[:MOST]
    names = sorted(one.subject for one in shown)
    ties = [one for one in network.ties if {one.get("origin"), one.get("target")} <= set(names)]
    at = places(
        names,
        ((one.get("origin"), one.get("target")) for one in ties),
        WIDTH - 2 * MARGIN,
        HEIGHT - 2 * MARGIN,
    )
    placed = {subject: (x + MARGIN, y + MARGIN) for subject, (x, y) in at.items()}
    held = {one.ends for one in network.bridges}
    lines = [
        _line(one, placed[one.get("origin")], placed[one.get("target")], held, words(one)) for one in ties
    ]
    dots = [_dot(one, name(one), href(one.subject), placed[one.subject]) for one in shown]
    return Drawing(WIDTH, HEIGHT, tuple(dots), tuple(lines), len(nodes) - len(shown))


def _line(
    tie: Thing, start: Sequence[float], end: Sequence[float], held: set[tuple[str, str]], words: str
) -> Line:
    width = STROKES * (LENGTHS + 1 - length_of(tie)) / LENGTHS
    bridge = pair(tie.get("origin"), tie.get("target")) in held
    return Line(start[0], start[1], end[0], end[1], round(max(width, THINNEST), 2), weak(tie), bridge, words)


def _dot(node: NodeLine, name: str, href: str, at: Sequence[float]) -> Dot:
    size = round(6 + min(float(node.between), 20.0) / 2, 1)
    return Dot(node.subject, name, href, at[0], at[1], size, node.subject.startswith("person/"))
