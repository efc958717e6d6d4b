"""Home: the same few blocks for everybody, in the order in which each role needs them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from django.http import HttpResponse
from markupsafe import Markup

from ambos.faces.reports.parts import opening
from ambos.faces.web.frame.laid import kept_for, laid, scribe_for
from ambos.faces.web.frame.visit import Visit, reading
from ambos.faces.web.home import blocks
from ambos.faces.web.home.blocks import Block
from ambos.node.kept import Kept

Maker = Callable[[Visit, Kept], Block | None]
MAKERS: Final[Mapping[str, Maker]] = {
    "waits": blocks.waits, "disputed": blocks.disputed, "ends": blocks.ends, "moved": blocks.moved,
    "meetings": blocks.meetings, "stale": blocks.stale, "differ": blocks.differ, "late": blocks.late,
    "evidence": blocks.evidence, "findings": blocks.findings, "logs": blocks.logs, "unverified": blocks.unverified,
    "area": blocks.area, "contacts": blocks.contacts,
}  # fmt: skip
LARGE: Final = ("asks", "headline")
# What each role sees, in order; whoever has several roles sees the first of these that is theirs.
ROLES: Final[Mapping[str, Sequence[str]]] = {
    "minister": ("asks", "headline", "disputed", "meetings", "late", "ends"),
    "co-chair": ("waits", "asks", "ends", "disputed", "meetings", "headline", "moved"),
    "secretariat": ("waits", "ends", "moved", "asks", "disputed", "meetings", "findings"),
    "action-owner": ("ends", "late", "moved", "waits", "headline"),
    "analyst": ("evidence", "stale", "differ", "unverified", "headline", "moved"),
    "prosecutor": ("area", "ends", "contacts", "meetings", "moved"),
    "financial-intelligence": ("area", "evidence", "ends", "moved"),
    "firearms-tracer": ("area", "evidence", "stale", "ends", "moved"),
    "integrity": ("area", "contacts", "disputed", "findings", "moved"),
    "auditor": ("logs", "findings", "unverified", "differ", "stale", "moved"),
}
PUBLIC: Final = ("headline",)
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
        parts_=[
            (name, _large(visit, kept, name) if name in LARGE else MAKERS[name](visit, kept))
            for name in wanted
        ],
        large=LARGE,
        summary=kept.packet.review.summary,
    )


def _large(visit: Visit, kept: Kept, name: str) -> Markup:
    """Lay a part of the review out, at most a few rows of it."""
    scribe = scribe_for(visit, kept)
    scribe.edition = replace(scribe.edition, most=MOST)
    return laid(getattr(opening, name)(scribe))
