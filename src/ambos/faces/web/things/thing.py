"""The page of one thing: what it says, how it stands, who may see it, what the parties said of it."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse

from ambos.analysis.studies.lint.book import RULES
from ambos.faces.reports.names import Names, refs_of
from ambos.faces.web.frame.visit import Visit, reading
from ambos.faces.web.things.actions import actions
from ambos.faces.web.things.laid import Laying
from ambos.faces.web.things.told import Entry, entries
from ambos.kernel.joint import RECALLED
from ambos.kernel.kinds import Kind
from ambos.kernel.shelf import Thing
from ambos.node.audience import audience
from ambos.node.showing import Told, told_of

SHOWN: Final = 5  # versions on the page of a thing; the others have a page of their own
EVIDENCE: Final = ("sources", "evidence", "evidence_digests")


@dataclass(frozen=True)
class Said:
    """What the page says in words of how a thing stands."""

    key: str
    party: str


LINTED: Final = frozenset(kind for rule in RULES.values() for kind in rule.kinds)


@reading
def show_thing(visit: Visit, kind: str, slug: str) -> HttpResponse:
    """Show a thing as it stands; one that is recalled without a word of what it said."""
    thing = visit.shelf.standing(f"{kind}/{slug}")
    declared = visit.node.register.kind(thing.kind)
    told = told_of(visit.node, thing)
    names = Names(visit.shelf, visit.shown)
    names.learn(refs_of(declared.fields, thing.body))
    laying = Laying(visit.shown, names)
    listed = entries(visit, declared, told, laying, names)
    lines = laying.lines(declared, thing.body)
    return visit.render(
        "things/thing.html",
        thing=thing,
        kind=declared,
        title=names.title(thing),
        lines=[line for line in lines if line.field not in EVIDENCE],
        grounds=[line for line in lines if line.field in EVIDENCE],
        standing=_standing(visit, thing, told),
        audience=audience(visit.node, thing.label, thing.owner),
        entries=listed[:SHOWN],
        more=max(0, len(listed) - SHOWN),
        rivals=_waiting(listed, thing),
        actions=actions(visit, declared, thing),
        linted=thing.kind in LINTED and bool(thing.body),
    )


def _standing(visit: Visit, thing: Thing, told: Told) -> Said:
    """Say in words how a thing stands, and by whom."""
    if thing.state == RECALLED or thing.body:
        return Said(thing.state, thing.owner)
    return Said("gone", thing.owner)


def _waiting(listed: list[Entry], thing: Thing) -> list[Entry]:
    """Give the versions that wait beside the current one, or contradict it."""
    return [entry for entry in listed if entry.rid in {*thing.pending, *thing.rivals} - {thing.rid}]


def titled(visit: Visit, kind: Kind, thing: Thing) -> str:
    """Give the title of a thing's page."""
    names = Names(visit.shelf, visit.shown)
    names.learn_of([thing])
    return names.title(thing)
