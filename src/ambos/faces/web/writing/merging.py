"""Two who wrote at the same time: yours, theirs and what both began from, and a choice for each field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from ambos.faces.reports.differing import Piece, pieces
from ambos.faces.web.frame.visit import Visit, signed_in
from ambos.faces.web.writing.checking import base_body
from ambos.faces.web.writing.drafts import keep, mine, set_aside
from ambos.faces.web.writing.entries import Entries, control_names, entries_of, read
from ambos.faces.web.writing.inputs import capital
from ambos.faces.web.writing.models import REVISE, Draft
from ambos.faces.web.writing.versions import body_or_none, revised
from ambos.kernel.kinds import Field, Kind
from ambos.kernel.shelf import RecordRow, Thing
from ambos.node.rewriting import Choice, said_in, standing_versions, three_way

SIDES = ("yours", "theirs", "base")


@dataclass(frozen=True)
class Told:
    """A choice in words: what each side says, in pieces against what both began from."""

    choice: Choice
    label: str
    base: Sequence[tuple[str, str]]
    yours: Sequence[tuple[str, Sequence[Piece]]]
    theirs: Sequence[tuple[str, Sequence[Piece]]]
    chosen: str


@signed_in
def merge(visit: Visit, token: UUID) -> HttpResponse:
    """Show where two versions part and take what was chosen into the draft; both stay readable."""
    draft = mine(visit, token)
    if draft.purpose != REVISE or draft.written:
        return visit.go("writing-draft", token)
    thing = visit.shelf.standing(draft.subject)
    rid = other_version(thing, draft)
    if not rid:  # what stood beside it was taken back: there is nothing to choose
        draft.over = list(standing_versions(thing))
        draft.save()
        return visit.go("writing-draft", token)
    kind = visit.node.register[draft.kind]
    theirs = said_in(visit.node, rid, visit.shelf)
    yours = read(kind, draft.entries, base_body(visit, draft)).body
    choices = three_way(kind, _began(visit, draft, thing, rid), yours, theirs.body)
    chosen = {each.field: visit.request.POST.get(f"take.{each.field}", "") for each in choices}
    if visit.request.method == "POST" and all(side in SIDES for side in chosen.values()):
        return _take(visit, draft, thing, theirs.row, choices, chosen)
    return visit.render(
        "writing/merge.html",
        422 if visit.request.method == "POST" else 200,
        draft=draft,
        thing=thing,
        theirs=theirs.row,
        own=theirs.row.party == visit.node.config.party,
        choices=[told_choice(visit, kind, each, chosen.get(each.field, "")) for each in choices],
        incomplete=visit.request.method == "POST",
    )


def other_version(thing: Thing, draft: Draft) -> str:
    """Name a version that stands and that the draft was not compared with; of rivals, the other one."""
    strange = [rid for rid in standing_versions(thing) if rid not in draft.over]
    if strange:
        return strange[0]
    rivals = [rid for rid in thing.rivals if rid != draft.base]
    return rivals[0] if draft.base in thing.rivals and not draft.touched else ""


def _began(visit: Visit, draft: Draft, thing: Thing, theirs: str) -> Mapping[str, Any]:
    """Give what both began from: the draft's own base, or what that revises where it is a rival itself."""
    if draft.base not in thing.rivals:
        return base_body(visit, draft)
    before = revised(visit, thing, draft.base)
    return (body_or_none(visit, before) if before else None) or {}


def told_choice(visit: Visit, kind: Kind, choice: Choice, chosen: str) -> Told:
    """Give a choice in words, those of each language by themselves."""
    each, shown = kind.by_name[choice.field], visit.shown
    base, yours, theirs = (_texts(visit, each, value) for value in (choice.base, choice.yours, choice.theirs))
    return Told(
        choice,
        capital(shown.field_name(kind.name, each.name)),
        tuple(base.items()),
        _beside(base, yours),
        _beside(base, theirs),
        chosen or choice.taken,
    )


def _texts(visit: Visit, each: Field, value: Any) -> dict[str, str]:
    """Give a value in words by language; under no language what is not words."""
    if isinstance(value, dict):
        return {lang: value[lang] for lang in sorted(value)}
    return {"": visit.shown.value(each, value)} if value is not None else {}


def _beside(base: Mapping[str, str], said: Mapping[str, str]) -> tuple[tuple[str, tuple[Piece, ...]], ...]:
    """Give what one side says, in pieces against what both began from."""
    return tuple((lang, pieces(base.get(lang, ""), text)[1]) for lang, text in said.items())


def _take(
    visit: Visit,
    draft: Draft,
    thing: Thing,
    theirs: RecordRow,
    choices: Sequence[Choice],
    chosen: Mapping[str, str],
) -> HttpResponse:
    """Put what was chosen into the draft; what it replaces is set aside and stands beside its field."""
    kind = visit.node.register[draft.kind]
    entries: Entries = dict(draft.entries)
    values = {each.field: getattr(each, chosen[each.field]) for each in choices}
    typed = entries_of(kind, values)
    for name in values:
        for control in control_names(kind.by_name[name]):
            entries[control] = typed[control]
    if entries != draft.entries:
        set_aside(draft, dict(draft.entries))
    standing = standing_versions(thing)
    draft.over = sorted({*(rid for rid in draft.over if rid in standing), theirs.rid})
    draft.base = theirs.rid
    keep(visit, draft, entries)
    settled = set(draft.over) == set(standing)
    return visit.go("writing-draft" if settled else "writing-merge", draft.token)
