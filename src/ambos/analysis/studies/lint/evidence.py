"""Rules of evidence: completions that nothing shows, facts that one key alone says, waivers."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from ambos.analysis.studies.lint.picture import Plan
from ambos.analysis.studies.lint.rule import ERROR, NOTE, WARNING, At, Check, Rule
from ambos.kernel.joint import COUNTERSIGNED, DISPUTED, PROPOSED, STATED
from ambos.kernel.shelf import Thing

WAITED_DAYS: Final = 90  # a quarter: every working group has met by then
KEPT: Final = ("kept", "partly-kept")


def completions(plan: Plan) -> Iterator[Thing]:
    """Give what is said to be done: actions, milestones, commitments, recommendations."""
    yield from (one for one in plan.of("action") if one.get("state") == "done")
    yield from (one for one in plan.of("milestone") if one.get("reached"))
    yield from (one for one in plan.of("commitment") if one.get("state") in KEPT)
    yield from (one for one in plan.of("recommendation") if one.get("state") == "implemented")


def _unproved(kind: str) -> Check:
    """Make the check for completions of a kind that name no evidence."""

    def check(plan: Plan) -> Iterable[At]:
        return (At(one) for one in completions(plan) if one.kind == kind and not one.get("evidence"))

    return check


def one_key(plan: Plan) -> Iterator[At]:
    """Find completions of joint things that only one party has signed."""
    return (At(one) for one in completions(plan) if one.state not in (COUNTERSIGNED, STATED, DISPUTED))


def _waiting(state: str) -> Callable[[Plan], Iterator[At]]:
    """Make the check for things that have been in a state longer than a quarter."""

    def check(plan: Plan) -> Iterator[At]:
        for subject, day in plan.since.items():
            thing = plan.get(subject)
            if thing and thing.state == state and (plan.today - day).days > WAITED_DAYS:
                yield At(thing, {"day": day.isoformat()})

    return check


def from_memory(plan: Plan) -> Iterator[At]:
    """Find parts of the plan that rest on nothing but memory; figures are counted with their indicator."""
    for things in plan.kinds.values():
        for one in things:
            if one.get("mark") == "recalled" and one.kind != "figure":
                yield At(one)


def by_the_waivers(plan: Plan) -> Iterator[At]:
    """Find nothing: what waivers come to is known when every other rule has spoken (see ``run``)."""
    return iter(())


UNKNOWN_RULE, NEEDLESS, EXPIRED = "EV09", "EV10", "EV11"

RULES: Final = (
    Rule("EV01", ERROR, "G20", ("action",), _unproved("action")),
    Rule("EV02", ERROR, "G20", ("milestone",), _unproved("milestone")),
    Rule("EV03", WARNING, "FOLLOWUP", ("commitment",), _unproved("commitment")),
    Rule("EV04", WARNING, "G20", ("recommendation",), _unproved("recommendation")),
    Rule("EV05", ERROR, "OECD19", ("action", "milestone", "commitment", "recommendation"), one_key),
    Rule("EV06", WARNING, "OECD19", (), _waiting(DISPUTED)),
    Rule("EV07", NOTE, "OECD19", (), _waiting(PROPOSED)),
    Rule("EV08", NOTE, "AMBOS", (), from_memory),
    Rule(UNKNOWN_RULE, ERROR, "AMBOS", ("waiver",), by_the_waivers),
    Rule(NEEDLESS, WARNING, "AMBOS", ("waiver",), by_the_waivers),
    Rule(EXPIRED, WARNING, "AMBOS", ("waiver",), by_the_waivers),
)
