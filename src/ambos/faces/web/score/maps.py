"""Maps: any indicator that is counted by state, and the border with its crossings."""

from django.http import HttpResponse

from ambos.domains.measures import views
from ambos.faces.reports import outlines
from ambos.faces.reports.maps import border_svg
from ambos.faces.web.frame.laid import kept_for
from ambos.faces.web.frame.visit import Visit, reading
from ambos.faces.web.score.mapped import map_of
from ambos.values.errors import NotFound


@reading
def show(visit: Visit) -> HttpResponse:
    """Show an indicator by state, and the border."""
    kept, asked = kept_for(visit), visit.request.GET.get("indicator", "")
    lines = kept.indicators
    choices = [(subject, lines[subject][0].item) for subject in kept.mapped if subject in lines]
    chosen = f"indicator/{asked}" if asked else (choices[0][0] if choices else "")
    if asked and chosen not in lines:
        raise NotFound(name=chosen)
    found = []
    if chosen:
        figures, _ = views.of_indicator(visit.shelf, chosen)
        found = map_of(visit, visit.shelf.thing(chosen), figures, visit.request.GET.get("period", ""))
    names = outlines.names()
    crossings = sorted(outlines.frame("border").crossings, key=lambda one: one.name)
    return visit.render(
        "score/map.html",
        kept=kept,
        choices=choices,
        chosen=chosen,
        found=found,
        border=border_svg(names, visit.say("web_score", "map.border.label")),
        crossings=crossings,
        counties=sorted(names.items()),
    )
