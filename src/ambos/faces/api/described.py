"""The address at which the interface describes itself."""

from typing import Any, Final

from ambos.faces.api.openapi import document
from ambos.faces.api.route import Call, Route
from ambos.faces.api.routes import ROUTES


def _describe(call: Call) -> dict[str, Any]:
    return document((DESCRIPTION, *ROUTES), call.language)


DESCRIPTION: Final = Route("describe", "/openapi.json", "", _describe, dict[str, Any])
