"""Home: the same few blocks for everybody, in the order in which each role needs them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from django.http import HttpResponse
from markupsafe import Markup

from ambos.faces.reports.parts import opening
from ambos.faces.web.frame.laid import kept_for, laid, scribe_for
from ambos.faces.web.frame.visit import Visit, reading
from ambos.faces.web.home import blocks
from ambos.faces.web.home.blocks import Block
from ambos.faces.web.home.roles import LARGE, PUBLIC, ROLES
from ambos.node.kept import Kept

Maker = Callable[[Visit, Kept], Block | None]
MAKERS: Final[Mapping[str, Maker]] = {
    "clocks": blocks.clocks, "waits": blocks.waits, "disputed": blocks.disputed,
    "ends": blocks.ends, "moved": blocks.moved,
    "meetings": blocks.meetings, "stale": blocks.stale, "differ": blocks.differ, "late": blocks.late,
    "evidence": blocks.evidence, "findings": blocks.findings, "logs": blocks.logs,
    "unverified": blocks.unverified, "area": blocks.area, "contacts": blocks.contacts,
}  # fmt: skip
MOST: Final = 6


@reading
def show(visit: Visit) -> HttpResponse:
    """Show the home of whoever asks."""
    kept = kept_for(visit)
    role = next((one for one in ROLES if one in visit.person.roles), "")
    wanted = ROLES.get(role, PUBLIC) if visit.signed_in else PUBLIC
    return visit.render(
        "home/home.html",
        kept=kept,
        role=role,
        made=[(name, _made(visit, kept, name)) for name in wanted],
        large=LARGE,
        summary=kept.packet.review.summary,
    )


def _made(visit: Visit, kept: Kept, name: str) -> Markup | Block | None:
    return _large(visit, kept, name) if name in LARGE else MAKERS[name](visit, kept)


def _large(visit: Visit, kept: Kept, name: str) -> Markup:
    """Lay a part of the review out, at most a few rows of it."""
    scribe = scribe_for(visit, kept)
    scribe.edition = replace(scribe.edition, most=MOST)
    return laid(getattr(opening, name)(scribe))
