"""How ``ambos effect`` shows when a series changed its level, where nobody names a day."""

from decimal import Decimal
from typing import TYPE_CHECKING

from ambos.faces.cli.session import Session

if TYPE_CHECKING:
    from ambos.kernel.shelf import Thing

EFFECTS = "effects"


def show_turns(session: Session, indicator: "Thing", place: str, json: bool) -> None:
    """Print the series that was searched and the dates that its values point to."""
    from ambos.faces.cli.printing import line, table
    from ambos.node.turns import find_turns

    run, found = find_turns(session.node, indicator, place)
    shown, figure = session.shown, session.node.register["figure"].by_name
    if json:
        told = [{"period": str(turn.period), "before": turn.before, "after": turn.after} for turn in found]
        where = {"place": run.place, "figures": len(run.figures)} if run else {}
        session.json({"indicator": indicator.subject, **where, "turns": told})
        return
    line(shown.title(session.node.register["indicator"], indicator), "bold")
    if run is None:
        line(session.language.label(EFFECTS, "reason.no-series"))
        return
    first, last = (shown.formats.period(period) for period in (run.periods[0], run.periods[-1]))
    span = {"place": shown.value(figure["place"], run.place), "first": first, "last": last}
    line(session.say(EFFECTS, "turns" if found else "turns.none", **span))
    head = [
        session.say(EFFECTS, f"label.{name}") for name in ("period", "mean-before", "mean-after", "change")
    ]
    rows = [(str(turn.period), *(_cells(session, turn.before, turn.after))) for turn in found]
    table(head, rows, right=(1, 2, 3))


def _cells(session: Session, before: float, after: float) -> tuple[str, str, str]:
    one, other = (session.shown.number(_tenth(value)) for value in (before, after))
    change = f"{session.shown.number(_tenth(100 * (after / before - 1)))} %" if before else ""
    return one, other, change


def _tenth(value: float) -> Decimal:
    return Decimal(value).quantize(Decimal("0.1"))
