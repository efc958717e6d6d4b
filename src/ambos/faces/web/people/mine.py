"""One's own page: who I am here, what that lets me do, how I sign in, with which key I sign."""

from typing import Any, Final

from django.http import HttpResponse, QueryDict
from django.views.decorators.http import require_POST

from ambos.faces.accounts.keeping import accounts, sessions
from ambos.faces.accounts.moments import now
from ambos.faces.accounts.scopes import SCOPES
from ambos.faces.accounts.tokens import listed
from ambos.faces.accounts.who import account_of
from ambos.faces.web.frame.visit import Visit, signed_in
from ambos.faces.web.people.officers import because, moment
from ambos.i18n.catalogue import LANGUAGES
from ambos.kernel.access import ACTIONS
from ambos.node.staff import keys_of, staff

LIVES: Final = (10, 1440, 7 * 1440, 30 * 1440, 90 * 1440, 365 * 1440)  # minutes that a token may be made for


@signed_in
def show(visit: Visit) -> HttpResponse:
    """Show what there is of whoever asks."""
    return page(visit)


def page(visit: Visit, http: int = 200, /, **told: Any) -> HttpResponse:
    """Give the page of whoever asks, with a token just made or why none was."""
    officer, until = visit.person.officer, visit.person.vetted_until
    return visit.render(
        "people/account.html",
        http,
        officer=next(one for one in staff(visit.node) if one.slug == officer),
        keys=keys_of(visit.node, officer),
        kept=accounts().get(officer),
        sessions=sessions(visit.request),
        may=[action for action in ACTIONS if visit.may(action)],
        language=getattr(account_of(visit.request), "language", ""),
        languages=LANGUAGES,
        moment=moment(visit),
        time=lambda at: visit.shown.time(int(at.timestamp())),
        lapsed=until is not None and until < visit.today,
        tokens=listed(officer),
        now=now(),
        scopes=SCOPES,
        lives=LIVES,
        because=because(visit),
        **{"issued": None, "error": None, "typed": QueryDict(), **told},
    )


@require_POST
@signed_in
def language(visit: Visit) -> HttpResponse:
    """Keep the language in which whoever asks wants to be spoken to wherever they sign in."""
    account, wanted = account_of(visit.request), visit.request.POST.get("language", "")
    if account is not None and wanted in ("", *LANGUAGES):
        account.language = wanted
        account.save(update_fields=["language"])
    return visit.go("people-account")
