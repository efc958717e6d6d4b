"""The scorecard: the numbers to know first, what moved, every goal with its status and why."""

from collections.abc import Iterator
from typing import NamedTuple

from django.http import HttpResponse

from ambos.faces.reports.parts import opening
from ambos.faces.reports.scribe import Scribe
from ambos.faces.reports.summary import tiles
from ambos.faces.web.frame.laid import kept_for, laid, scribe_for
from ambos.faces.web.frame.templating import address
from ambos.faces.web.frame.visit import Visit, reading
from ambos.faces.web.score.sets import set_of

# Where each number at a glance opens, in their order: a page and what follows its address.
TILES = (
    ("", "#scorecard"), ("", "#scorecard"), ("talks-commitments", "?standing=kept"),
    ("talks-commitments", "?standing=silent"), ("talks-commitments", "?standing=late"),
    ("plan-findings", ""), ("", "?part=disagreements#disagreements"), ("", "?part=unverified#unverified"),
)  # fmt: skip


class Tile(NamedTuple):
    """A number to know first, what it is out of, what it counts, where it opens."""

    number: str
    of: str
    words: str
    href: str


@reading
def show(visit: Visit) -> HttpResponse:
    """Show the scorecard of today, or by what had been published by a day."""
    kept = kept_for(visit)
    scribe = scribe_for(visit, kept)
    part = visit.request.GET.get("part", "")
    sections = [*opening.headline(scribe), *opening.scorecard(scribe), *set_of(scribe, part)]
    return visit.render(
        "score/card.html",
        kept=kept,
        tiles=list(_tiles(scribe)),
        asks=laid(opening.asks(scribe)) if visit.signed_in else "",
        body=laid(sections),
    )


def _tiles(scribe: Scribe) -> Iterator[Tile]:
    for (number, of, words), (page, more) in zip(tiles(scribe.review, scribe.voice), TILES, strict=True):
        href = f"{address(page)}{more}" if page and address(page) else "" if page else more
        yield Tile(number, of, words, href)
