"""Plan lint: every rule asked of the plan, findings in one order, waivers beside what they waive."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ambos.analysis.studies.items import item_of, words_of
from ambos.analysis.studies.judgements import FindingLine
from ambos.analysis.studies.lint.book import RULES
from ambos.analysis.studies.lint.evidence import EXPIRED, NEEDLESS, UNKNOWN_RULE
from ambos.analysis.studies.lint.picture import Plan, past
from ambos.analysis.studies.lint.rule import ERROR, SEVERITIES, At, Rule
from ambos.kernel.shelf import Thing

NAMED_BY_INDICATOR: Final = ("target", "baseline", "figure", "indicator-test", "data-quality")


def lint(plan: Plan) -> tuple[FindingLine, ...]:
    """Give every finding, the gravest first, then by code and thing; of the framework in focus, if one is.

    A finding that a waiver in force names, by rule and thing, carries the reason in ``waived``. A waiver
    that is expired, needless or of no known rule is a finding itself. The order is the same on every node.
    """
    found = list(_found(plan))
    waivers = _in_force(plan)
    found += [(RULES[code], At(waiver)) for code, waiver in _of_waivers(plan, found)]
    kept = [(rule, at) for rule, at in found if not plan.focus or plan.focus in plan.frameworks(at.thing)]
    lines = (_line(plan, rule, at, waivers.get((rule.code, at.thing.subject))) for rule, at in kept)
    return tuple(sorted(lines, key=_order))


def failing(findings: Iterable[FindingLine]) -> bool:
    """Say whether any error stands that nobody has waived."""
    return any(line.severity == ERROR and not line.waived for line in findings)


def _found(plan: Plan) -> Iterator[tuple[Rule, At]]:
    return ((rule, at) for rule in RULES.values() for at in rule.check(plan))


def _in_force(plan: Plan) -> dict[tuple[str, str], Thing]:
    """Give the waivers that count today, by rule and thing."""
    standing = (waiver for waiver in plan.of("waiver") if not past(waiver.get("until"), plan.today))
    return {(waiver.get("rule"), waiver.get("concerns")): waiver for waiver in standing}


def _of_waivers(plan: Plan, found: Sequence[tuple[Rule, At]]) -> Iterator[tuple[str, Thing]]:
    """Say of each waiver that is not in order why."""
    hit = {(rule.code, at.thing.subject) for rule, at in found}
    for waiver in plan.of("waiver"):
        if waiver.get("rule") not in RULES:
            yield UNKNOWN_RULE, waiver
        elif past(waiver.get("until"), plan.today):
            yield EXPIRED, waiver
        elif (waiver.get("rule"), waiver.get("concerns")) not in hit:
            yield NEEDLESS, waiver


def _line(plan: Plan, rule: Rule, at: At, waiver: Thing | None) -> FindingLine:
    thing = at.thing
    indicator = plan.get(thing.get("indicator")) if thing.kind in NAMED_BY_INDICATOR else None
    item = item_of(thing, indicator.get("name") if indicator else None)
    waived, reason = (waiver.subject, words_of(waiver.get("reason"))) if waiver else ("", {})
    return FindingLine(rule.code, rule.family, rule.severity, item, dict(at.data), waived, reason)


def _order(line: FindingLine) -> tuple[object, ...]:
    return SEVERITIES.index(line.severity), line.rule, line.item.subject, sorted(line.data.items())
