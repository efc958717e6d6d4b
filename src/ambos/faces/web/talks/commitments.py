"""What became of everything that was promised: the list, and each promise with its lineage."""

from itertools import zip_longest
from typing import Final

from django.http import HttpResponse

from ambos.analysis.studies.lines import CommitmentLine
from ambos.analysis.studies.promises import Promises, Wanted, promises
from ambos.domains import AREA
from ambos.domains.dialogue.views import PROMISE_RULES, STANDINGS
from ambos.faces.reports.commitments import SHOWN, due, tiles
from ambos.faces.web.frame.asking import asked, chosen, table
from ambos.faces.web.frame.visit import Visit, reading
from ambos.faces.web.talks.parts import containers, tabs, title
from ambos.values.dates import Day
from ambos.values.errors import NotFound

FILTERS: Final = ("framework", "standing", "area", "owner", "since")
PAGE: Final = 50


@reading
def show(visit: Visit) -> HttpResponse:
    """Show the commitments that are asked for, by framework, and the chains between frameworks."""
    wanted = asked(visit, *FILTERS)
    found = _found(visit, wanted)
    start = max(_number(visit.request.GET.get("start", "")), 0)
    shown = set(line.item.subject for line in found.lines[start : start + PAGE])
    return visit.render(
        "talks/commitments.html",
        tabs=tabs(visit, "commitments"),
        containers=containers(visit),
        wanted=wanted,
        found=found,
        groups=[
            (item, [one for one in lines if one.item.subject in shown]) for item, lines in found.frameworks
        ],
        before=_ways(visit, start - PAGE) if start else "",
        after=_ways(visit, start + PAGE) if start + PAGE < len(found.lines) else "",
        tiles=list(zip_longest(SHOWN, tiles(found, visit.voice), fillvalue="")),
        frameworks=[subject for subject in found.names if _has_chain(found, subject)],
        standings=STANDINGS,
        areas=AREA.codes,
        rules=PROMISE_RULES,
        due=lambda line: due(line, visit.voice),
        query=visit.request.GET.urlencode(),
    )


@reading
def listed(visit: Visit) -> HttpResponse:
    """Give the commitments that are asked for as CSV, each with how it stands and by which rule."""
    voice = visit.voice
    head = (
        "id",
        "framework",
        "said_on",
        "sentence",
        "due",
        "standing",
        "rule",
        "state",
        "owner_us",
        "owner_mx",
    )
    rows = (
        (
            line.item.subject,
            line.framework,
            str(line.said_on),
            voice.name(line.item),
            str(line.due or ""),
            line.standing,
            line.rule,
            line.item.state,
            line.owners.get("US", ""),
            line.owners.get("MX", ""),
        )
        for line in _found(visit, asked(visit, *FILTERS)).lines
    )
    return table(head, rows, "commitments.csv")


@reading
def one(visit: Visit, slug: str) -> HttpResponse:
    """Show one commitment: how it stands and why, what it takes up and what took it up, its evidence."""
    thing = visit.shelf.thing(f"commitment/{slug}")
    with visit.shelf.keeping():
        found = promises(visit.shelf)
        related = visit.shelf.referring(thing.subject)
    line = next((one for one in found.lines if one.item.subject == thing.subject), None)
    if line is None:
        raise NotFound(name=thing.subject)
    return visit.render(
        "talks/commitment.html",
        tabs=tabs(visit, "commitments"),
        thing=thing,
        line=line,
        chains=[chain for chain in found.chains if thing.subject in {each.item.subject for each in chain}],
        names=found.names,
        related=[(other, name) for other, name in related if other.kind != "commitment"],
        due=lambda line: due(line, visit.voice),
        title=lambda thing: title(visit, thing),
    )


def _found(visit: Visit, wanted: dict[str, str]) -> Promises:
    with visit.shelf.keeping():
        return promises(
            visit.shelf,
            Wanted(
                framework=chosen(visit, wanted["framework"]),
                since=Day.parse(wanted["since"]) if wanted["since"] else None,
                owner=wanted["owner"],
                standing=wanted["standing"],
                area=wanted["area"],
            ),
        )


def _has_chain(found: Promises, framework: str) -> bool:
    lines: list[CommitmentLine] = [line for chain in found.chains for line in chain]
    return any(line.framework == framework for line in lines)


def _ways(visit: Visit, start: int) -> str:
    given = visit.request.GET.copy()
    given["start"] = str(max(start, 0))
    return f"?{given.urlencode()}"


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() else 0
