"""One person: what they could see, saw and gave out; the report to sign, and the review of their rights."""

from django.http import HttpResponse, JsonResponse

from ambos.domains.integrity.records import REVIEW_OUTCOME
from ambos.faces.reports.pdf import pdf
from ambos.faces.reports.watching import exposure_bytes, exposure_document, plain_exposure
from ambos.faces.web.frame.asking import download, told
from ambos.faces.web.frame.visit import Visit, acting, signed_in
from ambos.faces.web.integrity.parts import crumbs, tabs
from ambos.kernel.access import PROPOSE
from ambos.node.access_reviews import confirm, due, record_exposure, review
from ambos.node.exposing import exposure
from ambos.node.vettings import standings


@signed_in
def show(visit: Visit, slug: str) -> HttpResponse:
    """Show the exposure of a person, to who may watch."""
    exposed = exposure(visit.node, slug)
    return visit.render(
        "integrity/person.html",
        tabs=tabs(visit, ""),
        crumbs=crumbs(visit, (slug, "")),
        exposed=exposed,
        document=exposure_document(exposed, visit.shown),
        standing=next((one for one in standings(visit.node) if one.officer == slug), None),
        due=next((one for one in due(visit.node) if one.officer == slug), None),
        outcomes=REVIEW_OUTCOME.codes,
        inside=sorted(visit.person.inside(visit.today)),
        may=visit.may(PROPOSE),
    )


@signed_in
def data(visit: Visit, slug: str) -> HttpResponse:
    """Give the exposure as data."""
    return JsonResponse(plain_exposure(exposure(visit.node, slug)))


@signed_in
def printed(visit: Visit, slug: str) -> HttpResponse:
    """Give the exposure as a document to print."""
    laid = exposure_document(exposure(visit.node, slug), visit.shown)
    return download(pdf(laid), f"exposure-{slug}.pdf", "application/pdf")


@acting
def sign(visit: Visit, slug: str) -> HttpResponse:
    """Put the report of an exposure on record."""
    exposed = exposure(visit.node, slug)
    written = record_exposure(
        visit.node, exposed, exposure_bytes(exposed), told(visit, "compartment")["compartment"]
    )
    return visit.go("things-record", written.rid.hex())


@acting
def review_rights(visit: Visit, slug: str) -> HttpResponse:
    """Write that an officer's rights were looked at."""
    review(visit.node, slug, told(visit, "outcome")["outcome"])
    return visit.go("integrity-person", slug)


@acting
def confirm_review(visit: Visit, slug: str) -> HttpResponse:
    """Confirm a review that another made."""
    confirm(visit.node, f"access-review/{slug}")
    return visit.go("integrity-home")
