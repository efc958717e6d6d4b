"""The calendar of determinations, and one of them with its criteria beside what the indicators say."""

from collections.abc import Sequence
from decimal import Decimal

from django.http import HttpResponse

from ambos.analysis.studies.determinations import DeterminationLine, calendar, determination
from ambos.domains.determinations.regimes import REGIMES
from ambos.faces.reports.determinations import calendar_of
from ambos.faces.reports.sparks import spark
from ambos.faces.web.frame.asking import download, table
from ambos.faces.web.frame.visit import Visit, reading

SHOWN = ("state", "trigger", "decided_on", "first_effective", "effective", "ended")
SAID = ("decision", "consequence", "exit_condition", "note")


@reading
def home(visit: Visit) -> HttpResponse:
    """Show what comes next, the nearest day first, what has been, and the regimes."""
    with visit.shelf.keeping():
        found = calendar(visit.shelf)
    lines = (*found.ahead, *found.past)
    return visit.render(
        "determinations/home.html",
        found=found,
        regimes=list(REGIMES.values()),
        unagreed=sum(len(line.unagreed) for line in lines),
        criteria=sum(len(line.criteria) for line in lines),
    )


@reading
def show(visit: Visit, slug: str) -> HttpResponse:
    """Show one determination."""
    with visit.shelf.keeping():
        thing, line = determination(visit.shelf, f"determination/{slug}")
    fields = visit.node.register["determination"].by_name
    return visit.render(
        "determinations/show.html",
        thing=thing,
        line=line,
        facts=[
            (visit.shown.field_name("determination", name), visit.shown.value(fields[name], thing.get(name)))
            for name in SHOWN
            if thing.get(name)
        ],
        said=[
            (visit.shown.field_name("determination", name), visit.voice.words(thing.get(name)))
            for name in SAID
            if thing.get(name)
        ],
        drawn=drawn,
    )


def drawn(values: Sequence[Decimal]) -> str:
    """Give a series as a row of bars; nothing where there are fewer than two values."""
    return spark(values, min(values), max(values)) if len(values) > 1 else ""


@reading
def table_of(visit: Visit) -> HttpResponse:
    """Give the calendar as CSV, one row for each criterion."""
    with visit.shelf.keeping():
        found = calendar(visit.shelf)
    head = (
        "determination",
        "regime",
        "state",
        "day",
        "days",
        "criterion",
        "standing",
        "comparison",
        "threshold",
    )
    rows = [row for line in (*found.ahead, *found.past) for row in _rows(line)]
    return table(head, rows, "determinations.csv")


def _rows(line: DeterminationLine) -> list[tuple[str, ...]]:
    told = (
        line.item.subject if line.item else "",
        line.regime.code,
        line.state,
        str(line.day or line.last or ""),
        "" if line.days is None else str(line.days),
    )
    return [
        (
            *told,
            one.item.subject,
            one.standing,
            one.comparison,
            "" if one.threshold is None else f"{one.threshold:f}",
        )
        for one in line.criteria
    ] or [(*told, "", "", "", "")]


@reading
def calendar_file(visit: Visit) -> HttpResponse:
    """Give the days that come next as a calendar."""
    with visit.shelf.keeping():
        made = calendar_of(calendar(visit.shelf).ahead, visit.language, visit.today)
    return download(made, "determinations.ics", "text/calendar; charset=utf-8")
