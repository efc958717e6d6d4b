"""Ask the node when a series changed its level. A heavy door: only the command that needs it imports it."""

from ambos.analysis.studies.runs import Run, comparable, longest
from ambos.analysis.studies.turns import Turn, turns
from ambos.domains.measures import views
from ambos.kernel.shelf import Thing
from ambos.node.finer import finer_figures
from ambos.node.node import Node
from ambos.values.places import Place

__all__ = ["Run", "Turn", "find_turns"]


def find_turns(node: Node, indicator: Thing, place: str = "") -> tuple[Run | None, tuple[Turn, ...]]:
    """Give the longest comparable series and where its level changed; no series where there is none.

    Refused: an unknown place.
    """
    if place:
        Place.parse(place)
    found = [*views.figures(node.shelf).get(indicator.subject, ()), *finer_figures(node, indicator.subject)]
    run = longest(comparable(figure for figure in found if not place or figure.place.code == place))
    return (run, turns(run)) if run else (None, ())
