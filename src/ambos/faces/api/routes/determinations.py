"""Determinations: what comes next and what has been, each criterion with how it stands today."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ambos.analysis.studies.determinations import (
    CriterionLine,
    DeterminationLine,
    calendar,
    determination,
)
from ambos.faces.accounts.scopes import READ_FIGURES
from ambos.faces.api.forms import ThingForm
from ambos.faces.api.route import Call, Route


@dataclass(frozen=True)
class CriterionForm:
    """A criterion: how it stands, against which threshold, by which indicators."""

    criterion: str
    standing: str
    comparison: str
    threshold: Decimal | None
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class DeterminationForm:
    """A determination, or a day set by law without one; ``day`` is the next that concerns it."""

    determination: str
    record: str
    regime: str
    law: str
    unverified: bool
    state: str
    field: str
    day: str
    days: int | None
    last: str
    criteria: tuple[CriterionForm, ...]


@dataclass(frozen=True)
class CalendarForm:
    """What comes next, the nearest day first, and what has been, the newest first."""

    ahead: tuple[DeterminationForm, ...]
    past: tuple[DeterminationForm, ...]


@dataclass(frozen=True)
class OneForm:
    """One determination as it is on record, and how it stands."""

    record: ThingForm
    standing: DeterminationForm


def _criterion(line: CriterionLine) -> CriterionForm:
    named = tuple(one.item.subject for one in line.lines)
    return CriterionForm(line.item.subject, line.standing, line.comparison, line.threshold, named)


def _form(line: DeterminationLine) -> DeterminationForm:
    return DeterminationForm(
        determination=line.item.subject if line.item else "",
        record=line.item.rid if line.item else "",
        regime=line.regime.code,
        law=line.regime.law,
        unverified=line.regime.unverified,
        state=line.state,
        field=line.field,
        day=str(line.day or ""),
        days=line.days,
        last=str(line.last or ""),
        criteria=tuple(_criterion(one) for one in line.criteria),
    )


def _calendar(call: Call) -> CalendarForm:
    with call.shelf.keeping():
        found = calendar(call.shelf)
    return CalendarForm(tuple(map(_form, found.ahead)), tuple(map(_form, found.past)))


def _one(call: Call) -> OneForm:
    with call.shelf.keeping():
        thing, line = determination(call.shelf, f"determination/{call.path['slug']}")
    return OneForm(ThingForm.of(thing), _form(line))


ROUTES: Final[tuple[Route, ...]] = (
    Route("determinations", "/determinations", READ_FIGURES, _calendar, CalendarForm),
    Route("determination", "/determinations/{slug}", READ_FIGURES, _one, OneForm),
)
