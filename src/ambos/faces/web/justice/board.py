"""What runs out next, on both sides."""

from collections.abc import Iterable

from django.http import HttpResponse
from icalendar import Calendar, Event

from ambos.analysis.studies.cases import Ticking
from ambos.domains.justice.instruments import INSTRUMENTS
from ambos.faces.reports.cases import length_days
from ambos.faces.web.frame.asking import asked, download, table
from ambos.faces.web.frame.visit import Visit, reading
from ambos.faces.web.justice.parts import crumbs, tabs
from ambos.node.cases import runs_out

MOST = 50
STATES = ("expired", "warned", "running", "tolled")


@reading
def show(visit: Visit) -> HttpResponse:
    """Show the clocks of open requests, the nearest first, as narrowed by the address."""
    found = _narrowed(visit)
    return visit.render(
        "justice/board.html",
        tabs=tabs(visit, "home"),
        crumbs=crumbs(visit),
        found=found[:MOST],
        counts={state: sum(one.stands.state == state for one in found) for state in STATES},
        total=len(found),
        instruments=INSTRUMENTS,
        chosen=asked(visit, "instrument", "owner"),
        length=length_days,
        unverified=any(not one.confirmed for one in found),
    )


@reading
def listed(visit: Visit) -> HttpResponse:
    """Give every such clock as CSV."""
    head = (
        "request",
        "clock",
        "state",
        "due",
        "last_day",
        "days",
        "owner",
        "role",
        "consequence",
        "source",
        "confirmed",
    )
    rows = (
        (
            one.run.subject,
            one.clock.name,
            one.stands.state,
            one.stands.due.isoformat() if one.stands.due else "",
            one.last_day.isoformat() if one.last_day else "",
            str(one.days_left),
            one.owner,
            one.clock.role,
            one.clock.consequence,
            visit.shown.words(one.clock.source),
            "true" if one.confirmed else "false",
        )
        for one in _narrowed(visit)
    )
    return table(head, rows, "clocks.csv")


@reading
def calendar(visit: Visit) -> HttpResponse:
    """Give the ends of clocks as a calendar, to subscribe to."""
    return download(_calendar(visit, _narrowed(visit)), "clocks.ics", "text/calendar; charset=utf-8")


def _calendar(visit: Visit, found: Iterable[Ticking]) -> bytes:
    made = Calendar()
    made.add("prodid", "-//Ambos//justice//")
    made.add("version", "2.0")
    for one in found:
        if one.last_day is not None:
            event = Event()
            event.add("uid", f"{one.run.subject}-{one.clock.name}@{visit.node.config.name}")
            event.add("dtstamp", one.started)
            event.add("dtstart", one.last_day)
            clock = visit.language.label("codes", f"legal-clock.{one.clock.name}")
            event.add("summary", f"{one.run.subject.partition('/')[2]}: {clock}")
            made.add_component(event)
    return bytes(made.to_ical())


def _narrowed(visit: Visit) -> list[Ticking]:
    wanted = asked(visit, "instrument", "owner")
    return [
        one
        for one in runs_out(visit.node)
        if wanted["instrument"] in ("", one.run.instrument) and wanted["owner"] in ("", one.owner)
    ]
