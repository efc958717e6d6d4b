"""Destroying content of our own, and holding records against destruction."""

from django.http import HttpResponse

from ambos.faces.web.exchange.recalls import reached
from ambos.faces.web.exchange.words import BoxUnchecked, by_rid, codes, field, named, record_of, tabs
from ambos.faces.web.frame.visit import Visit, acting, signed_in
from ambos.kernel.access import ERASE, HOLD
from ambos.kernel.records import RECALL_REASON
from ambos.node import erasure
from ambos.node.erasure import demand_erasable, demand_unheld, said_by_us


@signed_in
def look(visit: Visit) -> HttpResponse:
    """Show what would be destroyed; refused what is held, another's, or what the node stands on."""
    visit.node.demand(ERASE)
    rows = said_by_us(visit.shelf, record_of(visit))
    for row in rows:
        demand_erasable(visit.shelf, row)
    rids = [row.rid for row in rows]
    demand_unheld(visit.shelf, rids)
    return visit.render(
        "exchange/redact.html",
        tabs=tabs(visit, "recalls"),
        record=record_of(visit),
        rows=[(named(visit, row), visit.shown.time(row.time)) for row in rows],
        reached=reached(visit, rids),
        reasons=codes(visit, "recall-reason", RECALL_REASON.codes),
    )


@acting
def redact(visit: Visit) -> HttpResponse:
    """Sign the destruction, and destroy."""
    if not field(visit, "sure"):
        raise BoxUnchecked
    record = record_of(visit)
    kept = erasure.redact(visit.node, record, field(visit, "reason"), field(visit, "basis"))
    return visit.render("exchange/redacted.html", tabs=tabs(visit, "recalls"), record=record, kept=kept)


@signed_in
def holds(visit: Visit) -> HttpResponse:
    """List the holds in force."""
    lines = [
        (one, by_rid(visit, one.target), visit.shown.stamp(one.row.time)[:10])
        for one in erasure.holds(visit.node)
    ]
    return visit.render("exchange/holds.html", tabs=tabs(visit, "holds"), lines=lines, holds=visit.may(HOLD))


@acting
def hold(visit: Visit) -> HttpResponse:
    """Sign a hold."""
    erasure.hold(visit.node, record_of(visit), field(visit, "basis"), field(visit, "words"))
    return visit.go("exchange-holds")


@acting
def lift(visit: Visit, rid: str) -> HttpResponse:
    """Lift a hold."""
    erasure.lift(visit.node, rid, field(visit, "reason"))
    return visit.go("exchange-holds")
