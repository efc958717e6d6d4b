"""One trace: the form by its parts, the gates, the days of its course, its result; and the form itself."""

from typing import Final

from django.http import HttpResponse

from ambos.domains.arms.form import PARTS, form
from ambos.domains.arms.views import SHORT_MONTHS
from ambos.faces.web.arms.parts import tabs
from ambos.faces.web.frame.visit import Visit, reading
from ambos.kernel.shelf import Thing
from ambos.node.traces import KIND, Trace, trace

COURSE: Final = (
    "recovered",
    "requested",
    "checked",
    "submitted",
    "returned",
    "resubmitted",
    "answered",
    "closed",
)


@reading
def show(visit: Visit, slug: str) -> HttpResponse:
    """Show a request, what the gates find, what happened when, and what the trace found."""
    found = trace(visit.shelf, f"{KIND}/{slug}")
    return visit.render(
        "arms/trace.html",
        tabs=tabs(visit, ""),
        found=found,
        thing=found.request,
        title=visit.shown.title(visit.node.register[KIND], found.request),
        parts_of=[(part, _facts(visit, found.request, part)) for part in PARTS],
        days=_days(found),
        results=[(one, _all(visit, one)) for one in found.results],
        short=found.months is not None and found.months < SHORT_MONTHS,
        synthetic=slug.startswith("synthetic-"),
    )


def _facts(visit: Visit, thing: Thing, part: str) -> list[tuple[str, str, str]]:
    """Give the fields of a part that live here: our name, the value, the duty on the form."""
    kind = visit.node.register[KIND]
    return [
        (
            visit.shown.field_name(KIND, one.field),
            visit.shown.value(kind.by_name[one.field], thing.get(one.field)),
            one.duty,
        )
        for one in form()
        if one.part == part and one.field
    ]


def _days(found: Trace) -> list[tuple[str, str]]:
    """Give the days of a request in their order; that of the answer is the result's own if there is one."""
    told = {name: found.request.get(name) for name in COURSE}
    if found.results:
        told["answered"] = found.results[-1].get("answered")
    return sorted(
        ((day, name) for name, day in told.items() if day), key=lambda one: (one[0], COURSE.index(one[1]))
    )


def _all(visit: Visit, thing: Thing) -> list[tuple[str, str]]:
    kind = visit.node.register[thing.kind]
    return [
        (visit.shown.field_name(kind.name, one.name), visit.shown.value(one, thing.get(one.name)))
        for one in kind.fields
        if thing.get(one.name) is not None and one.name != "request"
    ]


@reading
def form_shown(visit: Visit) -> HttpResponse:
    """Show the form by its parts in both languages, with the duty of each field and where it lives here."""
    parts = [(part, [one for one in form() if one.part == part]) for part in PARTS]
    return visit.render("arms/form.html", tabs=tabs(visit, "form"), parts_of=parts)
