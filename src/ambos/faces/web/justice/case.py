"""One request: its steps, its clocks, and the form of the next step."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpResponse

from ambos.domains.justice.acts import side_of
from ambos.domains.justice.records import REASON, STEP
from ambos.faces.reports.cases import length_days
from ambos.faces.web.frame.asking import told
from ambos.faces.web.frame.visit import Visit, acting, signed_in
from ambos.faces.web.justice.parts import crumbs, tabs
from ambos.kernel.access import PROPOSE
from ambos.kernel.course import ANYBODY, StepOfAnother
from ambos.kernel.kinds import Kind
from ambos.node.cases import Opened, open_case, take_step, weigh_step
from ambos.values.moments import Moment

FIELDS: Final = ("at", "authority", "document", "reason")
SHOWN: Final = (
    "number",
    "instrument",
    "requesting",
    "requested",
    "urgency",
    "offence",
    "subject_ref",
    "closed",
)


@signed_in
def show(visit: Visit, slug: str) -> HttpResponse:
    """Show a request with everything of it that the person may see, and what may come next."""
    opened = open_case(visit.node, f"request/{slug}")
    case, kind = opened.case, visit.shelf.register["request"]
    title = visit.shown.title(kind, case.request)
    return visit.render(
        "justice/case.html",
        tabs=tabs(visit, ""),
        crumbs=crumbs(visit, (title, "")),
        title=title,
        case=case,
        clocks=opened.clocks,
        length=length_days,
        facts=_named(visit, kind, {name: case.request.get(name) for name in SHOWN}),
        fields=STEP.by_name,
        following=_following(visit, opened),
        reasons=REASON.codes,
        now=str(Moment.of(visit.node.parts.now())),
        may=visit.may(PROPOSE),
    )


@signed_in
def step(visit: Visit, slug: str) -> HttpResponse:
    """Show what a step would sign, and write nothing."""
    if visit.request.method != "POST":
        return visit.go("justice-case", slug)
    form = told(visit, "step", *FIELDS)
    new = weigh_step(visit.node, f"request/{slug}", form["step"], _given(form))
    opened = open_case(visit.node, f"request/{slug}")
    title = visit.shown.title(visit.shelf.register["request"], opened.case.request)
    taken = opened.case.run.course.step(form["step"])
    return visit.render(
        "justice/step.html",
        tabs=tabs(visit, ""),
        crumbs=crumbs(
            visit, (title, visit.url("justice-case", slug)), (visit.say("web_justice", "step"), "")
        ),
        title=title,
        slug=slug,
        form=form,
        told=_named(visit, STEP, {name: value for name, value in new.body.items() if name != "of"}),
        law=visit.shown.words(taken.source),
        recalled=taken.mark == "recalled",
    )


@acting
def sign(visit: Visit, slug: str) -> HttpResponse:
    """Take a step of a request."""
    form = told(visit, "step", *FIELDS)
    take_step(visit.node, f"request/{slug}", form["step"], _given(form))
    return visit.go("justice-case", slug)


def _given(form: Mapping[str, str]) -> dict[str, str]:
    return {name: form[name] for name in FIELDS if form[name]}


def _following(visit: Visit, opened: Opened) -> list[tuple[str, bool, bool]]:
    """Give the steps that may be taken now: which, whether by us, and whether it needs a reason."""
    case = opened.case
    try:
        ours = side_of(case.request, visit.node.config.party)
    except StepOfAnother:
        ours = ""
    return [
        (each.name, each.side in (ours, ANYBODY), "reason" in each.needs)
        for each in case.run.course.next(case.stage)
    ]


def _named(visit: Visit, kind: Kind, told: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Give the fields that are filled, each with its name as it begins a line."""
    return [
        (_capital(visit.shown.field_name(kind.name, name)), visit.shown.value(kind.by_name[name], value))
        for name, value in told.items()
        if value is not None
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
