"""Official lists: their versions, the entries of one, what changed between two, and where a name stands."""

from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse

from ambos.evidence.errors import EvidenceAltered, EvidenceMissing
from ambos.evidence.lists.differences import SORTS
from ambos.evidence.lists.entry import ENTITY, PERSON
from ambos.evidence.lists.finding import Found
from ambos.faces.web.frame.asking import asked, table
from ambos.faces.web.frame.visit import Visit, reading
from ambos.kernel.access import IMPORT, PROPOSE
from ambos.kernel.shelf import Thing
from ambos.node.listed import ALTERED, LISTS, PENDING, naming
from ambos.node.lists import Compared, differ, earlier, entries, find_in, find_name, lists, version

PAGE: Final = 50
MOST: Final = 200  # differences, or entries found, on a page; the table to take away has all of them
DIGITS: Final = 10  # of a place in a list, which no list comes near


@reading
def home(visit: Visit) -> HttpResponse:
    """Show the lists with their versions; with a name, where it stands in the newest of each."""
    name = asked(visit, "name")["name"]
    return visit.render(
        "evidence/lists.html",
        found=lists(visit.shelf),
        name=name,
        hits=find_name(visit.node, name) if name else (),
        most=MOST,
        told=lambda thing: told(visit, thing),
        imports=visit.may(IMPORT),
    )


def told(visit: Visit, thing: Thing) -> str:
    """Give the name of a version's list."""
    return visit.language.label("codes", f"evidence-reader.{thing.get('reader')}")


@reading
def show(visit: Visit, slug: str) -> HttpResponse:
    """Show the entries of a version from a place on, those found by a name, or one of them by its key."""
    thing = version(visit.shelf, slug)
    wanted = asked(visit, "key", "name", "start")
    begin = wanted["start"]
    start = int(begin) if begin.isascii() and begin.isdecimal() and len(begin) < DIGITS else 0
    rows, total, hits, fault = _read(visit, thing, wanted["key"], wanted["name"], start)
    one = rows[0] if wanted["key"] and rows else None
    return visit.render(
        "evidence/list.html",
        thing=thing,
        earlier=earlier(visit.shelf, thing),
        title=told(visit, thing),
        rows=rows,
        total=total,
        hits=hits,
        most=MOST,
        start=start,
        key=wanted["key"],
        name=wanted["name"],
        fault=fault,
        naming=naming(visit.shelf, thing, wanted["key"]) if one else (),
        writes=_writes(visit, thing, one) if one else "",
        before=f"?start={max(start - PAGE, 0)}" if start else "",
        after=f"?start={start + PAGE}" if start + PAGE < total else "",
    )


def _read(
    visit: Visit, thing: Thing, key: str, name: str, start: int
) -> tuple[list[dict[str, Any]], int, tuple[Found, ...], str]:
    """Give rows and how many there are, or what a name finds; or the code of why there is nothing to show."""
    try:
        if name and not key:
            return [], 0, find_in(visit.node, thing, name), ""
        return (*entries(visit.node, thing, start, PAGE, key), (), "")
    except EvidenceMissing:
        return [], 0, (), PENDING
    except EvidenceAltered:
        return [], 0, (), ALTERED


def _writes(visit: Visit, thing: Thing, row: dict[str, Any]) -> str:
    """Give the address of a form that names whom an entry names, for whoever may propose; or nothing."""
    code = LISTS.get(str(thing.get("reader")))
    kind = {PERSON: "person", ENTITY: "organisation"}.get(row["sort"])
    if not (code and kind and visit.signed_in and visit.may(PROPOSE)):
        return ""
    filled = {
        "name": row["name"],
        "official_list": code,
        "entry": row["key"],
        "list_version": thing.slug,
        "listed_on": row["listed"],
    }
    return visit.url("writing-new", kind) + "?" + urlencode({f"f.{k}": v for k, v in filled.items() if v})


@reading
def compare(visit: Visit) -> HttpResponse:
    """Show what changed between two versions of one list, of one sort or of all."""
    wanted = asked(visit, "first", "second", "sort")
    found = differ(visit.node, wanted["first"], wanted["second"])
    listed = [one for one in found.differences if wanted["sort"] in ("", one.sort)]
    return visit.render(
        "evidence/lists_differ.html",
        found=found,
        title=told(visit, found.after),
        listed=listed[:MOST],
        left=max(len(listed) - MOST, 0),
        sorts=SORTS,
        wanted=wanted,
        untold=[visit.say("lists", f"column.{name}") for name in found.untold],
        field=lambda name: visit.language.find("lists", f"column.{name}") or name,
    )


@reading
def changes(visit: Visit) -> HttpResponse:
    """Give every difference as CSV, one row for each field that changed."""
    wanted = asked(visit, "first", "second")
    found = differ(visit.node, wanted["first"], wanted["second"])
    head = ("change", "key", "name", "programs", "field", "lost", "gained")
    return table(head, list(_rows(found)), "differences.csv")


def _rows(found: Compared) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for one in found.differences:
        named = (one.sort, one.key, one.name, "; ".join(one.programs))
        fields = [(each.field, "; ".join(each.lost), "; ".join(each.gained)) for each in one.changes]
        rows += [(*named, *each) for each in fields or [("", "", "")]]
    return rows
