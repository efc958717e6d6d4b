"""Assistance: each programme from its money to its results, with the links that cannot be shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ambos.analysis.studies.assistance import STAGES, Chain, chain, chains
from ambos.faces.accounts.scopes import READ_FIGURES
from ambos.faces.api.route import Call, Route


@dataclass(frozen=True)
class DeliveryForm:
    """A delivery: its days, and whether its planned one passed without it."""

    delivery: str
    planned: str
    delivered: str
    accepted_on: str
    late: bool


@dataclass(frozen=True)
class ResultForm:
    """A result, and whether a figure on record stands behind it."""

    result: str
    level: str
    indicator: str
    shown: bool


@dataclass(frozen=True)
class ChainForm:
    """A programme's chain: amounts by stage and currency, shares of what was appropriated in per cent."""

    programme: str
    record: str
    state: str
    halted: str
    amounts: Mapping[str, Mapping[str, Decimal]]
    share_percent: Mapping[str, Decimal]
    deliveries: tuple[DeliveryForm, ...]
    results: tuple[ResultForm, ...]
    gaps: tuple[str, ...]


def _form(one: Chain) -> ChainForm:
    shares = {stage: share for stage in STAGES if (share := one.share(stage)) is not None}
    return ChainForm(
        programme=one.item.subject,
        record=one.item.rid,
        state=one.state,
        halted=str(one.halted or ""),
        amounts=one.totals,
        share_percent=shares,
        deliveries=tuple(
            DeliveryForm(
                each.item.subject,
                str(each.planned or ""),
                str(each.delivered or ""),
                str(each.accepted_on or ""),
                each.late,
            )
            for each in one.deliveries
        ),
        results=tuple(
            ResultForm(
                each.item.subject,
                each.level,
                each.indicator.item.subject if each.indicator else "",
                each.shown,
            )
            for each in one.results
        ),
        gaps=one.gaps,
    )


def _every(call: Call) -> tuple[ChainForm, ...]:
    with call.shelf.keeping():
        return tuple(map(_form, chains(call.shelf)))


def _one(call: Call) -> ChainForm:
    with call.shelf.keeping():
        return _form(chain(call.shelf, f"programme/{call.path['slug']}"))


ROUTES: Final[tuple[Route, ...]] = (
    Route("assistance", "/assistance", READ_FIGURES, _every, tuple[ChainForm, ...]),
    Route("assistance-chain", "/assistance/{slug}", READ_FIGURES, _one, ChainForm),
)
