"""The peer of ``make bench-web``: one list page of the same rows by plain Django on cheroot.

    python -m benchmarks.web_peer FOLDER PORT

It knows no rights, no signatures, no languages and no sessions: 50 rows of a table in the order of its key,
and how many there are, by the ORM and a template.
"""

import sqlite3
import sys
import time
from pathlib import Path
from typing import Any, Final

import django
from cheroot.wsgi import Server
from django.conf import settings

PAGE: Final = """<!doctype html><title>Events</title><p>{{ total }} events</p>
<table><tr><th>id</th><th>happened</th><th>name</th><th>sort</th></tr>
{% for row in rows %}<tr><td><a href="/e/{{ row.slug }}">{{ row.slug }}</a></td><td>{{ row.happened }}</td>
<td>{{ row.name }}</td><td>{{ row.sort }}</td></tr>
{% endfor %}</table><a href="?after={{ last }}">more</a>"""


def lay(folder: Path, rows: Any) -> None:
    """Put rows of slug, happened, name and sort into a table of a database in ``folder``, once."""
    path = folder / "peer.db"
    if path.exists():
        return
    with sqlite3.connect(path) as database:
        database.execute(
            "CREATE TABLE event(slug TEXT PRIMARY KEY, happened TEXT, name TEXT, sort TEXT) WITHOUT ROWID"
        )
        database.executemany("INSERT INTO event VALUES(?, ?, ?, ?)", rows)


def main() -> None:
    """Serve the page until the process is ended."""
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    settings.configure(
        SECRET_KEY="peer",  # nothing is signed with it
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF="benchmarks.web_peer",
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": folder / "peer.db",
                "CONN_MAX_AGE": None,
            }
        },
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
        MIDDLEWARE=["benchmarks.web_peer.timed"],
    )
    django.setup()
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415  # only after Django is ready

    global urlpatterns  # noqa: PLW0603  # Django reads it from this module
    urlpatterns = _patterns()
    sys.modules["benchmarks.web_peer"] = sys.modules[__name__]
    Server(("127.0.0.1", port), get_wsgi_application(), numthreads=8).safe_start()


urlpatterns: list[Any] = []


def timed(get: Any) -> Any:
    """Tell how long the answer took, as the site does."""

    def answer(request: Any) -> Any:
        started = time.perf_counter()
        response = get(request)
        response["Server-Timing"] = f"app;dur={(time.perf_counter() - started) * 1000:.1f}"
        return response

    return answer


def _patterns() -> list[Any]:
    from django.db import models  # noqa: PLC0415  # only after Django is ready
    from django.http import HttpResponse  # noqa: PLC0415
    from django.template import engines  # noqa: PLC0415
    from django.urls import path  # noqa: PLC0415

    class Event(models.Model):
        slug: Any = models.TextField(primary_key=True)
        happened: Any = models.TextField()
        name: Any = models.TextField()
        sort: Any = models.TextField()

        class Meta:
            app_label, db_table = "peer", "event"

    template = engines["django"].from_string(PAGE)

    def show(request: Any) -> Any:
        rows = list(Event.objects.filter(slug__gt=request.GET.get("after", "")).order_by("slug")[:50])
        last = rows[-1].slug if rows else ""
        return HttpResponse(template.render({"rows": rows, "total": Event.objects.count(), "last": last}))

    return [path("", show)]


if __name__ == "__main__":
    main()
