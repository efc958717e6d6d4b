"""The money chain: what each step reaches, how long freezes last, one case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Final

import msgspec

from ambos.analysis.studies.money import (
    EndingLine,
    Flow,
    FreezeLine,
    Reach,
    case_of,
    effects,
    endings,
    flow,
    freezes,
)
from ambos.domains.finance.views import STEPS
from ambos.faces.accounts.scopes import READ_RECORDS
from ambos.faces.api.forms import ThingForm
from ambos.faces.api.route import Call, Query, Route
from ambos.node.money import chain
from ambos.values.errors import NotFound


class ChainQuery(Query, frozen=True):
    """Of which year of the freeze, and of which party; of all without."""

    year: Annotated[int, msgspec.Meta(ge=0, le=9999)] = 0
    party: Annotated[str, msgspec.Meta(pattern="^([A-Z]{2})?$")] = ""


@dataclass(frozen=True)
class ChainForm:
    """The chain, and what freezes came to with and without a release by amparo. Currencies stand apart."""

    flow: Flow
    with_amparo: Reach
    without_amparo: Reach


@dataclass(frozen=True)
class FreezesForm:
    """Every freeze, the newest first, and the shares that stand or have ended by the age in days."""

    freezes: tuple[FreezeLine, ...]
    endings: tuple[EndingLine, ...]


@dataclass(frozen=True)
class StepForm:
    """A step of a case: its day, and by currency what of the case was frozen at the end of that day."""

    thing: ThingForm
    day: date
    held: Mapping[str, Decimal]


def _chain(call: Call) -> ChainForm:
    found, party = chain(call.node), call.query.party
    hit, spared = effects(found, party)
    return ChainForm(flow(found, call.query.year or None, party), hit, spared)


def _freezes(call: Call) -> FreezesForm:
    found = chain(call.node)
    return FreezesForm(freezes(found), endings(found))


def _case(call: Call) -> tuple[StepForm, ...]:
    found = chain(call.node)
    if call.path["kind"] not in STEPS or call.subject not in found.things:
        raise NotFound(name=call.subject)
    return tuple(StepForm(ThingForm.of(one.thing), one.day, one.held) for one in case_of(found, call.subject))


ROUTES: Final[tuple[Route, ...]] = (
    Route("money-chain", "/money/chain", READ_RECORDS, _chain, ChainForm, query=ChainQuery),
    Route("money-freezes", "/money/freezes", READ_RECORDS, _freezes, FreezesForm),
    Route("money-case", "/money/cases/{kind}/{slug}", READ_RECORDS, _case, tuple[StepForm, ...]),
)
