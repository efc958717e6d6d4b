"""The plan on an axis of time, year by year."""

from django.http import HttpResponse

from ambos.analysis.studies.timetable import timetable, within
from ambos.faces.reports.axis import Axis
from ambos.faces.web.frame.asking import asked, chosen
from ambos.faces.web.frame.visit import Visit, reading
from ambos.faces.web.plan.parts import containers, tabs


@reading
def show(visit: Visit) -> HttpResponse:
    """Show frameworks, goals, objectives and actions with their milestones, and where today is."""
    wanted = asked(visit, "framework", "from", "to", "undated")
    whole = timetable(visit.shelf, chosen(visit, wanted["framework"]))
    first, last = (
        _year(wanted[name], usual) for name, usual in (("from", whole.years[0]), ("to", whole.years[-1]))
    )
    table = within(whole, first, last)
    rows = [row for row in table.rows if row.dated or wanted["undated"]]
    return visit.render(
        "plan/timeline.html",
        tabs=tabs(visit, "timeline"),
        containers=containers(visit),
        wanted=wanted,
        years=whole.years,
        rows=rows,
        left_out=table.left_out,
        hidden=len(table.rows) - len(rows),
        axis=Axis(table.years[0], table.years[-1]),
        today=table.today,
    )


def _year(text: str, usual: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() else usual
