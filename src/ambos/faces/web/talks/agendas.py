"""Planned meetings: drafted from the state of the plan, proposed, shown, taken away."""

from datetime import date
from io import BytesIO
from typing import Any, Final

from django.http import HttpResponse

from ambos.analysis.studies.agenda import MOST, Raised
from ambos.analysis.studies.sittings import of_agenda
from ambos.domains.dialogue import acts
from ambos.domains.dialogue.records.basics import MEETING_LEVEL
from ambos.faces.reports.agendas import sitting_document, usual_name
from ambos.faces.reports.pdf import pdf
from ambos.faces.web.frame.asking import asked, download, told
from ambos.faces.web.frame.laid import kept_for
from ambos.faces.web.frame.visit import Visit, acting, reading, signed_in
from ambos.faces.web.talks.meetings import FACTS, calendar_of
from ambos.faces.web.talks.parts import facts, tabs, title
from ambos.i18n.catalogue import LANGUAGES
from ambos.kernel import tabular
from ambos.kernel.access import PROPOSE
from ambos.kernel.shelf import Thing
from ambos.node.meetings import Drafted, draft_agenda, items_of, write_agenda
from ambos.values.dates import Day

GIVEN: Final = ("starts_at", "time_zone", "place")
USUAL_LEVEL: Final = "ministerial"


@reading
def show(visit: Visit, slug: str) -> HttpResponse:
    """Show a planned meeting and its items; once it was held, the minutes beside them."""
    agenda = _agenda(visit, slug)
    with visit.shelf.keeping():
        sitting = of_agenda(visit.shelf, agenda)
    return visit.render(
        "talks/sitting.html",
        tabs=tabs(visit, "meetings"),
        sitting=sitting,
        facts=facts(visit, agenda, (name for name in FACTS if name in agenda.body)),
        title=lambda thing: title(visit, thing),
    )


@signed_in
def draft(visit: Visit) -> HttpResponse:
    """Show what a coming meeting should talk about, read from the state of the plan; nothing is written."""
    wanted = asked(visit, "of", "on", "most")
    of = wanted["of"] or USUAL_LEVEL
    drafted = _drafted(visit, of, wanted)
    return visit.render(
        "talks/draft.html",
        tabs=tabs(visit, "meetings"),
        of=of,
        most=_most(wanted["most"]),
        drafted=drafted,
        names=usual_name(drafted, drafted.on),
        levels=MEETING_LEVEL.codes,
        groups=visit.shelf.things("group"),
        title=lambda thing: title(visit, thing),
        key=_key,
        may=visit.may(PROPOSE),
    )


@acting
def write(visit: Visit) -> HttpResponse:
    """Propose a drafted agenda with the items that were kept."""
    form = told(visit, "of", "on", "most", "slug", *GIVEN, *(f"name_{code}" for code in LANGUAGES))
    drafted = _drafted(visit, form["of"], form)
    kept = set(visit.request.POST.getlist("item"))
    chosen = Drafted(
        drafted.level, drafted.group, drafted.on, tuple(one for one in drafted.raised if _key(one) in kept)
    )
    write_agenda(visit.node, form["slug"], chosen, _given(form, drafted))
    return visit.go("talks-agenda", form["slug"])


@reading
def calendar(visit: Visit, slug: str) -> HttpResponse:
    """Give a planned meeting as a calendar file."""
    return download(calendar_of(visit, [_agenda(visit, slug)]), f"{slug}.ics", "text/calendar; charset=utf-8")


@reading
def sheet(visit: Visit, slug: str) -> HttpResponse:
    """Give the sheet to fill in for the minutes as CSV, a row for each item."""
    stream = BytesIO()
    tabular.write(acts.SHEET, acts.sheet(items_of(visit.shelf, _agenda(visit, slug))), stream)
    return download(stream.getvalue(), f"{slug}-minutes.csv", "text/csv; charset=utf-8")


@reading
def printed(visit: Visit, slug: str) -> HttpResponse:
    """Give an agenda as PDF."""
    sitting = of_agenda(visit.shelf, _agenda(visit, slug))
    made = pdf(sitting_document(sitting, visit.shelf, visit.shown, visit.today))
    return download(made, f"{slug}.pdf", "application/pdf")


def _agenda(visit: Visit, slug: str) -> Thing:
    return visit.shelf.thing(f"agenda/{slug}")


def _drafted(visit: Visit, of: str, form: dict[str, str]) -> Drafted:
    day, review = _day(form["on"], visit.today), kept_for(visit).packet.review
    return draft_agenda(visit.node, of, day, _most(form["most"]), review)


def _given(form: dict[str, str], drafted: Drafted) -> dict[str, Any]:
    """Give the fields that a person filled in; where no name was given, the usual one."""
    name = {code: form[f"name_{code}"] for code in LANGUAGES if form[f"name_{code}"]}
    given = {field: form[field] for field in GIVEN if form[field]}
    return {"name": name or usual_name(drafted, drafted.on), **given}


def _key(raised: Raised) -> str:
    """Tell what was raised from everything else that was."""
    return f"{raised.reason} {raised.concerns[0]}"


def _day(text: str, today: date) -> date:
    return Day.parse(text).first if text else today


def _most(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and int(text) else MOST
