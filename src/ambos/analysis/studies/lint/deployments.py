"""Rules of the deployment: what was taken from public security, and what is left of it."""

from collections.abc import Iterator
from typing import Final

from ambos.analysis.studies.lint.picture import Plan
from ambos.analysis.studies.lint.rule import NOTE, WARNING, At, Rule
from ambos.domains.deployments.records import PUBLIC_SECURITY


def left_unknown(plan: Plan) -> Iterator[At]:
    """Find strength taken from public security where nothing says what is left there that month."""
    things = plan.of("deployment")
    told = {
        (one.get("force"), one.get("place"), one.get("period"))
        for one in things
        if one.get("mission") == PUBLIC_SECURITY
    }
    for one in things:
        place = (one.get("force"), one.get("place"), one.get("period"))
        if one.get("taken_from") == PUBLIC_SECURITY and place not in told:
            yield At(one, {"period": str(one.get("period"))})


def no_source(plan: Plan) -> Iterator[At]:
    """Find strengths that rest on no source."""
    return (At(one) for one in plan.of("deployment") if not one.get("sources"))


RULES: Final = (
    Rule("DP01", WARNING, "WAYNE2020", ("deployment",), left_unknown),
    Rule("DP02", NOTE, "AMBOS", ("deployment",), no_source),
)
