"""Exposure of a person: what they could see, did see, gave out and took part in, and what follows from it.

The sums of readings are kept by the fold (``kernel.watched``), so that the answer does not depend on how
many readings there are. What lies in no compartment is not journalled when it is read: of that the answer
says what could be seen, never what was.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from ambos.domains.integrity.records import EXPORT
from ambos.domains.integrity.standing import vettings_of
from ambos.kernel.access import Person
from ambos.kernel.keys import OFFICER, key_id
from ambos.kernel.kinds import Kind
from ambos.kernel.release_kinds import KERNEL
from ambos.kernel.searching import MOST, search
from ambos.kernel.settling import rows_in
from ambos.kernel.shelf import Thing
from ambos.kernel.sights import Sights, label_of
from ambos.kernel.tables import table_of
from ambos.kernel.watched import summed
from ambos.node.node import Node, Progress, silent
from ambos.node.staff import Said, history, staff
from ambos.node.watching import demand_watch
from ambos.values.dates import Day
from ambos.values.errors import NotFound

LISTED: Final = 500
PAGES: Final = 5  # of a search for who names a person
PARTS: Final = 5  # of an exposure, as its progress is told
# Domains whose records are operations, cases or people at risk once somebody who should not have saw them.
AT_RISK: Final[Mapping[str, str]] = {
    "taskforces": "operation",
    "justice": "case",
    "finance": "case",
    "arms": "case",
    "drugs": "case",
    "networks": "source",
}
COMPARTMENTED: Final = "compartment"
OWN_KEYS: Final = ("officer-key", "sign-in", "tokens")
HOUSE_KEYS: Final = ("exchange-keys", "note-keys", "certificate", "roots", "marks")


@dataclass(frozen=True)
class Span:
    """A time of one version of what the ledger says of an officer; times are Unix milliseconds."""

    since: int
    until: int | None
    roles: tuple[str, ...]
    compartments: tuple[str, ...]
    vetted_until: str
    active: bool


@dataclass(frozen=True)
class Reach:
    """How many things of a kind somebody could see, in a compartment or outside; None: not ours to count."""

    compartment: str
    kind: str
    count: int | None


@dataclass(frozen=True)
class Sighting:
    """A record that somebody was given: by which ways, how often, when; its name if one may know."""

    record: str
    kind: str
    subject: str
    party: str
    compartment: str
    ways: tuple[str, ...]
    times: int
    since: str
    last: str


@dataclass(frozen=True)
class Deed:
    """A record that somebody signed, or a thing that names them (``field`` says where)."""

    record: str
    kind: str
    subject: str
    time: int
    field: str = ""


@dataclass(frozen=True)
class Danger:
    """A record at risk, why (a code), and the parties that hold it: whoever owns it must be told."""

    record: str
    kind: str
    subject: str
    why: str
    owner: str
    held_by: tuple[str, ...]


@dataclass(frozen=True)
class Exposure:
    """Everything that is on record of what a person could do with what the node holds.

    Lists hold the newest ``LISTED`` entries at most; ``totals`` counts all.
    """

    person: str
    party: str
    computed: date
    enrolled: bool
    spans: tuple[Span, ...]
    vettings: tuple[str, ...]
    could_see: tuple[Reach, ...]
    did_see: tuple[Sighting, ...]
    exported: tuple[Thing, ...]
    signed: tuple[Deed, ...]
    named_in: tuple[Deed, ...]
    at_risk: tuple[Danger, ...]
    recall: tuple[Danger, ...]
    rotate: tuple[str, ...]
    totals: Mapping[str, int]


def exposure(node: Node, person: str, listed: int = LISTED, progress: Progress = silent) -> Exposure:
    """Say what a person could see, saw, gave out and took part in, here; for who may watch over people.

    Names and counts of what lies in a compartment stand only for whoever is inside it; of the rest, the id
    of the record. Refused: somebody who is neither an officer here nor named in anything.
    """
    demand_watch(node)
    progress(0, PARTS)
    known = {one.slug: one for one in staff(node)}
    spans = tuple(_spans(history(node, person))) if person in known else ()
    seen = sorted(_sightings(node, person), key=lambda one: one.last, reverse=True)
    progress(1, PARTS)
    signed, signatures = _signed(node, person, listed)
    progress(2, PARTS)
    named_in = tuple(_naming(node, person))
    exported = _exports(node, person, listed)
    progress(3, PARTS)
    if not (spans or seen or named_in or exported[1]):
        raise NotFound(name=person)
    dangers = _dangers(node, seen, signed, listed)
    progress(4, PARTS)
    could_see = tuple(_reaches(node, person, spans))
    progress(PARTS, PARTS)
    return Exposure(
        person=person,
        party=node.config.party,
        computed=node.today(),
        enrolled=person in known,
        spans=spans,
        vettings=tuple(sorted(v.subject for v in _visible_vettings(node, person))),
        could_see=could_see,
        did_see=tuple(seen[:listed]),
        exported=exported[0],
        signed=signed,
        named_in=named_in,
        at_risk=tuple(one for one in dangers if one.why != "signed"),
        recall=tuple(one for one in dangers if one.held_by and one.owner == node.config.party),
        rotate=_keys(spans),
        totals={
            "did_see": len(seen),
            "readings": sum(one.times for one in seen),
            "exported": exported[1],
            "signed": signatures,
            "named_in": len(named_in),
            "at_risk": sum(one.why != "signed" for one in dangers),
        },
    )


def _spans(said: Sequence[Said]) -> Iterator[Span]:
    """Give the times of each version of an officer's record, the oldest first."""
    until: int | None = None
    found = []
    for one in said:
        body = one.body
        found.append(
            Span(
                one.time,
                until,
                tuple(body.get("roles") or ()),
                tuple(body.get("compartments") or ()),
                body.get("vetted_until") or "",
                bool(body.get("active", True)),
            )
        )
        until = one.time
    yield from reversed(found)


def _visible_vettings(node: Node, person: str) -> list[Any]:
    shelf = node.shelf
    every = vettings_of(node.parts.tables, node.config.party, person)
    return [one for one in every if shelf.versions(one.subject)]


def _keys(spans: Iterable[Span]) -> tuple[str, ...]:
    """Name the keys to make anew: the officer's own, and the node's if they ran it."""
    every = list(spans)
    ran = any("secretariat" in span.roles for span in every)
    return (*OWN_KEYS, *(HOUSE_KEYS if ran else ())) if every else ()


# -- could see


def _reaches(node: Node, person: str, spans: Sequence[Span]) -> Iterator[Reach]:
    """Count what the roles of an officer reach outside compartments, and inside those they ever held."""
    if not spans:
        return
    tables, today, party = node.parts.tables, node.today(), node.config.party
    roles = frozenset(role for span in spans for role in span.roles)
    held = sorted({name for span in spans for name in span.compartments if _was_vetted(span)})
    watcher = node.shelf.sights().numbers
    every = Person(party, person, roles, frozenset(), frozenset(held), today)
    found = Sights(tables, every, today).seen().numbers
    by_compartment: dict[str, set[int]] = {name: set() for name in ("", *held)}
    for number, label in tables.execute("SELECT id, label FROM sight"):
        if number in found:
            by_compartment[label_of(label).compartment or ""].add(number)
    for name, numbers in by_compartment.items():
        if numbers - watcher:
            yield Reach(name, "", None)
        else:
            yield from (Reach(name, kind, count) for kind, count in _counted(node, numbers))


def _was_vetted(span: Span) -> bool:
    """Say whether the officer's record let them in at any time of a span."""
    since = datetime.fromtimestamp(span.since / 1000, UTC).date()
    return bool(span.vetted_until) and Day.parse(span.vetted_until).last >= since and span.active


def _counted(node: Node, sights: set[int]) -> Iterator[tuple[str, int]]:
    """Count the things of each kind of a domain under these sights, by the index that has all of it."""
    if not sights:
        return
    numbers = ", ".join(map(str, sorted(sights)))
    for kind in node.register:
        if kind.domain != KERNEL:  # nothing that the node writes of itself, by the million
            sql = f"SELECT count(*) FROM thing WHERE kind = ? AND shown = 1 AND sight IN ({numbers})"
            ((count,),) = node.parts.tables.execute(sql, (kind.name,))
            if count:
                yield kind.name, count


# -- did see


def _sightings(node: Node, person: str) -> list[Sighting]:
    """Give every record that an officer was given, by the sums of the fold and by what waits unsigned."""
    rows = node.parts.tables.execute(
        "SELECT record, way, compartment, of_kind, times, since, last FROM seen WHERE officer = ?", (person,)
    )
    waiting, _ = summed(body for body in node.reads.journal.waiting() if body["officer"] == person)
    fresh = [(r, way, name, kind, *sums) for (_, r, way, name, kind), sums in waiting.items()]
    joined: dict[tuple[str, str, str], list[Any]] = {}
    for record, way, compartment, kind, times, since, last in (*rows, *fresh):
        key = (record, compartment, kind)
        ways, sum_, first, end = joined.get(key, [set(), 0, since, last])
        joined[key] = [{*ways, way}, sum_ + times, min(first, since), max(end, last)]
    named = _named(node, [record for record, _, _ in joined if record])
    return [
        Sighting(
            record, kind, *named.get(record, ("", "")), compartment, tuple(sorted(ways)), times, first, end
        )
        for (record, compartment, kind), (ways, times, first, end) in joined.items()
    ]


def _named(node: Node, rids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Give what these records are about, where whoever asks may see them, and whose they are."""
    sights = node.shelf.sights().numbers
    rows = rows_in(node.parts.tables, "SELECT rid, subject, party, sight FROM record WHERE rid IN", rids)
    return {rid: (subject if sight in sights else "", party) for rid, subject, party, sight in rows}


# -- gave out, signed, took part in


def _exports(node: Node, person: str, listed: int) -> tuple[tuple[Thing, ...], int]:
    """Give the marked copies that a person made or was given, the newest first, and how many there are."""
    shelf = node.shelf
    where = f"k.shown = 1 AND {shelf.within('k.sight')} AND (k.f_officer = ? OR k.f_recipient = ?)"
    table = table_of(EXPORT)
    if not shelf.folded():
        return (), 0
    ((count,),) = shelf.rows(f"SELECT count(*) FROM {table} k WHERE {where}", (person, person))
    rows = shelf.rows(
        f"SELECT k.subject FROM {table} k WHERE {where} ORDER BY k.f_at DESC LIMIT {listed}", (person, person)
    )
    return tuple(shelf.standing(subject) for (subject,) in rows), count


def _signed(node: Node, person: str, listed: int) -> tuple[tuple[Deed, ...], int]:
    """Give what a person signed with a key of their own, the newest first, and how many records that is."""
    book = node.book(node.house)
    kids = [key_id(one.public).hex() for one in book if one.purpose == OFFICER and one.holder == person]
    tables, sights = node.parts.tables, node.shelf.sights().numbers
    where, total, rows = "kid = ? AND batched = 0", 0, []
    for kid in kids:  # key by key, so that the index gives the newest at once
        ((count,),) = tables.execute(f"SELECT count(*) FROM record WHERE {where}", (kid,))
        sql = f"SELECT rid, kind, subject, time, sight FROM record WHERE {where} ORDER BY time DESC"
        rows += tables.execute(f"{sql} LIMIT {listed}", (kid,))
        total += count
    newest = sorted(rows, key=lambda row: row[3], reverse=True)[:listed]
    return tuple(
        Deed(rid, kind, subject if sight in sights else "", time)
        for rid, kind, subject, time, sight in newest
    ), total


def _naming(node: Node, person: str) -> Iterator[Deed]:
    """Give the things that name a person in a field of their own, as whoever asks may see them."""
    shelf, after = node.shelf, ""
    for _ in range(PAGES):
        found = search(shelf, person, limit=MOST, after=after)
        for hit in found.hits:
            thing = hit.thing
            field = _field_naming(node.register[thing.kind], thing, person)
            if field and thing.kind not in (EXPORT.name, "officer", "key"):
                yield Deed(thing.rid, thing.kind, thing.subject, shelf.record(thing.rid).time, field)
        after = found.more
        if not after:
            return


def _field_naming(kind: Kind, thing: Thing, person: str) -> str:
    """Give the field that holds just this person; nothing where they only stand in a text."""
    for field in kind.fields:
        value = thing.get(field.name)
        if value == person or (isinstance(value, list) and person in value):
            return field.name
    return ""


# -- what follows


def _dangers(node: Node, seen: Sequence[Sighting], signed: Sequence[Deed], listed: int) -> tuple[Danger, ...]:
    """Give what is at risk of what was seen, and what was signed and has left, with who holds each."""
    party, register = node.config.party, node.register
    found: dict[str, Danger] = {}
    for one in seen:
        domain = register[one.kind].domain if one.kind in register else ""
        if one.record:
            why = AT_RISK.get(domain, COMPARTMENTED)
            found[one.record] = Danger(one.record, one.kind, one.subject, why, one.party or party, ())
    for deed in signed:
        if deed.record not in found and deed.kind in register and register[deed.kind].domain != KERNEL:
            found[deed.record] = Danger(deed.record, deed.kind, deed.subject, "signed", party, ())
    holders = _holders(node, [one.record for one in found.values()][: 2 * listed])
    return tuple(
        Danger(one.record, one.kind, one.subject, one.why, one.owner, holders.get(one.record, ()))
        for one in found.values()
    )


def _holders(node: Node, rids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Give the partners to which each of these records was released."""
    asked = {bytes.fromhex(rid): rid for rid in rids}
    held: dict[str, list[str]] = {}
    for party in sorted(node.peers()):
        for raw in node.channel(party).log.store.places_of(list(asked)):
            held.setdefault(asked[raw], []).append(party)
    return {rid: tuple(parties) for rid, parties in held.items()}


def sums(exposed: Exposure) -> dict[str, int]:
    """Give the counts that stand in a report's record."""
    names = ("did_see", "exported", "signed", "at_risk")
    could = sum(one.count or 0 for one in exposed.could_see)
    return {"could_see": could, **{name: exposed.totals[name] for name in names}}


def by_kind(ones: Iterable[Sighting | Danger | Deed]) -> list[tuple[str, int]]:
    """Count by kind, the most frequent first."""
    return Counter(one.kind for one in ones).most_common()
