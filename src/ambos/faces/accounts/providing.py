"""The way to the provider of identities and back."""

from dataclasses import asdict
from typing import Final

from allauth.account.utils import get_next_redirect_url
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from ambos.faces.accounts.entering import enter
from ambos.faces.accounts.house import house
from ambos.faces.accounts.models import Account
from ambos.faces.accounts.moments import now
from ambos.faces.accounts.oidc import Errand, Provider, ProviderRefused, ProviderUnreachable
from ambos.faces.accounts.seats import is_at_work

ERRAND: Final = "ambos_errand"


def _provider(request: HttpRequest) -> Provider:
    """Give the provider that the settings name; without one these pages are not there."""
    config = house().config
    if not config.oidc_issuer:
        raise Http404
    return Provider(config, request.build_absolute_uri(reverse("accounts-provider-back")))


@never_cache
def go(request: HttpRequest) -> HttpResponseBase:
    """Send whoever wants to sign in to the provider."""
    provider, errand = _provider(request), Errand.new(get_next_redirect_url(request) or "/", now())
    request.session[ERRAND] = asdict(errand)
    try:
        return HttpResponseRedirect(provider.address(errand))
    except (ProviderRefused, ProviderUnreachable) as error:
        return _refused(request, error)


@never_cache
def back(request: HttpRequest) -> HttpResponseBase:
    """Take whoever comes back in, if the provider proves that they are an officer of this node.

    An errand is done once, whatever comes of it.
    """
    provider, kept = _provider(request), request.session.pop(ERRAND, None)
    try:
        if kept is None:
            raise ProviderRefused(reason="state")
        errand = Errand(**kept)
        claims = provider.claims(errand, request.GET.dict(), now())
        officer = provider.officer(claims)
        if not officer or not is_at_work(officer):
            raise ProviderRefused(reason="unknown")
    except (ProviderRefused, ProviderUnreachable) as error:
        return _refused(request, error)
    method = "provider" if provider.is_strong(claims) else "provider-alone"
    return enter(request, Account.objects.of(officer), method, errand.to)


def _refused(request: HttpRequest, error: ProviderRefused | ProviderUnreachable) -> HttpResponseBase:
    return render(request, "accounts/provider_refused.html", {"error": error}, status=error.http_status)
