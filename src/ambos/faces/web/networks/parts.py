"""What the pages of networks share: the ways between them, names of ends, grades and ties as they read."""

from typing import Final

from ambos.analysis.studies.networks import Network, NodeLine
from ambos.faces.reports.graphs import Drawing, drawing
from ambos.faces.web.frame.visit import Visit
from ambos.kernel.shelf import Thing

PAGES: Final = ("home", "methods", "grading")


def tabs(visit: Visit, here: str) -> list[tuple[str, str, bool]]:
    """Give the pages of networks: word, address, whether this is it."""
    return [
        (visit.say("web_networks", f"tab.{page}"), visit.url(f"networks-{page}"), page == here)
        for page in PAGES
    ]


def crumbs(visit: Visit, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Give the way from the hub to a page of networks."""
    hub = (visit.say("web_frame", "way.operations"), visit.url("operations-hub"))
    return [hub, (visit.say("web_networks", "title"), visit.url("networks-home") if more else ""), *more]


def name(visit: Visit, node: NodeLine) -> str:
    """Give the name of an end; its id where the reader may not see the record."""
    if node.thing is None:
        return node.subject
    return visit.shown.title(visit.shelf.register[node.thing.kind], node.thing)


def grade(tie: Thing) -> str:
    """Give the grade of a tie or a sighting in two signs: ``B2``."""
    return f"{tie.get('reliability')}{tie.get('information')}".upper()


def opens(visit: Visit, subject: str) -> str:
    """Give the address of an end's page."""
    return visit.url("networks-end", *subject.split("/", 1))


def sort(visit: Visit, tie: Thing) -> str:
    """Give what sort of tie it is."""
    return visit.language.label("codes", f"tie-sort.{tie.get('sort')}")


def drawn(visit: Visit, network: Network, *ends: str) -> Drawing:
    """Give the drawing of a network, or of some of its ends."""
    names = {one.subject: name(visit, one) for one in network.nodes}

    def words(tie: Thing) -> str:
        origin, target = names[tie.get("origin")], names[tie.get("target")]
        return visit.say(
            "web_networks", "tie", origin=origin, sort=sort(visit, tie), target=target, grade=grade(tie)
        )

    return drawing(
        network,
        lambda one: names[one.subject],
        words,
        lambda subject: opens(visit, subject),
        ends or None,
    )
