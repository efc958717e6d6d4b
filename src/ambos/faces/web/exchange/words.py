"""What the pages of the exchange say alike: the ways between them, partners, names of records."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ambos.faces.web.frame.visit import Visit
from ambos.kernel.access import AUDIT, RUN
from ambos.kernel.shelf import RecordRow
from ambos.values.errors import Misused, NotFound

TABS: Final = ("peers", "release", "holdings", "recalls", "holds", "quarantine", "bundles", "witnesses")
NEED: Final = {"peers": AUDIT, "holdings": AUDIT, "quarantine": AUDIT, "witnesses": AUDIT, "bundles": RUN}


class BoxUnchecked(Misused):
    """What cannot be undone was not confirmed by its box."""

    code = "exchange.box-unchecked"


class RecordUnnamed(Misused):
    """The form does not name the record that is meant."""

    code = "exchange.record-unnamed"


@dataclass(frozen=True)
class Named:
    """A record as a line of a list: its id in short, the thing it speaks of, and its caption."""

    rid: str
    short: str
    subject: str
    title: str


def tabs(visit: Visit, here: str) -> list[tuple[str, str, bool]]:
    """Give the ways between the pages of the exchange that this person may go."""
    return [
        (visit.say("web_exchange", f"tab.{name}"), visit.url(f"exchange-{name}"), name == here)
        for name in TABS
        if name not in NEED or visit.may(NEED[name])
    ]


def flowing(visit: Visit) -> list[str]:
    """Give the partners with whom something flows."""
    return [party for party, partner in visit.node.partners().items() if partner.flows]


def partner_of(visit: Visit, name: str = "party") -> str:
    """Give the partner that the address or form names, else the first one; empty where there is none."""
    asked = visit.request.GET.get(name) or visit.request.POST.get(name)
    known = flowing(visit)
    if asked:
        visit.node.peer(asked)
        return asked
    return known[0] if known else ""


def record_of(visit: Visit) -> str:
    """Give the record that a form names."""
    text = (visit.request.POST.get("record") or visit.request.GET.get("record") or "").strip()
    if not text:
        raise RecordUnnamed
    return text


def named(visit: Visit, row: RecordRow) -> Named:
    """Say what a record is about."""
    try:
        thing = visit.shelf.thing(row.subject)
    except NotFound:  # recalled, or its content is gone
        return Named(row.rid, visit.shown.rid(row.rid), row.subject, row.subject)
    title = visit.title(thing)
    return Named(row.rid, visit.shown.rid(row.rid), row.subject, title)


def by_rid(visit: Visit, rid: str) -> Named:
    """Say what a record is about that may not be shown to this person: then by its last digits alone."""
    found = [row for row in visit.shelf.records_like(rid) if row.rid == rid]
    short = visit.shown.rid(rid)
    return named(visit, found[0]) if found else Named("", short, "", short)


def field(visit: Visit, name: str) -> str:
    """Give a text of the form."""
    return visit.request.POST.get(name, "").strip()


def codes(visit: Visit, name: str, values: Iterable[str]) -> list[tuple[str, str]]:
    """Give the codes of a list with their labels."""
    return [(code, visit.language.label("codes", f"{name}.{code}")) for code in values]
