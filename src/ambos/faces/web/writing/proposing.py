"""Write something new, or anew: a form made from the kind, kept as a draft until it can be signed."""

from uuid import UUID

from django.http import HttpResponse

from ambos.faces.web.frame.visit import Visit, reading, signed_in
from ambos.faces.web.writing.answering import answer_page
from ambos.faces.web.writing.checking import HANDLING, Checked, check
from ambos.faces.web.writing.drafts import back_to_form, begin, keep, mine, reach_of, sent_away
from ambos.faces.web.writing.entries import SLUG, Entries, entries_in, entries_of
from ambos.faces.web.writing.handling import default_entries, entries_of_label, offer
from ambos.faces.web.writing.inputs import inputs, told
from ambos.faces.web.writing.merging import other_version
from ambos.faces.web.writing.models import ANSWER, NEW, REVISE, Draft
from ambos.kernel.access import PROPOSE
from ambos.kernel.acts import HouseKind, NotOwner
from ambos.kernel.release_kinds import KERNEL
from ambos.kernel.shelf import Thing
from ambos.node.rewriting import base_of, said_in
from ambos.values.errors import AmbosError

MORE = "more:"
UNCHECKED = Checked({})


def flowing(visit: Visit) -> list[str]:
    """Name the partners with whom records flow."""
    return sorted(party for party, partner in visit.node.partners().items() if partner.flows)


@signed_in
def new(visit: Visit, kind: str) -> HttpResponse:
    """Begin a draft of something new and show its form; the address may fill fields beforehand."""
    visit.node.demand(PROPOSE)
    declared = visit.node.register.kind(kind)
    if declared.domain == KERNEL:
        raise HouseKind(kind=kind)
    entries: Entries = default_entries(declared, flowing(visit))
    entries |= entries_of(
        declared, {each.name: each.default for each in declared.fields if each.default is not None}
    )
    entries |= entries_in(visit.request.GET.lists())
    draft = begin(visit, NEW, entries, kind=kind)
    return visit.go("writing-draft", draft.token)


@signed_in
def revise(visit: Visit, kind: str, slug: str) -> HttpResponse:
    """Begin a draft of the next version; ``from`` in the address names an earlier one to say again."""
    visit.node.demand(PROPOSE)
    subject = f"{kind}/{slug}"
    base = base_of(visit.node, subject)
    declared = visit.node.register[kind]
    if declared.domain == KERNEL:
        raise HouseKind(kind=kind)
    if not declared.joint and base.thing.owner != visit.node.config.party:
        raise NotOwner(name=subject, owner=base.thing.owner)
    wanted = visit.request.GET.get("from", "")
    settling = not wanted and base.thing.rivals
    if settling:
        base = base_of(visit.node, subject, _our_rival(visit, base.thing))
    body = base_of(visit.node, subject, wanted).body if wanted else base.body
    entries = entries_of(declared, body) | entries_of_label(base.thing.label)
    draft = begin(
        visit,
        REVISE,
        entries,
        kind=kind,
        subject=subject,
        base=base.rid,
        over=list(base.over),
        compartment=base.thing.label.compartment or "",
    )
    return visit.go("writing-merge" if settling else "writing-draft", draft.token)


def _our_rival(visit: Visit, thing: Thing) -> str:
    """Name the version of ours among those that contradict each other; the first where none is ours."""
    own = [rid for rid in thing.rivals if visit.shelf.record(rid).party == visit.node.config.party]
    return (own or list(thing.rivals))[0]


@reading
def draft(visit: Visit, token: UUID) -> HttpResponse:
    """Show the form of a draft, keep what is sent, and go on to the preview when nothing is wrong."""
    if not visit.signed_in:
        return sent_away(visit, token)
    one = mine(visit, token)
    if one.written:
        return visit.go("writing-signed", token)
    wanted = visit.request.POST.get("do", "") if visit.request.method == "POST" else ""
    if visit.request.method == "POST":
        keep(visit, one, entries_in(visit.request.POST.lists()))
    if wanted == "save":
        return visit.go("writing-drafts")
    asked = wanted == "preview" or "check" in visit.request.GET
    checked = check(visit, one) if asked else UNCHECKED
    if wanted == "preview" and (checked.good or checked.moved_on):
        return visit.go("writing-merge" if checked.moved_on else "writing-preview", token)
    if wanted == "preview":
        return back_to_form(visit, token)
    if one.purpose == ANSWER:
        return answer_page(visit, one, checked)
    rows = {wanted.removeprefix(MORE): 2} if wanted.startswith(MORE) else {}
    return form_page(visit, one, checked, rows)


def form_page(visit: Visit, one: Draft, checked: Checked, rows: dict[str, int]) -> HttpResponse:
    """Show the form with what is wrong in its place."""
    kind, shown = visit.node.register[one.kind], visit.shown
    parties = sorted({visit.node.config.party, *flowing(visit)})
    thing = visit.shelf.standing(one.subject) if one.purpose == REVISE else None
    offered = offer(visit.person, flowing(visit), visit.today)
    return visit.render(
        "writing/form.html",
        draft=one,
        kind=kind,
        about=visit.language.find("kinds", f"{kind.name}.about") or "",
        inputs=inputs(kind, one.entries, checked.wrong, shown, parties, rows, one.earlier),
        entries=one.entries,
        offer=offered,
        reach=reach_of(visit, one),
        wrong={
            name: told(error, kind, shown)
            for name, error in checked.wrong.items()
            if name in (SLUG, HANDLING)
        },
        wrong_count=len(checked.wrong),
        refusals=[(*told(error, kind, shown), error.code) for error in checked.refusals],
        base=_base_line(visit, one),
        thing=thing,
        moved_on=thing is not None and bool(other_version(thing, one)),
    )


def _base_line(visit: Visit, one: Draft) -> str:
    """Say which version a revision began from."""
    if not one.base:
        return ""
    try:
        row = said_in(visit.node, one.base, visit.shelf).row
    except AmbosError:
        return ""
    party = visit.language.label("codes", f"place.{row.party}")
    return visit.say("web_writing", "based-on", party=party, time=visit.shown.time(row.time))
