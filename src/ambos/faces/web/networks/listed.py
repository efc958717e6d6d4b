"""What official lists say of whom a record names: a part of the pages of an organisation and of a person."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.http import HttpResponse

from ambos.domains.networks.rules import ENDS
from ambos.faces.web.frame.visit import Visit, reading
from ambos.kernel.shelf import Thing
from ambos.node.listed import listed
from ambos.values.errors import NotFound

ENTRY: Final = ("name", "sort", "programs", "status", "listed", "aliases")


@reading
def part(visit: Visit, kind: str, slug: str) -> HttpResponse:
    """Show what the list says of an organisation or a person, as a part of that thing's own page."""
    thing = visit.shelf.thing(f"{kind}/{slug}")
    if kind not in ENDS:
        raise NotFound(name=thing.subject)
    return visit.render("networks/listed.html", **told(visit, thing))


def told(visit: Visit, thing: Thing | None) -> dict[str, Any]:
    """Give what the part is filled with; nothing where a record names no entry of a list."""
    if thing is None or not thing.get("entry"):
        return {"named": False}
    found = listed(visit.node, thing.body)
    name = str(thing.get("name") or "")
    return {
        "named": True,
        "thing": thing,
        "found": found,
        "by_version": found is not None and found.version.subject == thing.get("list_version"),
        "facts_of_entry": [] if found is None else list(_facts(visit, found.entry or {})),
        "other_name": found is not None and bool(name) and not found.has_name(name),
        "field": lambda one: visit.language.find("lists", f"column.{one}") or one,
    }


def _facts(visit: Visit, entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in ENTRY:
        value = entry.get(name)
        if value:
            told = visit.say("lists", f"sort.{value}") if name == "sort" else value
            words = visit.say("lists", f"column.{name}")
            yield words[:1].upper() + words[1:], told if isinstance(told, str) else "; ".join(told)
