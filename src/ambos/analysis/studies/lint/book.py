"""The book of rules: every rule of plan lint, by code."""

from typing import Final

from ambos.analysis.studies.lint import (
    actions,
    arms,
    data,
    dialogue,
    drugs,
    evidence,
    framework,
    indicators,
    oversight,
    series,
    targets,
)
from ambos.analysis.studies.lint.rule import FAMILIES, Rule

_ROOMS: Final = (
    framework, oversight, indicators, targets, actions, evidence, data, series, dialogue,
    arms, drugs,
)  # fmt: skip
_ORDER: Final = tuple(FAMILIES)

RULES: Final[dict[str, Rule]] = {
    rule.code: rule
    for rule in sorted(
        (rule for room in _ROOMS for rule in room.RULES),
        key=lambda rule: (_ORDER.index(rule.code[:2]), rule.code),
    )
}
