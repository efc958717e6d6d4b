"""The palette: pages, kinds, acts and things by name, as somebody types."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse

from ambos.faces.reports.names import Names
from ambos.faces.web.frame.templating import address
from ambos.faces.web.frame.visit import Visit, reading
from ambos.faces.web.search.finding import asked_text
from ambos.kernel.access import PROPOSE
from ambos.kernel.kinds import Kind
from ambos.kernel.records import HOME
from ambos.kernel.release_kinds import KERNEL
from ambos.kernel.searching import search
from ambos.kernel.words import plain

THINGS: Final = 8
OTHERS: Final = 6
# The pages that have a name of their own, and whether only who works here has them.
PAGES: Final = (
    ("home", False),
    ("score-card", False),
    ("score-map", False),
    ("score-reviews", False),
    ("plan-board", False),
    ("plan-timeline", False),
    ("plan-findings", False),
    ("talks-commitments", False),
    ("talks-meetings", False),
    ("talks-contacts", True),
    ("talks-decisions", False),
    ("things-kinds", False),
    ("search-page", False),
    ("writing-inbox", True),
    ("writing-drafts", True),
    ("evidence-sets", False),
    ("evidence-upload", True),
    ("evidence-reconcile", False),
    ("exchange-peers", True),
    ("exchange-quarantine", True),
    ("exchange-holdings", True),
    ("exchange-release", True),
    ("exchange-recalls", True),
    ("people-list", True),
    ("people-account", True),
)


@dataclass(frozen=True)
class Way:
    """Something to go to: its words, where it leads, and what it is."""

    words: str
    href: str
    about: str = ""


@reading
def show_palette(visit: Visit) -> HttpResponse:
    """Show what the typed words begin: a list to choose from, and a page of its own without scripts."""
    text = asked_text(visit)
    groups = [
        ("pages", _fitting(_pages(visit), text)),
        ("acts", _fitting(_acts(visit), text) if text else []),
        ("kinds", _fitting(_kinds(visit), text)),
        ("things", _things(visit, text)),
    ]
    part = bool(visit.request.headers.get("HX-Request"))
    return visit.render(
        "search/palette_part.html" if part else "search/palette.html",
        text=text,
        groups=[(key, ways) for key, ways in groups if ways],
    )


def _fitting(ways: Iterator[Way], text: str) -> Sequence[Way]:
    """Give those in whose words each typed word begins one, at most a few; of no words the first."""
    wanted = plain(text).split()
    fitting = [way for way in ways if _begins(plain(way.words), wanted)]
    return fitting[: OTHERS if wanted else OTHERS + 2]


def _begins(words: str, wanted: Sequence[str]) -> bool:
    return all(any(word.startswith(begin) for word in words.split()) for begin in wanted)


def _pages(visit: Visit) -> Iterator[Way]:
    for name, inside in PAGES:
        href = address(name)
        if href and (visit.signed_in or not inside):
            yield Way(visit.language.label("web_search", f"page.{name}"), href)


def _acts(visit: Visit) -> Iterator[Way]:
    """Give what may be said anew: a thing of each kind that people write."""
    if not (visit.signed_in and visit.may(PROPOSE)):
        return
    for kind in visit.node.register:
        href = address("writing-new", kind.name)
        if href and kind.domain != KERNEL and not kind.machine:
            yield Way(visit.say("web_search", "act.new", kind=visit.shown.kind(kind.name)), href)


def _kinds(visit: Visit) -> Iterator[Way]:
    for kind in visit.node.register:
        if _shown(visit, kind):
            yield Way(visit.voice.kind(kind.name, 0), address("things-list", kind.name))


def _shown(visit: Visit, kind: Kind) -> bool:
    return visit.signed_in or (kind.name not in HOME and kind.domain != KERNEL)


def _things(visit: Visit, text: str) -> Sequence[Way]:
    """Give things by their words, through the one door: what may not be seen is not there."""
    if not text:
        return []
    hits = search(visit.shelf, text, limit=THINGS, language=visit.language.code).hits
    names = Names(visit.shelf, visit.shown)
    names.learn_of([hit.thing for hit in hits])
    return [
        Way(
            names.title(hit.thing),
            address("things-show", hit.thing.kind, hit.thing.slug),
            visit.shown.kind(hit.thing.kind),
        )
        for hit in hits
    ]
