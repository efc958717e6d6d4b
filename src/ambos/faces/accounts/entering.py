"""Ways in: name and password or passkey, an invitation, and on a demonstration node anybody's seat."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from ambos.faces.accounts.house import house
from ambos.faces.accounts.invitations import InvitationInvalid, invited, use
from ambos.faces.accounts.models import Account
from ambos.faces.accounts.seats import seats
from ambos.faces.accounts.who import account_of, leave


class Enter(LoginView):  # type: ignore[misc]
    """The sign-in page."""

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """Give the ways in that this node has."""
        shown: dict[str, Any] = super().get_context_data(**given)
        refused = "refused" in self.request.GET
        provider = house().config.oidc_issuer
        return {**shown, "seats": seats(), "refused": refused, "provider": provider}


def enter(request: HttpRequest, account: Account, method: str, to: str) -> HttpResponseBase:
    """Sign the account in by a proof of this method; a second factor is asked for where one is due."""
    if request.user.is_authenticated:
        leave(request)
    record_authentication(request, account, method)
    response: HttpResponseBase = perform_login(request, Login(user=account, redirect_url=to))
    return response


@never_cache
@sensitive_variables("token")
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """Greet whoever has the link; when they go on, the link is used up and they are signed in to set up."""
    try:
        account = use(token) if request.method == "POST" else invited(token)
    except InvitationInvalid:
        return render(request, "accounts/invitation_over.html", status=InvitationInvalid.http_status)
    if request.method == "POST":
        return enter(request, account, "invitation", to="/accounts/factors")
    return render(request, "accounts/invitation.html", {"account": account})


@require_POST
def enter_as(request: HttpRequest) -> HttpResponseBase:
    """Sit down as one of the demonstration's people; there is no such page at any other node."""
    officer = request.POST.get("officer", "")
    if officer not in {seat.officer for seat in seats()}:
        raise Http404
    return enter(request, Account.objects.of(officer), "demonstration", get_next_redirect_url(request) or "/")


@never_cache
def again(request: HttpRequest) -> HttpResponse:
    """Send whoever is to prove it again to their strongest way of doing so, and from there back."""
    account = account_of(request)
    to = get_next_redirect_url(request) or "/"
    if account is None:
        return HttpResponseRedirect(_with_next("account_login", to))
    if house().demonstration:
        return render(request, "accounts/again.html", {"next": to})
    ways = get_adapter().get_reauthentication_methods(account)
    return HttpResponseRedirect(
        f"{ways[0]['url']}?{urlencode({'next': to})}" if ways else _with_next("mfa_index", to)
    )


def _with_next(name: str, to: str) -> str:
    return f"{resolve_url(name)}?{urlencode({'next': to})}"


@require_POST
def prove_as(request: HttpRequest) -> HttpResponse:
    """Let whoever sits at a demonstration node prove it again by saying so."""
    account = account_of(request)
    if account is None or not house().demonstration:
        raise Http404
    record_authentication(request, account, "demonstration")
    return HttpResponseRedirect(get_next_redirect_url(request) or "/")
