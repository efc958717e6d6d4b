"""One case of the money chain, by any of its steps."""

from django.http import HttpResponse

from ambos.analysis.studies.money import case_of
from ambos.domains.finance.views import STEPS, Chain
from ambos.faces.web.finance.parts import crumbs, spoken, tabs
from ambos.faces.web.frame.visit import Visit, reading
from ambos.kernel.shelf import Thing
from ambos.values.errors import NotFound

# What tells a step apart from others of its kind.
TELLING = {
    "financial-report": "institution",
    "fiu-case": "unit",
    "fiu-request": "answer",
    "freeze": "basis",
    "freeze-end": "reason",
    "complaint": "prosecutor",
    "charge": "court",
    "judgment": "outcome",
    "forfeiture": "sort",
    "asset-sharing": "receiver",
}


@reading
def show(visit: Visit, kind: str, slug: str) -> HttpResponse:
    """Show every step around a step, and what was still frozen after each."""
    subject = f"{kind}/{slug}"
    chain = Chain.read(visit.shelf)
    if kind not in STEPS or subject not in chain.things:
        raise NotFound(name=subject)
    thing = chain.things[subject]
    title = visit.title(thing)
    steps = case_of(chain, subject)
    return visit.render(
        "finance/case.html",
        tabs=tabs(visit, ""),
        crumbs=crumbs(visit, (title, "")),
        name=title,
        thing=thing,
        steps=steps,
        amparo=[step for step in steps if step.thing.get("reason") == "amparo"],
        telling=lambda one: _telling(visit, one),
        **spoken(visit),
    )


def _telling(visit: Visit, thing: Thing) -> str:
    field = visit.shelf.register[thing.kind].by_name[TELLING[thing.kind]]
    return visit.shown.value(field, thing.get(field.name))
