"""Requests between governments: what runs out next, one case, what was counted each way, the clocks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ambos.analysis.studies.cases import confirmed
from ambos.domains.justice.instruments import clocks
from ambos.faces.accounts.scopes import READ_RECORDS
from ambos.faces.api.forms import ThingForm
from ambos.faces.api.route import Call, Route
from ambos.faces.reports.cases import clock_plain, direction_plain, law_plain
from ambos.node.cases import open_case, reciprocity, runs_out


@dataclass(frozen=True)
class CaseForm:
    """A request, the stage that its steps led to, those steps, those out of turn, suspensions and clocks."""

    request: ThingForm
    stage: str
    steps: tuple[ThingForm, ...]
    out_of_turn: tuple[ThingForm, ...]
    suspensions: tuple[ThingForm, ...]
    clocks: tuple[Mapping[str, Any], ...]


def _board(call: Call) -> tuple[Mapping[str, Any], ...]:
    return tuple(clock_plain(one) for one in runs_out(call.node))


def _case(call: Call) -> CaseForm:
    opened = open_case(call.node, f"request/{call.path['slug']}")
    case = opened.case
    steps, wrong, held = (
        tuple(ThingForm.of(each) for each in some) for some in (case.steps, case.misplaced, case.suspensions)
    )
    told = tuple(clock_plain(one) for one in opened.clocks)
    return CaseForm(ThingForm.of(case.request), case.stage, steps, wrong, held, told)


def _reciprocity(call: Call) -> tuple[Mapping[str, Any], ...]:
    return tuple(direction_plain(one) for one in reciprocity(call.node))


def _laws(call: Call) -> tuple[Mapping[str, Any], ...]:
    told = confirmed(call.node.shelf)
    return tuple(law_plain(one, told) for one in clocks().values())


ROUTES: Final[tuple[Route, ...]] = (
    Route("clocks", "/justice/clocks", READ_RECORDS, _board, tuple[Mapping[str, Any], ...]),
    Route("case", "/justice/requests/{slug}", READ_RECORDS, _case, CaseForm),
    Route("reciprocity", "/justice/reciprocity", READ_RECORDS, _reciprocity, tuple[Mapping[str, Any], ...]),
    Route("laws", "/justice/laws", READ_RECORDS, _laws, tuple[Mapping[str, Any], ...]),
)
