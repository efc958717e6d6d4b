"""Work that takes longer than an answer: official files handed in, and how jobs stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final

import msgspec

from ambos.faces.accounts.background import jobs, uploads
from ambos.faces.accounts.house import house
from ambos.faces.accounts.scopes import ACT_IMPORT, READ_JOBS
from ambos.faces.api.problems import Problem, problem_of
from ambos.faces.api.route import OCTETS, POST, Call, DayText, Made, Query, Route
from ambos.kernel.access import IMPORT
from ambos.node.job import Failure, Job
from ambos.node.taking import TAKE, Taking, fit
from ambos.values.dates import Day
from ambos.values.errors import AmbosError

PIECE: Final = 1 << 20
PAGE: Final = "/api/v1/jobs/"


class ImportQuery(Query, frozen=True):
    """What the file is called, and the day on which its publisher said so."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
    as_of: DayText = ""


@dataclass(frozen=True)
class JobForm:
    """A job: its state, how far it is, what came of it or why it failed. Times are POSIX seconds."""

    job: str
    kind: str
    about: str
    state: str
    made: int
    ended: int
    step: str
    done: int
    total: int
    result: Mapping[str, Any]
    failure: Problem | None


def _form(job: Job, call: Call) -> JobForm:
    return JobForm(
        job=job.id,
        kind=job.kind,
        about=job.about,
        state=job.state,
        made=job.made,
        ended=job.ended,
        step=job.step,
        done=job.done,
        total=job.total,
        result={name: value for name, value in job.result.items() if name not in ("url", "upload")},
        failure=problem_of(_error(job.failure), call.language) if job.failure else None,
    )


def _error(failure: Failure) -> AmbosError:
    """Give the error again that a job ended with."""
    again = AmbosError(**{**failure.filled(), "problems": tuple(_error(one) for one in failure.problems)})
    again.code = failure.code  # type: ignore[misc]  # the class itself went with the process
    return again


def _import(call: Call) -> Made:
    call.node.demand(IMPORT)
    if call.query.as_of:
        Day.parse(call.query.as_of)
    officer, stream = call.node.person().officer, call.stream
    assert stream is not None
    uploads().demand_room(call.length)
    upload = uploads().receive(officer, call.query.name, iter(lambda: stream(PIECE), b""))
    work = fit(Taking(upload, call.query.as_of, PAGE, house().pool.writing))
    job = jobs().submit(TAKE, officer, work, upload.name)
    return Made(_form(job, call), PAGE + job.id)


def _jobs(call: Call) -> tuple[JobForm, ...]:
    return tuple(_form(job, call) for job in jobs().of(call.node.person().officer))


def _job(call: Call) -> JobForm:
    return _form(jobs().job(call.node.person().officer, call.path["job"]), call)


ROUTES: Final = (
    Route(
        "import",
        "/imports",
        ACT_IMPORT,
        _import,
        JobForm,
        POST,
        query=ImportQuery,
        media=OCTETS,
        status=202,
        writes=True,
    ),
    Route("jobs", "/jobs", READ_JOBS, _jobs, tuple[JobForm, ...]),
    Route("job", "/jobs/{job}", READ_JOBS, _job, JobForm),
)
