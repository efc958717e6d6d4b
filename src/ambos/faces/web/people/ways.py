"""What a secretariat does to an officer's account: invite, lock, unlock, forget."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from ambos.faces.accounts.invitations import invite
from ambos.faces.accounts.keeping import account, forget_factors
from ambos.faces.accounts.locking import bar, unlock
from ambos.faces.accounts.recent import demand_recent
from ambos.faces.web.frame.visit import Visit, signed_in
from ambos.faces.web.people.officers import found, page
from ambos.kernel.access import RUN
from ambos.values.errors import NotFound


@require_POST
@signed_in
def keep(visit: Visit, slug: str) -> HttpResponse:
    """Do to an officer's account what the pressed button says; a new link is shown this once."""
    demand_recent(visit.request)
    visit.node.demand(RUN)
    found(visit, slug)
    match visit.request.POST.get("act"):
        case "invite":
            link = visit.request.build_absolute_uri(reverse("accounts-invitation", args=(invite(slug),)))
            return page(visit, slug, link=link)
        case "lock":
            bar(account(slug))
        case "unlock":
            unlock(account(slug))
        case "forget":
            forget_factors(slug)
        case act:
            raise NotFound(name=str(act))
    return visit.go("people-officer", slug)
