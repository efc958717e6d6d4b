"""What had been published, said and held by a day: the shelf as it could have been read then.

Each kind has one day that says when its things could be known. A day known only to the month or the year
counts from its last day on: nobody can show that the thing was there earlier. A figure without a vintage
counts from the day of its earliest dated source; without that, nobody can say when it was known, and it is
left out. Things of other kinds have no such day of their own and stay.

Who may see a thing is decided by the day on which it is asked, never by the day that is asked about.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Final, Self

from ambos.kernel.joint import GONE
from ambos.kernel.shelf import Shelf, Thing
from ambos.values.dates import Day

FIGURE: Final = "figure"
FRAMEWORK: Final = "framework"

# The day from which a thing of a kind could be known.
KNOWN_FROM: Final[Mapping[str, str]] = {
    "source": "published",
    "framework": "started",
    "meeting": "held",
    "decision": "decided",
    "commitment": "said_on",
    "event": "happened",
    "adjustment": "decided",
    "baseline": "as_of",
    "target": "said_on",
    "figure": "as_of",
    "evidence": "as_of",
    "threat-assessment": "published",
    "recommendation": "made_on",
    "indicator-test": "tested_on",
    "data-quality": "assessed_on",
}
# What became known of a thing later: the day on which, and the fields that then came.
LATER: Final[Mapping[str, Sequence[tuple[str, tuple[str, ...]]]]] = {
    "framework": (("ended", ("ended",)),),
    "commitment": (("last_news", ("last_news", "state", "state_note")),),
    "milestone": (("reached", ("reached",)),),
    "assumption": (("checked_on", ("checked_on", "holds", "evidence")),),
    "evaluation": (("done", ("done", "findings", "effect", "evidence")),),
    "role": (("ends", ("ends",)),),
}


@dataclass(frozen=True)
class LeftOut:
    """A thing that may have been known by the day and cannot be shown to have been."""

    thing: Thing
    day: str


class PublishedShelf(Shelf):
    """The tables as they could be read on the day, had they held all that was public then."""

    @classmethod
    def over(cls, shelf: Shelf, day: date) -> Self:
        """Give the tables and the reader of a shelf, as of a day."""
        return cls(shelf._tables, shelf.register, shelf.person, shelf.asked_on, day, shelf.witness)

    def left_out(self, kind: str = FIGURE) -> list[LeftOut]:
        """Give what may have been known by the day, but whose day is not known exactly enough to say so."""
        found = ((thing, self._day(thing)) for thing in super()._select(kind, "", ()))
        return [
            LeftOut(thing, str(day or ""))
            for thing, day in found
            if thing.state not in GONE and (day is None or day.first <= self.today < day.last)
        ]

    def _select(self, name: str, where: str, parameters: Sequence[Any], join: str = "JOIN") -> list[Thing]:
        return list(self._then(super()._select(name, where, parameters, join)))

    def _then(self, things: Sequence[Thing]) -> Iterator[Thing]:
        for thing in things:
            if self._known(thing) and thing.get(FRAMEWORK) not in self._not_begun:
                yield self._without_later(thing)

    def _known(self, thing: Thing) -> bool:
        if thing.kind not in KNOWN_FROM:
            return True
        day = self._day(thing)
        return thing.kind != FIGURE if day is None else day.last <= self.today

    def _day(self, thing: Thing) -> Day | None:
        """Give the day from which a thing could be known, or nothing where no record says."""
        said = thing.get(KNOWN_FROM[thing.kind])
        if said is None and thing.kind == FIGURE:
            said = min((self._published[key] for key in thing.get("sources") or () if key in self._published),
                       key=lambda text: Day.parse(text).last, default=None)  # fmt: skip
        return Day.parse(said) if said else None

    @cached_property
    def _published(self) -> dict[str, str]:
        """Give the day of every dated source."""
        sources = super()._select("source", "", ())
        return {source.subject: source.get("published") for source in sources if source.get("published")}

    @cached_property
    def _not_begun(self) -> frozenset[str]:
        """Give the frameworks that had not begun, under which nothing was there either."""
        frameworks = super()._select(FRAMEWORK, "", ())
        return frozenset(thing.subject for thing in frameworks if not self._known(thing))

    def _without_later(self, thing: Thing) -> Thing:
        """Take out of a thing what became known of it after the day."""
        body = dict(thing.body)
        for day, names in LATER.get(thing.kind, ()):
            if body.get(day) and Day.parse(body[day]).last > self.today:
                for name in names:
                    body.pop(name, None)
                    default = self.register[thing.kind].by_name[name].default
                    body |= {} if default is None else {name: default}
        return thing if body == thing.body else replace(thing, body=body)
