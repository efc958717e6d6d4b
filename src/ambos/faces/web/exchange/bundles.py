"""Bundles through the browser: made, whole or in parts, and downloaded; uploaded and taken in."""

from typing import Final

from django.http import HttpResponse

from ambos.faces.accounts.background import uploads
from ambos.faces.web.exchange.holdings import PageUnknown
from ambos.faces.web.exchange.words import field, flowing, tabs
from ambos.faces.web.frame.background import address_of_job, begin, every_upload, handing_in
from ambos.faces.web.frame.visit import Visit, signed_in
from ambos.kernel.access import RUN
from ambos.node.carrying import EXPORT, IMPORT, exporting, importing

MEGABYTE: Final = 10**6
MOST_DIGITS: Final = 12


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
    party, start = field(visit, "party"), _whole(field(visit, "from"))
    visit.node.partner(party).demand_flowing()
    start = 0 if field(visit, "all") else start
    limit = (_whole(field(visit, "parts")) or 0) * MEGABYTE
    url = address_of_job(visit, "exchange-outcome")
    return begin(visit, EXPORT, exporting(party, start, limit, visit.house.pool.writing, url), party)


def _whole(text: str) -> int | None:
    """Read a whole number that may be left out."""
    if text and not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise PageUnknown(value=text[:20])
    return int(text) if text else None


@handing_in
def take(visit: Visit) -> HttpResponse:
    """Have uploaded bundles verified and taken in, in their own order."""
    visit.node.demand(RUN)
    files = every_upload(visit)
    work = importing(uploads(), files, visit.house.pool.writing, address_of_job(visit, "exchange-outcome"))
    return begin(visit, IMPORT, work, ", ".join(upload.name for upload in files))
