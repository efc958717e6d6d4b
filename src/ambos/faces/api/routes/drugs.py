"""Drugs: what was seized, how pure, what was destroyed, laboratories; the gap between both laws."""

from dataclasses import dataclass
from typing import Annotated, Final

import msgspec

from ambos.domains.drugs.control import classify
from ambos.domains.drugs.views import Asked, Chain, Labs, Purity, Row
from ambos.faces.accounts.scopes import READ_RECORDS
from ambos.faces.api.forms import ThingForm
from ambos.faces.api.route import Call, Query, Route
from ambos.node.drugs import chains, control_gaps, laboratories, purities, summary


class SeizureQuery(Query, frozen=True):
    """A drug by its code, a year; all of them if empty."""

    drug: str = ""
    year: Annotated[str, msgspec.Meta(pattern="^([0-9]{4})?$")] = ""


@dataclass(frozen=True)
class SeizuresForm:
    """What was seized by drug, drug and month, drug and place, each event once; weights in kilograms.

    ``again`` counts the reports that tell of an event that another tells already.
    """

    drugs: tuple[Row, ...]
    months: tuple[Row, ...]
    places: tuple[Row, ...]
    again: int


@dataclass(frozen=True)
class ChainForm:
    """What became of what was seized, by drug, and the laboratories that were found."""

    destruction: tuple[Chain, ...]
    laboratories: tuple[Labs, ...]


@dataclass(frozen=True)
class GapForm:
    """A substance, how it stands between both laws, which came first and for how many days it stood alone.

    ``verdict`` and ``sites`` are what the definition of fentanyl-related substances says of it.
    """

    substance: ThingForm
    standing: str
    first: str
    days: int | None
    open: bool
    by_class: bool
    verdict: str
    sites: tuple[str, ...]


def _seizures(call: Call) -> SeizuresForm:
    found = summary(call.shelf, Asked(call.query.drug, call.query.year))
    return SeizuresForm(found.drugs, found.months, found.places, found.again)


def _purity(call: Call) -> tuple[Purity, ...]:
    return purities(call.shelf, Asked(call.query.drug, call.query.year))


def _chain(call: Call) -> ChainForm:
    return ChainForm(chains(call.shelf), laboratories(call.shelf))


def _gaps(call: Call) -> tuple[GapForm, ...]:
    told = ((one, classify(one.substance.body)) for one in control_gaps(call.shelf))
    return tuple(
        GapForm(
            ThingForm.of(one.substance),
            one.standing,
            one.first,
            one.days,
            one.open,
            one.by_class,
            found.verdict,
            found.sites,
        )
        for one, found in told
    )


ROUTES: Final[tuple[Route, ...]] = (
    Route("seizures", "/drugs/seizures", READ_RECORDS, _seizures, SeizuresForm, query=SeizureQuery),
    Route("purity", "/drugs/purity", READ_RECORDS, _purity, tuple[Purity, ...], query=SeizureQuery),
    Route("destruction", "/drugs/chain", READ_RECORDS, _chain, ChainForm),
    Route("control-gap", "/drugs/control", READ_RECORDS, _gaps, tuple[GapForm, ...]),
)
