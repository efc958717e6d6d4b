"""Every address of the site: each room's own, the sign-in pages, the interface for programs."""

from pathlib import Path
from typing import Final

from django.urls import URLPattern, URLResolver, include, path

from ambos.faces import web
from ambos.faces.site.settings import ROOMS

WEB: Final = Path(web.__file__).parent


def _is_there(room: str) -> bool:
    return (WEB / room / "urls.py").is_file()


urlpatterns: list[URLPattern | URLResolver] = [
    *(
        path("", include(f"ambos.faces.web.{room}.urls"))
        for room in ROOMS
        if (WEB / room / "urls.py").is_file()
    ),
    path("", include("ambos.faces.accounts.urls")),
]
if (WEB.parent / "api" / "urls.py").is_file():
    urlpatterns.append(path("api/v1/", include("ambos.faces.api.urls")))
handler404 = "ambos.faces.web.frame.errors.missing"
handler500 = "ambos.faces.web.frame.errors.broken"
