"""Pages of refusals. What may not be seen and what is not there are one and the same page."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from ambos.faces.accounts.recent import ProofTooOld
from ambos.faces.accounts.words import language_of
from ambos.i18n.errors import explain
from ambos.kernel.access import SEE
from ambos.values.errors import AmbosError, NotAllowed, NotFound


def refused(request: HttpRequest, error: AmbosError) -> HttpResponse:
    """Give the page of a refusal, with its sentence, its hint and its code; a part of one for htmx."""
    if isinstance(error, ProofTooOld):
        return _prove(request)
    if isinstance(error, NotFound) or (isinstance(error, NotAllowed) and error.data.get("action") == SEE):
        return missing(request)
    sentence, hint = explain(error, language_of(request))
    return _page(request, error.http_status, sentence=sentence, hint=hint, code=error.code)


def missing(request: HttpRequest, exception: object = None) -> HttpResponse:
    """Give the page for what is not there, or not for the eyes of whoever asks: nobody can tell which."""
    language = language_of(request)
    sentence, hint = language.label("web_frame", "missing"), language.label("web_frame", "missing.hint")
    return _page(request, NotFound.http_status, sentence=sentence, hint=hint, code=NotFound.code)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Give the page for a form that does not come from a page of ours."""
    language = language_of(request)
    sentence, hint = language.label("web_frame", "forged"), language.label("web_frame", "forged.hint")
    return _page(request, 403, sentence=sentence, hint=hint, code="web.forged")


def broken(request: HttpRequest) -> HttpResponse:
    """Give the page for a fault of ours; what it was stands in the log alone."""
    language = language_of(request)
    sentence, hint = language.label("web_frame", "broken"), language.label("web_frame", "broken.hint")
    return _page(request, 500, sentence=sentence, hint=hint, code="web.broken")


def _page(request: HttpRequest, status: int, **told: str | None) -> HttpResponse:
    part = "part" if request.headers.get("HX-Request") else "page"
    return render(request, f"frame/error_{part}.html", told, status=status)


def _prove(request: HttpRequest) -> HttpResponse:
    """Send whoever asks to prove who they are, and back to the form they came from."""
    back = request.POST.get("back") or request.path
    target = f"{reverse('accounts-again')}?{urlencode({'next': back})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": target})
    return HttpResponseRedirect(target, status=303)
