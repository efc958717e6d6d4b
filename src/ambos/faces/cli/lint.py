"""``ambos plan lint`` and ``ambos plan elements``: what auditors require of a plan, and what it lacks."""

import json as json_format
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ambos.faces.cli.declare import JSON, Argument, Option, Verb
from ambos.faces.cli.errors import RuleUnknown
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import FILE, OneOf, Text

if TYPE_CHECKING:
    from ambos.analysis.studies.judgements import ElementLine, FindingLine, PracticeLine
    from ambos.analysis.studies.lines import Item
    from ambos.faces.reports.voice import Voice

SEVERITIES = ("error", "warning", "note")
SHOWN_THINGS = 4  # of each element; --json has all


def lint(
    session: Session,
    framework: str | None,
    rule: str | None,
    severity: str,
    sarif: Path | None,
    list_rules: bool,
    json: bool,
) -> None:
    """Hold the plan against the rules; end with 1 where an error stands that nobody has waived."""
    if rule:
        _demand_known(rule)
    if list_rules:
        _list(session, json)
        return
    from ambos.analysis.studies.lint.run import failing
    from ambos.node.linting import findings

    found = [line for line in findings(session.node, framework or "") if rule in (None, line.rule)]
    shown = [line for line in found if SEVERITIES.index(line.severity) <= SEVERITIES.index(severity)]
    if sarif is not None:
        from ambos.faces.reports.sarif import sarif as log

        text = json_format.dumps(log(found, _voice(session)), ensure_ascii=False, indent=2)
        sarif.write_text(text + "\n", encoding="utf-8")
        session.tell(session.say("lint", "written", file=sarif))
    if json:
        session.json([asdict(line) for line in shown])
    elif sarif is None:
        _print(session, found, shown)
    if failing(found):
        click.get_current_context().exit(1)


LINT = Verb(
    "plan.lint",
    lint,
    (
        Argument("framework", required=False),
        Option("rule", Text("rule")),
        Option("severity", OneOf("severity", *SEVERITIES), default="warning"),
        Option("sarif", FILE),
        Option("list-rules", flag=True),
        JSON,
    ),
)


def _demand_known(rule: str) -> None:
    from ambos.analysis.studies.lint.book import RULES
    from ambos.faces.cli.spoken import like

    if rule not in RULES:
        raise RuleUnknown(rule=rule, nearest=like(rule, RULES))


def _voice(session: Session) -> "Voice":
    from ambos.faces.reports.voice import Voice

    return Voice(session.language, session.node.today())


def _print(session: Session, found: "Sequence[FindingLine]", shown: "Sequence[FindingLine]") -> None:
    """Print one finding a line: broken at its words for a person, whole for a program that reads lines."""
    from ambos.faces.cli import printing
    from ambos.faces.reports.findings import one_line

    voice = _voice(session)
    write = printing.line if sys.stdout.isatty() else session.print
    for line in shown:
        write(one_line(line, voice))
    counts = Counter("waived" if line.waived else line.severity for line in found)
    told = {f"{name}s": voice.number(counts[name]) for name in SEVERITIES}
    session.tell(session.say("lint", "counted", waived=voice.number(counts["waived"]), **told))
    if len(shown) < len(found):
        hidden = voice.number(len(found) - len(shown))
        session.tell(session.say("lint", "counted.hidden", count=hidden))


def _list(session: Session, json: bool) -> None:
    """List the rules with their gravity, their source and what they find."""
    from ambos.analysis.studies.lint.book import RULES
    from ambos.analysis.studies.lint.rule import SOURCES
    from ambos.faces.cli.printing import table
    from ambos.faces.reports.findings import pattern

    language = session.language
    if json:
        session.json(
            [
                {
                    "rule": rule.code,
                    "family": rule.family,
                    "severity": rule.severity,
                    "source": SOURCES[rule.source].title,
                    "kinds": list(rule.kinds),
                    "why": language.label("lint", f"{rule.code}.why"),
                    "fix": language.label("lint", f"{rule.code}.fix"),
                }
                for rule in RULES.values()
            ]
        )
        return
    head = [language.label("lint", f"column.{name}") for name in ("rule", "severity", "source", "finds")]
    rows = [
        (
            rule.code,
            language.label("lint", f"severity.{rule.severity}"),
            SOURCES[rule.source].title,
            pattern(rule.code, language),
        )
        for rule in RULES.values()
    ]
    table(head, rows, whole=(0, 1))


def elements(session: Session, framework: str | None, practices: bool, json: bool) -> None:
    """Grade the nine elements of each framework, or its fourteen practices of monitoring."""
    from ambos.node import linting

    made: Sequence[ElementLine | PracticeLine] = (
        linting.practices(session.node, framework or "")
        if practices
        else linting.elements(session.node, framework or "")
    )
    if json:
        session.json([asdict(line) for line in made])
        return
    session.tell(session.say("lint", "practices.note" if practices else "elements.note"))
    frameworks = {line.framework.subject: line.framework for line in made}
    for subject, item in frameworks.items():
        _print_graded(session, item, [line for line in made if line.framework.subject == subject], practices)


ELEMENTS = Verb(
    "plan.elements",
    elements,
    (
        Argument("framework", required=False),
        Option("practices", flag=True),
        JSON,
    ),
)


def _print_graded(
    session: Session, framework: "Item", lines: "Iterable[ElementLine | PracticeLine]", practices: bool
) -> None:
    from ambos.faces.cli.printing import heading, line, pairs

    sort = "practice" if practices else "element"
    voice, language = _voice(session), session.language
    heading(language.say("lint", f"{sort}s.heading", framework=voice.name(framework)))
    for number, graded in enumerate(lines, 1):
        name = language.label("lint", f"{sort}.{number}")
        grade = language.label("lint", f"grade.{graded.grade}")
        line(language.say("lint", "graded", number=number, name=name, grade=grade), "bold")
        told = {"evidence": _things(session, graded.evidence), "missing": _things(session, graded.missing)}
        pairs((f"   {language.label('lint', f'column.{key}')}", text) for key, text in told.items() if text)


def _things(session: Session, items: "Sequence[Item]") -> str:
    """Name a few things by their ids, and say how many more there are."""
    named = [item.subject for item in items[:SHOWN_THINGS]]
    more = len(items) - len(named)
    return ", ".join([*named, session.say("lint", "more", count=more)] if more else named)
