"""The nine elements that auditors ask of a plan, and the fourteen practices of its monitoring."""

from typing import Final

from django.http import HttpResponse

from ambos.faces.web.frame.asking import asked, chosen
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
    lines = practices(visit.node, subject) if wanted["practices"] else elements(visit.node, subject)
    names = {line.framework.subject: line.framework for line in lines}
    return visit.render(
        "plan/elements.html",
        tabs=tabs(visit, "elements"),
        containers=containers(visit),
        wanted=wanted,
        sort="practice" if wanted["practices"] else "element",
        frameworks=[(item, [one for one in lines if one.framework.subject == name]) for name, item in names.items()],
        grades=GRADES,
        most=SHOWN,
    )
