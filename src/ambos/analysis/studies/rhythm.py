"""The rhythm of the dialogue: each framework with its span, its meetings and how its cadence stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ambos.analysis.studies.dialogue import cadence_line, meeting_line
from ambos.analysis.studies.items import day_of, item_of
from ambos.analysis.studies.lines import CadenceLine, Item, MeetingLine
from ambos.domains.dialogue import views
from ambos.kernel.shelf import Shelf, Thing
from ambos.values.dates import Day


@dataclass(frozen=True)
class Rhythm:
    """A framework's span, its meetings in order, and its cadence; ``until`` ends what has no end on record:
    the day on which the next framework took it up, else today."""

    item: Item
    start: Day | None
    end: Day | None
    until: date
    meetings: tuple[MeetingLine, ...]
    cadence: CadenceLine


def rhythms(shelf: Shelf) -> tuple[Rhythm, ...]:
    """Give the rhythm of every framework that the reader may see, each after the one that it continues."""
    found, held = views.frameworks(shelf), views.meetings(shelf)
    return tuple(_rhythm(thing, held.get(thing.subject, ()), found, shelf.today) for thing in found)


def _rhythm(framework: Thing, held: Sequence[Thing], every: Sequence[Thing], today: date) -> Rhythm:
    later = (day_of(one.get("started")) for one in every if one.get("continues") == framework.subject)
    return Rhythm(
        item=item_of(framework),
        start=day_of(framework.get("started")),
        end=day_of(framework.get("ended")),
        until=min((day.first for day in later if day), default=today),
        meetings=tuple(meeting_line(meeting) for meeting in held),
        cadence=cadence_line(views.cadence(framework, held, today)),
    )
