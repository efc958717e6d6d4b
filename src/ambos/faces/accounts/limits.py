"""Sessions end: after half an hour without use, after twelve hours anyway, and with what they stand on."""

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from ambos.faces.accounts.proving import is_over, touch
from ambos.faces.accounts.who import account_of, is_complete

OURS = ("ambos.faces.accounts.", "allauth.")
OPEN = "frame-language"


class SessionLimits:
    """Ends sessions that are over; keeps those without a second factor to the pages that set one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """End the session, or write down that it is used."""
        if request.user.is_authenticated:
            if account_of(request) is None or is_over(request.session):
                logout(request)
            else:
                touch(request.session)
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Send whoever has not set up a second factor to do that, wherever else they wanted to go."""
        account = account_of(request)
        if account is None or is_complete(request, account) or view.__module__.startswith(OURS):
            return None
        match = request.resolver_match
        return None if match and match.url_name == OPEN else HttpResponseRedirect(reverse("mfa_index"))
