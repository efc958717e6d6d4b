"""One person: what they were exposed to, if that was worked out, and the review of their rights."""

from django.http import HttpResponse

from ambos.domains.integrity.records import EXPOSURE_REPORT, REVIEW_OUTCOME
from ambos.faces.reports.watching import exposure_document
from ambos.faces.web.frame.asking import told
from ambos.faces.web.frame.background import exposures
from ambos.faces.web.frame.visit import Visit, acting, signed_in
from ambos.faces.web.integrity.exposures import reports_on, under_way, ways
from ambos.faces.web.integrity.parts import crumbs, tabs
from ambos.kernel.access import PROPOSE
from ambos.kernel.paging import Filter, Query, page
from ambos.node.access_reviews import confirm, due, review
from ambos.node.kept_exposures import demand_known
from ambos.node.vettings import standings

LISTED = 20  # reports on record about one person


@signed_in
def show(visit: Visit, slug: str) -> HttpResponse:
    """Show a person to who may watch: the exposure as it was worked out last, or how to have that done."""
    demand_known(visit.node, slug)
    kept = exposures().find(visit.node, slug)
    signed = reports_on(visit, kept.exposed) if kept else []
    about = Query(EXPOSURE_REPORT.name, (Filter("person", (slug,)),), order="computed", descending=True)
    reports = page(visit.shelf, about).things[:LISTED]
    return visit.render(
        "integrity/person.html",
        tabs=tabs(visit, ""),
        crumbs=crumbs(visit, (slug, "")),
        person=slug,
        kept=kept,
        running=under_way(visit, slug),
        document=exposure_document(kept.exposed, visit.shown, signed) if kept else None,
        files=ways(visit, "integrity-exposure-file", slug),
        signed=signed,
        reports=[(one, ways(visit, "integrity-report-file", one.slug)) for one in reports],
        standing=next((one for one in standings(visit.node) if one.officer == slug), None),
        due=next((one for one in due(visit.node) if one.officer == slug), None),
        outcomes=REVIEW_OUTCOME.codes,
        inside=sorted(visit.person.inside(visit.today)),
        may=visit.may(PROPOSE),
    )


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
