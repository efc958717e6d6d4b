"""The choice of language: kept in the browser, and with the account of who is signed in."""

from datetime import timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from ambos.faces.accounts.who import account_of
from ambos.faces.accounts.words import COOKIE
from ambos.faces.web.frame.templating import is_ours
from ambos.i18n.catalogue import LANGUAGES

KEPT: Final = timedelta(days=365)


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the language that was chosen, one of ours, and go back to the page."""
    back = request.POST.get("back", "/")
    answer = HttpResponseRedirect(back if is_ours(back) else "/", status=303)
    code = request.POST.get("language", "")
    if code in LANGUAGES:
        answer.set_cookie(COOKIE, code, max_age=KEPT, httponly=True, samesite="Lax")
        account = account_of(request)
        if account is not None:
            account.language = code
            account.save(update_fields=["language"])
    return answer
