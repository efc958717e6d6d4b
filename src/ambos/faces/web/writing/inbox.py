"""What waits between the parties, and two versions side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from django.http import HttpResponse

from ambos.faces.reports.differing import differences
from ambos.faces.web.frame.visit import Visit, reading, signed_in
from ambos.faces.web.writing.inputs import lines
from ambos.faces.web.writing.versions import Version, age, body_or_none, revised, version
from ambos.kernel.access import ANSWER, PROPOSE
from ambos.kernel.joint import DISPUTES
from ambos.kernel.records import ANSWERS
from ambos.kernel.shelf import RecordRow, Thing
from ambos.node.rewriting import standing_versions
from ambos.node.waiting import CONTESTED, FOR_THEM, FOR_US, Waiting, waiting
from ambos.values.errors import NotFound

SORTS: Final = (FOR_US, FOR_THEM, CONTESTED)
SHOWN_CHANGES: Final = 6
PER_PAGE: Final = 20


@dataclass(frozen=True)
class Waits:
    """A version in the inbox, with its age and who has disputed it."""

    waiting: Waiting
    version: Version
    age: str
    party: str
    disputed_by: str


@signed_in
def inbox(visit: Visit) -> HttpResponse:
    """Show what waits for us, what waits for the other side, or what is disputed, by kind."""
    sort = visit.request.GET.get("show", FOR_US)
    sort = sort if sort in SORTS else FOR_US
    found = waiting(visit.node)
    counts = {each: sum(1 for one in found if one.sort == each) for each in SORTS}
    page = max(1, int(text) if (text := visit.request.GET.get("page", "1")).isdecimal() else 1)
    chosen = [one for one in found if one.sort == sort]
    part = chosen[(page - 1) * PER_PAGE : page * PER_PAGE]
    return visit.render(
        "writing/inbox.html",
        sort=sort,
        counts=counts,
        groups=_groups(visit, part),
        page_number=page,
        more=len(chosen) > page * PER_PAGE,
        may_answer=visit.may(ANSWER),
        may_propose=visit.may(PROPOSE),
        most=SHOWN_CHANGES,
    )


def _groups(visit: Visit, found: Sequence[Waiting]) -> list[tuple[str, list[Waits]]]:
    """Give what waits by kind, kinds by name, the newest first in each."""
    named = sorted(found, key=lambda one: visit.voice.kind(one.thing.kind, 2))
    return [
        (visit.voice.kind(kind, 2), [_waits(visit, one) for one in group])
        for kind, group in groupby(named, key=lambda one: one.thing.kind)
    ]


def _waits(visit: Visit, one: Waiting) -> Waits:
    label = visit.language.label
    disputed = ", ".join(label("codes", f"place.{party}") for party in one.disputed_by)
    return Waits(
        one,
        version(visit, one.row.rid, one.thing),
        age(visit, one.row),
        label("codes", f"place.{one.row.party}"),
        disputed,
    )


@reading
def compare(visit: Visit, kind: str, slug: str) -> HttpResponse:
    """Show two versions of a thing side by side: what went, what came, what was answered to each."""
    thing = visit.shelf.standing(f"{kind}/{slug}")
    rows = visit.shelf.versions(thing.subject)
    one, two = _chosen(visit, thing, rows)
    declared = visit.node.register[kind]
    before, after = (body_or_none(visit, row.rid) for row in (one, two))
    found = (
        differences(declared, before, after, visit.shown) if before is not None and after is not None else []
    )
    return visit.render(
        "writing/compare.html",
        thing=thing,
        title=visit.title(thing),
        kind_name=visit.shown.kind(kind),
        rows=rows,
        one=one,
        two=two,
        standing=standing_versions(thing),
        differences=found,
        lines=list(lines(declared, after or {}, visit.shown, visit.named)),
        gone=before is None or after is None,
        answers={row.rid: _answers(visit, row) for row in (one, two)},
        may_answer=visit.signed_in and visit.may(ANSWER),
        may_propose=visit.signed_in and visit.may(PROPOSE),
    )


def _chosen(visit: Visit, thing: Thing, rows: Sequence[RecordRow]) -> tuple[RecordRow, RecordRow]:
    """Give the two versions that the address names; else what waits or is newest, and what it changes."""
    by_rid = {row.rid: row for row in rows}
    wanted = [visit.request.GET.get(name, "") for name in ("a", "b")]
    if any(text and text not in by_rid for text in wanted):
        raise NotFound(name=thing.subject)
    beside = [rid for rid in (*thing.pending, *thing.rivals) if rid in by_rid and rid != thing.rid]
    after = wanted[1] or (beside[-1] if beside else thing.rid)
    before = wanted[0] or (thing.rid if beside else revised(visit, thing, after) or rows[0].rid)
    return by_rid.get(before, rows[0]), by_rid[after]


def _answers(visit: Visit, row: RecordRow) -> list[dict[str, str]]:
    """Give what the parties answered to a version, in the order of each party."""
    found: list[dict[str, str]] = []
    for tie in visit.shelf.ties_to([row.rid]):
        if tie.relation in ANSWERS:
            body = body_or_none(visit, tie.rid) or {}
            words = str(body.get("reason") or body.get("note") or "")
            party = visit.language.label("codes", f"place.{tie.party}")
            found.append(
                {
                    "party": party,
                    "relation": tie.relation,
                    "words": words,
                    "bad": str(tie.relation == DISPUTES),
                }
            )
    return found
