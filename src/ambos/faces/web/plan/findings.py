"""What lint finds in the plan: by rule, each at its thing, with its source and what mends it."""

import json
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
from ambos.node.kept_lines import Lines, finding_lines
from ambos.node.linting import findings

FILTERS: Final = ("framework", "family", "severity", "rule", "kind", "thing")
FEW: Final = 8  # findings of a rule, where all rules are shown


@reading
def show(visit: Visit) -> HttpResponse:
    """Show the findings that are asked for, the gravest rules first."""
    wanted = asked(visit, *FILTERS)
    every = _every(visit, wanted["framework"])
    found = _found(every, wanted)
    counts = found.spread("rule")
    few = len(found) if wanted["rule"] or wanted["thing"] else FEW
    groups = {rule: found.only(rule=rule)[:few] for rule in counts}
    listed = [line for lines in groups.values() for line in lines]
    visit.names.learn([line.item.subject for line in listed if not line.item.name])
    visit.names.learn(told.mentioned(listed))
    return visit.render(
        "plan/findings.html",
        tabs=tabs(visit, "findings"),
        containers=containers(visit),
        wanted=wanted,
        counts=every.spread("severity"),
        groups=groups,
        in_group=counts,
        found=len(found),
        few=few,
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
    found = kept_for(visit).findings.at({subject})
    visit.names.learn(told.mentioned(found))
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
    found = _found(_every(visit, wanted["framework"]), wanted)
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


def _every(visit: Visit, framework: str) -> Lines[FindingLine]:
    kept = kept_for(visit)
    return finding_lines(findings(visit.node, chosen(visit, framework))) if framework else kept.findings


def _found(every: Lines[FindingLine], wanted: dict[str, str]) -> Lines[FindingLine]:
    """Give those that are asked for, the gravest rules first."""
    same = {name: wanted[name] for name in ("family", "severity", "rule", "kind") if wanted[name]}
    found = every.only(**same)
    return found.at({wanted["thing"]}) if wanted["thing"] else found
