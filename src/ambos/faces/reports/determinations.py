"""The days of determinations as an iCalendar file (RFC 5545), in the reader's language."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

import icalendar

from ambos.analysis.studies.determinations import DeterminationLine
from ambos.faces.reports.calendar import PRODUCT
from ambos.i18n.catalogue import Language


def calendar_of(lines: Iterable[DeterminationLine], language: Language, today: date) -> bytes:
    """Give a calendar of the days that come next; the same lines on the same day give the same bytes."""
    made = icalendar.Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    for line in lines:
        if line.day:
            made.add_component(_event(line, line.day, language, today))
    return bytes(made.to_ical())


def _event(line: DeterminationLine, day: date, language: Language, today: date) -> icalendar.Event:
    event = icalendar.Event()
    name = line.item.subject if line.item else f"regime.{line.regime.code}.{day.year}"
    event.add("uid", f"{name.replace('/', '.')}.{line.field}.ambos")
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("summary", _summary(line, language))
    event.add("description", _description(line, language))
    event.add("class", "CONFIDENTIAL")
    event.add("transp", "TRANSPARENT")
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    return event


def _summary(line: DeterminationLine, language: Language) -> str:
    regime = language.label("codes", f"determination-regime.{line.regime.code}")
    name = language.words(line.item.name) if line.item else line.regime.law
    field = language.say("determinations", f"field.{line.field}")
    return language.say("determinations", "ics", regime=regime, name=name, field=field)


def _description(line: DeterminationLine, language: Language) -> str:
    told = [
        f"{language.words(one.item.name)} — {language.say('determinations', f'standing.{one.standing}')}"
        for one in line.criteria
    ]
    return "\n".join([line.regime.law, *told])
