"""The pages of the public site as bytes by their path; every link is relative, nothing is fetched."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from markupsafe import Markup

from ambos.analysis.studies.concerned import indicator_lines
from ambos.analysis.studies.lines import GoalLine
from ambos.faces.reports.blocks import Charts, Section
from ambos.faces.reports.drawings import KEY, series_chart
from ambos.faces.reports.editions import Edition
from ambos.faces.reports.html import filled
from ambos.faces.reports.linked import linked
from ambos.faces.reports.names import Names
from ambos.faces.reports.parts import opening, plan, trust
from ambos.faces.reports.scribe import Scribe
from ambos.faces.reports.shown import Shown
from ambos.faces.reports.voice import Voice
from ambos.i18n.catalogue import LANGUAGES, Language
from ambos.kernel import fields
from ambos.kernel.shelf import Thing
from ambos.node.publishing import Public

WEB: Final = Edition("public", (), examples=6)
EXAMPLES: Final = ("indicator", "goal")


@dataclass(frozen=True)
class Fact:
    """A field of a thing: its name, its value in words, and the things that it refers to."""

    name: str
    words: str
    refers: tuple[str, ...] = ()


class Pages:
    """The pages of one language."""

    def __init__(self, public: Public, code: str) -> None:
        self.public = public
        self.language = Language(code)
        self.shown = Shown(self.language)
        self.voice = Voice(self.language, public.packet.review.today)
        self.scribe = Scribe(public.packet, WEB, self.voice, public.stamp)
        self._depth = 0
        self.subjects = {thing.subject for ones in public.things.values() for thing in ones}
        self._names = Names(public.shelf, self.shown)
        self._names.learn(self.subjects)
        self.series = {one.indicator.item.subject: one for one in public.packet.review.series}

    def every(self) -> Iterator[tuple[str, bytes]]:
        """Give every page of the language with its path."""
        code = self.language.code
        yield f"{code}/index.html", self._page("index", 1, body=self._scorecard())
        yield f"{code}/data.html", self._page("data", 1, kinds=self.public.kinds())
        yield f"{code}/verify.html", self._page("verify", 1, example=self._example, fingerprints=self._prints)
        for ones in self.public.things.values():
            for thing in ones:
                yield f"{code}/{thing.subject}.html", self._thing(thing)

    @property
    def _prints(self) -> Sequence[tuple[str, str]]:
        return self.public.stamp.fingerprints

    @property
    def _example(self) -> Thing | None:
        """Give a thing whose proof is here, to check as an example: a goal or an indicator if any."""
        proven = [
            one for ones in self.public.things.values() for one in ones if one.rid in self.public.proofs
        ]
        return next((one for one in proven if one.kind in EXAMPLES), next(iter(proven), None))

    def opens(self, subject: str) -> str:
        """Give the way from the page being made to that of a thing; nothing for what has none here."""
        return "../" * (self._depth - 1) + f"{subject}.html" if subject in self.subjects else ""

    def named(self, subject: str) -> str:
        """Give the name of a thing by its subject; its id where nothing of it is public."""
        return self._names.of(subject)

    def quantity(self, figure: Thing) -> str:
        """Give a figure's value with its unit."""
        return self.voice.quantity(Decimal(figure.get("value")), figure.get("unit"))

    def _page(self, name: str, depth: int, path: str = "", **given: Any) -> bytes:
        path = path or f"{name}.html"
        return filled(
            f"site/{name}.html",
            site=self,
            say=self.language.say,
            shown=self.shown,
            voice=self.voice,
            root="../" * depth,
            up="../" * (depth - 1),
            path=path,
            others=[code for code in LANGUAGES if code != self.language.code],
            review=self.public.packet.review,
            **given,
        ).encode()

    def _laid(self, depth: int, sections: Iterator[Section] | Sequence[Section]) -> Markup:
        self._depth = depth
        return linked(sections, self.opens)

    def _scorecard(self) -> Markup:
        scribe = self.scribe
        glance = [replace(one, blocks=one.blocks[:-2]) for one in opening.glance(scribe)]  # without a command
        return self._laid(1, [*opening.headline(scribe), *opening.scorecard(scribe), *glance,
                              *trust.disagreements(scribe), *trust.method(scribe)])  # fmt: skip

    def _thing(self, thing: Thing) -> bytes:
        """Give the page of a thing: what is judged of it, its fields, its proof."""
        self._depth = 2
        return self._page(
            "thing",
            2,
            f"{thing.subject}.html",
            thing=thing,
            title=self._names.title(thing),
            judged=self._judged(thing),
            facts=list(self._facts(thing)),
            values=self._values.get(thing.subject, ()),
        )

    def _judged(self, thing: Thing) -> Markup:
        if thing.subject in self._goals:
            section = plan.goal_section(self.scribe, self._goals[thing.subject])
            return self._laid(2, [replace(section, level=2, over="", heading=self._told("heading.measured"))])
        lines = [
            one for one in indicator_lines(self.public.packet.review) if one.item.subject == thing.subject
        ]
        series = self.series.get(thing.subject)
        sections = []
        if series and lines:
            drawn = tuple(series_chart(self.scribe, series, line) for line in lines)
            key = tuple((mark, self.voice.mark_key(mark)) for mark in KEY)
            sections.append(Section("series", self._told("heading.series"), (Charts(drawn, key),)))
        if lines:
            blocks = tuple(plan.indicators(self.scribe, lines))
            sections.append(Section("standing", self._told("heading.standing"), blocks))
        return self._laid(2, sections)

    def _told(self, key: str) -> str:
        return self.language.say("publish", key)

    @cached_property
    def _goals(self) -> dict[str, GoalLine]:
        frameworks = self.public.packet.review.frameworks
        return {goal.item.subject: goal for one in frameworks for goal in one.goals}

    @cached_property
    def _values(self) -> dict[str, list[Thing]]:
        """Give the figures of each indicator, the latest first."""
        found: dict[str, list[Thing]] = {}
        for thing in self.public.things.get("figure", ()):
            found.setdefault(str(thing.get("indicator")), []).append(thing)
        for ones in found.values():
            ones.sort(key=lambda one: (str(one.get("period")), one.subject), reverse=True)
        return found

    def _facts(self, thing: Thing) -> Iterator[Fact]:
        for field in self.public.register[thing.kind].fields:
            value = thing.get(field.name)
            if value in (None, "", []):
                continue
            refers: tuple[str, ...] = ()
            if isinstance(field.type, fields.Ref):
                refers = tuple(value) if field.many else (value,)
            yield Fact(self.shown.field_name(thing.kind, field.name), self.shown.value(field, value), refers)
