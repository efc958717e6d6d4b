"""Networks: ends and graded ties, methods of operation with sightings, crosswalks of grades."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ambos.analysis.studies.networks import MethodLine, Network, NodeLine, methods, network
from ambos.domains.networks.grading import Grade, Marking, grades, markings
from ambos.faces.accounts.scopes import READ_RECORDS
from ambos.faces.api.forms import ThingForm
from ambos.faces.api.route import Call, Route


@dataclass(frozen=True)
class EndForm:
    """An organisation or person: to how many it is tied, how far it lies between others, in which part."""

    subject: str
    thing: ThingForm | None
    degree: int
    between: Decimal
    part: int


@dataclass(frozen=True)
class BridgeForm:
    """Two ends that only these ties hold together, the ends on each side, whether all are of weak grades."""

    ends: tuple[str, str]
    ties: tuple[str, ...]
    sides: tuple[int, int]
    weak: bool


@dataclass(frozen=True)
class NetworkForm:
    """The network of the ties that hold today, as far as the officer may see it."""

    ends: tuple[EndForm, ...]
    ties: tuple[ThingForm, ...]
    bridges: tuple[BridgeForm, ...]


@dataclass(frozen=True)
class MethodForm:
    """A method and how often it was seen; ``months`` counts the last two years, ending with the present.

    The sightings themselves are things, narrowed by ``method``.
    """

    method: ThingForm
    depth: int
    total: int
    months: tuple[int, ...]


@dataclass(frozen=True)
class GradesForm:
    """What other schemes make of our grades, and the mildest label that keeps each handling mark."""

    grades: tuple[Grade, ...]
    handling: tuple[Marking, ...]


def _network(call: Call) -> NetworkForm:
    found: Network = network(call.shelf)
    bridges = (
        BridgeForm(one.ends, tuple(tie.subject for tie in one.ties), one.sides, one.weak)
        for one in found.bridges
    )
    return NetworkForm(tuple(map(_end, found.nodes)), tuple(map(ThingForm.of, found.ties)), tuple(bridges))


def _end(one: NodeLine) -> EndForm:
    thing = None if one.thing is None else ThingForm.of(one.thing)
    return EndForm(one.subject, thing, one.degree, one.between, one.part)


def _methods(call: Call) -> tuple[MethodForm, ...]:
    return tuple(map(_method, methods(call.shelf)))


def _method(one: MethodLine) -> MethodForm:
    return MethodForm(ThingForm.of(one.method), one.depth, one.total, one.months)


def _grades(call: Call) -> GradesForm:
    return GradesForm(grades(), markings())


ROUTES: Final[tuple[Route, ...]] = (
    Route("networks", "/networks", READ_RECORDS, _network, NetworkForm),
    Route("methods", "/methods", READ_RECORDS, _methods, tuple[MethodForm, ...]),
    Route("grades", "/grades", READ_RECORDS, _grades, GradesForm),
)
