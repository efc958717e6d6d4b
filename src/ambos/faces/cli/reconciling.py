"""``ambos figures reconcile``: official numbers of one quantity side by side, and what explains their gap."""

from pathlib import Path
from typing import TYPE_CHECKING

from ambos.analysis.studies.reconcile import Reconciliation, reconcile
from ambos.faces.cli.declare import JSON, Argument, Option, Verb
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import FILE, Text
from ambos.kernel.shelf import Shelf
from ambos.node.showing import find_subject
from ambos.values.dates import Period

if TYPE_CHECKING:
    from ambos.faces.reports.reconcile import Teller, Told

MOST = 3  # comparisons printed unless a period is named
KINDS = ("quantity", "indicator")


def run(session: Session, quantity: str, period: str | None, html: Path | None, json: bool) -> None:
    """Set the numbers of a quantity, or of an indicator, beside each other."""
    shelf = session.node.shelf
    asked = Period.parse(period) if period else None
    found = reconcile(shelf, _subject(shelf, quantity), asked)
    if html is not None:
        from ambos.faces.reports.reconcile import reconcile_html

        html.write_text(reconcile_html(found, session.language, shelf.today), encoding="utf-8")
        session.tell(session.say("vintages", "page.written", file=html))
    if json:
        from ambos.faces.reports.plain import plain

        session.json(plain(found))
    elif html is None:
        _print(session, found, len(found.comparisons) if asked else MOST)


RECONCILE = Verb(
    "figures.reconcile",
    run,
    (
        Argument("quantity"),
        Option("period", Text("period")),
        Option("html", FILE, key="option.reconcile-html"),
        JSON,
    ),
)


def _subject(shelf: Shelf, name: str) -> str:
    """Give the quantity of that name, else the indicator."""
    if "/" in name:
        return find_subject(shelf, name)
    known = [f"{kind}/{name}" for kind in KINDS if f"{kind}/{name}" in shelf.titles(kind)]
    return known[0] if known else find_subject(shelf, f"{KINDS[0]}/{name}")


def _print(session: Session, found: Reconciliation, most: int) -> None:
    from ambos.faces.cli.printing import line
    from ambos.faces.reports.reconcile import Teller

    teller = Teller(session.language, session.node.today())
    line(teller.voice.name(found.item), "bold")
    line(teller.voice.words(found.note) if found.comparisons else teller.say("reconcile.none"))
    for comparison in found.comparisons[:most]:
        _print_told(teller, teller.told(comparison))
    if len(found.comparisons) > most:
        line("")
        line(teller.say("reconcile.more", count=len(found.comparisons) - most))


def _print_told(teller: "Teller", told: "Told") -> None:
    from ambos.faces.cli.printing import heading, line, table

    heading(told.heading)
    rows = [(f"{label} ≠" if differs else label, *cells) for label, cells, differs in told.rows]
    table((teller.say("column.value"), *told.columns), rows)
    parts = {"gaps": told.gaps, "explanations": told.explanations, "reasons": told.reasons}
    for title, sentences in parts.items():
        if sentences:
            heading(teller.say(title))
        for sentence in sentences:
            line(f"· {sentence}")
