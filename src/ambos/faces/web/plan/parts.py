"""What the pages of the plan share: the ways between them."""

from typing import Final

from ambos.analysis.studies.items import item_of
from ambos.analysis.studies.lines import Item
from ambos.domains.dialogue.views import frameworks
from ambos.faces.web.frame.visit import Visit

PAGES: Final = ("board", "timeline", "logics", "findings", "elements")
GRAVE: Final = {"error": "bad", "warning": "fair", "note": ""}


def tabs(visit: Visit, here: str) -> list[tuple[str, str, bool]]:
    """Give the pages of the plan: word, address, whether this is it."""
    return [(visit.say("web_plan", f"tab.{page}"), visit.url(f"plan-{page}"), page == here) for page in PAGES]


def containers(visit: Visit) -> tuple[Item, ...]:
    """Give every framework that the person may see, each after the one that it continues."""
    return tuple(item_of(thing) for thing in frameworks(visit.shelf))
