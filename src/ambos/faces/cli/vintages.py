"""``ambos figures vintages``: what publishers changed of their own numbers, and what new ones may become."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ambos.analysis.methods.revisions import AtAge, Triangle
from ambos.analysis.studies.vintages import Vintages, vintages
from ambos.domains.measures import views
from ambos.faces.cli.declare import JSON, Argument, Option, Verb
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import Text
from ambos.kernel.shelf import Thing
from ambos.node.showing import find_of_kind
from ambos.values.dates import Period

if TYPE_CHECKING:
    from ambos.analysis.studies.nowcasts import Estimated

COLUMNS = 6  # vintages beside each other
OLDEST = 24  # months: what is older hardly changes any more
NEWEST = 6  # periods shown though nothing of them was revised, and estimates


def run(session: Session, indicator: str, place: str | None, json: bool) -> None:
    """Show the triangle of vintages, the revisions by age, and estimates of the newest values."""
    shelf = session.node.shelf
    thing = shelf.thing(find_of_kind(shelf, "indicator", indicator))
    found = views.figures(shelf).get(thing.subject, ())
    chosen = [figure for figure in found if place is None or figure.place.code == place]
    several = [one for one in vintages(chosen) if one.triangle.revised]
    if json:
        session.json({"indicator": thing.subject, "series": [_plain(one) for one in several]})
        return
    _print_head(session, thing, several)
    for one in several:
        _print(session, one)


VINTAGES = Verb("figures.vintages", run, (Argument("indicator"), Option("place", Text("place")), JSON))


def change(session: Session, percent: float, places: int = 1) -> str:
    """Give a change in percent with its sign."""
    rounded = round(Decimal(percent), places) + 0
    return ("+" if rounded > 0 else "") + session.shown.formats.percent(rounded, places)


def typical(session: Session, found: AtAge) -> str:
    """Say in brief how values of an age were revised."""
    return session.say("vintages", "typical", change=change(session, found.mean), count=found.count)


def print_estimates(session: Session, estimates: Iterable["Estimated"]) -> None:
    """Print what the newest provisional values will grow to, beside them, or why that cannot be said."""
    from ambos.faces.cli.printing import heading, line, table

    listed = list(estimates)[-NEWEST:]
    if not listed:
        return
    heading(session.say("vintages", "estimates"))
    rows = [_estimate(session, each) for each in listed if each.nowcast is not None]
    names = ("period", "published", "estimate", "between", "grounds")
    table([session.say("vintages", f"column.{name}") for name in names], rows, right=(1, 2), whole=(0, 3))
    if rows:
        line(session.say("vintages", "estimates.note"))
    for refused in {str(each.refused.data): each.refused for each in listed if each.refused}.values():
        line(session.language.say("errors", refused.code, **refused.data))


def _estimate(session: Session, each: "Estimated") -> tuple[str, ...]:
    found, shown = each.nowcast, session.shown
    if found is None:
        return ()
    numbers = (found.value, found.low, found.high)
    value, low, high = (shown.number(round(Decimal(number), 0)) for number in numbers)
    period = shown.formats.period(each.figure.period)
    between = session.say("vintages", "between", low=low, high=high)
    grounds = session.say("vintages", "grounds", count=found.rows)
    return period, shown.number(each.figure.value), value, between, grounds


def _plain(one: Vintages) -> Mapping[str, Any]:
    from ambos.analysis.studies.nowcasts import nowcasts

    triangle, verdict = one.triangle, one.triangle.verdict()
    told = {"publisher": one.publisher, "place": one.place.code, "scope": one.scope, "unit": one.unit}
    return told | {
        "denominator": one.denominator,
        "vintages": [str(vintage) for vintage in triangle.vintages],
        "triangle": {
            str(period): {str(each.as_of): format(each.value, "f") for each in triangle.row(period)}
            for period in triangle.periods
        },
        "by_age": [asdict(each) for each in triangle.by_age.values()],
        "first_values": None if verdict is None else asdict(verdict),
        "estimates": [_plain_estimate(each) for each in nowcasts(one.figures)],
    }


def _plain_estimate(each: "Estimated") -> Mapping[str, Any]:
    told = {"figure": each.figure.thing.subject, "period": str(each.figure.period)}
    found = None if each.nowcast is None else asdict(each.nowcast)
    return told | {"nowcast": found, "refused": each.refused.code if each.refused else None}


def _print_head(session: Session, thing: Thing, several: Sequence[Vintages]) -> None:
    from ambos.faces.cli.printing import line

    line(session.shown.title(session.node.register["indicator"], thing), "bold")
    line(session.say("vintages", "none" if not several else "about"))


def _print(session: Session, one: Vintages) -> None:
    from ambos.analysis.studies.nowcasts import nowcasts
    from ambos.faces.cli.printing import heading

    place = session.language.label("codes", f"place.{one.place.code}")
    unit = session.language.label("units", one.unit)
    parts = (one.publisher, place, one.scope, one.denominator, unit)
    heading(" · ".join(part for part in parts if part))
    _print_triangle(session, one.triangle)
    _print_ages(session, one.triangle)
    _print_verdict(session, one.triangle)
    print_estimates(session, nowcasts(one.figures))


def _print_triangle(session: Session, triangle: Triangle) -> None:
    from ambos.faces.cli.printing import line, table

    formats, vintages = session.shown.formats, triangle.vintages[-COLUMNS:]
    shown = _telling(triangle)
    head = [session.say("vintages", "column.period"), *(formats.day(vintage) for vintage in vintages)]
    rows = [
        (formats.period(period), *(_cell(session, triangle, period, vintage) for vintage in vintages))
        for period in shown
    ]
    table(head, rows, right=range(1, len(head)))
    if left := len(triangle.periods) - len(shown):
        line(session.say("vintages", "periods.left", count=left))


def _telling(triangle: Triangle) -> list[Period]:
    """Give the periods of which a value was changed, and the newest ones."""
    changed = {each.said.period for each in triangle.revised if each.percent}
    return [period for period in triangle.periods if period in {*changed, *triangle.periods[-NEWEST:]}]


def _cell(session: Session, triangle: Triangle, period: Period, vintage: Any) -> str:
    said = triangle.cells.get((period, vintage))
    return "" if said is None else session.shown.number(said.value)


def _print_ages(session: Session, triangle: Triangle) -> None:
    from ambos.faces.cli.printing import heading, line, table

    found = [each for age, each in triangle.by_age.items() if age <= OLDEST]
    if not found:
        line(session.say("vintages", "no-ages"))
        return
    heading(session.say("vintages", "by-age"))
    names = ("age", "count", "mean", "size", "range")
    rows = [
        (
            session.shown.number(Decimal(each.age)),
            session.shown.number(Decimal(each.count)),
            change(session, each.mean, 2),
            session.shown.formats.percent(Decimal(each.mean_absolute), 2),
            session.say(
                "vintages", "range", low=change(session, each.least, 2), high=change(session, each.most, 2)
            ),
        )
        for each in found
    ]
    table([session.say("vintages", f"column.{name}") for name in names], rows, right=(0, 1, 2, 3))


def _print_verdict(session: Session, triangle: Triangle) -> None:
    from ambos.faces.cli.printing import line

    found = triangle.verdict()
    if found is not None:
        mean = change(session, found.mean)
        told = {"count": found.count, "raised": found.raised, "lowered": found.lowered, "mean": mean}
        line("")
        line(session.say("vintages", "first-values", **told))
        line(session.say("vintages", f"nature.{found.nature}"))
