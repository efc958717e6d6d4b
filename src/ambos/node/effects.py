"""Ask the node whether something worked. This door is heavy: only the command that needs it imports it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from ambos.analysis.studies.effects import unknown_line
from ambos.analysis.studies.evaluation import DID, ITS, METHODS, SDID, SYNTHETIC, Asked, Evaluation, evaluate
from ambos.analysis.studies.runs import Groups, Run, comparable, run_around, same_elsewhere
from ambos.domains.measures import views
from ambos.kernel.shelf import Thing
from ambos.node.finer import finer_figures
from ambos.node.node import Node
from ambos.values.dates import Day
from ambos.values.errors import Misused
from ambos.values.places import BORDERS, Place

__all__ = ["DID", "ITS", "METHODS", "SDID", "SYNTHETIC", "Evaluation", "Inquiry", "PlaceUnused", "inquire"]

COMPARING: Final = (SYNTHETIC, DID, SDID)


class PlaceUnused(Misused):
    """A place has no comparable values for all the same periods; data: ``place``."""

    code = "effect.place-unused"


class PlaceTwice(Misused):
    """A place was named in two roles; data: ``place``."""

    code = "effect.place-twice"


@dataclass(frozen=True)
class Inquiry:
    """What a person asks: an indicator, a day, a method, and places by role.

    Without ``place`` the run that best surrounds the day decides; without ``others`` every other place of the
    same country that has comparable values is a donor, or part of the control.
    """

    indicator: Thing
    day: Day
    method: str = ITS
    place: str = ""
    others: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()


def inquire(node: Node, inquiry: Inquiry, by: Callable[[Asked, str], Evaluation] = evaluate) -> Evaluation:
    """Answer a question; without a run where no series surrounds the day.

    Refused: an unknown place, a place in two roles, a named place without comparable values.
    """
    _demand_roles(inquiry)
    subject = inquiry.indicator.subject
    groups = comparable([*views.figures(node.shelf).get(subject, ()), *finer_figures(node, subject)])
    here = [group for group in groups if not inquiry.place or group[0].place.code == inquiry.place]
    run = run_around(here, inquiry.day)
    if isinstance(run, str):
        return Evaluation(unknown_line(inquiry.indicator, inquiry.indicator, run, inquiry.method))
    if inquiry.method in COMPARING:
        return by(_asked(inquiry, run, groups), inquiry.method)
    return by(Asked(inquiry.indicator, run, {}, {}), inquiry.method)


def _asked(inquiry: Inquiry, run: Run, groups: Groups) -> Asked:
    elsewhere = same_elsewhere(groups, run)
    neighbours = _named(inquiry.neighbours, elsewhere)
    within = Place.parse(run.place).within
    kindred = [place for place in elsewhere if within and Place.parse(place).within == within]
    chosen = inquiry.others or [p for p in kindred if p not in neighbours and p not in BORDERS]
    return Asked(inquiry.indicator, run, _named(chosen, elsewhere), neighbours)


def _named(places: Sequence[str], elsewhere: dict[str, Run]) -> dict[str, Run]:
    for place in places:
        if place not in elsewhere:
            raise PlaceUnused(place=place)
    return {place: elsewhere[place] for place in places}


def _demand_roles(inquiry: Inquiry) -> None:
    named = [*([inquiry.place] if inquiry.place else []), *inquiry.others, *inquiry.neighbours]
    for at, code in enumerate(named):
        Place.parse(code)
        if code in named[:at]:
            raise PlaceTwice(place=code)
