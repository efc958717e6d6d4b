"""Minutes of a planned meeting: filled in here or in a sheet, looked at once more, signed."""

import csv
import re
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO
from typing import Any, Final

from django.http import HttpResponse

from ambos.domains.dialogue.acts import SHEET, Held
from ambos.domains.dialogue.records.meetings import MINUTE_OUTCOME
from ambos.faces.web.frame.visit import Visit, acting, signed_in
from ambos.faces.web.talks.parts import field_name, tabs, title
from ambos.kernel import tabular
from ambos.kernel.acts import New
from ambos.kernel.shelf import Thing
from ambos.node.meetings import SheetRow, items_of, minutes_of, read_sheet, weigh

EXTRA: Final = 3  # rows for topics that only came up
COLUMNS: Final = tabular.columns(SHEET)
FILE: Final = "minutes.csv"


@signed_in
def fill(visit: Visit, slug: str) -> HttpResponse:
    """Show the form of the minutes; sent, show what would be signed."""
    agenda = visit.shelf.thing(f"agenda/{slug}")
    if visit.request.method != "POST":
        return _form(visit, agenda, items_of(visit.shelf, agenda))
    held, rows = _held(visit, slug), _rows(visit)
    news = minutes_of(visit.shelf, agenda, held, rows)
    weigh(visit.node, news)
    return visit.render(
        "talks/minutes_preview.html",
        tabs=tabs(visit, "meetings"),
        agenda=agenda,
        held=held,
        news=news,
        sheet=_sheet(rows),
        told=lambda new: _told(visit, new),
        title=lambda thing: title(visit, thing),
    )


@acting
def sign(visit: Visit, slug: str) -> HttpResponse:
    """Propose the meeting, its minutes and what came of them: all of it or nothing."""
    agenda, held = visit.shelf.thing(f"agenda/{slug}"), _held(visit, slug)
    rows = read_sheet(BytesIO(visit.request.POST.get("sheet", "").encode()), FILE)
    visit.node.propose(minutes_of(visit.shelf, agenda, held, rows))
    return visit.go("talks-meeting", held.slug)


def _form(visit: Visit, agenda: Thing, items: Sequence[Thing]) -> HttpResponse:
    last = max((item.get("order") for item in items), default=0)
    return visit.render(
        "talks/minutes.html",
        tabs=tabs(visit, "meetings"),
        agenda=agenda,
        items=items,
        extra=[last + place for place in range(1, EXTRA + 1)],
        outcomes=MINUTE_OUTCOME.codes,
        title=lambda thing: title(visit, thing),
    )


def _held(visit: Visit, slug: str) -> Held:
    given = visit.request.POST
    names = (name.strip() for name in re.split("[;\n]", given.get("attended", "")))
    attended = tuple(dict.fromkeys(name for name in names if name))
    return Held(given.get("meeting", "").strip() or slug, given.get("held", "").strip(), attended)


def _rows(visit: Visit) -> Sequence[SheetRow]:
    """Give the rows of the sheet that was sent along, else those of the form."""
    sent = visit.request.FILES.get("file")
    if sent is not None:
        return read_sheet(BytesIO(sent.read()), sent.name or FILE)
    return read_sheet(BytesIO(_csv(visit)), FILE)


def _csv(visit: Visit) -> bytes:
    """Write the form as the sheet that it stands for; a row without words is left out."""
    given, text = visit.request.POST, StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in given.getlist("row"):
        cells = {column: given.get(f"{row}:{column}", "").strip() for column in COLUMNS[1:]}
        if cells["text.en"] or cells["text.es"]:
            writer.writerow((row, *(cells[column] for column in COLUMNS[1:])))
    return text.getvalue().encode()


def _sheet(rows: Sequence[SheetRow]) -> str:
    stream = BytesIO()
    tabular.write(SHEET, rows, stream)
    return stream.getvalue().decode()


def _told(visit: Visit, new: New) -> list[tuple[str, str]]:
    """Give every field of what would be signed, by its name."""
    kind, body = visit.shelf.register[new.kind], dict[str, Any](new.body)
    filled: Mapping[str, Any] = {name: body[name] for name in kind.by_name if name in body}
    return [
        (field_name(visit, kind.name, name), visit.shown.value(kind.by_name[name], value))
        for name, value in filled.items()
    ]
