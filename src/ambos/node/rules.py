"""The rules of every domain, by kind: what the desk checks before it seals."""

from ambos.domains.dialogue import rules as dialogue
from ambos.domains.measures import rules as measures
from ambos.domains.plan import rules as plan
from ambos.kernel.acts import Rule

RULES: dict[str, Rule] = {**dialogue.RULES, **plan.RULES, **measures.RULES}
