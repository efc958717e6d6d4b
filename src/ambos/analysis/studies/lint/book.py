"""The book of rules: every rule of plan lint, by code."""

from typing import Final

from ambos.analysis.studies.lint import (
    actions,
    arms,
    assistance,
    data,
    deployments,
    determinations,
    dialogue,
    drugs,
    evidence,
    finance,
    framework,
    indicators,
    integrity,
    justice,
    networks,
    oversight,
    series,
    targets,
    taskforces,
)
from ambos.analysis.studies.lint.rule import FAMILIES, Rule

_ROOMS: Final = (
    framework,
    oversight,
    indicators,
    targets,
    actions,
    evidence,
    data,
    series,
    dialogue,
    justice,
    determinations,
    assistance,
    deployments,
    finance,
    networks,
    taskforces,
    arms,
    drugs,
    integrity,
)
_ORDER: Final = tuple(FAMILIES)

RULES: Final[dict[str, Rule]] = {
    rule.code: rule
    for rule in sorted(
        (rule for room in _ROOMS for rule in room.RULES),
        key=lambda rule: (_ORDER.index(rule.code[:2]), rule.code),
    )
}
