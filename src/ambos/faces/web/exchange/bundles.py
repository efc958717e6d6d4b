"""Bundles through the browser: made and downloaded, uploaded and taken in."""

from django.http import HttpResponse

from ambos.faces.accounts.background import uploads
from ambos.faces.web.exchange.holdings import PageUnknown
from ambos.faces.web.exchange.words import field, flowing, tabs
from ambos.faces.web.frame.background import address_of_job, begin, handing_in, uploaded
from ambos.faces.web.frame.visit import Visit, signed_in
from ambos.kernel.access import RUN
from ambos.node.carrying import EXPORT, IMPORT, exporting, importing


@signed_in
def show(visit: Visit) -> HttpResponse:
    """Give the forms that make a bundle and take one in."""
    visit.node.demand(RUN)
    places = [(party, visit.node.channel(party).acknowledged()) for party in flowing(visit)]
    return visit.render("exchange/bundles.html", tabs=tabs(visit, "bundles"), places=places)


@handing_in
def make(visit: Visit) -> HttpResponse:
    """Have a bundle made for a partner."""
    visit.node.demand(RUN)
    party, text = field(visit, "party"), field(visit, "from")
    visit.node.partner(party).demand_flowing()
    if text and not (text.isascii() and text.isdigit()):
        raise PageUnknown(value=text[:20])
    start = 0 if field(visit, "all") else int(text) if text else None
    work = exporting(party, start, visit.house.pool.writing, address_of_job(visit, "exchange-outcome"))
    return begin(visit, EXPORT, work, party)


@handing_in
def take(visit: Visit) -> HttpResponse:
    """Have an uploaded bundle verified and taken in."""
    visit.node.demand(RUN)
    upload = uploaded(visit)
    work = importing(uploads(), upload, visit.house.pool.writing, address_of_job(visit, "exchange-outcome"))
    return begin(visit, IMPORT, work, upload.name)
