"""What the work on requests proposes: a request, the steps of it, what suspends its clocks.

Each act gives the bodies to propose; a step is checked against the course before, so that nobody signs one
out of turn, of the other side, or without what it needs.
"""

from collections.abc import Collection, Mapping
from typing import Any

from ambos.domains.justice.cases import Case
from ambos.domains.justice.instruments import REQUESTED, REQUESTING
from ambos.kernel.acts import New
from ambos.kernel.course import StepOfAnother
from ambos.kernel.shelf import Thing

FILLED = ("authority", "document", "reason")


def side_of(request: Thing, party: str) -> str:
    """Give the side on which a party stands in a request; of one that is not its own, refuse."""
    if party == request.get("requesting"):
        return REQUESTING
    if party == request.get("requested"):
        return REQUESTED
    raise StepOfAnother(course=request.subject, step="", side=f"{REQUESTING}, {REQUESTED}", roles="")


def step(case: Case, name: str, party: str, roles: Collection[str], told: Mapping[str, Any]) -> New:
    """Give the next step of a case as a party takes it; refused as its course says."""
    request = case.request
    course = case.run.course
    filled = [field for field in FILLED if told.get(field)]
    course.demand(case.stage, name, side_of(request, party), roles, filled)
    body = {"of": request.subject, "step": name, **{key: value for key, value in told.items() if value}}
    # Both parties may write the next step at the same time: each one's slug is its own.
    return New("request-step", f"{request.slug}-{len(case.steps) + 1}-{party.lower()}", body)


def suspend(case: Case, party: str, told: Mapping[str, Any]) -> New:
    """Give what suspends the clocks of a case, from a moment on."""
    side_of(case.request, party)
    body = {"of": case.request.subject, **{key: value for key, value in told.items() if value}}
    return New("suspension", f"{case.request.slug}-s{len(case.suspensions) + 1}-{party.lower()}", body)
