"""The hub of the day-to-day work: its rooms, what lies in each, and its kinds of records."""

from dataclasses import dataclass

from django.http import HttpResponse

from ambos.faces.web.frame.templating import OPERATIONS, address
from ambos.faces.web.frame.visit import Visit, reading


@dataclass(frozen=True)
class Card:
    """One room: its title, where it is, what it holds, and its kinds by name."""

    room: str
    title: str
    about: str
    href: str
    kinds: tuple[tuple[str, str], ...]


@reading
def show(visit: Visit) -> HttpResponse:
    """Show the rooms that this house has, each with its kinds."""
    cards = [_card(visit, room) for room in OPERATIONS if room != "operations"]
    return visit.render("operations/hub.html", cards=[card for card in cards if card.kinds])


def _card(visit: Visit, room: str) -> Card:
    kinds = [kind.name for kind in visit.node.register if kind.domain == room]
    return Card(
        room,
        visit.say("web_things", f"domain.{room}"),
        visit.say("web_things", f"domain.{room}.about"),
        address(f"{room}-home"),
        tuple((visit.voice.kind(kind, 0), visit.url("things-list", kind)) for kind in kinds),
    )
