"""Rules of networks: what an assessment hangs on, and what nobody has looked at again."""

from collections.abc import Iterator
from typing import Final

from ambos.analysis.studies.lint.picture import Plan, days_since
from ambos.analysis.studies.lint.rule import NOTE, WARNING, At, Rule
from ambos.analysis.studies.networks import holds, network_of

REVIEW_DAYS: Final = 730


def hangs_on_weak_ties(plan: Plan) -> Iterator[At]:
    """Find ties of weak grades without which a part of a network, of two or more, would fall off."""
    things = {one.subject: one for kind in ("organisation", "person") for one in plan.of(kind)}
    ties = [one for one in plan.living("tie") if holds(one, plan.today)]
    for bridge in network_of(things, ties, plan.today).bridges:
        if bridge.weak and min(bridge.sides) > 1:
            count = str(min(bridge.sides))
            yield At(bridge.ties[0], {"one": bridge.ends[0], "other": bridge.ends[1], "count": count})


def not_looked_at_again(plan: Plan) -> Iterator[At]:
    """Find ties without an end that were assessed long ago."""
    for tie in plan.living("tie"):
        days = days_since(tie.get("valid_from"), plan.today)
        if days is not None and days > REVIEW_DAYS and not tie.get("valid_until"):
            yield At(tie, {"count": str(days), "limit": str(REVIEW_DAYS)})


def off_the_list(plan: Plan) -> Iterator[At]:
    """Find whoever is named by an entry that the newest version of the official list does not hold."""
    for subject, told in plan.unlisted.items():
        if thing := plan.get(subject):
            yield At(thing, told)


RULES: Final = (
    Rule("NE01", WARNING, "STATEW", ("tie",), hangs_on_weak_ties),
    Rule("NE02", NOTE, "AMBOS", ("tie",), not_looked_at_again),
    Rule("NE03", WARNING, "AMBOS", ("organisation", "person"), off_the_list),
)
