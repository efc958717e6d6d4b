"""What a planned meeting is called, and its file as a document to print."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from ambos.analysis.studies.sittings import Point, Sitting
from ambos.faces.reports.blocks import (
    FINE,
    IDENT,
    NAME,
    NONE,
    TEXT,
    Cell,
    Document,
    Items,
    Line,
    Section,
    Table,
    Terms,
)
from ambos.faces.reports.shown import Shown
from ambos.i18n.catalogue import LANGUAGES, Language
from ambos.kernel.shelf import Shelf, Thing
from ambos.node.meetings import Drafted

TOLD: Final = (
    "held", "planned", "starts_at", "time_zone", "minutes_long", "level", "place", "attended", "outcome",
)  # fmt: skip


def usual_name(drafted: Drafted, day: date) -> dict[str, str]:
    """Name a planned meeting in every language by its body, else by its level, and its day."""
    spoken = [Language(code) for code in LANGUAGES]
    if drafted.group is not None:
        body: dict[str, str] = drafted.group.get("name")
        names = [body.get(one.code) or next(iter(body.values())) for one in spoken]
    else:
        names = [one.label("codes", f"meeting-level.{drafted.level}") for one in spoken]
    return {
        one.code: one.say("agenda", "usual-name", body=name, day=day.isoformat())
        for one, name in zip(spoken, names, strict=True)
    }


def sitting_document(sitting: Sitting, shelf: Shelf, shown: Shown, today: date) -> Document:
    """Lay out a planned meeting, or one that was held with its minutes, as a document in one language.

    The same records give the same document, whenever on one day it is made.
    """
    scribe = _Scribe(shelf, shown)
    of, day = sitting.of, shown.formats.date(today)
    return Document(
        language=shown.language.code,
        edition="meeting",
        over=shown.say("agenda", "document.minutes" if sitting.meeting else "document.agenda"),
        title=scribe.title(of),
        subtitle=shown.say("agenda", "document.state", state=shown.state(of.state), subject=of.subject),
        lead=shown.handling(of.label),
        day=today.isoformat(),
        date=day,
        sections=tuple(scribe.sections(sitting)),
        footer=shown.say("agenda", "document.footer", day=day),
        contents="",
        skip=shown.say("review", "skip"),
    )


class _Scribe:
    """Writes the sections of one meeting in one language."""

    def __init__(self, shelf: Shelf, shown: Shown) -> None:
        self.shelf = shelf
        self.shown = shown

    def title(self, thing: Thing) -> str:
        return self.shown.title(self.shelf.register[thing.kind], thing)

    def sections(self, sitting: Sitting) -> Iterator[Section]:
        say = self.shown.say
        yield Section("facts", say("agenda", "document.facts"), (Terms(tuple(self._facts(sitting))),))
        key = "document.minutes" if sitting.meeting else "document.items"
        yield Section("points", say("agenda", key), (self._points(sitting),))
        for name, things in (("decisions", sitting.decisions), ("commitments", sitting.commitments)):
            if things:
                items = Items(tuple((Line(TEXT, self.title(one)), self._ident(one)) for one in things))
                yield Section(name, say("agenda", f"document.{name}"), (items,))

    def _facts(self, sitting: Sitting) -> Iterator[tuple[str, str]]:
        kind = self.shelf.register[sitting.of.kind]
        for name in TOLD:
            if sitting.of.get(name) is not None:
                told = self.shown.value(kind.by_name[name], sitting.of.get(name))
                yield self.shown.field_name(kind.name, name), told
        for thing in (sitting.framework, sitting.group):
            if thing is not None:
                yield self.shown.kind(thing.kind), self.title(thing)

    def _points(self, sitting: Sitting) -> Table:
        heads = (
            ("document.item", "document.outcome") if sitting.meeting else ("document.item", "document.why")
        )
        return Table(
            caption=self.shown.say("agenda", "document.items"),
            columns=tuple(self.shown.say("agenda", head) for head in heads),
            rows=tuple(self._row(point, bool(sitting.meeting)) for point in sitting.points),
            widths=(50, 50),
        )

    def _row(self, point: Point, held: bool) -> tuple[Cell, Cell]:
        return self._item(point.item), (self._outcome(point) if held else self._why(point.item))

    def _item(self, item: Thing | None) -> Cell:
        if item is None:
            return (Line(NONE, self.shown.say("agenda", "document.came-up")),)
        topic = self.shown.words(item.get("topic"))
        return Line(NAME, f"{item.get('order')}. {topic}"), self._ident(item)

    def _why(self, item: Thing | None) -> Cell:
        if item is None:
            return ()
        reason = self.shown.language.label("codes", f"agenda-reason.{item.get('reason')}")
        concerns = [Line(IDENT, subject) for subject in item.get("concerns") or ()]
        return (Line(TEXT, reason), *concerns)

    def _outcome(self, point: Point) -> Cell:
        minute = point.minute
        if minute is None:
            return (Line(NONE, self.shown.say("agenda", "document.no-minute")),)
        outcome = self.shown.language.label("codes", f"minute-outcome.{minute.get('outcome')}")
        became = [Line(FINE, f"{self.shown.kind(one.kind)}: {self.title(one)}") for one in point.became]
        return Line(NAME, outcome), Line(TEXT, self.shown.words(minute.get("text"))), *became

    def _ident(self, thing: Thing) -> Line:
        return Line(IDENT, thing.subject, extra=self.shown.state(thing.state))
