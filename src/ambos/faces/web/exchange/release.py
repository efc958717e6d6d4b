"""What would leave and by which rule; orders, requests and agreements."""

from typing import Any, Final

from django.http import HttpResponse

from ambos.faces.reports import leaving as words
from ambos.faces.reports.terms import terms_lines
from ambos.faces.web.exchange.words import by_rid, codes, field, flowing, partner_of, record_of, tabs
from ambos.faces.web.frame.visit import Visit, acting, signed_in
from ambos.kernel.access import RELEASE, RUN
from ambos.node.asking import ASKED, requests
from ambos.node.leaving import Leaving, Upcoming, preview, upcoming
from ambos.node.releasing import OPEN, agree, orders, policy_in_force
from ambos.values.terms import PURPOSES

SHOWN: Final = 50


@signed_in
def show(visit: Visit) -> HttpResponse:
    """Show what waits to leave, orders and requests, and what is agreed."""
    party = partner_of(visit)
    left, more = upcoming(visit.node, party, SHOWN) if party else ([], False)
    return visit.render(
        "exchange/release.html",
        tabs=tabs(visit, "release"),
        party=party,
        parties=flowing(visit),
        policy=policy_in_force(visit.node),
        more=more,
        waiting=[
            (by_rid(visit, each.row.rid), words.rule(visit.shown, each), _terms(visit, each)) for each in left
        ],
        orders=[
            (each, by_rid(visit, each.record), words.order_standing(visit.shown, each))
            for each in orders(visit.node)
        ],
        open=OPEN,
        requests=[
            (
                each,
                by_rid(visit, each.record),
                words.request_standing(visit.shown, each),
                _to_answer(visit, each.state, each.asked),
            )
            for each in requests(visit.node)
        ],
        agreements=_agreements(visit),
        purposes=codes(visit, "purpose", PURPOSES),
        runs=visit.may(RUN),
        releases=visit.may(RELEASE),
    )


def _to_answer(visit: Visit, state: str, asked: str) -> bool:
    return state == ASKED and asked == visit.person.party and visit.may(RELEASE)


def _terms(visit: Visit, each: Upcoming) -> str:
    lines = terms_lines(visit.shown, each.row.label, visit.today)
    return "; ".join(f"{name}: {value}" for name, value in lines)


def _agreements(visit: Visit) -> list[tuple[str, ...]]:
    """Give each agreement: the partner, the purposes, the basis, its last day."""
    kind, shown = visit.node.register["agreement"], visit.shown
    return [
        tuple(
            shown.value(kind.by_name[name], thing.get(name))
            for name in ("party", "purposes", "basis", "until")
        )
        for thing in visit.shelf.things("agreement")
    ]


@signed_in
def look(visit: Visit) -> HttpResponse:
    """Show what a partner would read of one record, or why it reads nothing; and what can be done."""
    party, text = partner_of(visit, "to"), record_of(visit)
    found = preview(visit.node, text, party)
    return visit.render(
        "exchange/leaving.html",
        tabs=tabs(visit, "release"),
        **told(visit, found, party),
        releases=visit.may(RELEASE),
    )


def told(visit: Visit, found: Leaving, party: str) -> dict[str, Any]:
    """Say what would leave of a record, part by part."""
    shown, allowed = visit.shown, found.decision.allowed
    kind = visit.node.register[found.row.kind]
    body = [
        (shown.field_name(kind.name, name), shown.value(kind.by_name.get(name), value))
        for name, value in (found.body or {}).items()
    ]
    own = found.row.party == visit.person.party
    return {
        "found": found,
        "party": party,
        "record": by_rid(visit, found.row.rid),
        "verdict": words.verdict(shown, found, party),
        "sort": "good" if found.place is not None or allowed else "fair",
        "rule": words.rule(shown, found),
        "way_out": "" if allowed or found.place is not None else words.way_out(shown, found),
        "header": words.header_lines(shown, found),
        "terms": terms_lines(shown, found.row.label, visit.today),
        "body": body,
        "orderable": own and not allowed and found.place is None and len(found.overriders) > 1,
        "askable": not own,
    }


@acting
def agreed(visit: Visit) -> HttpResponse:
    """Put an agreement on record."""
    chosen = visit.request.POST.getlist("purpose")
    agree(visit.node, field(visit, "party"), chosen, field(visit, "basis"), field(visit, "until") or None)
    return visit.go("exchange-release")
