"""The money chain at a node: everything that its reader may see of it, and one case by any of its steps."""

from ambos.analysis.studies.money import Step, case_of
from ambos.domains.finance.views import STEPS, Chain
from ambos.node.node import Node
from ambos.node.showing import find_subject
from ambos.values.errors import Misused


class NotAStep(Misused):
    """A name is that of a thing which is no step of the money chain; data: name, kinds."""

    code = "finance.not-a-step"


def chain(node: Node) -> Chain:
    """Give the chain as the officer at the desk may see it."""
    return Chain.read(node.shelf)


def case(node: Node, name: str) -> tuple[str, tuple[Step, ...]]:
    """Give the subject that a name means, and every step around it by day.

    An end of a freeze, or an account, stands for its freeze. What is no step is refused.
    """
    shelf = node.shelf
    subject = find_subject(shelf, name)
    if subject.partition("/")[0] in ("freeze-end", "frozen-account"):
        subject = shelf.thing(subject).get("freeze")
    found = Chain.read(shelf)
    if subject not in found.things:
        raise NotAStep(name=subject, kinds=list(STEPS))
    return subject, case_of(found, subject)
