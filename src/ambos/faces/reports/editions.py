"""The four editions of the review packet: for whom, which parts, in which order, how much of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

EVERYTHING: Final = 10_000


@dataclass(frozen=True)
class Edition:
    """An edition: its parts in order, at most how many entries a summary shows, how deep it goes.

    ``examples`` is how many records stand for many as evidence; ``whole`` shows every framework, also those
    that have ended; ``pages`` is how many printed pages there may be, none for as many as it takes.
    """

    name: str
    parts: tuple[str, ...]
    most: int = EVERYTHING
    examples: int = 6
    whole: bool = True
    pages: int | None = None


_WHOLE: Final = (
    "headline", "asks", "scorecard", "glance", "timeline", "frameworks", "unframed", "reciprocity", "effects",
    "decisions", "lint", "paper", "disagreements", "revisions", "series", "untied", "quality", "method",
)  # fmt: skip
_EDITIONS: Final = (
    Edition("minister", ("asks", "headline", "scorecard", "charts", "stamp"), most=6, whole=False, pages=2),
    Edition("cochair", (*_WHOLE, "verify")),
    Edition("auditor", (*_WHOLE, "pedigree", "verify"), examples=EVERYTHING),
    Edition("public", (*_WHOLE, "verify")),
)
EDITIONS: Final[Mapping[str, Edition]] = {edition.name: edition for edition in _EDITIONS}
