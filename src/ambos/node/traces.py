"""Traces at a node: what the gates say of a request, its steps, what the corridors and metrics show."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ambos.domains.arms import views
from ambos.domains.arms.course import course, stage, stepped
from ambos.domains.arms.gates import STOPS, Beside, Finding, findings, stopped
from ambos.domains.arms.views import Corridor, Quality, Spread, Year
from ambos.kernel import tabular
from ambos.kernel.course import Step
from ambos.kernel.ledger import Written
from ambos.kernel.paging import Filter, Query, page
from ambos.kernel.remembered import Answer
from ambos.kernel.shelf import Shelf, Thing
from ambos.node.node import Node
from ambos.node.showing import find_of_kind
from ambos.values.dates import Day
from ambos.values.errors import NotFound, Refused

KIND: Final = "trace-request"


class GatesClosed(Refused):
    """A request does not pass the gates; data: ``request``, ``gate``, ``field``, ``count``."""

    code = "arms.gates"


@dataclass(frozen=True)
class Checked:
    """A request, by its name, and what the gates found."""

    name: str
    findings: tuple[Finding, ...]

    @property
    def stops(self) -> bool:
        """Say whether it must not go."""
        return stopped(self.findings)


@dataclass(frozen=True)
class Trace:
    """A request with all that belongs to it: recovery, results, findings, where it stands, what may follow.

    ``months`` are those completed from the first retail sale to the recovery, where both days are known.
    """

    request: Thing
    recovery: Thing | None
    results: tuple[Thing, ...]
    findings: tuple[Finding, ...]
    stage: str
    next: tuple[Step, ...]
    months: int | None


@dataclass(frozen=True)
class Metrics:
    """What the traces show, by year of recovery, each firearm once."""

    year: str
    years: tuple[Year, ...]
    quality: Quality
    spreads: Mapping[str, Spread]
    times: Mapping[int, int]
    short: int
    submitters: Spread


def check(shelf: Shelf, name: str) -> Checked:
    """Hold a request against the gates, its recovery, and the other requests that the reader sees."""
    thing = shelf.thing(find_of_kind(shelf, KIND, name))
    return Checked(thing.subject, _found(shelf, thing.subject, thing.body))


def check_file(shelf: Shelf, path: Path) -> list[Checked]:
    """Hold every row of a CSV file of requests against the gates; the file is refused as an import would be.

    Rows that name one firearm are found as duplicates of each other too.
    """
    kind = shelf.register[KIND]
    with path.open("rb") as stream:
        rows = list(tabular.read(kind, stream, path.name))
    inside: dict[tuple[str, str], list[str]] = {}
    for slug, body in rows:
        inside.setdefault(_marks(body), []).append(f"{KIND}/{slug}")
    return [
        Checked(slug, _found(shelf, f"{KIND}/{slug}", body, tuple(inside[_marks(body)])))
        for slug, body in rows
    ]


def _marks(body: Mapping[str, Any]) -> tuple[str, str]:
    return str(body.get("serial") or "").upper(), str(body.get("manufacturer") or "").upper()


def _found(
    shelf: Shelf, subject: str, body: Mapping[str, Any], inside: tuple[str, ...] = ()
) -> tuple[Finding, ...]:
    recovery = _seen(shelf, body.get("recovery"))
    serial, maker = _marks(body)
    others = views.same_firearm(shelf, subject, serial, maker) if maker else ()
    same = sorted({*others, *(inside if serial and maker else ())} - {subject})
    return findings(body, Beside(recovery.body if recovery else None, tuple(same)))


def _seen(shelf: Shelf, subject: str | None) -> Thing | None:
    """Give a thing that another names, where there is one that the reader sees."""
    try:
        return shelf.thing(subject) if subject else None
    except NotFound:
        return None


def trace(shelf: Shelf, name: str) -> Trace:
    """Give a request with all that belongs to it, as the reader sees it."""
    thing = shelf.thing(find_of_kind(shelf, KIND, name))
    asked = Query("trace-result", where=(Filter("request", (thing.slug,)),), limit=20)
    results = sorted(page(shelf, asked).things, key=lambda one: str(one.get("answered")))
    stands = stage(thing.body, has_result=bool(results))
    return Trace(
        thing,
        _seen(shelf, thing.get("recovery")),
        tuple(results),
        _found(shelf, thing.subject, thing.body),
        stands,
        course().next(stands),
        time_to_crime(thing.get("recovered"), results[-1].get("first_sale") if results else None),
    )


def time_to_crime(recovered: str | None, first_sale: str | None) -> int | None:
    """Give the months completed from the first retail sale to the recovery; None where a day is not known."""
    if not recovered or not first_sale:
        return None
    ends, begins = Day.parse(recovered), Day.parse(first_sale)
    if ends.first != ends.last or begins.first != begins.last or ends.first < begins.first:
        return None
    months = (ends.first.year - begins.first.year) * 12 + ends.first.month - begins.first.month
    return months - (ends.first.day < begins.first.day)


def step_trace(
    node: Node, name: str, step: str, day: str, particulars: Mapping[str, Any] | None = None
) -> Written:
    """Take a request one step further on a day.

    Refused: a step out of turn or without what it needs; to check one that does not pass the gates.
    """
    thing = node.shelf.thing(find_of_kind(node.shelf, KIND, name))
    changes = stepped(thing.body, step, day, particulars or {})
    if step == "check":
        demand_passed(Checked(thing.subject, _found(node.shelf, thing.subject, thing.body)))
    return node.revise(thing.subject, changes)


def submit(node: Node, name: str, day: str) -> Written:
    """Check a request and submit it on a day, under one signature; refused where the gates stop it."""
    thing = node.shelf.thing(find_of_kind(node.shelf, KIND, name))
    demand_passed(Checked(thing.subject, _found(node.shelf, thing.subject, thing.body)))
    first = {} if thing.get("state") == "checked" else stepped(thing.body, "check", day, {})
    return node.revise(thing.subject, {**first, **stepped({**thing.body, **first}, "submit", day, {})})


def demand_passed(checked: Checked) -> None:
    """Refuse a request that the gates stop."""
    stops = [one for one in checked.findings if one.gravity == STOPS]
    if stops:
        raise GatesClosed(request=checked.name, gate=stops[0].gate, field=stops[0].field, count=len(stops))


def recovery_years(shelf: Shelf) -> list[str]:
    """Give the years of recovery of the firearms that were traced."""
    return [one.year for one in _kept(shelf, "years", lambda: views.years(shelf))]


def corridors(shelf: Shelf, year: str = "") -> tuple[Corridor, ...]:
    """Give the corridors of all years of recovery, or of one."""
    return _kept(shelf, ("corridors", year), lambda: views.corridors(shelf, year))


def metrics(shelf: Shelf, year: str = "") -> Metrics:
    """Give what the traces show: of all years of recovery, or what can be told of one."""
    return _kept(shelf, ("metrics", year), lambda: _metrics(shelf, year))


def _kept(shelf: Shelf, question: Hashable, fresh: Callable[[], Answer]) -> Answer:
    """Give an answer counted before, if neither a request nor a result has changed since."""
    moved = shelf.rows("SELECT times FROM moved WHERE kind = 'trace-result'", ())
    asked = (question, moved[0][0] if moved else 0)
    return shelf.remembered(shelf.register[KIND], asked, fresh)


def _metrics(shelf: Shelf, year: str) -> Metrics:
    times = views.times_to_crime(shelf, year)
    return Metrics(
        year,
        views.years(shelf),
        views.quality(shelf),
        {name: views.spread(shelf, name, year) for name in views.SPREADS},
        times,
        sum(count for years, count in times.items() if years * 12 < views.SHORT_MONTHS),
        views.submitters(shelf),
    )
