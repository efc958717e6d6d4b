"""Recalls: ours and the partners', with whom they reached, their answers and what still waits."""

from dataclasses import dataclass

from django.http import HttpResponse

from ambos.faces.reports.held import recall_answers, recall_why
from ambos.faces.web.exchange.words import Named, by_rid, codes, field, flowing, named, record_of, tabs
from ambos.faces.web.frame.visit import Visit, acting, signed_in
from ambos.kernel.access import ERASE, HOLD, RECALL
from ambos.kernel.records import REACH, RECALL_OUTCOME, RECALL_REASON
from ambos.node.erasure import demand_erasable, said_by_us
from ambos.node.recalls import ERASED, RecallLine, answer, recall, recalls
from ambos.values.errors import NotFound


@dataclass(frozen=True)
class Line:
    """A recall in words, and whether it waits for our answer."""

    line: RecallLine
    record: Named
    day: str
    reach: str
    why: str
    answers: tuple[str, ...]
    ours: bool
    to_answer: bool


@signed_in
def listed(visit: Visit) -> HttpResponse:
    """List the recalls in force, those that wait for us first."""
    lines = sorted((line_of(visit, line) for line in recalls(visit.node)), key=lambda one: not one.to_answer)
    return visit.render(
        "exchange/recalls.html",
        tabs=tabs(visit, "recalls"),
        lines=lines,
        waiting=sum(one.to_answer for one in lines),
        recalls=visit.may(RECALL),
    )


def line_of(visit: Visit, line: RecallLine) -> Line:
    """Say a recall."""
    shown = visit.shown
    ours = line.row.party == visit.person.party
    return Line(
        line,
        by_rid(visit, line.target),
        shown.stamp(line.row.time)[:10],
        shown.language.label("codes", f"reach.{line.reach}"),
        recall_why(shown, line),
        tuple(recall_answers(shown, line)),
        ours,
        not ours and visit.person.party in line.waiting and visit.may(RECALL),
    )


@signed_in
def new(visit: Visit) -> HttpResponse:
    """Show what would be recalled, whom it reached, and what happens then."""
    visit.node.demand(RECALL)
    rows = said_by_us(visit.shelf, record_of(visit))
    for row in rows:
        demand_erasable(visit.shelf, row)
    return visit.render(
        "exchange/recall_new.html",
        tabs=tabs(visit, "recalls"),
        record=record_of(visit),
        rows=[(named(visit, row), visit.shown.time(row.time)) for row in rows],
        reached=reached(visit, [row.rid for row in rows]),
        days=visit.node.config.recall_days,
        reaches=codes(visit, "reach", REACH.codes),
        reasons=codes(visit, "recall-reason", RECALL_REASON.codes),
        erases=visit.may(ERASE),
    )


def reached(visit: Visit, rids: list[str]) -> list[tuple[str, int, int]]:
    """Give the partners whose channel has any of these records: how many, and how many it acknowledged."""
    found = []
    for party in flowing(visit):
        channel = visit.node.channel(party)
        places = channel.log.store.places_of([bytes.fromhex(rid) for rid in rids]).values()
        acknowledged = channel.acknowledged()
        if places:
            found.append((party, len(places), sum(place < acknowledged for place in places)))
    return found


@acting
def add(visit: Visit) -> HttpResponse:
    """Sign a recall."""
    names = ("reach", "reason", "words", "basis")
    recall(visit.node, record_of(visit), {name: text for name in names if (text := field(visit, name))})
    return visit.go("exchange-recalls")


@signed_in
def asked(visit: Visit, rid: str) -> HttpResponse:
    """Show one recall, and the form that answers it where it is for us to answer."""
    line = line_of(visit, _found(visit, rid))
    return visit.render(
        "exchange/recall.html",
        tabs=tabs(visit, "recalls"),
        one=line,
        erases=line.line.reach == ERASED,
        outcomes=codes(visit, "recall-outcome", RECALL_OUTCOME.codes),
        may_hold=visit.may(HOLD),
    )


def _found(visit: Visit, rid: str) -> RecallLine:
    found = next((line for line in recalls(visit.node) if line.row.rid == rid), None)
    if found is None:
        raise NotFound(name=rid)
    return found


@acting
def answered(visit: Visit, rid: str) -> HttpResponse:
    """Sign our answer; where it asks to destroy and we comply, what we hold is destroyed first."""
    answer(visit.node, [rid], field(visit, "outcome"), field(visit, "basis"))
    return visit.go("exchange-recall", rid)
