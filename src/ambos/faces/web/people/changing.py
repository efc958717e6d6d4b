"""What a secretariat says anew of its officers. Each act is a record; undoing one is another."""

from django.http import HttpResponse

from ambos.faces.web.frame.visit import Visit, acting
from ambos.faces.web.people.officers import body_of, form, found, page
from ambos.node.staff import history, staff
from ambos.values.errors import AmbosError, NotAllowed, NotFound, Refused


class AlreadyEnrolled(Refused):
    """An officer of that slug is enrolled; data: ``officer``."""

    code = "people.already-enrolled"


@acting
def enrol(visit: Visit) -> HttpResponse:
    """Enrol an officer with a key of their own; what was typed stays where it is refused."""
    slug, body = visit.request.POST.get("slug", "").strip(), body_of(visit.request)
    try:
        if any(one.slug == slug for one in staff(visit.node)):
            raise AlreadyEnrolled(officer=slug)
        visit.node.enrol(slug, body)
    except NotAllowed:
        raise
    except AmbosError as error:
        return form(visit, slug, body, error)
    return visit.go("people-officer", slug)


@acting
def change(visit: Visit, slug: str) -> HttpResponse:
    """Say anew who an officer is and what they may do."""
    found(visit, slug)
    body = body_of(visit.request)
    try:
        visit.node.enrol(slug, body)
    except NotAllowed:
        raise
    except AmbosError as error:
        return page(visit, slug, error.http_status, body=body, error=error)
    return visit.go("people-officer", slug)


@acting
def restore(visit: Visit, slug: str) -> HttpResponse:
    """Say of an officer again what an earlier version said."""
    rid = visit.request.POST.get("version", "")
    before = next((one for one in history(visit.node, slug) if one.rid == rid), None)
    if before is None:
        raise NotFound(name=f"officer/{slug}")
    visit.node.enrol(slug, dict(before.body))
    return visit.go("people-officer", slug)
