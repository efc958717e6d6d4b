"""The rhythm of the dialogue: frameworks and their meetings over time, bodies that are silent."""

from django.http import HttpResponse

from ambos.analysis.studies.dialogue import silence_line
from ambos.analysis.studies.rhythm import rhythms
from ambos.domains.dialogue.silences import CADENCES, SUCCEEDED, silences
from ambos.domains.dialogue.views import SENIOR_LEVELS
from ambos.faces.reports.axis import Axis
from ambos.faces.web.frame.asking import asked
from ambos.faces.web.frame.visit import Visit, reading
from ambos.faces.web.talks.parts import tabs


@reading
def show(visit: Visit) -> HttpResponse:
    """Hold each body against its promised rhythm, or the usual one of its cadence."""
    wanted = asked(visit, "all")
    with visit.shelf.keeping():
        lines = [silence_line(one) for one in silences(visit.shelf)]
        found = [one for one in rhythms(visit.shelf) if one.start or one.meetings]
    living = [line for line in lines if line.rule != SUCCEEDED]
    shown = lines if wanted["all"] else living
    days = [
        visit.today,
        *(day.first for one in found for day in (one.start, *(m.held for m in one.meetings)) if day),
    ]
    return visit.render(
        "talks/dialogue.html",
        tabs=tabs(visit, "dialogue"),
        wanted=wanted,
        rhythms=found,
        axis=Axis(min(days).year, max(days).year),
        senior=SENIOR_LEVELS,
        cadences=[(cadence, [line for line in shown if line.cadence == cadence]) for cadence in CADENCES],
        silent=sum(line.silent for line in living),
        living=len(living),
        earlier=len(lines) - len(living),
        today=visit.today,
    )
