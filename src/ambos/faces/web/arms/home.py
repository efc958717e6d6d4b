"""What the traces show: numbers by year of recovery, spreads, time-to-crime, quality of the requests."""

from collections.abc import Iterator
from decimal import Decimal

from django.http import HttpResponse
from markupsafe import Markup

from ambos.domains.arms.views import SHORT_MONTHS
from ambos.faces.reports.bars import Bar, bars_svg
from ambos.faces.web.arms.parts import CAVEATS, named, share, tabs, totals, year_of
from ambos.faces.web.frame.asking import table
from ambos.faces.web.frame.visit import Visit, reading
from ambos.kernel.paging import Query, page
from ambos.node.traces import KIND, Metrics, metrics

RECENT = 8


@reading
def show(visit: Visit) -> HttpResponse:
    """Show the metrics of all years of recovery, or of one, and the newest requests."""
    year = year_of(visit)
    found = metrics(visit.shelf, year)
    newest = page(visit.shelf, Query(KIND, order="requested", descending=True, limit=RECENT))
    return visit.render(
        "arms/home.html",
        tabs=tabs(visit, "home"),
        year=year,
        found=found,
        totals=totals(found.years, year),
        share=share,
        named=lambda spread, value: named(visit, spread, value),
        times=_times(visit, found),
        newest=newest,
        caveats=CAVEATS,
        synthetic=any(one.slug.startswith("synthetic-") for one in newest.things),
    )


def _times(visit: Visit, found: Metrics) -> Markup | str:
    if not found.times:
        return ""
    last = max(found.times)
    bars = [
        Bar(
            Decimal(found.times.get(years, 0)),
            str(years),
            visit.say("web_arms", "time.bar", years=years, count=found.times.get(years, 0)),
        )
        for years in range(last + 1)
    ]
    return bars_svg(
        bars,
        Decimal(max(found.times.values())),
        visit.say("web_arms", "time.label", limit=SHORT_MONTHS // 12),
    )


@reading
def listed(visit: Visit) -> HttpResponse:
    """Give the metrics as CSV: what is counted, its value, how many."""
    return table(("measure", "value", "count"), _rows(metrics(visit.shelf, year_of(visit))), "traces.csv")


def _rows(found: Metrics) -> Iterator[tuple[str, str, str]]:
    for year in found.years:
        for name in ("traced", "answered", "us_sourced", "purchaser"):
            yield f"year.{name}", year.year, str(getattr(year, name))
    for spread in found.spreads.values():
        for value, count in spread.values:
            yield spread.name, value, str(count)
    for years, count in found.times.items():
        yield "time_to_crime_years", str(years), str(count)
    yield "submitted", "", str(found.quality.submitted)
    yield "complete_at_first", "", str(found.quality.complete_at_first)
    yield "duplicates", "", str(found.quality.duplicates)
    for state, count in found.submitters.values:
        yield "submitting_state", state, str(count)
