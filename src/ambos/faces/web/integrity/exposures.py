"""The exposure of a person: worked out in a job, kept for whoever asked, downloaded, put on record."""

from collections.abc import Sequence

from django.http import HttpResponse, HttpResponseNotAllowed

from ambos.domains.integrity.records import EXPOSURE_REPORT
from ambos.faces.reports.blocks import Document
from ambos.faces.reports.page import page
from ambos.faces.reports.pdf import pdf
from ambos.faces.reports.shown import Shown
from ambos.faces.reports.watching import exposure_bytes, exposure_document, report_document
from ambos.faces.web.frame.asking import download, told
from ambos.faces.web.frame.background import begin, exposures, jobs
from ambos.faces.web.frame.visit import Visit, acting, signed_in
from ambos.i18n.catalogue import LANGUAGES, Language
from ambos.kernel.shelf import Thing
from ambos.node.access_reviews import digest_of, record_exposure
from ambos.node.exposing import Exposure, exposure
from ambos.node.job import Job
from ambos.node.jobs import Teller, Work
from ambos.node.kept_exposures import demand_known
from ambos.node.node import Node
from ambos.node.watching import demand_watch
from ambos.values.errors import NotFound

KIND = "exposure"
HTML, PDF = "html", "pdf"
FORMS = {HTML: "text/html; charset=utf-8", PDF: "application/pdf"}


def under_way(visit: Visit, slug: str) -> Job | None:
    """Give the job in which this person's exposure is being worked out for whoever asks."""
    found = jobs().of(visit.person.officer)
    return next((one for one in found if (one.kind, one.about) == (KIND, slug) and one.under_way), None)


@signed_in
def work_out(visit: Visit, slug: str) -> HttpResponse:
    """Hand in that an exposure be worked out; what is under way already is not begun again."""
    if visit.request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    demand_known(visit.node, slug)
    running = under_way(visit, slug)
    if running is not None:
        return visit.go("jobs-show", running.id)
    return begin(visit, KIND, _work(slug, visit.url("integrity-person", slug)), slug)


def _work(slug: str, url: str) -> Work:
    """Give a job's function: it keeps the exposure in this process, and writes it nowhere."""

    def work(node: Node, tell: Teller) -> dict[str, str]:
        exposures().keep(node, exposure(node, slug, progress=tell.step(KIND)))
        return {"url": url}

    return work


def reports_on(visit: Visit, exposed: Exposure) -> list[Thing]:
    """Give the reports on record of just this exposure, as far as whoever asks may see them."""
    return visit.shelf.having(EXPOSURE_REPORT.name, "digest", (digest_of(exposure_bytes(exposed)),))


@signed_in
def data(visit: Visit, slug: str) -> HttpResponse:
    """Give the exposure as data: the very bytes of which a report on record names the digest."""
    kept = exposures().find(visit.node, slug)
    if kept is None:
        return visit.go("integrity-person", slug)
    return download(exposure_bytes(kept.exposed), f"exposure-{slug}.json", "application/json")


@signed_in
def written(visit: Visit, slug: str, language: str, form: str) -> HttpResponse:
    """Give the exposure as a document in a language, to read or to print."""
    kept = exposures().find(visit.node, slug)
    if kept is None:
        return visit.go("integrity-person", slug)
    shown = _shown(language)
    laid = exposure_document(kept.exposed, shown, reports_on(visit, kept.exposed))
    return _file(laid, f"exposure-{slug}", language, form)


@signed_in
def report(visit: Visit, slug: str, language: str, form: str) -> HttpResponse:
    """Give a report on record as a document in a language, to read or to print."""
    demand_watch(visit.node)
    thing = visit.shelf.thing(f"{EXPOSURE_REPORT.name}/{slug}")
    return _file(report_document(thing, _shown(language)), f"exposure-report-{slug}", language, form)


def _shown(language: str) -> Shown:
    if language not in LANGUAGES:
        raise NotFound(name=language)
    return Shown(Language(language))


def _file(laid: Document, name: str, language: str, form: str) -> HttpResponse:
    if form not in FORMS:
        raise NotFound(name=form)
    made = pdf(laid) if form == PDF else page(laid).encode()
    return download(made, f"{name}.{language}.{form}", FORMS[form])


def ways(visit: Visit, name: str, slug: str) -> Sequence[tuple[str, str, str]]:
    """Give the addresses of a document by language and form, with what to call each."""
    return [
        (
            visit.say("web_integrity", f"file.{language}.{form}"),
            visit.url(name, slug, language, form),
            language,
        )
        for language in LANGUAGES
        for form in FORMS
    ]


@acting
def sign(visit: Visit, slug: str) -> HttpResponse:
    """Put on record the exposure that was worked out and looked at."""
    kept = exposures().find(visit.node, slug)
    if kept is None:
        return visit.go("integrity-person", slug)
    text, compartment = exposure_bytes(kept.exposed), told(visit, "compartment")["compartment"]
    put = record_exposure(visit.node, kept.exposed, text, compartment)
    return visit.go("things-record", put.rid.hex())
