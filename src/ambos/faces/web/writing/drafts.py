"""Drafts: for their own officer alone, and only while that officer may see what they are about."""

from datetime import date
from typing import Final
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.http import urlencode

from ambos.faces.web.frame.visit import Visit, reading, signed_in
from ambos.faces.web.writing.entries import Entries, blank, entries_in, read
from ambos.faces.web.writing.handling import compartment_in, label_in, reach
from ambos.faces.web.writing.models import ANSWER, NEW, REVISE, Draft
from ambos.kernel.access import SEE, Person, may
from ambos.values.errors import AmbosError, NotAllowed, NotFound
from ambos.values.handling import Label

MOST_EARLIER: Final = 5  # how often words that were replaced are kept
LISTED: Final = 50


def begin(visit: Visit, purpose: str, entries: Entries, **about: object) -> Draft:
    """Give a new draft; the officer's own of the same sort into which nothing was typed makes room for it."""
    officer = visit.person.officer
    forget_recalled(visit)
    Draft.objects.filter(officer=officer, purpose=purpose, touched=False).delete()
    draft = Draft(officer=officer, purpose=purpose, entries=entries, **about)
    demand_reach(visit.person, draft, visit.today)
    draft.save(force_insert=True)
    return draft


def forget_recalled(visit: Visit) -> None:
    """Throw away every draft, whoever's, that begins from a record which its party has recalled since."""
    drafts = list(Draft.objects.filter(purpose=REVISE, written=[]).only("token", "base", "over"))
    recalled = visit.shelf.recalled(sorted({rid for draft in drafts for rid in (draft.base, *draft.over)}))
    gone = [draft.token for draft in drafts if recalled & {draft.base, *draft.over}]
    if gone:
        Draft.objects.filter(token__in=gone).delete()


def mine(visit: Visit, token: UUID) -> Draft:
    """Give a draft of whoever asks; ``NotFound`` for another's, and where its thing is out of sight."""
    forget_recalled(visit)
    draft = Draft.objects.filter(token=token, officer=visit.person.officer).first()
    if draft is None or not visit.signed_in or not _in_sight(visit, draft):
        raise NotFound(name=str(token))
    return draft


def _in_sight(visit: Visit, draft: Draft) -> bool:
    try:
        demand_reach(visit.person, draft, visit.today)
        if draft.written:
            return True
        if draft.purpose == REVISE:
            visit.shelf.standing(draft.subject)
        for rid in draft.over if draft.purpose == ANSWER else ():
            visit.shelf.record(rid)
    except AmbosError:
        return False
    return True


def demand_reach(person: Person, draft: Draft, today: date) -> None:
    """Refuse to keep, or to show, words in a compartment for which the officer is not vetted today."""
    if not draft.compartment:
        return
    label = Label(compartment=draft.compartment)
    if not may(person, SEE, label, person.party, today).allowed:
        raise NotAllowed(action="propose", rule="compartment")


def keep(visit: Visit, draft: Draft, entries: Entries) -> None:
    """Keep what was typed; refused where it is of a compartment that its author may not see."""
    draft.entries, draft.touched = entries, True
    if draft.purpose == NEW:
        draft.compartment = compartment_in(entries)
    demand_reach(visit.person, draft, visit.today)
    draft.save()


def set_aside(draft: Draft, entries: Entries) -> None:
    """Keep words that others take the place of, so that they can be read beside the field."""
    if entries and not blank(entries):
        kept = [each for each in draft.earlier if each != entries]
        draft.earlier = [*kept, entries][-MOST_EARLIER:]


def back_to_form(visit: Visit, token: UUID) -> HttpResponse:
    """Send the browser to the form, which then says what keeps it from being signed."""
    answer = visit.go("writing-draft", token)
    answer["Location"] += "?check=1"
    return answer


def sent_away(visit: Visit, token: UUID) -> HttpResponse:
    """Let whoever is signed out by now sign in and come back; what they sent is set aside, not lost."""
    strand(visit, token)
    wanted = urlencode({"next": visit.url("writing-draft", token)})
    return HttpResponseRedirect(f"{visit.url('account_login')}?{wanted}", status=303)


def strand(visit: Visit, token: UUID) -> None:
    """Set aside what was sent to a draft by somebody who is signed out; nothing that stands is replaced."""
    draft = Draft.objects.filter(token=token, written=[]).first()
    if draft is not None and not draft.compartment:
        set_aside(draft, entries_in(visit.request.POST.lists()))
        draft.touched = True
        draft.save()


@reading
def save(visit: Visit, token: UUID) -> HttpResponse:
    """Keep what is being typed; answers with a few words for the page."""
    if not visit.signed_in:
        strand(visit, token)
        wanted = urlencode({"next": visit.url("writing-draft", token)})
        return visit.render("writing/signed_out.html", entrance=f"{visit.url('account_login')}?{wanted}")
    draft = mine(visit, token)
    if not draft.written and visit.request.method == "POST":
        keep(visit, draft, entries_in(visit.request.POST.lists()))
    clock = timezone.localtime(draft.changed).strftime("%H:%M:%S")
    return visit.render("writing/saved.html", draft=draft, clock=clock, reach=reach_of(visit, draft))


def reach_of(visit: Visit, draft: Draft) -> list[str]:
    """Say who will see what this draft becomes; nothing while its handling contradicts itself."""
    if draft.purpose == ANSWER:
        return []
    try:
        label = label_in(draft.entries)
        if draft.purpose == REVISE:  # it goes where the thing goes
            label = visit.shelf.standing(draft.subject).label.under(label.terms)
    except AmbosError:
        return []
    return reach(label, visit.node.config.party, visit.node.register[draft.kind].joint, visit.shown)


@signed_in
def listing(visit: Visit) -> HttpResponse:
    """Show the officer's drafts that may be shown, the newest first."""
    forget_recalled(visit)
    found = Draft.objects.filter(officer=visit.person.officer, touched=True, written=[]).order_by("-changed")
    shown = [draft for draft in found[: 4 * LISTED] if _in_sight(visit, draft)][:LISTED]
    return visit.render("writing/drafts.html", lines=[_line(visit, draft) for draft in shown])


def _line(visit: Visit, draft: Draft) -> dict[str, object]:
    kind = visit.node.register[draft.kind] if draft.kind else None
    words = visit.shown.caption(kind, read(kind, draft.entries, {}).body) if kind else ""
    return {
        "token": draft.token,
        "purpose": draft.purpose,
        "kind": visit.shown.kind(draft.kind) if draft.kind else "",
        "subject": draft.subject,
        "words": words,
        "count": len(draft.over) if draft.purpose == ANSWER else 0,
        "changed": visit.shown.time(int(draft.changed.timestamp())),
    }


@signed_in
def drop(visit: Visit, token: UUID) -> HttpResponse:
    """Throw a draft away; what was signed of it stands."""
    draft = mine(visit, token)
    if visit.request.method == "POST":
        draft.delete()
    return visit.go("writing-drafts")
