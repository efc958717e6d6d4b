"""What there is: every kind, grouped by the part of the partnership it belongs to."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse

from ambos.faces.web.frame.visit import Visit, reading
from ambos.kernel.kinds import Kind
from ambos.kernel.paging import count
from ambos.kernel.records import HOME
from ambos.kernel.release_kinds import KERNEL

DOMAINS: Final = (
    "dialogue", "plan", "measures", "taskforces", "justice", "finance", "arms", "drugs",
    "networks", "integrity", "determinations", "assistance", "deployments", "evidence",
)  # fmt: skip


@dataclass(frozen=True)
class KindLine:
    """A kind in the overview: its name in the plural, what it is, how many of its things one sees."""

    kind: str
    name: str
    about: str
    joint: bool
    count: int


@reading
def show_kinds(visit: Visit) -> HttpResponse:
    """Show what there is to see. Kinds of the node itself are shown to whoever works here."""
    domains = (*DOMAINS, KERNEL) if visit.signed_in else DOMAINS
    groups = [(domain, _lines(visit, domain)) for domain in domains]
    total = sum(line.count for domain, lines in groups for line in lines if domain != KERNEL)
    return visit.render("things/kinds.html", groups=groups, total=total)


def _lines(visit: Visit, domain: str) -> list[KindLine]:
    kinds = [kind for kind in visit.node.register if kind.domain == domain]
    return [_line(visit, kind) for kind in kinds if visit.signed_in or kind.name not in HOME]


def _line(visit: Visit, kind: Kind) -> KindLine:
    found = count(visit.shelf, kind.name)
    return KindLine(
        kind=kind.name,
        name=visit.voice.kind(kind.name, 0),
        about=visit.language.label("kinds", f"{kind.name}.about"),
        joint=kind.joint,
        count=found,
    )
