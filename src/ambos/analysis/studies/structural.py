"""The effect on one series by a structural model: heavy, so it stands apart from the other evaluations."""

from typing import Final

from ambos.analysis.methods.structural import intervene
from ambos.analysis.methods.verdict import NOTED, PASSED
from ambos.analysis.studies.effects import line_of, unknown_line
from ambos.analysis.studies.evaluation import Asked, Evaluation

STRUCTURAL: Final = "structural"
WANDERING: Final = ("level-wanders", "nothing-else-began", "counted-alike")


def evaluate_structurally(asked: Asked, method: str = STRUCTURAL) -> Evaluation:
    """Answer by a level and seasons that wander and a step at the date; values of zero have no logarithm."""
    run = asked.run
    if (run.values <= 0).any():
        return Evaluation(unknown_line(asked.indicator, asked.indicator, "zeros", method), run)
    found = intervene(run.values, run.at, season=run.season)
    checks = {"settled": PASSED if run.settled else NOTED}
    line = line_of(asked.indicator, asked.indicator, method, found.estimate, WANDERING, checks)
    return Evaluation(line, run)
