"""The description of the interface for whoever has no server at hand, and the page made from it."""

from typing import Any, Final

from ambos.faces.accounts.scopes import SCOPES
from ambos.faces.api.described import DESCRIPTION
from ambos.faces.api.openapi import document
from ambos.faces.api.route import Route
from ambos.faces.api.routes import ROUTES
from ambos.i18n.catalogue import Language

EVERY: Final = (DESCRIPTION, *ROUTES)


def described(language: Language) -> dict[str, Any]:
    """Give the OpenAPI document in a language."""
    return document(EVERY, language)


def api_page(said: tuple[Language, ...]) -> list[str]:
    """Give the lines of the reference page: the scopes, and every route with what it asks for."""
    lines = [*(f"> {language.label('web_api', 'about')}  " for language in said), "", "## Scopes", ""]
    lines += ["| scope | English | español |", "|---|---|---|"]
    lines += [f"| `{scope}` | {_both(said, 'scope.' + scope.replace(':', '.'))} |" for scope in SCOPES]
    lines += ["", "## Routes", "", "Addresses begin with `/api/v1`.", ""]
    lines += ["| route | scope | query | English | español |", "|---|---|---|---|---|"]
    return [*lines, *(_row(route, said) for route in EVERY), ""]


def _row(route: Route, said: tuple[Language, ...]) -> str:
    scope = f"`{route.scope}`" if route.scope else ""
    asked = ", ".join(f"`{name}`" for name in route.query.__struct_fields__)
    return f"| `{route.method} {route.path}` | {scope} | {asked} | {_both(said, f'route.{route.name}')} |"


def _both(said: tuple[Language, ...], key: str) -> str:
    return " | ".join(language.label("web_api", key) for language in said)
