"""Meetings that were held and those that are planned, in a calendar and one by one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from django.http import HttpResponse

from ambos.analysis.studies.deadlines import Deadline, deadlines
from ambos.analysis.studies.sittings import day_of_sitting, of_meeting
from ambos.domains.dialogue.records.basics import MEETING_LEVEL
from ambos.faces.reports.agendas import sitting_document
from ambos.faces.reports.calendar import Planned
from ambos.faces.reports.calendar import calendar as made
from ambos.faces.reports.month import Month, month
from ambos.faces.reports.pdf import pdf
from ambos.faces.web.frame.asking import asked, chosen, download
from ambos.faces.web.frame.visit import Visit, reading
from ambos.faces.web.talks.parts import containers, facts, tabs, title
from ambos.kernel.paging import MOST, Filter, Query, page, throughout
from ambos.kernel.shelf import Shelf, Thing
from ambos.node.meetings import items_of, planned_meetings
from ambos.values.dates import Day

FILTERS: Final = ("framework", "level", "month")
FACTS: Final = (
    "held", "planned", "starts_at", "time_zone", "minutes_long", "level", "place", "attended", "outcome",
)  # fmt: skip
PAGE: Final = 100


class Entry(NamedTuple):
    """What stands in a day of the calendar: a meeting or a plan for one, or something due."""

    sort: str
    thing: Thing | None
    line: Deadline | None


@reading
def show(visit: Visit) -> HttpResponse:
    """Show the planned meetings, the month that is asked for, and the meetings held, the newest first."""
    wanted = asked(visit, *FILTERS)
    asks = {"framework": chosen(visit, wanted["framework"]), "level": wanted["level"]}
    where = tuple(Filter(name, (value,)) for name, value in asks.items() if value)
    held = page(visit.shelf, Query("meeting", where, order="held", descending=True, limit=PAGE))
    days: Month[Entry] = month(_first(wanted["month"], visit.today), {}, visit.language)
    return visit.render(
        "talks/meetings.html",
        tabs=tabs(visit, "meetings"),
        containers=containers(visit),
        levels=MEETING_LEVEL.codes,
        wanted=wanted,
        planned=_ahead(visit, where),
        years=_by_year(held.things),
        left=held.total - len(held.things),
        month=month(days.first, _entries(visit, where, days), visit.language),
        title=lambda thing: title(visit, thing),
    )


@reading
def one(visit: Visit, slug: str) -> HttpResponse:
    """Show a meeting: where and when, its agenda with the minutes, what it decided and promised."""
    meeting = visit.shelf.thing(f"meeting/{slug}")
    with visit.shelf.keeping():
        sitting = of_meeting(visit.shelf, meeting)
    return visit.render(
        "talks/sitting.html",
        tabs=tabs(visit, "meetings"),
        sitting=sitting,
        facts=facts(visit, meeting, (name for name in FACTS if name in meeting.body)),
        title=lambda thing: title(visit, thing),
    )


@reading
def printed(visit: Visit, slug: str) -> HttpResponse:
    """Give the file of a meeting as PDF."""
    sitting = of_meeting(visit.shelf, visit.shelf.thing(f"meeting/{slug}"))
    laid = sitting_document(sitting, visit.shelf, visit.shown, visit.today)
    return download(pdf(laid), f"{slug}.pdf", "application/pdf")


@reading
def calendar(visit: Visit) -> HttpResponse:
    """Give every planned meeting as a calendar."""
    return download(
        calendar_of(visit, planned_meetings(visit.node)), "meetings.ics", "text/calendar; charset=utf-8"
    )


def calendar_of(visit: Visit, planned: Iterable[Thing]) -> bytes:
    """Give planned meetings as a calendar file."""
    shelf: Shelf = visit.shelf
    files = [Planned(one, items_of(shelf, one), shelf.versions(one.subject)) for one in planned]
    return made(files, visit.language)


def _ahead(visit: Visit, where: tuple[Filter, ...]) -> list[Thing]:
    """Give the planned meetings that nobody has recorded yet, the next one first."""
    query = Query("agenda", where, order="planned", descending=True, limit=MOST)
    return _undone(visit.shelf, page(visit.shelf, query).things)[::-1]


def _undone(shelf: Shelf, agendas: Sequence[Thing]) -> list[Thing]:
    """Leave out the plans of meetings that were held."""
    if not agendas:
        return []
    naming = Query("meeting", (Filter("agenda", tuple(one.subject for one in agendas)),))
    done = {one.get("agenda") for one in throughout(shelf, naming)}
    return [one for one in agendas if one.subject not in done]


def _first(text: str, today: date) -> date:
    """Give the month that is asked for, else today's."""
    return Day.parse(text).first if text else today


def _by_year(held: Iterable[Thing]) -> dict[int, list[Thing]]:
    found: dict[int, list[Thing]] = {}
    for thing in held:
        found.setdefault(day_of_sitting(thing).year, []).append(thing)
    return found


def _entries(visit: Visit, where: tuple[Filter, ...], days: Month[Entry]) -> Mapping[date, Sequence[Entry]]:
    """Give what falls on each day that is shown; of what is known to the month or year only, nothing."""
    shelf, first, last = visit.shelf, days.weeks[0][0][0], days.weeks[-1][-1][0]

    def between(kind: str, field: str) -> list[Thing]:
        span = Filter(field, (), str(first), str(last))
        return list(throughout(shelf, Query(kind, (*where, span), order=field)))

    found: dict[date, list[Entry]] = {}
    planned, held = _undone(shelf, between("agenda", "planned")), between("meeting", "held")
    sittings = (("planned", planned), ("held", held))
    for sort, thing in ((sort, thing) for sort, things in sittings for thing in things):
        day = day_of_sitting(thing)
        if day.day:
            found.setdefault(day.first, []).append(Entry(sort, thing, None))
    for line in deadlines(shelf, first, last):
        if line.day.day:
            found.setdefault(line.day.first, []).append(Entry("due", None, line))
    return found
