"""What official lists say of the organisations and persons whom records name by an entry of one.

Nobody is named but as an official list names them, and lists change: what a record rests on may be gone from
the newest version. Lists of which no file is read, as that of foreign terrorist organizations, say nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ambos.domains.networks.rules import ENDS
from ambos.evidence.errors import EvidenceAltered, EvidenceMissing
from ambos.evidence.lists.differences import FieldChange, changes
from ambos.evidence.lists.finding import words_in
from ambos.evidence.lists.reading import SAT, SDN, UN
from ambos.kernel.shelf import Shelf, Thing
from ambos.node.lists import both_tell, entries, lists, table_in
from ambos.node.node import Node
from ambos.values.errors import Refused

READERS: Final[Mapping[str, str]] = {"ofac-sdn": SDN, "un-consolidated": UN, "sat-69-b": SAT}
LISTS: Final[Mapping[str, str]] = {reader: code for code, reader in READERS.items()}
PENDING, ALTERED = "pending", "altered"
TOLD: Final = ("official_list", "entry", "list_version", "name")

Row = Mapping[str, Any]


class EntryNotListed(Refused):
    """The version of a list that is named holds no such entry; data: field, entry, day."""

    code = "lists.entry-not-listed"


class NameNotListed(Refused):
    """The entry that is named has none of its names so; data: field, name, entry, found."""

    code = "lists.name-not-listed"


class VersionForeign(Refused):
    """What is named as a version of a list is another list, or no list; data: field, value."""

    code = "lists.version-foreign"


@dataclass(frozen=True)
class Listed:
    """What an entry says by the version that a record rests on, and what became of it in the newest.

    ``version`` is the one that the record names, else the newest; ``entry`` is None where it has no such
    entry, ``now`` where the newest has none. ``fault`` is why nothing of them can be told, if so.
    """

    version: Thing
    newest: Thing
    entry: Row | None = None
    now: Row | None = None
    changes: tuple[FieldChange, ...] = ()
    fault: str = ""

    @property
    def state(self) -> str:
        """Say how the entry stands: ``held``, ``changed``, ``dropped``, ``lacking``, or the fault."""
        if self.fault:
            return self.fault
        if self.entry is None:
            return "lacking"
        if self.now is None:
            return "dropped"
        return "changed" if self.changes else "held"

    def has_name(self, name: str) -> bool:
        """Say whether the entry has this name, as its own or as an alias, if its version tells aliases."""
        if self.entry is None or "aliases" not in (self.version.get("columns") or ("aliases",)):
            return True
        return words_in(name) in map(words_in, (self.entry["name"], *self.entry["aliases"]))


def listed(node: Node, body: Mapping[str, Any]) -> Listed | None:
    """Give what a list on record says of whom a body names by an entry; None where there is no such list."""
    reader, key = READERS.get(body.get("official_list") or "", ""), body.get("entry")
    versions = next((one.versions for one in lists(node.shelf) if one.code == reader), ())
    if not versions or not key:
        return None
    newest = versions[0]
    version = next((one for one in versions if one.subject == body.get("list_version")), newest)
    try:
        entry = _entry(node, version, key)
        now = entry if version == newest else _entry(node, newest, key)
    except EvidenceMissing:
        return Listed(version, newest, fault=PENDING)
    except EvidenceAltered:
        return Listed(version, newest, fault=ALTERED)
    told = both_tell(version.get("columns"), newest.get("columns"))
    changed = tuple(changes(entry, now, told)) if entry and now else ()
    return Listed(version, newest, entry, now, changed)


def _entry(node: Node, version: Thing, key: str) -> Row | None:
    rows, _ = entries(node, version, 0, 1, key)
    return rows[0] if rows else None


def demand_listed(node: Node, kind: str, body: Mapping[str, Any]) -> None:
    """Refuse whoever is named by a version of a list that has no such entry, or has it under other names.

    What cannot be looked up here passes: a version that is not on record, or whose entries have not come.
    """
    if kind not in ENDS or not all(isinstance(body.get(name) or "", str) for name in TOLD):
        return  # what is of no form is refused as such at the desk
    named = body.get("list_version")
    if not named:
        return
    held = {one.subject: one for each in lists(node.shelf) for one in each.versions}
    if named not in held:
        _demand_unknown(node.shelf, named)
        return
    if held[named].get("reader") != READERS.get(body.get("official_list") or ""):
        raise VersionForeign(field="list_version", value=named)
    found = listed(node, body)
    if found is None or found.fault:
        return
    if found.entry is None:
        raise EntryNotListed(field="entry", entry=body.get("entry"), day=found.version.get("as_of"))
    name = body.get("name")
    if name and not found.has_name(name):
        raise NameNotListed(field="name", name=name, entry=body.get("entry"), found=found.entry["name"])


def _demand_unknown(shelf: Shelf, named: str) -> None:
    """Refuse a set of evidence that is on record and no version of a list."""
    if shelf.versions(named):
        raise VersionForeign(field="list_version", value=named)


def naming(shelf: Shelf, version: Thing, key: str) -> list[Thing]:
    """Give the organisations and persons whom records name by this entry of a list, in whichever version."""
    found = (thing for kind in ENDS for thing in shelf.having(kind, "entry", (key,)))
    return [one for one in found if READERS.get(one.get("official_list") or "") == version.get("reader")]


def unlisted(shelf: Shelf, folder: Path) -> dict[str, dict[str, str]]:
    """Give whoever is named by an entry that the newest version of the list does not hold.

    Each by subject, with the entry and the day of that version. ``folder`` holds the rows of evidence; a list
    whose rows are not there, or are not those that were signed, says nothing.
    """
    found: dict[str, dict[str, str]] = {}
    for one in lists(shelf):
        code, newest = LISTS.get(one.code), one.versions[0]
        named = (
            [thing for kind in ENDS for thing in shelf.having(kind, "official_list", (code,))] if code else []
        )
        keys = _keys(folder, newest) if named else None
        for thing in named:
            if keys is not None and thing.get("entry") and thing.get("entry") not in keys:
                found[thing.subject] = {"entry": thing.get("entry"), "day": str(newest.get("as_of"))}
    return found


def _keys(folder: Path, version: Thing) -> frozenset[str] | None:
    try:
        return frozenset(table_in(folder, version, ("key",))["key"].to_pylist())
    except (EvidenceMissing, EvidenceAltered):
        return None
