"""The status of a goal: from what it is for, never from what was done for it.

Only outcome and impact indicators count. Seizures, arrests and freezes are outputs: they are shown, and
they can neither turn a goal green nor red. The rules, in order; the first that holds decides:

====  ============  ====================================================================================
G1    unknown       no outcome or impact is measured
G2    unknown       none of the outcomes and impacts reaches a status
G3    (the worst)   an outcome or impact is at risk, off track or moving away: the least favourable stands
G4    unknown       all that are judged stand well, but one that has a target cannot be judged
G5    (the worst)   all that are judged are on track or met: the least favourable stands
====  ============  ====================================================================================
"""

from collections.abc import Iterable
from typing import Final

from ambos.analysis.methods.status import AT_RISK, MOVING_AWAY, OFF_TRACK, STATUSES, UNKNOWN
from ambos.analysis.studies.lines import FrameworkLine, GoalLine, IndicatorLine
from ambos.analysis.studies.sorts import TELLING

GOAL_RULES: Final = tuple(f"G{number}" for number in range(1, 6))
ILL: Final = (AT_RISK, OFF_TRACK, MOVING_AWAY)


def goal_statuses(frameworks: Iterable[FrameworkLine]) -> dict[str, tuple[str, str]]:
    """Give each goal's status and the code of the rule that decided, by its subject."""
    return {goal.item.subject: goal_status(goal) for framework in frameworks for goal in framework.goals}


def goal_status(goal: GoalLine) -> tuple[str, str]:
    """Give a goal's status and the code of the rule that decided."""
    counting = [line for line in goal.indicators if line.sort in TELLING]
    if not counting:
        return UNKNOWN, "G1"
    known = [line.assessment.status for line in counting if line.assessment.status != UNKNOWN]
    if not known:
        return UNKNOWN, "G2"
    worst = max(known, key=STATUSES.index)
    if worst in ILL:
        return worst, "G3"
    return (UNKNOWN, "G4") if any(_unjudged(line) for line in counting) else (worst, "G5")


def _unjudged(line: IndicatorLine) -> bool:
    return line.target is not None and line.assessment.status == UNKNOWN
