"""Official lists: their versions, the entries of one, what changed between two, and where a name stands."""

from typing import Any, Final

from django.http import HttpResponse

from ambos.evidence.errors import EvidenceAltered, EvidenceMissing
from ambos.evidence.lists.differences import SORTS
from ambos.faces.web.frame.asking import asked, table
from ambos.faces.web.frame.visit import Visit, reading
from ambos.kernel.shelf import Thing
from ambos.node.lists import Compared, differ, entries, find_name, lists, version

PAGE: Final = 50
MOST: Final = 200  # differences, or entries found, on a page; the table to take away has all of them


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
    )


def told(visit: Visit, thing: Thing) -> str:
    """Give the name of a version's list."""
    return visit.language.label("codes", f"evidence-reader.{thing.get('reader')}")


@reading
def show(visit: Visit, slug: str) -> HttpResponse:
    """Show the entries of a version from a place on, or one of them by its key."""
    thing = version(visit.shelf, slug)
    key, begin = asked(visit, "key")["key"], asked(visit, "start")["start"]
    start = int(begin) if begin.isascii() and begin.isdecimal() else 0
    rows: list[dict[str, Any]] = []
    total, fault = 0, ""
    try:
        rows, total = entries(visit.node, thing, start, PAGE, key)
    except EvidenceMissing:
        fault = "pending"
    except EvidenceAltered:
        fault = "altered"
    return visit.render(
        "evidence/list.html",
        thing=thing,
        title=told(visit, thing),
        rows=rows,
        total=total,
        start=start,
        key=key,
        fault=fault,
        before=f"?start={max(start - PAGE, 0)}" if start else "",
        after=f"?start={start + PAGE}" if start + PAGE < total else "",
    )


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
