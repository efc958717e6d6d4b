"""One indicator: what it is, where it stands, its series, every value with its pedigree, where it differs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.http import HttpResponse

from ambos.analysis.studies.concerned import seen
from ambos.analysis.studies.packet import Packet
from ambos.domains.measures import views
from ambos.domains.measures.views import Figure
from ambos.faces.reports.blocks import Charts, Section
from ambos.faces.reports.drawings import KEY, series_chart
from ambos.faces.reports.parts import judged, plan, trust
from ambos.faces.reports.scribe import Scribe
from ambos.faces.web.frame.laid import kept_for, laid, opens, scribe_for
from ambos.faces.web.frame.visit import Visit, reading
from ambos.faces.web.score.mapped import map_of
from ambos.kernel.shelf import Thing
from ambos.node.kept import Kept
from ambos.node.past import seen_then
from ambos.values.errors import NotFound

SHOWN = 50  # values
SHEET = (
    "sort", "unit", "direction", "scope", "denominator", "numerator", "factor", "aggregation", "population",
    "calendar", "frequency", "stale_after_days", "publisher", "responsible", "release", "owner_us",
    "owner_mx", "disaggregation", "method", "breaks", "limits",
)  # fmt: skip


@reading
def show(visit: Visit, slug: str) -> HttpResponse:
    """Show an indicator."""
    kept, subject = kept_for(visit), f"indicator/{slug}"
    lines = kept.indicators.get(subject)
    if lines is None:
        raise NotFound(name=subject)
    scribe = scribe_for(visit, replace(kept, packet=_about(kept, subject)))
    thing, (figures, count) = visit.shelf.thing(subject), _figures(visit, subject)
    stand = Section(
        "standing", visit.say("web_score", "indicator.standing"), tuple(plan.indicators(scribe, lines))
    )
    return visit.render(
        "score/indicator.html",
        kept=kept,
        thing=thing,
        lines=lines,
        standing=laid([stand]),
        charts=laid(_charts(visit, scribe, kept, subject)),
        sheet=list(_sheet(visit, thing)),
        serves=list(_serves(visit, thing)),
        figures=figures[::-1][:SHOWN],
        more=max(0, count - SHOWN),
        found=map_of(visit, thing, figures, visit.request.GET.get("period", "")),
        notes=laid([*trust.disagreements(scribe), *trust.revisions(scribe)]),
        findings=laid(judged.lint(scribe)) if scribe.packet.findings else "",
    )


def _figures(visit: Visit, subject: str) -> tuple[Sequence[Figure], int]:
    """Give the latest values by period and how many there are, of today or by the day asked about."""
    as_of = visit.request.GET.get("as_of", "").strip()
    if not as_of:
        return views.of_indicator(visit.shelf, subject)
    found = views.figures(seen_then(visit.node, visit.shelf, as_of, None)).get(subject, ())
    return found, len(found)


def _about(kept: Kept, subject: str) -> Packet:
    """Keep of a packet's judgements those about an indicator."""
    review = kept.packet.review
    return replace(
        kept.packet,
        review=replace(
            review,
            disagreements=tuple(one for one in review.disagreements if one.item.subject == subject),
            revisions=tuple(one for one in review.revisions if one.item.subject == subject),
        ),
        findings=kept.findings.at({subject}),
        elements=(),
    )


def _charts(visit: Visit, scribe: Scribe, kept: Kept, subject: str) -> Iterator[Section]:
    """Draw the series under each of its targets."""
    series = kept.series.get(subject)
    if series is not None:
        drawn = tuple(series_chart(scribe, series, line) for line in kept.indicators[subject])
        key = tuple((mark, scribe.voice.mark_key(mark)) for mark in KEY)
        yield Section("series", visit.say("web_score", "indicator.series"), (Charts(drawn, key),))


def _sheet(visit: Visit, thing: Thing) -> Iterator[tuple[str, str]]:
    """Give the reference sheet: each field that says something."""
    kind = visit.node.register[thing.kind]
    for name in SHEET:
        if text := visit.shown.value(kind.by_name[name], thing.get(name)):
            yield visit.shown.field_name(thing.kind, name), text


def _serves(visit: Visit, thing: Thing) -> Iterator[tuple[str, str]]:
    """Give what an indicator measures, goals first: the address and the name of each that may be seen."""
    for subject in (*(thing.get("goals") or ()), *(thing.get("measures") or ())):
        if found := seen(visit.shelf, subject):
            yield opens(subject), visit.shown.title(visit.node.register[found.kind], found)
