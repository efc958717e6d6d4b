"""Orders of release: one officer gives one, another confirms it."""

from django.http import HttpResponse

from ambos.faces.reports.leaving import order_standing
from ambos.faces.web.exchange.release import told
from ambos.faces.web.exchange.words import field, record_of, tabs
from ambos.faces.web.frame.visit import Visit, acting, signed_in
from ambos.kernel.access import RELEASE
from ambos.node.leaving import preview
from ambos.node.releasing import OPEN, confirm_release, orders, propose_release
from ambos.values.errors import NotFound


@acting
def order(visit: Visit) -> HttpResponse:
    """Sign an order as the first of two officers."""
    written = propose_release(visit.node, record_of(visit), field(visit, "to"), field(visit, "reason"))
    return visit.go("exchange-order-show", written.rid.hex())


@signed_in
def show(visit: Visit, rid: str) -> HttpResponse:
    """Show an order with what would leave by it."""
    found = next((each for each in orders(visit.node) if each.rid == rid), None)
    if found is None:
        raise NotFound(name=rid)
    leaving = preview(visit.node, found.record, found.party)
    own = found.by == visit.person.officer
    return visit.render(
        "exchange/order.html",
        tabs=tabs(visit, "release"),
        order=found,
        standing=order_standing(visit.shown, found),
        day=visit.formats.date(found.day),
        own=own,
        confirmable=found.state == OPEN and not own and visit.may(RELEASE),
        **told(visit, leaving, found.party),
    )


@acting
def confirm(visit: Visit, rid: str) -> HttpResponse:
    """Sign as the second officer; the record goes with the next release."""
    confirm_release(visit.node, rid, field(visit, "note"))
    return visit.go("exchange-order-show", rid)
