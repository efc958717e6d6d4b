"""What lint finds in the plan: by rule, each at its thing, with its source and what mends it."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from django.http import HttpResponse

from ambos.analysis.studies.judgements import FindingLine
from ambos.analysis.studies.lint.book import RULES
from ambos.analysis.studies.lint.rule import FAMILIES, SEVERITIES, SOURCES
from ambos.faces.reports import findings as told
from ambos.faces.reports.sarif import sarif as log
from ambos.faces.web.frame.asking import asked, chosen, download
from ambos.faces.web.frame.asking import table as csv
from ambos.faces.web.frame.laid import kept_for
from ambos.faces.web.frame.visit import Visit, reading
from ambos.faces.web.plan.parts import GRAVE, containers, tabs
from ambos.node.linting import findings

FILTERS: Final = ("framework", "family", "severity", "rule", "kind", "thing")
FEW: Final = 8  # findings of a rule, where all rules are shown
WAIVED: Final = "waived"


@reading
def show(visit: Visit) -> HttpResponse:
    """Show the findings that are asked for, the gravest rules first."""
    wanted = asked(visit, *FILTERS)
    every = _every(visit, wanted["framework"])
    found = [line for line in every if _has(line, wanted)]
    return visit.render(
        "plan/findings.html",
        tabs=tabs(visit, "findings"),
        containers=containers(visit),
        wanted=wanted,
        counts=Counter(WAIVED if line.waived else line.severity for line in every),
        groups=_grouped(found),
        found=len(found),
        few=len(found) if wanted["rule"] or wanted["thing"] else FEW,
        families=tuple(FAMILIES.values()),
        severities=SEVERITIES,
        rules=RULES,
        sources=SOURCES,
        grave=GRAVE,
        told=told,
        query=visit.request.GET.urlencode(),
    )


@reading
def at(visit: Visit, kind: str, slug: str) -> HttpResponse:
    """Show what lint finds at one thing, as a part of that thing's own page."""
    subject = visit.shelf.thing(f"{kind}/{slug}").subject
    found = [line for line in kept_for(visit).packet.findings if line.item.subject == subject]
    return visit.render(
        "plan/findings_at.html", found=found, told=told, grave=GRAVE, rules=RULES, sources=SOURCES
    )


@reading
def rules(visit: Visit) -> HttpResponse:
    """Show the book of rules: what each finds, why it matters, what mends it, whose demand it is."""
    by_family = {
        family: [one for one in RULES.values() if one.family == family] for family in FAMILIES.values()
    }
    return visit.render(
        "plan/rules.html",
        tabs=tabs(visit, "findings"),
        families=by_family,
        sources=SOURCES,
        grave=GRAVE,
        told=told,
    )


@reading
def table(visit: Visit) -> HttpResponse:
    """Give the findings that are asked for as CSV."""
    wanted, voice = asked(visit, *FILTERS), visit.voice
    found = [line for line in _every(visit, wanted["framework"]) if _has(line, wanted)]
    head = ("rule", "severity", "thing", "finding", "fix", "waived")
    rows = (
        (
            one.rule,
            one.severity,
            one.item.subject,
            told.sentence(one, voice),
            told.fix(one.rule, voice),
            one.waived,
        )
        for one in found
    )
    return csv(head, rows, "findings.csv")


@reading
def sarif(visit: Visit) -> HttpResponse:
    """Give every finding as SARIF."""
    made = log(_every(visit, visit.request.GET.get("framework", "")), visit.voice)
    return download(
        json.dumps(made, ensure_ascii=False, indent=2).encode(), "findings.sarif", "application/sarif+json"
    )


def _every(visit: Visit, framework: str) -> Sequence[FindingLine]:
    return findings(visit.node, chosen(visit, framework)) if framework else kept_for(visit).packet.findings


def _has(line: FindingLine, wanted: dict[str, str]) -> bool:
    severity = WAIVED if line.waived else line.severity
    return (
        wanted["family"] in ("", line.family)
        and wanted["severity"] in ("", severity)
        and wanted["rule"] in ("", line.rule)
        and wanted["kind"] in ("", line.item.subject.partition("/")[0])
        and wanted["thing"] in ("", line.item.subject)
    )


def _grouped(found: Iterable[FindingLine]) -> dict[str, list[FindingLine]]:
    groups: dict[str, list[FindingLine]] = {}
    for line in found:
        groups.setdefault(line.rule, []).append(line)
    return groups
