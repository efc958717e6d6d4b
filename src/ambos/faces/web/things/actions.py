"""What whoever asks may do with a thing, each as a way to the page that does it."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from ambos.faces.web.frame.templating import address
from ambos.faces.web.frame.visit import Visit
from ambos.kernel.access import ANSWER, PROPOSE, RECALL, RELEASE, may
from ambos.kernel.joint import COUNTERSIGNS, DISPUTES, GONE, PROPOSED, WITHDRAWS
from ambos.kernel.kinds import Kind
from ambos.kernel.release_kinds import KERNEL
from ambos.kernel.shelf import Thing
from ambos.values.handling import Label

ORDER: Final = (
    "countersign",
    "revise",
    "dispute",
    "release",
    "withdraw",
    "recall",
)  # what undoes stands last


@dataclass(frozen=True)
class Action:
    """A way to do something: the key of its words, its address, how it looks."""

    key: str
    href: str
    sort: str = ""


def actions(visit: Visit, kind: Kind, thing: Thing) -> list[Action]:
    """Give what the person may do with a thing here; nothing of what this site has no page for."""
    if thing.state in GONE or kind.domain == KERNEL:
        return []
    found = [*_answers(visit, kind, thing), *_revisions(visit, kind, thing), *_border(visit, thing)]
    return sorted((action for action in found if action.href), key=lambda action: ORDER.index(action.key))


def _may(visit: Visit, action: str, thing: Thing) -> bool:
    return may(visit.person, action, thing.label, thing.owner, visit.today).allowed


def _answers(visit: Visit, kind: Kind, thing: Thing) -> list[Action]:
    """Give the answers to what waits: the newest proposal of the other side, or a thing of one's own."""
    if not (visit.signed_in and _may(visit, ANSWER, thing)):
        return []
    if thing.owner == visit.person.party:
        return [Action("withdraw", _answer(thing.rid, WITHDRAWS), "danger")]
    if not kind.joint:
        return [Action("dispute", _answer(thing.rid, DISPUTES), "quiet")]
    waits = thing.state == PROPOSED
    agree = [Action("countersign", _answer(thing.rid, COUNTERSIGNS), "primary")] if waits else []
    return [*agree, Action("dispute", _answer(thing.rid, DISPUTES), "quiet")]


def _revisions(visit: Visit, kind: Kind, thing: Thing) -> list[Action]:
    own = thing.owner == visit.person.party
    if not (visit.signed_in and (kind.joint or own) and _may(visit, PROPOSE, thing)):
        return []
    return [Action("revise", address("writing-revise", kind.name, thing.slug))]


def _border(visit: Visit, thing: Thing) -> list[Action]:
    """Give what goes over the border: a preview of a release, and a recall."""
    if not (visit.signed_in and thing.owner == visit.person.party):
        return []
    ways = (
        (RELEASE, "release", "exchange-leaving", "quiet"),
        (RECALL, "recall", "exchange-recall-new", "danger"),
    )
    return [
        Action(key, _with(address(name), record=thing.rid), sort)
        for right, key, name, sort in ways
        if may(visit.person, right, Label(), visit.person.party, visit.today).allowed
    ]


def _answer(rid: str, relation: str) -> str:
    return _with(address("writing-answer", rid), relation=relation)


def _with(href: str, **data: str) -> str:
    return f"{href}?{urlencode(data)}" if href else ""
