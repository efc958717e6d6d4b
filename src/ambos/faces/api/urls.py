"""Addresses of the interface, made from the routes."""

from collections.abc import Iterable

from django.urls import URLPattern, path, re_path

from ambos.faces.api.answering import unknown, view_of
from ambos.faces.api.described import DESCRIPTION
from ambos.faces.api.route import Route
from ambos.faces.api.routes import ROUTES


def patterns(routes: Iterable[Route]) -> list[URLPattern]:
    """Give one address for each path; what is asked elsewhere is not there, and told as a problem too."""
    by_path: dict[str, dict[str, Route]] = {}
    for route in routes:
        by_path.setdefault(route.path, {})[route.method] = route
    found = [path(_django(address), view_of(methods)) for address, methods in by_path.items()]
    return [*found, re_path("", unknown)]


def _django(address: str) -> str:
    return address.removeprefix("/").replace("{", "<str:").replace("}", ">")


urlpatterns = patterns((DESCRIPTION, *ROUTES))
