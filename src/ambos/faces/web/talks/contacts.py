"""Contacts with foreign agents: a board of their steps, who may take the next one and by when."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpResponse

from ambos.domains.dialogue.contacts import DATES, NEXT, STANDINGS, ContactStanding, ReportClock, standing
from ambos.domains.dialogue.records.contacts import CONTACT, CONTACT_DECISION
from ambos.faces.web.frame.asking import asked, table, told
from ambos.faces.web.frame.visit import Visit, acting, signed_in
from ambos.faces.web.talks.parts import facts, field_name, tabs, title
from ambos.i18n.catalogue import LANGUAGES
from ambos.kernel.access import PROPOSE, Person, may
from ambos.kernel.records import ROLE
from ambos.node.cells import changed
from ambos.node.meetings import (
    contacts,
    demand_mexican,
    draft_contact,
    step_contact,
    weigh_contact,
    weigh_step,
)
from ambos.values.errors import NotFound

SUBJECT: Final = (
    "official", "office", "government", "agent_agency", "agent_nationality", "topic", "objective", "channel",
    "planned", "urgent", "meeting", "agenda",
)  # fmt: skip
# What each step asks for besides its day, as the cells of a sheet would be called.
CELLS: Final[Mapping[str, tuple[str, ...]]] = {
    "decided": ("decision", "decided_by"),
    "reported": tuple(f"report.{code}" for code in LANGUAGES),
}
DRAFTED: Final = (
    "official", "office", "government", "agent_agency", "agent_nationality", "channel", "planned", "urgent",
    *(f"{name}.{code}" for name in ("topic", "objective") for code in LANGUAGES),
)  # fmt: skip


@signed_in
def show(visit: Visit) -> HttpResponse:
    """Show every contact in the column of how it stands, what is owed first."""
    demand_mexican(visit.node)
    found = contacts(visit.node)
    return visit.render(
        "talks/contacts.html",
        tabs=tabs(visit, "contacts"),
        columns=[(name, [one for one in found if one.standing == name]) for name in STANDINGS],
        found=found,
        days=visit.node.config.contact_report_days,
        may=visit.may(PROPOSE),
        who=_roles(visit),
        title=lambda thing: title(visit, thing),
    )


@signed_in
def listed(visit: Visit) -> HttpResponse:
    """Give the contacts as CSV, each with how it stands and until when a report is owed."""
    demand_mexican(visit.node)
    head = ("id", "planned", "office", "agent_agency", "topic", "standing", "next", "by")
    rows = (
        (
            one.contact.subject,
            *(one.contact.get(name) for name in ("planned", "office", "agent_agency")),
            visit.voice.words(one.contact.get("topic")),
            one.standing,
            one.next,
            one.by.isoformat() if one.by else "",
        )
        for one in contacts(visit.node)
    )
    return table(head, rows, "contacts.csv")


@signed_in
def one(visit: Visit, slug: str) -> HttpResponse:
    """Show a contact, the steps that it has taken, and the form of the next one."""
    stands = _standing(visit, slug)
    return visit.render(
        "talks/contact.html",
        tabs=tabs(visit, "contacts"),
        stands=stands,
        thing=stands.contact,
        facts=facts(visit, stands.contact, SUBJECT),
        particulars=facts(visit, stands.contact, ("decision", "decided_by", "report")),
        steps=[(step, stands.contact.get(step)) for step in DATES],
        decisions=CONTACT_DECISION.codes,
        days=visit.node.config.contact_report_days,
        may=visit.may(PROPOSE),
        who=_roles(visit),
        title=lambda thing: title(visit, thing),
    )


@signed_in
def step(visit: Visit, slug: str) -> HttpResponse:
    """Show what a step would sign, and write nothing."""
    if visit.request.method != "POST":
        return visit.go("talks-contact", slug)
    name, cells = _cells(visit)
    before, after = weigh_step(visit.node, f"contact/{slug}", changed(CONTACT, {}, cells))
    news = [field for field in CONTACT.by_name if after.get(field) != before.get(field)]
    return visit.render(
        "talks/contact_preview.html",
        tabs=tabs(visit, "contacts"),
        thing=before,
        step=name,
        cells=cells,
        told=_told(visit, after, news),
        days=visit.node.config.contact_report_days,
        title=lambda thing: title(visit, thing),
    )


@acting
def sign_step(visit: Visit, slug: str) -> HttpResponse:
    """Take a contact one step further."""
    _, cells = _cells(visit)
    step_contact(visit.node, f"contact/{slug}", changed(CONTACT, {}, cells))
    return visit.go("talks-contact", slug)


@signed_in
def draft(visit: Visit) -> HttpResponse:
    """Show the form of a new contact, filled in from a meeting; sent, show what would be signed."""
    demand_mexican(visit.node)
    if visit.request.method != "POST":
        return _draft_form(visit)
    slug, start, cells = _drafted(visit)
    new = weigh_contact(visit.node, slug, start, changed(CONTACT, {}, cells))
    return visit.render(
        "talks/contact_draft_preview.html",
        tabs=tabs(visit, "contacts"),
        slug=slug,
        start=start,
        cells=cells,
        told=_told(visit, new.body, [name for name in CONTACT.by_name if new.body.get(name) is not None]),
    )


@acting
def sign_draft(visit: Visit) -> HttpResponse:
    """Propose a contact as a draft."""
    slug, start, cells = _drafted(visit)
    draft_contact(visit.node, slug, start, changed(CONTACT, {}, cells))
    return visit.go("talks-contact", slug)


def _draft_form(visit: Visit) -> HttpResponse:
    sittings = [*visit.shelf.things("agenda"), *visit.shelf.things("meeting")]
    newest = sorted(sittings, key=lambda one: one.get("planned") or one.get("held"), reverse=True)
    return visit.render(
        "talks/contact_draft.html",
        tabs=tabs(visit, "contacts"),
        start=asked(visit, "from")["from"],
        sittings=newest,
        kind=CONTACT,
        languages=LANGUAGES,
        may=visit.may(PROPOSE),
        who=_roles(visit),
        title=lambda thing: title(visit, thing),
    )


def _standing(visit: Visit, slug: str) -> ContactStanding:
    demand_mexican(visit.node)
    thing = visit.shelf.thing(f"contact/{slug}")
    return standing(thing, visit.today, ReportClock(int(visit.node.config.contact_report_days)))


def _cells(visit: Visit) -> tuple[str, list[tuple[str, str]]]:
    """Give the step that a form takes, and its cells."""
    name = told(visit, "step")["step"]
    if name not in NEXT.values():
        raise NotFound(name=name)
    asked_for = (name, *CELLS.get(name, ()))
    return name, [(cell, text) for cell, text in told(visit, *asked_for).items() if text]


def _drafted(visit: Visit) -> tuple[str, str, list[tuple[str, str]]]:
    form = told(visit, "slug", "from", *DRAFTED)
    return form["slug"], form["from"], [(cell, form[cell]) for cell in DRAFTED if form[cell]]


def _told(visit: Visit, body: Mapping[str, Any], names: list[str]) -> list[tuple[str, str]]:
    shown = visit.shown
    return [
        (field_name(visit, "contact", name), shown.value(CONTACT.by_name[name], body.get(name)))
        for name in names
    ]


def _roles(visit: Visit) -> list[str]:
    """Give the roles at this node that may take a step, by their names."""
    party = visit.node.config.party
    able = (
        role
        for role in ROLE.codes
        if may(Person(party, "", frozenset({role})), PROPOSE, CONTACT.label, party, visit.today).allowed
    )
    return [visit.language.label("codes", f"role.{role}") for role in able]
