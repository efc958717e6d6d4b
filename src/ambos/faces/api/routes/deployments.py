"""Deployments: strength by mission and month, and what was taken from public security."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Final

import msgspec

from ambos.analysis.studies.deployments import deployed
from ambos.domains.deployments.records import FORCE
from ambos.faces.accounts.scopes import READ_FIGURES
from ambos.faces.api.route import Call, Query, Route


class ForceQuery(Query, frozen=True):
    """Which force; none for all of them."""

    force: Annotated[str, msgspec.Meta(pattern=f"^({'|'.join(FORCE.codes)})?$")] = ""


@dataclass(frozen=True)
class MonthForm:
    """A month: strength by mission, what each took from public security, the share of that in per cent."""

    month: str
    missions: Mapping[str, int]
    taken: Mapping[str, int]
    diverted: int
    share_percent: Decimal | None
    synthetic: bool


@dataclass(frozen=True)
class DeploymentsForm:
    """The months in order, and the newest of them by place."""

    forces: tuple[str, ...]
    months: tuple[MonthForm, ...]
    places: Mapping[str, int]
    diverted_places: Mapping[str, int]


def _deployments(call: Call) -> DeploymentsForm:
    found = deployed(call.shelf, call.query.force)
    months = tuple(
        MonthForm(each.month, each.missions, each.taken, each.diverted, each.share, each.made_up)
        for each in found.months
    )
    return DeploymentsForm(found.forces, months, found.places, found.diverted_places)


ROUTES: Final[tuple[Route, ...]] = (
    Route("deployments", "/deployments", READ_FIGURES, _deployments, DeploymentsForm, query=ForceQuery),
)
