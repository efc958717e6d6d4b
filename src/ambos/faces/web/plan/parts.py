"""What the pages of the plan share: the ways between them, and files to take away."""

from collections.abc import Iterable, Sequence
from typing import Final

from django.http import HttpResponse

from ambos.analysis.studies.items import item_of
from ambos.analysis.studies.lines import Item
from ambos.domains.dialogue.views import frameworks
from ambos.faces.web.frame.visit import Visit

PAGES: Final = ("board", "timeline", "logics", "findings", "elements")
GRAVE: Final = {"error": "bad", "warning": "fair", "note": ""}


def tabs(visit: Visit, here: str) -> list[tuple[str, str, bool]]:
    """Give the pages of the plan: word, address, whether this is it."""
    return [(visit.say("web_plan", f"tab.{page}"), visit.url(f"plan-{page}"), page == here) for page in PAGES]


def containers(visit: Visit) -> tuple[Item, ...]:
    """Give every framework that the person may see, each after the one that it continues."""
    return tuple(item_of(thing) for thing in frameworks(visit.shelf))


def asked(visit: Visit, *names: str) -> dict[str, str]:
    """Give what the address asks for, by name; what it does not name is empty."""
    return {name: visit.request.GET.get(name, "").strip() for name in names}


def chosen(visit: Visit, framework: str) -> str:
    """Give the subject of a framework that the address names with or without its kind; empty for none."""
    if not framework:
        return ""
    name = framework if framework.startswith("framework/") else f"framework/{framework}"
    return visit.shelf.thing(name).subject


def download(data: bytes, name: str, sort: str) -> HttpResponse:
    """Give a file to keep."""
    return HttpResponse(
        data, content_type=sort, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def csv(head: Sequence[str], rows: Iterable[Sequence[str]], name: str) -> HttpResponse:
    """Give a table as CSV in UTF-8; a cell that a spreadsheet would run is set in quotation marks first."""
    import csv as plain
    from io import StringIO

    text = StringIO()
    writer = plain.writer(text, lineterminator="\n")
    writer.writerows([head, *([_safe(cell) for cell in row] for row in rows)])
    return download(text.getvalue().encode(), name, "text/csv; charset=utf-8")


def _safe(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
