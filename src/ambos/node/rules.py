"""The rules of every domain, by kind: what the desk checks before it seals."""

from ambos.domains.arms import rules as arms
from ambos.domains.assistance import rules as assistance
from ambos.domains.deployments import rules as deployments
from ambos.domains.determinations import rules as determinations
from ambos.domains.dialogue import rules as dialogue
from ambos.domains.drugs import rules as drugs
from ambos.domains.finance import rules as finance
from ambos.domains.integrity import rules as integrity
from ambos.domains.justice import rules as justice
from ambos.domains.measures import rules as measures
from ambos.domains.networks import rules as networks
from ambos.domains.plan import rules as plan
from ambos.domains.taskforces import rules as taskforces
from ambos.kernel.acts import Rule

RULES: dict[str, Rule] = {
    **dialogue.RULES,
    **plan.RULES,
    **measures.RULES,
    **taskforces.RULES,
    **justice.RULES,
    **finance.RULES,
    **arms.RULES,
    **drugs.RULES,
    **networks.RULES,
    **integrity.RULES,
    **determinations.RULES,
    **assistance.RULES,
    **deployments.RULES,
}
