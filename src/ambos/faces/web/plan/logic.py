"""The logic model of a framework: the hierarchy, what stands around each part, and what it continues."""

from typing import Final

from django.http import HttpResponse

from ambos.analysis.studies.logic import LEVELS, Logic, logic_models
from ambos.domains.dialogue.views import frameworks, lineage
from ambos.domains.plan.views import loose
from ambos.faces.reports.logic import gathered
from ambos.faces.web.frame.asking import asked
from ambos.faces.web.frame.visit import Visit, reading
from ambos.faces.web.plan.parts import tabs
from ambos.kernel.shelf import Thing
from ambos.values.errors import NotFound

PARTS: Final = ("goal", "cooperation-area", "objective", "action", "milestone")


@reading
def index(visit: Visit) -> HttpResponse:
    """Show every framework with what it continues, and what hangs on nothing."""
    with visit.shelf.keeping():
        found, models = frameworks(visit.shelf), logic_models(visit.shelf)
        unhung = loose(visit.shelf)
    counts = {model.thing.subject: _counts(model) for model in models}
    return visit.render(
        "plan/logics.html",
        tabs=tabs(visit, "logics"),
        frameworks=found,
        counts=counts,
        kinds=PARTS,
        loose=unhung,
        title=lambda thing: _title(visit, thing),
    )


@reading
def show(visit: Visit, slug: str) -> HttpResponse:
    """Show one framework opened down to a level, its milestones unless another is asked for."""
    level = asked(visit, "level")["level"] or LEVELS[-1]
    if level not in LEVELS:
        raise NotFound(name=level)
    thing = visit.shelf.thing(f"framework/{slug}")
    with visit.shelf.keeping():
        (model,) = logic_models(visit.shelf, level, thing.subject)
        titles = visit.shelf.titles("framework")
        return visit.render(
            "plan/logic.html",
            tabs=tabs(visit, "logics"),
            model=model,
            level=level,
            levels=LEVELS[1:],
            before=lineage(thing, titles),
            after=[one for one in titles.values() if one.get("continues") == thing.subject],
            around=lambda part: gathered(visit.shelf, visit.shown, part),
            title=lambda part: _title(visit, part),
        )


def _title(visit: Visit, thing: Thing) -> str:
    return visit.title(thing)


def _counts(model: Logic) -> dict[str, int]:
    found: dict[str, int] = {}
    waiting = list(model.branches)
    while waiting:
        one = waiting.pop()
        found[one.thing.kind] = found.get(one.thing.kind, 0) + 1
        waiting.extend(one.branches)
    return found
