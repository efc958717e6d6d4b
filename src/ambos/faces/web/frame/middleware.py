"""Around every answer: how long it took, what the browser may do with it, and refusals as pages."""

import logging
import time
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from ambos.faces.web.frame.errors import broken, refused
from ambos.values.errors import AmbosError

Get = Callable[[HttpRequest], HttpResponse]

LOG: Final = logging.getLogger("ambos.web")
OTHERS: Final = ("django.", "allauth.")
HEADERS: Final = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def timed(get: Get) -> Get:
    """Tell the browser how long the answer took here, in milliseconds."""

    def answer(request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = get(request)
        response["Server-Timing"] = f"app;dur={(time.perf_counter() - started) * 1000:.1f}"
        return response

    return answer


def guarded(get: Get) -> Get:
    """Say on every answer what the browser may load and do, and that nobody keeps a page for others."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get(request)
        response.setdefault("Content-Security-Policy", settings.AMBOS_POLICY)
        response.setdefault("Cache-Control", "private, no-store")
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        return response

    return answer


class answered:  # a middleware that also sees what a view raises
    """Turn what a view refuses into a page that says why, and what fails into one that gives nothing away."""

    def __init__(self, get: Get) -> None:
        self._get = get

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Give the page of a refusal; a fault is logged with its traceback, and nothing of it is shown."""
        if isinstance(error, AmbosError):
            return refused(request, error)
        if error.__class__.__module__.startswith(OTHERS) and not isinstance(error, OSError):
            return None  # what Django and allauth tell each other by raising it
        LOG.error("a page failed: %s", request.path, exc_info=error)
        return broken(request)
