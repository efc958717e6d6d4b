"""The work on requests at a node: open one, take its next step, suspend its clocks; what runs out next."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from ambos.analysis.methods.clocks import EXPIRED, TOLLED, WARNED
from ambos.analysis.studies.cases import Ticking, board, confirmed, ticking
from ambos.analysis.studies.requests import Answered, Direction, directions, fared, statement
from ambos.domains.justice import acts
from ambos.domains.justice.cases import Case
from ambos.domains.justice.views import case_of, every_run, runs
from ambos.kernel.access import PROPOSE, demand
from ambos.kernel.acts import New
from ambos.kernel.ledger import Written
from ambos.kernel.shelf import Shelf
from ambos.node.meetings import weigh
from ambos.node.node import Node
from ambos.node.showing import find_of_kind
from ambos.values.errors import Refused
from ambos.values.handling import Label
from ambos.values.moments import Moment

SOON: Final = timedelta(days=1)


class NothingToState(Refused):
    """Nothing was counted of an instrument in that direction and year; data: ``instrument``, ``year``."""

    code = "cases.nothing-to-state"


@dataclass(frozen=True)
class Opened:
    """A case with its clocks, as it stands at a moment."""

    case: Case
    clocks: tuple[Ticking, ...]


@dataclass(frozen=True)
class Digest:
    """What a day asks for: what has run out, what runs out within its warning, what stands still."""

    day: date
    expired: tuple[Ticking, ...]
    warned: tuple[Ticking, ...]
    still: tuple[Ticking, ...]


def now_at(node: Node) -> datetime:
    """Give the present moment by the node's clock."""
    return node.parts.now()


def open_case(node: Node, name: str, now: datetime | None = None) -> Opened:
    """Give a request by its name, with its steps and clocks."""
    shelf = node.shelf
    case = case_of(shelf, find_of_kind(shelf, "request", name))
    return Opened(case, tuple(ticking(case.run, now or now_at(node), confirmed(shelf))))


def runs_out(node: Node, now: datetime | None = None) -> list[Ticking]:
    """Give the clocks of open requests in the order in which they run out; those that stand still last."""
    return board(node.shelf, now or now_at(node))


def digest(node: Node, day: date | None = None) -> Digest:
    """Give what runs out by the end of a day, today unless another is told."""
    chosen = day or node.today()
    midnight = Moment.parse(f"{chosen + SOON}T00:00+00:00").utc
    found = board(node.shelf, midnight)
    expired, warned, still = (
        tuple(one for one in found if one.stands.state == state) for state in (EXPIRED, WARNED, TOLLED)
    )
    return Digest(chosen, expired, warned, still)


def open_request(node: Node, slug: str, body: Mapping[str, Any], label: Label | None = None) -> Written:
    """Propose a request, released to the party that is asked unless another label is given."""
    (written,) = node.propose(
        [New("request", slug, dict(body), label or Label(release=(body["requested"],)))]
    )
    return written


def weigh_step(node: Node, name: str, step: str, told: Mapping[str, Any]) -> New:
    """Give the next step of a case as it would be signed, and write nothing; refused as the step would be."""
    new = _step(node.shelf, node, name, step, told)
    weigh(node, [new])
    return new


def take_step(node: Node, name: str, step: str, told: Mapping[str, Any]) -> Written:
    """Take the next step of a case; our own request is closed with the step that ends it."""
    shelf = node.shelf
    new = _step(shelf, node, name, step, told)
    (written,) = node.propose([new])
    settle(node, new.body["of"])
    return written


def settle(node: Node, subject: str) -> bool:
    """Close our own request if whoever's step has ended it; say whether that was done now."""
    case = case_of(node.shelf, subject)
    request = case.request
    if not case.ended or request.get("closed") or request.owner != node.config.party:
        return False
    node.revise(subject, {"closed": case.steps[-1].get("at")[: len("2026-01-01")]})
    return True


def settle_all(node: Node) -> int:
    """Close every request of ours that a step of the partner has ended; give how many that was."""
    ended = [run for run in runs(node.shelf) if run.walked.stage in run.course.ends]
    return sum(settle(node, run.subject) for run in ended if run.requesting == node.config.party)


def suspend(node: Node, name: str, told: Mapping[str, Any]) -> Written:
    """Suspend the clocks of a case from a moment on, for the reason told."""
    shelf = node.shelf
    case = case_of(shelf, find_of_kind(shelf, "request", name))
    new = acts.suspend(case, node.config.party, told)
    (written,) = node.propose([_with_label(new, case, node.config.party)])
    return written


def lift(node: Node, name: str, until: str) -> Written:
    """End a suspension; the clocks that it held run on from there."""
    return node.revise(find_of_kind(node.shelf, "suspension", name), {"until": until})


def answers(node: Node, instrument: str = "", now: datetime | None = None) -> list[Answered]:
    """Say how every request of an instrument, or of all, fared that was presented and the officer may see."""
    moment = now or now_at(node)
    found = (fared(run, moment) for run in every_run(node.shelf, instrument))
    return [one for one in found if one is not None]


def reciprocity(node: Node, now: datetime | None = None) -> list[Direction]:
    """Count what was asked in each direction and how it fared, of what the officer may see."""
    return directions(answers(node, now=now))


def state_reciprocity(node: Node, instrument: str, requesting: str, year: int) -> Written:
    """Propose the joint statement of what was counted in one direction and year, for the partner to sign."""
    made = next(
        (
            one
            for one in directions(answers(node, instrument))
            if (one.requesting, one.year) == (requesting, year)
        ),
        None,
    )
    if made is None:
        raise NothingToState(instrument=instrument, year=year)
    slug = f"{instrument}-{requesting.lower()}-{made.requested.lower()}-{year}"
    body = statement(made, node.today().isoformat())
    partners = tuple(sorted({made.requesting, made.requested} - {node.config.party}))
    (written,) = node.propose([New("reciprocity-statement", slug, body, Label(release=partners))])
    return written


def _step(shelf: Shelf, node: Node, name: str, step: str, told: Mapping[str, Any]) -> New:
    case = case_of(shelf, find_of_kind(shelf, "request", name))
    person = node.person()
    demand(person, PROPOSE, Label(), person.party, node.today())
    given = {"at": str(Moment.of(now_at(node))), **{key: value for key, value in told.items() if value}}
    return _with_label(acts.step(case, step, person.party, person.roles, given), case, person.party)


def _with_label(new: New, case: Case, party: str) -> New:
    """Release what is said about a request to the other party that has it, within its compartment."""
    request = case.request
    others = tuple(sorted({request.get("requesting"), request.get("requested")} - {party}))
    return replace(new, label=Label(release=others, compartment=request.label.compartment))
