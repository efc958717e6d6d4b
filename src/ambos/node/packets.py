"""The review packet of a node: the review of a day with every judgement about it.

Each judgement is made by a study of its own; this module only gathers them. It imports nothing heavy, so
that a review is quick.
"""

from datetime import date

from ambos.analysis.studies.elements import element_lines
from ambos.analysis.studies.lint.picture import Plan
from ambos.analysis.studies.lint.run import lint
from ambos.analysis.studies.packet import Packet
from ambos.analysis.studies.review import review
from ambos.kernel.shelf import Shelf
from ambos.node.node import Node


def packet(node: Node, today: date | None = None) -> Packet:
    """Assess the partnership as far as the officer may see it: today, or as if it were another day."""
    return packet_of(node.shelf if today is None else node.shelf.on(today))


def packet_of(shelf: Shelf) -> Packet:
    """Assess what one reader sees on the shelf's day."""
    plan = Plan.read(shelf)
    return Packet(review(shelf), findings=lint(plan), elements=element_lines(plan))
