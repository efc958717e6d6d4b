"""What an address asks for, and files that a page gives to take away."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.http import HttpResponse

from ambos.faces.web.frame.visit import Visit
from ambos.kernel.tabular import guarded


def asked(visit: Visit, *names: str) -> dict[str, str]:
    """Give what the address asks for, by name; what it does not name is empty."""
    return {name: visit.request.GET.get(name, "").strip() for name in names}


def told(visit: Visit, *names: str) -> dict[str, str]:
    """Give what a form tells, by name; what it does not name is empty."""
    return {name: visit.request.POST.get(name, "").strip() for name in names}


def chosen(visit: Visit, framework: str) -> str:
    """Give the subject of a framework that is named with or without its kind; empty for none."""
    if not framework:
        return ""
    name = framework if framework.startswith("framework/") else f"framework/{framework}"
    return visit.shelf.thing(name).subject


def download(data: bytes, name: str, sort: str) -> HttpResponse:
    """Give a file to keep."""
    answer = HttpResponse(data, content_type=sort)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def table(head: Sequence[str], rows: Iterable[Sequence[str]], name: str) -> HttpResponse:
    """Give a table to read as CSV in UTF-8; what a spreadsheet would run has an apostrophe before it."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([head, *([guarded(cell) for cell in row] for row in rows)])
    return download(text.getvalue().encode(), name, "text/csv; charset=utf-8")
