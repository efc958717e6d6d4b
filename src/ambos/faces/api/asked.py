"""What a request asks, checked: language, parts of the address, query, body. What is unclear is refused."""

from collections.abc import Mapping
from re import ASCII, fullmatch
from typing import Any, Final

import msgspec
from django.http import HttpRequest, QueryDict

from ambos.faces.api.errors import BodyMalformed, BodyTooLarge, MediaTypeWrong, QueryMalformed
from ambos.faces.api.route import JSON, PARTS, Query, Route
from ambos.i18n.catalogue import LANGUAGES, Language
from ambos.values.errors import NotFound

BODY_LIMIT: Final = 1 << 20
_QUALITY: Final = ";q="


def language_of(request: HttpRequest) -> Language:
    """Give the language of ours that ``Accept-Language`` likes best; English where it names none."""
    wanted: dict[str, float] = {}
    for part in request.headers.get("Accept-Language", "").lower().replace(" ", "").split(","):
        name, _, quality = part.partition(_QUALITY)
        code = name.partition("-")[0]
        if code in LANGUAGES:
            wanted[code] = max(wanted.get(code, 0.0), _weight(quality))
    best = max(wanted.values(), default=0.0)
    return Language(next((code for code in LANGUAGES if best and wanted.get(code) == best), LANGUAGES[0]))


def _weight(quality: str) -> float:
    return float(quality) if fullmatch(r"[01](\.\d{1,3})?", quality, ASCII) else float(not quality)


def demand_parts(path: Mapping[str, str]) -> None:
    """Refuse an address that no thing can have: nothing is there."""
    for name, value in path.items():
        if not fullmatch(PARTS[name], value, ASCII):
            raise NotFound(name=value)


def query_of(route: Route, given: QueryDict) -> Query:
    """Give the query of a request; refuse one that is unknown, or there twice though it is one."""
    many = {field.name for field in msgspec.structs.fields(route.query) if field.default == ()}
    told: dict[str, Any] = {}
    for name in given:
        values = given.getlist(name)
        if name not in many and len(values) != 1:
            raise QueryMalformed(reason=f"{name}: {len(values)}")
        told[name] = values if name in many else values[0]
    try:
        return msgspec.convert(told, route.query, strict=False)
    except msgspec.ValidationError as error:
        raise QueryMalformed(reason=str(error)) from error


def demand_media(request: HttpRequest, route: Route) -> None:
    """Refuse a body that says that it is something else than the route takes."""
    if request.content_type != route.media:
        raise MediaTypeWrong(expected=route.media)


def body_of(request: HttpRequest, route: Route) -> tuple[Any, bytes]:
    """Give the body of a request as its type says, and its bytes; refuse one that is too long or unclear."""
    if route.body is None or route.media != JSON:
        return None, b""
    demand_media(request, route)
    if length_of(request) > BODY_LIMIT:
        raise BodyTooLarge(limit=BODY_LIMIT)
    data = request.read(BODY_LIMIT)
    try:
        return msgspec.json.decode(data, type=route.body), data
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BodyMalformed(reason=str(error)[:200]) from error


def length_of(request: HttpRequest) -> int:
    """Give how long the body says it is."""
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isascii() and text.isdigit() else 0
