"""The description of the interface (OpenAPI 3.1), made from the routes, their types and the kinds."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec

import ambos
from ambos.faces.api.problems import MEDIA_TYPE, Problem
from ambos.faces.api.route import GET, JSON, KEY_HEADER, KEY_PATTERN, PARTS, Route
from ambos.faces.api.routes.acts import CODES
from ambos.i18n.catalogue import Language
from ambos.kernel.schema import schema
from ambos.node.assemble import KINDS

Schema = dict[str, Any]

VERSION: Final = "3.1.0"
BASE: Final = "/api/v1"
REFERENCE: Final = "#/components/schemas/{name}"
# Values that stand as one text: their own forms are stricter than a schema says.
TEXTS: Final = ("Day", "Period")
ALWAYS: Final = (400, 401, 403, 404, 409, 422, 429, 500, 503)
ACTING: Final = (*ALWAYS, 413, 415, 507)


def document(routes: Sequence[Route], language: Language) -> Schema:
    """Describe every route in a language; the same routes and kinds give the same document."""
    types = [Problem, *(route.answer for route in routes), *(route.query for route in routes)]
    types += [route.body for route in routes if route.body is not None]
    found, components = msgspec.json.schema_components(types, ref_template=REFERENCE)
    told = dict(zip(map(id, types), found, strict=True))
    return {
        "openapi": VERSION,
        "info": {
            "title": "Ambos",
            "version": ambos.__version__,
            "description": language.label("web_api", "about"),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": BASE}],
        "paths": _paths(routes, told, components, language),
        "components": {
            "schemas": {**_components(components), **_kinds()},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _paths(
    routes: Iterable[Route], told: Mapping[int, Schema], components: Mapping[str, Schema], language: Language
) -> Schema:
    paths: Schema = {}
    for route in routes:
        operation = _operation(route, told, components, language)
        paths.setdefault(route.path, {})[route.method.lower()] = operation
    return paths


def _operation(
    route: Route, told: Mapping[int, Schema], components: Mapping[str, Schema], language: Language
) -> Schema:
    asked = [_part(name, language) for name in route.parts]
    asked += _query(route, told[id(route.query)], components, language)
    if route.method != GET:
        asked.append(_key(language))
    return {
        "operationId": route.name,
        "summary": language.label("web_api", f"route.{route.name}"),
        "security": [{"token": []}] if route.scope else [],
        "x-scope": route.scope,
        "parameters": asked,
        **({"requestBody": _body(route, told)} if route.method != GET else {}),
        "responses": _responses(route, told, language),
    }


def _part(name: str, language: Language) -> Schema:
    about = language.label("web_api", f"part.{name}")
    form = {"type": "string", "pattern": f"^{PARTS[name]}$"}
    return {"name": name, "in": "path", "required": True, "description": about, "schema": form}


def _query(
    route: Route, reference: Schema, components: Mapping[str, Schema], language: Language
) -> list[Schema]:
    own = components[reference["$ref"].rpartition("/")[2]] if "$ref" in reference else reference
    return [
        {
            "name": name,
            "in": "query",
            "required": name in own.get("required", ()),
            "description": language.label("web_api", f"query.{name}"),
            "schema": form,
        }
        for name, form in own.get("properties", {}).items()
    ]


def _key(language: Language) -> Schema:
    about = language.label("web_api", "header.key")
    form = {"type": "string", "pattern": f"^{KEY_PATTERN}$"}
    return {"name": KEY_HEADER, "in": "header", "required": True, "description": about, "schema": form}


def _body(route: Route, told: Mapping[int, Schema]) -> Schema:
    form = told[id(route.body)] if route.body else {"type": "string", "format": "binary", "minLength": 1}
    return {"required": True, "content": {route.media: {"schema": form}}}


def _responses(route: Route, told: Mapping[int, Schema], language: Language) -> Schema:
    good = {
        "description": language.label("web_api", f"status.{route.status}"),
        "content": {JSON: {"schema": told[id(route.answer)]}},
    }
    statuses = ALWAYS if route.method == GET else ACTING
    problem = {MEDIA_TYPE: {"schema": told[id(Problem)]}}
    bad = {
        str(status): {"description": language.label("web_api", f"status.{status}"), "content": problem}
        for status in statuses
    }
    return {str(route.status): good, **bad}


def _components(found: Mapping[str, Schema]) -> Schema:
    """Give the schemas of the types, dates and codes as they are told."""
    schemas: Schema = {
        name: {"title": name, "type": "string"} if name in TEXTS else one for name, one in found.items()
    }
    for (name, field), codes in CODES.items():
        one: Schema = schemas[name]["properties"][field]
        form: Schema = one.get("items", one)
        form["enum"] = [*codes, *([None] if {"type": "null"} in form.get("anyOf", ()) else [])]
    return schemas


def _kinds() -> Schema:
    """Give the schema of every kind's body, by the kind's name."""
    return {f"kind.{kind.name}": schema(kind) for kind in KINDS}
