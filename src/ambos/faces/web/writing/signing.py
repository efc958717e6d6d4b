"""See what will be signed, sign it once, and take it back."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpResponse

from ambos.faces.accounts.recent import is_recent
from ambos.faces.web.frame.visit import Visit, acting, signed_in
from ambos.faces.web.writing.answering import answered
from ambos.faces.web.writing.checking import Checked, check, digest, news, relation_in, terms_changed
from ambos.faces.web.writing.drafts import back_to_form, mine
from ambos.faces.web.writing.handling import reach
from ambos.faces.web.writing.inputs import lines
from ambos.faces.web.writing.models import ANSWER, NEW, Draft
from ambos.kernel.acts import AlreadyThere, MovedOn, NothingChanged
from ambos.kernel.joint import COUNTERSIGNS, WITHDRAWS
from ambos.kernel.records import ANSWERS
from ambos.node.rewriting import revise_over, said_in
from ambos.node.staff import keys_of
from ambos.values.errors import AmbosError


@signed_in
def preview(visit: Visit, token: UUID) -> HttpResponse:
    """Show all that a signature would cover, whom it reaches, by which key; or the form if not ready."""
    draft = mine(visit, token)
    if draft.written:
        return visit.go("writing-signed", token)
    checked = check(visit, draft)
    if checked.moved_on:
        return visit.go("writing-merge", token)
    if not checked.good:
        return back_to_form(visit, token)
    joint = draft.purpose != ANSWER and visit.node.register[draft.kind].joint
    return visit.render(
        "writing/preview.html",
        draft=draft,
        relation=relation_in(draft.entries) if draft.purpose == ANSWER else "",
        versions=answered(visit, draft) if draft.purpose == ANSWER else [],
        lines=_lines(visit, draft, checked),
        unseen=_unseen(visit, draft, checked),
        said=checked.body.get("note") or checked.body.get("reason") or "" if draft.purpose == ANSWER else "",
        handling=visit.shown.handling(checked.label) if checked.label else "",
        reach=reach(checked.label, visit.node.config.party, joint, visit.shown) if checked.label else [],
        key=own_key(visit),
        digest=digest(draft),
        recent=is_recent(visit.request),
        changed="changed" in visit.request.GET,
        subjects=[sealed.subject for sealed in checked.sealable],
    )


def _lines(visit: Visit, draft: Draft, checked: Checked) -> list[object]:
    if draft.purpose == ANSWER:
        return []
    kind = visit.node.register[draft.kind]
    return list(lines(kind, checked.body, visit.shown, lambda subject: named(visit, subject)))


def named(visit: Visit, subject: str) -> str:
    """Name a thing that is pointed to: in words where the person may see it, else as it was typed."""
    words = title(visit, subject)
    return words if words == subject else f"{words} ({subject})"


def title(visit: Visit, subject: str) -> str:
    """Give a thing in one line where the person may see it, else its id."""
    try:
        thing = visit.shelf.thing(subject)
    except AmbosError:
        return subject
    return visit.title(thing)


def _unseen(visit: Visit, draft: Draft, checked: Checked) -> list[str]:
    """Give what is pointed to and is nowhere that the person can see: a slip, or not theirs to see."""
    if draft.purpose == ANSWER:
        return []
    found: list[str] = []
    for each in visit.node.register[draft.kind].fields:
        value = checked.body.get(each.name)
        told = value if isinstance(value, list) else [value]
        if type(each.type).__name__ == "Ref":
            found += [subject for subject in told if subject and named(visit, subject) == subject]
    return found


def own_key(visit: Visit) -> str:
    """Give the fingerprint of the key with which the officer signs."""
    live = [key for key in keys_of(visit.node, visit.person.officer) if not key.ended]
    return live[0].fingerprint if live else ""


@acting
def sign(visit: Visit, token: UUID) -> HttpResponse:
    """Sign a draft as it was shown, once: a second submit leads to what the first one wrote."""
    draft = mine(visit, token)
    if draft.written:
        return visit.go("writing-signed", token)
    if visit.request.POST.get("digest") != digest(draft):
        answer = visit.go("writing-preview", token)
        answer["Location"] += "?changed=1"
        return answer
    checked = check(visit, draft)
    if not checked.good and not (written := _said_already(visit, draft, checked)):
        return visit.go("writing-merge", token) if checked.moved_on else back_to_form(visit, token)
    if checked.good:
        written = _written(visit, draft, checked)
    draft.written, draft.entries, draft.earlier, draft.touched = list(written), _kept(draft), [], False
    if draft.purpose == NEW:
        draft.subject = visit.shelf.record(draft.written[0]).subject
    draft.save()
    return visit.go("writing-signed", token)


def _kept(draft: Draft) -> dict[str, list[str]]:
    """Keep of a signed draft only which answer it was: its words lie in the ledger now."""
    return {"relation": [relation_in(draft.entries)]}


def _written(visit: Visit, draft: Draft, checked: Checked) -> list[str]:
    node = visit.node
    if draft.purpose == ANSWER:
        rids = _unanswered(visit, draft)
        written = node.answer(relation_in(draft.entries), rids, checked.body) if rids else []
        return [each.rid.hex() for each in written] or list(draft.over)
    if draft.purpose == NEW and checked.label is not None:
        return [each.rid.hex() for each in node.propose([news(draft, checked.body, checked.label)])]
    terms = terms_changed(visit, draft)
    return [revise_over(node, draft.subject, checked.body, terms, draft.over).rid.hex()]


def _unanswered(visit: Visit, draft: Draft) -> list[str]:
    """Leave out what this party's last answer says already: nobody countersigns the same twice."""
    relation, us = relation_in(draft.entries), visit.node.config.party
    last = {
        tie.target: tie.relation
        for tie in visit.shelf.ties_to(draft.over)
        if tie.relation in ANSWERS and tie.party == us
    }
    return [
        rid for rid in draft.over if last.get(rid) != relation or relation not in (COUNTERSIGNS, WITHDRAWS)
    ]


def _said_already(visit: Visit, draft: Draft, checked: Checked) -> Sequence[str]:
    """Give our newest version where it says just this: it was signed, and the site fell before noting it."""
    errors = [*checked.wrong.values(), *checked.refusals]
    met = checked.moved_on or any(
        isinstance(each, AlreadyThere | NothingChanged | MovedOn) for each in errors
    )
    if draft.purpose == ANSWER or not met:
        return []
    subject = draft.subject or f"{draft.kind}/{draft.entries['slug'][0].strip()}"
    rows = [row for row in visit.shelf.versions(subject) if row.party == visit.node.config.party]
    holder = visit.node.book(visit.node.house)
    for row in reversed(rows[-1:]):
        signer = holder.holding(bytes.fromhex(row.kid), row.seq).holder
        if signer == visit.person.officer and said_in(visit.node, row.rid, visit.shelf).body == dict(
            checked.body
        ):
            return [row.rid]
    return []


@signed_in
def signed(visit: Visit, token: UUID) -> HttpResponse:
    """Say what was signed, what happens next, and how to take it back."""
    draft = mine(visit, token)
    if not draft.written:
        return visit.go("writing-preview", token)
    rows = [visit.shelf.record(rid) for rid in draft.written]
    subjects = [_about(visit, row.subject) for row in rows]
    first = rows[0]
    relation = relation_in(draft.entries)
    own = first.party == visit.node.config.party
    return visit.render(
        "writing/signed.html",
        draft=draft,
        rows=rows,
        subjects=subjects,
        titles=[title(visit, subject) for subject in subjects],
        relation=relation,
        joint=draft.purpose != ANSWER and visit.node.register[first.kind].joint,
        parties=", ".join(visit.language.label("codes", f"place.{party}") for party in first.label.release),
        public=first.label.public,
        undoable=draft.purpose != ANSWER and own and _stands(visit, first.rid),
    )


def _about(visit: Visit, subject: str) -> str:
    """Give the thing that a record is about: of an answer, what it answers."""
    kind, _, slug = subject.partition("/")
    if kind in {answer.name for answer in ANSWERS.values()}:
        return visit.shelf.record(slug).subject
    return subject


def _stands(visit: Visit, rid: str) -> bool:
    """Say whether a version has not been taken back already."""
    return rid in visit.shelf.in_force([rid])
