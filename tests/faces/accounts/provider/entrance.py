"""How people sign in at the provider: by saying who they are."""

from collections.abc import Callable

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse

STRONG = "urn:test:two-factors"  # the class of authentication that the site trusts


def person(get: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Sign in whoever the header names: this stands for the provider's own sign-in page."""

    def answer(request: HttpRequest) -> HttpResponse:
        name = request.headers.get("X-Person")
        if name:
            request.user, _ = get_user_model().objects.get_or_create(username=name)
        return get(request)

    return answer
