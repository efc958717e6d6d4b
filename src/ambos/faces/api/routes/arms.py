"""Traces: the metrics, the corridors, one request with its gates and result."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final

import msgspec

from ambos.domains.arms.gates import Finding
from ambos.domains.arms.views import Corridor, Year
from ambos.faces.accounts.scopes import READ_RECORDS
from ambos.faces.api.forms import ThingForm
from ambos.faces.api.route import Call, Query, Route
from ambos.node.traces import KIND, corridors, metrics, trace


class YearQuery(Query, frozen=True):
    """The year of recovery; all of them if empty."""

    year: Annotated[str, msgspec.Meta(pattern="^([0-9]{4})?$")] = ""


@dataclass(frozen=True)
class MetricsForm:
    """What the traces show, by year of recovery, each firearm once; no random sample of crime guns (ATF).

    ``spreads`` counts firearms by the values of a field, an empty value is unknown; ``time_to_crime`` by
    whole years from the first retail sale to the recovery.
    """

    year: str
    years: tuple[Year, ...]
    submitted: int
    complete_at_first: int
    duplicates: int
    answered: int
    median_days: int | None
    spreads: Mapping[str, Mapping[str, int]]
    time_to_crime: Mapping[str, int]
    short_time_to_crime: int
    submitting_states: Mapping[str, int]


@dataclass(frozen=True)
class TraceForm:
    """A request with its results, where it stands, what the gates find, which steps may follow.

    ``time_to_crime_months`` are those completed, where both days are known.
    """

    request: ThingForm
    recovery: ThingForm | None
    results: tuple[ThingForm, ...]
    stage: str
    findings: tuple[Finding, ...]
    next: tuple[str, ...]
    time_to_crime_months: int | None


def _metrics(call: Call) -> MetricsForm:
    found = metrics(call.shelf, call.query.year)
    quality = found.quality
    return MetricsForm(
        year=found.year,
        years=found.years,
        submitted=quality.submitted,
        complete_at_first=quality.complete_at_first,
        duplicates=quality.duplicates,
        answered=quality.answered,
        median_days=quality.median_days,
        spreads={name: dict(one.values) for name, one in found.spreads.items()},
        time_to_crime={str(years): count for years, count in found.times.items()},
        short_time_to_crime=found.short,
        submitting_states=dict(found.submitters.values),
    )


def _corridors(call: Call) -> tuple[Corridor, ...]:
    return corridors(call.shelf, call.query.year)


def _trace(call: Call) -> TraceForm:
    found = trace(call.shelf, f"{KIND}/{call.path['slug']}")
    return TraceForm(
        request=ThingForm.of(found.request),
        recovery=ThingForm.of(found.recovery) if found.recovery else None,
        results=tuple(ThingForm.of(one) for one in found.results),
        stage=found.stage,
        findings=found.findings,
        next=tuple(step.name for step in found.next),
        time_to_crime_months=found.months,
    )


ROUTES: Final[tuple[Route, ...]] = (
    Route("trace-metrics", "/arms/metrics", READ_RECORDS, _metrics, MetricsForm, query=YearQuery),
    Route(
        "trace-corridors", "/arms/corridors", READ_RECORDS, _corridors, tuple[Corridor, ...], query=YearQuery
    ),
    Route("trace", "/arms/traces/{slug}", READ_RECORDS, _trace, TraceForm),
)
