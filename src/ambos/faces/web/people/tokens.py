"""One's own tokens for programs: made here, told once, taken back at any time."""

from datetime import timedelta

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from ambos.faces.accounts.moments import now
from ambos.faces.accounts.recent import demand_recent
from ambos.faces.accounts.tokens import issue, revoke
from ambos.faces.web.frame.visit import Visit, signed_in
from ambos.faces.web.people.mine import page
from ambos.values.errors import AmbosError


@require_POST
@signed_in
def make(visit: Visit) -> HttpResponse:
    """Issue a token for whoever asks and has just proved who they are; its text is on this page alone."""
    demand_recent(visit.request)
    asked = visit.request.POST
    name, scopes, minutes = asked.get("name", "").strip(), asked.getlist("scope"), asked.get("minutes", "")
    lifetime = timedelta(minutes=int(minutes) if minutes.isascii() and minutes.isdecimal() else 0)
    try:
        made = issue(visit.person.officer, name, scopes, lifetime, now())
    except AmbosError as error:
        return page(visit, error.http_status, error=error, typed=asked)
    return page(visit, issued=made)


@require_POST
@signed_in
def take_back(visit: Visit, mark: str) -> HttpResponse:
    """Take a token of one's own back: from now on it opens nothing."""
    revoke(mark, visit.person.officer)
    return visit.go("people-account")
