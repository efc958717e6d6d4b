"""The outbox: what one partner may fetch, as files that the node wrote whole and the border only reads.

Each file below ``sections`` is named for the entries it holds and sealed to the partner. A file is joined
with the one before it while that one is no longer than what is new, so that many small additions become few
files. All of it is derived from the channel and can be dropped.
"""

import re
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ambos.exchange.sealed import HEAD_BYTES, seal_section, sealed_to
from ambos.kernel.store.durable import sync, write_whole

if TYPE_CHECKING:
    from ambos.exchange.channel import Channel
    from ambos.exchange.sealing import Recipient

SECTION_ENTRIES = 4096
DIGITS = 20
BLOBS = "blobs"
_NAMED = re.compile(rf"([0-9]{{{DIGITS}}})-([0-9]{{{DIGITS}}})", re.ASCII)


class Span(NamedTuple):
    """A section file: the entries ``old`` up to ``new`` (exclusive)."""

    old: int
    new: int

    @property
    def name(self) -> str:
        """Give the file's name."""
        return f"{self.old:0{DIGITS}d}-{self.new:0{DIGITS}d}"

    @property
    def entries(self) -> int:
        """Give how many entries it holds."""
        return self.new - self.old


class Outbox:
    """The folder that the border serves to one partner."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sections = folder / "sections"
        self._head = folder / "head"

    # -- for the border

    def head(self) -> bytes | None:
        """Give the head; None until the first is written."""
        return self._head.read_bytes() if self._head.is_file() else None

    def section_at(self, position: int) -> Path | None:
        """Give the file that holds the entry ``position`` and least before it; None beyond the end."""
        for span in reversed(self._spans()):
            if span.old <= position < span.new:
                return self._sections / span.name
        return None

    def sections_from(self, position: int) -> list[tuple[Span, Path]]:
        """Give the files that follow on each other, from the one on that holds the entry ``position``."""
        return [(span, self._sections / span.name) for span in self._chain() if span.new > position]

    def blob(self, digest: str) -> Path | None:
        """Give the file of an attachment, by the SHA-256 of its content; None where there is none."""
        path = self.folder / BLOBS / digest
        return path if path.is_file() else None

    # -- for the node

    def refresh(self, channel: "Channel", recipient: "Recipient", head: bytes, *, anew: bool = False) -> None:
        """Bring the files up to the channel: first sections, then the head that speaks of them.

        Only what is new is sealed, with what it is joined to; all of it if the partner's key is another, or
        if it is to be ``anew``. An interruption leaves files that are whole, and no head that promises more
        than there is.
        """
        self._sections.mkdir(mode=0o755, parents=True, exist_ok=True)
        chain = [] if anew else list(self._sound(recipient))
        if (chain[-1].new if chain else 0) != channel.log.size:
            self._extend(chain, channel, recipient)
        if self.head() != head:
            write_whole(self._head, head)
        self._remove(span for span in self._spans() if span not in chain)

    def drop_from(self, position: int) -> None:
        """Remove every file that holds the entry ``position`` or a later one; ``refresh`` makes them anew."""
        self._remove(span for span in self._spans() if span.new > position)

    def size(self) -> int:
        """Give up to which entry there are sections."""
        chain = list(self._chain())
        return chain[-1].new if chain else 0

    def _extend(self, chain: list[Span], channel: "Channel", recipient: "Recipient") -> None:
        size = channel.log.size
        start = chain[-1].new if chain else 0
        while chain and chain[-1].entries < SECTION_ENTRIES and chain[-1].entries <= size - start:
            start = chain.pop().old
        while start < size:
            section = channel.section(start, SECTION_ENTRIES)
            span = Span(section.old, section.new)
            write_whole(self._sections / span.name, seal_section(section, recipient))
            chain.append(span)
            start = span.new

    def _sound(self, recipient: "Recipient") -> Iterator[Span]:
        """Give the files that need not be made anew: those sealed to this key.

        After a change of key they are made anew from the first on; so the last tells of all.
        """
        chain = list(self._chain())
        if chain and self._is_for(chain[-1], recipient):
            return iter(chain)
        return takewhile(lambda span: self._is_for(span, recipient), chain)

    def _is_for(self, span: Span, recipient: "Recipient") -> bool:
        with (self._sections / span.name).open("rb") as stream:
            return sealed_to(stream.read(HEAD_BYTES)) == recipient.key_id

    def _chain(self) -> Iterator[Span]:
        """Give the files that follow on each other from the beginning, the longest where several begin."""
        longest = {span.old: span for span in self._spans()}
        end = 0
        while end in longest:
            yield longest[end]
            end = longest[end].new

    def _spans(self) -> list[Span]:
        """Give every section file, by beginning and then by end; unfinished files are none."""
        names = [path.name for path in self._sections.iterdir()] if self._sections.is_dir() else []
        return sorted(
            Span(int(found[1]), int(found[2])) for name in names if (found := _NAMED.fullmatch(name))
        )

    def _remove(self, spans: Iterator[Span]) -> None:
        gone = list(spans)
        for span in gone:
            (self._sections / span.name).unlink(missing_ok=True)
        if gone:
            sync(self._sections)
