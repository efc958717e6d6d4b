"""A list as a file: every thing that the list's filters leave, with the columns that an import takes.

The handling of each thing stands in its row, so that no table is milder than what it was made from. A file is
read from the tables part by part while it is sent, each part as whoever asks may see it then.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from ambos.faces.accounts.house import house
from ambos.faces.accounts.who import officer_of
from ambos.faces.web.frame.visit import Visit, reading
from ambos.faces.web.things.asked import Asked
from ambos.faces.web.things.listing import declared_kind
from ambos.kernel import tabular
from ambos.kernel.handled import handled, joined
from ambos.kernel.kinds import Kind
from ambos.kernel.paging import Query, page, some
from ambos.kernel.shelf import Thing

EXPORT: Final = "export"  # the way by which it reaches people
PART: Final = 500  # things that are read at once
ROWS: Final = 64  # rows that are sent at once
TYPES: Final = {"csv": "text/csv; charset=utf-8; header=present", "json": "application/json"}


@reading
def export(visit: Visit, kind: str, form: str) -> HttpResponse:
    """Give the list as a file; a kind, a filter or a value that is not there is refused before it begins."""
    declared, asked = declared_kind(visit, kind), Asked.of(visit.request)
    query = replace(asked.query(declared, PART), after="")
    if picked := asked.picked():
        things = _picked(visit.request, declared, picked)
    else:
        page(visit.shelf, replace(query, limit=1))
        things = _all(visit.request, query)
    made: Callable[[Kind, Iterator[Thing]], Iterator[bytes]] = _csv if form == "csv" else _json
    answer = StreamingHttpResponse(_gathered(made(declared, things)), content_type=TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{declared.name}.{form}"'
    return answer  # type: ignore[return-value]  # a page that is sent part by part is no less an answer


def _all(request: HttpRequest, query: Query) -> Iterator[Thing]:
    """Give every thing of a list, part by part; no seat at the node is held between two parts."""
    officer = officer_of(request)
    while True:
        with house().pool.seat(officer) as node:
            node.through = EXPORT
            found = page(node.shelf, query)
        yield from found.things
        if not found.more:
            return
        query = replace(query, after=found.more)


def _picked(request: HttpRequest, kind: Kind, slugs: list[str]) -> Iterator[Thing]:
    """Give the things that were ticked, as far as they may be seen."""
    with house().pool.seat(officer_of(request)) as node:
        node.through = EXPORT
        found = some(node.shelf, (f"{kind.name}/{slug}" for slug in slugs))
    yield from (found[subject] for subject in sorted(found))


def _csv(kind: Kind, things: Iterator[Thing]) -> Iterator[bytes]:
    return tabular.lines(handled(kind), ((thing.slug, joined(thing.body, thing.label)) for thing in things))


def _json(kind: Kind, things: Iterator[Thing]) -> Iterator[bytes]:
    """Give one document: the columns, a row for each thing with the cells that are not empty, the caveats."""
    table = handled(kind)
    columns = tabular.columns(table)
    yield f'{{"kind": {_text(kind.name)}, "columns": {_text(columns)}, "rows": ['.encode()
    caveats: set[str] = set()
    begin = "\n"
    for thing in things:
        caveats.update(thing.label.terms.caveats)
        cells = (thing.slug, *tabular.cells_of(table, joined(thing.body, thing.label)))
        told = {name: cell for name, cell in zip(columns, cells, strict=True) if cell}
        yield f"{begin}{_text(told)}".encode()
        begin = ",\n"
    yield f'\n], "caveats": {_text(sorted(caveats))}}}\n'.encode()


def _text(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False)


def _gathered(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Send some rows at once."""
    held: list[bytes] = []
    for line in lines:
        held.append(line)
        if len(held) == ROWS:
            yield b"".join(held)
            held.clear()
    yield b"".join(held)
