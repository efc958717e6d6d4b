"""One address of every page of the site, made of things that a node holds."""

from collections.abc import Iterator

from ambos.kernel.shelf import Thing
from ambos.node.node import Node

# Addresses that only take a form, give a part of a page, or lead elsewhere.
PLAIN = (
    *("/", "/scorecard", "/map", "/reviews", "/plan", "/plan/timeline", "/plan/findings", "/plan/rules"),
    *("/plan/elements", "/plan/logic", "/commitments", "/meetings", "/agendas/draft", "/dialogue"),
    *("/contacts", "/decisions", "/things/", "/things/goal/", "/things/figure/", "/things/commitment/"),
    *("/things/officer/", "/propose/source", "/propose/action", "/inbox", "/drafts", "/search"),
    *("/search?q=fentanyl", "/search?q=nothingofthatname", "/evidence/", "/evidence/upload", "/figures/"),
    *("/reconcile/", "/jobs/", "/exchange/", "/exchange/quarantine", "/exchange/holdings"),
    *("/exchange/release", "/exchange/recalls", "/exchange/holds", "/exchange/bundles"),
    *("/exchange/witnesses", "/people", "/people/new/", "/people/secretariat", "/account"),
    *("/accounts/factors", "/nothing-of-that-name"),
)
OUTSIDE = ("/enter", "/", "/nothing-of-that-name")


def pages(node: Node) -> Iterator[str]:
    """Give the addresses of the pages of a node, each sort once."""
    yield from PLAIN
    yield f"/exchange/{'MX' if node.config.party == 'US' else 'US'}"
    for kind, found in _some(node).items():
        yield from _of(kind, found)


def _some(node: Node) -> dict[str, Thing]:
    """Give a thing of each kind that has a page of its own; of goals and indicators one with figures."""
    shelf, found = node.shelf, dict[str, Thing]()
    for kind in ("goal", "indicator", "commitment", "meeting", "agenda", "framework"):
        things = shelf.things(kind)
        if things:
            found[kind] = things[-1] if kind == "commitment" else things[0]
    for figure in shelf.things("figure"):
        found["indicator"] = shelf.thing(figure.get("indicator"))
    return found


def _of(kind: str, thing: Thing) -> Iterator[str]:
    yield f"/things/{thing.subject}"
    yield f"/things/{thing.subject}/history"
    yield f"/records/{thing.rid}"
    match kind:
        case "goal":
            yield from (f"/goals/{thing.slug}", f"/things/{thing.subject}/revise")
            yield from (f"/things/{thing.subject}/compare", f"/records/{thing.rid}/answer")
            yield from (f"/exchange/{do}?record={thing.subject}" for do in ("recalls/new", "redact"))
        case "indicator":
            yield from (f"/indicators/{thing.slug}", f"/figures/{thing.slug}")
        case "commitment":
            yield f"/commitments/{thing.slug}"
        case "meeting":
            yield f"/meetings/{thing.slug}"
        case "agenda":
            yield from (f"/agendas/{thing.slug}", f"/agendas/{thing.slug}/minutes")
        case "framework":
            yield f"/plan/logic/{thing.slug}"
