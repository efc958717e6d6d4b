"""Findings as SARIF 2.1.0 (OASIS, 2020), which build systems and code forges read.

Things of a plan have no file: each finding stands at a logical location, the thing's id. A waiver is an
external suppression with its reason.
"""

from collections.abc import Iterable
from typing import Any, Final

import ambos
from ambos.analysis.studies.judgements import FindingLine
from ambos.analysis.studies.lint.book import RULES
from ambos.analysis.studies.lint.rule import SOURCES, Rule
from ambos.faces.reports.findings import fix, sentence, why
from ambos.faces.reports.voice import Voice

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
LANGUAGES: Final = {"en": "en-US", "es": "es-MX"}


def sarif(findings: Iterable[FindingLine], voice: Voice) -> dict[str, Any]:
    """Give the findings as one SARIF log, in one language."""
    driver = {
        "name": "ambos plan lint",
        "semanticVersion": ambos.__version__,
        "rules": [_rule(rule, voice) for rule in RULES.values()],
    }
    run = {
        "tool": {"driver": driver},
        "language": LANGUAGES[voice.language.code],
        "columnKind": "unicodeCodePoints",
        "results": [_result(line, voice) for line in findings],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule, voice: Voice) -> dict[str, Any]:
    source = SOURCES[rule.source]
    made: dict[str, Any] = {
        "id": rule.code,
        "shortDescription": {"text": why(rule.code, voice)},
        "help": {"text": fix(rule.code, voice)},
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"family": rule.family, "source": source.title, "tags": [rule.family]},
    }
    return {**made, "helpUri": source.url} if source.url else made


def _result(line: FindingLine, voice: Voice) -> dict[str, Any]:
    kind = line.item.subject.partition("/")[0]
    place = {"fullyQualifiedName": line.item.subject, "name": voice.name(line.item), "kind": kind}
    made: dict[str, Any] = {
        "ruleId": line.rule,
        "ruleIndex": list(RULES).index(line.rule),
        "level": line.severity,
        "message": {"text": sentence(line, voice)},
        "locations": [{"logicalLocations": [place]}],
        "partialFingerprints": {"ruleAndThing/v1": f"{line.rule}:{line.item.subject}"},
        "properties": {"record": line.item.rid, "data": dict(line.data)},
    }
    if line.waived:
        made["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": voice.words(line.reason)}
        ]
    return made
