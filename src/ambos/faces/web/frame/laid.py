"""Parts of the review on a page: the same sentences as in the packet, every name and number a link."""

from collections.abc import Iterable
from typing import Final

from markupsafe import Markup

from ambos.faces.reports.blocks import Section
from ambos.faces.reports.editions import Edition
from ambos.faces.reports.linked import linked
from ambos.faces.reports.scribe import Scribe
from ambos.faces.reports.voice import Voice
from ambos.faces.web.frame.templating import address
from ambos.faces.web.frame.visit import Visit
from ambos.node.kept import Kept
from ambos.node.stamps import Stamp

WEB: Final = Edition("web", (), most=40, examples=6)
OWN_PAGES: Final = {"goal": "score-goal", "indicator": "score-indicator"}


def opens(subject: str) -> str:
    """Give the address of a thing's page; goals and indicators have pages of their own."""
    kind, _, slug = subject.partition("/")
    return address(OWN_PAGES[kind], slug) if kind in OWN_PAGES else address("things-show", kind, slug)


def kept_for(visit: Visit) -> Kept:
    """Give the packet of whoever asks, of today or by what had been published by ``?as_of=``."""
    return visit.house.kept.packet(visit.node, visit.request.GET.get("as_of", "").strip())


def scribe_for(visit: Visit, kept: Kept) -> Scribe:
    """Give who writes a packet's cells in the language of whoever asks."""
    voice = Voice(visit.language, kept.packet.review.today)
    return Scribe(kept.packet, WEB, voice, Stamp())


def laid(sections: Iterable[Section], more: int = 0) -> Markup:
    """Lay sections out as HTML."""
    return linked(sections, opens, more)
