"""Pages of task forces: cards, one task force, targets, operations, conflicts, incidents."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from django.http import HttpResponse
from django.utils.http import urlencode

from ambos.analysis.studies import taskforce_boards as boards
from ambos.analysis.studies import taskforces as study
from ambos.domains.taskforces.views import made_up
from ambos.faces.web.frame.asking import asked, table
from ambos.faces.web.frame.visit import Visit, reading, signed_in
from ambos.node import deconfliction

TABS: Final = ("home", "targets", "operations", "conflicts", "incidents")
DIGITS: Final = 7  # of a place in a list
# Which look of a badge stands for how something stands.
LOOKS: Final = {
    **{"running": "on-track", "ending": "at-risk", "expired": "off-track", "unsigned": "missing"},
    **{"admitted": "on-track", "not-admitted": "off-track", "vetting-unknown": "missing"},
    **{"adopted": "on-track", "achieved": "on-track", "suspended": "at-risk", "nominated": "missing"},
    **{"ended": "on-track", "evaluated": "on-track", "refused": "off-track", "called-off": "at-risk"},
    **{"open": "off-track"},
}
SAID: Final = (
    "purpose",
    "evidence_rules",
    "information_access",
    "confidentiality",
    "media",
    "evaluation",
    "logistics",
)


def _render(visit: Visit, page: str, tab: str, **context: object) -> HttpResponse:
    ways = [
        (visit.say("web_taskforces", f"tab.{name}"), visit.url(f"taskforces-{name}"), name == tab)
        for name in TABS
        if name != "conflicts" or visit.signed_in
    ]
    return visit.render(
        f"taskforces/{page}.html",
        ways=ways,
        looks=LOOKS,
        made_up=made_up,
        measured=lambda totals: _measured(visit, totals),
        **context,
    )


def _measured(visit: Visit, totals: Mapping[tuple[str, str], Decimal]) -> list[tuple[str, str]]:
    """Give totals as words and numbers."""
    label = visit.language.label
    return [
        (
            label("codes", f"result-measure.{name}")
            + (f" · {label('codes', f'result-drug.{drug}')}" if drug else ""),
            visit.shown.number(amount),
        )
        for (name, drug), amount in totals.items()
    ]


def _way(name: str, place: str) -> str:
    """Give the way to another page of a list; none where there is no such page."""
    return f"?{urlencode({name: place})}" if place else ""


@reading
def home(visit: Visit) -> HttpResponse:
    """Show the task forces as cards: how long they run, whether they meet, who is not admitted."""
    said = asked(visit, "from")["from"]
    start = int(said) if said.isascii() and said.isdecimal() and len(said) < DIGITS else 0
    found, most = boards.force_page(visit.shelf, start), boards.DEPTH
    before = _way("from", str(max(start - most, 0))) if start else ""
    after = _way("from", str(start + most)) if start + most < found.total else ""
    return _render(visit, "home", "home", cards=found.cards, before=before, after=after)


@reading
def show(visit: Visit, slug: str) -> HttpResponse:
    """Show one task force."""
    sheet = boards.force_sheet(visit.shelf, f"terms-of-reference/{slug}")
    found = sheet.force
    fields = visit.node.register["terms-of-reference"].by_name
    said = [
        (visit.shown.field_name("terms-of-reference", name), visit.voice.words(found.terms.get(name)))
        for name in SAID
        if found.terms.get(name)
    ]
    facts = [
        (
            visit.shown.field_name("terms-of-reference", name),
            visit.shown.value(fields[name], found.terms.get(name)),
        )
        for name in ("started", "ends", "parties", "places", "leader_us", "leader_mx", "cadence_days")
        if found.terms.get(name)
    ]
    return _render(visit, "show", "home", sheet=sheet, force=found, said=said, facts=facts)


@reading
def targets(visit: Visit) -> HttpResponse:
    """Show the board of joint targets by stage."""
    columns = boards.target_board(visit.shelf)
    empty = not any(column.count for column in columns)
    return _render(visit, "targets", "targets", columns=columns, empty=empty)


@reading
def operations(visit: Visit) -> HttpResponse:
    """Show the board of operations by stage."""
    columns = boards.operation_board(visit.shelf)
    return _render(visit, "operations", "operations", columns=columns, empty=not columns)


@signed_in
def conflicts(visit: Visit) -> HttpResponse:
    """Show the watch list: what conflicts, whom to call, and how far the rounds have come."""
    node = visit.node
    found = deconfliction.open_conflicts(node, asked(visit, "after")["after"])
    settled = deconfliction.settled(node, boards.DEPTH)
    rounds = [one for party in sorted(node.partners()) for one in deconfliction.rounds(node, party)]
    return _render(
        visit,
        "conflicts",
        "conflicts",
        conflicts=[*found.things, *settled.things],
        settled=settled.total - len(settled.things),
        before=_way("after", found.back),
        after=_way("after", found.more),
        rounds=rounds[::-1][: boards.DEPTH],
        fields=node.register["conflict"].by_name,
    )


@reading
def incidents(visit: Visit) -> HttpResponse:
    """Show the critical incidents, the newest first."""
    found, lines = boards.incident_page(visit.shelf, asked(visit, "after")["after"])
    ways = {"before": _way("after", found.back), "after": _way("after", found.more)}
    return _render(visit, "incidents", "incidents", incidents=lines, **ways)


@reading
def incident(visit: Visit, slug: str) -> HttpResponse:
    """Show one critical incident with its timeline, lessons and decisions."""
    found = study.incident(visit.shelf, f"critical-incident/{slug}")
    entry = visit.node.register["incident-entry"].by_name
    return _render(visit, "incident", "incidents", line=found, entry=entry)


@reading
def results(visit: Visit) -> HttpResponse:
    """Give the events as CSV, each once: one row for each measure."""
    with visit.shelf.keeping():
        found = study.every_event(visit.shelf)
    head = ("event_key", "happened", "place", "measure", "drug", "amount", "reported_by", "differs")
    rows = [
        (
            event.key,
            event.day,
            event.place,
            *what,
            f"{amount:f}",
            "; ".join(event.reporters),
            str(what in event.differs).lower(),
        )
        for event in found
        for what, amount in event.amounts.items()
    ]
    return table(head, rows, "results-of-operations.csv")
