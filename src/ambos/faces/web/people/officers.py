"""The officers of a node as its secretariat sees them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from django.http import HttpRequest, HttpResponse

from ambos.faces.accounts.keeping import Kept, accounts
from ambos.faces.web.frame.visit import Visit, signed_in
from ambos.i18n.errors import explain
from ambos.kernel.access import RUN
from ambos.kernel.records import ROLE
from ambos.kernel.shelf import Thing
from ambos.node.staff import OfficerKey, history, keys_of, keys_of_all, staff
from ambos.values.errors import AmbosError, NotFound

MANY: Final = ("roles", "groups", "compartments")
HELD: Final = tuple(code for code in ROLE.codes if code != "public")  # that is everybody else


class Line(NamedTuple):
    """An officer with what there is of keys and account."""

    officer: Thing
    keys: list[OfficerKey]
    account: Kept | None

    @property
    def standing(self) -> str:
        """Give the code of how the account stands; what the ledger says of the officer comes first."""
        if not self.officer.get("active"):
            return "left"
        return self.account.standing if self.account else "none"


@signed_in
def everybody(visit: Visit) -> HttpResponse:
    """List everybody who is or was enrolled, those who work here first."""
    visit.node.demand(RUN)
    kept, keys = accounts(), keys_of_all(visit.node)
    lines = [Line(one, keys.get(one.slug, []), kept.get(one.slug)) for one in staff(visit.node)]
    lines.sort(key=lambda line: (not line.officer.get("active"), line.officer.slug))
    return visit.render("people/list.html", lines=lines)


@signed_in
def show(visit: Visit, slug: str) -> HttpResponse:
    """Show an officer: what the ledger says, and said before, of them, their keys, their account."""
    visit.node.demand(RUN)
    return page(visit, slug)


@signed_in
def new(visit: Visit) -> HttpResponse:
    """Show the form by which an officer is enrolled."""
    visit.node.demand(RUN)
    return form(visit, "", {})


def page(visit: Visit, slug: str, http: int = 200, /, **told: Any) -> HttpResponse:
    """Give an officer's page."""
    line = Line(found(visit, slug), keys_of(visit.node, slug), accounts().get(slug))
    usual = {"slug": slug, "body": dict(line.officer.body), "error": None, "link": ""}
    hands = {"because": because(visit), "moment": moment(visit)}
    given = {"line": line, "said": history(visit.node, slug), "roles_of_house": HELD, **hands}
    return visit.render("people/officer.html", http, **{**usual, **given, **told})


def form(visit: Visit, slug: str, body: dict[str, Any], error: Exception | None = None) -> HttpResponse:
    """Give the form of a new officer, with what was typed in it and why it was refused, if it was."""
    status = 200 if error is None else getattr(error, "http_status", 400)
    given = {"slug": slug, "body": body, "roles_of_house": HELD, "error": error}
    return visit.render("people/new.html", status, because=because(visit), **given)


def moment(visit: Visit) -> Callable[[int], str]:
    """Give the hand that writes the day of a record, from its Unix time in milliseconds."""
    return lambda time: visit.formats.date(datetime.fromtimestamp(time / 1000, UTC).date())


def because(visit: Visit) -> Callable[[AmbosError], tuple[str, str | None]]:
    """Give the hand that writes a refusal's sentence and hint."""
    return lambda error: explain(error, visit.language)


def found(visit: Visit, slug: str) -> Thing:
    """Give an officer by slug; ``NotFound`` where the ledger knows none."""
    known = {one.slug: one for one in staff(visit.node)}
    if slug not in known:
        raise NotFound(name=f"officer/{slug}")
    return known[slug]


def body_of(request: HttpRequest) -> dict[str, Any]:
    """Give what a form says of an officer; fields that are left empty are left out."""
    body: dict[str, Any] = {"name": request.POST.get("name", "").strip()}
    body["roles"] = request.POST.getlist("roles")
    for name in MANY[1:]:
        body[name] = _items(request.POST.get(name, ""))
    body["vetted_until"] = request.POST.get("vetted_until", "").strip()
    return {name: value for name, value in body.items() if value} | {"active": "active" in request.POST}


def _items(text: str) -> list[str]:
    """Give the items of a line, by commas, each once."""
    items = (item.strip() for item in text.replace(";", ",").split(","))
    return list(dict.fromkeys(item for item in items if item))
