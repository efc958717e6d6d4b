"""What the pages of justice share: the ways between them."""

from typing import Final

from ambos.faces.web.frame.visit import Visit

PAGES: Final = ("home", "reciprocity", "laws")


def tabs(visit: Visit, here: str) -> list[tuple[str, str, bool]]:
    """Give the pages of justice: word, address, whether this is it."""
    return [
        (visit.say("web_justice", f"tab.{page}"), visit.url(f"justice-{page}"), page == here)
        for page in PAGES
    ]


def crumbs(visit: Visit, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Give the way from the hub to a page of justice."""
    hub = (visit.say("web_frame", "way.operations"), visit.url("operations-hub"))
    return [hub, (visit.say("web_justice", "title"), visit.url("justice-home") if more else ""), *more]
