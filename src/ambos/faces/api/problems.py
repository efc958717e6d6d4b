"""Refusals as problem documents (RFC 9457), in the language of whoever asks."""

from dataclasses import dataclass
from typing import Final

import msgspec
from django.http import HttpResponse

from ambos.faces.accounts.errors import TokenMissing, TokenUnknown
from ambos.faces.api.errors import MethodWrong, TooManyRequests
from ambos.i18n.catalogue import Language
from ambos.i18n.errors import explain
from ambos.kernel.access import SEE
from ambos.values.errors import AmbosError, NotAllowed, NotFound

MEDIA_TYPE: Final = "application/problem+json"
TYPE: Final = "urn:ambos:error:"
NAMED: Final = ("kind", "field", "file", "row", "column")  # data that name the place of a fault


@dataclass(frozen=True)
class Problem:
    """Why not: the code of the error, its sentence and what to do, and the place of the fault if it has one.

    ``problems`` are the refusals that one refusal stands for, such as those of the rows of a file.
    """

    type: str
    title: str
    status: int
    detail: str
    code: str
    hint: str | None
    language: str
    place: dict[str, str]
    problems: tuple["Problem", ...] = ()


def problem_of(error: AmbosError, language: Language) -> Problem:
    """Tell an error; what may not be seen is told as what is not there."""
    if isinstance(error, NotAllowed) and error.data.get("action") == SEE:
        error = NotFound(name="")
    sentence, hint = explain(error, language)
    held = (*getattr(error, "errors", ()), *_errors(error.data.get("problems")))
    return Problem(
        type=TYPE + error.code,
        title=language.label("web_api", f"status.{error.http_status}"),
        status=error.http_status,
        detail=sentence,
        code=error.code,
        hint=hint,
        language=language.code,
        place={name: str(error.data[name]) for name in NAMED if error.data.get(name)},
        problems=tuple(problem_of(one, language) for one in held),
    )


def _errors(value: object) -> tuple[AmbosError, ...]:
    held = value if isinstance(value, tuple | list) else ()
    return tuple(one for one in held if isinstance(one, AmbosError))


def refusal(error: AmbosError, language: Language) -> HttpResponse:
    """Give the answer that tells an error."""
    told = problem_of(error, language)
    response = HttpResponse(msgspec.json.encode(told), MEDIA_TYPE, told.status)
    match error:
        case TokenMissing():
            response["WWW-Authenticate"] = 'Bearer realm="ambos"'
        case TokenUnknown():
            response["WWW-Authenticate"] = 'Bearer realm="ambos", error="invalid_token"'
        case TooManyRequests():
            response["Retry-After"] = str(error.data["seconds"])
        case MethodWrong():
            response["Allow"] = str(error.data["allowed"])
    return response
