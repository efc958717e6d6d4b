"""The work of meetings at a node: agendas drafted and written, minutes recorded, contacts step by step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from ambos.analysis.studies.agenda import Raised, Scope, draft
from ambos.analysis.studies.lines import Review
from ambos.domains.dialogue import acts
from ambos.domains.dialogue.contacts import ContactStanding, ReportClock, standing
from ambos.domains.dialogue.records.basics import MEETING_LEVEL
from ambos.kernel import tabular
from ambos.kernel.access import PROPOSE, demand
from ambos.kernel.acts import New
from ambos.kernel.ledger import Written
from ambos.kernel.shelf import Shelf, Thing
from ambos.node.node import Node
from ambos.node.rules import RULES
from ambos.node.showing import find_of_kind, find_subject
from ambos.values.errors import Misused, Refused

SheetRow = tuple[str, dict[str, Any]]

MEXICO = "MX"
WORKING_GROUP = "working-group"


class NotMexican(Refused):
    """The contact rule is Mexican law: only Mexico's node keeps contacts; data: party."""

    code = "contact.not-mexican"


class DayGone(Misused):
    """An agenda is drafted for a day that is past; data: day, today."""

    code = "agenda.day-gone"


class ContactStart(Misused):
    """A contact begins from an agenda or a meeting, not from another kind of thing; data: name."""

    code = "contact.start"


class NumberRepeated(Misused):
    """Two rows of a minutes sheet have one number, by which what came of them is named; data: both rows."""

    code = "minutes.number-repeated"


@dataclass(frozen=True)
class Drafted:
    """An agenda as it would be written: its level, its group if any, the day, what to talk about."""

    level: str
    group: Thing | None
    on: date
    raised: tuple[Raised, ...]


def draft_agenda(node: Node, wanted: str, on: date, most: int, review: Review | None = None) -> Drafted:
    """Draft the agenda of a group, or of a level such as ``ministerial``, from the state of the plan.

    The node is reviewed for it, unless a ``review`` is given. Refused for a day that is past: a meeting that
    was held has minutes.
    """
    if on < node.today():
        raise DayGone(day=on, today=node.today())
    shelf = node.shelf
    group = None if wanted in MEETING_LEVEL.codes else shelf.thing(find_of_kind(shelf, "group", wanted))
    level = wanted if group is None else _usual_level(shelf, group)
    raised = draft(shelf, review or node.review(), Scope(_frameworks(shelf, group), on), most)
    return Drafted(level, group, on, raised)


def _usual_level(shelf: Shelf, group: Thing) -> str:
    """Give the level at which a group meets: its promise, else its last meeting, else the usual."""
    held = [meeting for meeting in shelf.things("meeting") if meeting.get("group") == group.subject]
    last: Thing | None = max(held, key=lambda meeting: meeting.get("held"), default=None)
    return group.get("cadence") or (last.get("level") if last else WORKING_GROUP)


def _frameworks(shelf: Shelf, group: Thing | None) -> frozenset[str]:
    """Give the group's framework, or every framework that has not ended."""
    if group is not None:
        return frozenset((group.get("framework"),))
    return frozenset(thing.subject for thing in shelf.things("framework") if not thing.get("ended"))


def write_agenda(node: Node, slug: str, drafted: Drafted, given: Mapping[str, Any]) -> list[Written]:
    """Propose a drafted agenda with its items; ``given`` are the fields that a person filled in."""
    body: dict[str, Any] = {"planned": drafted.on.isoformat(), "level": drafted.level, **given}
    if drafted.group is not None:
        body |= {"group": drafted.group.subject, "framework": drafted.group.get("framework")}
    return node.propose(acts.agenda(slug, body, [_item(raised) for raised in drafted.raised]))


def _item(raised: Raised) -> dict[str, Any]:
    words = {code: text for code, text in raised.item.name.items() if code}
    topic = words or {"en": raised.item.subject, "es": raised.item.subject}
    body: dict[str, Any] = {"topic": topic, "reason": raised.reason, "concerns": list(raised.concerns)}
    owners = {f"lead_{party.lower()}": owner for party, owner in raised.owners.items()}
    return body | owners


def agenda_of(node: Node, name: str) -> Thing:
    """Give the planned meeting that a name means."""
    shelf = node.shelf
    return shelf.thing(find_of_kind(shelf, "agenda", name))


def items_of(shelf: Shelf, agenda: Thing) -> list[Thing]:
    """Give the items of a planned meeting in their order."""
    items = (item for item in shelf.things("agenda-item") if item.get("agenda") == agenda.subject)
    return sorted(items, key=lambda item: (item.get("order"), item.subject))


def write_sheet(node: Node, agenda: Thing, path: Path) -> int:
    """Write the sheet for the minutes of a planned meeting as CSV; give how many rows that is."""
    rows = acts.sheet(items_of(node.shelf, agenda))
    with path.open("wb") as stream:
        tabular.write(acts.SHEET, rows, stream)
    return len(rows)


def record_minutes(node: Node, agenda: Thing, held: acts.Held, stream: BinaryIO, name: str) -> list[Written]:
    """Propose the meeting, its minutes and what came of them from a filled-in sheet: all of it or nothing."""
    return node.propose(minutes_of(node.shelf, agenda, held, read_sheet(stream, name)))


def read_sheet(stream: BinaryIO, name: str) -> Sequence[SheetRow]:
    """Read a filled-in sheet; two rows of one number are refused."""
    rows = tabular.read(acts.SHEET, stream, name)
    _demand_numbers(rows, name)
    return rows


def minutes_of(shelf: Shelf, agenda: Thing, held: acts.Held, rows: Sequence[SheetRow]) -> list[New]:
    """Give what minutes would propose: the meeting, its minutes, decisions and commitments made there."""
    items = {item.slug: item for item in items_of(shelf, agenda)}
    return acts.minutes(agenda, items, held, rows)


def _demand_numbers(rows: Sequence[SheetRow], name: str) -> None:
    seen: dict[int, int] = {}
    for place, (_, row) in enumerate(rows, tabular.FIRST_ROW):
        first = seen.setdefault(row["order"], place)
        if first != place:
            raise NumberRepeated(file=name, row=place, first=first, number=row["order"])


# -- contacts with foreign agents


def demand_mexican(node: Node) -> None:
    """Refuse at any node but Mexico's: the rule is Mexican law, and a contact is never the partner's."""
    if node.config.party != MEXICO:
        raise NotMexican(party=node.config.party)


def draft_contact(node: Node, slug: str, start: str, given: Mapping[str, Any]) -> Written:
    """Propose a contact, filled in from an agenda or a meeting."""
    (written,) = node.propose([weigh_contact(node, slug, start, given)])
    return written


def step_contact(node: Node, name: str, changes: Mapping[str, Any]) -> Written:
    """Take a contact one step further; what the step needs and does not have is refused."""
    demand_mexican(node)
    return node.revise(find_of_kind(node.shelf, "contact", name), changes)


def weigh_step(node: Node, name: str, changes: Mapping[str, Any]) -> tuple[Thing, Mapping[str, Any]]:
    """Give a contact and what it would say after a step, and write nothing; refused as the step would be."""
    demand_mexican(node)
    thing = node.shelf.thing(find_of_kind(node.shelf, "contact", name))
    person, today = node.person(), node.today()
    demand(person, PROPOSE, thing.label, thing.owner, today)
    body = {field: value for field, value in {**thing.body, **changes}.items() if value is not None}
    RULES["contact"](node.register["contact"].check(body), today)
    return thing, body


def weigh_contact(node: Node, slug: str, start: str, given: Mapping[str, Any]) -> New:
    """Give a contact as it would be drafted, and write nothing; refused as the draft would be."""
    demand_mexican(node)
    shelf = node.shelf
    thing = shelf.thing(find_subject(shelf, start))
    if thing.kind not in ("agenda", "meeting"):
        raise ContactStart(name=thing.subject)
    new = New("contact", slug, acts.contact(thing, given))
    weigh(node, [new])
    return new


def weigh(node: Node, news: Sequence[New]) -> None:
    """Refuse what the desk would refuse of new things for body or right, and write nothing."""
    person, today = node.person(), node.today()
    for new in news:
        kind = node.register[new.kind]
        demand(person, PROPOSE, kind.label, person.party, today)
        body = kind.check(dict(new.body))
        if rule := RULES.get(new.kind):
            rule(body, today)


def planned_meetings(node: Node) -> list[Thing]:
    """Give every planned meeting, the earliest first."""
    return sorted(node.shelf.things("agenda"), key=lambda thing: (thing.get("planned"), thing.subject))


def contacts(node: Node) -> list[ContactStanding]:
    """Say how every contact stands, those with the nearest due date first."""
    clock = ReportClock(int(node.config.contact_report_days))
    shelf = node.shelf
    found = [standing(thing, shelf.today, clock) for thing in shelf.things("contact")]
    return sorted(
        found, key=lambda one: (one.due or date.max, one.contact.get("planned"), one.contact.subject)
    )
