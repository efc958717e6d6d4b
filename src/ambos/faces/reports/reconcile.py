"""Numbers of one quantity set beside each other, in sentences: for the terminal, and as one page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ambos.analysis.studies.reconcile import FIELDS, Comparison, Gap, Reconciliation, Side
from ambos.faces.reports.html import filled
from ambos.faces.reports.voice import Voice
from ambos.i18n.catalogue import Language

PLACES = 1
PERCENT = "percent"


@dataclass(frozen=True)
class Told:
    """One comparison in words: a column for each side, a row for each field, the gaps, what explains them."""

    heading: str
    sides: tuple[Side, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...], bool], ...]
    gaps: tuple[str, ...]
    explanations: tuple[str, ...]
    reasons: tuple[str, ...]


class Teller:
    """Says reconciliations in one language."""

    def __init__(self, language: Language, today: date) -> None:
        self.voice = Voice(language, today)
        self.language = language

    def say(self, key: str, **data: object) -> str:
        """Give a sentence."""
        return self.language.say("vintages", key, **data)

    def told(self, comparison: Comparison) -> Told:
        """Say one comparison."""
        sides = comparison.sides
        periods = dict.fromkeys(self.voice.period(side.line.period) for side in sides)
        place = self.voice.code("place", comparison.place)
        return Told(
            heading=" · ".join((*periods, place)),
            sides=sides,
            columns=tuple(self.value(side) for side in sides),
            rows=tuple(self._row(name, sides) for name in FIELDS),
            gaps=tuple(self._gap(gap, sides) for gap in shown_gaps(comparison)),
            explanations=tuple(self._explained(sides)),
            reasons=tuple(
                self.say("reason", of=self.voice.name(each.of), words=self.voice.words(each.words))
                for each in comparison.reasons
            ),
        )

    def value(self, side: Side) -> str:
        """Give a side's value with its unit, and that it is not verified where it is not."""
        mark = self.voice.mark(side.line.item)
        return " ".join(part for part in (self.voice.quantity(side.line.value, side.line.unit), mark) if part)

    def cell(self, field: str, side: Side) -> str:
        """Give what a side says of a field, in words; that it says nothing where it does."""
        line, voice = side.line, self.voice
        texts = {
            "definition": voice.words(side.definition),
            "scope": voice.scope(line.scope) or voice.words(side.scope),
            "denominator": voice.scope(line.denominator) or voice.words(side.denominator),
            "unit": voice.unit(line.unit),
            "period": voice.period(line.period),
            "calendar": voice.code("calendar", side.calendar),
            "status": voice.code("figure-status", line.status),
            "publisher": line.publisher,
            "as_of": voice.day(line.as_of),
        }
        return texts[field] or self.say("not-stated")

    def _row(self, field: str, sides: Sequence[Side]) -> tuple[str, tuple[str, ...], bool]:
        cells = tuple(self.cell(field, side) for side in sides)
        return self.say(f"field.{field}"), cells, _differs(field, sides)

    def _gap(self, gap: Gap, sides: Sequence[Side]) -> str:
        one, other = (self._named(sides[place]) for place in (gap.first, gap.second))
        if gap.absolute is None:
            return self.say("gap.none", one=one, other=other)
        if sides[gap.first].line.unit == PERCENT:
            points = self.voice.number(gap.absolute)
            return self.say("gap.points", one=one, other=other, points=points)
        absolute = self.voice.signed(gap.absolute, sides[gap.first].line.unit)
        if gap.percent is None:
            return self.say("gap.absolute", one=one, other=other, absolute=absolute)
        percent = self.voice.change(round(gap.percent, PLACES))
        return self.say("gap", one=one, other=other, absolute=absolute, percent=percent)

    def _named(self, side: Side) -> str:
        publisher = side.line.publisher or self.voice.name(side.indicator)
        return self.say("side", value=self.value(side), publisher=publisher)

    def _explained(self, sides: Sequence[Side]) -> Iterable[str]:
        """Say of each field that differs what it usually does; that nothing differs where nothing does."""
        differing = [name for name in FIELDS if _differs(name, sides)]
        for name in differing:
            values = dict.fromkeys(self.cell(name, side) for side in sides)
            yield self.say(f"explain.{name}", values=" · ".join(values))
        if not differing:
            yield self.say("explain.nothing")


def shown_gaps(comparison: Comparison) -> list[Gap]:
    """Give every gap of up to three sides; of more, those from the first side."""
    few = len(comparison.sides) <= 3
    return [gap for gap in comparison.gaps if few or gap.first == 0]


def reconcile_html(found: Reconciliation, language: Language, today: date) -> str:
    """Give a reconciliation as one HTML document in a language."""
    teller = Teller(language, today)
    return filled(
        "reconcile.html",
        found=found,
        teller=teller,
        voice=teller.voice,
        today=teller.voice.formats.date(today),
        comparisons=[teller.told(comparison) for comparison in found.comparisons],
    )


def _differs(field: str, sides: Sequence[Side]) -> bool:
    return len({side.plain(field) for side in sides}) > 1
