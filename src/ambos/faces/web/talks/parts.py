"""What the pages of the dialogue share: the ways between them, names of things."""

from collections.abc import Iterable
from typing import Final

from ambos.analysis.studies.items import item_of
from ambos.analysis.studies.lines import Item
from ambos.domains.dialogue.views import frameworks
from ambos.faces.web.frame.visit import Visit
from ambos.kernel.shelf import Thing
from ambos.node.meetings import MEXICO

PAGES: Final = ("commitments", "meetings", "dialogue", "decisions")
CONTACTS: Final = "contacts"


def tabs(visit: Visit, here: str) -> list[tuple[str, str, bool]]:
    """Give the pages of the dialogue: word, address, whether this is it. Contacts are Mexico's alone."""
    pages = (*PAGES, CONTACTS) if visit.signed_in and visit.node.config.party == MEXICO else PAGES
    return [
        (visit.say("web_talks", f"tab.{page}"), visit.url(f"talks-{page}"), page == here) for page in pages
    ]


def containers(visit: Visit) -> tuple[Item, ...]:
    """Give every framework that the person may see, each after the one that it continues."""
    return tuple(item_of(thing) for thing in frameworks(visit.shelf))


def title(visit: Visit, thing: Thing) -> str:
    """Give a thing in one line."""
    return visit.title(thing)


def facts(visit: Visit, thing: Thing, names: Iterable[str]) -> list[tuple[str, str]]:
    """Give those of these fields that are filled, each with its name."""
    kind = visit.shelf.register[thing.kind]
    return [
        (field_name(visit, kind.name, name), visit.shown.value(kind.by_name[name], thing.get(name)))
        for name in names
        if thing.get(name) is not None
    ]


def field_name(visit: Visit, kind: str, name: str) -> str:
    """Give the name of a field as it begins a line."""
    told = visit.shown.field_name(kind, name)
    return told[:1].upper() + told[1:]
