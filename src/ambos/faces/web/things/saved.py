"""Views of lists that people keep under a name of their own."""

from django.http import HttpResponse, HttpResponseNotAllowed

from ambos.faces.accounts.who import account_of
from ambos.faces.web.frame.visit import Visit, signed_in
from ambos.faces.web.things.models import KIND_SIGNS, NAME_SIGNS, QUERY_SIGNS, SavedView
from ambos.values.errors import Refused, ValueInvalid

MOST = 100  # views of an account


class TooManyViews(Refused):
    """An account keeps as many views as it may."""

    code = "web.too-many-views"


class ViewNameInvalid(ValueInvalid):
    """A view is to be kept under no name, or under a long one; data: ``limit``."""

    code = "web.view-name"


@signed_in
def keep(visit: Visit, kind: str) -> HttpResponse:
    """Keep the filters and the order of a list; a view of that name is replaced."""
    if visit.request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    account, name = account_of(visit.request), visit.request.POST.get("name", "").strip()
    query = visit.request.POST.get("query", "").lstrip("?")[:QUERY_SIGNS]
    if not 0 < len(name) <= NAME_SIGNS or "\0" in name:
        raise ViewNameInvalid(value=name, limit=NAME_SIGNS)
    if SavedView.objects.filter(account=account).count() >= MOST:
        raise TooManyViews(limit=MOST)
    chosen = visit.node.register.kind(kind[:KIND_SIGNS]).name
    SavedView.objects.update_or_create(account=account, kind=chosen, name=name, defaults={"query": query})
    answer = visit.go("things-list", chosen)
    answer["Location"] += f"?{query}" if query else ""
    return answer


@signed_in
def drop(visit: Visit, kind: str, number: str) -> HttpResponse:
    """Forget a view of one's own; one that is not there, or another's, is passed over."""
    if visit.request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    SavedView.objects.filter(account=account_of(visit.request), pk=int(number), kind=kind).delete()
    return visit.go("things-list", kind)


def kept(visit: Visit, kind: str) -> list[SavedView]:
    """Give the views of a kind's list that whoever asks has kept."""
    account = account_of(visit.request)
    return list(SavedView.objects.filter(account=account, kind=kind)) if account else []
