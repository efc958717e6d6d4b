"""Leave asked of an originator: the question, and its answer."""

from django.http import HttpResponse

from ambos.faces.reports.leaving import request_standing
from ambos.faces.web.exchange.words import by_rid, field, record_of, tabs
from ambos.faces.web.frame.visit import Visit, acting, signed_in
from ambos.kernel.access import RELEASE
from ambos.node.asking import ASKED, RequestLine, ask, grant, refuse, requests
from ambos.values.errors import NotFound
from ambos.values.terms import parse_last_day

GRANT = "grant"


@acting
def asked(visit: Visit) -> HttpResponse:
    """Sign a question to an originator."""
    written = ask(visit.node, record_of(visit), field(visit, "to").upper(), field(visit, "reason"))
    return visit.go("exchange-request", written.rid.hex())


def _found(visit: Visit, rid: str) -> RequestLine:
    found = next((each for each in requests(visit.node) if each.rid == rid), None)
    if found is None:
        raise NotFound(name=rid)
    return found


@signed_in
def show(visit: Visit, rid: str) -> HttpResponse:
    """Show a request, and the forms that answer it where it is for us to answer."""
    found = _found(visit, rid)
    ours = found.asked == visit.person.party and found.state == ASKED
    return visit.render(
        "exchange/request.html",
        tabs=tabs(visit, "release"),
        request_line=found,
        record=by_rid(visit, found.record),
        standing=request_standing(visit.shown, found),
        answerable=ours and visit.may(RELEASE),
    )


@acting
def answer(visit: Visit, rid: str) -> HttpResponse:
    """Sign the answer: leave, with its last day and conditions, or a refusal with its reason."""
    if field(visit, "answer") == GRANT:
        until = field(visit, "until")
        grant(visit.node, rid, parse_last_day(until) if until else None, field(visit, "conditions"))
    else:
        refuse(visit.node, rid, field(visit, "reason"))
    return visit.go("exchange-request", rid)
