"""What the pages of integrity share: the ways between them."""

from typing import Final

from ambos.faces.web.frame.visit import Visit
from ambos.node.watching import may_watch

PAGES: Final = ("home", "schemes", "copies", "leak")


def tabs(visit: Visit, here: str) -> list[tuple[str, str, bool]]:
    """Give the pages of integrity that whoever asks may open: word, address, whether this is it."""
    watches = may_watch(visit.node)
    return [
        (visit.say("web_integrity", f"tab.{page}"), visit.url(f"integrity-{page}"), page == here)
        for page in PAGES
        if page != "leak" or watches
    ]


def crumbs(visit: Visit, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Give the way from the hub to a page of integrity."""
    hub = (visit.say("web_frame", "way.operations"), visit.url("operations-hub"))
    return [hub, (visit.say("web_integrity", "title"), visit.url("integrity-home") if more else ""), *more]
