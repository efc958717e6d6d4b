"""What pages hand in and do not wait for: jobs, and the files that people upload."""

from functools import wraps
from pathlib import Path
from typing import Any, Final

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from ambos.faces.accounts.background import exposures, jobs, uploads
from ambos.faces.accounts.recent import demand_recent
from ambos.faces.accounts.who import officer_of
from ambos.faces.web.frame.visit import Answer, P, View, Visit, signed_in
from ambos.kernel.access import PROPOSE
from ambos.node.jobs import Job, Work
from ambos.node.uploads import Upload, UploadEmpty
from ambos.values.errors import AmbosError, NotAllowed

__all__ = [
    "address_of_job",
    "begin",
    "every_upload",
    "exposures",
    "handing_in",
    "jobs",
    "uploaded",
    "uploads",
]

FIELD: Final = "file"
UNNAMED: Final = "unnamed"


def handing_in(view: View[P]) -> Answer[P]:
    """Let a view hand work in as the officer who is signed in and proved it of late; only forms may ask.

    The view reads only: what it hands in opens the node to write when its turn has come.
    """
    seated = signed_in(view)

    @wraps(seated)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if officer_of(request):
            demand_recent(request)
        return seated(request, *args, **kwargs)

    return answer


def begin(visit: Visit, kind: str, work: Work, about: str = "") -> HttpResponse:
    """Hand a job in and send the browser to its page."""
    job: Job = jobs().submit(kind, visit.person.officer, work, about)
    return visit.go("jobs-show", job.id)


def address_of_job(visit: Visit, name: str) -> str:
    """Give the address of a page about a job that has no name yet: ``{job}`` stands for it."""
    return visit.url(name, UNNAMED).replace(UNNAMED, "{job}")


def uploaded(visit: Visit) -> Upload:
    """Keep the file that a form brought; refused: none, an empty one, one too large for the house."""
    return _kept(visit.person.officer, _brought(visit)[-1])


def every_upload(visit: Visit) -> tuple[Upload, ...]:
    """Keep all files that a form brought, or none of them; refused as ``uploaded`` refuses."""
    kept: list[Upload] = []
    try:
        for found in _brought(visit):
            kept.append(_kept(visit.person.officer, found))
    except AmbosError:
        for each in kept:
            each.drop()
        raise
    return tuple(kept)


def _brought(visit: Visit) -> "list[UploadedFile[Any]]":
    refused: AmbosError | None = getattr(visit.request, "upload_refused", None)
    if refused is not None:
        raise refused
    found: list[UploadedFile[Any]] = visit.request.FILES.getlist(FIELD)
    if not found:
        raise UploadEmpty
    return found


def _kept(officer: str, found: "UploadedFile[Any]") -> Upload:
    name = found.name or ""
    if isinstance(found, TemporaryUploadedFile):
        kept = uploads().adopt(officer, name, Path(found.temporary_file_path()))
        found.close()  # of a file that has moved: nothing is left to delete
        return kept
    return uploads().receive(officer, name, found.chunks())


class Bounded(TemporaryFileUploadHandler):
    """Writes what comes to the disk piece by piece; nothing at all of what nobody or nobody's page sends.

    A refusal is kept with the request, for the view to tell, and the rest of the file is let go by.
    """

    def handle_raw_input(
        self, input_data: Any, META: dict[str, str], content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        """Decide before anything is written whether there is room, and whether this person may send it."""
        request: Any = self.request
        try:
            if not officer_of(request):
                raise NotAllowed(action=PROPOSE, rule="party")
            uploads().demand_room(content_length)
        except AmbosError as error:
            request.upload_refused = error

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file, or let it go by."""
        if getattr(self.request, "upload_refused", None) is not None:
            raise StopUpload
        super().new_file(*args, **kwargs)
