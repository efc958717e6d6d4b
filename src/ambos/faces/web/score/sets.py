"""Parts of the scorecard that open behind a number: where official values differ, what is not verified."""

from collections.abc import Iterator

from ambos.faces.reports.blocks import Items, Section
from ambos.faces.reports.parts import trust
from ambos.faces.reports.scribe import Scribe


def set_of(scribe: Scribe, part: str) -> Iterator[Section]:
    """Give the part of that name; of no name or another, nothing."""
    if part == "disagreements":
        yield from trust.disagreements(scribe)
    elif part == "unverified":
        items = tuple(scribe.thing(item) for item in scribe.review.quality.unverified)
        yield Section("unverified", scribe.voice.say("tile.unverified"), (Items(items),))
