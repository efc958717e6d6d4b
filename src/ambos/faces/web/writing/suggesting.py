"""Names of things while one is being typed: only of what the person may see."""

import re
from typing import Final
from unicodedata import combining, normalize

from django.http import HttpResponse, JsonResponse

from ambos.faces.web.frame.visit import Visit, signed_in
from ambos.kernel.searching import search
from ambos.values.errors import NotFound

NO_SLUG: Final = re.compile(r"[^a-z0-9/]+")
ANY: Final = "*"
MOST: Final = 10


def as_slug(text: str) -> str:
    """Give a text as an id would spell it: small letters without accents, hyphens between."""
    plain = "".join(sign for sign in normalize("NFD", text.lower()) if not combining(sign))
    return NO_SLUG.sub("-", plain).strip("-")


@signed_in
def suggest(visit: Visit) -> HttpResponse:
    """Give a few things of a kind, or of any: those whose id begins so, then those whose words do."""
    kind, typed = visit.request.GET.get("kind", ANY), visit.request.GET.get("q", "")
    text = as_slug(typed)
    if not text or not (kind == ANY or kind in visit.node.register):
        return JsonResponse({"items": []})
    begin = text if kind == ANY or "/" in text else f"{kind}/{text}"
    named = [each for each in visit.shelf.subjects_like(begin) if kind in (ANY, each.partition("/")[0])]
    hits = search(visit.shelf, typed, "" if kind == ANY else kind, MOST, language=visit.language.code).hits
    found = dict.fromkeys([*named, *(hit.thing.subject for hit in hits)])
    items = [item for subject in list(found)[:MOST] if (item := _item(visit, subject, kind))]
    return JsonResponse({"items": items})


def _item(visit: Visit, subject: str, kind: str) -> dict[str, str] | None:
    try:
        thing = visit.shelf.thing(subject)
    except NotFound:
        return None
    value = subject if kind == ANY else thing.slug
    return {"value": value, "label": visit.shown.title(visit.node.register[thing.kind], thing)}
