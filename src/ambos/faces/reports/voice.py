"""One reader's language over the lines of a review: names, quantities, and the sentence of every rule.

Terminal and page say the same sentences; only their layout differs.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from ambos.analysis.methods.status import Reading
from ambos.analysis.studies.lines import (
    BaselineLine,
    CadenceLine,
    CommitmentLine,
    DisagreementLine,
    FigureLine,
    IndicatorLine,
    Item,
    TargetLine,
    Words,
)
from ambos.i18n.catalogue import LANGUAGES, Language
from ambos.i18n.formats import Formats
from ambos.values.dates import Day, Period

THIN: Final = "\N{NO-BREAK SPACE}"
MINUS: Final = "\N{MINUS SIGN}"
# Families of codes that have their words in another catalogue.
TERMS: Final = {
    "refused": ("outlook", "refused."),
    "severity": ("lint", "severity."),
    "family": ("lint", "family."),
    "grade": ("lint", "grade."),
    "element": ("lint", "element."),
    "ask": ("cycle", "ask."),
    "effect-reason": ("effects", "reason."),
    "effect-method": ("effects", "method."),
    "assumption": ("effects", "assumption."),
    "check": ("effects", "check."),
    "verdict": ("effects", "verdict."),
}
PERCENT: Final = "percent"
CENT: Final = Decimal("0.01")
WHOLE_FROM: Final = 1000  # computed levels from here on are shown without decimals


class Voice:
    """What is said to one reader on the review's day."""

    def __init__(self, language: Language, today: date) -> None:
        self.language = language
        self.formats = Formats(language)
        self._today = today

    # -- words

    def say(self, key: str, **data: object) -> str:
        """Give a sentence of the review."""
        return self.language.say("review", key, **data)

    def tell(self, key: str, **data: object) -> str:
        """Give a sentence of the packet."""
        return self.language.say("packet", key, **data)

    def heading(self, key: str) -> str:
        """Give the heading of a part."""
        return self.language.find("packet", f"heading.{key}") or self.say(f"heading.{key}")

    def mark_key(self, mark: str) -> str:
        """Give what a mark in a plot stands for."""
        return self.language.find("packet", f"key.{mark}") or self.say(f"key.{mark}")

    def goal_rule(self, rule: str) -> str:
        """Say by which rule a goal has its status; nothing for a rule without words."""
        return self.language.find("review", f"rule.{rule}") or ""

    def term(self, family: str, code: str) -> str:
        """Give the words for a code of a judgement; the code itself where it has none."""
        domain, prefix = TERMS.get(family, ("packet", f"{family}."))
        return self.language.find(domain, f"{prefix}{code}") or code

    def code(self, codes: str, code: str) -> str:
        """Give the label of a code; nothing where there is none."""
        return self.language.label("codes", f"{codes}.{code}") if code else ""

    def kind(self, name: str, count: int) -> str:
        """Give the name of a kind, one or many, as it begins a line."""
        label = self.language.label("kinds", name if count == 1 else f"{name}.plural")
        return label[:1].upper() + label[1:]

    def words(self, words: Words) -> str:
        """Give words in the reader's language, else in the other, else as they stand."""
        order = (self.language.code, *LANGUAGES, "")
        return next((words[code] for code in order if code in words), "")

    def name(self, item: Item) -> str:
        """Give an item's name; its id where it has none."""
        return self.words(item.name) or item.subject

    def listed(self, parts: Iterable[str]) -> str:
        """Give parts with commas between them."""
        return ", ".join(parts)

    def mark(self, item: Item) -> str:
        """Give how an item is known, where that needs saying; nothing for what was read in its source."""
        return "" if item.mark == "read" else self.code("mark", item.mark)

    def state(self, item: Item) -> str:
        """Give how the two keys stand on an item; nothing for what one party states alone."""
        return "" if item.state == "stated" else self.say(f"state.{item.state}")

    def fields(self, names: Iterable[str]) -> str:
        """Name the fields of figures."""
        return self.listed(self.say(f"field.{name}") for name in names)

    # -- numbers and days

    def number(self, value: Decimal | int) -> str:
        """Give a number with a true minus sign, to two decimals; the record holds all of them."""
        return self.formats.number(_rounded(value)).replace("-", MINUS)

    def quantity(self, value: Decimal, unit: str) -> str:
        """Give a value with its unit, never to be broken over two lines."""
        if unit == PERCENT:
            return self.formats.percent(_rounded(value)).replace("-", MINUS)
        label = self.language.label("units", unit).replace(" ", THIN)
        sign, _, scale = label.partition(THIN)
        if sign.endswith("$"):
            return f"{sign}{THIN}{self.number(value)}{THIN}{scale}".rstrip(THIN)
        return f"{self.number(value)}{THIN}{label}"

    def unit(self, unit: str) -> str:
        """Give the name of a unit."""
        return self.language.label("units", unit)

    def level(self, value: Decimal, unit: str) -> str:
        """Give a computed value, rounded for reading."""
        return self.quantity(_for_reading(value), unit)

    def short(self, value: Decimal) -> str:
        """Give a value without its unit, rounded for reading."""
        return self.number(_for_reading(value))

    def amount(self, value: Decimal | None, unit: str) -> str:
        """Give a computed value that may be absent."""
        return "" if value is None else self.level(value, unit)

    def share(self, value: Decimal) -> str:
        """Give a share of one in whole percent."""
        return self.formats.percent(value * 100, 0).replace("-", MINUS)

    def change(self, percent: Decimal) -> str:
        """Give a change in percent with its sign."""
        return ("+" if percent > 0 else "") + self.formats.percent(percent).replace("-", MINUS)

    def day(self, day: Day | None) -> str:
        """Give a day as far as it is known; nothing where it is not known."""
        return self.formats.day(day) if day else ""

    def period(self, period: Period) -> str:
        """Give a period by its name."""
        return self.formats.period(period)

    def span(self, days: int) -> str:
        """Give a number of days as a reader counts them, up to today."""
        return self.formats.span(self._today - timedelta(days=days), self._today)

    # -- lines

    def value(self, line: FigureLine | BaselineLine, unit: str) -> str:
        """Give a figure's value with the unit it is measured in."""
        return self.quantity(line.value, line.unit if isinstance(line, FigureLine) else unit)

    def pedigree(self, line: FigureLine) -> str:
        """Give what a figure is besides its value: publisher, vintage, status, scope, denominator, place."""
        place = "" if line.place in ("US", "MX", "BOTH") else self.code("place", line.place)
        vintage = (
            self.say("figure.as-of", day=self.day(line.as_of)) if line.as_of else self.say("figure.no-date")
        )
        of = self.say("figure.of", denominator=line.denominator) if line.denominator else ""
        parts = (line.publisher, vintage, self.condition(line), place, line.scope, of)
        return " · ".join(part for part in parts if part)

    def condition(self, line: FigureLine) -> str:
        """Give a figure's status; of a provisional one with how values of its age were revised."""
        status = self.code("figure-status", line.status)
        if line.typical is None:
            return status
        change = self.change(round(Decimal(line.typical.mean), 1))
        revised = self.language.say("vintages", "typical", change=change, count=line.typical.count)
        return f"{status} ({revised})"

    def age(self, line: IndicatorLine) -> str:
        """Give how long ago the period of the newest figure ended."""
        days = line.newest_age_days
        return "" if days is None else self.formats.age(self._today - timedelta(days=days), self._today)

    def target(self, line: TargetLine, unit: str) -> str:
        """Give what is to be reached, by when."""
        level = self.quantity(line.value, unit) if line.value is not None else ""
        change = self.change(line.change_percent) if line.change_percent is not None else ""
        what = self.say("target.both", level=level, change=change) if level and change else level or change
        return self.say("target.by", what=what, deadline=self.day(line.deadline))

    def why(self, line: IndicatorLine) -> str:
        """Say by which rule an indicator has its status."""
        assessment = line.assessment
        key = assessment.rule
        if key == "S6" and line.baseline and line.judged:
            key = "S6.baseline"
        return self.say(f"rule.{key}", **self._data(line))

    def then_and_now(self, line: IndicatorLine) -> str:
        """Say whether a baseline and the newest figure are of one kind."""
        now = line.judged
        if now is None or line.baseline is None or now.period.last <= line.baseline.period.last:
            return self.say("then.alone")
        if line.assessment.differing:
            return self.say("then.differs", fields=self.fields(line.assessment.differing))
        return self.say("then.alike")

    def would_change(self, line: IndicatorLine) -> str:
        """Say what would change an indicator's status."""
        return self.say(f"change.{line.assessment.rule}", **self._data(line))

    def readings(self, line: IndicatorLine) -> list[str]:
        """Say what each reading of the target leads to, and whether they contradict each other."""
        said = [self._reading(line, reading) for reading in line.assessment.readings]
        if line.assessment.target_disagrees:
            said.append(self.say("flag.target-disagrees"))
        if line.assessment.readings_differ:
            said.append(self.say("flag.readings-differ"))
        return said

    def _reading(self, line: IndicatorLine, reading: Reading) -> str:
        change = line.target.change_percent if line.target else None
        newest = line.baseline_newest
        return self.say(
            f"reading.{reading.basis}",
            goal=self.level(reading.goal, line.unit),
            change=self.change(change) if change is not None else "",
            newest=" ".join((self.value(newest, line.unit), self.mark(newest.item))).rstrip()
            if newest
            else "",
            status=self.status(reading.status),
            rule=reading.rule,
        )

    def signed(self, value: Decimal, unit: str) -> str:
        """Give a difference with its sign; of percentages in percentage points."""
        said = self.say("points", value=self.number(value)) if unit == PERCENT else self.quantity(value, unit)
        return ("+" if value > 0 else "") + said

    def noise(self, value: Decimal, unit: str) -> str:
        """Give how far values usually move, rounded for reading; of percentages in percentage points."""
        if unit != PERCENT:
            return self.level(value, unit)
        return self.say("points", value=self.number(value))

    def chain(self, items: Iterable[Item]) -> str:
        """Name things one after the other."""
        return " → ".join(self.name(item) for item in items)

    def status(self, status: str) -> str:
        """Give the word of a status."""
        return self.say(f"status.{status}")

    def standing(self, standing: str) -> str:
        """Give the word for how a commitment stands."""
        return self.say(f"standing.{standing}")

    def differs(self, line: DisagreementLine) -> str:
        """Name the fields that tell differing values apart."""
        key = "differs" if line.differing else "differs.none"
        return self.say(key, fields=self.fields(line.differing))

    def commitment_why(self, line: CommitmentLine) -> str:
        """Say by which rule a commitment stands as it does."""
        due, news = self.day(line.due), self.day(line.newest_news)
        return self.say(f"rule.{line.rule}", due=due, news=news, span=self.span(line.days))

    def owners(self, owners: Mapping[str, str], missing: Iterable[str]) -> list[str]:
        """Name each party's owner, and the parties that have none on record."""
        named = [
            self.say("owner.named", party=self.code("place", party), owner=owner)
            for party, owner in owners.items()
        ]
        return [*named, *(self.say("owner.missing", party=self.code("place", party)) for party in missing)]

    def cadence(self, line: CadenceLine) -> str:
        """Say how often ministers and senior officials met."""
        data = {
            "count": self.number(line.count),
            "months": line.promised_months,
            "since": self.span(line.days_since_last) if line.days_since_last is not None else "",
        }
        said = [self.say(f"rule.{line.rule}", **data)]
        if line.longest_between and line.longest_days is not None:
            first, second = (self.day(meeting.held) for meeting in line.longest_between)
            said.append(
                self.say("cadence.longest", days=self.number(line.longest_days), first=first, second=second)
            )
        if line.beyond_promise:
            said.append(self.say("cadence.beyond", count=self.number(line.beyond_promise)))
        return " ".join(said)

    def _data(self, line: IndicatorLine) -> dict[str, object]:
        """Give everything that a rule's sentence may ask for."""
        assessment = line.assessment
        decided = next((r for r in assessment.readings if r.rule == assessment.rule), None)
        judged = assessment.point
        limit = line.stale_after_days or 0
        return {
            "period": self.period(judged.period) if judged else "",
            "span": self.span(assessment.age_days or 0),
            "limit": self.number(limit),
            "since": self.formats.date(self._today - timedelta(days=limit)),
            "fields": self.fields(assessment.differing),
            "baseline": self.value(line.baseline, line.unit) if line.baseline else "",
            "goal": self.level(decided.goal, line.unit) if decided else "",
            "deadline": self.day(line.target.deadline) if line.target else "",
            "chance": self.share(decided.probability) if decided and decided.probability is not None else "",
            "way": self.share(decided.way) if decided and decided.way is not None else "",
            "time": self.share(decided.time) if decided and decided.time is not None else "",
        }


def _for_reading(value: Decimal) -> Decimal:
    step = Decimal(1) if abs(value) >= WHOLE_FROM else CENT
    return value.quantize(step, ROUND_HALF_EVEN).normalize() + 0


def _rounded(value: Decimal | int) -> Decimal | int:
    """Keep two decimals of a number that has more."""
    if isinstance(value, Decimal) and int(value.as_tuple().exponent) < int(CENT.as_tuple().exponent):
        return value.quantize(CENT, ROUND_HALF_EVEN)
    return value
