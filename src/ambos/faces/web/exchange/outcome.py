"""What came of a job of the exchange."""

from django.http import HttpResponse

from ambos.faces.accounts.background import jobs
from ambos.faces.web.exchange.words import tabs
from ambos.faces.web.frame.visit import Visit, signed_in
from ambos.node.carrying import COMPARE, EXPORT, IMPORT, RETRY, SYNC
from ambos.node.job import DONE
from ambos.node.jobs import KEPT_DAYS
from ambos.values.errors import NotFound

PLACES = {SYNC: "peers", EXPORT: "bundles", IMPORT: "bundles", RETRY: "quarantine", COMPARE: "witnesses"}


@signed_in
def show(visit: Visit, job: str) -> HttpResponse:
    """Show what came of a job; one of another room is not found here."""
    found = jobs().job(visit.person.officer, job)
    if found.kind not in PLACES:
        raise NotFound(name=job)
    if found.state != DONE:
        return visit.go("jobs-show", job)
    place = PLACES[found.kind]
    return visit.render(
        "exchange/outcome.html",
        tabs=tabs(visit, place),
        job=found,
        found=found.result,
        place=place,
        days=KEPT_DAYS,
    )
