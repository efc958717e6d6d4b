"""The door to the structural model: it loads a statistics package, so only a command that asks opens it."""

from ambos.analysis.studies.structural import STRUCTURAL, evaluate_structurally
from ambos.node.effects import Evaluation, Inquiry, inquire
from ambos.node.node import Node

__all__ = ["STRUCTURAL", "inquire_structurally"]


def inquire_structurally(node: Node, inquiry: Inquiry) -> Evaluation:
    """Answer a question by the structural model; refused is what ``inquire`` refuses."""
    return inquire(node, inquiry, evaluate_structurally)
