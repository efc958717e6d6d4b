"""From a request to its answer: token, pace, scope, checks, a seat at the node, and the route's own work."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from ambos.faces.accounts.errors import TokenUnknown
from ambos.faces.accounts.house import house
from ambos.faces.accounts.models import Token
from ambos.faces.accounts.scopes import ANY, SIGN
from ambos.faces.accounts.tokens import bearer
from ambos.faces.api.asked import body_of, demand_media, demand_parts, language_of, length_of, query_of
from ambos.faces.api.errors import Broken, MethodWrong, ScopeMissing
from ambos.faces.api.once import begun, done, dropped, replayed
from ambos.faces.api.pace import Pace
from ambos.faces.api.problems import refusal
from ambos.faces.api.route import GET, JSON, Call, Made, Route
from ambos.faces.reports.plain import plain
from ambos.i18n.catalogue import Language
from ambos.node.node import OfficerUnknown
from ambos.values.errors import AmbosError, NotFound

LOG: Final = logging.getLogger("ambos.api")
PACE: Final = Pace()
View = Callable[..., HttpResponse]


def view_of(routes: Mapping[str, Route]) -> View:
    """Give the view of one address from its routes by method. It asks for no cookie, and heeds none."""

    @csrf_exempt
    def view(request: HttpRequest, **path: str) -> HttpResponse:
        language = language_of(request)
        try:
            response = _answer(request, _route(routes, request.method or ""), path, language)
        except AmbosError as error:
            response = refusal(error, language)
        except Exception:
            LOG.exception("an answer failed: %s", request.path)
            response = refusal(Broken(), language)
        return _told(response, language)

    return view


@csrf_exempt
def unknown(request: HttpRequest) -> HttpResponse:
    """Answer for an address that there is not."""
    language = language_of(request)
    return _told(refusal(NotFound(name=request.path), language), language)


def _told(response: HttpResponse, language: Language) -> HttpResponse:
    response["Content-Language"] = language.code
    response["Vary"] = "Accept-Language, Authorization"
    response["Cache-Control"] = "private, no-store"
    return response


def _route(routes: Mapping[str, Route], method: str) -> Route:
    found = routes.get(GET if method == "HEAD" else method)
    if found is None:
        known = [*routes, *(["HEAD"] if GET in routes else [])]
        raise MethodWrong(allowed=", ".join(sorted(known)))
    return found


def _answer(request: HttpRequest, route: Route, path: Mapping[str, str], language: Language) -> HttpResponse:
    now = datetime.now(UTC)
    token = _token(request, route, now)
    demand_parts(path)
    call = Call(token, language, path, query_of(route, request.GET))
    if token is None:
        return _encoded(route, route.run(call))
    if not route.writes:
        with _Seat(call, token) as node:
            call.node = node
            return _encoded(route, route.run(call))
    return _acted(request, route, replace(call, signing=token.has(SIGN)), token, now)


def _token(request: HttpRequest, route: Route, now: datetime) -> Token | None:
    """Give who asks, if the route wants to know; whoever asks too often is refused."""
    if not route.scope:
        PACE.take(request.META.get("REMOTE_ADDR", ""), time.monotonic())
        return None
    try:
        token = bearer(request.headers.get("Authorization", ""), now)
    except AmbosError:
        PACE.take(request.META.get("REMOTE_ADDR", ""), time.monotonic())
        raise
    PACE.take(token.digest, time.monotonic())
    if route.scope != ANY and not token.has(route.scope):
        raise ScopeMissing(scope=route.scope)
    return token


class _Seat:
    """A seat for a token's officer, to read or to write; one who works here no more has no token either."""

    def __init__(self, call: Call, token: Token, *, writing: bool = False) -> None:
        pool = house().pool
        self._held = (pool.writing if writing else pool.seat)(token.officer)
        self._call = call

    def __enter__(self) -> Any:
        node = self._held.__enter__()
        try:
            node.person()
        except OfficerUnknown as error:
            self._held.__exit__(None, None, None)
            raise TokenUnknown from error
        return node

    def __exit__(self, *raised: Any) -> None:
        self._held.__exit__(*raised)


def _acted(request: HttpRequest, route: Route, call: Call, token: Token, now: datetime) -> HttpResponse:
    """Do an act once for its key: asked again, its answer is given again."""
    call.body, data = body_of(request, route)
    if route.media != JSON:
        demand_media(request, route)
        call.stream, call.length = request.read, length_of(request)
    kept, fresh = begun(token, request, data, now)
    if not fresh:
        return replayed(kept)
    try:
        with _Seat(call, token, writing=route.media == JSON) as node:
            call.node = node
            response = _encoded(route, route.run(call))
    except AmbosError:
        dropped(kept)  # a refusal wrote nothing: the same key may try again
        raise
    done(kept, response)
    return response


def _encoded(route: Route, value: Any) -> HttpResponse:
    made = value if isinstance(value, Made) else Made(value, "")
    response = HttpResponse(msgspec.json.encode(plain(made.value)), JSON, route.status)
    if made.location:
        response["Location"] = made.location
    return response
