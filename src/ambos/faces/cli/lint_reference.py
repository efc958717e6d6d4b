"""The reference page of plan lint, made from the rules and their sentences."""

from collections.abc import Iterator

from ambos.analysis.studies.elements import ELEMENTS
from ambos.analysis.studies.lint.book import RULES
from ambos.analysis.studies.lint.rule import FAMILIES, SOURCES, Rule
from ambos.analysis.studies.practices import PRACTICES
from ambos.faces.reports.findings import pattern
from ambos.i18n.catalogue import Language

ABOUT = (
    "What `ambos plan lint` asks of a plan. An error contradicts itself or leaves open what is due; a "
    "warning is a gap that auditors name; a note is worth knowing. Duties are asked of frameworks that "
    "neither ended nor were continued by another; name a framework to ask all of it. Faults of targets and "
    "data are found wherever they stand."
)
WAIVERS = (
    "A waiver is a record of kind `waiver`: the code of the rule, the thing, the reason, and the day until "
    "which it counts. What it waives stays in sight with its reason. An expired waiver counts no more, and a "
    "needless one is a finding itself."
)
SHAPES = (
    "The kinds themselves refuse what no rule has to find: an indicator without sort, direction, unit or "
    "definition, a target without a deadline, a monitoring plan without a frequency, a figure without a "
    "unit, a past fact dated in the future."
)


def lint_page(said: tuple[Language, ...]) -> Iterator[str]:
    """Give the lines of the page below its title."""
    yield from (ABOUT, "", WAIVERS, "", SHAPES, "")
    for letters, family in FAMILIES.items():
        names = " · ".join(language.label("lint", f"family.{family}") for language in said)
        yield from (f"## {letters}: {names}", "")
        for rule in (one for one in RULES.values() if one.family == family):
            yield from _rule(rule, said)
    yield from _checklist("Elements", "element", len(ELEMENTS), said)
    yield from _checklist("Practices of monitoring", "practice", len(PRACTICES), said)
    yield from _sources()


def _rule(rule: Rule, said: tuple[Language, ...]) -> Iterator[str]:
    severities = " · ".join(language.label("lint", f"severity.{rule.severity}") for language in said)
    kinds = ", ".join(f"`{kind}`" for kind in rule.kinds) or "any kind"
    yield from (f"### {rule.code}", "", f"{severities} · {kinds} · {SOURCES[rule.source].title}", "")
    for language in said:
        why, fix = (language.label("lint", f"{rule.code}.{part}") for part in ("why", "fix"))
        yield f"- {pattern(rule.code, language)} {why} *{fix}*"
    yield ""


def _checklist(title: str, sort: str, count: int, said: tuple[Language, ...]) -> Iterator[str]:
    yield from (f"## {title}", "")
    yield from (f"> {language.label('lint', f'{sort}s.note')}  " for language in said)
    yield from ("", "| | English | español |", "|---|---|---|")
    for number in range(1, count + 1):
        names = " | ".join(language.label("lint", f"{sort}.{number}") for language in said)
        yield f"| {number} | {names} |"
    yield ""


def _sources() -> Iterator[str]:
    yield from ("## Sources", "", "| key | source | address | known |", "|---|---|---|---|")
    for key, source in SOURCES.items():
        known = "UNVERIFIED: recalled, not checked" if source.mark == "recalled" else source.mark
        yield f"| `{key}` | {source.title} | {source.url} | {known} |"
    yield ""
