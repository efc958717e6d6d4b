"""``ambos figures``: every indicator with its newest value; one indicator with all its values.

What else is asked of figures stands in modules of their own, each a verb of this noun.
"""

from collections.abc import Sequence
from dataclasses import asdict

from ambos.analysis.methods.revisions import AtAge
from ambos.analysis.studies.vintages import typical_revisions
from ambos.domains.measures import views
from ambos.domains.measures.views import Figure
from ambos.faces.cli.declare import JSON, Argument, Noun
from ambos.faces.cli.looking import AS_OF, RECORDED_BY, asked_of
from ambos.faces.cli.recomputing import COMPUTE, RECOMPUTE, compute, recompute
from ambos.faces.cli.reconciling import RECONCILE
from ambos.faces.cli.session import Session
from ambos.faces.cli.vintages import VINTAGES, print_estimates, typical
from ambos.kernel.shelf import Shelf, Thing
from ambos.node.showing import find_of_kind

KIND = "indicator"


COMMAND = Noun("figures", usual="show")
COMMAND.verbs.extend((VINTAGES, RECONCILE))


@COMMAND.verb("show", Argument("indicator", required=False), AS_OF, RECORDED_BY, JSON)
def show(
    session: Session, indicator: str | None, as_of: str | None, recorded_by: str | None, json: bool
) -> None:
    """List the indicators, or the values of one by period and vintage."""
    with asked_of(session, as_of, recorded_by) as shelf:
        _show(session, shelf, indicator, json)


def _show(session: Session, shelf: Shelf, indicator: str | None, json: bool) -> None:
    found = views.figures(shelf)
    if indicator is None:
        _list(session, shelf.things(KIND), found, json)
        return
    thing = shelf.thing(find_of_kind(shelf, KIND, indicator))
    _one(session, thing, found.get(thing.subject, ()), json)


COMMAND.verb("compute", *COMPUTE)(compute)
COMMAND.verb("recompute", *RECOMPUTE)(recompute)


def _list(
    session: Session, things: Sequence[Thing], found: dict[str, tuple[Figure, ...]], json: bool
) -> None:
    newest = {subject: views.ranked(figures)[-1] for subject, figures in found.items()}
    if json:
        session.json([_newest(thing, newest.get(thing.subject)) for thing in things])
        return
    from ambos.faces.cli.printing import table

    shown, kind = session.shown, session.node.register[KIND]
    head = [session.say("cli", "column.id"), session.language.label("kinds", KIND)]
    head.append(shown.field_name(KIND, "sort"))
    head += [shown.field_name("figure", name) for name in ("period", "value", "unit")]
    rows = [
        (
            thing.slug,
            shown.title(kind, thing),
            session.language.label("codes", f"indicator-sort.{thing.get('sort')}"),
            *_cells(session, newest.get(thing.subject)),
        )
        for thing in things
    ]
    table(head, rows, right=(4,), whole=(0, 2))


def _cells(session: Session, figure: Figure | None) -> tuple[str, ...]:
    if figure is None:
        return ("", "", "")
    unit = session.language.label("units", figure.get("unit"))
    return (str(figure.period), session.shown.number(figure.value), unit)


def _newest(thing: Thing, figure: Figure | None) -> dict[str, object]:
    told = {"indicator": thing.subject, "name": thing.get("name"), "sort": thing.get("sort")}
    return {**told, "newest": None if figure is None else _plain(figure)}


def _plain(figure: Figure) -> dict[str, object]:
    return {"figure": figure.thing.subject, "record": figure.thing.rid, **figure.thing.body}


def _one(session: Session, thing: Thing, figures: Sequence[Figure], json: bool) -> None:
    revised, different = views.revisions(figures), views.disagreements(figures)
    if json:
        expected = typical_revisions(figures)
        session.json(
            {
                "indicator": thing.subject,
                "sheet": dict(thing.body),
                "figures": [_plain(figure) for figure in figures],
                "typical_revisions": {subject: asdict(each) for subject, each in expected.items()},
                "revisions": [[figure.thing.subject for figure in each.figures] for each in revised],
                "disagreements": [
                    {
                        "figures": [figure.thing.subject for figure in each.figures],
                        "differing": list(each.differing),
                        "same_question": each.same_question,
                    }
                    for each in different
                ],
            }
        )
        return
    from ambos.analysis.studies.nowcasts import nowcasts

    _print_sheet(session, thing)
    _print_figures(session, figures)
    print_estimates(session, nowcasts(figures))
    _print_revisions(session, revised)
    _print_disagreements(session, different)


def _print_sheet(session: Session, thing: Thing) -> None:
    """Print what the indicator is, in its own words."""
    from ambos.faces.cli.printing import line, pairs

    shown, kind = session.shown, session.node.register[KIND]
    line(shown.title(kind, thing), "bold")
    names = ("sort", "definition", "unit", "direction", "publisher", "scope", "limits")
    told = (
        (shown.field_name(KIND, name), shown.value(kind.by_name[name], thing.get(name))) for name in names
    )
    pairs(
        [(session.say("cli", "column.id"), thing.subject), *((name, value) for name, value in told if value)]
    )


def _print_figures(session: Session, figures: Sequence[Figure]) -> None:
    """Print every value: its period, its vintages from the oldest, and the record behind each."""
    from ambos.faces.cli.printing import heading, table

    shown, kind = session.shown, session.node.register["figure"]
    heading(session.say("cli", "figures.values"))
    names = ("period", "place", "value", "as_of", "status", "publisher", "scope")
    revised = typical_revisions(figures)
    rows = [
        (
            shown.rid(figure.thing.rid),
            *(shown.cell(kind.by_name[name], figure.thing.get(name)) for name in names),
            _mark(session, figure, revised.get(figure.thing.subject)),
        )
        for figure in figures
    ]
    head = [
        session.say("cli", "column.record"),
        *(shown.field_name("figure", name) for name in (*names, "mark")),
    ]
    table(head, rows, right=(3,), whole=(0, 1, 4))


def _mark(session: Session, figure: Figure, revised: AtAge | None) -> str:
    """Say how a value is known unless it was read in its source, and how values of its age were revised."""
    mark = figure.get("mark")
    known = "" if mark in ("", "read") else session.language.label("codes", f"mark.{mark}")
    return "; ".join(part for part in (known, typical(session, revised) if revised else "") if part)


def _print_revisions(session: Session, found: Sequence[views.Revision]) -> None:
    from ambos.faces.cli.printing import heading, line

    if found:
        heading(session.say("cli", "figures.revisions"))
    for each in found:
        values = " → ".join(_value(session, figure) for figure in each.figures)
        line(f"{session.shown.formats.period(each.figures[0].period)}: {values}")


def _print_disagreements(session: Session, found: Sequence[views.Disagreement]) -> None:
    from ambos.faces.cli.printing import heading, line

    if found:
        heading(session.say("cli", "figures.disagreements"))
    for each in found:
        period = session.shown.formats.period(each.figures[0].period)
        key = "figures.contradict" if each.same_question else "figures.two-questions"
        differing = ", ".join(session.shown.field_name("figure", name) for name in each.differing)
        values = " · ".join(_value(session, figure) for figure in each.figures)
        line(session.say("cli", key, period=period, values=values, differing=differing))


def _value(session: Session, figure: Figure) -> str:
    """Give a value with who said so and when."""
    shown = session.shown
    day = shown.formats.day(figure.as_of) if figure.as_of else ""
    said = ", ".join(text for text in (figure.get("publisher"), figure.get("scope"), day) if text)
    return f"{shown.number(figure.value)} ({said})"
