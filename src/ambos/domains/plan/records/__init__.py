"""The kinds of the plan: the hierarchy, the logic that ties it together, and its oversight."""

from ambos.domains.plan.records import hierarchy, logic, oversight

KINDS = (*hierarchy.KINDS, *logic.KINDS, *oversight.KINDS)
