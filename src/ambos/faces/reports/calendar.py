"""Planned meetings as an iCalendar file (RFC 5545), in the reader's language.

The same agenda gives the same UID at both nodes, and a newer version of it a higher SEQUENCE, so that a
calendar which has the event already moves it. Without a time of day the event is the whole day's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import icalendar

from ambos.analysis.studies.deadlines import Deadline
from ambos.i18n.catalogue import Language
from ambos.kernel.joint import COUNTERSIGNED
from ambos.kernel.shelf import RecordRow, Shelf, Thing
from ambos.values.dates import Day
from ambos.values.errors import Misused

PRODUCT = "-//Ambos//agenda//EN"
USUAL_MINUTES = 60


class TimeZoneUnknown(Misused):
    """A time zone that this machine's tz database does not have; data: zone."""

    code = "dialogue.time-zone-unknown"


@dataclass(frozen=True)
class Planned:
    """A planned meeting with its items in order and its versions, oldest first."""

    agenda: Thing
    items: Sequence[Thing]
    versions: Sequence[RecordRow]

    @property
    def current(self) -> RecordRow:
        """Give the version that counts; a newer one that the partner has not signed moves nothing."""
        return next(row for row in self.versions if row.rid == self.agenda.rid)


def calendar(planned: Iterable[Planned], language: Language) -> bytes:
    """Give a calendar of these meetings; the same record gives the same bytes."""
    made = icalendar.Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    for one in planned:
        made.add_component(_event(one, language))
    made.add_missing_timezones()
    return bytes(made.to_ical())


def due_calendar(lines: Iterable[Deadline], shelf: Shelf, language: Language) -> bytes:
    """Give a calendar of what falls due, each on its last day; the same records give the same bytes."""
    made = icalendar.Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    for line in lines:
        made.add_component(_due(line, shelf.record(line.item.rid), language))
    return bytes(made.to_ical())


def _due(line: Deadline, record: RecordRow, language: Language) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{line.item.subject.replace('/', '.')}@{record.party.lower()}.{line.field}.ambos")
    event.add("dtstamp", datetime.fromtimestamp(record.time, UTC))
    name, field = language.words(line.item.name), language.label("kinds", f"{line.kind}.{line.field}")
    event.add("summary", language.say("agenda", "ics.due", name=name or line.item.subject, field=field))
    event.add("description", "\n".join((line.item.subject, *(f"{p}: {o}" for p, o in line.owners.items()))))
    event.add("class", "PUBLIC" if record.label.public else "CONFIDENTIAL")
    event.add("transp", "TRANSPARENT")
    event.add("dtstart", line.day.last)
    event.add("dtend", line.day.last + timedelta(days=1))
    return event


def _event(planned: Planned, language: Language) -> icalendar.Event:
    agenda = planned.agenda
    event = icalendar.Event()
    event.add("uid", f"{agenda.slug}@{planned.versions[0].party.lower()}.agenda.ambos")
    event.add("dtstamp", datetime.fromtimestamp(planned.current.time, UTC))
    event.add("sequence", planned.versions.index(planned.current))
    event.add("summary", language.words(agenda.get("name")))
    event.add("description", _description(planned, language))
    event.add("categories", [language.label("codes", f"meeting-level.{agenda.get('level')}")])
    event.add("status", "CONFIRMED" if agenda.state == COUNTERSIGNED else "TENTATIVE")
    event.add("class", "PUBLIC" if agenda.label.public else "CONFIDENTIAL")
    if agenda.get("place"):
        event.add("location", agenda.get("place"))
    _add_time(event, agenda)
    return event


def _add_time(event: icalendar.Event, agenda: Thing) -> None:
    day = Day.parse(agenda.get("planned"))
    if not (agenda.get("starts_at") and day.day):
        event.add("dtstart", day.first)
        event.add("dtend", day.last + timedelta(days=1))
        return
    begin = datetime.combine(day.first, time.fromisoformat(agenda.get("starts_at")), _zone(agenda))
    event.add("dtstart", begin)
    event.add("duration", timedelta(minutes=agenda.get("minutes_long") or USUAL_MINUTES))


def _zone(agenda: Thing) -> ZoneInfo:
    name = agenda.get("time_zone") or "UTC"
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise TimeZoneUnknown(zone=name, agenda=agenda.subject) from None


def _description(planned: Planned, language: Language) -> str:
    """List the items, each with its number and why it is there."""
    return "\n".join(
        language.say(
            "agenda",
            "ics.item",
            order=item.get("order"),
            topic=language.words(item.get("topic")),
            reason=language.label("codes", f"agenda-reason.{item.get('reason')}"),
        )
        for item in planned.items
    )
