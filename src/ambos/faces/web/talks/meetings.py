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
from ambos.faces.reports.month import month
from ambos.faces.reports.pdf import pdf
from ambos.faces.web.frame.asking import asked, chosen, download
from ambos.faces.web.frame.visit import Visit, reading
from ambos.faces.web.talks.parts import containers, facts, tabs, title
from ambos.kernel.shelf import Shelf, Thing
from ambos.node.meetings import items_of, planned_meetings
from ambos.values.dates import Day

FILTERS: Final = ("framework", "level", "month")
FACTS: Final = ("held", "planned", "starts_at", "time_zone", "minutes_long", "level", "place", "outcome")
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
    framework = chosen(visit, wanted["framework"])
    with visit.shelf.keeping():
        planned = [one for one in planned_meetings(visit.node) if _has(one, framework, wanted["level"])]
        held = [one for one in visit.shelf.things("meeting") if _has(one, framework, wanted["level"])]
        due = deadlines(visit.shelf)
    done = {one.get("agenda") for one in held}
    ahead = [one for one in planned if one.subject not in done]
    newest = sorted(held, key=lambda one: (day_of_sitting(one), one.subject), reverse=True)
    return visit.render(
        "talks/meetings.html",
        tabs=tabs(visit, "meetings"),
        containers=containers(visit),
        levels=MEETING_LEVEL.codes,
        wanted=wanted,
        planned=ahead,
        years=_by_year(newest[:PAGE]),
        left=max(len(newest) - PAGE, 0),
        month=month(_first(wanted["month"], visit.today), _entries(ahead, held, due), visit.language),
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


def _has(thing: Thing, framework: str, level: str) -> bool:
    return framework in ("", thing.get("framework")) and level in ("", thing.get("level"))


def _first(text: str, today: date) -> date:
    """Give the month that is asked for, else today's."""
    return Day.parse(text).first if text else today


def _by_year(held: Iterable[Thing]) -> dict[int, list[Thing]]:
    found: dict[int, list[Thing]] = {}
    for thing in held:
        found.setdefault(day_of_sitting(thing).year, []).append(thing)
    return found


def _entries(
    planned: Iterable[Thing], held: Iterable[Thing], due: Iterable[Deadline]
) -> Mapping[date, Sequence[Entry]]:
    """Give what falls on each day; of what is known to the month or year only, nothing."""
    found: dict[date, list[Entry]] = {}
    sittings = [*(("planned", one) for one in planned), *(("held", one) for one in held)]
    for sort, thing in sittings:
        day = day_of_sitting(thing)
        if day.day:
            found.setdefault(day.first, []).append(Entry(sort, thing, None))
    for line in due:
        if line.day.day:
            found.setdefault(line.day.first, []).append(Entry("due", None, line))
    return found
