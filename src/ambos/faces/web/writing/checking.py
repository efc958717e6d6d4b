"""Would the desk seal this draft? Asked of the desk itself, which writes nothing here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from json import dumps
from typing import Any

from ambos.faces.web.frame.visit import Visit
from ambos.faces.web.writing.entries import SLUG, Entries, read
from ambos.faces.web.writing.handling import label_in, terms_in
from ambos.faces.web.writing.inputs import field_of
from ambos.faces.web.writing.models import ANSWER, NEW, Draft
from ambos.kernel.acts import MovedOn, New
from ambos.kernel.header import HeaderInvalid
from ambos.kernel.joint import COUNTERSIGNS
from ambos.kernel.kinds import Kind
from ambos.kernel.record import Draft as Sealable
from ambos.node.listed import demand_listed
from ambos.node.rewriting import changes_to, said_in
from ambos.values.errors import AmbosError, ValueInvalid
from ambos.values.handling import Label
from ambos.values.ids import parse_slug
from ambos.values.terms import Terms

HANDLING = "handling"


@dataclass(frozen=True)
class Checked:
    """What a draft stands for; what is wrong, by field where it is about one; whether others came before."""

    body: Mapping[str, Any]
    label: Label | None = None
    wrong: Mapping[str, AmbosError] = field(default_factory=dict)
    refusals: tuple[AmbosError, ...] = ()
    moved_on: bool = False
    sealable: tuple[Sealable, ...] = ()

    @property
    def good(self) -> bool:
        """Whether the desk would seal it."""
        return not (self.wrong or self.refusals or self.moved_on)


def digest(draft: Draft) -> str:
    """Give a mark of all that would be signed: another one if anything of it has changed."""
    told = dumps([draft.entries, draft.over, draft.kind, draft.subject], sort_keys=True)
    return sha256(told.encode()).hexdigest()


def base_body(visit: Visit, draft: Draft) -> Mapping[str, Any]:
    """Give what the draft's author began from, as far as it can still be read; nothing for something new."""
    return said_in(visit.node, draft.base, visit.shelf).body if draft.base else {}


def check(visit: Visit, draft: Draft) -> Checked:
    """Say whether the desk would seal the draft as it is now."""
    if draft.purpose == ANSWER:
        return _check_answer(visit, draft)
    kind = visit.node.register[draft.kind]
    found = read(kind, draft.entries, base_body(visit, draft))
    wrong = dict(found.wrong)
    label = Label()
    try:
        label = label_in(draft.entries)
        if draft.purpose == NEW:
            parse_slug(slug_in(draft.entries))
    except ValueInvalid as error:
        wrong[SLUG if error.code == "value.slug" else HANDLING] = error
    if wrong:
        return Checked(found.body, label, wrong)
    return _asked(visit, draft, kind, found.body, label)


def slug_in(entries: Entries) -> str:
    """Give the id that was typed."""
    return (entries.get(SLUG) or [""])[0].strip()


def terms_changed(visit: Visit, draft: Draft) -> Terms | None:
    """Give the terms of a revision where they are to be others than those the thing has."""
    terms = terms_in(draft.entries)
    held = visit.shelf.standing(draft.subject).label.terms
    return (
        None
        if (terms.caveats, terms.purposes, terms.until)
        == (
            held.caveats,
            held.purposes,
            held.until,
        )
        else terms
    )


def news(draft: Draft, body: Mapping[str, Any], label: Label) -> New:
    """Give what a draft of something new says."""
    return New(draft.kind, slug_in(draft.entries), body, label)


def _asked(visit: Visit, draft: Draft, kind: Kind, body: Mapping[str, Any], label: Label) -> Checked:
    desk = visit.node.drafting
    try:
        if draft.purpose == NEW:
            made = desk.drafts([news(draft, body, label)])
        else:
            changes = changes_to(visit.node, draft.subject, body)
            made = [desk.revision(draft.subject, changes, terms_changed(visit, draft), draft.over)]
        demand_listed(visit.node, draft.kind, body)
    except MovedOn:
        return Checked(body, label, moved_on=True)
    except HeaderInvalid as error:
        return Checked(body, label, {SLUG: error})
    except AmbosError as error:
        place = field_of(error, kind)
        return Checked(body, label, {place: error}) if place else Checked(body, label, refusals=(error,))
    return Checked(body, made[0].label, sealable=tuple(made))


def relation_in(entries: Entries) -> str:
    """Give which answer was chosen."""
    return (entries.get("relation") or [""])[0]


def answer_body(entries: Entries) -> dict[str, str]:
    """Give the body of an answer: what was written in each language, one after the other."""
    said = {lang: (entries.get(f"reason.{lang}") or [""])[0].strip() for lang in ("en", "es")}
    filled = {lang: text.replace("\r\n", "\n") for lang, text in said.items() if text}
    if not filled:
        return {}
    both = "\n\n".join(f"[{lang}] {text}" for lang, text in filled.items())
    text = both if len(filled) > 1 else next(iter(filled.values()))
    return {"note" if relation_in(entries) == COUNTERSIGNS else "reason": text}


def _check_answer(visit: Visit, draft: Draft) -> Checked:
    body = answer_body(draft.entries)
    try:
        made = visit.node.drafting.answers(relation_in(draft.entries), draft.over, body)
    except ValueInvalid as error:
        return Checked(body, wrong={"reason": error})
    except AmbosError as error:
        if error.code == "field.missing":
            return Checked(body, wrong={"reason": error})
        return Checked(body, refusals=(error,))
    return Checked(body, made[0].label if made else None, sealable=tuple(made))
