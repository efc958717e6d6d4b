"""From the lines of a packet to cells: every id, mark and status said alike wherever it stands."""

from collections.abc import Iterable, Iterator, Mapping

from ambos.analysis.methods.status import STATUSES
from ambos.analysis.studies.judgements import Outlook
from ambos.analysis.studies.lines import FigureLine, IndicatorLine, Item
from ambos.analysis.studies.packet import Packet
from ambos.faces.reports.blocks import (
    BADGE,
    FINE,
    IDENT,
    NAME,
    NONE,
    TEXT,
    VALUE,
    Cell,
    Line,
    Paragraph,
    Section,
    Tag,
)
from ambos.faces.reports.editions import Edition
from ambos.faces.reports.summary import OUTPUT, outputs
from ambos.faces.reports.voice import Voice
from ambos.node.stamps import Stamp


class Scribe:
    """Writes the cells of one packet in one language, for one edition."""

    def __init__(self, packet: Packet, edition: Edition, voice: Voice, stamp: Stamp) -> None:
        self.packet = packet
        self.review = packet.review
        self.edition = edition
        self.voice = voice
        self.stamp = stamp
        self._outputs = outputs(packet.review)

    # -- lines

    def name(self, item: Item) -> Line:
        """Give a thing's name; an output says that it is one."""
        return Line(NAME, self.voice.name(item), tags=self._output(item))

    def ident(self, item: Item) -> Line:
        """Give a thing's id, how it is known and how the two keys stand on it."""
        voice = self.voice
        tags = [Tag(item.state, voice.state(item))] if voice.state(item) else []
        if voice.mark(item):
            tags.append(Tag(item.mark, voice.mark(item)))
        return Line(IDENT, item.subject, tags=tuple(tags))

    def badge(self, code: str, rule: str = "") -> Line:
        """Give a status or standing by its shape and word, with the rule that decided."""
        word = self.voice.status(code) if code in STATUSES else self.voice.standing(code)
        return Line(BADGE, word, code, rule)

    def figure(self, line: FigureLine) -> Cell:
        """Give a value with its period, pedigree and id."""
        value = Line(VALUE, self.voice.value(line, line.unit), extra=self.voice.period(line.period))
        return value, Line(FINE, self.voice.pedigree(line)), self.ident(line.item)

    def brief(self, line: FigureLine) -> str:
        """Give a value and its period in a sentence."""
        return f"{self.voice.value(line, line.unit)} ({self.voice.period(line.period)})"

    def named(self, items: Iterable[Item]) -> Iterator[Line]:
        """Give the names of things, each with its id behind it."""
        return (
            Line(FINE, self.voice.name(item), extra=item.subject, tags=self._output(item)) for item in items
        )

    def thing(self, item: Item, *below: str) -> Cell:
        """Give a name, what is said of it, and its id."""
        return self.name(item), *(Line(TEXT, text) for text in below if text), self.ident(item)

    def none(self, key: str) -> Line:
        """Say that something is not there."""
        return Line(NONE, self.voice.say(key))

    def _output(self, item: Item) -> tuple[Tag, ...]:
        if item.subject not in self._outputs:
            return ()
        return (Tag(OUTPUT, self.voice.code("indicator-sort", OUTPUT)),)

    # -- judgements

    def outlook(self, line: IndicatorLine) -> Outlook | None:
        """Give what is to be expected of an indicator, if anything was computed."""
        return self.packet.outlooks.get(line.key)

    def probability(self, line: IndicatorLine) -> str:
        """Say how likely the target is met and what that rests on, or why nothing can be said of it."""
        outlook = self.outlook(line)
        if outlook is not None and outlook.refused:
            return self.voice.tell("outlook.refused", reason=self.voice.term("refused", outlook.refused))
        if outlook is None or outlook.probability is None:
            return ""
        voice = self.voice
        said = voice.tell(
            "outlook",
            probability=voice.share(outlook.probability),
            expected=voice.amount(outlook.expected, line.unit),
            low=voice.amount(outlook.low80, line.unit),
            high=voice.amount(outlook.high80, line.unit),
            period=voice.period(outlook.period) if outlook.period else "",
            origins=voice.number(outlook.origins),
            method=outlook.method,
        )
        if outlook.base_rate is not None:
            said += " " + voice.tell("outlook.base-rate", share=voice.share(outlook.base_rate))
        return said

    def turning(self, line: IndicatorLine) -> str:
        """Say what would change a status."""
        outlook = self.outlook(line)
        if outlook is None or outlook.turns_at is None:
            return self.voice.would_change(line)
        return self.voice.tell("outlook.turns", value=self.voice.level(outlook.turns_at, line.unit))

    def reasons(self, line: IndicatorLine) -> Cell:
        """Give why an indicator has its status, the probability if any, and what would change it."""
        said = [self.voice.why(line), self.probability(line), *self.voice.readings(line)]
        return *(Line(TEXT, text) for text in said if text), Line(FINE, self.turning(line))

    # -- parts of a document

    def section(self, key: str, *blocks: object, chapter: bool = False) -> Section:
        """Give a part under its heading."""
        kept = tuple(block for block in blocks if block is not None)
        return Section(key, self.voice.heading(key), kept, chapter=chapter)  # type: ignore[arg-type]

    def said(self, key: str, sort: str = TEXT, **data: object) -> Paragraph:
        """Give a sentence of the packet as a paragraph."""
        return Paragraph(Line(sort, self.voice.tell(key, **data)))


def counted(counts: Mapping[str, int], order: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Give the counts that are not zero, in an order."""
    return ((code, counts[code]) for code in order if counts.get(code))
