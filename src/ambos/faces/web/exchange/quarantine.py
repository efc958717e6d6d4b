"""What is kept and not shown: why, what the partner was told, and the way out."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Final

from django.http import HttpResponse
from django.utils.http import urlencode

from ambos.faces.reports.held import kept_reason
from ambos.faces.web.exchange.words import tabs
from ambos.faces.web.frame.background import address_of_job, begin, handing_in
from ambos.faces.web.frame.visit import Visit, signed_in
from ambos.kernel.access import AUDIT
from ambos.kernel.tabular import guarded
from ambos.node.carrying import RETRY, rereading
from ambos.node.quarantine import Kept, kept, misunderstood, quarantined

SHOWN: Final = 50
COLUMNS: Final = ("log", "place", "record", "kind", "reason", "told")


@signed_in
def kept_back(visit: Visit) -> HttpResponse:
    """List what is kept back here, and what partners keep back of ours."""
    visit.node.demand(AUDIT)
    if visit.request.GET.get("format") == "csv":
        return _sheet(visit, quarantined(visit.node))
    found = quarantined(visit.node, *_behind(visit.request.GET.get("after", "")), SHOWN + 1)
    shown, more = found[:SHOWN], len(found) > SHOWN
    others = misunderstood(visit.node)
    visit.names.learn(one.row.subject for one in others)
    return visit.render(
        "exchange/quarantine.html",
        tabs=tabs(visit, "quarantine"),
        rows=[(one, _cells(visit, one)) for one in shown],
        after=f"?{urlencode({'after': f'{shown[-1].log}:{shown[-1].place}'})}" if more else "",
        columns=COLUMNS,
        others=[
            (one, visit.shown.stamp(one.time)[:10], kept_reason(visit.shown, one.code)) for one in others
        ],
    )


def _behind(text: str) -> tuple[str, int]:
    """Read which log and place a page begins behind."""
    log, _, place = text.rpartition(":")
    return (log, int(place)) if place.isascii() and place.isdecimal() else ("", -1)


def _cells(visit: Visit, one: Kept) -> tuple[str, ...]:
    told = visit.language.label("recall", "told.yes" if one.told else "told.no")
    reason = kept_reason(visit.shown, one.code)
    place = visit.formats.number(one.place)
    kind = one.statement.header.kind  # of a newer program, it may have no word here
    named = visit.language.find("kinds", kind) or kind
    return one.log, place, visit.shown.rid(one.rid), named, reason, told


def _sheet(visit: Visit, found: Sequence[Kept]) -> HttpResponse:
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    for one in found:
        log, _, _, _, reason, told = _cells(visit, one)
        kind = one.statement.header.kind
        rows.writerow(guarded(str(cell)) for cell in (log, one.place, one.rid, kind, reason, told))
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="quarantine.csv"'
    return answer


@signed_in
def show(visit: Visit, rid: str) -> HttpResponse:
    """Show one record that is kept back: its header, the reason, its content as it stands."""
    one, body = kept(visit.node, rid)
    header, shown = one.statement.header, visit.shown
    told = {
        "record": one.rid,
        "kind": f"{header.kind}/{header.version}",
        "subject": header.subject,
        "by": header.party,
        "on": shown.time(header.time),
        "terms": shown.handling(header.label),
        "log": one.log,
        "place": visit.formats.number(one.place),
        "reason": kept_reason(shown, one.code),
        "told": visit.language.label("recall", "told.yes" if one.told else "told.no"),
    }
    lines = [(str(name), _text(value)) for name, value in (body or {}).items()]
    return visit.render(
        "exchange/kept.html",
        tabs=tabs(visit, "quarantine"),
        one=one,
        facts=[(visit.say("recall", f"column.{name}"), text) for name, text in told.items()],
        body=lines,
        absent=body is None,
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=repr)


@handing_in
def retry(visit: Visit) -> HttpResponse:
    """Have every log read anew."""
    visit.node.demand(AUDIT)
    return begin(visit, RETRY, rereading(visit.house.pool.writing, address_of_job(visit, "exchange-outcome")))
