"""Countersign, dispute and withdraw: one version or many at once, with reasons in both languages."""

from collections.abc import Sequence

from django.http import HttpResponse

from ambos.faces.web.frame.visit import Visit, signed_in
from ambos.faces.web.writing.checking import Checked
from ambos.faces.web.writing.drafts import begin
from ambos.faces.web.writing.entries import Entries
from ambos.faces.web.writing.inputs import told
from ambos.faces.web.writing.models import ANSWER, Draft
from ambos.faces.web.writing.versions import Version, version
from ambos.i18n.catalogue import Language
from ambos.kernel.access import ANSWER as MAY_ANSWER
from ambos.kernel.joint import COUNTERSIGNS, DISPUTES, WITHDRAWS
from ambos.kernel.release_kinds import RELEASE_HOME
from ambos.kernel.shelf import RecordRow
from ambos.values.errors import NotFound

ANSWERS = (COUNTERSIGNS, DISPUTES, WITHDRAWS)


def allowed(visit: Visit, rows: Sequence[RecordRow]) -> list[str]:
    """Give the answers that this party may give to all of these versions."""
    us, register = visit.node.config.party, visit.node.register
    if any(row.kind in RELEASE_HOME for row in rows):
        return []
    if all(row.party == us for row in rows):
        return [WITHDRAWS]
    if any(row.party == us for row in rows):
        return []
    return [COUNTERSIGNS, DISPUTES] if all(register[row.kind].joint for row in rows) else [DISPUTES]


@signed_in
def answer(visit: Visit, rid: str) -> HttpResponse:
    """Begin to answer one version; the address may name the answer, and that it undoes a signature."""
    chosen = visit.request.GET.get("relation", "")
    entries: Entries = {"relation": [chosen if chosen in ANSWERS else ""]}
    if "undo" in visit.request.GET:
        entries |= {f"reason.{lang}": [_taken_back(lang)] for lang in ("en", "es")}
    return _begun(visit, [rid], entries)


@signed_in
def answer_many(visit: Visit) -> HttpResponse:
    """Begin to answer the versions that were ticked in the inbox."""
    rids = visit.request.POST.getlist("rid")
    if visit.request.method != "POST" or not rids:
        return visit.go("writing-inbox")
    chosen = visit.request.POST.get("relation", "")
    return _begun(
        visit, rids, {"relation": [chosen if chosen in ANSWERS else ""]}, ready=chosen == COUNTERSIGNS
    )


def _begun(visit: Visit, rids: Sequence[str], entries: Entries, *, ready: bool = False) -> HttpResponse:
    visit.node.demand(MAY_ANSWER)
    rows = [visit.shelf.record(rid) for rid in sorted(set(rids))]
    if not entries["relation"][0] and len(only := allowed(visit, rows)) == 1:
        entries["relation"] = list(only)
    compartments = {row.label.compartment for row in rows if row.label.compartment}
    draft = begin(
        visit,
        ANSWER,
        entries,
        over=[row.rid for row in rows],
        subject=rows[0].subject if len(rows) == 1 else "",
        compartment=min(compartments, default=""),
    )
    return visit.go("writing-preview" if ready else "writing-draft", draft.token)


def _taken_back(lang: str) -> str:
    return Language(lang).label("web_writing", "undo.reason")


def answered(visit: Visit, draft: Draft) -> list[Version]:
    """Give the versions that a draft answers, each with what it changes."""
    return [version(visit, rid) for rid in draft.over]


def answer_page(visit: Visit, one: Draft, checked: Checked) -> HttpResponse:
    """Show the form of an answer: what it is about, which answer, why."""
    rows = [visit.shelf.record(rid) for rid in one.over]
    if not rows:
        raise NotFound(name=str(one.token))
    return visit.render(
        "writing/answer.html",
        draft=one,
        entries=one.entries,
        versions=answered(visit, one),
        allowed=allowed(visit, rows),
        wrong={name: told(error, None, visit.shown) for name, error in checked.wrong.items()},
        refusals=[(*told(error, None, visit.shown), error.code) for error in checked.refusals],
    )
