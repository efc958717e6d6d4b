"""What became of everything that was promised: the list, and each promise with its lineage."""

from collections import Counter
from itertools import groupby, zip_longest
from typing import Final

from django.http import HttpResponse

from ambos.analysis.studies.lines import CommitmentLine
from ambos.analysis.studies.promises import Counted, Wanted, chains, promises
from ambos.domains import AREA
from ambos.domains.dialogue.views import PROMISE_RULES, SILENT_AFTER_DAYS, STANDINGS
from ambos.faces.reports.commitments import SHOWN, due, tiles
from ambos.faces.web.frame.asking import asked, chosen, table
from ambos.faces.web.frame.laid import kept_for
from ambos.faces.web.frame.visit import Visit, reading
from ambos.faces.web.talks.parts import containers, tabs, title
from ambos.node.kept_apart import is_large
from ambos.node.kept_lines import Lines, promise_lines
from ambos.values.dates import Day
from ambos.values.errors import NotFound

FILTERS: Final = ("framework", "standing", "area", "owner", "since")
PAGE: Final = 50


@reading
def show(visit: Visit) -> HttpResponse:
    """Show the commitments that are asked for, by framework, and the chains between frameworks."""
    wanted = asked(visit, *FILTERS)
    every = _every(visit)
    way = _wanted(visit, wanted)
    lines = _found(every, way)
    start = max(_number(visit.request.GET.get("start", "")), 0)
    names = {item.subject: item for item in containers(visit)}
    found = tuple(chains(every.only(chained=1), way))
    counted = _counted(lines, len(found))
    return visit.render(
        "talks/commitments.html",
        tabs=tabs(visit, "commitments"),
        containers=names.values(),
        wanted=wanted,
        counted=counted,
        names=names,
        chains=found,
        groups=[
            (names.get(framework), list(ones))
            for framework, ones in groupby(lines[start : start + PAGE], lambda line: line.framework)
        ],
        before=_ways(visit, start - PAGE) if start else "",
        after=_ways(visit, start + PAGE) if start + PAGE < len(lines) else "",
        tiles=list(zip_longest(SHOWN, tiles(counted, visit.voice), fillvalue="")),
        frameworks=[one for one in names if any(one == line.framework for chain in found for line in chain)],
        standings=STANDINGS,
        areas=AREA.codes,
        rules=PROMISE_RULES,
        silent_after=SILENT_AFTER_DAYS,
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
        for line in _found(_every(visit), _wanted(visit, asked(visit, *FILTERS)))
    )
    return table(head, rows, "commitments.csv")


@reading
def one(visit: Visit, slug: str) -> HttpResponse:
    """Show one commitment: how it stands and why, what it takes up and what took it up, its evidence."""
    thing = visit.shelf.thing(f"commitment/{slug}")
    with visit.shelf.keeping():
        found = promises(visit.shelf, about=thing.subject)
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


def _every(visit: Visit) -> Lines[CommitmentLine]:
    """Give every commitment: as they stand now, or where there are very many, as the kept review has them."""
    if is_large(visit.node):
        return kept_for(visit).promises
    with visit.shelf.keeping():
        return promise_lines(promises(visit.shelf).lines)


def _wanted(visit: Visit, wanted: dict[str, str]) -> Wanted:
    return Wanted(
        framework=chosen(visit, wanted["framework"]),
        since=Day.parse(wanted["since"]) if wanted["since"] else None,
        owner=wanted["owner"],
        standing=wanted["standing"],
        area=wanted["area"],
    )


def _found(every: Lines[CommitmentLine], way: Wanted) -> Lines[CommitmentLine]:
    """Give those that are asked for; see ``Wanted``."""
    same = {"framework": way.framework, "standing": way.standing, "area": way.area}
    found = every.only(**{name: value for name, value in same.items() if value})
    if way.owner:
        found = found.where("owners", lambda value: way.owner.casefold() in str(value))
    if way.since is not None:
        first = way.since.first.isoformat()
        found = found.where("said", lambda value: str(value) >= first)
    return found


def _counted(lines: Lines[CommitmentLine], chained: int) -> Counted:
    flags = Counter[str]()
    for said, number in lines.spread("flags").items():
        flags.update(dict.fromkeys(said.split(), number))
    return Counted(len(lines), lines.spread("standing"), flags, len(lines.only(missing=1)), chained)


def _ways(visit: Visit, start: int) -> str:
    given = visit.request.GET.copy()
    given["start"] = str(max(start, 0))
    return f"?{given.urlencode()}"


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() else 0
