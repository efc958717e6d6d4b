"""The board: every action in the column of its state, with filters; and what falls due, for a calendar."""

from io import BytesIO
from typing import Final

from django.http import HttpResponse

from ambos.analysis.studies.board import SIDES, Board, Sought, board, narrowed
from ambos.analysis.studies.deadlines import deadlines
from ambos.faces.reports.calendar import due_calendar
from ambos.faces.web.frame.asking import asked, download
from ambos.faces.web.frame.laid import kept_for
from ambos.faces.web.frame.visit import Visit, reading
from ambos.faces.web.plan.parts import GRAVE, tabs
from ambos.kernel import tabular
from ambos.kernel.paging import Query, throughout

FILTERS: Final = ("framework", "goal", "owner", "party", "without")


@reading
def show(visit: Visit) -> HttpResponse:
    """Show the actions that are asked for."""
    sought = _sought(visit)
    return visit.render(
        "plan/board.html",
        tabs=tabs(visit, "board"),
        board=_board(visit, sought),
        sought=sought,
        sides=SIDES,
        grave=GRAVE,
        query=visit.request.GET.urlencode(),
    )


@reading
def table(visit: Visit) -> HttpResponse:
    """Give the actions that are asked for as CSV, with the columns that an import takes."""
    things = throughout(visit.shelf, Query("action", narrowed(visit.shelf, _sought(visit))))
    stream = BytesIO()
    tabular.write(visit.shelf.register["action"], ((one.slug, one.body) for one in things), stream)
    return download(stream.getvalue(), "actions.csv", "text/csv; charset=utf-8")


@reading
def dates(visit: Visit) -> HttpResponse:
    """Give everything that falls due as a calendar."""
    made = due_calendar(deadlines(visit.shelf), visit.shelf, visit.language)
    return download(made, "ambos-dates.ics", "text/calendar; charset=utf-8")


def _sought(visit: Visit) -> Sought:
    return Sought(**asked(visit, *FILTERS))


def _board(visit: Visit, sought: Sought) -> Board:
    with visit.shelf.keeping():
        return board(visit.shelf, sought, kept_for(visit).findings.at)
