"""Pages of jobs: those of whoever asks, one as it stands, what came of it, and the files that it made."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.http import FileResponse, HttpResponse

from ambos.faces.accounts.background import jobs
from ambos.faces.web.evidence.told import Figures, Revisions
from ambos.faces.web.frame.background import handing_in
from ambos.faces.web.frame.visit import Visit, signed_in
from ambos.i18n.errors import explain_code
from ambos.kernel.tabular import guarded
from ambos.node.job import DONE, FAILED, Failure, Job
from ambos.node.jobs import KEPT_DAYS
from ambos.node.taking import LOOK, TAKE
from ambos.node.taking_lists import LOOK_LIST, TAKE_LIST
from ambos.values.errors import NotFound

OWN: Final = "evidence"
COLUMNS: Final = ("row", "column", "value", "reason")


@dataclass(frozen=True)
class Problem:
    """One place of a file that was refused: where, what stands there, why and what to do."""

    row: str
    column: str
    value: str
    reason: str
    hint: str


@signed_in
def listed(visit: Visit) -> HttpResponse:
    """List the jobs of whoever asks."""
    found = jobs().of(visit.person.officer)
    return visit.render(
        "evidence/jobs.html", jobs=found, kinds=[kind_of(visit, job) for job in found], days=KEPT_DAYS
    )


@signed_in
def show(visit: Visit, job: str) -> HttpResponse:
    """Show how a job stands."""
    return _shown(visit, "evidence/job.html", job)


@signed_in
def state(visit: Visit, job: str) -> HttpResponse:
    """Give the part of the page that changes; once the job is done, send the browser on."""
    found = _found(visit, job)
    if found.state == DONE and found.result.get("url"):
        return HttpResponse(headers={"HX-Redirect": str(found.result["url"])})
    return _shown(visit, "evidence/job_state.html", job)


def _found(visit: Visit, id_: str) -> Job:
    return jobs().job(visit.person.officer, id_)


def _shown(visit: Visit, template: str, id_: str) -> HttpResponse:
    job = _found(visit, id_)
    failure = job.failure
    sentence, hint = explain_code(failure.code, failure.filled(), visit.language) if failure else ("", None)
    return visit.render(
        template,
        job=job,
        kind=kind_of(visit, job),
        step=visit.language.find("web_evidence", f"step.{job.step}")
        or visit.say("web_evidence", "step.other"),
        sentence=sentence,
        hint=hint,
        problems=list(problems_of(visit, failure)) if failure else [],
        whole=job.kind in (LOOK, TAKE, LOOK_LIST, TAKE_LIST),
    )


def kind_of(visit: Visit, job: Job) -> str:
    """Name what a job does."""
    found = visit.language.find("web_evidence", f"kind.{job.kind}")
    return found or visit.say("web_evidence", "kind.other")


def problems_of(visit: Visit, failure: Failure) -> Iterator[Problem]:
    """Say the errors that an error holds, by place."""
    for each in failure.problems:
        data = each.filled()
        sentence, hint = explain_code(each.code, data, visit.language)
        row, column, value = (str(data.get(name, "")) for name in ("row", "column", "value"))
        yield Problem(row, column, value, sentence, hint or "")


@handing_in
def cancel(visit: Visit, job: str) -> HttpResponse:
    """Ask a job to stop."""
    jobs().cancel(visit.person.officer, job)
    return visit.go("jobs-show", job)


@signed_in
def outcome(visit: Visit, job: str) -> HttpResponse:
    """Show what came of a job of this room."""
    found = _found(visit, job)
    if found.state != DONE:
        return visit.go("jobs-show", job)
    revisions = Revisions(visit, found.result.get("revisions", ()))
    others = Figures(visit, found.result.get("others", ()))
    return visit.render(
        "evidence/outcome.html", job=found, found=found.result, revisions=revisions, others=others
    )


@signed_in
def problems(visit: Visit, job: str) -> HttpResponse:
    """Give the refused rows of a file as CSV; no cell of it is a formula to a spreadsheet."""
    found = _found(visit, job)
    if found.state != FAILED or found.failure is None:
        raise NotFound(name=job)
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(visit.say("web_evidence", f"column.{name}") for name in COLUMNS)
    for each in problems_of(visit, found.failure):
        rows.writerow(guarded(str(getattr(each, name))) for name in COLUMNS)
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="problems.csv"'
    return answer


@signed_in
def file(visit: Visit, job: str) -> HttpResponse:
    """Give the file that a job made, of several the one that ``?part=`` counts, to whoever handed it in."""
    found = _found(visit, job)
    names = found.result.get("files") or [str(found.result.get("file", ""))]
    part = visit.request.GET.get("part", "1")
    name = str(names[int(part) - 1]) if part in map(str, range(1, len(names) + 1)) else ""
    path = jobs().folder(visit.person.officer, job) / name
    if found.state != DONE or not name or not path.is_file():
        raise NotFound(name=job)
    given: HttpResponse = FileResponse(path.open("rb"), as_attachment=True, filename=name)  # type: ignore[assignment]
    return given
