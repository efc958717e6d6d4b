"""Plan lint and the auditors' checklists of a node, as its officer may see them."""

from ambos.analysis.studies.elements import element_lines
from ambos.analysis.studies.judgements import ElementLine, FindingLine, PracticeLine
from ambos.analysis.studies.lint.picture import Plan
from ambos.analysis.studies.lint.run import lint
from ambos.analysis.studies.practices import practice_lines
from ambos.node.listed import unlisted
from ambos.node.node import Node
from ambos.node.showing import find_of_kind


def findings(node: Node, framework: str = "") -> tuple[FindingLine, ...]:
    """Give what lint finds in the plan, or in one framework by its name or the beginning of it."""
    return lint(_plan(node, framework))


def elements(node: Node, framework: str = "") -> tuple[ElementLine, ...]:
    """Give the nine elements of every framework, or of one."""
    return element_lines(_plan(node, framework))


def practices(node: Node, framework: str = "") -> tuple[PracticeLine, ...]:
    """Give the monitoring practices of every framework, or of one."""
    return practice_lines(_plan(node, framework))


def _plan(node: Node, framework: str) -> Plan:
    shelf = node.shelf
    focus = find_of_kind(shelf, "framework", framework) if framework else ""
    return Plan.read(shelf, focus, unlisted=unlisted(shelf, node.config.evidence))
