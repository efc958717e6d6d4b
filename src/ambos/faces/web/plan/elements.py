"""The nine elements that auditors ask of a plan, and the fourteen practices of its monitoring."""

from collections.abc import Sequence
from typing import Final

from django.http import HttpResponse

from ambos.analysis.studies.judgements import ElementLine, PracticeLine
from ambos.faces.web.frame.asking import asked, chosen
from ambos.faces.web.frame.laid import kept_for
from ambos.faces.web.frame.visit import Visit, reading
from ambos.faces.web.plan.parts import containers, tabs
from ambos.node.linting import elements, practices

GRADES: Final = {"addressed": "good", "partially": "fair", "not-addressed": "bad"}
SHOWN: Final = 6  # things of each


@reading
def show(visit: Visit) -> HttpResponse:
    """Grade one framework, or every one, with the things that show it."""
    wanted = asked(visit, "framework", "practices")
    subject = chosen(visit, wanted["framework"])
    lines = _lines(visit, subject, monitoring=bool(wanted["practices"]))
    names = {line.framework.subject: line.framework for line in lines}
    return visit.render(
        "plan/elements.html",
        tabs=tabs(visit, "elements"),
        containers=containers(visit),
        wanted=wanted,
        sort="practice" if wanted["practices"] else "element",
        frameworks=[
            (item, [one for one in lines if one.framework.subject == name]) for name, item in names.items()
        ],
        grades=GRADES,
        most=SHOWN,
    )


def _lines(visit: Visit, subject: str, *, monitoring: bool) -> Sequence[ElementLine] | Sequence[PracticeLine]:
    if monitoring:
        return practices(visit.node, subject)
    return elements(visit.node, subject) if subject else kept_for(visit).packet.elements
